import { randomUUID } from 'node:crypto';
import type { AppLoadContext } from '@remix-run/node';
import { pino } from 'pino';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '#db/client';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { useSignInDatabase } from '#db/sign-in-database';
import { createApiKey } from '~/domain/access/create-api-key';
import type { Role } from '~/domain/access/roles';
import { systemActor } from '~/domain/access/system-actor';
import { addDays, dateOf } from '~/domain/kernel/plain-date';
import { answerApi } from '~/routes/api/dispatch.server';
import { actorOf } from '../actors';
import { useFreshDatabase } from '../database';
import { insertResidents } from '../factories/residents';

const database = useFreshDatabase();
const [here] = demoTenants;
const system = systemActor(here.id, 'test', 'test');
const keys = new Map<Role, string>();
const from = addDays(dateOf(new Date()), -40);
let signIn: Database;
let resident: { personId: string; stayId: string };

beforeAll(async () => {
  await insertTenants(database.ownerUrl, demoTenants);
  await loadReference(system, here.regionCode);
  signIn = connect(database.signInUrl, { max: 3 });
  useSignInDatabase(signIn);
  for (const role of ['manager', 'assessor', 'lead', 'auditor'] as const) {
    // Each by another maker: keys of one maker are one person.
    const made = await createApiKey(actorOf('admin', here, { userId: randomUUID() }), { role, label: role });
    if (made.ok) keys.set(role, made.value.key);
  }
  const sql = postgres(database.ownerUrl, { max: 1 });
  const [one] = await insertResidents(sql, here.id, [{ from, grades: [{ grade: 'total', from }] }]);
  await sql.end();
  if (!one) throw new Error('No resident');
  resident = one;
});
afterAll(() => signIn.close());

const context = { requestId: 'test', logger: pino({ level: 'silent' }) } as unknown as AppLoadContext;

async function call(as: Role, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body: unknown = {}) {
  const writes = method !== 'GET';
  const request = new Request(`http://localhost/api/v1${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${keys.get(as)}`,
      ...(writes && { 'Idempotency-Key': randomUUID(), 'Content-Type': 'application/json' }),
    },
    body: method === 'POST' || method === 'PUT' ? JSON.stringify(body) : undefined,
  });
  const response = await answerApi(request, context);
  return { status: response.status, body: await response.json() };
}

const minutesAgo = (count: number) => new Date(Date.now() - count * 60_000).toISOString();

it('health file, risks, notes by machine: as the pages do, refusals at their field', async () => {
  const file = `/people/${resident.personId}/health-file`;
  const refused = await call('manager', 'POST', file, {
    kind: 'medicine',
    text: '氨氯地平',
    times: ['晚上'],
  });
  expect([refused.status, refused.body.errors]).toMatchObject([422, [{ code: 'CARE.TIMES_FORM' }]]);
  const medicine = { kind: 'medicine', text: '氨氯地平', dose: '5 mg', times: ['18:00', '8:00'] };
  const added = await call('manager', 'POST', file, medicine);
  expect(added.status).toBe(201);
  const { kind: _, ...said } = medicine;
  const entry = `/health-entries/${added.body.entryId}`;
  const corrected = await call('assessor', 'POST', `${entry}/corrections`, {
    ...said,
    dose: '10 mg',
    reason: '看错',
  });
  expect(corrected.status).toBe(201);
  expect((await call('auditor', 'GET', file)).body).toMatchObject({
    current: [{ id: corrected.body.entryId, content: { dose: '10 mg', times: ['08:00', '18:00'] } }],
    past: [{ id: added.body.entryId }],
  });
  expect((await call('lead', 'GET', file)).status).toBe(403);
  const end = { on: dateOf(new Date()), reason: '停药' };
  expect((await call('manager', 'POST', `/health-entries/${corrected.body.entryId}/end`, end)).status).toBe(
    200,
  );

  const risks = `/people/${resident.personId}/risks`;
  const assessed = await call('assessor', 'POST', risks, {
    assessor: '王芳',
    risks: [{ risk: 'fall', level: 'high', measures: '助行器' }],
  });
  expect(assessed).toEqual({ status: 201, body: { assessed: 1 } });
  const register = (await call('lead', 'GET', risks)).body.risks;
  expect(register.length).toBe(9);
  expect(register[5]).toMatchObject({ risk: 'fall', standing: 'settled', assessment: { level: 'high' } });
  expect((await call('manager', 'GET', '/risks-due')).body.items[0].risks.length).toBe(8);

  const notes = `/people/${resident.personId}/care-notes`;
  const note = { kind: 'night', text: '翻身三次', by: '护理员' };
  expect((await call('manager', 'POST', notes, note)).status).toBe(201);
  expect((await call('auditor', 'GET', notes)).body.items).toMatchObject([
    { text: '翻身三次', byName: '护理员' },
  ]);
});

