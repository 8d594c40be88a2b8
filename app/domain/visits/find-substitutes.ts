import {
  selectAssignmentsOfVisit,
  selectEngagements,
  selectVolunteerNames,
} from '#db/queries/visit-assignments';
import { selectExcluded } from '#db/queries/visit-exclusions';
import { selectVolunteersBefore } from '#db/queries/visit-needs';
import { selectOffersOf, selectVacancies, selectVisit } from '#db/queries/visit-offers';
import { type ReadScope, read } from '../audit/use-case';
import { groupedBy } from '../kernel/grouped';
import { addDays, startOf, weekdayOf } from '../kernel/plain-date';
import { areUnderAge } from '../volunteers/check-dispatch';
import { listPlanVolunteers } from '../volunteers/list-plan-volunteers';
import { dayTimeOf } from './plan-facts';
import { readPlanSettings } from './planning-settings';
import { rankSubstitutes, type SubstituteRanking } from './substitutes.rules';

const MOST_ENGAGEMENTS = 50_000;
/** Substitutes that a page shows. */
const SHOWN = 10;
const VACANCIES = 200;

type Visit = NonNullable<Awaited<ReturnType<typeof selectVisit>>>;

/** States in which somebody is expected at a visit, or was there. */
export const standing: ReadonlySet<string> = new Set(['published', 'accepted', 'checked_in', 'done']);

/** Who may step in at a visit, best first, without those who are or were on it. */
export async function rankFor(scope: ReadScope, visit: Visit): Promise<SubstituteRanking> {
  const { tx } = scope;
  const time = dayTimeOf(visit);
  const monday = addDays(time.date, 1 - weekdayOf(time.date));
  const week = { from: monday, until: addDays(monday, 7) };
  const [people, assignments, excluded, before] = [
    await listPlanVolunteers.within(scope, { from: time.date, until: addDays(time.date, 1) }),
    await selectAssignmentsOfVisit(tx, visit.id),
    await selectExcluded(tx, [visit.needId]),
    await selectVolunteersBefore(tx, [visit.needId]),
  ];
  const engagementsOf = groupedBy(
    await selectEngagements(tx, startOf(week.from), startOf(week.until), MOST_ENGAGEMENTS),
    (one) => one.volunteerId,
  );
  const coming = assignments.filter((one) => standing.has(one.status)).map((one) => one.volunteerId);
  const young = await areUnderAge.within(scope, { volunteerIds: coming, on: time.date });
  // Nobody is a stranger where nobody came before or nobody is wished for again.
  const cameBefore = before.filter(({ times }) => times > 0).map((one) => one.volunteerId);
  return rankSubstitutes(
    {
      from: time.date,
      until: addDays(time.date, 1),
      // The time stands: whatever grid planning uses, this is the only start.
      settings: { ...(await readPlanSettings(tx)), gridMinutes: 1 },
      needs: [
        {
          id: visit.needId,
          place: visit,
          serviceKind: visit.serviceKind,
          skill: visit.skill,
          durationMinutes: time.untilMinute - time.fromMinute,
          volunteersNeeded: visit.volunteersNeeded,
          windows: [time],
          excluded: excluded.map((one) => one.volunteerId),
          cameBefore,
        },
      ],
      volunteers: people.map((person) => ({
        ...person,
        engagements: (engagementsOf.get(person.id) ?? []).map((one) => ({ ...dayTimeOf(one), place: one })),
      })),
    },
    {
      start: time.fromMinute,
      // Also who will not or cannot come: they are not asked twice.
      others: new Set(assignments.map((one) => one.volunteerId)),
      grownComes: coming.some((id) => !young.has(id)),
    },
  );
}

/** A visit with who is expected, who was asked, and who may step in if somebody lacks; undefined when there is none. */
export const findVisit = read('visits.view', async (scope, { visitId }: { visitId: string }) => {
  const visit = await selectVisit(scope.tx, visitId);
  if (!visit || visit.status === 'proposed') return undefined;
  const assignments = await selectAssignmentsOfVisit(scope.tx, visitId);
  const lacking = visit.volunteersNeeded - assignments.filter((one) => standing.has(one.status)).length;
  return {
    ...visit,
    lacking: visit.status === 'published' ? lacking : 0,
    begun: assignments.some((one) => one.checkedInAt !== null),
    assignments,
    offers: await selectOffersOf(scope.tx, visitId),
  };
});

/** Who may step in at a visit ahead, best first, with names; undefined when there is no such visit. */
export const listSubstitutes = read('visits.publish', async (scope, { visitId }: { visitId: string }) => {
  const visit = await selectVisit(scope.tx, visitId);
  if (visit?.status !== 'published') return undefined;
  const { ranked, stoppedBy } = await rankFor(scope, visit);
  const asked = new Map(
    (await selectOffersOf(scope.tx, visitId)).map((one) => [one.volunteerId, one.status]),
  );
  const shown = ranked.filter((one) => asked.get(one.volunteerId) !== 'declined').slice(0, SHOWN);
  const names = new Map(
    shown.length > 0
      ? (
          await selectVolunteerNames(
            scope.tx,
            shown.map((one) => one.volunteerId),
          )
        ).map((one) => [one.id, one])
      : [],
  );
  return {
    free: ranked.length,
    stoppedBy,
    substitutes: shown.map((one) => ({
      ...one,
      name: names.get(one.volunteerId)?.name ?? '',
      number: names.get(one.volunteerId)?.number ?? '',
      offer: asked.get(one.volunteerId) ?? null,
    })),
  };
});

/** Visits ahead that lack volunteers, soonest first. */
export const listVacancies = read('visits.view', ({ tx, now }, _: Record<string, never> = {}) =>
  selectVacancies(tx, now, VACANCIES),
);
