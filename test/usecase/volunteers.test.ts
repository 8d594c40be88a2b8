import postgres from 'postgres';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { permissionsOf } from '~/domain/access/permissions';
import type { Role } from '~/domain/access/roles';
import { systemActor } from '~/domain/access/system-actor';
import { listTimeline } from '~/domain/audit/list-timeline';
import type { Actor } from '~/domain/kernel/actor';
import { plainDate } from '~/domain/kernel/plain-date';
import type { Result } from '~/domain/kernel/refusals';
import { listNotices, listOwnNotices } from '~/domain/notices/list-notices';
import { noticeText } from '~/domain/notices/notice-text';
import { registerOrganisation } from '~/domain/organisations/register-organisation';
import { findPerson } from '~/domain/people/find-person';
import { listWork } from '~/domain/reports/list-work';
import {
  addException,
  addOwnException,
  removeException,
  removeOwnException,
} from '~/domain/volunteers/change-exceptions';
import { changeGuardian, changeHome } from '~/domain/volunteers/change-home';
import { changeLimits, changeOwnLimits } from '~/domain/volunteers/change-limits';
import {
  changeOwnServices,
  changeServices,
  changeSkills,
  endOwnService,
  endService,
  pauseOwnService,
  pauseService,
  resumeOwnService,
  resumeService,
} from '~/domain/volunteers/change-service';
import { listUnfit } from '~/domain/volunteers/check-dispatch';
import { findCertificate } from '~/domain/volunteers/find-certificate';
import { findOwnVolunteer, findVolunteer } from '~/domain/volunteers/get-volunteer';
import { importVolunteers } from '~/domain/volunteers/import-volunteers';
import { issueCertificate } from '~/domain/volunteers/issue-certificate';
import {
  recordAgreement,
  recordAward,
  recordEvaluation,
  recordInsurance,
  recordTraining,
  withdrawRecord,
} from '~/domain/volunteers/keep-records';
import {
  acceptInvitation,
  addMembers,
  changeTeam,
  dismissMember,
  endTeam,
  inviteMembers,
  leaveTeam,
  registerTeam,
  removeMember,
} from '~/domain/volunteers/keep-teams';
import { listPlanVolunteers } from '~/domain/volunteers/list-plan-volunteers';
import { findOwnRecords, findRecords, listDue } from '~/domain/volunteers/list-records';
import { findTeam, listLedTeams, listOwnTeams, listTeamHistory } from '~/domain/volunteers/list-teams';
import { listVolunteers } from '~/domain/volunteers/list-volunteers';
import { recordElsewhere, recordService } from '~/domain/volunteers/record-service';
import { registerVolunteer } from '~/domain/volunteers/register-volunteer';
import { reverseHours } from '~/domain/volunteers/reverse-hours';
import { listStarRules, setStars } from '~/domain/volunteers/set-stars';
import { warnOfEnds } from '~/domain/volunteers/warn-of-ends';
import { useFreshDatabase } from '../database';
import { identityNumberOf } from '../factories/identity-number';
import { aVolunteer, lastIdentityNumber } from '../factories/volunteers';

const addresses = useFreshDatabase({ connections: 20 });
const [tenant] = demoTenants;
const system = systemActor(tenant.id, 'test', 'test');
const monday = plainDate('2026-12-07');
const tuesday = plainDate('2026-12-08');
const as = (role: Role, more: Partial<Actor> = {}): Actor => ({
  ...system,
  name: role,
  roles: [role],
  permissions: permissionsOf([role]),
  at: new Date('2026-12-01T01:00:00Z'),
  ...more,
});
const coordinator = as('coordinator');

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  return result.value;
}
const codes = (result: Result<unknown>) => (result.ok ? [] : result.refusals.map((one) => one.code));

beforeAll(async () => {
  await insertTenants(addresses.ownerUrl, demoTenants);
  const district = value(
    await registerOrganisation(system, { kind: 'district', name: '博山区', code: '370304' }),
  );
  value(
    await registerOrganisation(system, {
      kind: 'town',
      name: '源泉镇',
      code: '370304111',
      parentId: district.organisationId,
      latitude: 36.41,
      longitude: 118.05,
    }),
  );
});

describe('time of a volunteer', () => {
  const slotsOf = async (volunteerId: string) =>
    (await listPlanVolunteers(coordinator, { from: monday, until: plainDate('2026-12-14') })).find(
      (one) => one.id === volunteerId,
    )?.availability;

  it('is what planning is given: the week, changed on some days', async () => {
    const { volunteerId } = await aVolunteer(coordinator);
    expect(await slotsOf(volunteerId)).toEqual([{ date: monday, fromMinute: 480, untilMinute: 720 }]);
    const { exceptionId } = value(
      await addException(coordinator, { volunteerId, kind: 'away', from: monday, note: '出差' }),
    );
    value(
      await addException(coordinator, {
        volunteerId,
        kind: 'extra',
        from: tuesday,
        fromTime: '14:00',
        untilTime: '16:30',
      }),
    );
    expect(await slotsOf(volunteerId)).toEqual([{ date: tuesday, fromMinute: 840, untilMinute: 990 }]);
    expect((await findVolunteer(coordinator, { volunteerId }))?.exceptions).toMatchObject([
      { kind: 'away', from: monday, until: tuesday, fromMinute: 0, untilMinute: 1440, note: '出差' },
      { kind: 'extra', from: tuesday },
    ]);
    value(await removeException(coordinator, { volunteerId, exceptionId }));
    expect(codes(await removeException(coordinator, { volunteerId, exceptionId }))).toEqual([
      'VOLUNTEER.EXCEPTION_UNKNOWN',
    ]);
    expect(await slotsOf(volunteerId)).toHaveLength(2);
  });

  it('is changed by the volunteer alone, and only their own', async () => {
    const { volunteerId } = await aVolunteer(coordinator);
    const { volunteerId: other } = await aVolunteer(coordinator);
    const mine = as('volunteer', { volunteerId });
    const { exceptionId } = value(await addOwnException(mine, { kind: 'away', from: monday, last: tuesday }));
    expect((await findOwnVolunteer(mine))?.exceptions).toMatchObject([{ until: '2026-12-09' }]);
    expect(codes(await removeOwnException(as('volunteer', { volunteerId: other }), { exceptionId }))).toEqual(
      ['VOLUNTEER.EXCEPTION_UNKNOWN'],
    );
    value(await removeOwnException(mine, { exceptionId }));
    expect(codes(await addOwnException(as('volunteer'), { kind: 'away', from: monday }))).toEqual([
      'VOLUNTEER.NOT_ONE',
    ]);
    expect(codes(await addException(mine, { volunteerId, kind: 'away', from: monday }))).toEqual([
      'ACCESS.NOT_PERMITTED',
    ]);
  });

  it('has limits that can be changed, the week never below the day', async () => {
    const { volunteerId } = await aVolunteer(coordinator);
    value(await changeLimits(coordinator, { volunteerId, dailyLimitMinutes: 120, weeklyLimitMinutes: 240 }));
    const mine = as('volunteer', { volunteerId });
    expect(codes(await changeOwnLimits(mine, { dailyLimitMinutes: 241, weeklyLimitMinutes: 240 }))).toEqual([
      'VOLUNTEER.WEEKLY_LIMIT_SMALL',
    ]);
    value(await changeOwnLimits(mine, { dailyLimitMinutes: 60, weeklyLimitMinutes: 240 }));
    expect(await findOwnVolunteer(mine)).toMatchObject({ dailyLimitMinutes: 60, weeklyLimitMinutes: 240 });
  });

  it('tells everything that is wrong with a change at once', async () => {
    const { volunteerId } = await aVolunteer(coordinator);
    expect(
      codes(await addException(coordinator, { volunteerId, kind: 'extra', from: tuesday, last: monday })),
    ).toEqual(['VOLUNTEER.EXCEPTION_BACKWARD', 'VOLUNTEER.EXCEPTION_TIMES']);
  });
});

