import {
  selectAssignment,
  selectAssignmentsBetween,
  selectOwnAssignments,
  selectTeamAssignments,
  selectVolunteerNames,
} from '#db/queries/visit-assignments';
import { selectExclusions } from '#db/queries/visit-exclusions';
import {
  selectFollower,
  selectNeed,
  selectNeeds,
  selectPromisedVisits,
  selectVolunteersBefore,
  selectWindows,
} from '#db/queries/visit-needs';
import { selectPlan, selectPlanAssignments, selectPlans } from '#db/queries/visit-plans';
import { selectSeries } from '#db/queries/visit-series';
import { selectVisitsOf } from '#db/queries/visits';
import { read } from '../audit/use-case';
import { addDays, type PlainDate, startOf } from '../kernel/plain-date';
import type { Explanation, PlanTotals, UnmetNeed } from './planning/week.rules';

/** Rows of one list. */
const ROWS = 200;
/** Assignments of one plan. */
const MOST_ASSIGNMENTS = 20_000;
/** Days back that a volunteer's own page shows. */
const LOOK_BACK_DAYS = 30;

/** Needs in a state, oldest first; a town clerk or village helper sees those of their town. */
export const listNeeds = read('visits.view-needs', async ({ tx, actor }, { status }: { status?: string }) => {
  const needs = await selectNeeds(tx, { status, townCode: actor.townCode, limit: ROWS });
  const windows =
    needs.length > 0
      ? await selectWindows(
          tx,
          needs.map((need) => need.id),
        )
      : [];
  return needs.map((need) => ({ ...need, windows: windows.filter((window) => window.needId === need.id) }));
});

/** One need with its windows; undefined when there is none, or when it is another town's. */
export const findNeed = read('visits.view-needs', async ({ tx, actor }, { needId }: { needId: string }) => {
  const need = await selectNeed(tx, needId);
  if (!need || (actor.townCode && actor.townCode !== need.townCode)) return undefined;
  return {
    ...need,
    windows: await selectWindows(tx, [needId]),
    series: need.seriesId ? await selectSeries(tx, need.seriesId) : undefined,
    after: need.afterNeedId ? await selectNeed(tx, need.afterNeedId) : undefined,
    follower: await selectFollower(tx, needId),
    visit: (await selectPromisedVisits(tx, [needId]))[0],
    volunteersBefore: need.sameVolunteers ? await selectVolunteersBefore(tx, [needId]) : [],
  };
});

/** Who is not sent to a need, and why. */
export const listExclusions = read('visits.exclude', ({ tx }, { needId }: { needId: string }) =>
  selectExclusions(tx, needId, ROWS),
);

/** Plans, newest first. */
export const listPlans = read('visits.view', async ({ tx }, _: Record<string, never> = {}) =>
  selectPlans(tx, 50),
);

/** A plan with its visits in order of time and what could not be met; undefined when there is none. */
export const findPlan = read('visits.view', async ({ tx }, { planId }: { planId: string }) => {
  const plan = await selectPlan(tx, planId);
  if (!plan) return undefined;
  const assignments = await selectPlanAssignments(tx, planId, MOST_ASSIGNMENTS);
  const explained = assignments.map((one) => ({ ...one, explanation: one.explanation as Explanation }));
  const next = new Set(explained.flatMap(({ explanation }) => explanation.next?.volunteerId ?? []));
  const names = next.size > 0 ? await selectVolunteerNames(tx, [...next]) : [];
  return {
    ...plan,
    /** `visitId`: the promised visit that publishing takes back. */
    unmet: plan.unmet as (UnmetNeed & { visitId?: string })[],
    totals: plan.totals as PlanTotals | null,
    assignments: explained,
    /** Names of those who would have been next, by volunteer. */
    nextNames: Object.fromEntries(names.map(({ id, name }) => [id, name])),
  };
});

/** What is promised on the days from `from` until `until`, half-open. */
export const listAssignments = read(
  'visits.view',
  async ({ tx }, { from, until }: { from: PlainDate; until: PlainDate }) =>
    selectAssignmentsBetween(tx, startOf(from), startOf(until), 1_000),
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

/** What the acting volunteer is asked to do, and did in the last month. */
export const listOwnAssignments = read(
  'visits.view-own',
  async ({ tx, actor, today }, _: Record<string, never> = {}) =>
    actor.volunteerId
      ? selectOwnAssignments(tx, actor.volunteerId, startOf(addDays(today, -LOOK_BACK_DAYS)), ROWS)
      : [],
);

/** One of the acting volunteer's assignments; undefined for anybody else's. */
export const findOwnAssignment = read(
  'visits.view-own',
  async ({ tx, actor }, { assignmentId }: { assignmentId: string }) => {
    const assignment = await selectAssignment(tx, assignmentId);
    return assignment && assignment.volunteerId === actor.volunteerId && assignment.status !== 'proposed'
      ? assignment
      : undefined;
  },
);

/** Visits of one person's page. */
const OF_PERSON = 5;

/** Visits of volunteers to a person: what nobody is planned for yet, the next ones in the order of time, and the last ones, the latest first. */
export const listVisitsOf = read('visits.view', async ({ tx, now }, { personId }: { personId: string }) => ({
  open: await selectNeeds(tx, { personId, status: 'open', limit: OF_PERSON }),
  next: await selectVisitsOf(tx, { personId, now, past: false, limit: OF_PERSON }),
  past: await selectVisitsOf(tx, { personId, now, past: true, limit: OF_PERSON }),
}));
