import { z } from 'zod';
import {
  checkPriceBand,
  decideTariff,
  endTariff,
  lockPriceBand,
  selectApprovedTariffs,
  selectPriceRules,
  selectTariff,
} from '#db/queries/tariffs';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { listStandardRanges } from '../standards/list-standards';
import { actingPerson } from '../standards/standard.rules';
import { feeEvent } from './fee.events';
import { tariffSuccession } from './tariff.rules';

/**
 * Puts a proposed fee into force. Never by the person who proposed it. An open-ended predecessor ends the day it begins.
 * Refuses FEES.OWN_PROPOSAL, FEES.DECIDED, and what `proposeTariff` refuses should the standards have changed since;
 * the database checks the band once more on its own.
 */
export const approveTariff = useCase({
  permission: 'fees.approve-tariff',
  input: z.object({ tariffId: z.uuid() }),
  constraints: {
    tariffs_inside_band: refusal('FEES.OUTSIDE_BAND_NOW'),
    tariffs_bounds_fresh: refusal('FEES.OUTSIDE_BAND_NOW'),
    tariffs_two_persons: refusal('FEES.OWN_PROPOSAL'),
  },
  async run(scope, { tariffId }) {
    const { tx, actor, now, audit } = scope;
    await lockPriceBand(tx);
    const tariff = await selectTariff(tx, tariffId);
    if (!tariff) return refuse(refusal('FEES.TARIFF_UNKNOWN', { field: 'tariffId' }));
    if (tariff.status !== 'proposed')
      return refuse(refusal('FEES.DECIDED', { params: { by: tariff.decidedByName ?? '' } }));
    if (tariff.proposedBy === actingPerson(actor)) return refuse(refusal('FEES.OWN_PROPOSAL'));

    const { scaleCode, grade, monthlyFeeFen, effectiveFrom: from, effectiveUntil: until } = tariff;
    const { problems, predecessor } = tariffSuccession(
      {
        approved: await selectApprovedTariffs(tx, { scaleCode, grade }),
        standards: await listStandardRanges.within(scope, {}),
        boundMonths: (await selectPriceRules(tx)).boundMonths,
      },
      { scaleCode, grade, monthlyFeeFen, from, until },
    );
    if (problems.length > 0) return refuse(...problems);

    if (predecessor) {
      await endTariff(tx, predecessor.tariffId, from);
      audit(
        feeEvent(
          'tariff.ended',
          { type: 'tariff', id: predecessor.tariffId },
          { until: from, by: tariff.id },
        ),
      );
    }
    await decideTariff(tx, {
      id: tariff.id,
      status: 'approved',
      by: actingPerson(actor),
      byName: actor.name,
      at: now,
    });
    await checkPriceBand(tx);
    audit(feeEvent('tariff.approved', { type: 'tariff', id: tariff.id }, { scaleCode, grade }));
    return accept({ id: tariff.id });
  },
});
