import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { addDays, plainDate } from '~/domain/kernel/plain-date';
import { listNotices } from '~/domain/notices/list-notices';
import { formHousehold } from '~/domain/people/form-household';
import { listWork } from '~/domain/reports/list-work';
import { acceptAssignment } from '~/domain/visits/answer-assignment';
import { checkIn, checkOut } from '~/domain/visits/check-in';
import {
  changeVisitSettings,
  findAssignmentOfCode,
  findPaperCode,
  findScreenCode,
  listCodePlaces,
  printCode,
} from '~/domain/visits/codes';
import { findVisit } from '~/domain/visits/find-substitutes';
import { listUnclosed } from '~/domain/visits/list-unclosed';
import { findNeed, findOwnAssignment } from '~/domain/visits/list-visits';
import { markMissed, recordAttendance } from '~/domain/visits/record-attendance';
import { requestVisit } from '~/domain/visits/request-visit';
import { findSurvey, listSurveysOf, revealSurvey } from '~/domain/visits/surveys';
import { instantOf } from '~/domain/visits/visit.rules';
import { watchArrivals } from '~/domain/visits/watch-arrivals';
import { findVolunteer } from '~/domain/volunteers/get-volunteer';
import { recordedBy } from '~/domain/volunteers/hours.rules';
import { actorOf } from '../actors';
import { useFreshDatabase } from '../database';
import { aPerson } from '../factories/people';
import { aTown, aVolunteer, promised, somewhere, there } from '../factories/visits';
import { codes, value } from '../results';

const addresses = useFreshDatabase({ connections: 20 });
const [tenant] = demoTenants;
const at = new Date('2026-12-01T01:00:00Z');
const coordinator = actorOf('coordinator', tenant, { at });
const manager = actorOf('manager', tenant, { at });
const system = { ...systemActor(tenant.id, 'test', 'test'), at };
let sql: postgres.Sql;
let days = 0;

beforeAll(async () => {
  await insertTenants(addresses.ownerUrl, demoTenants);
  sql = postgres(addresses.ownerUrl, { max: 1 });
  await aTown(system);
});
afterAll(() => sql.end());

/** A visit at nine on a day of its own that its volunteers have accepted. `moment` is a minute of that day. */
async function accepted(more: Record<string, unknown> = {}, people = 1) {
  days += 1;
  const day = addDays(plainDate('2026-12-07'), days);
  const team: string[] = [];
  for (let one = 0; one < people; one++)
    team.push((await aVolunteer(coordinator, { serviceKinds: ['companionship', 'survey'] })).volunteerId);
  const { needId } = value(
    await requestVisit(coordinator, {
      place: '前坡村',
      townCode: '370304111',
      ...somewhere,
      serviceKind: 'companionship',
      durationMinutes: 60,
      volunteersNeeded: people,
      outline: '陪伴聊天',
      windows: [{ date: day, from: '09:00', until: '10:00' }],
      ...more,
    }),
  );
  const visit = await promised({
    coordinator,
    system,
    needId: needId ?? '',
    volunteerIds: team as [string, ...string[]],
  });
  const rows = await sql<{ id: string; volunteer_id: string }[]>`
    select id, volunteer_id from visit_assignments where visit_id = ${visit.visitId} order by volunteer_id`;
  const members = rows.map((row) => ({
    assignmentId: row.id,
    volunteerId: row.volunteer_id,
    as: (minute: number) =>
      actorOf('volunteer', tenant, { at: instantOf(day, minute), volunteerId: row.volunteer_id }),
  }));
  for (const one of members)
    value(await acceptAssignment({ ...one.as(0), at }, { assignmentId: one.assignmentId }));
  const [first] = members;
  if (!first) throw new Error('nobody');
  return {
    ...visit,
    ...first,
    needId: needId ?? '',
    day,
    members,
    moment: (minute: number) => instantOf(day, minute),
  };
}

const proofOf = async (id: string) =>
  (
    await sql`select status, checked_in_by as "in", checked_out_by as "out", check_in_metres as metres from visit_assignments where id = ${id}`
  )[0];

