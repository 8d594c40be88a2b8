import type { Fen } from '../kernel/money';
import { findReferences, hasMistypedReference } from '../ledger/payment-reference.rules';
import type { GiftKind, GiftStatus } from './gift.rules';

/** A line of money in, as far as matching looks at it. */
export interface MoneyIn {
  readonly id: string;
  readonly amountFen: Fen;
  readonly summary: string;
  readonly remark: string;
}

/** References of gifts that a line names, each once. */
export const giftReferencesOf = (line: Pick<MoneyIn, 'summary' | 'remark'>): string[] =>
  findReferences('G', `${line.remark} ${line.summary}`);

/** Why a line waits for a person. */
export type Doubt =
  | 'no-reference'
  | 'wrong-check-digit'
  | 'several-references'
  | 'unknown-reference'
  | 'not-awaiting-money'
  | 'entity-not-qualified';

/**
 * What becomes of a line: the gift it pays, or why a person has to look. Only a line that names exactly one gift
 * that still waits for money matches by itself; the amount may differ.
 */
export function matchLine<
  G extends { readonly reference: string; readonly kind: GiftKind; readonly status: GiftStatus },
>(
  line: MoneyIn,
  giftOf: (reference: string) => G | undefined,
  mayReceive: (gift: G) => boolean,
): { gift: G } | { doubt: Doubt } {
  const [reference, ...others] = giftReferencesOf(line);
  if (reference === undefined)
    return {
      doubt: hasMistypedReference('G', `${line.remark} ${line.summary}`)
        ? 'wrong-check-digit'
        : 'no-reference',
    };
  if (others.length > 0) return { doubt: 'several-references' };
  const gift = giftOf(reference);
  if (!gift) return { doubt: 'unknown-reference' };
  if (gift.kind !== 'money' || gift.status !== 'pledged') return { doubt: 'not-awaiting-money' };
  return mayReceive(gift) ? { gift } : { doubt: 'entity-not-qualified' };
}
