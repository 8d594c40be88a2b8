import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { addDays, plainDate } from '~/domain/kernel/plain-date';
import { acceptAssignment } from '~/domain/visits/answer-assignment';
import { cancelNeed, endSeries } from '~/domain/visits/cancel-need';
import { changeSeries, foreseeSeriesChange } from '~/domain/visits/change-series';
import { checkIn } from '~/domain/visits/check-in';
import { extendSeries } from '~/domain/visits/extend-series';
import { findSeries } from '~/domain/visits/list-visits';
import { requestVisit } from '~/domain/visits/request-visit';
import { instantOf } from '~/domain/visits/visit.rules';
import { actorOf } from '../actors';
import { useFreshDatabase } from '../database';
import { aTown, aVolunteer, promised, somewhere, there } from '../factories/visits';
import { codes, value } from '../results';

const addresses = useFreshDatabase({ connections: 20 });
const [tenant, other] = demoTenants;
const monday = plainDate('2026-12-07');
const at = new Date('2026-12-01T01:00:00Z');
const coordinator = actorOf('coordinator', tenant, { at });
const system = { ...systemActor(tenant.id, 'test', 'test'), at };
let sql: postgres.Sql;

beforeAll(async () => {
  await insertTenants(addresses.ownerUrl, demoTenants);
  sql = postgres(addresses.ownerUrl, { max: 1 });
  await aTown(system);
});
afterAll(() => sql.end());

const day = (days: number) => addDays(monday, days);

async function aSeries(more: Record<string, unknown> = {}) {
  const { seriesId } = value(
    await requestVisit(coordinator, {
      place: '源泉镇照护中心',
      address: '一号楼 101',
      townCode: '370304111',
      ...somewhere,
      serviceKind: 'companionship',
      durationMinutes: 60,
      outline: '陪伴聊天',
      windows: [{ date: monday, from: '08:00', until: '12:00' }],
      repeat: 'FREQ=WEEKLY',
      ...more,
    }),
  );
  return seriesId ?? '';
}

/** Every need of a series with what became of it. */
const daysOf = (seriesId: string) => sql<
  { id: string; day: string; status: string; away: boolean; minute: number; minutes: number }[]
>`
  select n.id, series_on::text as day, status, fell_away as away, min(from_minute) as minute, duration_minutes as minutes
  from visit_needs n join visit_windows w on w.need_id = n.id where series_id = ${seriesId}
  group by n.tenant_id, n.id order by series_on, fell_away desc`;

const live = async (seriesId: string) =>
  (await daysOf(seriesId)).filter(({ status }) => status !== 'cancelled').map((one) => one.day);

type Asked = Omit<Parameters<typeof foreseeSeriesChange>[1], 'seriesId'>;

const foreseen = async (seriesId: string, asked: Asked, by = coordinator) =>
  value(await foreseeSeriesChange(by, { seriesId, ...asked }));

/** Changes a series as it was seen. */
async function changed(seriesId: string, asked: Asked, by = coordinator) {
  const { seen } = await foreseen(seriesId, asked, by);
  return value(await changeSeries(by, { seriesId, ...asked, reason: '换了作息', seen }));
}

const tuesdays = { from: day(7), recurrence: { unit: 'week' as const, weekdays: [2] } };

