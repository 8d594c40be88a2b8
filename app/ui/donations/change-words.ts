import type { StockChangeKind } from '~/domain/donations/stock-change.rules';
import { formatMoney, formatNumber } from '~/ui/kit/format';
import { m } from '~/words/generated/messages';
import type { Tone } from '../kit/status';

export const changeKindLabel: Record<StockChangeKind, () => string> = {
  count: m.donations_change_count,
  write_off: m.donations_change_write_off,
  sale: m.donations_change_sale,
};

export const changeStatusLabel = {
  proposed: m.donations_change_proposed,
  done: m.donations_change_done,
  declined: m.donations_change_declined,
};

export const changeTone = {
  proposed: 'due',
  done: 'ok',
  declined: 'stopped',
} as const satisfies Record<string, Tone>;

/** A difference with its sign: −2, +1, 0. */
export const differenceText = (difference: number): string =>
  difference > 0 ? `+${formatNumber(difference)}` : formatNumber(difference);

interface Line {
  readonly proven: boolean;
  readonly valueFen: bigint | null;
}

/** What the store has more or less by a line, with its sign; in words where there is no proof of value. */
export const lineWorth = ({ proven, valueFen }: Line): string => {
  if (!proven) return m.donations_no_proof_no_value();
  return valueFen === null ? m.kit_empty_value() : formatMoney(-valueFen);
};

/** What the store has more or less by all of them, and whether there are some without proof of value. */
export const changeWorth = ({
  totalFen,
  lines,
}: {
  readonly totalFen: bigint | null;
  readonly lines: readonly Line[];
}): string => {
  const unproven = lines.filter(({ proven }) => !proven).length;
  if (unproven === lines.length) return m.donations_no_proof_no_value();
  const total = totalFen === null ? m.kit_empty_value() : formatMoney(-totalFen);
  return unproven === 0 ? total : m.donations_change_worth_part({ total, lots: unproven });
};
