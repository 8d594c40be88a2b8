import {
  selectAssignment,
  selectAssignmentsBetween,
  selectAssignmentsOfVisit,
  selectOwnAssignments,
  selectTeamAssignments,
  selectVolunteerNames,
} from '#db/queries/visit-assignments';
import { selectExclusions } from '#db/queries/visit-exclusions';
import {
  selectFirsts,
  selectFollower,
  selectNeed,
  selectNeeds,
  selectNeedsById,
  selectPromisedVisits,
  selectVolunteersBefore,
  selectWindows,
} from '#db/queries/visit-needs';
import {
  countPlanVisits,
  selectPlan,
  selectPlanAssignments,
  selectPlanDifferences,
  selectPlans,
} from '#db/queries/visit-plans';
import {
  selectDaysOfSeries,
  selectNextDays,
  selectRunningSeries,
  selectSeries,
} from '#db/queries/visit-series';
import { selectVisitsOf } from '#db/queries/visits';
import { type ReadScope, read } from '../audit/use-case';
import { groupedBy } from '../kernel/grouped';
import { instantCursor, PAGE_LIMIT, pageOf, readInstantCursor, readOffset } from '../kernel/paging';
import { addDays, type PlainDate, startOf } from '../kernel/plain-date';
import { findHousehold } from '../people/find-household';
import { standing } from './find-substitutes';
import type { Explanation, PlanTotals, UnmetNeed } from './planning/week.rules';
import { daysOfRule, LOOK_AHEAD_DAYS } from './recurrence';
import { remainingWindow } from './visit.rules';

/** Rows of one list. */
const ROWS = 200;
/** Days back that a volunteer's own page shows. */
const LOOK_BACK_DAYS = 30;

/** Part of a list: where the page before ended, and how many rows at most. */
interface Part {
  readonly after?: string | undefined;
  readonly limit?: number;
}

const sizeOf = ({ limit = 50 }: Part): number => Math.min(limit, PAGE_LIMIT);

/** Reads a cursor of `listNeeds`: priority, instant, id. */
function readNeedCursor(text: string | undefined) {
  const cursor = readInstantCursor(text?.slice(2));
  return text && cursor && /^[1-3]_/.test(text)
    ? { priority: Number(text[0]), requestedAt: cursor.at, id: cursor.id }
    : undefined;
}

/** Of a list of needs: those whose times are over without a visit are in no other state, though they are still open. */
const stateOf = (status: string | undefined) => {
  if (status === 'lapsed') return { status: 'open', lapsed: true };
  return status === 'open' ? { status, lapsed: false } : { status };
};

/** Words of a search that are looked at. */
const MOST_WORDS = 6;

const wordsOf = (text = ''): string[] => text.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);

/** What to look for. `search`: words that all stand in outline, place or name of who is visited. */
interface NeedSearch extends Part {
  readonly status?: string | undefined;
  readonly search?: string | undefined;
  readonly townCode?: string | undefined;
}

/**
 * Needs in a state, the urgent first, then oldest first; a town clerk or village helper sees those of their town. `open` are
 * those that can still be planned, `lapsed` those whose times are over without a visit.
 */
export const listNeeds = read(
  'visits.view-needs',
  async ({ tx, actor, now }, { status, search, townCode, ...part }: NeedSearch) => {
    const size = sizeOf(part);
    const elsewhere = actor.townCode && townCode && townCode !== actor.townCode;
    const rows = elsewhere
      ? []
      : await selectNeeds(tx, {
          ...stateOf(status),
          now,
          townCode: actor.townCode ?? townCode,
          words: wordsOf(search),
          after: readNeedCursor(part.after),
          limit: size + 1,
        });
    const page = pageOf(
      rows,
      size,
      ({ priority, requestedAt, id }) => `${priority}_${instantCursor(requestedAt, id)}`,
    );
    const ids = page.rows.map((need) => need.id);
    const windowsOf = groupedBy(ids.length > 0 ? await selectWindows(tx, ids) : [], (one) => one.needId);
    return { ...page, rows: page.rows.map((need) => ({ ...need, windows: windowsOf.get(need.id) ?? [] })) };
  },
);

