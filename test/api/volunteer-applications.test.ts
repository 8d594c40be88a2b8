import { randomUUID } from 'node:crypto';
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { publicActor } from '~/domain/access/public-actor';
import { systemActor } from '~/domain/access/system-actor';
import { plainDate } from '~/domain/kernel/plain-date';
import { newApplyingTask } from '~/domain/volunteers/application-guard';
import { applyToVolunteer } from '~/domain/volunteers/apply-to-volunteer';
import { actorOf } from '../actors';
import { useFreshDatabase } from '../database';
import { identityNumberOf } from '../factories/identity-number';
import { aTown } from '../factories/visits';
import { aVolunteer } from '../factories/volunteers';
import { value } from '../results';
import { refused, useApi } from './caller';

const database = useFreshDatabase();
const [tenant, other] = demoTenants;
const call = useApi();
const visitor = publicActor(tenant.id, 'test');
let owner: postgres.Sql;
let serial = 0;

beforeAll(async () => {
  await insertTenants(database.ownerUrl, demoTenants);
  await aTown(systemActor(tenant.id, 'test', 'test'));
  owner = postgres(database.ownerUrl, { max: 1 });
});
afterAll(() => owner?.end());

/** Somebody who has asked at the public page. */
async function anApplicant(over: Record<string, unknown> = {}) {
  serial += 1;
  const task = await newApplyingTask(visitor, {});
  const solution = JSON.stringify(await solveChallenge({ challenge: JSON.parse(task), deriveKey }));
  const form = {
    name: `申请人${String.fromCodePoint(0x4e00 + serial)}`,
    phone: `137${String(serial).padStart(8, '0')}`,
    identityNumber: identityNumberOf({ birthDate: plainDate('1990-02-03'), serial: 300 + serial }),
    townCode: '370304111',
    serviceKinds: ['companionship' as const],
    availability: [{ weekday: 1, from: '08:00', until: '12:00' }],
    ownWill: true as const,
    dataConsent: true as const,
    ...over,
  };
  const guard = { address: `2001:db8:${serial.toString(16)}::1`, task, solution };
  value(await applyToVolunteer(visitor, { ...form, guard }));
  const [row] = await owner`select id from volunteer_applications where name = ${form.name}`;
  return { form, path: `/volunteer-applications/${row?.id}`, id: String(row?.id) };
}

describe('applications to volunteer by a machine', () => {
  it('are listed and shown, masked; numbers in the clear need a reason and are written down', async () => {
    const { form, path, id } = await anApplicant();
    const listed = await call('coordinator', 'GET', '/volunteer-applications');
    expect(listed.body.items).toContainEqual({
      id,
      status: 'received',
      name: form.name,
      phone: expect.stringMatching(/^137\*{4}\d{4}$/),
      townCode: '370304111',
      appliedAt: expect.any(String),
      late: false,
      samePerson: 0,
      decidedAt: null,
      decidedByName: null,
      declineReason: null,
      volunteerId: null,
    });
    const shown = await call('auditor', 'GET', path);
    expect(shown.body).toMatchObject({
      status: 'received',
      said: { birthDate: '1990-02-03', availability: [{ weekday: 1 }], guardian: null },
      known: null,
      samePerson: [],
    });
    expect(JSON.stringify([listed.body, shown.body])).not.toContain(form.identityNumber);
    expect(JSON.stringify([listed.body, shown.body])).not.toContain(form.phone);

    expect(refused(await call('coordinator', 'POST', `${path}/reveals`, {}))).toEqual([
      'PERSON.REVEAL_REASON_MISSING /reason',
    ]);
    expect((await call('auditor', 'POST', `${path}/reveals`, { reason: '核对身份' })).status).toBe(403);
    expect((await call('coordinator', 'POST', `${path}/reveals`, { reason: '核对身份' })).body).toEqual({
      phone: form.phone,
      guardianPhone: null,
    });
    const [event] = await owner`select reason from audit_events
      where subject_id = ${id} and kind = 'volunteer-application.phone-revealed'`;
    expect(event?.reason).toBe('核对身份');
    expect((await call('coordinator', 'GET', '/volunteer-applications?status=gone')).status).toBe(422);
    expect((await call('coordinator', 'GET', `/volunteer-applications/${randomUUID()}`)).status).toBe(404);
    expect((await call('volunteer', 'GET', '/volunteer-applications')).status).toBe(403);
    expect((await call('volunteer', 'GET', path)).status).toBe(403);
  });

  it('are accepted once, whoever comes second is told, and a request sent again has its first answer', async () => {
    const { path, form } = await anApplicant();
    const key = randomUUID();
    const accepted = await call('coordinator', 'POST', `${path}/acceptance`, {}, { key });
    expect(accepted).toMatchObject({
      status: 201,
      body: { created: true, settled: 0, number: expect.stringMatching(/^V\d{9}$/) },
    });
    const again = await call('coordinator', 'POST', `${path}/acceptance`, {}, { key });
    expect([again.status, again.replayed, again.body]).toEqual([201, true, accepted.body]);
    for (const [what, body] of [
      ['acceptance', {}],
      ['refusal', { reason: '重复' }],
      ['reveals', { reason: '核对身份' }],
    ] as const)
      expect(refused(await call('coordinator', 'POST', `${path}/${what}`, body))).toEqual([
        'VOLUNTEERING.SETTLED /applicationId',
      ]);
    const volunteer = await call('coordinator', 'GET', `/volunteers/${accepted.body.volunteerId}`);
    expect(volunteer.body).toMatchObject({ name: form.name, status: 'active' });
    expect((await call('coordinator', 'GET', path)).body).toMatchObject({
      status: 'accepted',
      said: null,
      volunteerId: accepted.body.volunteerId,
    });
    const done = await call('coordinator', 'GET', '/volunteer-applications?status=accepted&limit=1');
    expect(done.body.items[0]).toMatchObject({ name: form.name, phone: null, status: 'accepted' });
  });

  it('are refused with a reason', async () => {
    const { path } = await anApplicant();
    expect(refused(await call('coordinator', 'POST', `${path}/refusal`, {}))).toEqual([
      'VOLUNTEERING.REASON_MISSING /reason',
    ]);
    expect((await call('coordinator', 'POST', `${path}/refusal`, { reason: '不在本区居住' })).status).toBe(
      200,
    );
    expect((await call('coordinator', 'GET', path)).body).toMatchObject({
      status: 'declined',
      declineReason: '不在本区居住',
      said: null,
    });
  });

  it('in the name of one person are told together, and one answer settles them', async () => {
    const one = await anApplicant();
    const two = await anApplicant({ identityNumber: one.form.identityNumber });
    expect((await call('coordinator', 'GET', one.path)).body.samePerson).toEqual([
      {
        id: two.id,
        name: two.form.name,
        phone: expect.stringMatching(/\*{4}/),
        appliedAt: expect.any(String),
      },
    ]);
    expect((await call('coordinator', 'POST', `${two.path}/acceptance`)).body).toMatchObject({ settled: 1 });
    expect((await call('coordinator', 'GET', one.path)).body).toMatchObject({
      status: 'declined',
      samePerson: [],
    });
  });

  it('are nobody’s business of another role, and none of another district', async () => {
    const { path } = await anApplicant();
    const deeds = [
      ['acceptance', {}],
      ['refusal', { reason: '无关' }],
      ['reveals', { reason: '核对身份' }],
    ] as const;
    for (const [what, body] of deeds) {
      for (const role of ['town', 'lead', 'auditor', 'volunteer', 'donor'] as const)
        expect((await call(role, 'POST', `${path}/${what}`, body)).status).toBe(403);
      const elsewhere = await call('coordinator', 'POST', `${path}/${what}`, body, { tenant: other });
      expect([elsewhere.status, refused(elsewhere)]).toEqual([422, ['VOLUNTEERING.UNKNOWN /applicationId']]);
      const none = await call('coordinator', 'POST', `/volunteer-applications/${randomUUID()}/${what}`, body);
      expect(refused(none)).toEqual(['VOLUNTEERING.UNKNOWN /applicationId']);
    }
    expect((await call('coordinator', 'GET', path, {}, { tenant: other })).status).toBe(404);
    expect((await call('coordinator', 'GET', '/volunteer-applications', {}, { tenant: other })).body).toEqual(
      {
        items: [],
        next: null,
      },
    );
  });
});

