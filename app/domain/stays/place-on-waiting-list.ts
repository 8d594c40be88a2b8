import { z } from 'zod';
import { lockApplication, updateApplication } from '#db/queries/stays';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { gradeOn, isDependent } from './care-grade';
import { applicationEvent } from './stay.events';
import { concerns } from './whose.rules';

/**
 * Puts an eligible person, whose assessment is confirmed and says that they are dependent, on the waiting list.
 * Refuses STAY.APPLICATION_UNKNOWN, .NOT_ELIGIBLE, .GRADE_MISSING, .NOT_DEPENDENT.
 */
export const placeOnWaitingList = useCase({
  permission: 'stays.confirm-eligibility',
  input: z.object({ applicationId: z.uuid('STAY.APPLICATION_UNKNOWN') }),
  async run(scope, { applicationId }) {
    const application = await lockApplication(scope.tx, applicationId);
    if (!application || !concerns(scope.actor, application))
      return refuse(refusal('STAY.APPLICATION_UNKNOWN'));
    if (application.status !== 'eligible') return refuse(refusal('STAY.NOT_ELIGIBLE'));
    const grade = await gradeOn(scope, application.personId, scope.today);
    if (grade === null) return refuse(refusal('STAY.GRADE_MISSING'));
    if (!isDependent(grade)) return refuse(refusal('STAY.NOT_DEPENDENT'));
    await updateApplication(scope.tx, applicationId, { status: 'waiting', waitingFrom: scope.today });
    scope.audit(applicationEvent('application.put-on-list', applicationId, { from: scope.today }));
    return accept({ applicationId });
  },
});