describe('checking out', () => {
  it('waits for the visit before it holds the assignment, as everything else does', async () => {
    const { assignmentId, visitId, as } = await accepted();
    value(await checkIn(as(540), { assignmentId, ...there }));
    const leaving = await sql.begin(async (other) => {
      await other`select from visits where id = ${visitId} for update`;
      const started = checkOut(as(600), { assignmentId, record: '聊天。', ...there });
      await new Promise((resolve) => setTimeout(resolve, 300));
      // Refused at once if the one who leaves held it: each would wait for the other.
      await other`select from visit_assignments where id = ${assignmentId} for update nowait`;
      return { started };
    });
    value(await leaving.started);
  });
});

describe('checking in', () => {
  it('asks for a proof: the code of the place, or being near', async () => {
    const { assignmentId, as, moment } = await accepted();
    const now = as(540);
    expect(codes(await checkIn(now, { assignmentId }))).toEqual(['ASSIGNMENT.PROOF_MISSING']);
    expect(codes(await checkIn(now, { assignmentId, code: 'sabc.def' }))).toEqual(['ASSIGNMENT.CODE_WRONG']);
    expect(codes(await checkIn(now, { assignmentId, ...there, latitude: there.latitude + 0.01 }))).toEqual([
      'ASSIGNMENT.TOO_FAR',
    ]);
    expect(codes(await checkIn(now, { assignmentId, ...there, accuracy: 900 }))).toEqual([
      'ASSIGNMENT.INACCURATE',
    ]);
    expect(await listCodePlaces({ ...manager, at: moment(540) })).toEqual([
      { townCode: '370304111', place: '前坡村' },
    ]);
    const code = await findScreenCode(
      { ...manager, at: moment(540) },
      { townCode: '370304111', place: '前坡村' },
    );
    expect(await findAssignmentOfCode(now, { code })).toBe(assignmentId);
    expect(await findAssignmentOfCode({ ...now, at: moment(545) }, { code })).toBeUndefined();
    expect(codes(await checkIn({ ...now, at: moment(545) }, { assignmentId, code }))).toEqual([
      'ASSIGNMENT.CODE_WRONG',
    ]);
    const scanned = `https://care.example.cn/my/check-in?code=${code}`;
    const arrivals = await Promise.all(
      Array.from({ length: 10 }, () => checkIn(now, { assignmentId, code: scanned })),
    );
    expect(arrivals.every((one) => one.ok)).toBe(true);
    const [events] =
      await sql`select count(*)::int as n from audit_events where kind = 'visit-assignment.checked-in' and subject_id = ${assignmentId}`;
    expect(events?.n).toBe(1);
    value(await checkOut({ ...now, at: moment(600) }, { assignmentId, record: '聊天，情况良好。' }));
    expect(await proofOf(assignmentId)).toEqual({
      status: 'done',
      in: 'screen',
      out: 'unproven',
      metres: null,
    });
  });

  it('by place keeps how far it was, within a distance that is a setting', async () => {
    const one = await accepted();
    const hundred = { ...there, latitude: there.latitude + 0.0027, accuracy: 0 };
    value(await changeVisitSettings(coordinator, { checkInMetres: 200, lateMinutes: 10 }));
    expect(codes(await checkIn(one.as(540), { assignmentId: one.assignmentId, ...hundred }))).toEqual([
      'ASSIGNMENT.TOO_FAR',
    ]);
    value(await changeVisitSettings(coordinator, { checkInMetres: 400, lateMinutes: 10 }));
    value(await checkIn(one.as(540), { assignmentId: one.assignmentId, ...hundred }));
    expect(await proofOf(one.assignmentId)).toMatchObject({ in: 'place', metres: 300 });
    expect(codes(await changeVisitSettings(coordinator, { checkInMetres: 10, lateMinutes: 99 }))).toEqual([
      'VISIT.METRES_RANGE',
      'VISIT.LATE_RANGE',
    ]);
    const pointless = await accepted({ latitude: undefined, longitude: undefined });
    expect(
      codes(await checkIn(pointless.as(540), { assignmentId: pointless.assignmentId, ...there })),
    ).toEqual(['ASSIGNMENT.NO_POINT']);
  });

  it('by the printed code of a household, until there is a new one', async () => {
    const personId = await aPerson(actorOf('intake', tenant, { at }), { name: '受访人' });
    const { assignmentId, as, needId } = await accepted({ personId });
    expect(await findPaperCode(coordinator, { needId })).toBeNull();
    value(await printCode(coordinator, { needId }));
    const first = await findPaperCode(coordinator, { needId });
    value(await printCode(coordinator, { needId }));
    const second = await findPaperCode(coordinator, { needId });
    expect(codes(await checkIn(as(540), { assignmentId, code: first ?? '' }))).toEqual([
      'ASSIGNMENT.CODE_WRONG',
    ]);
    value(await checkIn(as(540), { assignmentId, code: second ?? '' }));
    expect(await proofOf(assignmentId)).toMatchObject({ in: 'paper' });
    const { needId: place } = await accepted();
    expect(codes(await printCode(coordinator, { needId: place }))).toEqual(['VISIT.CODE_OF_PLACE']);
  });

  it('two who leave at the same moment end the visit', async () => {
    const { members, visitId, needId } = await accepted({}, 2);
    for (const one of members)
      value(await checkIn(one.as(540), { assignmentId: one.assignmentId, ...there }));
    const left = await Promise.all(
      members.map((one) => checkOut(one.as(600), { assignmentId: one.assignmentId, record: '一起聊天。' })),
    );
    expect(left.every((one) => one.ok)).toBe(true);
    expect(await findVisit(coordinator, { visitId })).toMatchObject({ status: 'done' });
    expect(await findNeed(coordinator, { needId })).toMatchObject({ status: 'done' });
  });
});

