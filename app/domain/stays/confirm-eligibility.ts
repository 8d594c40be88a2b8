import { z } from 'zod';
import { selectOpenRequest } from '#db/queries/requests';
import { insertDecision, lockApplication, selectResidentIds, updateApplication } from '#db/queries/stays';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { gradeOn } from './care-grade';
import { closeOpenRequest } from './close-request';
import { examineEligibility } from './eligibility.rules';
import { applicationEvent } from './stay.events';
import { concerns } from './whose.rules';

/**
 * A person decides whether an applicant may have a place, with a reason in words; what the machine proposed and found
 * is kept beside it (个人信息保护法 Art. 24). An application found ineligible may be decided again on an objection.
 * While the family has time to answer a request nothing is decided without the answer; once its day has passed, it lapses.
 * Refuses STAY.APPLICATION_UNKNOWN, .NOT_TO_DECIDE, .REQUEST_WAITS, .REASON_MISSING.
 */
export const confirmEligibility = useCase({
  permission: 'stays.confirm-eligibility',
  input: z.object({
    applicationId: z.uuid('STAY.APPLICATION_UNKNOWN'),
    outcome: z.enum(['eligible', 'ineligible'], 'STAY.OUTCOME_MISSING'),
    reason: z.string('STAY.REASON_MISSING').trim().min(2, 'STAY.REASON_MISSING').max(500, 'STAY.REASON_LONG'),
  }),
  constraints: { applications_one_open: refusal('STAY.APPLIED_AT_ONCE') },
  async run(scope, { applicationId, outcome, reason }) {
    const application = await lockApplication(scope.tx, applicationId);
    if (!application || !concerns(scope.actor, application))
      return refuse(refusal('STAY.APPLICATION_UNKNOWN'));
    if (application.status !== 'received' && application.status !== 'ineligible') {
      return refuse(refusal('STAY.NOT_TO_DECIDE'));
    }
    const request = await selectOpenRequest(scope.tx, applicationId);
    if (request && request.dueOn >= scope.today)
      return refuse(refusal('STAY.REQUEST_WAITS', { params: { dueOn: request.dueOn } }));
    await closeOpenRequest(scope, applicationId, { status: 'lapsed' });
    const residents = await selectResidentIds(scope.tx, [application.personId]);
    const { findings, proposed } = examineEligibility(
      {
        ...application,
        grade: await gradeOn(scope, application.personId, scope.today),
        resident: residents.has(application.personId),
      },
      scope.today,
    );
    const decidedBy = scope.actor.name;
    await insertDecision(scope.tx, {
      applicationId,
      outcome,
      proposed,
      findings,
      reason,
      decidedAt: scope.now,
      decidedBy,
    });
    await updateApplication(scope.tx, applicationId, { status: outcome });
    scope.audit(
      applicationEvent(
        outcome === 'eligible' ? 'application.found-eligible' : 'application.found-ineligible',
        applicationId,
        {
          proposed,
        },
      ),
    );
    return accept({ applicationId });
  },
});