describe('where a volunteer lives', () => {
  it('is seen by who may change it, and changes with town, village and point of the person', async () => {
    const { volunteerId } = await aVolunteer(coordinator, { village: '南庄村' });
    const shown = await findVolunteer(coordinator, { volunteerId });
    expect(shown?.home).toEqual({ village: '南庄村', latitude: 36.41, longitude: 118.05 });
    const auditor = as('auditor');
    expect(await findVolunteer(auditor, { volunteerId })).toMatchObject({ home: null });

    const to = (more: Record<string, unknown>) =>
      changeHome(coordinator, { volunteerId, townCode: '370304111', ...more });
    expect(codes(await to({ homeLatitude: 36.5 }))).toEqual(['PLACE.HALF']);
    expect(codes(await to({ homeLatitude: 0, homeLongitude: 0 }))).toEqual(['PLACE.FAR']);
    expect(codes(await to({ townCode: '370304999' }))).toEqual(['VOLUNTEER.TOWN_UNKNOWN']);
    value(await to({ village: '北庄村', homeLatitude: 36.5, homeLongitude: 118.1 }));
    value(await to({ village: '北庄村' }));
    const mine = as('volunteer', { volunteerId });
    expect((await findOwnVolunteer(mine))?.home).toEqual({
      village: '北庄村',
      latitude: 36.5,
      longitude: 118.1,
    });
    expect(await findPerson(coordinator, { id: shown?.personId ?? '' })).toMatchObject({ village: '北庄村' });
    const [planned] = (
      await listPlanVolunteers(coordinator, { from: monday, until: plainDate('2026-12-14') })
    ).filter(({ id }) => id === volunteerId);
    expect(JSON.stringify(planned)).toContain('36.5');
    const kinds = (await listTimeline(coordinator, { type: 'volunteer', id: volunteerId })).map(
      ({ kind }) => kind,
    );
    // What changed nothing is not told.
    expect(kinds.filter((kind) => kind === 'volunteer.home-changed')).toHaveLength(1);
    expect(codes(await changeHome(auditor, { volunteerId, townCode: '370304111' }))).toEqual([
      'ACCESS.NOT_PERMITTED',
    ]);
  });

  it('a guardian can change as long as one is needed', async () => {
    const { volunteerId } = await aVolunteer(coordinator, {
      born: '2012-05-01',
      guardianName: '演示父亲',
      guardianRelation: 'father',
      guardianConsentOn: plainDate('2026-11-01'),
    });
    const consent = { guardianRelation: 'mother', guardianConsentOn: plainDate('2026-11-30') } as const;
    expect(codes(await changeGuardian(coordinator, { volunteerId, guardianPhone: '1' }))).toEqual([
      'VOLUNTEER.GUARDIAN_NAME_MISSING',
      'VOLUNTEER.GUARDIAN_RELATION_MISSING',
      'VOLUNTEER.GUARDIAN_CONSENT_MISSING',
      'PERSON.PHONE_FORM',
    ]);
    const mother = { volunteerId, guardianName: '演示母亲', ...consent };
    // The number of the one before is not that of another guardian.
    expect(codes(await changeGuardian(coordinator, mother))).toEqual(['VOLUNTEER.GUARDIAN_PHONE_MISSING']);
    value(await changeGuardian(coordinator, { ...mother, guardianPhone: '13800000002' }));
    value(await changeGuardian(coordinator, mother));
    expect(await findVolunteer(coordinator, { volunteerId })).toMatchObject({
      guardianName: '演示母亲',
      guardianRelation: 'mother',
      guardianConsentOn: '2026-11-30',
    });
    const { volunteerId: grown } = await aVolunteer(coordinator);
    expect(
      codes(await changeGuardian(coordinator, { volunteerId: grown, guardianName: '某', ...consent })),
    ).toEqual(['VOLUNTEER.OF_AGE']);
  });
});

describe('looking for a volunteer', () => {
  it('finds them by a whole number or a part of the name, and by town', async () => {
    const { volunteerId, number } = await aVolunteer(coordinator, { name: '欧阳春兰' });
    const found = async (of: Parameters<typeof listVolunteers>[1]) =>
      (await listVolunteers(coordinator, of)).rows.map(({ id }) => id);
    expect(await found({ search: '阳春' })).toEqual([volunteerId]);
    expect(await found({ search: ` ${number.toLowerCase()} ` })).toEqual([volunteerId]);
    expect(await found({ search: number.slice(0, -1) })).toEqual([]);
    expect(await found({ search: '阳春', townCode: '370304112' })).toEqual([]);
    expect(await found({ search: '%' })).toEqual([]);
  });
});

