import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ServerBuild } from '@remix-run/node';
import postgres from 'postgres';
import { createElement } from 'react';
import { DEMO_PASSWORD } from '#db/seed/demo/access';
import { seedDemo } from '#db/seed/demo/index';
import { refreshReference } from '#db/seed/reference/refresh-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import type { Bench, Report } from '~/commands/bench';
import { systemActor } from '~/domain/access/system-actor';
import { importBeds } from '~/domain/beds/import-beds';
import { env } from '~/platform/env';
import { projectRoot } from '~/platform/project-root';
import { createApp } from '~/server';
import { bedRows } from '../factories/beds';

const BEDS = 500;
const OCCUPIED = 250;
const REQUESTS = 300;
const IN_FLIGHT = 4;
const [tenant] = demoTenants;

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

async function signIn(origin: string): Promise<string> {
  const response = await fetch(`${origin}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: env().appOrigin, 'Sec-Fetch-Site': 'same-origin' },
    body: new URLSearchParams({ userName: 'manager', password: DEMO_PASSWORD, intent: 'sign-in' }),
  });
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  if (!cookie) throw new Error(`Sign-in answered ${response.status} without a cookie`);
  return cookie;
}

/** Half the beds with a resident each, arranged behind the pages: what is measured is reading, not admitting. */
async function fillBeds(ownerUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1 });
  await sql.begin(async (tx) => {
    await tx`select set_config('app.tenant_id', ${tenant.id}, true)`;
    await tx`
      create temporary table filled on commit drop as
      select gen_random_uuid() as person_id, gen_random_uuid() as application_id, gen_random_uuid() as stay_id, id as bed_id,
        row_number() over (order by id) as n
      from beds b where not exists (select from bed_occupancies o where o.bed_id = b.id)
        and not exists (select from bed_closures c where c.bed_id = b.id)
        and not exists (select from bed_reservations r where r.bed_id = b.id)
      limit ${OCCUPIED}`;
    await tx`insert into people (tenant_id, id, name, sex, birth_date) select ${tenant.id}, person_id, '测量' || n, 'female', '1950-01-01' from filled`;
    await tx`
      insert into applications (tenant_id, id, person_id, applied_on, category, status, origin)
      select ${tenant.id}, application_id, person_id, '2026-01-01', 'tekun', 'admitted', 'page' from filled`;
    await tx`
      insert into stays (tenant_id, id, person_id, application_id, contract_number, admitted_on)
      select ${tenant.id}, stay_id, person_id, application_id, 'CL2026-' || lpad(n::text, 6, '0'), '2026-01-01' from filled`;
    await tx`
      insert into bed_occupancies (tenant_id, id, bed_id, person_id, stay_id, from_on)
      select ${tenant.id}, gen_random_uuid(), bed_id, person_id, stay_id, '2026-01-01' from filled`;
  });
  await sql.end();
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
  return { ...build, routes: { root: { ...root, path: '', module: { default: page } } } };
}

/** The bed board with 500 beds, beside a bare page of the same size from the same server. */
export default async function bench(report: Report, { database }: Bench): Promise<void> {
  const { ownerUrl } = await database();
  await insertTenants(ownerUrl, demoTenants);
  await refreshReference();
  await seedDemo([tenant]);
  const imported = await importBeds(systemActor(tenant.id, 'bench', 'bench'), {
    rows: bedRows(BEDS),
    dryRun: false,
    fileName: 'bench',
  });
  if (!imported.ok) throw new Error(JSON.stringify(imported.refusals));
  await fillBeds(ownerUrl);

  const build: ServerBuild = await import(pathToFileURL(join(projectRoot, 'build/server/index.js')).href);
  const product = await listening(build);
  const cookie = await signIn(product.origin);
  const measured: [name: string, url: string][] = [
    ['bed board, 500 beds', `${product.origin}/beds`],
    ['work list', `${product.origin}/`],
  ];
  for (const [name, url] of measured) {
    await ask(url, cookie, REQUESTS / 5);
    const page = await ask(url, cookie, REQUESTS);
    const bare = await listening(bareBuild(build, page.bytes));
    await ask(`${bare.origin}/`, '', REQUESTS / 5);
    const beside = await ask(`${bare.origin}/`, '', REQUESTS);
    bare.server.close();
    report(`${name}: requests`, page.perSecond, 'per second', REQUESTS);
    report(`${name}: median`, page.median, 'ms', REQUESTS);
    report(`${name}: HTML`, page.bytes, 'bytes', 1);
    report(`bare page of that size: requests`, beside.perSecond, 'per second', REQUESTS);
    report(`bare page of that size: median`, beside.median, 'ms', REQUESTS);
    report(`bare page of that size: HTML`, beside.bytes, 'bytes', 1);
  }
  product.server.close();
}
