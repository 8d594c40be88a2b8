import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selectExcluded } from '#db/queries/visit-exclusions';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { inTenant } from '#db/transaction';
import { systemActor } from '~/domain/access/system-actor';
import { listTimeline } from '~/domain/audit/list-timeline';
import { addDays, plainDate } from '~/domain/kernel/plain-date';
import { registerOrganisation } from '~/domain/organisations/register-organisation';
import { listWork } from '~/domain/reports/list-work';
import { acceptAssignment } from '~/domain/visits/answer-assignment';
import { cancelNeed, closeLapsed, endSeries } from '~/domain/visits/cancel-need';
import { changeNeed } from '~/domain/visits/change-need';
import { checkIn } from '~/domain/visits/check-in';
import { excludeVolunteer, liftVolunteerExclusion } from '~/domain/visits/exclude-volunteer';
import { continueSeries, extendSeries } from '~/domain/visits/extend-series';
import { importVisits } from '~/domain/visits/import-visits';
import {
  findNeed,
  findSeries,
  listExclusions,
  listFirsts,
  listNeeds,
  listSeries,
} from '~/domain/visits/list-visits';
import { findPlanFacts } from '~/domain/visits/plan-facts';
import { foreseeSeries } from '~/domain/visits/repetition';
import { requestPlan } from '~/domain/visits/request-plan';
import { requestVisit } from '~/domain/visits/request-visit';
import { instantOf } from '~/domain/visits/visit.rules';
import { needValues } from '~/ui/visits/need-choices';
import { actorOf } from '../actors';
import { useFreshDatabase } from '../database';
import { aPerson } from '../factories/people';
import { aTown, aVolunteer, promised, somewhere, there } from '../factories/visits';
import { codes, value } from '../results';

const addresses = useFreshDatabase({ connections: 20 });
const [tenant] = demoTenants;
const monday = plainDate('2026-12-07');
const at = new Date('2026-12-01T01:00:00Z');
const coordinator = actorOf('coordinator', tenant, { at });
const system = { ...systemActor(tenant.id, 'test', 'test'), at };
let sql: postgres.Sql;

const wish = {
  place: '源泉镇照护中心',
  address: '一号楼 101',
  townCode: '370304111',
  ...somewhere,
  serviceKind: 'companionship' as const,
  durationMinutes: 60,
  outline: '陪伴聊天',
  windows: [{ date: monday, from: '08:00', until: '12:00' }],
};
const { address: _address, ...change } = wish;

beforeAll(async () => {
  await insertTenants(addresses.ownerUrl, demoTenants);
  sql = postgres(addresses.ownerUrl, { max: 1 });
  await aTown(system);
});
afterAll(() => sql.end());

const volunteer = () => aVolunteer(coordinator);

const asked = async (more: Record<string, unknown> = {}) => {
  const { needId } = value(await requestVisit(coordinator, { ...wish, ...more }));
  return needId as string;
};

