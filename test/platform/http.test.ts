import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServerBuild } from '@remix-run/node';
import { afterEach, expect, test } from 'vitest';
import { env } from '~/platform/env';
import { metricsToken } from '~/platform/http/metrics';
import type { ReadinessChecks } from '~/platform/http/readiness';
import { loggedPath } from '~/platform/http/request-log';
import { createApp } from '~/server';

const fine: ReadinessChecks = {
  database: async () => undefined,
  queue: async () => undefined,
  worker: async () => undefined,
};

/** Pages whose every answer tells what the server handed them. */
const build = {
  entry: { module: { default: () => new Response('page') } },
  routes: {},
  assets: { routes: {}, entry: { imports: [], module: '' }, url: '', version: '1' },
  publicPath: '/',
  assetsBuildDirectory: 'build/client',
  future: { v3_singleFetch: true },
  isSpaMode: false,
} as unknown as ServerBuild;

let server: Server | undefined;

async function serve(checks = fine, isStopping = () => false): Promise<string> {
  server = createServer(createApp({ build, checks }, isStopping));
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

test('ready means that database, queue and worker answer', async () => {
  const answer = await fetch(`${await serve()}/readyz`);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ status: 'ok', database: 'ok', queue: 'ok', worker: 'ok' });
});

test('one part that does not answer makes it 503, names the part and says no more', async () => {
  const origin = await serve({
    ...fine,
    worker: async () => {
      throw new Error('secret detail');
    },
  });
  const answer = await fetch(`${origin}/readyz`);
  expect(answer.status).toBe(503);
  expect(await answer.json()).toEqual({
    status: 'unavailable',
    database: 'ok',
    queue: 'ok',
    worker: 'unavailable',
  });
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
});

test('a part that never answers does not hold the answer up', async () => {
  const origin = await serve({ ...fine, database: () => new Promise(() => undefined) });
  const began = Date.now();
  expect((await fetch(`${origin}/readyz`)).status).toBe(503);
  expect(Date.now() - began).toBeLessThan(4_000);
});

test('who is stopping takes no more visitors', async () => {
  const answer = await fetch(`${await serve(fine, () => true)}/readyz`);
  expect(answer.status).toBe(503);
});

test('every answer carries what protects the browser, with a nonce that never repeats', async () => {
  const origin = await serve();
  const [one, two] = await Promise.all([fetch(`${origin}/`), fetch(`${origin}/readyz`)]);
  const policy = one.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("'unsafe-eval'");
  const nonceOf = (answer: Response) =>
    /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1];
  expect(nonceOf(one)).toBeTruthy();
  expect(nonceOf(one)).not.toBe(nonceOf(two));
  expect(one.headers.get('x-content-type-options')).toBe('nosniff');
  expect(one.headers.get('x-powered-by')).toBeNull();
});

test('each request gets an id of ours, whatever the client sends', async () => {
  const origin = await serve();
  const answer = await fetch(`${origin}/`, { headers: { 'x-request-id': 'mine' } });
  expect(answer.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
});

test('a body that is too long is refused before anything reads it; a file may be longer', async () => {
  const origin = await serve();
  const body = 'x'.repeat(1_100_000);
  const form = await fetch(`${origin}/`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(form.status).toBe(413);
  const file = await fetch(`${origin}/`, { method: 'POST', body, headers: { 'content-type': 'text/csv' } });
  expect(file.status).not.toBe(413);
});

test('figures are for this machine and for who has the token', async () => {
  const origin = await serve();
  await fetch(`${origin}/`);
  const own = await fetch(`${origin}/metrics`);
  expect(await own.text()).toContain('http_request_duration_seconds');
  const throughProxy = { 'x-forwarded-for': '203.0.113.7' };
  expect((await fetch(`${origin}/metrics`, { headers: throughProxy })).status).toBe(404);
  const authorization = `Bearer ${metricsToken(env().sessionSecret)}`;
  expect((await fetch(`${origin}/metrics`, { headers: { ...throughProxy, authorization } })).status).toBe(
    200,
  );
});

test('the log knows neither secrets in a path nor what people searched for', () => {
  expect(loggedPath('/calendar/5f2b-secret.ics')).toBe('/calendar/…');
  expect(loggedPath('/verify/ABCD-1234')).toBe('/verify/…');
  expect(loggedPath('/beds/42')).toBe('/beds/42');
});
