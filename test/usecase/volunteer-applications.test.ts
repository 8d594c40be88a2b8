import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { publicActor } from '~/domain/access/public-actor';
import type { Guard } from '~/domain/access/public-guard';
import { systemActor } from '~/domain/access/system-actor';
import { NotPermitted } from '~/domain/audit/use-case';
import { plainDate } from '~/domain/kernel/plain-date';
import { listWork } from '~/domain/reports/list-work';
import { applyingLimits, newApplyingTask } from '~/domain/volunteers/application-guard';
import { applyToVolunteer } from '~/domain/volunteers/apply-to-volunteer';
import {
  ANSWER_DAYS,
  acceptApplication,
  declineApplication,
  findApplication,
  listApplications,
  revealApplicantPhone,
} from '~/domain/volunteers/decide-application';
import { findVolunteer } from '~/domain/volunteers/get-volunteer';
import { forgetUnanswered } from '~/domain/volunteers/invite-people';
import { actorOf } from '../actors';
import { useFreshDatabase } from '../database';
import { identityNumberOf } from '../factories/identity-number';
import { aTown } from '../factories/visits';
import { aVolunteer, lastIdentityNumber } from '../factories/volunteers';
import { codes, value } from '../results';

const addresses = useFreshDatabase({ connections: 20 });
const [tenant, elsewhere] = demoTenants;
const at = new Date('2026-12-01T01:00:00Z');
const inDays = (days: number) => new Date(at.getTime() + days * 86_400_000);
const coordinator = actorOf('coordinator', tenant, { at });
const visitor = { ...publicActor(tenant.id, 'test'), at };
const system = { ...systemActor(tenant.id, 'test', 'test'), at };
let sql: postgres.Sql;
let serial = 0;

beforeAll(async () => {
  await insertTenants(addresses.ownerUrl, demoTenants);
  sql = postgres(addresses.ownerUrl, { max: 1 });
  await aTown(system);
});
afterAll(() => sql.end());

/** What a browser with script sends beside the form: its task, solved; each from another address unless one is said. */
async function solved(address = `2001:db8:${(serial++).toString(16)}::1`): Promise<Guard> {
  const task = await newApplyingTask(visitor, {});
  const solution = await solveChallenge({ challenge: JSON.parse(task), deriveKey });
  return { address, task, solution: JSON.stringify(solution) };
}

const unsolved = async (address: string): Promise<Guard> => ({
  address,
  task: await newApplyingTask(visitor, {}),
  solution: '',
});

const said = ({ born = '1990-02-03', ...over }: { born?: string } & Record<string, unknown> = {}) => {
  serial += 1;
  return {
    // Another name for everybody, by which the test finds their application.
    name: `申请人${String.fromCodePoint(0x4e00 + serial)}`,
    phone: `139${String(serial).padStart(8, '0')}`,
    identityNumber: identityNumberOf({ birthDate: plainDate(born), serial: serial % 500 }),
    townCode: '370304111',
    village: '前坡村',
    serviceKinds: ['companionship' as const],
    availability: [{ weekday: 1, from: '08:00', until: '12:00' }],
    ownWill: true as const,
    dataConsent: true as const,
    ...over,
  };
};

/** Somebody who has applied; answers what they said and the application. */
async function anApplication(over: Parameters<typeof said>[0] = {}) {
  const form = said(over);
  value(await applyToVolunteer(visitor, { ...form, guard: await solved() }));
  const [row] = await sql`select id from volunteer_applications where name = ${form.name}`;
  return { form, id: String(row?.id) };
}

const rowOf = async (id: string) => (await sql`select * from volunteer_applications where id = ${id}`)[0];