describe('what is asked for', () => {
  it('keeps priority, wish for the same volunteers, and the order of a pair', async () => {
    const first = await asked({ priority: 1, sameVolunteers: true });
    const second = await asked({
      afterNeedId: first,
      afterMinMinutes: 30,
      afterMaxMinutes: 90,
      outline: '随访',
    });
    expect(await findNeed(coordinator, { needId: first })).toMatchObject({
      priority: 1,
      sameVolunteers: true,
      follower: { id: second },
    });
    expect(await findNeed(coordinator, { needId: second })).toMatchObject({
      priority: 2,
      sameVolunteers: false,
      after: { id: first },
      afterMinMinutes: 30,
      afterMaxMinutes: 90,
    });
    const follows = (more: Record<string, unknown>) => requestVisit(coordinator, { ...wish, ...more });
    expect(
      codes(
        await follows({
          afterNeedId: first,
          afterMinMinutes: 90,
          afterMaxMinutes: 30,
          personId: first,
          householdId: first,
        }),
      ),
    ).toEqual(['VISIT.ONE_RECEIVER', 'VISIT.AFTER_RANGE', 'VISIT.AFTER_TAKEN']);
    expect(codes(await follows({ afterNeedId: second }))).toEqual([
      'VISIT.AFTER_GAP_MISSING',
      'VISIT.AFTER_CHAIN',
    ]);
    expect(codes(await follows({ priority: 4 }))).toEqual(['VISIT.PRIORITY_UNKNOWN']);
    value(await cancelNeed(coordinator, { needId: first, reason: '老人外出' }));
    expect(await findNeed(coordinator, { needId: second })).toMatchObject({
      afterNeedId: null,
      status: 'open',
    });
    expect(codes(await follows({ afterNeedId: first, afterMinMinutes: 0, afterMaxMinutes: 0 }))).toEqual([
      'VISIT.AFTER_UNKNOWN',
    ]);
  });

  it('the visit before is found by words among all, those of the same person first', async () => {
    const personId = await aPerson(actorOf('intake', tenant, { at }), { name: '演示长者' });
    const later = [{ date: addDays(monday, 6), from: '08:00', until: '12:00' }];
    for (let n = 0; n < 3; n++) await asked({ outline: `查房 ${n}` });
    const own = await asked({ personId, outline: '量血压 100%', windows: later });
    const pair = { afterNeedId: own, afterMinMinutes: 0, afterMaxMinutes: 60 };
    const found = async (by: Parameters<typeof listFirsts>[1]) => {
      const { rows, more } = await listFirsts(coordinator, by);
      return { ids: rows.map(({ id }) => id), more };
    };
    expect(await found({ personId, limit: 1 })).toEqual({ ids: [own], more: true });
    expect(await found({ words: '血压 演示长者 源泉镇' })).toEqual({ ids: [own], more: false });
    expect((await found({ words: '查房', limit: 2 })).more).toBe(true);
    expect((await found({ words: '0% 血压' })).ids).toEqual([own]);
    expect((await found({ words: '_血压' })).ids).toEqual([]);
    const second = await asked({ outline: '复量血压', ...pair });
    expect((await found({ words: '血压' })).ids).toEqual([]);
    // Of the one that follows it already it is still the visit before.
    expect((await found({ words: '血压', needId: second })).ids).toEqual([own]);
    const elsewhere = { ...coordinator, townCode: '370304112' };
    expect((await listFirsts(elsewhere, { needId: second })).rows).toEqual([]);
  });

  it('of many who want to come after the same visit one is taken', async () => {
    const first = await asked();
    const followers = await Promise.all(
      Array.from({ length: 10 }, () =>
        requestVisit(coordinator, { ...wish, afterNeedId: first, afterMinMinutes: 0, afterMaxMinutes: 60 }),
      ),
    );
    expect(followers.filter((one) => one.ok)).toHaveLength(1);
    expect(new Set(followers.flatMap(codes))).toEqual(new Set(['VISIT.AFTER_TAKEN']));
  });

  it('is changed while it is open, and taken back at any time before somebody is there', async () => {
    const needId = await asked({ skill: 'haircut' });
    value(
      await changeNeed(coordinator, {
        ...change,
        needId,
        outline: '陪伴散步',
        priority: 3,
        windows: [{ date: addDays(monday, 1), from: '09:00', until: '11:00' }],
      }),
    );
    expect(await findNeed(coordinator, { needId })).toMatchObject({
      outline: '陪伴散步',
      priority: 3,
      skill: null,
      hasAddress: true,
      windows: [{ date: '2026-12-08', fromMinute: 540, untilMinute: 660 }],
    });
    const { volunteerId } = await volunteer();
    const { assignmentId } = await promised({ coordinator, system, needId, volunteerIds: [volunteerId] });
    expect(codes(await changeNeed(coordinator, { ...change, needId }))).toEqual(['VISIT.NOT_OPEN']);
    expect(codes(await cancelNeed(coordinator, { needId, reason: ' ' }))).toEqual(['VISIT.REASON_MISSING']);

    const mine = actorOf('volunteer', tenant, { at, volunteerId });
    value(await acceptAssignment(mine, { assignmentId }));
    value(await cancelNeed(coordinator, { needId, reason: '老人住院' }));
    value(await cancelNeed(coordinator, { needId, reason: '再按一次' }));
    expect(await findNeed(coordinator, { needId })).toMatchObject({
      status: 'cancelled',
      cancelReason: '老人住院',
    });
    const [assignment] = await sql`select status, sequence from visit_assignments where id = ${assignmentId}`;
    // Published, accepted, cancelled: a calendar has heard of three changes.
    expect(assignment).toEqual({ status: 'cancelled', sequence: 3 });

    const other = await asked();
    const begun = await promised({ coordinator, system, needId: other, volunteerIds: [volunteerId] });
    value(await acceptAssignment(mine, { assignmentId: begun.assignmentId }));
    value(
      await checkIn({ ...mine, at: instantOf(monday, 480) }, { assignmentId: begun.assignmentId, ...there }),
    );
    expect(codes(await cancelNeed(coordinator, { needId: other, reason: '迟了' }))).toEqual(['VISIT.BEGUN']);
    expect(await findNeed(coordinator, { needId: other })).toMatchObject({ status: 'planned' });
  });

  it('keeps its point in the same town, and has that of the new one when its town is changed in the form', async () => {
    const needId = await asked();
    const filled = async () => {
      const need = await findNeed(coordinator, { needId });
      if (!need) throw new Error('no such need');
      return needValues(need);
    };
    const save = async (over: Record<string, unknown>) =>
      value(await changeNeed(coordinator, { ...(await filled()), needId, ...over } as never));
    await save({ outline: '陪伴散步' });
    expect(await findNeed(coordinator, { needId })).toMatchObject(somewhere);
    const [district] = await sql`select id from organisations where code = '370304'`;
    const point = { latitude: 36.45, longitude: 118.1 };
    value(
      await registerOrganisation(system, {
        kind: 'town',
        name: '池上镇',
        code: '370304113',
        parentId: district?.id,
        ...point,
      }),
    );
    await save({ townCode: '370304113' });
    expect(await findNeed(coordinator, { needId })).toMatchObject({ townCode: '370304113', ...point });
  });

  it('is found by words of what it is for and where, and by town', async () => {
    const needId = await asked({ outline: '修理厨房水龙头', place: '福山村东头' });
    const found = async (of: Parameters<typeof listNeeds>[1]) =>
      (await listNeeds(coordinator, of)).rows.map(({ id }) => id);
    expect(await found({ search: '水龙头 福山' })).toEqual([needId]);
    expect(await found({ search: '水龙头 北头' })).toEqual([]);
    expect(await found({ search: '水龙头', townCode: '370304112' })).toEqual([]);
    expect(await found({ search: '水龙头', status: 'done' })).toEqual([]);
  });

  it('of another town is as unknown as none', async () => {
    const needId = await asked();
    const stranger = actorOf('town', tenant, { at, townCode: '370304112' });
    expect(codes(await cancelNeed(stranger, { needId, reason: '不是我们的' }))).toEqual([
      'VISIT.NEED_UNKNOWN',
    ]);
    expect(codes(await changeNeed(stranger, { ...change, needId }))).toEqual(['VISIT.NEED_UNKNOWN']);
  });
});

