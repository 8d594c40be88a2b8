import { selectVolunteerNames } from '#db/queries/visit-assignments';
import { selectNeedsById } from '#db/queries/visit-needs';
import { selectPlan, selectPlanAssignments } from '#db/queries/visit-plans';
import { read } from '../audit/use-case';
import { groupedBy } from '../kernel/grouped';
import { readOffset } from '../kernel/paging';
import { addDays, daysBetween, type PlainDate, startOf } from '../kernel/plain-date';
import { listPlanVolunteers } from '../volunteers/list-plan-volunteers';
import { dayTimeOf } from './plan-facts';
import { readPlanSettings } from './planning-settings';

/** Assignments of one day of a plan. */
const MOST_OF_DAY = 3_000;
/** Lanes at once. */
const LANES = 120;
/** Lanes of volunteers who have nothing to do that day. */
const MOST_FREE = 40;

/** Open needs of one plan on a map. */
const MOST_OPEN = 2_000;

/** Somebody's day in a plan: when they have time, and what they are to do. Minutes after midnight. */
export interface PlanLane {
  readonly volunteerId: string;
  readonly name: string;
  readonly slots: readonly { readonly fromMinute: number; readonly untilMinute: number }[];
  readonly stops: readonly {
    readonly visitId: string;
    readonly fromMinute: number;
    readonly untilMinute: number;
    readonly travelMinutes: number;
    readonly outline: string;
    readonly place: string;
    readonly fixed: boolean;
    readonly status: string;
  }[];
}

/**
 * One day of a plan, a lane for each volunteer: first those with something to do, then some who have time; of all towns or
 * of those who live in one. So many lanes at once, and `next` where to go on. Undefined when there is no such plan. A day
 * outside the plan is its first one.
 */
export const findPlanDay = read(
  'visits.view',
  async (
    scope,
    {
      planId,
      date: asked,
      townCode,
      after,
    }: { planId: string; date?: PlainDate; townCode?: string | undefined; after?: string | undefined },
  ) => {
    const { tx } = scope;
    const plan = await selectPlan(tx, planId);
    if (!plan) return undefined;
    const from = plan.fromDate as PlainDate;
    const until = plan.untilDate as PlainDate;
    const date = asked && asked >= from && asked < until ? asked : from;
    const rows = await selectPlanAssignments(tx, planId, MOST_OF_DAY, {
      range: { from: startOf(date), until: startOf(addDays(date, 1)) },
    });
    const everybody = await listPlanVolunteers.within(scope, { from: date, until: addDays(date, 1) });
    const people = townCode ? everybody.filter((one) => one.townCode === townCode) : everybody;
    const slotsOf = new Map(people.map(({ id, availability }) => [id, availability]));
    const lanes = new Map<string, PlanLane>();
    for (const row of rows) {
      if (townCode && row.volunteerTown !== townCode) continue;
      const lane = lanes.get(row.volunteerId) ?? {
        volunteerId: row.volunteerId,
        name: row.volunteerName,
        slots: slotsOf.get(row.volunteerId) ?? [],
        stops: [],
      };
      const { fromMinute, untilMinute } = dayTimeOf(row);
      const { visitId, travelMinutes, outline, place, fixed, status } = row;
      const stop = { visitId, fromMinute, untilMinute, travelMinutes, outline, place, fixed, status };
      lanes.set(row.volunteerId, { ...lane, stops: [...lane.stops, stop] });
    }
    const free = people
      .filter((one) => !lanes.has(one.id) && one.availability.length > 0)
      .slice(0, MOST_FREE);
    const names = await selectVolunteerNames(
      tx,
      free.map((one) => one.id),
    );
    const all = [
      ...[...lanes.values()].sort((a, b) => b.stops.length - a.stops.length),
      ...names.map(
        ({ id, name }): PlanLane => ({
          volunteerId: id,
          name,
          slots: slotsOf.get(id) ?? [],
          stops: [],
        }),
      ),
    ];
    const begin = readOffset(after);
    const end = begin + LANES;
    return {
      plan,
      date,
      days: Array.from({ length: daysBetween(from, until) }, (_, day) => addDays(from, day)),
      lanes: all.slice(begin, end),
      next: end < all.length ? String(end) : undefined,
    };
  },
);

const comes = ({ status }: { status: string }) => status !== 'declined' && status !== 'cancelled';

/**
 * Where the visits of one day of a plan are, in the order of each volunteer's round, and where the needs that the whole
 * plan leaves open; without those who declined or were let off. With the longest way from a home to a visit, in minutes, as
 * the settings have it. Nobody's home is shown. Undefined when there is no such plan.
 */
export const findPlanPlaces = read(
  'visits.view',
  async ({ tx }, { planId, date: asked }: { planId: string; date?: PlainDate }) => {
    const plan = await selectPlan(tx, planId);
    if (!plan) return undefined;
    const from = plan.fromDate as PlainDate;
    const until = plan.untilDate as PlainDate;
    const date = asked && asked >= from && asked < until ? asked : from;
    const rows = await selectPlanAssignments(tx, planId, MOST_OF_DAY, {
      range: { from: startOf(date), until: startOf(addDays(date, 1)) },
    });
    const unmet = (plan.unmet as { needId: string }[]).slice(0, MOST_OPEN).map((one) => one.needId);
    const open = unmet.length > 0 ? await selectNeedsById(tx, unmet) : [];
    return {
      plan,
      date,
      days: Array.from({ length: daysBetween(from, until) }, (_, day) => addDays(from, day)),
      rounds: [...groupedBy(rows.filter(comes), (row) => row.volunteerId).values()],
      open,
      radiusMinutes: (await readPlanSettings(tx)).radiusMinutes,
    };
  },
);
