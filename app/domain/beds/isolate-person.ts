import { z } from 'zod';
import { insertIsolation } from '#db/queries/isolations';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept, refusal, refuse } from '../kernel/refusals';
import { findPerson } from '../people/find-person';
import { isolationEvent } from './bed.events';
import { closureReason } from './close-bed';

/**
 * Says that a person is to be isolated, so that rooms for isolation take them. The reason is a health fact and lies sealed.
 * Refuses BED.PERSON_MISSING, BED.ISOLATION_ORDER, BED.ISOLATED_ALREADY.
 */
export const isolatePerson = useCase({
  permission: 'beds.edit',
  input: z.object({
    personId: z.uuid('BED.PERSON_MISSING'),
    from: civilDate(),
    until: civilDate().optional(),
    reason: closureReason(),
  }),
  constraints: { isolations_once: refusal('BED.ISOLATED_ALREADY', { field: 'from' }) },
  async run(scope, { personId, from, until, reason }) {
    if (!(await findPerson.within(scope, { id: personId })))
      return refuse(refusal('BED.PERSON_MISSING', { field: 'personId' }));
    if (until !== undefined && until <= from)
      return refuse(refusal('BED.ISOLATION_ORDER', { field: 'until' }));
    const untilOn = until ?? null;
    const isolationId = await insertIsolation(scope.tx, {
      personId,
      fromOn: from,
      untilOn,
      reason,
      orderedBy: scope.actor.name,
      orderedAt: scope.now,
    });
    scope.audit(isolationEvent('isolation.ordered', isolationId, { personId, from, until: untilOn }));
    return accept({ isolationId });
  },
});