/** One need with its windows; undefined when there is none, or when it is another town's. */
export const findNeed = read('visits.view-needs', async (scope, { needId }: { needId: string }) => {
  const { tx, actor, now } = scope;
  const need = await selectNeed(tx, needId);
  if (!need || (actor.townCode && actor.townCode !== need.townCode)) return undefined;
  const windows = await selectWindows(tx, [needId]);
  return {
    ...need,
    lapsed:
      need.status === 'open' &&
      windows.every((one) => !remainingWindow({ ...one, date: one.date as PlainDate }, now)),
    windows,
    series: need.seriesId ? await selectSeries(tx, need.seriesId) : undefined,
    after: need.afterNeedId ? await selectNeed(tx, need.afterNeedId) : undefined,
    follower: await selectFollower(tx, needId),
    visit: (await selectPromisedVisits(tx, [needId]))[0],
    volunteersBefore: need.sameVolunteers ? await selectVolunteersBefore(tx, [needId]) : [],
  };
});

/** A series with its days from today on; undefined when there is none, or when it is another town's. */
export const findSeries = read(
  'visits.view-needs',
  async ({ tx, actor, now, today }, { seriesId }: { seriesId: string }) => {
    const series = await selectSeries(tx, seriesId);
    if (!series || (actor.townCode && actor.townCode !== series.townCode)) return undefined;
    const made = await selectNextDays(tx, [seriesId], today);
    return {
      ...series,
      nextOn: nextDay(series, made.get(seriesId), today),
      days: await selectDaysOfSeries(tx, { seriesId, from: today, now }),
    };
  },
);

/**
 * The next day of a series: of those that are made, and else, of one that begins later than what is made, the first that its rule
 * names. Null: it has ended, or has no day any more.
 */
function nextDay(
  series: { status: string; rrule: string; startsOn: PlainDate; leftOut: PlainDate[]; madeUntil: PlainDate },
  made: PlainDate | undefined,
  today: PlainDate,
): PlainDate | null {
  if (made || series.status === 'ended') return made ?? null;
  const from = series.madeUntil > today ? series.madeUntil : today;
  return daysOfRule(series, from, addDays(from, LOOK_AHEAD_DAYS))[0] ?? null;
}

/** Visits that come back and have not been ended, the latest asked for first; a town clerk or village helper sees those of their town. */
export const listSeries = read('visits.view-needs', async ({ tx, actor, today }, part: Part) => {
  const size = sizeOf(part);
  const page = pageOf(
    await selectRunningSeries(tx, { townCode: actor.townCode, after: part.after, limit: size + 1 }),
    size,
    ({ id }) => id,
  );
  const made = await selectNextDays(
    tx,
    page.rows.map(({ id }) => id),
    today,
  );
  return {
    ...page,
    rows: page.rows.map((row) => ({ ...row, nextOn: nextDay(row, made.get(row.id), today) })),
  };
});

/**
 * Needs after which another visit may come, the near ones first: those of the same person or household, then those of
 * the same town. `words` narrow them by what they are for, place, town and name of who is visited; all have to be there.
 */
export const listFirsts = read(
  'visits.view-needs',
  async (
    { tx, actor, today },
    {
      words,
      limit = 50,
      ...asked
    }: {
      words?: string | undefined;
      personId?: string | undefined;
      householdId?: string | undefined;
      townCode?: string | undefined;
      /** The need that is to follow. */
      needId?: string | undefined;
      limit?: number;
    },
  ) => {
    const size = sizeOf({ limit });
    const rows = await selectFirsts(tx, {
      words: wordsOf(words),
      townCode: actor.townCode,
      near: asked,
      except: asked.needId,
      today,
      limit: size + 1,
    });
    return { rows: rows.slice(0, size), more: rows.length > size };
  },
);

/** Who is not sent to a need, and why. */
export const listExclusions = read('visits.exclude', ({ tx }, { needId }: { needId: string }) =>
  selectExclusions(tx, needId, ROWS),
);

type PlanEnd = Pick<
  NonNullable<Awaited<ReturnType<typeof selectPlan>>>,
  'stopRequestedAt' | 'stopRequestedBy' | 'outOfTime' | 'madeAt'
>;

