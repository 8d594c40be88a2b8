import { selectDocuments } from '#db/queries/documents';
import { selectRequestsOf } from '#db/queries/requests';
import {
  type ApplicationOfPerson,
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
import { missingKinds } from './document-kinds.rules';
import { examineEligibility } from './eligibility.rules';
import { documentKindsOf } from './list-document-kinds';
import { clockOf } from './list-requests';
import { concerns, seesPapers } from './whose.rules';

/** Decisions and offers that a page shows. */
const HISTORY_LIMIT = 50;

/** Health facts are for the family itself and for those who may see assessments. */
const seesHealth = ({ permissions }: ReadScope['actor']): boolean =>
  permissions.has('assessments.view') || !permissions.has('stays.view');

/** Papers that were handed in, with what is missing of those that are required, and what the family was asked for. */
async function papers(scope: ReadScope, application: ApplicationOfPerson) {
  const papersShown = seesPapers(scope.actor);
  const { id, category, details, guardianName } = application;
  const documents = await selectDocuments(scope.tx, { applicationId: id });
  const kinds = await documentKindsOf(scope);
  const there = new Set(documents.filter(({ withdrawnAt }) => !withdrawnAt).map(({ kind }) => kind));
  const requests = papersShown ? await selectRequestsOf(scope.tx, id, HISTORY_LIMIT) : [];
  return {
    papersShown,
    documents: papersShown ? documents : [],
    kinds,
    missing: missingKinds(kinds, { category, facts: details?.facts, guardianName }, there).map(
      ({ code }) => code,
    ),
    requests,
    clock: application.status === 'received' ? await clockOf(scope, application) : undefined,
  };
}

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
  const { guardianRelation, rooms, wish } = application.details ?? {};
  const decisions = await selectDecisions(scope.tx, id, HISTORY_LIMIT);
  return {
    ...application,
    guardianPhone: guardianPhone && maskPhone(guardianPhone),
    ...(!healthShown && { stated: null, note: null, details: { guardianRelation, rooms, wish } }),
    ...(await papers(scope, application)),
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

export type { RequestItem, RequestRecord } from '#db/queries/requests';

/** The newest application of the person for whom a family acts; undefined when there is none. */
export const findOwnApplication = read('stays.view-own', async (scope, _: Record<string, never> = {}) => {
  const { personId } = scope.actor;
  const id = personId && (await selectNewestApplicationId(scope.tx, personId));
  return id ? load(scope, id) : undefined;
});
