import { formatMoney } from '~/ui/kit/format';

/** An amount on the debit side (借方), empty when it is a credit. */
export const debit = (fen: bigint): string => (fen > 0n ? formatMoney(fen) : '');

/** An amount on the credit side (贷方), empty when it is a debit. */
export const credit = (fen: bigint): string => (fen < 0n ? formatMoney(-fen) : '');
