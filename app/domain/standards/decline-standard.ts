import { z } from 'zod';
import { decideStandard, lockStandards, selectStandard } from '#db/queries/standards';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { standardEvent } from './standard.events';
import { actingPerson } from './standard.rules';

/** Turns a proposal down, with the reason for whoever proposed it. Refuses STANDARD.UNKNOWN and STANDARD.DECIDED. */
export const declineStandard = useCase({
  permission: 'standards.approve',
  input: z.object({
    standardId: z.uuid(),
    reason: z.string({ error: 'STANDARD.REASON' }).trim().min(1, 'STANDARD.REASON').max(500),
  }),
  async run({ tx, actor, now, audit }, { standardId, reason }) {
    await lockStandards(tx);
    const standard = await selectStandard(tx, standardId);
    if (!standard) return refuse(refusal('STANDARD.UNKNOWN', { field: 'standardId' }));
    if (standard.status !== 'proposed')
      return refuse(refusal('STANDARD.DECIDED', { params: { by: standard.decidedByName ?? '' } }));
    await decideStandard(tx, {
      id: standard.id,
      status: 'declined',
      by: actingPerson(actor),
      byName: actor.name,
      at: now,
      reason,
    });
    audit(standardEvent('standard.declined', standard.id, { key: standard.key }, reason));
    return accept({ id: standard.id });
  },
});
