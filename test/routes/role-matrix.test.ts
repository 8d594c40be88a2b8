import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '#db/seed/tenants';
import { createApiKey } from '~/domain/access/create-api-key';
import { mayRole, type Permission } from '~/domain/access/permissions';
import { type Role, roles } from '~/domain/access/roles';
import { systemActor } from '~/domain/access/system-actor';
import { projectRoot } from '~/platform/project-root';
import { endpoints } from '~/routes/api/catalogue.server';
import { useSite } from '../e2e/site';
import { joinSite, sendForm, signInAs } from './people-at-work';

const MINUTES = 60_000;
const site = useSite();

/** One thing that can be asked of a route: its page, or one of its forms. */
interface Ask {
  readonly route: string;
  /** It has a page around its data. */
  readonly shown: boolean;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly intent?: string;
  readonly permission: Permission;
}

/** Routes that show nothing themselves: the document around every page. */
const FRAMES = ['root'];

type Module = ServerBuild['routes'][string]['module'];
/** `byKey`: the route of the API, whose endpoints are asked one by one below. */
type Carried = { permission?: Permission; byKey?: boolean; intents?: Readonly<Record<string, Permission>> };

const asks: Ask[] = [];
const unguarded: string[] = [];
const cookies = new Map<Role, string>();
const keys = new Map<Role, string>();

/** A path to nothing: every part that names a record names one that does not exist. */
function pathOf(build: ServerBuild, id: string): string {
  const route = build.routes[id];
  if (!route) return '';
  const above = route.parentId ? pathOf(build, route.parentId) : '';
  const own = (route.path ?? '')
    .replace(/:\w*[iI]d\b\??/g, () => randomUUID())
    .replace(/:(\w+)\??/g, 'nothing-of-that-name')
    .replace(/\*$/, 'nothing');
  return `${above}${own && `/${own}`}`;
}

function collect(build: ServerBuild): void {
  for (const [id, { module, index }] of Object.entries(build.routes)) {
    if (FRAMES.includes(id)) continue;
    const shown = Boolean(module.default);
    const { loader, action } = module as Module & { loader?: Carried; action?: Carried };
    if (loader?.byKey && action?.byKey) continue;
    const path = pathOf(build, id) || '/';
    const add = (method: 'GET' | 'POST', permission: Permission | undefined, intent?: string) => {
      if (!permission) unguarded.push(`${id} ${method}`);
      else
        asks.push({
          route: id,
          shown,
          method,
          path: method === 'POST' && index ? `${path}?index` : path,
          intent,
          permission,
        });
    };
    if (loader) add('GET', loader.permission);
    if (action?.intents)
      for (const [intent, permission] of Object.entries(action.intents)) add('POST', permission, intent);
    else if (action) add('POST', action.permission);
  }
}

const sendTo = (path: string, ask: Ask, cookie: string) =>
  ask.method === 'GET'
    ? fetch(site.origin + path, { redirect: 'manual', headers: { cookie } })
    : sendForm(site, path, ask.intent ? { intent: ask.intent } : {}, { cookie });

/** As a browser without script does. */
const send = (ask: Ask, cookie: string) => sendTo(ask.path, ask, cookie);

/** As a browser with script does: of a page only the route's own loader or action runs, and nothing is drawn. */
function sendScripted(ask: Ask, cookie: string) {
  const [path = '', query = ''] = ask.path.split('?');
  const search = new URLSearchParams(query);
  if (ask.method === 'GET') search.set('_routes', ask.route);
  return sendTo(ask.shown ? `${path === '/' ? '/_root' : path}.data?${search}` : ask.path, ask, cookie);
}

type Verdict = 'to sign-in' | 'forbidden' | 'let in' | string;

/** What an answer means for whoever asked. A page that does not exist lets in: it was looked for. */
async function verdictOf(response: Response): Promise<Verdict> {
  const body = await response.text();
  // Scripts are told where to go in the body.
  const location = response.status === 202 ? body : (response.headers.get('location') ?? '');
  if (/(^|")\/sign-in\?(resume=1&)?next=/.test(location)) return 'to sign-in';
  if (response.status === 403) return 'forbidden';
  if (response.status === 401) return 'to sign-in';
  return response.status >= 500 ? `failed with ${response.status}` : 'let in';
}

/** Asks a few at a time: as many people, not a crowd. */
async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const next = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: 4 }, next));
}

