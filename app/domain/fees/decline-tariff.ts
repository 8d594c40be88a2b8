import { z } from 'zod';
import { decideTariff, lockPriceBand, selectTariff } from '#db/queries/tariffs';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { actingPerson } from '../standards/standard.rules';
import { feeEvent } from './fee.events';

/** Turns a proposed fee down, with the reason for whoever proposed it. Refuses FEES.TARIFF_UNKNOWN and FEES.DECIDED. */
export const declineTariff = useCase({
  permission: 'fees.approve-tariff',
  input: z.object({
    tariffId: z.uuid(),
    reason: z.string({ error: 'FEES.REASON' }).trim().min(1, 'FEES.REASON').max(500),
  }),
  async run({ tx, actor, now, audit }, { tariffId, reason }) {
    await lockPriceBand(tx);
    const tariff = await selectTariff(tx, tariffId);
    if (!tariff) return refuse(refusal('FEES.TARIFF_UNKNOWN', { field: 'tariffId' }));
    if (tariff.status !== 'proposed')
      return refuse(refusal('FEES.DECIDED', { params: { by: tariff.decidedByName ?? '' } }));
    const { id, scaleCode, grade } = tariff;
    await decideTariff(tx, {
      id,
      status: 'declined',
      by: actingPerson(actor),
      byName: actor.name,
      at: now,
      reason,
    });
    audit(feeEvent('tariff.declined', { type: 'tariff', id }, { scaleCode, grade }, reason));
    return accept({ id });
  },
});
