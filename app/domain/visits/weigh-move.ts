import { selectTeam, selectVolunteerNames } from '#db/queries/visit-assignments';
import { selectFollowers, selectNeedsById } from '#db/queries/visit-needs';
import { selectPlan, selectProposedTimes } from '#db/queries/visit-plans';
import { selectVisit } from '#db/queries/visits';
import { type ReadScope, read } from '../audit/use-case';
import { groupedBy } from '../kernel/grouped';
import { addDays, daysBetween, type PlainDate } from '../kernel/plain-date';
import { dayTimeOf, minuteOf, narrowed, placeOf, planNeeds, planVolunteers } from './plan-facts';
import { asking, type Candidate } from './planning/explain-week.rules';
import type { PlanNeed, PlanVolunteer, WeekProblem } from './planning/week.rules';
import { readPlanSettings } from './planning-settings';

/** Proposed times of one plan. */
const MOST_PROPOSALS = 30_000;

/** Where a visit is to be moved: the whole team at once, or one of it. */
export interface Move {
  readonly visitId: string;
  readonly date: PlainDate;
  readonly fromMinute: number;
}

/** A volunteer asked to come to a visit at a time, with their name. */
export type NamedCandidate = Candidate & { readonly name: string };

/** What asking about a visit needs to know. */
export interface MoveFacts {
  readonly visit: NonNullable<Awaited<ReturnType<typeof selectVisit>>>;
  readonly team: Awaited<ReturnType<typeof selectTeam>>;
  readonly problem: WeekProblem;
  readonly need: PlanNeed;
}

/**
 * The visit of a plan as a problem of its own: everything else that the plan proposes stays as it is.
 * Undefined: there is no such visit in a plan that waits to be published.
 */
export async function moveFacts(scope: ReadScope, visitId: string): Promise<MoveFacts | undefined> {
  const { tx } = scope;
  const visit = await selectVisit(tx, visitId);
  const plan = visit && (await selectPlan(tx, visit.planId));
  if (!visit || !plan || plan.status !== 'proposed' || visit.visitStatus !== 'proposed') return undefined;
  const range = { from: plan.fromDate as PlainDate, until: plan.untilDate as PlainDate };
  const [row] = await selectNeedsById(tx, [visit.needId]);
  const [asked] = row ? await planNeeds(scope, [row], range) : [];
  if (!asked) return undefined;
  const proposed = await selectProposedTimes(tx, plan.id, MOST_PROPOSALS);
  const replaced = new Set(proposed.flatMap((one) => one.replacesId ?? []));
  for (const { visitId: id } of plan.unmet as { visitId?: string }[]) if (id) replaced.add(id);
  const others = proposed.filter((one) => one.visitId !== visitId);
  const need = await withinPair(scope, asked, others);
  const people = await planVolunteers(scope, range, replaced);
  const othersOf = groupedBy(others, ({ volunteerId }) => volunteerId);
  const volunteers = people.map((one): PlanVolunteer => {
    const proposals = (othersOf.get(one.id) ?? []).map((other) => ({
      ...dayTimeOf(other),
      place: placeOf(other),
    }));
    return { ...one, engagements: [...one.engagements, ...proposals] };
  });
  return {
    visit,
    team: await selectTeam(tx, visitId),
    need,
    problem: { ...range, volunteers, settings: await readPlanSettings(tx), needs: [need] },
  };
}

/** The other of a pair is in the plan as well: its start bounds this one. */
async function withinPair(
  { tx }: ReadScope,
  need: PlanNeed,
  others: Awaited<ReturnType<typeof selectProposedTimes>>,
): Promise<PlanNeed> {
  const { after, ...alone } = need;
  const startOf = (needId: string) => others.find((one) => one.needId === needId)?.startsAt.getTime();
  const [follower] = await selectFollowers(tx, [need.id]);
  const next = follower && startOf(follower.id);
  const first = after && startOf(after.needId);
  const minutes = (some: number | null) => (some ?? 0) * 60_000;
  const bounds = [
    ...(after && first !== undefined
      ? [{ earliest: first + minutes(after.minGap), latest: first + minutes(after.maxGap) }]
      : []),
    ...(follower && next !== undefined
      ? [
          {
            earliest: next - minutes(follower.afterMaxMinutes),
            latest: next - minutes(follower.afterMinMinutes),
          },
        ]
      : []),
  ];
  const windows = need.windows.flatMap((window) =>
    bounds.reduce(
      (some, bound) => some.flatMap((one) => narrowed(one, bound, need.durationMinutes)),
      [window],
    ),
  );
  const bounded = bounds.length > 0 ? { windows, asked: need.asked ?? need.windows } : {};
  return { ...(first === undefined ? need : alone), ...bounded };
}

/**
 * What it would mean to put a visit elsewhere: everybody who could come then, cheapest first, then those whom a rule
 * stops, with the rule; and what those cost who are to come now. Undefined: no such visit in a plan that can be changed.
 */
export const weighMove = read('visits.plan', async (scope, { visitId, date, fromMinute }: Move) => {
  const facts = await moveFacts(scope, visitId);
  if (!facts) return undefined;
  const { problem, need, team, visit } = facts;
  const ask = asking(problem, need.id);
  const asked = ask({ date, fromMinute });
  const now = ask(minuteOf(visit.startsAt));
  const names = await namesOf(scope, problem.volunteers);
  const named = (one: Candidate): NamedCandidate => ({ ...one, name: names.get(one.volunteerId) ?? '' });
  return {
    visit,
    need,
    team,
    days: Array.from({ length: daysBetween(problem.from, problem.until) }, (_, day) =>
      addDays(problem.from, day),
    ),
    candidates: asked.map(named),
    before: now.filter((one) => team.some(({ volunteerId }) => volunteerId === one.volunteerId)).map(named),
  };
});

async function namesOf({ tx }: ReadScope, volunteers: readonly PlanVolunteer[]) {
  if (volunteers.length === 0) return new Map<string, string>();
  const rows = await selectVolunteerNames(
    tx,
    volunteers.map((one) => one.id),
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
