import type { Statement } from '~/domain/fees/find-statement';
import { m } from '~/words/generated/messages';
import { formatDayMonth, formatMoney, formatMonth } from '../kit/format';
import { payerLabel } from './labels';

const awayText = { home: m.fees_away_home, hospital: m.fees_away_hospital };

/** What a group of charges is, on screen and on paper: which days, whether away, and whether it puts an earlier bill right. */
export function groupText({
  corrected,
  month,
  from,
  last,
  absence,
  permille,
}: Statement['groups'][number]): string {
  const span =
    from === last
      ? formatDayMonth(from)
      : m.fees_from_to({ from: formatDayMonth(from), last: formatDayMonth(last) });
  const days = absence ? awayText[absence]({ days: span, percent: permille / 10 }) : span;
  return corrected ? m.fees_correction_of({ month: formatMonth(month), days }) : days;
}

/** How what a bill charges becomes what the resident is asked for: who else pays, and what was carried over. Empty when it is the same. */
export function dividedAmong(shares: Statement['shares']): { label: string; fen: bigint }[] {
  const own = shares.find(({ payer }) => payer === 'resident');
  const lines = shares
    .filter(({ payer }) => payer !== 'resident')
    .map(({ payer, chargedFen }) => ({ label: payerLabel[payer](), fen: chargedFen }));
  if (own && lines.length > 0) lines.push({ label: payerLabel.resident(), fen: own.chargedFen });
  if (own && own.carriedFen !== 0n) lines.push({ label: m.fees_carried(), fen: own.carriedFen });
  return lines;
}

/** What the account owes, in a sentence. */
export function owedText(balanceFen: bigint): string {
  if (balanceFen > 0n) return m.fees_owed({ amount: formatMoney(balanceFen) });
  if (balanceFen < 0n) return m.fees_ahead({ amount: formatMoney(-balanceFen) });
  return m.fees_settled();
}