describe('a visit that comes back', () => {
  it('has its needs of four weeks at once, and is continued once however often', async () => {
    const before = (await listNeeds(coordinator, { status: 'open' })).rows.length;
    const { needId, seriesId } = value(await requestVisit(coordinator, { ...wish, repeat: 'FREQ=WEEKLY' }));
    const id = seriesId ?? '';
    const of = async () => sql<{ day: string; status: string }[]>`
      select series_on::text as day, status from visit_needs where series_id = ${id} order by 1`;
    expect((await of()).map(({ day }) => day)).toEqual([
      '2026-12-07',
      '2026-12-14',
      '2026-12-21',
      '2026-12-28',
    ]);
    expect((await listNeeds(coordinator, { status: 'open' })).rows).toHaveLength(before + 4);
    expect(await findNeed(coordinator, { needId: needId ?? '' })).toMatchObject({
      seriesId,
      hasAddress: true,
      series: { rrule: 'FREQ=WEEKLY', status: 'active' },
      windows: [{ date: monday, fromMinute: 480, untilMinute: 720 }],
    });
    const later = { ...system, at: new Date('2026-12-08T01:00:00Z') };
    await Promise.all(Array.from({ length: 8 }, () => extendSeries(later, { seriesId: id })));
    expect((await of()).map(({ day }) => day)).toEqual([
      '2026-12-07',
      '2026-12-14',
      '2026-12-21',
      '2026-12-28',
      '2027-01-04',
    ]);
    expect(value(await continueSeries(later, { period: 'x' })).series).toBe(0);
    expect(
      value(await continueSeries({ ...later, at: new Date('2026-12-09T01:00:00Z') }, { period: 'y' })).series,
    ).toBe(1);
    const [message] = await sql`select payload from outbox where job = 'visits.extend-series'`;
    expect(message).toEqual({ payload: { seriesId: id } });

    value(await endSeries({ ...coordinator, at: later.at }, { seriesId: id, reason: '搬走了' }));
    expect((await of()).map(({ status }) => status)).toEqual(['open', ...Array(4).fill('cancelled')]);
    expect(
      value(await extendSeries({ ...system, at: new Date('2027-03-01T01:00:00Z') }, { seriesId: id })).needs,
    ).toBe(0);
    expect(value(await endSeries(coordinator, { seriesId: id, reason: '再按' })).needs).toBe(0);
  });

  it('is found among the others with its next day, also while none is made yet, until it has ended', async () => {
    const far = plainDate('2027-02-01');
    const { needId, seriesId } = value(
      await requestVisit(coordinator, {
        ...wish,
        repeat: 'FREQ=WEEKLY',
        windows: [{ date: far, from: '08:00', until: '12:00' }],
      }),
    );
    expect(needId).toBeNull();
    const near = value(await requestVisit(coordinator, { ...wish, repeat: 'FREQ=DAILY;COUNT=2' }));
    const { rows, next } = await listSeries(coordinator, { limit: 1 });
    expect(rows).toMatchObject([{ id: near.seriesId, nextOn: monday }]);
    expect((await listSeries(coordinator, { limit: 1, after: next })).rows).toMatchObject([
      { id: seriesId, nextOn: far, rrule: 'FREQ=WEEKLY', outline: wish.outline },
    ]);
    expect(await findSeries(coordinator, { seriesId: seriesId ?? '' })).toMatchObject({
      nextOn: far,
      days: [],
    });
    value(await cancelNeed(coordinator, { needId: near.needId ?? '', reason: '不在家' }));
    expect((await listSeries(coordinator, { limit: 1 })).rows).toMatchObject([
      { nextOn: addDays(monday, 1) },
    ]);
    const stranger = actorOf('town', tenant, { at, townCode: '370304112' });
    expect((await listSeries(stranger, {})).rows).toEqual([]);
    for (const id of [seriesId, near.seriesId])
      value(await endSeries(coordinator, { seriesId: id ?? '', reason: '搬走了' }));
    const ids = (await listSeries(coordinator, {})).rows.map(({ id }) => id);
    expect(ids).not.toContain(seriesId);
    expect(ids).not.toContain(near.seriesId);
  });

  it('has ended by itself once its rule names no day any more and its last one is over', async () => {
    const first = plainDate('2027-05-03');
    const { seriesId } = value(
      await requestVisit(coordinator, {
        ...wish,
        repeat: 'FREQ=WEEKLY;COUNT=2',
        windows: [{ date: first, from: '08:00', until: '12:00' }],
      }),
    );
    const id = seriesId as string;
    const runs = async () => (await listSeries(coordinator, {})).rows.some((one) => one.id === id);
    const night = async (day: string) =>
      value(await extendSeries({ ...system, at: new Date(`${day}T18:00:00Z`) }, { seriesId: id }));
    await night('2027-04-20');
    // The last day is still there: it can be visited, or taken back.
    await night('2027-05-09');
    expect(await runs()).toBe(true);
    await night('2027-05-10');
    await night('2027-05-11');
    expect(await runs()).toBe(false);
    expect(await findSeries(coordinator, { seriesId: id })).toMatchObject({ status: 'ended' });
    expect(
      (await listTimeline(actorOf('auditor', tenant), { type: 'visit-series', id })).filter(
        ({ kind }) => kind === 'visit-series.ended',
      ),
    ).toHaveLength(1);
    // A rule that steps over years has its next day.
    const { seriesId: slow } = value(
      await requestVisit(coordinator, {
        ...wish,
        repeat: 'FREQ=YEARLY;INTERVAL=2;COUNT=2',
        windows: [{ date: first, from: '08:00', until: '12:00' }],
      }),
    );
    value(
      await extendSeries({ ...system, at: new Date('2027-05-11T18:00:00Z') }, { seriesId: slow as string }),
    );
    expect(await findSeries(coordinator, { seriesId: slow as string })).toMatchObject({ status: 'active' });
  });

  it('a day that was taken back is not made again', async () => {
    const { needId, seriesId } = value(
      await requestVisit(coordinator, { ...wish, repeat: 'FREQ=DAILY;COUNT=3' }),
    );
    value(await cancelNeed(coordinator, { needId: needId ?? '', reason: '当天不便' }));
    await sql`update visit_series set made_until = starts_on where id = ${seriesId}`;
    expect(value(await extendSeries(system, { seriesId: seriesId ?? '' })).needs).toBe(0);
  });

  it('changes from one day on', async () => {
    const { seriesId } = value(await requestVisit(coordinator, { ...wish, repeat: 'FREQ=WEEKLY;COUNT=3' }));
    const rows = () => sql<{ id: string; outline: string; minute: number }[]>`
      select n.id, outline, from_minute as minute from visit_needs n join visit_windows w on w.need_id = n.id
      where series_id = ${seriesId} order by series_on`;
    const [, second] = await rows();
    const later = {
      ...change,
      outline: '读报',
      needId: second?.id ?? '',
      following: true,
      windows: [{ date: addDays(monday, 7), from: '14:00', until: '16:00' }],
    };
    expect(codes(await changeNeed(coordinator, { ...later, windows: wish.windows }))).toEqual([
      'VISIT.REPEAT_ONE_DAY',
    ]);
    value(await changeNeed(coordinator, later));
    expect((await rows()).map(({ outline, minute }) => [outline, minute])).toEqual([
      ['陪伴聊天', 480],
      ['读报', 840],
      ['读报', 840],
    ]);
  });

  it('is said in fields, without some dates, and however often it is continued those stay out', async () => {
    const { needId, seriesId } = value(
      await requestVisit(coordinator, {
        ...wish,
        recurrence: { unit: 'week', weekdays: [1, 3] },
        repeatUntil: addDays(monday, 40),
        repeatWithout: [addDays(monday, 2), addDays(monday, 30)],
      }),
    );
    const of = async () =>
      (
        await sql<
          { day: string }[]
        >`select series_on::text as day from visit_needs where series_id = ${seriesId} order by 1`
      ).map(({ day }) => day);
    expect(await of()).toEqual([
      '2026-12-07',
      '2026-12-14',
      '2026-12-16',
      '2026-12-21',
      '2026-12-23',
      '2026-12-28',
    ]);
    const later = { ...system, at: new Date('2026-12-20T01:00:00Z') };
    await Promise.all(Array.from({ length: 8 }, () => extendSeries(later, { seriesId: seriesId ?? '' })));
    expect((await of()).slice(6)).toEqual(['2026-12-30', '2027-01-04', '2027-01-11', '2027-01-13']);
    const kept = {
      rrule: 'FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20270116',
      leftOut: ['2026-12-09', '2027-01-06'],
    };
    expect(await findNeed(coordinator, { needId: needId ?? '' })).toMatchObject({ series: kept });
    // A change of what it is leaves alone how it comes back.
    value(
      await changeNeed(coordinator, { ...change, needId: needId ?? '', following: true, outline: '读报' }),
    );
    expect(await findNeed(coordinator, { needId: needId ?? '' })).toMatchObject({
      outline: '读报',
      series: kept,
    });
    const stranger = actorOf('coordinator', demoTenants[1], { at });
    expect(await findNeed(stranger, { needId: needId ?? '' })).toBeUndefined();
    await expect(
      sql`update visit_series set left_out = array_fill(date '2027-01-01', array[61]) where id = ${seriesId}`,
    ).rejects.toThrow(/left_out_few/);
  });

  it('shows its dates before it is asked for, and refuses whatever makes none', async () => {
    const said = { recurrence: { unit: 'month' as const, nth: -1, nthWeekday: 5 }, startsOn: monday };
    const found = value(await foreseeSeries(coordinator, said));
    expect(found.rrule).toBe('FREQ=MONTHLY;BYDAY=-1FR');
    expect(found.days.slice(0, 3)).toEqual(['2026-12-25', '2027-01-29', '2027-02-26']);
    expect(found.more).toBe(true);
    expect(value(await foreseeSeries(coordinator, { startsOn: monday }))).toEqual({
      rrule: null,
      days: [monday],
      more: false,
    });
    expect(
      codes(
        await foreseeSeries(coordinator, {
          ...said,
          recurrence: { ...said.recurrence, every: 0, count: 9_999 },
        }),
      ),
    ).toEqual(['VISIT.REPEAT_EVERY_RANGE', 'VISIT.REPEAT_COUNT_RANGE']);
    await expect(foreseeSeries(actorOf('volunteer', tenant, { at }), said)).rejects.toThrow();
  });

  it('pairs the days of two series with each other', async () => {
    const first = value(await requestVisit(coordinator, { ...wish, repeat: 'FREQ=WEEKLY;COUNT=2' }));
    const gap = { afterMinMinutes: 0, afterMaxMinutes: 120 };
    const single = await asked();
    expect(
      codes(await requestVisit(coordinator, { ...wish, ...gap, afterNeedId: single, repeat: 'FREQ=WEEKLY' })),
    ).toEqual(['VISIT.AFTER_NO_SERIES']);
    const second = value(
      await requestVisit(coordinator, {
        ...wish,
        ...gap,
        afterNeedId: first.needId ?? '',
        repeat: 'FREQ=WEEKLY;COUNT=3',
      }),
    );
    expect(
      await sql`select a.series_on::text as day, b.series_on::text as after from visit_needs a left join visit_needs b on b.id = a.after_need_id
        where a.series_id = ${second.seriesId} order by 1`,
    ).toEqual([
      { day: '2026-12-07', after: '2026-12-07' },
      { day: '2026-12-14', after: '2026-12-14' },
      { day: '2026-12-21', after: null },
    ]);
  });

  it('refuses a rule that is none, and times on several days', async () => {
    expect(
      codes(
        await requestVisit(coordinator, {
          ...wish,
          repeat: 'FREQ=SOMETIMES',
          windows: [...wish.windows, { date: addDays(monday, 1), from: '08:00', until: '10:00' }],
        }),
      ),
    ).toEqual(['VISIT.REPEAT_FORM', 'VISIT.REPEAT_ONE_DAY']);
    const early = { ...wish, repeatUntil: addDays(monday, -1) };
    expect(codes(await requestVisit(coordinator, { ...early, repeat: 'FREQ=WEEKLY' }))).toEqual([
      'VISIT.REPEAT_UNTIL',
    ]);
    expect(codes(await requestVisit(coordinator, { ...wish, afterMinMinutes: 0 }))).toEqual([
      'VISIT.AFTER_MISSING',
    ]);
    // What is missing and what does not hold is told at once.
    const gap = { afterNeedId: await asked(), afterMinMinutes: 90, afterMaxMinutes: 30 };
    expect(codes(await requestVisit(coordinator, { ...early, ...gap, outline: '' }))).toEqual([
      'VISIT.OUTLINE_MISSING',
      'VISIT.AFTER_RANGE',
      'VISIT.REPEAT_MISSING',
    ]);
    expect(codes(await requestVisit(coordinator, { ...wish, outline: '聊'.repeat(301) }))).toEqual([
      'INPUT.LONG',
    ]);
    // What was said of coming back, but cannot be read, is not missing.
    const unread = { recurrence: { unit: 'week' as const, every: 0 }, repeatUntil: addDays(monday, 30) };
    expect(codes(await requestVisit(coordinator, { ...wish, ...unread }))).toEqual([
      'VISIT.REPEAT_EVERY_RANGE',
    ]);
  });

  it('comes from a spreadsheet once', async () => {
    const row = (cells: Record<string, string>) => ({
      row: 2,
      cells: {
        编号: 'C-1',
        镇街: '源泉镇',
        地点: '前坡村',
        服务类别: '人文关怀',
        时长: '60',
        事由: '陪伴',
        日期: '2026-12-7',
        开始: '9:00',
        结束: '11:00',
        ...cells,
      },
    });
    const take = async (cells: Record<string, string>) =>
      value(await importVisits(coordinator, { dryRun: false, fileName: 'x', rows: [row(cells)] }));
    const weekly = { 优先级: '紧急', 沿用原志愿者: '是', 重复: '每周', 重复至: '2026-12-21' };
    expect(await take(weekly)).toMatchObject({ accepted: 1, unchanged: 0 });
    expect(await take(weekly)).toMatchObject({ accepted: 1, unchanged: 1 });
    expect(
      await sql`select count(*)::int as needs, min(n.priority) as priority from visit_needs n join visit_series s on s.id = n.series_id
        where s.external_key = 'sheet/C-1' and s.same_volunteers`,
    ).toEqual([{ needs: 3, priority: 1 }]);
    const refused = await take({ 编号: 'C-2', 优先级: '很急', 沿用原志愿者: '也许' });
    expect(refused.refused[0]?.problems.map(({ code }) => code)).toEqual([
      'VISIT.PRIORITY_UNKNOWN',
      'VISIT.ANSWER_UNKNOWN',
    ]);
  });
});