/** How the search for a plan was ended before it was through, so that what it holds is the best until then; null when it was not. */
const endedEarly = ({ stopRequestedAt, stopRequestedBy, outOfTime, madeAt }: PlanEnd) => {
  if (stopRequestedAt) return { how: 'stopped' as const, at: stopRequestedAt, by: stopRequestedBy };
  return outOfTime && madeAt ? { how: 'out-of-time' as const, at: madeAt, by: null } : null;
};

/** Plans, newest first. */
export const listPlans = read('visits.view', async ({ tx }, _: Record<string, never> = {}) =>
  (await selectPlans(tx, 50)).map((plan) => ({ ...plan, endedEarly: endedEarly(plan) })),
);

/**
 * A plan with how many visits it makes, how many needs it cannot meet and how many promised visits it would take back;
 * undefined when there is none.
 */
export const findPlan = read('visits.view', async ({ tx }, { planId }: { planId: string }) => {
  const plan = await selectPlan(tx, planId);
  if (!plan) return undefined;
  const { unmet, totals, ...rest } = plan;
  return {
    ...rest,
    takesBack: (unmet as { visitId?: string }[]).filter(({ visitId }) => visitId).length,
    visits: await countPlanVisits(tx, planId),
    totals: totals as PlanTotals | null,
    endedEarly: endedEarly(plan),
  };
});

/** Who comes to the visits of a plan, or of one day of it, in the order of time, and why; undefined when there is no such plan. */
export const listPlanAssignments = read(
  'visits.view',
  async ({ tx }, { planId, date, ...part }: { planId: string; date?: PlainDate | undefined } & Part) => {
    if (!(await selectPlan(tx, planId))) return undefined;
    const size = sizeOf(part);
    const rows = await selectPlanAssignments(tx, planId, size + 1, {
      range: date && { from: startOf(date), until: startOf(addDays(date, 1)) },
      after: readInstantCursor(part.after),
    });
    const page = pageOf(rows, size, ({ startsAt, assignmentId }) => instantCursor(startsAt, assignmentId));
    const explained = page.rows.map((one) => ({ ...one, explanation: one.explanation as Explanation }));
    const next = new Set(explained.flatMap(({ explanation }) => explanation.next?.volunteerId ?? []));
    const names = next.size > 0 ? await selectVolunteerNames(tx, [...next]) : [];
    return {
      ...page,
      rows: explained,
      /** Names of those who would have been next, by volunteer. */
      nextNames: Object.fromEntries(names.map(({ id, name }) => [id, name])),
    };
  },
);

/** What a plan cannot meet, and which rule stopped how many volunteers; undefined when there is no such plan. */
export const listPlanUnmet = read(
  'visits.view',
  async ({ tx }, { planId, ...part }: { planId: string } & Part) => {
    const plan = await selectPlan(tx, planId);
    if (!plan) return undefined;
    /** `visitId`: the promised visit that publishing takes back. */
    const unmet = plan.unmet as (UnmetNeed & { visitId?: string })[];
    const from = readOffset(part.after);
    const shown = unmet.slice(from, from + sizeOf(part));
    const needs = await selectNeedsById(
      tx,
      shown.map(({ needId }) => needId),
    );
    const needOf = new Map(needs.map((need) => [need.id, need]));
    const until = from + shown.length;
    return {
      rows: shown.map((one) => ({
        ...one,
        outline: needOf.get(one.needId)?.outline ?? '',
        place: needOf.get(one.needId)?.place ?? '',
      })),
      ...(until < unmet.length ? { next: String(until) } : {}),
    };
  },
);

export type PlanDifference = NonNullable<Awaited<ReturnType<typeof comparePlans>>>['rows'][number];

/**
 * What another plan makes differently, at most `limit` of it; undefined when one of them is none, or was discarded: of that
 * nothing is left, and all of the other would look as if it had been left out.
 */
export const comparePlans = read(
  'visits.view',
  async ({ tx }, { planId, withId, limit }: { planId: string; withId: string; limit: number }) => {
    for (const id of [planId, withId]) {
      const plan = await selectPlan(tx, id);
      if (!plan || plan.status === 'discarded') return undefined;
    }
    return selectPlanDifferences(tx, { here: planId, there: withId, limit });
  },
);

