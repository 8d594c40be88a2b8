import { type Refusal, refusal } from '../kernel/refusals';
import { successionOf } from '../standards/approval.rules';
import type { StandardRange } from '../standards/standard.rules';
import { bandProblems, outdatedBounds } from './band.rules';
import type { TariffRange } from './charge.rules';

/** A fee as it would be in force. */
export type NextTariff = Omit<TariffRange, 'tariffId'>;

const keyed = <T extends NextTariff>(tariff: T) => ({
  ...tariff,
  key: `${tariff.scaleCode}/${tariff.grade}`,
});

/**
 * Whether a fee may come into force: inside the price band on every day (`bandProblems`), by bounds that are not out of date
 * on its first day (`outdatedBounds`), and on no day beside another fee of the grade (FEES.OVERLAP). An open-ended
 * predecessor would end where it begins. `boundMonths`: how old a bound may be.
 */
export function tariffSuccession(
  {
    approved,
    standards,
    boundMonths,
  }: { approved: readonly TariffRange[]; standards: readonly StandardRange[]; boundMonths: number },
  next: NextTariff,
): { problems: Refusal[]; predecessor?: TariffRange } {
  const { conflict, predecessor } = successionOf(approved.map(keyed), keyed(next));
  const overlap = conflict
    ? [
        refusal('FEES.OVERLAP', {
          field: 'effectiveFrom',
          params: {
            from: conflict.from,
            until: conflict.until ?? '—',
            feeFen: String(conflict.monthlyFeeFen),
          },
        }),
      ]
    : [];
  const outside = bandProblems(standards, { ...next, feeFen: next.monthlyFeeFen }, next, 'monthlyFeeFen');
  const stale = outdatedBounds(standards, next, {
    on: next.from,
    months: boundMonths,
    field: 'effectiveFrom',
  });
  return { problems: [...overlap, ...outside, ...stale], predecessor };
}