describe('records of a volunteer', () => {
  it('are kept of several at once, once each, and withdrawn instead of edited', async () => {
    const [one, two] = [await aVolunteer(coordinator), await aVolunteer(coordinator)];
    const course = {
      course: '应急救护',
      content: '心肺复苏',
      minutes: 240,
      heldOn: plainDate('2026-11-20'),
      organiser: '红十字会',
      result: 'passed' as const,
    };
    expect(
      codes(await recordTraining(coordinator, { ...course, volunteers: `${one.number}，V199900001` })),
    ).toEqual(['RECORD.NUMBER_UNKNOWN']);
    expect(value(await recordTraining(coordinator, { ...course, volunteers: ` ${one.number} ` }))).toEqual({
      recorded: 1,
      known: 0,
    });
    expect(
      value(await recordTraining(coordinator, { ...course, volunteers: [one.number, two.number] })),
    ).toEqual({ recorded: 1, known: 1 });
    const [kept] = (await findRecords(coordinator, { volunteerId: one.volunteerId }))?.trainings ?? [];
    expect(kept).toMatchObject({ course: '应急救护', recordedByName: 'coordinator' });
    const withdrawal = { kind: 'training' as const, recordId: kept?.id ?? '', reason: '记错了人' };
    const taken = await Promise.all(Array.from({ length: 5 }, () => withdrawRecord(coordinator, withdrawal)));
    expect(taken.filter((result) => result.ok)).toHaveLength(1);
    expect(new Set(taken.flatMap(codes))).toEqual(new Set(['RECORD.UNKNOWN']));
    expect((await findRecords(coordinator, { volunteerId: one.volunteerId }))?.trainings).toEqual([]);
    const agreement = {
      volunteers: one.number,
      cause: 'risk' as const,
      concerns: '高处维修',
      signedOn: plainDate('2026-11-20'),
      fromDate: plainDate('2026-11-20'),
      lastDay: plainDate('2026-12-31'),
    };
    const signed = await Promise.all([1, 2, 3].map(() => recordAgreement(coordinator, agreement)));
    expect(signed.map((result) => value(result).recorded).sort()).toEqual([0, 0, 1]);
    expect(value(await recordTraining(coordinator, { ...course, volunteers: one.number })).recorded).toBe(1);
    const history = await listTimeline(coordinator, { type: 'volunteer', id: one.volunteerId });
    expect(history.map(({ kind }) => kind)).toContain('volunteer.training-withdrawn');

    const sql = postgres(addresses.ownerUrl, { max: 1 });
    await expect(sql`update volunteer_trainings set minutes = 1`).rejects.toMatchObject({
      constraint_name: 'volunteer_trainings_kept',
    });
    await expect(sql`delete from volunteer_trainings`).rejects.toMatchObject({ code: '23514' });
    await sql.end();
  });

  it('tell everything that is wrong at once also where something is missing', async () => {
    expect(
      codes(
        await recordTraining(coordinator, {
          volunteers: 'V199900001',
          course: '',
          content: '心肺复苏',
          minutes: 60_001,
          heldOn: plainDate('2026-12-02'),
          organiser: '红十字会',
          result: '' as 'passed',
        }),
      ),
    ).toEqual([
      'RECORD.TEXT_MISSING',
      'RECORD.MINUTES_MANY',
      'RECORD.RESULT_MISSING',
      'RECORD.NUMBER_UNKNOWN',
      'RECORD.IN_FUTURE',
    ]);
  });

  it('tell everything that is wrong at once, and are seen by the volunteer too', async () => {
    const { number, volunteerId } = await aVolunteer(coordinator);
    expect(
      codes(
        await recordAgreement(coordinator, {
          volunteers: '',
          cause: 'risk',
          concerns: '上门维修',
          signedOn: plainDate('2026-12-05'),
          fromDate: plainDate('2026-12-04'),
          lastDay: plainDate('2026-12-03'),
        }),
      ),
    ).toEqual([
      'RECORD.VOLUNTEERS_MISSING',
      'RECORD.RANGE_BACKWARD',
      'RECORD.IN_FUTURE',
      'RECORD.SIGNED_LATE',
    ]);
    value(
      await recordAward(coordinator, {
        volunteers: number,
        name: '优秀志愿者',
        grantedOn: plainDate('2026-11-01'),
        grantedBy: '区民政局',
      }),
    );
    const rating = { volunteers: number, rating: 5, saidBy: 'client' as const, comment: '很细心' };
    value(await recordEvaluation(coordinator, rating));
    expect(codes(await recordEvaluation(coordinator, { ...rating, hoursId: volunteerId }))).toEqual([
      'HOURS.UNKNOWN',
    ]);
    expect(await findOwnRecords(as('volunteer', { volunteerId }))).toMatchObject({
      awards: [{ name: '优秀志愿者' }],
      evaluations: [{ rating: 5, saidBy: 'client' }],
    });
    expect(
      codes(await recordAward(as('lead'), { ...rating, name: '', grantedOn: '', grantedBy: '' })),
    ).toEqual(['ACCESS.NOT_PERMITTED']);
  });
});