/** What is promised on the days from `from` until `until`, half-open, in the order of time. */
export const listAssignments = read(
  'visits.view',
  async (
    { tx },
    {
      from,
      until,
      townCode,
      ...part
    }: { from: PlainDate; until: PlainDate; townCode?: string | undefined } & Part,
  ) => {
    const size = sizeOf(part);
    const after = readInstantCursor(part.after);
    const rows = await selectAssignmentsBetween(tx, startOf(from), startOf(until), size + 1, {
      townCode,
      after,
    });
    return pageOf(rows, size, ({ startsAt, assignmentId }) => instantCursor(startsAt, assignmentId));
  },
);

/** Days ahead that a leader sees of the team. */
export const TEAM_DAYS = 14;

/** What the members of the teams that the acting volunteer leads are asked to do, from today on. */
export const listTeamVisits = read(
  'volunteers.lead-team',
  async ({ tx, actor, today }, _: Record<string, never> = {}) =>
    actor.volunteerId
      ? selectTeamAssignments(tx, {
          leaderId: actor.volunteerId,
          from: startOf(today),
          until: startOf(addDays(today, TEAM_DAYS)),
          limit: ROWS,
        })
      : [],
);

/**
 * What a volunteer is shown of their own assignment: the place in words. Neither its exact point nor who is visited, who asked or
 * why they were chosen: the address is for those who accepted, and each look at it is in the record (`revealAddress`).
 */
const ownShown = (one: Awaited<ReturnType<typeof selectOwnAssignments>>[number]) => ({
  assignmentId: one.assignmentId,
  visitId: one.visitId,
  needId: one.needId,
  volunteerId: one.volunteerId,
  volunteerNumber: one.volunteerNumber,
  status: one.status,
  startsAt: one.startsAt,
  endsAt: one.endsAt,
  travelMinutes: one.travelMinutes,
  serviceKind: one.serviceKind,
  place: one.place,
  outline: one.outline,
  // Why a coordinator let somebody off is for coordinators.
  declineReason: one.status === 'declined' ? one.declineReason : null,
  checkedInAt: one.checkedInAt,
  checkedOutAt: one.checkedOutAt,
  record: one.record,
});

/** What the acting volunteer is asked to do, and did in the last month. */
export const listOwnAssignments = read(
  'visits.view-own',
  async ({ tx, actor, today }, _: Record<string, never> = {}) => {
    if (!actor.volunteerId) return [];
    const since = startOf(addDays(today, -LOOK_BACK_DAYS));
    return (await selectOwnAssignments(tx, actor.volunteerId, since, ROWS)).map(ownShown);
  },
);

/** One of the acting volunteer's assignments; undefined for anybody else's. */
export const findOwnAssignment = read(
  'visits.view-own',
  async ({ tx, actor }, { assignmentId }: { assignmentId: string }) => {
    const assignment = await selectAssignment(tx, assignmentId);
    if (!assignment || assignment.volunteerId !== actor.volunteerId || assignment.status === 'proposed')
      return undefined;
    const team = (await selectAssignmentsOfVisit(tx, assignment.visitId)).filter(({ status }) =>
      standing.has(status),
    );
    return {
      ...ownShown(assignment),
      /** How many others are asked to come or come; nobody is named. */
      othersComing: team.filter(({ volunteerId }) => volunteerId !== actor.volunteerId).length,
    };
  },
);

/** Visits of one person's page. */
const OF_PERSON = 5;

/**
 * Visits of volunteers to a person, and to the whole household they belong to today: what nobody is planned for yet, the
 * next ones in the order of time, and the last ones, the latest first; of each at most a few. `household` is undefined
 * when they belong to none.
 */
export const listVisitsOf = read('visits.view', async (scope, { personId }: { personId: string }) => {
  const household = await findHousehold.within(scope, { personId });
  return {
    ...(await visitsOf(scope, { personId })),
    household: household && {
      id: household.id,
      ...(await visitsOf(scope, { householdId: household.id })),
    },
  };
});

const visitsOf = async ({ tx, now }: ReadScope, whose: { personId: string } | { householdId: string }) => ({
  open: await selectNeeds(tx, { ...whose, status: 'open', now, limit: OF_PERSON }),
  next: await selectVisitsOf(tx, { ...whose, now, past: false, limit: OF_PERSON }),
  past: await selectVisitsOf(tx, { ...whose, now, past: true, limit: OF_PERSON }),
});
