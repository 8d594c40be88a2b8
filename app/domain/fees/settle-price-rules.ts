import { z } from 'zod';
import { savePriceRules, selectPriceRules } from '#db/queries/tariffs';
import { read, useCase } from '../audit/use-case';
import { accept } from '../kernel/refusals';
import { feeEvent } from './fee.events';

/** How old a bound may be when a fee begins, and what this tenant calls slightly above the floor. */
export const getPriceRules = read('fees.view', async ({ tx }, _: Record<string, never> = {}) =>
  selectPriceRules(tx),
);

const whole = (refusal: string, most: number) =>
  z.number(refusal).int(refusal).min(1, refusal).max(most, refusal);

/**
 * Settles both; fees in force stay. Months: a bound that began longer before a fee does is out of date. Per cent: a fee
 * further above the floor is warned of (博政字〔2021〕12号 二(五): 略高于), not refused.
 */
export const settlePriceRules = useCase({
  permission: 'fees.approve-rule',
  input: z.object({
    boundMonths: whole('FEES.BOUND_MONTHS', 120),
    slightPercent: whole('FEES.SLIGHT_PERCENT', 200),
  }),
  async run({ tx, audit }, rules) {
    await savePriceRules(tx, rules);
    audit(feeEvent('fees.rules-settled', { type: 'price-rules', id: 'rules' }, rules));
    return accept(rules);
  },
});
