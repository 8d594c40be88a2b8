import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { demoTenants } from '#db/seed/tenants';
import { createApiKey } from '~/domain/access/create-api-key';
import type { Role } from '~/domain/access/roles';
import { toJson, typedJson } from '~/routes/api/json.server';
import { actorOf } from '../actors';
import { useSite } from '../e2e/site';
import { joinSite } from '../routes/people-at-work';

const site = useSite();
const keys = new Map<Role | 'elsewhere', string>();
let leave: () => Promise<void>;

beforeAll(async () => {
  leave = await joinSite(site);
  const make = async (name: Role | 'elsewhere', role: Role, tenant = demoTenants[0]) => {
    const made = await createApiKey(actorOf('admin', tenant, { userId: null }), { role, label: 'test' });
    if (made.ok) keys.set(name, made.value.key);
  };
  await make('admin', 'admin');
  await make('auditor', 'auditor');
  await make('elsewhere', 'admin', demoTenants[1]);
}, 120_000);
afterAll(() => leave?.());

interface Options {
  as?: Role | 'elsewhere';
  body?: unknown;
  key?: string;
  headers?: Record<string, string>;
}

async function call(
  method: string,
  path: string,
  { as = 'admin', body, key = randomUUID(), headers = {} }: Options = {},
) {
  const write = method !== 'GET';
  const response = await fetch(`${site.origin}/api/v1${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${keys.get(as)}`,
      ...(write && { 'Idempotency-Key': key, 'Content-Type': 'application/json' }),
      ...headers,
    },
    body: write ? (typeof body === 'string' ? body : JSON.stringify(body ?? {})) : undefined,
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const newUser = (userName: string) => ({
  userName,
  name: '李娜',
  roles: ['intake'],
  password: 'a long first password',
});
const codes = (answer: { body: { errors: { code: string }[] } }) =>
  answer.body.errors.map(({ code }) => code);

describe('a write', () => {
  it('is done once per Idempotency-Key: the same again, another body refused, however many at once', async () => {
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => call('POST', '/users', { body: newUser('li.na'), key })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1);
    const other = await call('POST', '/users', { body: newUser('li.nan'), key });
    expect([other.status, other.body.code]).toEqual([409, 'API.IDEMPOTENCY_KEY_REUSED']);
    const found = await call('GET', '/users?text=li.na');
    expect(found.body.items).toMatchObject([{ userName: 'li.na', roles: ['intake'], disabledAt: null }]);
    expect(found.body.items[0].createdAt).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it('of another key may use the same Idempotency-Key', async () => {
    const key = randomUUID();
    const [mine, theirs] = [
      await call('POST', '/users', { body: newUser('same.key'), key }),
      await call('POST', '/users', { body: newUser('same.key2'), key, as: 'elsewhere' }),
    ];
    expect([mine.status, theirs.status]).toEqual([201, 201]);
  });

  it('needs an Idempotency-Key, JSON, and JSON that is whole', async () => {
    const body = newUser('nobody');
    expect(codes(await call('POST', '/users', { body, key: '' }))).toEqual(['API.IDEMPOTENCY_KEY_MISSING']);
    expect(codes(await call('POST', '/users', { body, key: 'a b' }))).toEqual(['API.IDEMPOTENCY_KEY_FORM']);
    const form = await call('POST', '/users', { body, headers: { 'Content-Type': 'text/plain' } });
    expect([form.status, ...codes(form)]).toEqual([415, 'API.JSON_WANTED']);
    const broken = await call('POST', '/users', { body: '{"userName":' });
    expect([broken.status, ...codes(broken)]).toEqual([400, 'API.JSON_BROKEN']);
  });
});

describe('a problem', () => {
  it('names everything that is wrong at once, where, and in the language asked for', async () => {
    const body = { userName: 'X Y', roles: [], password: 'short', townCode: '12' };
    const chinese = await call('POST', '/users', { body });
    expect(chinese.status).toBe(422);
    expect(chinese.headers.get('content-type')).toContain('application/problem+json');
    expect(chinese.body.errors).toEqual([
      { code: 'ACCESS.USER_NAME_FORM', pointer: '/userName', detail: expect.stringContaining('用户名') },
      { code: 'INPUT.MISSING', pointer: '/name', detail: expect.any(String) },
      { code: 'ACCESS.ROLE_MISSING', pointer: '/roles', detail: '请至少选择一个岗位。' },
      { code: 'ACCESS.TOWN_FORM', pointer: '/townCode', detail: expect.any(String) },
    ]);
    const english = await call('POST', '/users', { body, headers: { 'Accept-Language': 'en' } });
    expect(english.body).toMatchObject({
      title: 'Not acceptable as it is',
      status: 422,
      code: 'ACCESS.USER_NAME_FORM',
    });
    expect(english.body.errors[2].detail).toBe('Choose at least one role.');
  });

  it('of a rule says the same as the page would', async () => {
    const answer = await call('POST', '/users', { body: { ...newUser('admin'), roles: ['town'] } });
    expect(answer.body.errors).toEqual([
      { code: 'ACCESS.TOWN_MISSING', pointer: '/townCode', detail: expect.any(String) },
    ]);
  });

  it('tells what is unknown, what is not allowed and what is wrong in the address apart', async () => {
    expect((await call('GET', '/nothing')).status).toBe(404);
    expect((await call('GET', `/users/${randomUUID()}`)).status).toBe(404);
    expect((await call('GET', '/users/no-uuid')).status).toBe(404);
    const method = await call('DELETE', '/users');
    expect([method.status, method.headers.get('allow')]).toEqual([405, 'GET, POST']);
    const query = await call('GET', '/users?limit=0');
    expect(query.body).toMatchObject({
      status: 422,
      errors: [{ code: 'INPUT.INVALID', parameter: 'limit' }],
    });
    const forbidden = await call('POST', '/users', { as: 'auditor', body: newUser('x1') });
    expect([forbidden.status, ...codes(forbidden)]).toEqual([403, 'ACCESS.NOT_PERMITTED']);
    for (const Authorization of ['', 'Bearer wsk_wrong', 'Basic YTpi']) {
      const answer = await call('GET', '/users', { headers: { Authorization } });
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    }
  });
});

describe('a list', () => {
  it('goes on after its cursor until there is no more, and is that of the key’s tenant', async () => {
    const names: string[] = [];
    let after = '';
    do {
      const { body } = await call('GET', `/users?limit=4${after && `&after=${encodeURIComponent(after)}`}`);
      expect(body.items.length).toBeLessThanOrEqual(4);
      names.push(...body.items.map(({ userName }: { userName: string }) => userName));
      after = body.next ?? '';
    } while (after);
    expect(names.length).toBeGreaterThanOrEqual(14);
    expect(names).toEqual([...new Set(names)].sort());
    const theirs = await call('GET', '/users', { as: 'elsewhere' });
    expect(
      theirs.body.items.filter(({ userName }: { userName: string }) => names.includes(userName)),
    ).toEqual([]);
  });
});

describe('the description', () => {
  it('is OpenAPI 3.1 of every endpoint, without a key, in both languages', async () => {
    const response = await fetch(`${site.origin}/api/v1/openapi.json`, {
      headers: { 'Accept-Language': 'en' },
    });
    const document = await response.json();
    expect(document.openapi).toBe('3.1.0');
    const users = document.paths['/users'];
    expect(users.get.summary).toBe('List users');
    expect(users.post.parameters).toContainEqual(
      expect.objectContaining({ name: 'Idempotency-Key', required: true }),
    );
    expect(users.post.requestBody.content['application/json'].schema.required).toContain('userName');
    expect(users.post['x-roles']).toEqual(['admin']);
    expect(document.paths['/users/{id}/roles'].put.parameters[0]).toMatchObject({
      name: 'id',
      in: 'path',
      schema: { format: 'uuid' },
    });
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path as object).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    const docs = await fetch(`${site.origin}/api/v1/docs`);
    expect(docs.status).toBe(200);
    expect(await docs.text()).toContain('用户列表');
  });
});

describe('JSON', () => {
  it('carries fen as integers and instants as text, both ways', () => {
    const shape = z.object({
      fen: z.bigint(),
      at: z.date(),
      parts: z.array(z.object({ fen: z.bigint().optional() })),
    });
    const value = { fen: 123456n, at: new Date('2026-11-23T00:00:00Z'), parts: [{ fen: 1n }, {}] };
    const text = toJson(value);
    expect(text).toBe('{"fen":123456,"at":"2026-11-23T00:00:00.000Z","parts":[{"fen":1},{}]}');
    expect(shape.parse(typedJson(shape, JSON.parse(text)))).toEqual(value);
  });

  it.each([
    ['1.5', 1.5],
    ['a text', '12'],
    ['beyond exact integers', 2 ** 60],
  ])('takes no amount that is %s', (_, fen) => {
    const shape = z.object({ fen: z.bigint() });
    expect(shape.safeParse(typedJson(shape, { fen })).success).toBe(false);
  });

  it('does not round an amount that is too large', () => {
    expect(() => toJson({ fen: 2n ** 60n })).toThrow(RangeError);
  });
});