describe('when nobody checks in', () => {
  it('the coordinators are told within minutes, and again when it is over, once each', async () => {
    await sql`insert into users (tenant_id, id, user_name, display_name, email) values
      (${tenant.id}, gen_random_uuid(), 'desk-one', '协调员一', 'a@users.invalid'), (${tenant.id}, gen_random_uuid(), 'desk-two', '协调员二', 'b@users.invalid')`;
    await sql`insert into user_roles (tenant_id, user_id, role) select tenant_id, id, 'coordinator' from users where user_name like 'desk-%'`;
    const { visitId, moment } = await accepted();
    const told = async () =>
      (await listNotices({ ...coordinator, at: moment(700) }))
        .filter((one) => one.subjectId === visitId)
        .map((one) => one.kind)
        .sort();
    const watch = (minute: number) => watchArrivals({ ...system, at: moment(minute) }, {});
    value(await watch(549));
    expect(await told()).toEqual([]);
    await Promise.all(Array.from({ length: 4 }, () => watch(552)));
    expect(await told()).toEqual(['visit-late', 'visit-late']);
    value(await watch(556));
    value(await watch(602));
    value(await watch(604));
    expect(await told()).toEqual(['visit-late', 'visit-late', 'visit-missed', 'visit-missed']);
  });

  it('a coordinator writes down who came all the same, by name and with a reason, and the hours count', async () => {
    const { assignmentId, volunteerId, moment, day } = await accepted();
    const desk = { ...coordinator, at: moment(700) };
    const local = (time: string) => `${day}T${time}`;
    expect(
      codes(
        await recordAttendance(desk, {
          assignmentId,
          arrivedAt: local('10:30'),
          leftAt: local('23:00'),
          reason: ' ',
        }),
      ),
    ).toEqual([
      'ATTENDANCE.ARRIVED_OUTSIDE',
      'ATTENDANCE.FUTURE',
      'ASSIGNMENT.RECORD_MISSING',
      'VISIT.REASON_MISSING',
    ]);
    value(
      await recordAttendance(desk, {
        assignmentId,
        arrivedAt: local('09:05'),
        leftAt: local('09:55'),
        record: '按时到达，聊天。',
        reason: '手机没电',
      }),
    );
    expect(await proofOf(assignmentId)).toMatchObject({
      status: 'done',
      in: 'coordinator',
      out: 'coordinator',
    });
    expect((await findVolunteer(coordinator, { volunteerId }))?.minutes).toBe(50);
    expect(
      codes(await recordAttendance(desk, { assignmentId, arrivedAt: local('09:05'), reason: '再记' })),
    ).toEqual(['ASSIGNMENT.WRONG_STATE']);
  });

  it('a forgotten check-out is ended, and the check-in stays', async () => {
    const { assignmentId, as, moment, day } = await accepted();
    value(await checkIn(as(535), { assignmentId, ...there }));
    const desk = { ...coordinator, at: moment(900) };
    expect(
      codes(await recordAttendance(desk, { assignmentId, arrivedAt: `${day}T08:40`, reason: '改早' })),
    ).toEqual(['ATTENDANCE.ARRIVAL_STANDS']);
    value(
      await recordAttendance(desk, {
        assignmentId,
        leftAt: `${day}T09:50`,
        record: '读报。',
        reason: '忘记签退',
      }),
    );
    expect(await proofOf(assignmentId)).toMatchObject({ status: 'done', in: 'place', out: 'coordinator' });
  });

  it('is on the list of visits not closed until somebody says who came and when they left, with ten working days', async () => {
    const { members, visitId, moment, day } = await accepted({}, 2);
    const [came, silent] = members;
    if (!came || !silent) throw new Error('two were asked');
    value(await checkIn(came.as(540), { assignmentId: came.assignmentId, ...there }));
    const open = async (now: Date) => {
      const rows: { assignmentId: string; visitId: string; dueOn: string; late: boolean; came: boolean }[] =
        [];
      let after: string | undefined;
      do {
        const page = await listUnclosed({ ...coordinator, at: now }, { after, limit: 1 });
        rows.push(...page.rows.map((row) => ({ ...row, came: row.checkedInAt !== null })));
        after = page.next;
      } while (after);
      const work = (await listWork({ ...coordinator, at: now })).find(({ key }) => key === 'visits_unclosed');
      expect(work).toMatchObject({ count: rows.length, late: rows.filter(({ late }) => late).length });
      return rows.filter((row) => row.visitId === visitId);
    };
    expect(await open(moment(599))).toEqual([]);
    const lastDay = recordedBy(day, []);
    const rows = await open(moment(600));
    expect(rows.map(({ assignmentId, came }) => ({ assignmentId, came }))).toEqual(
      members
        .map(({ assignmentId }) => ({ assignmentId, came: assignmentId === came.assignmentId }))
        .sort((a, b) => (a.assignmentId < b.assignmentId ? -1 : 1)),
    );
    expect(new Set(rows.map(({ dueOn, late }) => `${dueOn} ${late}`))).toEqual(new Set([`${lastDay} false`]));
    expect((await open(instantOf(lastDay, 1439))).map(({ late }) => late)).toEqual([false, false]);
    expect((await open(instantOf(addDays(lastDay, 1), 0))).map(({ late }) => late)).toEqual([true, true]);
    const desk = { ...coordinator, at: moment(700) };
    value(
      await recordAttendance(desk, {
        assignmentId: came.assignmentId,
        leftAt: `${day}T09:50`,
        record: '读报。',
        reason: '忘记签退',
      }),
    );
    value(await markMissed(desk, { assignmentId: silent.assignmentId, reason: '电话不接' }));
    expect(await open(moment(701))).toEqual([]);
    await expect(listUnclosed(actorOf('assessor', tenant, { at }), {})).rejects.toThrow();
  });

  it('who did not come is said so once it is over, and the need is open again', async () => {
    const { assignmentId, moment, needId, as } = await accepted();
    const absent = (minute: number) =>
      markMissed({ ...coordinator, at: moment(minute) }, { assignmentId, reason: '电话不接' });
    expect(codes(await absent(590))).toEqual(['ATTENDANCE.NOT_OVER']);
    value(await absent(605));
    expect(codes(await absent(606))).toEqual(['ASSIGNMENT.WRONG_STATE']);
    expect(await findNeed(coordinator, { needId })).toMatchObject({ status: 'open' });
    expect(await findOwnAssignment(as(610), { assignmentId })).toMatchObject({ status: 'missed' });
  });
});

