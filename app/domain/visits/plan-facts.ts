import { selectEngagements, selectOpenNeedsBetween, selectPlan, selectWindows } from '#db/queries/visits';
import { read } from '../audit/use-case';
import { groupedBy } from '../kernel/grouped';
import { addDays, dateOf, type PlainDate, startOf } from '../kernel/plain-date';
import { listPlanVolunteers } from '../volunteers/list-plan-volunteers';
import { defaultPlanSettings, type PlanNeed, type WeekProblem } from './planning/week.rules';
import { remainingWindow } from './visit.rules';

/** Bounds of one plan, so that it ends. */
const MOST_NEEDS = 12_000;
const MOST_ENGAGEMENTS = 50_000;

/** All that a requested plan has to be made from; undefined when there is no such plan, or when it was made before. */
export const findPlanProblem = read(
  'visits.plan',
  async (scope, { planId }: { planId: string }): Promise<WeekProblem | undefined> => {
    const { tx, now } = scope;
    const plan = await selectPlan(tx, planId);
    if (plan?.status !== 'requested') return undefined;
    const from = plan.fromDate as PlainDate;
    const until = plan.untilDate as PlainDate;
    const needs = await selectOpenNeedsBetween(tx, from, until, MOST_NEEDS);
    const ids = needs.map((need) => need.id);
    const windowsOf = groupedBy(ids.length > 0 ? await selectWindows(tx, ids) : [], (one) => one.needId);
    // A week's limit counts the whole week, so what lies around the plan's days counts too.
    const engagements = await selectEngagements(
      tx,
      startOf(addDays(from, -7)),
      startOf(addDays(until, 7)),
      MOST_ENGAGEMENTS,
    );
    const engagementsOf = groupedBy(engagements, (one) => one.volunteerId);
    const people = await listPlanVolunteers.within(scope, { from, until });
    return {
      from,
      until,
      settings: defaultPlanSettings,
      needs: needs.map(
        (need): PlanNeed => ({
          id: need.id,
          place: placeOf(need),
          serviceKind: need.serviceKind,
          skill: need.skill,
          durationMinutes: need.durationMinutes,
          volunteersNeeded: need.volunteersNeeded,
          windows: (windowsOf.get(need.id) ?? [])
            .map(({ date, fromMinute, untilMinute }) => ({
              date: date as PlainDate,
              fromMinute,
              untilMinute,
            }))
            .filter((one) => one.date >= from && one.date < until)
            .flatMap((one) => remainingWindow(one, now) ?? []),
        }),
      ),
      volunteers: people.map((person) => ({
        ...person,
        engagements: (engagementsOf.get(person.id) ?? []).map((one) => ({
          ...dayTimeOf(one),
          place: placeOf(one),
        })),
      })),
    };
  },
);

const placeOf = ({ latitude, longitude }: { latitude: number; longitude: number }) => ({
  latitude,
  longitude,
});

/** An instant and a later one of the same day, as planning reckons. */
export function dayTimeOf({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }) {
  const date = dateOf(startsAt);
  const minute = (instant: Date) => Math.round((instant.getTime() - startOf(date).getTime()) / 60_000);
  return { date, fromMinute: minute(startsAt), untilMinute: minute(endsAt) };
}
