import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ServerBuild } from '@remix-run/node';
import { createElement } from 'react';
import { DEMO_PASSWORD } from '#db/seed/demo/access';
import type { Report } from '~/commands/bench';
import { projectRoot } from '~/platform/project-root';
import { createApp } from '~/server';

const IN_FLIGHT = 4;

/** Asks over kept connections from a thread of its own, so that asking does not take turns with answering. */
const CLIENT = `
const { parentPort, workerData } = require('node:worker_threads');
const http = require('node:http');
const { url, cookie, requests, inFlight } = workerData;
const agent = new http.Agent({ keepAlive: true, maxSockets: inFlight });
const times = [];
let bytes = 0;
let left = requests;
const ask = () => new Promise((resolve, reject) => {
  const began = performance.now();
  const request = http.get(url, { agent, headers: { cookie } }, (response) => {
    let size = 0;
    response.on('data', (chunk) => { size += chunk.length; });
    response.on('end', () => {
      if (response.statusCode !== 200) return reject(new Error('answered ' + response.statusCode));
      times.push(performance.now() - began);
      bytes = size;
      resolve();
    });
  });
  request.on('error', reject);
});
const runner = async () => { while (left-- > 0) await ask(); };
const began = performance.now();
Promise.all(Array.from({ length: inFlight }, runner)).then(() => {
  const seconds = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  parentPort.postMessage({ perSecond: requests / seconds, median: times[Math.floor(times.length / 2)], bytes });
  agent.destroy();
});
`;

interface Figures {
  readonly perSecond: number;
  readonly median: number;
  readonly bytes: number;
}

function ask(url: string, cookie: string, requests: number): Promise<Figures> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(CLIENT, {
      eval: true,
      workerData: { url, cookie, requests, inFlight: IN_FLIGHT },
    });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

async function listening(build: ServerBuild): Promise<{ server: Server; origin: string }> {
  const checks = { database: async () => {}, queue: async () => {}, worker: async () => {} };
  const server = createServer(createApp({ build, checks }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function signIn(origin: string, userName: string): Promise<string> {
  const response = await fetch(`${origin}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: origin, 'Sec-Fetch-Site': 'same-origin' },
    body: new URLSearchParams({ userName, password: DEMO_PASSWORD, intent: 'sign-in' }),
  });
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  if (!cookie) throw new Error(`Sign-in answered ${response.status} without a cookie`);
  return cookie;
}

/** The same server and entry with one page of `bytes` of HTML and nothing behind it. */
function bareBuild(build: ServerBuild, bytes: number): ServerBuild {
  const { root } = build.routes;
  if (!root) throw new Error('The build has no root');
  const filler = 'x'.repeat(100);
  const rows = Array.from({ length: Math.ceil(bytes / 110) }, (_, row) =>
    createElement('p', { key: row }, filler),
  );
  const page = () => createElement('html', null, createElement('body', null, rows));
  return {
    ...build,
    routes: { root: { ...root, path: '', module: { default: page } } },
    assets: {
      ...build.assets,
      routes: { root: { ...build.assets.routes.root, path: '' } },
    } as ServerBuild['assets'],
  };
}

/** Measures pages as `userName` of the demo sees them, each beside a bare page of the same size from the same server. */
export async function openPages(
  report: Report,
  userName: string,
): Promise<{ measure(name: string, path: string, requests: number): Promise<void>; close(): void }> {
  const product: ServerBuild = await import(pathToFileURL(join(projectRoot, 'build/server/index.js')).href);
  const served = await listening(product);
  const cookie = await signIn(served.origin, userName);
  return {
    async measure(name, path, requests) {
      const url = `${served.origin}${path}`;
      await ask(url, cookie, Math.ceil(requests / 5));
      const page = await ask(url, cookie, requests);
      const bare = await listening(bareBuild(product, page.bytes));
      await ask(`${bare.origin}/`, '', Math.ceil(requests / 5));
      const beside = await ask(`${bare.origin}/`, '', requests);
      bare.server.close();
      report(`${name}: requests`, page.perSecond, 'per second', requests);
      report(`${name}: median`, page.median, 'ms', requests);
      report(`${name}: HTML`, page.bytes, 'bytes', 1);
      report('bare page of that size: requests', beside.perSecond, 'per second', requests);
      report('bare page of that size: median', beside.median, 'ms', requests);
      report('bare page of that size: HTML', beside.bytes, 'bytes', 1);
    },
    close: () => void served.server.close(),
  };
}