describe('an application', () => {
  it('makes nobody a volunteer, and is told as received', async () => {
    const { form, id } = await anApplication({ mail: 'jia@example.cn' });
    const found = await findApplication(coordinator, { applicationId: id });
    expect(found).toMatchObject({
      status: 'received',
      name: form.name,
      phone: expect.stringMatching(/^139\*{4}\d{4}$/),
      mail: '******',
      known: null,
      said: {
        identityNumber: expect.stringMatching(/\*{8}/),
        townCode: '370304111',
        birthDate: '1990-02-03',
      },
    });
    expect(JSON.stringify(found)).not.toContain(form.identityNumber);
    expect(JSON.stringify(await rowOf(id))).not.toContain(form.identityNumber);
    expect((await sql`select count(*)::int as n from volunteers`)[0]?.n).toBe(0);
    expect(value(await revealApplicantPhone(coordinator, { applicationId: id, reason: '核对身份' }))).toEqual(
      {
        phone: form.phone,
        guardianPhone: null,
      },
    );
  });

  it('tells everything that is wrong at once, and keeps nothing then', async () => {
    const before = (await sql`select count(*)::int as n from volunteer_applications`)[0]?.n;
    expect(
      codes(
        await applyToVolunteer(visitor, {
          ...said({ born: '2012-05-06' }),
          name: '',
          phone: '123',
          townCode: '370304999',
          guard: await solved(),
        }),
      ).sort(),
    ).toEqual([
      'INVITATION.GUARDIAN_CONSENT_MISSING',
      'PERSON.NAME_MISSING',
      'PERSON.PHONE_FORM',
      'VOLUNTEER.GUARDIAN_NAME_MISSING',
      'VOLUNTEER.GUARDIAN_PHONE_MISSING',
      'VOLUNTEER.GUARDIAN_RELATION_MISSING',
      'VOLUNTEER.TOWN_UNKNOWN',
    ]);
    const { identityNumber, dataConsent: _, ...rest } = said();
    const wrongDigit = `${identityNumber.slice(0, 17)}${identityNumber.endsWith('1') ? '2' : '1'}`;
    expect(
      codes(
        await applyToVolunteer(visitor, {
          ...rest,
          identityNumber: wrongDigit,
          guard: await solved(),
        } as never),
      ),
    ).toEqual(expect.arrayContaining(['INVITATION.DATA_CONSENT_MISSING', 'PERSON.IDENTITY_CHECK']));
    expect((await sql`select count(*)::int as n from volunteer_applications`)[0]?.n).toBe(before);
  });

  it('answers the same to somebody who is a volunteer, and to somebody who has applied already', async () => {
    await aVolunteer(coordinator);
    const answers = [
      await applyToVolunteer(visitor, {
        ...said({ identityNumber: lastIdentityNumber() }),
        guard: await solved(),
      }),
    ];
    const form = said();
    for (const name of ['第一次', '第二次'])
      answers.push(await applyToVolunteer(visitor, { ...form, name, guard: await solved() }));
    expect(answers.map(value)).toEqual([{ received: true }, { received: true }, { received: true }]);
    const { rows } = await listApplications(coordinator, { limit: 200 });
    expect(rows.filter(({ name }) => name?.startsWith('第'))).toMatchObject([{ name: '第一次' }]);
  });

  it('waits once, however many come of one person with one telephone number at the same moment, and the database refuses a second', async () => {
    const form = said({ name: '同时申请' });
    const guards = await Promise.all(Array.from({ length: 6 }, () => solved()));
    const answers = await Promise.all(guards.map((guard) => applyToVolunteer(visitor, { ...form, guard })));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    const [row, ...more] = await sql`select * from volunteer_applications where name = '同时申请'`;
    expect(more).toEqual([]);
    await expect(
      sql`insert into volunteer_applications select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid()))).*
        from volunteer_applications a where id = ${row?.id}`,
    ).rejects.toThrow('volunteer_applications_one_waiting');
  });

  it('keeps nobody from asking: another telephone number waits beside it, and one address asks for one person three times a day', async () => {
    const { form } = await anApplication({ name: '冒用者', phone: '13800000001' });
    const address = '198.51.100.7';
    const mine = { ...form, name: '本人', phone: '13800000002' };
    expect(value(await applyToVolunteer(visitor, { ...mine, guard: await solved(address) }))).toEqual({
      received: true,
    });
    const waiting = async () =>
      (await listApplications(coordinator, { limit: 200 })).rows.filter(({ name }) =>
        ['冒用者', '本人'].includes(name ?? ''),
      );
    expect((await waiting()).map(({ name, samePerson }) => [name, samePerson])).toEqual([
      ['冒用者', 1],
      ['本人', 1],
    ]);
    const [first, second] = await waiting();
    const found = await findApplication(coordinator, { applicationId: first?.id ?? '' });
    expect(found?.samePerson).toEqual([
      { id: second?.id, name: '本人', phone: '138****0002', appliedAt: expect.any(Date) },
    ]);
    const stranger = actorOf('coordinator', elsewhere, { at });
    expect(await findApplication(stranger, { applicationId: second?.id ?? '' })).toBeUndefined();

    // Whoever fills in one name after the other from one address is stopped there, and nowhere else.
    const more = async (from: string, phone: string) =>
      codes(await applyToVolunteer(visitor, { ...form, phone, guard: await solved(from) }));
    expect(await more(address, '13800000003')).toEqual([]);
    expect(await more(address, '13800000004')).toEqual([]);
    expect(await more(address, '13800000005')).toEqual(['VOLUNTEERING.MANY_TODAY']);
    expect(codes(await applyToVolunteer(visitor, { ...said(), guard: await solved(address) }))).toEqual([]);
    expect(await more('198.51.100.8', '13800000005')).toEqual([]);
    const tomorrow = { ...visitor, at: inDays(1) };
    const guard = await solved(address);
    expect(codes(await applyToVolunteer(tomorrow, { ...form, phone: '13800000006', guard }))).not.toContain(
      'VOLUNTEERING.MANY_TODAY',
    );
    // Where a form came from leads to nobody, not even with the identity number alone.
    const [{ n } = { n: 0 }] = await sql`
      select count(*)::int as n from volunteer_application_attempts t join volunteer_applications a
        on t.person_index in (a.identity_index, a.phone_index)`;
    expect(n).toBe(0);
  });

  it('is taken once with a task, slowly without script, and not without end from one address', async () => {
    const guard = await solved();
    value(await applyToVolunteer(visitor, { ...said(), guard }));
    expect(codes(await applyToVolunteer(visitor, { ...said(), guard }))).toEqual(['VOLUNTEERING.TASK_USED']);
    expect(codes(await applyToVolunteer(visitor, { ...said(), guard: { ...guard, task: '{}' } }))).toEqual([
      'VOLUNTEERING.TASK_OVER',
    ]);
    const there = '203.0.113.9';
    expect(codes(await applyToVolunteer(visitor, { ...said(), guard: await unsolved(there) }))).toEqual([
      'VOLUNTEERING.TOO_SOON',
    ]);
    const later = { ...visitor, at: new Date(at.getTime() + 11_000) };
    const tasks = await Promise.all(
      Array.from({ length: applyingLimits.unprovenOfAddressInADay + 2 }, () => unsolved(there)),
    );
    const answers = await Promise.all(tasks.map((one) => applyToVolunteer(later, { ...said(), guard: one })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(applyingLimits.unprovenOfAddressInADay);
    expect(new Set(answers.flatMap(codes))).toEqual(new Set(['VOLUNTEERING.MANY_TODAY']));
    value(await applyToVolunteer(later, { ...said(), guard: await solved(there) }));
  });
});

describe('the answer of the office', () => {
  it('registers by the rules of the desk, tells the person, and forgets what the register has', async () => {
    const { id, form } = await anApplication({ mail: 'yi@example.cn' });
    const accepted = value(await acceptApplication(coordinator, { applicationId: id }));
    expect(accepted).toMatchObject({ created: true, number: expect.stringMatching(/^V2026\d{5}$/) });
    expect(await findVolunteer(coordinator, { volunteerId: accepted.volunteerId })).toMatchObject({
      name: form.name,
      serviceKinds: ['companionship'],
      availability: [{ weekday: 1, fromMinute: 480, untilMinute: 720 }],
      dailyLimitMinutes: 480,
    });
    expect(await rowOf(id)).toMatchObject({
      status: 'accepted',
      name: null,
      phone_sealed: null,
      mail_sealed: null,
      said_sealed: null,
      identity_index: null,
      phone_index: null,
    });
    const [notice] = await sql`select kind, params from notices where volunteer_id = ${accepted.volunteerId}`;
    expect(notice).toEqual({ kind: 'volunteer-accepted', params: { number: accepted.number } });
    expect(
      (await listApplications(coordinator, { status: 'accepted' })).rows.find((row) => row.id === id),
    ).toMatchObject({ name: form.name, volunteerNumber: accepted.number, phone: null });
    expect((await findApplication(coordinator, { applicationId: id }))?.said).toBeNull();
  });

  it('settles what else waits in the same name, and tells nobody of that', async () => {
    const one = await anApplication();
    const two = await anApplication({ identityNumber: one.form.identityNumber });
    const three = await anApplication({ identityNumber: one.form.identityNumber });
    const other = await anApplication();
    const { volunteerId, settled } = value(await acceptApplication(coordinator, { applicationId: two.id }));
    expect(settled).toBe(2);
    for (const { id } of [one, three]) {
      expect(await rowOf(id)).toMatchObject({
        status: 'declined',
        decline_reason: '同一人的另一份申请已登记',
        said_sealed: null,
        identity_index: null,
        phone_index: null,
      });
      expect(await sql`select from notices where application_id = ${id}`).toHaveLength(0);
      const [event] = await sql`select data from audit_events where subject_id = ${id}
        and kind = 'volunteer-application.declined'`;
      expect(event?.data).toEqual({ samePersonAs: two.id });
    }
    expect(await rowOf(other.id)).toMatchObject({ status: 'received' });
    expect(await findVolunteer(coordinator, { volunteerId })).toMatchObject({ name: two.form.name });
    expect((await findApplication(coordinator, { applicationId: two.id }))?.samePerson).toEqual([]);
  });

  it('is given for one person once, however many of their applications are accepted at the same moment', async () => {
    const one = await anApplication();
    const all = [one];
    for (let n = 0; n < 3; n++) all.push(await anApplication({ identityNumber: one.form.identityNumber }));
    const answers = await Promise.all(
      all.map(({ id }) => acceptApplication(coordinator, { applicationId: id })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(answers.flatMap(codes))).toEqual(new Set(['VOLUNTEERING.SETTLED']));
    const states = await sql`select status, count(*)::int as n from volunteer_applications
      where id = any(${all.map(({ id }) => id)}::uuid[]) group by 1 order by 1`;
    expect(states.map(({ status, n }) => [status, n])).toEqual([
      ['accepted', 1],
      ['declined', 3],
    ]);
  });

  it('registers a minor with the guardian who consented', async () => {
    const { id } = await anApplication({
      born: '2012-05-06',
      guardianName: '监护人乙',
      guardianRelation: 'mother',
      guardianPhone: '13900009999',
      guardianConsent: true,
    });
    const { volunteerId } = value(
      await acceptApplication({ ...coordinator, at: inDays(3) }, { applicationId: id }),
    );
    expect(await findVolunteer(coordinator, { volunteerId })).toMatchObject({
      guardianName: '监护人乙',
      guardianConsentOn: '2026-12-01',
    });
  });

  it('says who is known already, and registers nobody twice', async () => {
    const { volunteerId } = await aVolunteer(coordinator, { name: '申请人甲' });
    const { id } = await anApplication({
      name: '申请人甲',
      identityNumber: lastIdentityNumber(),
      mail: 'stranger@example.cn',
    });
    expect((await findApplication(coordinator, { applicationId: id }))?.known).toMatchObject({
      volunteerId,
      same: false,
    });
    expect(value(await acceptApplication(coordinator, { applicationId: id }))).toMatchObject({
      volunteerId,
      created: false,
    });
    // Where a volunteer is told is not changed by whoever fills in a public form.
    expect(await sql`select from notice_contacts where volunteer_id = ${volunteerId}`).toHaveLength(0);
    const other = await anApplication({ identityNumber: lastIdentityNumber(), name: '另一个名字' });
    expect(codes(await acceptApplication(coordinator, { applicationId: other.id }))).toEqual([
      'PERSON.IDENTITY_TAKEN',
    ]);
  });

  it('declines with a reason, tells it, and forgets: identity at once, name and contact after 30 days', async () => {
    const { id, form } = await anApplication();
    expect(codes(await declineApplication(coordinator, { applicationId: id, reason: ' ' }))).toEqual([
      'VOLUNTEERING.REASON_MISSING',
    ]);
    value(await declineApplication(coordinator, { applicationId: id, reason: '不在本区居住' }));
    expect(await rowOf(id)).toMatchObject({
      status: 'declined',
      name: form.name,
      said_sealed: null,
      identity_index: null,
      decline_reason: '不在本区居住',
    });
    const [notice] = await sql`select kind, params from notices where application_id = ${id}`;
    expect(notice).toEqual({ kind: 'volunteer-declined', params: { reason: '不在本区居住' } });
    value(await forgetUnanswered({ ...system, at: inDays(29) }, {}));
    expect(await rowOf(id)).toMatchObject({ name: form.name });
    value(await forgetUnanswered({ ...system, at: inDays(31) }, {}));
    expect(await rowOf(id)).toMatchObject({ name: null, phone_sealed: null, mail_sealed: null });
    expect(await sql`select from volunteer_application_attempts`).toHaveLength(0);
    // Whoever was declined may ask again.
    value(await applyToVolunteer(visitor, { ...form, guard: await solved() }));
    await expect(
      sql`update volunteer_applications set status = 'accepted', decline_reason = null where id = ${id}`,
    ).rejects.toThrow(/stays|accepted_who/);
    await expect(sql`delete from volunteer_applications where id = ${id}`).rejects.toThrow('stays');
  });

  it('is given once, however many coordinators give one at the same moment', async () => {
    const { id } = await anApplication();
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => acceptApplication(coordinator, { applicationId: id })),
      ...Array.from({ length: 4 }, () =>
        declineApplication(coordinator, { applicationId: id, reason: '重复申请' }),
      ),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(answers.flatMap(codes))).toEqual(new Set(['VOLUNTEERING.SETTLED']));
    const [counted] = await sql`select count(*)::int as n from notices
      where application_id = ${id} or key = ${`volunteer-accepted/${id}`}`;
    expect(counted?.n).toBe(1);
  });
});

describe('who may', () => {
  it('answer: coordinators alone, of their own district', async () => {
    const { id } = await anApplication();
    const stranger = actorOf('coordinator', elsewhere, { at });
    expect(codes(await acceptApplication(stranger, { applicationId: id }))).toEqual(['VOLUNTEERING.UNKNOWN']);
    expect(codes(await declineApplication(stranger, { applicationId: id, reason: '无关' }))).toEqual([
      'VOLUNTEERING.UNKNOWN',
    ]);
    expect(await findApplication(stranger, { applicationId: id })).toBeUndefined();
    expect((await listApplications(stranger, {})).rows).toEqual([]);
    for (const role of ['lead', 'auditor', 'volunteer', 'town'] as const)
      expect(codes(await acceptApplication(actorOf(role, tenant, { at }), { applicationId: id }))).toEqual([
        'ACCESS.NOT_PERMITTED',
      ]);
    await expect(listApplications(actorOf('volunteer', tenant), {})).rejects.toThrow(NotPermitted);
  });

  it('see what waits in the list of work, late after ten days', async () => {
    await anApplication();
    const lineAt = async (days: number) =>
      (await listWork({ ...coordinator, at: inDays(days) })).find(
        ({ key }) => key === 'volunteer_applications',
      );
    const now = await lineAt(0);
    expect(now).toMatchObject({ late: 0, to: '/volunteers/applications' });
    expect(now?.count).toBeGreaterThan(0);
    expect((await lineAt(ANSWER_DAYS + 1))?.late).toBe(now?.count);
  });
});