describe('ends of licences and insurances', () => {
  it('are told once each, sixty days ahead, and not once something follows', async () => {
    const nurse = await aVolunteer(coordinator, {
      skills: [{ skill: 'nursing', licenceNumber: 'N1', validUntil: plainDate('2027-01-29') }],
    });
    const insured = await aVolunteer(coordinator);
    const cover = (from: string, last: string) =>
      recordInsurance(coordinator, {
        volunteers: insured.number,
        insurer: '演示保险',
        policyNumber: 'P1',
        fromDate: plainDate(from),
        lastDay: plainDate(last),
      });
    value(await cover('2026-01-01', '2027-01-29'));
    const run = (on: string) => warnOfEnds({ ...system, at: new Date(`${on}T01:00:00Z`) }, {});
    expect(value(await run('2026-11-30'))).toEqual({ licences: 0, insurances: 0 });
    expect(value(await run('2026-12-01'))).toEqual({ licences: 1, insurances: 1 });
    expect(value(await run('2026-12-01'))).toEqual({ licences: 0, insurances: 0 });
    expect(await listDue(coordinator)).toMatchObject({
      licences: [{ volunteerId: nurse.volunteerId, skill: 'nursing', validUntil: '2027-01-29' }],
      insurances: [{ volunteerId: insured.volunteerId, until: '2027-01-30' }],
    });
    expect(await findOwnVolunteer(as('volunteer', { volunteerId: insured.volunteerId }))).toMatchObject({
      ends: [{ skill: null, lastDay: '2027-01-29', over: false }],
    });
    const work = new Map((await listWork(coordinator)).map(({ key, count }) => [key, count]));
    expect([work.get('licences_ending'), work.get('insurances_ending')]).toEqual([1, 1]);

    value(await cover('2027-01-30', '2028-01-29'));
    value(
      await changeSkills(coordinator, {
        volunteerId: nurse.volunteerId,
        skills: [{ skill: 'nursing', licenceNumber: 'N2', validUntil: plainDate('2029-01-29') }],
      }),
    );
    expect(await listDue(coordinator)).toMatchObject({ licences: [], insurances: [] });
  });

  it('advise an agreement for dangerous work until there is one', async () => {
    const { volunteerId, number } = await aVolunteer(coordinator, { skills: [{ skill: 'repair' }] });
    const advised = async () =>
      (await listDue(coordinator)).agreements.filter((one) => one.volunteerId === volunteerId);
    expect(await advised()).toMatchObject([{ cause: 'risk' }]);
    value(
      await recordAgreement(coordinator, {
        volunteers: number,
        cause: 'risk',
        concerns: '上门维修',
        signedOn: plainDate('2026-11-30'),
        fromDate: plainDate('2026-12-01'),
        lastDay: plainDate('2027-11-30'),
      }),
    );
    expect(await advised()).toEqual([]);
  });
});

describe('a registration', () => {
  it('tells everything that is wrong at once, also where something is missing', async () => {
    const refused = await registerVolunteer(coordinator, {
      name: '演示志愿者',
      identityNumber: identityNumberOf({ birthDate: plainDate('2012-05-01'), serial: 490 }),
      phone: '123',
      townCode: '',
      serviceKinds: [],
      skills: [{ skill: 'nursing', licenceNumber: '1', validUntil: '2026-11-30' }],
      availability: [{ weekday: 1, from: '12:00', until: '08:00' }],
      dailyLimitMinutes: 600,
      weeklyLimitMinutes: 300,
      ownWill: false as true,
    });
    expect(refused.ok ? [] : refused.refusals.map(({ code, field }) => [code, field])).toEqual([
      ['VOLUNTEER.TOWN_MISSING', 'townCode'],
      ['VOLUNTEER.SERVICE_MISSING', 'serviceKinds'],
      ['VOLUNTEER.OWN_WILL_MISSING', 'ownWill'],
      ['PERSON.PHONE_FORM', 'phone'],
      ['VOLUNTEER.GUARDIAN_NAME_MISSING', 'guardianName'],
      ['VOLUNTEER.GUARDIAN_RELATION_MISSING', 'guardianRelation'],
      ['VOLUNTEER.GUARDIAN_CONSENT_MISSING', 'guardianConsentOn'],
      ['VOLUNTEER.LICENCE_EXPIRED', 'skills.0.validUntil'],
      ['VOLUNTEER.AVAILABILITY_BACKWARD', 'availability.0.until'],
      ['VOLUNTEER.WEEKLY_LIMIT_SMALL', 'weeklyLimitMinutes'],
    ]);
  });

  it('takes a point whole and near its town, and says what range a number has', async () => {
    const asked = (point: { homeLatitude?: number; homeLongitude?: number; dailyLimitMinutes?: number }) =>
      registerVolunteer(coordinator, {
        name: '演示志愿者',
        identityNumber: identityNumberOf({ birthDate: plainDate('1981-05-01'), serial: 491 }),
        townCode: '370304111',
        serviceKinds: ['companionship'],
        ownWill: true,
        ...point,
      });
    const told = async (point: Parameters<typeof asked>[0]) => {
      const answer = await asked(point);
      return answer.ok ? [] : answer.refusals.map(({ code, field }) => `${code} ${field}`);
    };
    expect(await told({ homeLatitude: 36.5 })).toEqual(['PLACE.HALF homeLongitude']);
    expect(await told({ homeLongitude: 118.1 })).toEqual(['PLACE.HALF homeLatitude']);
    expect(await told({ homeLatitude: 0, homeLongitude: 0 })).toEqual(['PLACE.FAR homeLatitude']);
    expect(await told({ homeLatitude: 118.05, homeLongitude: 36.41, dailyLimitMinutes: 20_000 })).toEqual([
      'PLACE.LATITUDE_RANGE homeLatitude',
      'VOLUNTEER.DAILY_LIMIT_RANGE dailyLimitMinutes',
    ]);
    expect(await told({ homeLatitude: 36.5, homeLongitude: 118.1 })).toEqual([]);
  });
});