beforeAll(async () => {
  const leave = await joinSite(site);
  try {
    const build: ServerBuild = await import(pathToFileURL(join(projectRoot, 'build/server/index.js')).href);
    collect(build);
    const actor = systemActor(demoTenants[0].id, 'test', 'test');
    for (const role of roles) {
      cookies.set(role, await signInAs(site, role));
      const made = await createApiKey(actor, { role, label: `matrix ${role}` });
      if (made.ok) keys.set(role, made.value.key);
    }
  } finally {
    await leave();
  }
}, 3 * MINUTES);

describe('every route and every role', () => {
  it('names a permission in each loader and action', () => {
    expect(unguarded).toEqual([]);
    expect(asks.length).toBeGreaterThan(10);
  });

  it('sends whoever is not signed in to sign in, and back', { timeout: 3 * MINUTES }, async () => {
    await each(asks, async (ask) => {
      const name = `${ask.method} ${ask.path} ${ask.intent ?? ''}`;
      const expected = ask.permission === 'public' ? 'let in' : 'to sign-in';
      expect.soft(await verdictOf(await send(ask, '')), name).toBe(expected);
      expect.soft(await verdictOf(await sendScripted(ask, '')), `${name}, scripted`).toBe(expected);
    });
  });

  it.each(roles)(
    'lets %s into what the permissions say, and nowhere else',
    { timeout: 3 * MINUTES },
    async (role) => {
      const mine = asks.filter(({ permission }) => permission !== 'public');
      await each(mine, async (ask) => {
        const name = `${role}: ${ask.method} ${ask.path} ${ask.intent ?? ''} (${ask.permission})`;
        const expected = mayRole(role, ask.permission) ? 'let in' : 'forbidden';
        expect.soft(await verdictOf(await sendScripted(ask, cookies.get(role) ?? '')), name).toBe(expected);
      });
    },
  );

  it('lets the auditor send no form but those of their own account and of a reveal', () => {
    const may = asks.filter(({ method, permission }) => method === 'POST' && mayRole('auditor', permission));
    expect(may.filter(({ permission }) => !/^(public|account)$|reveal/.test(permission))).toEqual([]);
  });
});

describe('every endpoint and every role', () => {
  const pathOfEndpoint = (path: string) =>
    `/api/v1${path.replace(/:\w*[iI]d\b/g, () => randomUUID()).replace(/:\w+/g, 'nothing-of-that-name')}`;

  // Without an Idempotency-Key no write gets further than the question whether it is permitted.
  const call = (endpoint: (typeof endpoints)[number], key?: string) =>
    fetch(site.origin + pathOfEndpoint(endpoint.path), {
      method: endpoint.method,
      headers: key ? { Authorization: `Bearer ${key}` } : {},
    });

  it('asks for a key', async () => {
    for (const endpoint of endpoints) {
      const answer = await call(endpoint);
      expect.soft(answer.status, `${endpoint.method} ${endpoint.path}`).toBe(401);
      expect(await answer.json()).toMatchObject({ code: 'API.KEY_INVALID', status: 401 });
    }
  });

  it.each(roles)(
    'lets a key of %s do what the permissions say, and nothing else',
    { timeout: 3 * MINUTES },
    async (role) => {
      await each(endpoints, async (endpoint) => {
        const answer = await call(endpoint, keys.get(role));
        const code = answer.status < 400 ? undefined : ((await answer.json()) as { code: string }).code;
        const name = `${role}: ${endpoint.method} ${endpoint.path} (${endpoint.permission})`;
        if (!mayRole(role, endpoint.permission))
          expect.soft([answer.status, code], name).toEqual([403, 'ACCESS.NOT_PERMITTED']);
        else if (endpoint.method !== 'GET')
          expect.soft([answer.status, code], name).toEqual([400, 'API.IDEMPOTENCY_KEY_MISSING']);
        else expect.soft([200, 404, 422], name).toContain(answer.status);
      });
    },
  );

  it('lets the auditor write nothing', () => {
    const writes = endpoints.filter(
      ({ method, permission }) => method !== 'GET' && mayRole('auditor', permission),
    );
    expect(writes.filter(({ permission }) => !permission.includes('reveal')).map(({ path }) => path)).toEqual(
      [],
    );
  });
});
