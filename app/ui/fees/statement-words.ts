import type { Statement } from '~/domain/fees/find-statement';
import { m } from '~/words/generated/messages';
import { formatDayMonth, formatMoney, formatMonth } from '../kit/format';

/** What a group of charges is, on screen and on paper: which days, and whether it puts an earlier bill right. */
export function groupText({ corrected, month, from, last }: Statement['groups'][number]): string {
  const days =
    from === last
      ? formatDayMonth(from)
      : m.fees_from_to({ from: formatDayMonth(from), last: formatDayMonth(last) });
  return corrected ? m.fees_correction_of({ month: formatMonth(month), days }) : days;
}

/** What the account owes, in a sentence. */
export function owedText(balanceFen: bigint): string {
  if (balanceFen > 0n) return m.fees_owed({ amount: formatMoney(balanceFen) });
  if (balanceFen < 0n) return m.fees_ahead({ amount: formatMoney(-balanceFen) });
  return m.fees_settled();
}