describe('of their own will', () => {
  const serving = async (volunteerId: string, from: string, until: string) =>
    (await listPlanVolunteers(coordinator, { from: plainDate(from), until: plainDate(until) })).find(
      (one) => one.id === volunteerId,
    );

  it('a volunteer pauses, comes back by themself on the day they said, leaves, and returns', async () => {
    const { volunteerId } = await aVolunteer(coordinator);
    const mine = as('volunteer', { volunteerId });
    expect(codes(await pauseOwnService(mine, { until: plainDate('2026-12-01') }))).toEqual([
      'VOLUNTEER.PAUSE_BACKWARD',
    ]);
    value(await pauseOwnService(mine, { until: plainDate('2026-12-14') }));
    expect(await findOwnVolunteer(mine)).toMatchObject({ status: 'paused', pausedUntil: '2026-12-14' });
    expect(await serving(volunteerId, '2026-12-07', '2026-12-14')).toBeUndefined();
    expect((await serving(volunteerId, '2026-12-07', '2026-12-21'))?.availability).toEqual([
      { date: '2026-12-14', fromMinute: 480, untilMinute: 720 },
    ]);
    const back = { ...mine, at: new Date('2026-12-14T01:00:00Z') };
    expect(await findOwnVolunteer(back)).toMatchObject({ status: 'active' });

    value(await endOwnService(mine, {}));
    expect(codes(await pauseOwnService(mine, {}))).toEqual(['VOLUNTEER.ENDED']);
    expect(await serving(volunteerId, '2026-12-07', '2026-12-21')).toBeUndefined();
    expect(codes(await resumeService(coordinator, { volunteerId, ownWill: false as true }))).toEqual([
      'VOLUNTEER.OWN_WILL_MISSING',
    ]);
    value(await resumeOwnService(mine, {}));
    expect(await serving(volunteerId, '2026-12-07', '2026-12-14')).toBeDefined();
    value(await pauseService(coordinator, { volunteerId, reason: '本人来电' }));
    expect(codes(await endService(coordinator, { volunteerId, reason: ' ' }))).toEqual([
      'VOLUNTEER.REASON_MISSING',
    ]);
    value(await endService(coordinator, { volunteerId, reason: '迁居外地' }));
    const history = await listTimeline(coordinator, { type: 'volunteer', id: volunteerId });
    expect(
      history.filter(({ kind }) => /paused|ended|resumed/.test(kind)).map(({ reason }) => reason),
    ).toEqual(expect.arrayContaining(['本人来电', '迁居外地']));
  });

  it('who left comes back by registering again, but not because a list names them', async () => {
    const { volunteerId, number } = await aVolunteer(coordinator, { name: '回来的人' });
    value(await endService(coordinator, { volunteerId, reason: '本人申请' }));
    const sheet = await importVolunteers(coordinator, {
      rows: [
        {
          row: 2,
          cells: {
            姓名: '回来的人',
            身份证号: lastIdentityNumber(),
            镇街: '源泉镇',
            服务类别: '人文关怀',
          },
        },
      ],
      dryRun: false,
      fileName: '志愿者.csv',
    });
    expect(value(sheet)).toMatchObject({ accepted: 1, unchanged: 1 });
    expect((await findVolunteer(coordinator, { volunteerId }))?.status).toBe('ended');
    const again = value(
      await registerVolunteer(coordinator, {
        name: '回来的人',
        identityNumber: lastIdentityNumber(),
        townCode: '370304111',
        serviceKinds: ['companionship'],
        ownWill: true,
      }),
    );
    expect(again).toEqual({ volunteerId, number, created: false });
    expect((await findVolunteer(coordinator, { volunteerId }))?.status).toBe('active');
  });

  it('changes which services they give, at least one', async () => {
    const { volunteerId } = await aVolunteer(coordinator);
    const mine = as('volunteer', { volunteerId });
    expect(codes(await changeOwnServices(mine, { serviceKinds: [] }))).toEqual(['VOLUNTEER.SERVICE_MISSING']);
    value(await changeOwnServices(mine, { serviceKinds: ['survey', 'skills'] }));
    value(await changeServices(coordinator, { volunteerId, serviceKinds: ['survey'] }));
    expect(await findOwnVolunteer(mine)).toMatchObject({ serviceKinds: ['survey'] });
  });
});

describe('what the database refuses', () => {
  it('children under eight, minors without a guardian, minors named in public', async () => {
    const { volunteerId } = await aVolunteer(coordinator, {
      born: '2012-05-01',
      guardianName: '监护人',
      guardianRelation: 'mother',
      guardianConsentOn: plainDate('2026-11-30'),
    });
    const sql = postgres(addresses.ownerUrl, { max: 1 });
    const change = (column: string, value: string | null) =>
      sql`update volunteers set ${sql(column)} = ${value} where id = ${volunteerId}`;
    await expect(change('registered_on', '2020-04-30')).rejects.toMatchObject({
      constraint_name: 'volunteers_old_enough',
    });
    await expect(change('guardian_name', null)).rejects.toMatchObject({
      constraint_name: 'volunteers_guardian_consents',
    });
    await expect(change('shown_since', '2026-12-01')).rejects.toMatchObject({
      constraint_name: 'volunteers_shown_grown',
    });
    await expect(change('birth_date', '2019-01-01')).rejects.toMatchObject({ code: '23514' });
    await sql.end();
    expect(await findVolunteer(coordinator, { volunteerId })).toMatchObject({
      guardianName: '监护人',
      guardianRelation: 'mother',
    });
  });
});

describe('before sending anybody', () => {
  it('asks once more whether they serve, are skilled, licensed, insured and not under age alone', async () => {
    const minor = await aVolunteer(coordinator, {
      born: '2012-05-01',
      guardianName: '监护人',
      guardianRelation: 'father',
      guardianConsentOn: plainDate('2026-11-30'),
    });
    const grown = await aVolunteer(coordinator);
    const driver = await aVolunteer(coordinator, { skills: [{ skill: 'driving' }] });
    const unfit = async (...tasks: [volunteerId: string, visitId: string, skill?: string][]) =>
      (
        await listUnfit(coordinator, {
          tasks: tasks.map(([volunteerId, visitId, skill = null]) => ({
            volunteerId,
            visitId,
            skill,
            date: monday,
          })),
        })
      ).map(({ volunteerId, rule }) => [volunteerId, rule]);
    expect(await unfit([minor.volunteerId, 'a'], [grown.volunteerId, 'a'])).toEqual([]);
    expect(await unfit([minor.volunteerId, 'a'], [grown.volunteerId, 'b'])).toEqual([
      [minor.volunteerId, 'minor'],
    ]);
    expect(await unfit([driver.volunteerId, 'a', 'driving'])).toEqual([[driver.volunteerId, 'insurance']]);
    value(
      await recordInsurance(coordinator, {
        volunteers: driver.number,
        insurer: '演示保险',
        policyNumber: 'P2',
        fromDate: monday,
        lastDay: monday,
      }),
    );
    expect(await unfit([driver.volunteerId, 'a', 'driving'])).toEqual([]);
    expect(await unfit([grown.volunteerId, 'a', 'nursing'])).toEqual([[grown.volunteerId, 'skill']]);
    value(await pauseService(coordinator, { volunteerId: grown.volunteerId, reason: '休养', until: monday }));
    expect(await unfit([grown.volunteerId, 'a'])).toEqual([]);
    value(await endService(coordinator, { volunteerId: grown.volunteerId, reason: '退出' }));
    expect(await unfit([grown.volunteerId, 'a'])).toEqual([[grown.volunteerId, 'not-serving']]);
  });
});