describe('how a series comes back', () => {
  it('is changed from a day on: days fall away and are new, and those before stay', async () => {
    const seriesId = await aSeries();
    const found = await foreseen(seriesId, tuesdays);
    expect(found.rule).toMatchObject({ rrule: 'FREQ=WEEKLY;BYDAY=TU', startsOn: day(7) });
    expect(found.fallsAway.map(({ on }) => on)).toEqual([day(7), day(14), day(21)]);
    expect(found.made).toEqual([day(8), day(15)]);
    expect(found.days.slice(0, 2)).toEqual([day(8), day(15)]);
    // Looking changes nothing.
    expect(await live(seriesId)).toEqual([monday, day(7), day(14), day(21)]);

    expect(await changed(seriesId, tuesdays)).toMatchObject({ fellAway: 3, made: 2, retimed: 0 });
    expect(await live(seriesId)).toEqual([monday, day(8), day(15)]);
    const [event] = await sql`
      select data, reason from audit_events where kind = 'visit-series.rule-changed' and subject_id = ${seriesId}`;
    expect(event).toMatchObject({
      reason: '换了作息',
      data: {
        from: day(7),
        before: { rrule: 'FREQ=WEEKLY', startsOn: monday },
        after: { rrule: 'FREQ=WEEKLY;BYDAY=TU', startsOn: day(7) },
        fellAway: 3,
      },
    });
    // It goes on by the new rule, and what it has made is made once.
    const later = { ...system, at: new Date('2026-12-10T01:00:00Z') };
    await Promise.all(Array.from({ length: 6 }, () => extendSeries(later, { seriesId })));
    expect(await live(seriesId)).toEqual([monday, day(8), day(15), day(22), day(29)]);
  });

  it('is changed back: days that fell away come again, one that was taken back by itself does not', async () => {
    const seriesId = await aSeries();
    const alone = (await daysOf(seriesId)).find((one) => one.day === day(14));
    value(await cancelNeed(coordinator, { needId: alone?.id ?? '', reason: '当天不便' }));
    await changed(seriesId, tuesdays);
    const back = { from: day(7), recurrence: { unit: 'week' as const, weekdays: [1] } };
    const found = await foreseen(seriesId, back);
    expect(found.stays.map(({ on, state }) => [on, state])).toEqual([[day(14), 'cancelled']]);
    await changed(seriesId, back);
    expect(await live(seriesId)).toEqual([monday, day(7), day(21)]);
    await expect(
      sql`update visit_needs set fell_away = false where series_id = ${seriesId} and fell_away`,
    ).rejects.toThrow(/visit_needs_series_day/);
    await expect(
      sql`update visit_needs set fell_away = true where series_id = ${seriesId} and status = 'open'`,
    ).rejects.toThrow(/fell_away_cancelled/);
  });

  it('tells the volunteers of promised visits that fall away, leaves those that stay their time, and what has begun', async () => {
    const seriesId = await aSeries({ repeat: 'FREQ=DAILY;COUNT=4' });
    const { volunteerId } = await aVolunteer(coordinator);
    const needs = await daysOf(seriesId);
    const promise = (index: number) =>
      promised({ coordinator, system, needId: needs[index]?.id ?? '', volunteerIds: [volunteerId] });
    const begun = await promise(0);
    const falls = await promise(1);
    const stays = await promise(2);
    const mine = actorOf('volunteer', tenant, { volunteerId });
    value(await acceptAssignment({ ...mine, at }, { assignmentId: begun.assignmentId }));
    const morning = { ...coordinator, at: instantOf(monday, 485) };
    value(await checkIn({ ...mine, at: morning.at }, { assignmentId: begun.assignmentId, ...there }));

    const asked = {
      from: monday,
      repeat: 'FREQ=DAILY;INTERVAL=2',
      windows: [{ from: '14:00', until: '16:00' }],
      durationMinutes: 90,
    };
    const found = await foreseen(seriesId, asked, morning);
    expect(found.fallsAway.map(({ on, visit }) => [on, visit?.coming])).toEqual([
      [day(1), 1],
      [day(3), undefined],
    ]);
    expect(found.stays.map(({ on, state }) => [on, state])).toEqual([
      [monday, 'begun'],
      [day(2), 'promised'],
    ]);
    await changed(seriesId, asked, morning);
    const status = async (id: string) =>
      (await sql`select status from visit_assignments where id = ${id}`)[0];
    expect(await status(begun.assignmentId)).toEqual({ status: 'checked_in' });
    expect(await status(falls.assignmentId)).toEqual({ status: 'cancelled' });
    expect(await status(stays.assignmentId)).toEqual({ status: 'published' });
    const told = await sql`select kind from notices where subject_id = ${falls.assignmentId} order by kind`;
    expect(told.map(({ kind }) => kind)).toEqual(['visit-asked', 'visit-cancelled']);
    const after = (await daysOf(seriesId)).filter((one) => one.status !== 'cancelled');
    expect(after.slice(0, 3).map(({ day: on, minute, minutes }) => [on, minute, minutes])).toEqual([
      [monday, 480, 60],
      [day(2), 480, 60],
      [day(4), 840, 90],
    ]);
  });

  it('keeps its rule where only hours, length, last day or a day left out are changed', async () => {
    const seriesId = await aSeries({ repeat: 'FREQ=WEEKLY;INTERVAL=2;COUNT=5' });
    const asked = { from: day(1), windows: [{ from: '14:00', until: '16:00' }], durationMinutes: 45 };
    const found = await foreseen(seriesId, asked);
    expect(found).toMatchObject({
      fallsAway: [],
      made: [],
      rule: { rrule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=5' },
    });
    expect(found.retimed.map(({ on }) => on)).toEqual([day(14)]);
    await changed(seriesId, asked);
    expect((await daysOf(seriesId)).map(({ minute, minutes }) => [minute, minutes])).toEqual([
      [480, 60],
      [840, 45],
    ]);
    const ends = { from: day(1), repeatUntil: day(30), repeatWithout: [day(28)] };
    await changed(seriesId, ends);
    expect((await findSeries(coordinator, { seriesId }))?.rrule).toBe(
      'FREQ=WEEKLY;INTERVAL=2;UNTIL=20270106',
    );
    value(await extendSeries({ ...system, at: new Date('2027-02-01T01:00:00Z') }, { seriesId }));
    expect(await live(seriesId)).toEqual([monday, day(14)]);
  });

  it('from a day far off goes on as it was until then', async () => {
    const seriesId = await aSeries();
    const far = { from: day(42), recurrence: { unit: 'week' as const, weekdays: [3] } };
    expect(await changed(seriesId, far)).toMatchObject({ fellAway: 0, made: 0 });
    expect(await live(seriesId)).toEqual([0, 7, 14, 21, 28, 35].map(day));
    value(await extendSeries({ ...system, at: new Date('2027-01-01T01:00:00Z') }, { seriesId }));
    expect((await live(seriesId)).slice(6)).toEqual([44, 51].map(day));
    // And a change before that day takes what was made until then.
    const later = { ...coordinator, at: new Date('2027-01-01T01:00:00Z') };
    const found = await foreseen(seriesId, { from: day(28), repeat: 'FREQ=WEEKLY;BYDAY=MO' }, later);
    expect(found.fallsAway.map(({ on }) => on)).toEqual([44, 51].map(day));
  });

  it('pairs of two series are of the same day again', async () => {
    const firstSeries = await aSeries();
    const first = (await daysOf(firstSeries))[0];
    const secondSeries = await aSeries({
      repeat: 'FREQ=DAILY',
      afterNeedId: first?.id,
      afterMinMinutes: 0,
      afterMaxMinutes: 60,
    });
    const pairs = () => sql`
      select s.series_on::text as day from visit_needs s join visit_needs f on f.id = s.after_need_id
      where s.series_id = ${secondSeries} and f.series_on = s.series_on and f.status = 'open' and s.status = 'open' order by 1`;
    expect((await pairs()).map((one) => one.day)).toEqual([0, 7, 14, 21].map(day));
    await changed(firstSeries, tuesdays);
    expect((await pairs()).map((one) => one.day)).toEqual([0, 8, 15].map(day));
    await changed(secondSeries, { from: day(1), repeat: 'FREQ=DAILY;INTERVAL=2' });
    expect((await pairs()).map((one) => one.day)).toEqual([0, 15].map(day));
  });

  it('two who change it at once: one does, the other is told; so is who has not seen what would happen', async () => {
    const seriesId = await aSeries();
    const asked = { seriesId, ...tuesdays, reason: '换了作息' };
    expect(codes(await changeSeries(coordinator, { ...asked, seen: '' }))).toEqual(['VISIT.CHANGE_UNSEEN']);
    const { seen } = await foreseen(seriesId, tuesdays);
    const wednesdays = { ...asked, recurrence: { unit: 'week' as const, weekdays: [3] } };
    expect(codes(await changeSeries(coordinator, { ...wednesdays, seen }))).toEqual([
      'VISIT.CHANGE_NOT_AS_SEEN',
    ]);
    const both = await Promise.all([
      changeSeries(coordinator, { ...asked, seen }),
      changeSeries(coordinator, {
        ...wednesdays,
        seen: (await foreseen(seriesId, { from: wednesdays.from, recurrence: wednesdays.recurrence })).seen,
      }),
      endSeries(coordinator, { seriesId: await aSeries(), reason: '另一项' }),
    ]);
    const answers = both.slice(0, 2).map(codes);
    expect(answers.flat()).toEqual(['VISIT.CHANGE_NOT_AS_SEEN']);
    expect(await live(seriesId)).toHaveLength(3);

    // A visit that was promised in between is not taken away unseen.
    const again = { from: day(7), recurrence: { unit: 'week' as const, weekdays: [5] } };
    const before = await foreseen(seriesId, again);
    const needId = before.fallsAway[0]?.id ?? '';
    const { volunteerId } = await aVolunteer(coordinator);
    await promised({ coordinator, system, needId, volunteerIds: [volunteerId] });
    expect(
      codes(await changeSeries(coordinator, { seriesId, ...again, reason: '又换', seen: before.seen })),
    ).toEqual(['VISIT.CHANGE_NOT_AS_SEEN']);
  });

  it('is refused with everything that is wrong, to whoever may not, and once it has ended', async () => {
    const seriesId = await aSeries();
    const refused = async (asked: Record<string, unknown>, by = coordinator) => {
      const answer = await changeSeries(by, { seriesId, ...asked } as Parameters<typeof changeSeries>[1]);
      return answer.ok ? [] : answer.refusals.map(({ code, field = '' }) => `${code} ${field}`.trim());
    };
    expect(await refused({})).toEqual([
      'VISIT.CHANGE_FROM_MISSING from',
      'VISIT.REASON_MISSING reason',
      'VISIT.CHANGE_UNSEEN seen',
    ]);
    expect(
      await refused({
        windows: [
          { from: '08:00', until: '08:30' },
          { from: '08:00', until: '09:30' },
        ],
        recurrence: { unit: 'day', weekdays: [1] },
      }),
    ).toEqual([
      'VISIT.CHANGE_FROM_MISSING from',
      'VISIT.REASON_MISSING reason',
      'VISIT.CHANGE_UNSEEN seen',
      'VISIT.WINDOW_SHORT windows.0.until',
      'VISIT.WINDOW_TWICE windows',
      'VISIT.REPEAT_OF_WEEK recurrence.weekdays',
    ]);
    // Also when it is only looked at.
    expect(
      codes(
        await foreseeSeriesChange(coordinator, { seriesId, from: addDays(monday, -7), durationMinutes: 0 }),
      ),
    ).toEqual(['VISIT.DURATION_RANGE', 'VISIT.CHANGE_PAST']);
    const why = { reason: '换了作息', seen: 'x' };
    expect(await refused({ ...why, from: addDays(monday, -7) })).toEqual(['VISIT.CHANGE_PAST from']);
    expect(await refused({ ...why, from: day(120), repeatUntil: day(1) })).toEqual([
      'VISIT.CHANGE_FAR from',
      'VISIT.REPEAT_UNTIL repeatUntil',
    ]);
    expect(await refused({ ...why, from: day(1) })).toEqual(['VISIT.SERIES_UNCHANGED']);
    expect(await refused({ ...why, from: day(1), repeatWithout: [day(2)] })).toEqual([
      'VISIT.REPEAT_WITHOUT_NONE repeatWithout.0',
    ]);
    const elsewhere = actorOf('town', tenant, { at, townCode: '370304112' });
    expect(await refused({ ...why, ...tuesdays }, elsewhere)).toEqual(['VISIT.SERIES_UNKNOWN seriesId']);
    const stranger = actorOf('coordinator', other, { at });
    expect(await refused({ ...why, ...tuesdays }, stranger)).toEqual(['VISIT.SERIES_UNKNOWN seriesId']);
    expect(await findSeries(stranger, { seriesId })).toBeUndefined();
    expect(await refused({ ...why, ...tuesdays }, actorOf('volunteer', tenant, { at }))).toEqual([
      'ACCESS.NOT_PERMITTED',
    ]);
    value(await endSeries(coordinator, { seriesId, reason: '搬走了' }));
    expect(await refused({ ...why, ...tuesdays })).toEqual(['VISIT.SERIES_ENDED']);
  });
});
