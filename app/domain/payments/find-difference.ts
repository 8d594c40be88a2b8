import { newId } from '#db/new-id';
import { insertReview } from '#db/queries/payment-reviews';
import type { Scope } from '../audit/use-case';
import type { Fen } from '../kernel/money';
import type { PlainDate } from '../kernel/plain-date';
import { paymentEvent } from './payment.events';
import type { ProviderName, ReviewKind } from './payment.rules';

/** Something that does not fit. */
export interface Difference {
  /** Says what is meant, so that finding it again adds nothing. */
  readonly key: string;
  readonly kind: ReviewKind;
  readonly provider: ProviderName;
  readonly orderNumber: string;
  readonly orderId?: string;
  readonly transactionId?: string;
  readonly amountFen?: Fen;
  readonly expectedFen?: Fen;
  readonly currency?: string;
  readonly on: PlainDate;
  /** Money at the provider that can be booked to somebody. */
  readonly moneyFen?: Fen;
}

/** Puts something on the list of what a person has to look at. False when it is there already. */
export async function findDifference(scope: Scope, { on, ...found }: Difference): Promise<boolean> {
  const id = newId();
  if (!(await insertReview(scope.tx, { id, ...found, happenedOn: on, foundAt: scope.now }))) return false;
  scope.audit(
    paymentEvent({
      kind: 'payment-review.found',
      subject: { type: 'payment-review', id },
      data: { kind: found.kind, provider: found.provider, orderNumber: found.orderNumber },
    }),
  );
  return true;
}
