import { z } from 'zod';
import { selectApplication } from '#db/queries/stays';
import { useCase } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { applicationEvent } from './stay.events';
import { concerns } from './whose.rules';

/**
 * Shows the guardian's telephone number in the clear and writes down who saw it and why (个人信息保护法 Art. 28).
 * Refuses PERSON.REVEAL_REASON_MISSING, STAY.APPLICATION_UNKNOWN, PERSON.NOTHING_TO_REVEAL.
 */
export const revealGuardianPhone = useCase({
  permission: 'people.reveal',
  input: z.object({
    applicationId: z.uuid('STAY.APPLICATION_UNKNOWN'),
    reason: z
      .string('PERSON.REVEAL_REASON_MISSING')
      .trim()
      .min(2, 'PERSON.REVEAL_REASON_MISSING')
      .max(200, 'STAY.REASON_LONG'),
  }),
  async run(scope, { applicationId, reason }): Promise<Result<{ value: string }>> {
    const application = await selectApplication(scope.tx, applicationId);
    if (!application || !concerns(scope.actor, application))
      return refuse(refusal('STAY.APPLICATION_UNKNOWN'));
    if (!application.guardianPhone) return refuse(refusal('PERSON.NOTHING_TO_REVEAL'));
    scope.audit(applicationEvent('application.phone-revealed', applicationId, {}, reason));
    return accept({ value: application.guardianPhone });
  },
});