describe('家境调查', () => {
  const answers = {
    people: 2,
    income: 'benefit' as const,
    monthlyYuan: 900,
    housing: 'own' as const,
    difficulties: ['medicine' as const, 'loneliness' as const],
    health: '高血压',
    urgency: 'soon' as const,
  };

  it('is asked for before leaving, sealed, and in the file of the household, behind a reason', async () => {
    const intake = actorOf('intake', tenant, { at });
    const personId = await aPerson(intake, { name: '户主' });
    value(await formHousehold(intake, { townCode: '370304111', members: [{ personId, relation: 'head' }] }));
    const [household] =
      await sql`select household_id as id from household_members where person_id = ${personId}`;
    const { assignmentId, as } = await accepted({
      serviceKind: 'survey',
      householdId: household?.id,
      outline: '家境调查',
    });
    value(await checkIn(as(540), { assignmentId, ...there }));
    const leaving = { assignmentId, record: '已调查。' };
    expect(codes(await checkOut(as(600), leaving))).toEqual(['ASSIGNMENT.SURVEY_MISSING']);
    expect(
      codes(
        await checkOut(as(600), { ...leaving, survey: { ...answers, people: 0, income: 'x' as 'none' } }),
      ),
    ).toEqual(['SURVEY.PEOPLE_RANGE', 'SURVEY.INCOME_MISSING']);
    value(await checkOut(as(600), { ...leaving, survey: answers }));

    const clerk = actorOf('town', tenant, { at, townCode: '370304111' });
    const [survey] = await listSurveysOf(clerk, { personId });
    expect(survey).toMatchObject({ householdId: household?.id, version: 1 });
    expect(JSON.stringify(survey)).not.toContain('高血压');
    const [row] = await sql`select answers_sealed from visit_surveys where id = ${survey?.id ?? ''}`;
    expect(row?.answers_sealed).not.toContain('benefit');
    const surveyId = survey?.id ?? '';
    expect(codes(await revealSurvey(clerk, { surveyId, reason: ' ' }))).toEqual(['SURVEY.REASON_MISSING']);
    expect(value(await revealSurvey(clerk, { surveyId, reason: '核对低保' })).answers).toEqual(answers);
    const [seen] = await sql`select reason from audit_events where kind = 'visits.survey-revealed'`;
    expect(seen).toEqual({ reason: '核对低保' });

    const stranger = actorOf('town', tenant, { at, townCode: '370304112' });
    expect(await listSurveysOf(stranger, { personId })).toEqual([]);
    expect(await findSurvey(stranger, { surveyId })).toBeUndefined();
    expect(codes(await revealSurvey(stranger, { surveyId, reason: '看看' }))).toEqual(['SURVEY.UNKNOWN']);
    await expect(listSurveysOf(coordinator, { personId })).rejects.toThrow();
  });

  it('is asked of one of two volunteers, and of no other service', async () => {
    const { members } = await accepted({ serviceKind: 'survey', outline: '家境调查' }, 2);
    for (const one of members)
      value(await checkIn(one.as(540), { assignmentId: one.assignmentId, ...there }));
    const [first, second] = members;
    const leave = (one: typeof first, more = {}) =>
      checkOut(one?.as(600) ?? coordinator, {
        assignmentId: one?.assignmentId ?? '',
        record: '已调查。',
        ...more,
      });
    value(await leave(first, { survey: answers }));
    value(await leave(second));
    const other = await accepted();
    value(await checkIn(other.as(540), { assignmentId: other.assignmentId, ...there }));
    expect(
      codes(
        await checkOut(other.as(600), {
          assignmentId: other.assignmentId,
          record: '聊天。',
          survey: answers,
        }),
      ),
    ).toEqual(['ASSIGNMENT.NO_SURVEY']);
  });
});