describe('teams', () => {
  const stated = (leader: string, over: Record<string, unknown> = {}) => ({
    name: `服务队 ${leader}`,
    leader,
    towns: ['370304111'],
    ownWill: true as const,
    ...over,
  });

  it('are registered with a leader, towns and members who keep their own registration', async () => {
    const [leader, member] = [await aVolunteer(coordinator), await aVolunteer(coordinator)];
    const { teamId } = value(
      await registerTeam(coordinator, stated(leader.number, { unit: '演示企业', volunteers: member.number })),
    );
    expect(await findTeam(coordinator, { teamId })).toMatchObject({
      leaderId: leader.volunteerId,
      unit: '演示企业',
      towns: ['370304111'],
      members: 2,
      people: expect.arrayContaining([
        expect.objectContaining({ volunteerId: member.volunteerId, agreedOn: '2026-12-01' }),
      ]),
    });
    expect(codes(await registerTeam(coordinator, stated(leader.number)))).toEqual(['TEAM.NAME_TAKEN']);
    value(await endTeam(coordinator, { teamId, reason: '并入其他队' }));
    expect(codes(await endTeam(coordinator, { teamId, reason: '再次' }))).toEqual(['TEAM.UNKNOWN']);
    expect((await findVolunteer(coordinator, { volunteerId: member.volunteerId }))?.status).toBe('active');
    for (const { volunteerId } of [leader, member])
      expect(
        (await listOwnNotices(as('volunteer', { volunteerId }))).map((one) => noticeText(one).body),
      ).toEqual([
        `演示企业 服务队 ${leader.number} 已解散，原因：并入其他队。您仍是志愿者，已排好的探访不变。`,
      ]);
    // Who was in it is still to be read when it is dissolved.
    const ended = await findTeam(coordinator, { teamId });
    expect(ended?.people.map((one) => one.volunteerId).sort()).toEqual(
      [leader.volunteerId, member.volunteerId].sort(),
    );
    value(await registerTeam(coordinator, stated(leader.number)));
  });

  it('tell everything that is wrong at once', async () => {
    const minor = await aVolunteer(coordinator, {
      born: '2012-05-01',
      guardianName: '监护人',
      guardianRelation: 'mother',
      guardianConsentOn: plainDate('2026-11-30'),
    });
    expect(
      codes(
        await registerTeam(
          coordinator,
          stated(minor.number, { towns: ['370304999'], volunteers: 'V000000000' }),
        ),
      ),
    ).toEqual(['TEAM.LEADER_UNDER_AGE', 'VOLUNTEER.TOWN_UNKNOWN', 'RECORD.NUMBER_UNKNOWN']);
    expect(
      codes(
        await registerTeam(coordinator, {
          ...stated('V000000000'),
          name: ' ',
          towns: [],
          ownWill: false as true,
        }),
      ),
    ).toEqual([
      'TEAM.NAME_MISSING',
      'TEAM.TOWNS_MISSING',
      'VOLUNTEER.OWN_WILL_MISSING',
      'TEAM.LEADER_UNKNOWN',
    ]);
  });

  it('a leader sees and asks for the own team alone, and nobody belongs to it who has not agreed', async () => {
    const first = await aVolunteer(coordinator);
    const second = await aVolunteer(coordinator);
    const asked = await aVolunteer(coordinator);
    const other = await aVolunteer(coordinator);
    const { teamId } = value(await registerTeam(coordinator, stated(first.number)));
    const { teamId: theirs } = value(await registerTeam(coordinator, stated(second.number)));
    const leader = as('leader', { volunteerId: first.volunteerId });
    expect((await listLedTeams(leader)).map((team) => team.id)).toEqual([teamId]);
    await expect(findTeam(leader, { teamId: theirs })).rejects.toThrow();
    await expect(findVolunteer(leader, { volunteerId: other.volunteerId })).rejects.toThrow();
    expect(codes(await inviteMembers(leader, { teamId: theirs, volunteers: asked.number }))).toEqual([
      'TEAM.UNKNOWN',
    ]);
    expect(
      value(await inviteMembers(leader, { teamId, volunteers: [asked.number, other.number, first.number] })),
    ).toEqual({ added: 2, known: 1 });
    expect((await findTeam(coordinator, { teamId }))?.members).toBe(1);

    const mine = as('volunteer', { volunteerId: asked.volunteerId });
    const [invitation] = await listOwnTeams(mine);
    const membershipId = invitation?.membershipId ?? '';
    expect(invitation).toMatchObject({ teamId, agreedOn: null });
    expect(
      codes(await acceptInvitation(as('volunteer', { volunteerId: other.volunteerId }), { membershipId })),
    ).toEqual(['TEAM.MEMBERSHIP_UNKNOWN']);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => acceptInvitation(mine, { membershipId })),
    );
    expect(answers.filter((one) => one.ok)).toHaveLength(1);
    expect((await findTeam(coordinator, { teamId }))?.members).toBe(2);

    const [declined] = await listOwnTeams(as('volunteer', { volunteerId: other.volunteerId }));
    value(
      await leaveTeam(as('volunteer', { volunteerId: other.volunteerId }), {
        membershipId: declined?.membershipId ?? '',
      }),
    );
    expect(
      codes(await dismissMember(as('leader', { volunteerId: second.volunteerId }), { membershipId })),
    ).toEqual(['TEAM.MEMBERSHIP_UNKNOWN']);
    value(await dismissMember(leader, { membershipId }));
    const [own] = await listOwnTeams(leader);
    expect(codes(await leaveTeam(leader, { membershipId: own?.membershipId ?? '' }))).toEqual([
      'TEAM.LEADER_STAYS',
    ]);
    const history = await listTeamHistory(coordinator, { teamId });
    expect(history.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'volunteer-team.registered',
        'volunteer-team.invited',
        'volunteer-team.joined',
        'volunteer-team.declined',
        'volunteer-team.left',
      ]),
    );
    // Who it was, also of those who are members no more; a registration is of the team.
    const whoOf = (what: string) =>
      history.find(({ kind }) => kind === `volunteer-team.${what}`)?.who?.number;
    expect([whoOf('joined'), whoOf('left'), whoOf('declined'), whoOf('registered')]).toEqual([
      asked.number,
      asked.number,
      other.number,
      undefined,
    ]);
    await expect(listTeamHistory(leader, { teamId })).rejects.toThrow();
    const stranger = { ...coordinator, tenantId: demoTenants[1].id };
    expect(await listTeamHistory(stranger, { teamId })).toEqual([]);
  });

  it('change leader and members at the desk', async () => {
    const [first, second] = [await aVolunteer(coordinator), await aVolunteer(coordinator)];
    const { teamId } = value(await registerTeam(coordinator, stated(first.number)));
    value(await changeTeam(coordinator, { teamId, ...stated(second.number), name: `新名 ${first.number}` }));
    const team = await findTeam(coordinator, { teamId });
    expect(team).toMatchObject({ name: `新名 ${first.number}`, leaderId: second.volunteerId, members: 2 });
    const before = team?.people.find((one) => one.volunteerId === first.volunteerId);
    value(await removeMember(coordinator, { membershipId: before?.id ?? '' }));
    expect(value(await addMembers(coordinator, { teamId, volunteers: first.number, ownWill: true }))).toEqual(
      { added: 1, known: 0 },
    );
  });
});