it('incidents and activities by machine, and what volunteers and gifts bring to a resident', async () => {
  const made = await call('manager', 'POST', '/incidents', {
    personId: resident.personId,
    kind: 'transfer',
    severity: 'serious',
    noticedAt: minutesAgo(50),
    place: '101',
    what: '发热',
  });
  expect(made.status).toBe(201);
  const incident = `/incidents/${made.body.incidentId}`;
  const late = await call('auditor', 'GET', '/incidents?untold=late');
  expect(late.body.items).toMatchObject([
    {
      notices: [{ whom: 'manager', state: 'late' }, { whom: 'family', state: 'waiting' }, { whom: 'bureau' }],
    },
  ]);
  const tell = (whom: string) =>
    call('manager', 'POST', `${incident}/notices`, {
      whom,
      toldAt: minutesAgo(1),
      how: 'phone',
      toldWhom: '某人',
    });
  const closing = { measures: '每日测温' };
  expect((await call('manager', 'POST', `${incident}/closing`, closing)).body.errors[0].code).toBe(
    'CARE.NOT_TOLD',
  );
  for (const whom of ['manager', 'family', 'bureau']) expect((await tell(whom)).status).toBe(201);
  expect((await call('lead', 'POST', `${incident}/directions`, { text: '排查' })).status).toBe(201);
  expect((await call('lead', 'POST', `${incident}/additions`, { text: '补充' })).status).toBe(403);
  expect((await call('manager', 'POST', `${incident}/additions`, { text: '已返回' })).status).toBe(201);
  expect((await call('manager', 'POST', `${incident}/closing`, closing)).status).toBe(200);
  expect((await call('auditor', 'GET', incident)).body).toMatchObject({
    closing: '每日测温',
    entries: [
      { kind: 'direction', text: '排查' },
      { kind: 'addition', text: '已返回' },
    ],
  });

  const today = dateOf(new Date());
  const planned = await call('manager', 'POST', '/activities', {
    name: '手指操',
    kind: 'exercise',
    place: '活动室',
    startsAt: minutesAgo(120),
    endsAt: minutesAgo(60),
    capacity: 5,
    leader: '社工',
  });
  expect(planned.status).toBe(201);
  const activity = `/activities/${planned.body.activityId}`;
  expect(
    (await call('manager', 'POST', `${activity}/people`, { personIds: [resident.personId] })).status,
  ).toBe(200);
  expect(
    (await call('manager', 'PUT', `${activity}/presence`, { present: [resident.personId] })).status,
  ).toBe(200);
  expect(
    (await call('manager', 'DELETE', `${activity}/people/${resident.personId}`)).body.errors[0].code,
  ).toBe('CARE.NOT_JOINED');
  expect((await call('auditor', 'GET', activity)).body.people).toMatchObject([{ status: 'present' }]);
  expect((await call('auditor', 'GET', `/people/${resident.personId}/activities`)).body.items).toMatchObject([
    { name: '手指操', status: 'present' },
  ]);
  const days = `from=${addDays(today, -2)}&until=${addDays(today, 2)}`;
  expect((await call('auditor', 'GET', `/activities?${days}`)).body.items.length).toBe(1);
  expect((await call('manager', 'GET', `/people/${resident.personId}/visits`)).body).toEqual({
    open: [],
    next: [],
    past: [],
  });
  expect((await call('manager', 'GET', `/stays/${resident.stayId}/goods`)).body.items).toEqual([]);
});
