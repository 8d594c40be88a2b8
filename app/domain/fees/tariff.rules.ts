import { type Refusal, refusal } from '../kernel/refusals';
import { successionOf } from '../standards/approval.rules';
import type { StandardRange } from '../standards/standard.rules';
import { bandProblems } from './band.rules';
import type { TariffRange } from './charge.rules';

/** A fee as it would be in force. */
export type NextTariff = Omit<TariffRange, 'tariffId'>;

const keyed = <T extends NextTariff>(tariff: T) => ({
  ...tariff,
  key: `${tariff.scaleCode}/${tariff.grade}`,
});

/**
 * Whether a fee may come into force: inside the price band on every day (`bandProblems`) and on no day beside another fee
 * of the grade (FEES.OVERLAP). An open-ended predecessor would end where it begins.
 */
export function tariffSuccession(
  { approved, standards }: { approved: readonly TariffRange[]; standards: readonly StandardRange[] },
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
  return { problems: [...overlap, ...outside], predecessor };
}