describe('a need whose times are over', () => {
  const after = { ...coordinator, at: instantOf(monday, 721) };
  const listed = async (status: string, actor = after) =>
    (await listNeeds(actor, { status, limit: 200 })).rows.map(({ id }) => id);

  it('is told apart, is work, goes into no plan, and is given new times or closed with a reason', async () => {
    const needId = await asked({ outline: '没有人去' });
    const closed = await asked({ outline: '不再需要' });
    const work = async (actor = after) =>
      (await listWork(actor)).find(({ key }) => key === 'needs_lapsed')?.count ?? 0;
    const before = await work({ ...coordinator, at: instantOf(monday, 719) });
    expect(await findNeed({ ...coordinator, at: instantOf(monday, 719) }, { needId })).toMatchObject({
      lapsed: false,
    });
    expect(await listed('open', { ...coordinator, at: instantOf(monday, 719) })).toContain(needId);
    expect(await findNeed(after, { needId })).toMatchObject({ status: 'open', lapsed: true });
    expect(await listed('lapsed')).toEqual(expect.arrayContaining([needId, closed]));
    expect(await listed('open')).not.toContain(needId);
    const waiting = await work();
    expect(waiting).toBeGreaterThanOrEqual(before + 2);
    const stranger = { ...actorOf('town', tenant, { townCode: '370304112' }), at: after.at };
    expect(await listed('lapsed', stranger)).toEqual([]);
    expect(await listed('lapsed', { ...actorOf('coordinator', demoTenants[1]), at: after.at })).toEqual([]);

    const { planId } = value(await requestPlan(after, { fromDate: monday, lastDate: monday }));
    const facts = await findPlanFacts(after, { planId });
    expect(facts?.problem.needs.map(({ id }) => id)).not.toContain(needId);

    value(await cancelNeed(after, { needId: closed, reason: '家人已到' }));
    expect(await findNeed(after, { needId: closed })).toMatchObject({
      status: 'cancelled',
      lapsed: false,
      cancelReason: '家人已到',
    });
    expect(codes(await changeNeed(after, { ...change, needId }))).toEqual(['VISIT.WINDOW_OVER']);
    const times = [{ date: addDays(monday, 1), from: '08:00', until: '12:00' }];
    value(await changeNeed(after, { ...change, needId, windows: times }));
    expect(await findNeed(after, { needId })).toMatchObject({ status: 'open', lapsed: false });
    expect(await listed('open')).toContain(needId);
    expect(await work()).toBe(waiting - 2);
  });

  it('is closed with others for one reason, all of them or none, and each is in the record', async () => {
    const ids = [await asked({ outline: '甲' }), await asked({ outline: '乙' })];
    const reason = '节后再约';
    const later = await asked({
      outline: '还有时间',
      windows: [{ date: addDays(monday, 1), from: '08:00', until: '12:00' }],
    });
    const close = async (needIds: string[], by = after, why = reason) => {
      const answer = await closeLapsed(by, { needIds, reason: why });
      return answer.ok ? answer.value : answer.refusals.map(({ code, field }) => `${code} ${field}`);
    };
    const nowhere = '00000000-0000-4000-8000-000000000000';
    expect(await close([ids[0] ?? '', later, nowhere])).toEqual([
      'VISIT.NOT_LAPSED needIds.1',
      'VISIT.NEED_UNKNOWN needIds.2',
    ]);
    expect(await close([], after, '')).toEqual(['VISIT.LAPSED_NONE needIds', 'VISIT.REASON_MISSING reason']);
    expect(await close(Array.from({ length: 201 }, () => nowhere))).toEqual(['VISIT.LAPSED_MANY needIds']);
    const stranger = { ...actorOf('town', tenant, { townCode: '370304112' }), at: after.at };
    const elsewhere = { ...actorOf('coordinator', demoTenants[1]), at: after.at };
    for (const by of [stranger, elsewhere])
      expect(await close(ids, by)).toEqual(['VISIT.NEED_UNKNOWN needIds.0', 'VISIT.NEED_UNKNOWN needIds.1']);
    expect(codes(await closeLapsed(actorOf('volunteer', tenant), { needIds: ids, reason }))).toEqual([
      'ACCESS.NOT_PERMITTED',
    ]);
    expect(await listed('lapsed')).toEqual(expect.arrayContaining(ids));

    // Of two who close them at once one does.
    const both = await Promise.all([close(ids), close(ids.toReversed())]);
    expect(both).toContainEqual({ needs: 2 });
    expect(both).toContainEqual(['VISIT.NOT_LAPSED needIds.0', 'VISIT.NOT_LAPSED needIds.1']);
    const events = await sql`
      select reason from audit_events where kind = 'visit.cancelled' and subject_id = any(${ids}::text[])`;
    expect(events.map((event) => event.reason)).toEqual([reason, reason]);
    for (const needId of ids)
      expect(await findNeed(after, { needId })).toMatchObject({ status: 'cancelled', cancelReason: reason });
  });
});

