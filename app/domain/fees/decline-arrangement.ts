import { z } from 'zod';
import { decideArrangement, lockArrangement } from '#db/queries/payers';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { actingPerson } from '../standards/standard.rules';
import { feeEvent } from './fee.events';

/** Turns a proposed arrangement down with a reason. Refuses FEES.ARRANGEMENT_UNKNOWN and FEES.DECIDED. */
export const declineArrangement = useCase({
  permission: 'fees.approve-rule',
  input: z.object({
    arrangementId: z.uuid(),
    reason: z.string({ error: 'FEES.REASON' }).trim().min(1, 'FEES.REASON').max(500),
  }),
  async run({ tx, actor, now, audit }, { arrangementId, reason }) {
    const found = await lockArrangement(tx, arrangementId);
    if (!found) return refuse(refusal('FEES.ARRANGEMENT_UNKNOWN', { field: 'arrangementId' }));
    if (found.status !== 'proposed')
      return refuse(refusal('FEES.DECIDED', { params: { by: found.decidedByName ?? '' } }));
    const { id, payer, personId } = found;
    await decideArrangement(tx, {
      id,
      status: 'declined',
      by: actingPerson(actor),
      byName: actor.name,
      at: now,
      reason,
    });
    audit(feeEvent('arrangement.declined', { type: 'arrangement', id }, { payer, personId }, reason));
    return accept({ id });
  },
});
