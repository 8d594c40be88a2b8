import { selectEngagements } from '#db/queries/visit-assignments';
import { selectExcluded } from '#db/queries/visit-exclusions';
import {
  selectDeclined,
  selectFollowers,
  selectNeedsById,
  selectOpenNeedsBetween,
  selectPromisedStarts,
  selectVolunteersBefore,
  selectWindows,
} from '#db/queries/visit-needs';
import { selectPlan, selectProposals } from '#db/queries/visit-plans';
import { selectMovableVisits } from '#db/queries/visits';
import { type ReadScope, read } from '../audit/use-case';
import { groupedBy } from '../kernel/grouped';
import { addDays, dateOf, daysBetween, type PlainDate, startOf } from '../kernel/plain-date';
import { listPlanVolunteers } from '../volunteers/list-plan-volunteers';
import type { Appointment, DayTime, PlanNeed, PlanVolunteer, WeekProblem } from './planning/week.rules';
import { readPlanSettings } from './planning-settings';
import { remainingWindow } from './visit.rules';

/** Bounds of one plan, so that it ends: needs and visits that it may move, and what else is promised around it. */
export const MOST_NEEDS = 12_000;
const MOST_ENGAGEMENTS = 50_000;

/** What a plan is made from, and which published visit each need has that may be moved. */
export interface PlanFacts {
  readonly problem: WeekProblem;
  readonly replaces: ReadonlyMap<string, string>;
}

/** All that a requested plan has to be made from; undefined when there is no such plan, or when it was made before. */
export const findPlanFacts = read(
  'visits.plan',
  async (scope, { planId }: { planId: string }): Promise<PlanFacts | undefined> => {
    const { tx, now } = scope;
    const plan = await selectPlan(tx, planId);
    if (plan?.status !== 'requested') return undefined;
    const from = plan.fromDate as PlainDate;
    const until = plan.untilDate as PlainDate;
    const begin = startOf(from) > now ? startOf(from) : now;
    const movable = plan.movesPublished
      ? await selectMovableVisits(tx, begin, startOf(until), MOST_NEEDS)
      : [];
    const open = await selectOpenNeedsBetween(tx, { from, until, now, limit: MOST_NEEDS });
    const promised =
      movable.length > 0
        ? await selectNeedsById(
            tx,
            movable.map((one) => one.needId),
          )
        : [];
    const needs = await planNeeds(scope, [...open, ...promised], { from, until });

    const publishedOf = new Map(movable.map((one) => [one.needId, appointmentOf(one)]));
    const draft = plan.basedOnId ? await selectProposals(tx, plan.basedOnId, MOST_NEEDS) : [];
    const draftedOf = new Map(draft.map((one) => [one.needId, appointmentOf(one)]));
    const fixedOf = new Map(
      draft.filter(({ fixed }) => fixed).map((one) => [one.needId, appointmentOf(one)]),
    );
    for (const one of movable) {
      // What nobody is left to come to is not fixed any more.
      if (one.fixed && one.volunteerIds.length > 0 && !fixedOf.has(one.needId))
        fixedOf.set(one.needId, appointmentOf(one));
    }
    const settings = await readPlanSettings(tx);
    for (const [needId, one] of draftedOf) {
      // Drafted for a promise that was moved by hand and is no more: off the grid nothing but a promise may start.
      if (one.fromMinute % settings.gridMinutes !== 0 && !publishedOf.has(needId)) draftedOf.delete(needId);
    }
    const volunteers = await planVolunteers(scope, { from, until }, new Set(movable.map((one) => one.id)));
    return {
      problem: {
        from,
        until,
        settings,
        needs: needs.map((need) => ({
          ...need,
          published: publishedOf.get(need.id),
          fixed: fixedOf.get(need.id),
          drafted: draftedOf.get(need.id),
        })),
        volunteers,
      },
      replaces: new Map(movable.map((one) => [one.needId, one.id])),
    };
  },
);

/** Every volunteer who can be sent on some of the days, with what they are promised, but for some visits. */
export async function planVolunteers(
  scope: ReadScope,
  range: { from: PlainDate; until: PlainDate },
  without: ReadonlySet<string> = new Set(),
): Promise<PlanVolunteer[]> {
  // A week's limit counts the whole week, so what lies around the plan's days counts too.
  const engagements = await selectEngagements(
    scope.tx,
    startOf(addDays(range.from, -7)),
    startOf(addDays(range.until, 7)),
    MOST_ENGAGEMENTS,
  );
  const engagementsOf = groupedBy(
    engagements.filter(({ visitId }) => !without.has(visitId)),
    (one) => one.volunteerId,
  );
  const people = await listPlanVolunteers.within(scope, range);
  return people.map((person) => ({
    ...person,
    engagements: (engagementsOf.get(person.id) ?? []).map((one) => ({
      ...dayTimeOf(one),
      place: placeOf(one),
    })),
  }));
}

type NeedRow = Awaited<ReturnType<typeof selectNeedsById>>[number];