describe('hours beside visits', () => {
  const served = (number: string, over: Record<string, unknown> = {}) => ({
    volunteers: number,
    title: '社区敬老日',
    activity: 'companionship' as const,
    content: '组织文艺活动',
    servedOn: plainDate('2026-11-28'),
    minutes: 1,
    place: '源泉镇',
    organiser: '演示区',
    inCharge: '演示负责人',
    ...over,
  });

  it('are recorded within ten working days, later only with the reason, and seen to be late', async () => {
    const { volunteerId, number } = await aVolunteer(coordinator);
    // Saturday 2026-11-28: the tenth working day after it is Friday 2026-12-11, where no holiday is entered.
    const on = (day: string) => ({ ...coordinator, at: new Date(`${day}T01:00:00Z`) });
    value(await recordService(on('2026-12-11'), served(number)));
    const late = served(number, { title: '迟到的记录' });
    expect(codes(await recordService(on('2026-12-12'), late))).toEqual(['HOURS.LATE_REASON_MISSING']);
    value(await recordService(on('2026-12-12'), { ...late, lateReason: '材料迟交' }));
    const hours = (await findVolunteer(coordinator, { volunteerId }))?.hours;
    expect(hours).toMatchObject([
      { title: '迟到的记录', dueOn: '2026-12-11', lateReason: '材料迟交' },
      { title: '社区敬老日', dueOn: '2026-12-11', lateReason: null, minutes: 1 },
    ]);
    expect((await listDue(on('2026-12-13'))).late).toMatchObject([{ volunteerId, lateReason: '材料迟交' }]);
  });

  it('count once, also when two record the same at once, and again after a reversal', async () => {
    const { volunteerId, number } = await aVolunteer(coordinator);
    const results = await Promise.all(
      Array.from({ length: 6 }, () => recordService(coordinator, served(number))),
    );
    expect(results.filter((one) => one.ok)).toHaveLength(1);
    expect(new Set(results.flatMap(codes))).toEqual(new Set(['HOURS.RECORDED_ALREADY']));
    const [row] = (await findVolunteer(coordinator, { volunteerId }))?.hours ?? [];
    const certificate = value(
      await issueCertificate(coordinator, {
        volunteerId,
        fromDate: plainDate('2026-11-01'),
        lastDate: plainDate('2026-11-30'),
      }),
    );
    expect((await findCertificate(coordinator, certificate))?.minutes).toBe(1);
    expect(
      value(await reverseHours(coordinator, { hoursId: row?.id ?? '', reason: '时长有误' }))
        .certificatesRevoked,
    ).toEqual([certificate.number]);
    // The volunteer is told of each, once.
    const mine = as('volunteer', { volunteerId });
    const told = (await listOwnNotices(mine)).map((notice) => noticeText(notice).body).sort();
    expect(told).toEqual([
      '您2026年11月28日的服务时长 1 分钟已冲销，原因：时长有误。如有疑问，请联系您的协调员。',
      `服务证明 ${certificate.number} 已作废，因为所含日期的一条时长已冲销，原因：时长有误。您可以按有效的时长重新开具证明。`,
    ]);
    expect(codes(await reverseHours(coordinator, { hoursId: row?.id ?? '', reason: '时长有误' }))).toEqual([
      'HOURS.REVERSED_ALREADY',
    ]);
    expect(await listOwnNotices(mine)).toHaveLength(2);
    const deliveries = (await listNotices(coordinator, {})).filter(({ kind }) => kind.endsWith('reversed'));
    expect(deliveries[0]?.deliveries.map(({ channel }) => channel)).toEqual(['mail']);
    value(await recordService(coordinator, served(number, { minutes: 90 })));
    expect((await findVolunteer(coordinator, { volunteerId }))?.minutes).toBe(90);
  });

  it('are never more than a day has, nor in the future; all is told at once', async () => {
    const { number } = await aVolunteer(coordinator);
    value(await recordService(coordinator, served(number, { minutes: 1000 })));
    expect(codes(await recordService(coordinator, served(number, { minutes: 441 })))).toEqual([
      'HOURS.RECORDED_ALREADY',
      'HOURS.DAY_FULL',
    ]);
    expect(
      codes(
        await recordService(
          coordinator,
          served(number, { servedOn: plainDate('2026-12-02'), minutes: 1.5, title: '' }),
        ),
      ),
    ).toEqual(['RECORD.TEXT_MISSING', 'RECORD.MINUTES', 'HOURS.IN_FUTURE']);
    expect(
      codes(await recordService(coordinator, served(number, { servedOn: plainDate('2026-12-02') }))),
    ).toEqual(['HOURS.IN_FUTURE']);
  });

  it('given elsewhere count for stars and stand on no certificate', async () => {
    const { volunteerId, number } = await aVolunteer(coordinator);
    const { content: _, ...elsewhere } = served(number, { minutes: 1440, servedOn: plainDate('2026-01-10') });
    value(await recordElsewhere(coordinator, { ...elsewhere, proof: '张店区志愿服务中心 证明 0001 号' }));
    expect(await findVolunteer(coordinator, { volunteerId })).toMatchObject({
      minutes: 1440,
      hours: [{ proof: '张店区志愿服务中心 证明 0001 号', dueOn: null }],
    });
    expect(
      codes(
        await issueCertificate(coordinator, {
          volunteerId,
          fromDate: plainDate('2026-01-01'),
          lastDate: plainDate('2026-11-30'),
        }),
      ),
    ).toEqual(['CERTIFICATE.NO_HOURS']);

    // Taking it back takes nothing from what we recorded ourselves, and no certificate of ours with it.
    value(await recordService(coordinator, served(number, { minutes: 60 })));
    value(
      await recordElsewhere(coordinator, {
        ...served(number, { title: '他处', minutes: 90 }),
        proof: '证明',
      }),
    );
    const certify = async () =>
      value(
        await issueCertificate(coordinator, {
          volunteerId,
          fromDate: plainDate('2026-11-01'),
          lastDate: plainDate('2026-11-30'),
        }),
      ).certificateId;
    const before = await certify();
    const given = (await findVolunteer(coordinator, { volunteerId }))?.hours.find(
      ({ minutes }) => minutes === 90,
    );
    expect(
      value(await reverseHours(coordinator, { hoursId: given?.id ?? '', reason: '记错了' })),
    ).toMatchObject({
      certificatesRevoked: [],
    });
    for (const certificateId of [before, await certify()])
      expect(await findCertificate(coordinator, { certificateId })).toMatchObject({
        minutes: 60,
        revokedOn: null,
      });
  });

  it('taken back while a certificate is made stand on none that holds', async () => {
    const { volunteerId, number } = await aVolunteer(coordinator);
    for (const minutes of [10, 20, 30, 40]) {
      value(await recordService(coordinator, served(number, { title: `活动 ${minutes}`, minutes })));
      const row = (await findVolunteer(coordinator, { volunteerId }))?.hours.find(
        (one) => one.minutes === minutes,
      );
      const range = { volunteerId, fromDate: plainDate('2026-11-01'), lastDate: plainDate('2026-11-30') };
      await Promise.all([
        issueCertificate(coordinator, range),
        reverseHours(coordinator, { hoursId: row?.id ?? '', reason: '记错了' }),
        issueCertificate(coordinator, range),
      ]);
    }
    const { certificates = [] } = (await findVolunteer(coordinator, { volunteerId })) ?? {};
    expect(certificates.filter(({ revokedOn }) => revokedOn === null)).toEqual([]);
  });

  it('ask as many hours for a star as the district has set, from the day it set', async () => {
    const { volunteerId, number } = await aVolunteer(coordinator);
    value(await recordService(coordinator, served(number, { minutes: 600 })));
    const lead = as('lead');
    const rule = { fromDate: plainDate('2026-12-05'), hours: [10, 20, 30, 40, 50], source: '演示文件' };
    expect(codes(await setStars(coordinator, rule))).toEqual(['ACCESS.NOT_PERMITTED']);
    expect(
      codes(
        await setStars(lead, { ...rule, fromDate: plainDate('2026-11-30'), hours: [10, 10, 30, 40, 40] }),
      ),
    ).toEqual(['STARS.PAST', 'STARS.NOT_RISING', 'STARS.NOT_RISING']);
    const set = await Promise.all([setStars(lead, rule), setStars(lead, rule)]);
    expect(set.flatMap(codes)).toEqual(['STARS.DAY_TAKEN']);
    const starsOn = async (day: string) =>
      (await findVolunteer({ ...coordinator, at: new Date(`${day}T01:00:00Z`) }, { volunteerId }))?.stars;
    expect([await starsOn('2026-12-04'), await starsOn('2026-12-05')]).toEqual([0, 1]);
    expect(await listStarRules(coordinator)).toMatchObject([
      { from: '2026-12-05', hours: [10, 20, 30, 40, 50] },
    ]);
  });

  it('are judged once by each side', async () => {
    const { volunteerId, number } = await aVolunteer(coordinator);
    value(await recordService(coordinator, served(number)));
    const [row] = (await findVolunteer(coordinator, { volunteerId }))?.hours ?? [];
    const judged = { volunteers: number, hoursId: row?.id, rating: 4, saidBy: 'client' as const };
    value(await recordEvaluation(coordinator, judged));
    expect(codes(await recordEvaluation(coordinator, judged))).toEqual(['RECORD.EVALUATED_ALREADY']);
    value(await recordEvaluation(coordinator, { ...judged, saidBy: 'coordinator' }));
  });
});