describe('a link to an account by a machine', () => {
  it('is sent to the volunteer, its secret in no answer; the next one takes its place', async () => {
    const { volunteerId } = await aVolunteer(actorOf('coordinator', tenant));
    const path = `/volunteers/${volunteerId}/account-link`;
    const made = await call('coordinator', 'POST', path);
    expect([made.status, made.body]).toEqual([201, { volunteerId }]);
    const link = async () =>
      (
        await owner`select round, secret_digest as digest from volunteer_account_links
        where volunteer_id = ${volunteerId}`
      )[0];
    const first = await link();
    const key = randomUUID();
    expect((await call('coordinator', 'POST', path, {}, { key })).status).toBe(201);
    expect((await call('coordinator', 'POST', path, {}, { key })).replayed).toBe(true);
    const second = await link();
    // Sent once more with its key it is the same one, and the volunteer is told of two links, not three.
    expect([first?.round, second?.round]).toEqual([1, 2]);
    expect(second?.digest).not.toBe(first?.digest);
    const told =
      await owner`select from notices where volunteer_id = ${volunteerId} and kind = 'volunteer-account'`;
    expect(told).toHaveLength(2);
  });

  it('is made by who registers volunteers, of their district, for who serves', async () => {
    const { volunteerId } = await aVolunteer(actorOf('coordinator', tenant));
    const path = `/volunteers/${volunteerId}/account-link`;
    for (const role of ['town', 'lead', 'auditor', 'volunteer', 'donor'] as const)
      expect((await call(role, 'POST', path)).status).toBe(403);
    const unknown = ['VOLUNTEER.UNKNOWN /volunteerId'];
    expect(refused(await call('coordinator', 'POST', path, {}, { tenant: other }))).toEqual(unknown);
    expect(refused(await call('coordinator', 'POST', `/volunteers/${randomUUID()}/account-link`))).toEqual(
      unknown,
    );
    expect(await owner`select from volunteer_account_links where volunteer_id = ${volunteerId}`).toHaveLength(
      0,
    );
    expect(
      (await call('coordinator', 'POST', `/volunteers/${volunteerId}/end`, { reason: '搬到外地' })).status,
    ).toBe(200);
    expect(refused(await call('coordinator', 'POST', path))).toEqual(['ACCOUNT.VOLUNTEER_LEFT /volunteerId']);
  });
});