/** Needs as rules have them: windows that lie ahead, whom they follow, who came before and who must not come. */
export async function planNeeds(
  { tx, now }: ReadScope,
  rows: readonly NeedRow[],
  { from, until }: { from: PlainDate; until: PlainDate },
): Promise<PlanNeed[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const windowsOf = groupedBy(await selectWindows(tx, ids), (one) => one.needId);
  // Nobody is sent against their will (山东省志愿服务条例 第十一条): who declined is not asked again.
  const barred = [...(await selectExcluded(tx, ids)), ...(await selectDeclined(tx, ids))];
  const excludedOf = groupedBy(barred, (one) => one.needId);
  const wishing = rows.filter((row) => row.sameVolunteers).map((row) => row.id);
  const beforeOf = groupedBy(await selectVolunteersBefore(tx, wishing), (one) => one.needId);
  const bounds = await boundsOf(tx, rows);
  const known = new Set(ids);
  return rows.map((row): PlanNeed => {
    const { afterNeedId, afterMinMinutes, afterMaxMinutes } = row;
    const bound = bounds.get(row.id);
    const isAfter = afterNeedId !== null && (known.has(afterNeedId) || bound?.first !== true);
    const asked = (windowsOf.get(row.id) ?? [])
      .map(({ date, fromMinute, untilMinute }) => ({ date: date as PlainDate, fromMinute, untilMinute }))
      .filter((one) => one.date >= from && one.date < until)
      .flatMap((one) => remainingWindow(one, now) ?? []);
    return {
      id: row.id,
      place: placeOf(row),
      serviceKind: row.serviceKind,
      skill: row.skill,
      durationMinutes: row.durationMinutes,
      volunteersNeeded: row.volunteersNeeded,
      priority: row.priority as 1 | 2 | 3,
      excluded: (excludedOf.get(row.id) ?? []).map((one) => one.volunteerId),
      cameBefore: (beforeOf.get(row.id) ?? []).map((one) => one.volunteerId),
      ...(isAfter
        ? { after: { needId: afterNeedId, minGap: afterMinMinutes ?? 0, maxGap: afterMaxMinutes ?? 0 } }
        : {}),
      ...(bound
        ? { asked, windows: asked.flatMap((one) => narrowed(one, bound, row.durationMinutes)) }
        : { windows: asked }),
    };
  });
}

/** Instants between which a visit must start because the other of its pair is promised already. */
interface Bound {
  readonly earliest: number;
  readonly latest: number;
  /** Whether it is the first of the pair that is promised. */
  readonly first: boolean;
}

async function boundsOf(tx: ReadScope['tx'], rows: readonly NeedRow[]): Promise<ReadonlyMap<string, Bound>> {
  const ids = rows.map((row) => row.id);
  const known = new Set(ids);
  const firsts = rows.filter(({ afterNeedId }) => afterNeedId !== null && !known.has(afterNeedId));
  const followers = (await selectFollowers(tx, ids)).filter(({ id }) => !known.has(id));
  const others = [...firsts.flatMap((row) => row.afterNeedId ?? []), ...followers.map((row) => row.id)];
  if (others.length === 0) return new Map();
  const startOfNeed = new Map(
    (await selectPromisedStarts(tx, others)).map((one) => [one.needId, one.startsAt.getTime()]),
  );
  const bounds = new Map<string, Bound>();
  const minutes = (some: number | null) => (some ?? 0) * 60_000;
  for (const row of followers) {
    const start = startOfNeed.get(row.id);
    if (start === undefined || row.afterNeedId === null) continue;
    const earliest = start - minutes(row.afterMaxMinutes);
    bounds.set(row.afterNeedId, { earliest, latest: start - minutes(row.afterMinMinutes), first: false });
  }
  for (const row of firsts) {
    const start = startOfNeed.get(row.afterNeedId ?? '');
    if (start === undefined) continue;
    const earliest = start + minutes(row.afterMinMinutes);
    bounds.set(row.id, { earliest, latest: start + minutes(row.afterMaxMinutes), first: true });
  }
  return bounds;
}

/** What of a window a bound of the start leaves. */
export function narrowed(
  window: DayTime,
  { earliest, latest }: Pick<Bound, 'earliest' | 'latest'>,
  durationMinutes: number,
): DayTime[] {
  const midnight = startOf(window.date).getTime();
  const fromMinute = Math.max(window.fromMinute, Math.ceil((earliest - midnight) / 60_000));
  const last = Math.floor((latest - midnight) / 60_000) + durationMinutes;
  const untilMinute = Math.min(window.untilMinute, last);
  return fromMinute < untilMinute ? [{ ...window, fromMinute, untilMinute }] : [];
}

/** Date and minute of an instant. */
export function minuteOf(instant: Date): { date: PlainDate; fromMinute: number } {
  const date = dateOf(instant);
  return { date, fromMinute: Math.round((instant.getTime() - startOf(date).getTime()) / 60_000) };
}

const appointmentOf = (one: { startsAt: Date; volunteerIds: readonly string[] }): Appointment => ({
  ...minuteOf(one.startsAt),
  volunteerIds: one.volunteerIds,
});

export const placeOf = ({ latitude, longitude }: { latitude: number; longitude: number }) => ({
  latitude,
  longitude,
});

/** Minutes from the midnight of the day on which it begins. */
export function dayTimeOf({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }): DayTime {
  const { date, fromMinute } = minuteOf(startsAt);
  const until = minuteOf(endsAt);
  return { date, fromMinute, untilMinute: until.fromMinute + 1440 * daysBetween(date, until.date) };
}