describe('a list of volunteers', () => {
  it('takes minors with a guardian who is named, and tells what is missing under the headings of the list', async () => {
    const cells = (serial: number, over: Record<string, string>) => ({
      姓名: '演示少年',
      身份证号: identityNumberOf({ birthDate: plainDate('2011-03-04'), serial }),
      镇街: '源泉镇',
      服务类别: '人文关怀',
      ...over,
    });
    const guardian = { 监护人姓名: '演示家长', 监护人关系: '母亲', 监护人同意日期: '2026-11-30' };
    const report = value(
      await importVolunteers(coordinator, {
        rows: [
          { row: 2, cells: cells(1, guardian) },
          { row: 3, cells: cells(2, { ...guardian, 监护人姓名: '', 监护人同意日期: '2026-12-02' }) },
          { row: 4, cells: cells(3, { ...guardian, 监护人关系: '邻居' }) },
          { row: 5, cells: cells(4, { ...guardian, 技能: '护理', 证书有效期: '2026-1-1' }) },
        ],
        dryRun: false,
        fileName: '志愿者.csv',
      }),
    );
    expect(report.accepted).toBe(1);
    expect(
      report.refused.map(({ row, problems }) => [row, problems.map(({ code, field }) => [code, field])]),
    ).toEqual([
      [
        3,
        [
          ['VOLUNTEER.GUARDIAN_NAME_MISSING', 'guardianName'],
          ['VOLUNTEER.GUARDIAN_CONSENT_IN_FUTURE', 'guardianConsentOn'],
        ],
      ],
      [4, [['VOLUNTEER.RELATION_UNKNOWN', 'guardianRelation']]],
      [5, [['VOLUNTEER.LICENCE_MISSING', 'licenceNumber']]],
    ]);
  });
});
