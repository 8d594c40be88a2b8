import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { permissionsOf } from '~/domain/access/permissions';
import { roles } from '~/domain/access/roles';
import { systemActor } from '~/domain/access/system-actor';
import { addDays, dateOf } from '~/domain/kernel/plain-date';
import { endpoints } from '~/routes/api/catalogue.server';
import { typedJson } from '~/routes/api/json.server';
import { useFreshDatabase } from '../database';
import { useApi } from './caller';

const database = useFreshDatabase();
const [tenant] = demoTenants;
const call = useApi();
let owner: postgres.Sql;

beforeAll(async () => {
  await insertTenants(database.ownerUrl, demoTenants);
  await loadReference(systemActor(tenant.id, 'test', 'test'), tenant.regionCode);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
});
afterAll(() => owner.end());

const tomorrow = () => addDays(dateOf(new Date()), 1);
const pointers = (answer: { body: { errors: { code: string; pointer?: string }[] } }) =>
  answer.body.errors.map(({ code, pointer }) => `${pointer} ${code}`);

describe('a body that has not the right form', () => {
  it('is told what the rules say of the rest as well', async () => {
    const answer = await call('finance', 'POST', `/bills/${randomUUID()}/payments`, {
      amountFen: 'much',
      receivedOn: tomorrow(),
    });
    expect(answer.status).toBe(422);
    expect(pointers(answer).sort()).toEqual([
      '/amountFen FEES.AMOUNT',
      '/payerName FEES.PAYER',
      '/receivedOn FEES.RECEIVED_LATER',
    ]);
  });

  it('is told of each field that nobody reads, wherever it stands, and keeps nothing', async () => {
    const answer = await call('coordinator', 'POST', '/visit-needs', {
      place: '村委会',
      townCode: '370304111',
      serviceKind: 'companionship',
      durationMinutes: 60,
      outline: '陪伴',
      prio: 1,
      windows: [{ date: tomorrow(), from: '09:00', until: '11:00', til: '12:00' }],
    });
    expect(answer.status).toBe(422);
    expect(pointers(answer)).toEqual(['/prio API.FIELD_UNKNOWN', '/windows/0/til API.FIELD_UNKNOWN']);
    expect(answer.body.errors[0]?.detail).toContain('prio');
    const needs = await call('coordinator', 'GET', '/visit-needs');
    expect(needs.body.items).toEqual([]);
  });

  it('is told of a filter that there is not, instead of a list that was not filtered', async () => {
    const answer = await call('coordinator', 'GET', '/visit-needs?twon=370304111');
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ code: 'API.FIELD_UNKNOWN', parameter: 'twon' }]);
    expect((await call('coordinator', 'GET', '/own-notices?x=1')).status).toBe(422);
  });

  it('is told once what is wrong with a field, and changes nothing, at each endpoint', async () => {
    const refusable = endpoints.flatMap((found) => {
      const role = roles.find((one) => permissionsOf([one]).has(found.permission));
      if (!found.body || found.method === 'GET' || !role) return [];
      const names = Object.keys((found.body as { shape?: object }).shape ?? {});
      const bodies = [{}, Object.fromEntries(names.map((name) => [name, '?']))];
      return bodies
        .filter((body) => !found.body?.safeParse(typedJson(found.body, body)).success)
        .map((body) => ({ found, role, body, method: found.method as 'POST' | 'PUT' | 'PATCH' }));
    });
    expect(refusable.length).toBeGreaterThan(200);
    const events = async () => (await owner`SELECT count(*)::int AS n FROM audit_events`)[0]?.n;
    const made = new Set<string>();
    for (const { role } of refusable) {
      // The first request of a role makes its key, which is an event.
      if (!made.has(role)) await call(role, 'GET', '/me');
      made.add(role);
    }
    const before = await events();
    for (const { found, role, body, method } of refusable) {
      const path = found.path.replace(/:\w+/g, () => randomUUID());
      const answer = await call(role, method, path, body);
      const asked = `${found.method} ${found.path} ${JSON.stringify(body)}`;
      expect({ asked, status: answer.status }).toEqual({ asked, status: 422 });
      const told = pointers(answer);
      expect({ asked, told }).toEqual({ asked, told: [...new Set(told)] });
    }
    expect(await events()).toBe(before);
  });
});
