import type { StockChangeKind } from '~/domain/donations/stock-change.rules';
import { formatNumber } from '~/ui/kit/format';
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
