import type { Fen } from '../kernel/money';

/** Whether postings balance: what is debited (+) is credited (−). */
export const balances = (postings: readonly { readonly amountFen: Fen }[]): boolean =>
  postings.reduce((sum, posting) => sum + posting.amountFen, 0n) === 0n;

/** The postings that undo others: same accounts, other side. */
export const mirrored = <P extends { readonly amountFen: Fen }>(postings: readonly P[]): P[] =>
  postings.map((posting) => ({ ...posting, amountFen: -posting.amountFen }));
