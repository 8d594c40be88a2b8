import { z } from 'zod';
import { decideArrangement, lockArrangement } from '#db/queries/payers';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { actingPerson } from '../standards/standard.rules';
import { feeEvent } from './fee.events';

/**
 * Puts an arrangement with another payer into force; days billed before are put right by the next bill. Refuses
 * FEES.ARRANGEMENT_UNKNOWN, FEES.DECIDED, FEES.OWN_PROPOSAL, FEES.ARRANGEMENT_OVERLAP (the payer pays already on one of the days).
 */
export const approveArrangement = useCase({
  permission: 'fees.approve-rule',
  input: z.object({ arrangementId: z.uuid() }),
  constraints: {
    payer_arrangements_once: refusal('FEES.ARRANGEMENT_OVERLAP'),
    payer_arrangements_two_persons: refusal('FEES.OWN_PROPOSAL'),
  },
  async run({ tx, actor, now, audit }, { arrangementId }) {
    const found = await lockArrangement(tx, arrangementId);
    if (!found) return refuse(refusal('FEES.ARRANGEMENT_UNKNOWN', { field: 'arrangementId' }));
    if (found.status !== 'proposed')
      return refuse(refusal('FEES.DECIDED', { params: { by: found.decidedByName ?? '' } }));
    if (found.proposedBy === actingPerson(actor)) return refuse(refusal('FEES.OWN_PROPOSAL'));
    const { id, payer, personId } = found;
    await decideArrangement(tx, {
      id,
      status: 'approved',
      by: actingPerson(actor),
      byName: actor.name,
      at: now,
    });
    audit(feeEvent('arrangement.approved', { type: 'arrangement', id }, { payer, personId }));
    return accept({ id });
  },
});
