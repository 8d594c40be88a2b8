import { newId } from '#db/new-id';
import { insertTariff, selectApprovedTariffs, selectPriceRules } from '#db/queries/tariffs';
import { useCase } from '../audit/use-case';
import { accept, refuse } from '../kernel/refusals';
import { listStandardRanges } from '../standards/list-standards';
import { actingPerson } from '../standards/standard.rules';
import { feeEvent } from './fee.events';
import { tariffInput } from './tariff.forms';
import { tariffSuccession } from './tariff.rules';

/**
 * Proposes a monthly fee for a grade. It counts for nothing before another person has approved it. Refused at once when
 * it is not strictly inside the price band on every day (FEES.OUTSIDE_BAND names both bounds and their sources), when a
 * bound is missing (STANDARD.MISSING) or out of date (STANDARD.OUTDATED), or when the grade has another fee on one of the days (FEES.OVERLAP).
 */
export const proposeTariff = useCase({
  permission: 'fees.propose-tariff',
  input: tariffInput,
  async run(scope, { scaleCode, grade, monthlyFeeFen, effectiveFrom, effectiveUntil = null, note }) {
    const { tx, actor, now, audit } = scope;
    const { problems } = tariffSuccession(
      {
        approved: await selectApprovedTariffs(tx, { scaleCode, grade }),
        standards: await listStandardRanges.within(scope, {}),
        boundMonths: (await selectPriceRules(tx)).boundMonths,
      },
      { scaleCode, grade, monthlyFeeFen, from: effectiveFrom, until: effectiveUntil },
    );
    if (problems.length > 0) return refuse(...problems);

    const id = newId();
    await insertTariff(tx, {
      id,
      scaleCode,
      grade,
      monthlyFeeFen,
      effectiveFrom,
      effectiveUntil,
      note,
      status: 'proposed',
      proposedBy: actingPerson(actor),
      proposedByName: actor.name,
      proposedAt: now,
    });
    const data = {
      scaleCode,
      grade,
      feeFen: String(monthlyFeeFen),
      from: effectiveFrom,
      until: effectiveUntil,
    };
    audit(feeEvent('tariff.proposed', { type: 'tariff', id }, data));
    return accept({ id });
  },
});