describe('whom not to send', () => {
  it('holds for one need, or for all of a person, and is lifted', async () => {
    const personId = await aPerson(actorOf('intake', tenant, { at }), { name: '受访人' });
    const [needId, another, stranger] = [await asked({ personId }), await asked({ personId }), await asked()];
    const one = await volunteer();
    const two = await volunteer();
    const excluded = async () =>
      inTenant({ tenantId: tenant.id, actorId: null }, (tx) =>
        selectExcluded(tx, [needId, another, stranger]),
      );
    const exclude = (volunteerNumber: string, scope: 'need' | 'person' | 'series') =>
      excludeVolunteer(coordinator, { needId, volunteerNumber, scope, reason: '老人不愿意' });
    expect(codes(await exclude('V2026', 'need'))).toEqual(['VISIT.VOLUNTEER_UNKNOWN']);
    expect(codes(await exclude(one.number, 'series'))).toEqual(['VISIT.SCOPE_MISSING']);
    await Promise.all(Array.from({ length: 5 }, () => exclude(one.number.toLowerCase(), 'need')));
    value(await exclude(two.number, 'person'));
    expect(new Set((await excluded()).map((row) => `${row.needId} ${row.volunteerId}`))).toEqual(
      new Set([
        `${needId} ${one.volunteerId}`,
        `${needId} ${two.volunteerId}`,
        `${another} ${two.volunteerId}`,
      ]),
    );
    const listed = await listExclusions(coordinator, { needId });
    expect(listed).toHaveLength(2);
    await expect(listExclusions(actorOf('leader', tenant, { at }), { needId })).rejects.toThrow();
    for (const { id } of listed)
      value(await liftVolunteerExclusion(coordinator, { needId, exclusionId: id }));
    expect(await excluded()).toEqual([]);
    expect(codes(await liftVolunteerExclusion(coordinator, { needId, exclusionId: needId }))).toEqual([
      'VISIT.EXCLUSION_UNKNOWN',
    ]);
    value(await exclude(one.number, 'need'));
    expect(await excluded()).toHaveLength(1);
  });
});
