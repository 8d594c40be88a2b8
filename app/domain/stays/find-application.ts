import {
  selectApplication,
  selectDecisions,
  selectNewestApplicationId,
  selectOffers,
  selectResidentIds,
  selectStayId,
} from '#db/queries/stays';
import { type ReadScope, read } from '../audit/use-case';
import { maskPhone } from '../people/contact.rules';
import { type Stage, stageOf } from './application.rules';
import { gradeOn } from './care-grade';
import { examineEligibility } from './eligibility.rules';
import { concerns } from './whose.rules';

/** Decisions and offers that a page shows. */
const HISTORY_LIMIT = 50;

/** Health facts are for the family itself and for those who may see assessments. */
const seesHealth = ({ permissions }: ReadScope['actor']): boolean =>
  permissions.has('assessments.view') || !permissions.has('stays.view');

/**
 * An application with everything that was decided on it and what is proposed. Telephone numbers are masked; without
 * `healthShown` what is stated of health, notes and reasons are left out.
 */
async function load(scope: ReadScope, id: string) {
  const application = await selectApplication(scope.tx, id);
  if (!application || !concerns(scope.actor, application)) return undefined;
  const { personId, guardianPhone } = application;
  const grade = await gradeOn(scope, personId, scope.today);
  const residents = await selectResidentIds(scope.tx, [personId]);
  const examined = examineEligibility(
    { ...application, grade, resident: residents.has(personId) },
    scope.today,
  );
  const stage: Stage = stageOf(application.status, grade);
  const healthShown = seesHealth(scope.actor);
  const decisions = await selectDecisions(scope.tx, id, HISTORY_LIMIT);
  return {
    ...application,
    guardianPhone: guardianPhone && maskPhone(guardianPhone),
    ...(!healthShown && { stated: null, note: null }),
    healthShown,
    grade,
    stage,
    examined,
    decisions: healthShown ? decisions : decisions.map((one) => ({ ...one, reason: '', findings: [] })),
    offers: await selectOffers(scope.tx, id, HISTORY_LIMIT),
    stayId: await selectStayId(scope.tx, { applicationId: id }),
  };
}

/** An application as staff see it; undefined when there is none that concerns the actor. */
export const findApplication = read('stays.view', (scope, { id }: { id: string }) => load(scope, id));

export type Application = NonNullable<Awaited<ReturnType<typeof findApplication>>>;

/** The newest application of the person for whom a family acts; undefined when there is none. */
export const findOwnApplication = read('stays.view-own', async (scope, _: Record<string, never> = {}) => {
  const { personId } = scope.actor;
  const id = personId && (await selectNewestApplicationId(scope.tx, personId));
  return id ? load(scope, id) : undefined;
});
