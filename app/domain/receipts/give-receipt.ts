import { z } from 'zod';
import { insertFiscalRequest, selectWaitingIssue } from '#db/queries/fiscal-requests';
import { findReceipt, lockReceiptsOfGift, selectReceiptOfGift } from '#db/queries/receipts';
import { once } from '../audit/once';
import { type Scope, useCase } from '../audit/use-case';
import { giftForReceipt, type WholeGift } from '../donations/get-gift';
import { findEntity } from '../donations/list-entities';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { fiscalSystemOf } from './fiscal-unit';
import {
  type Issued,
  issueConstraints,
  issued,
  issueReceipt,
  reissueConstraints,
  reissueReceipt,
} from './issue-receipt';
import { giftReceiptEvent } from './receipt.events';
import { receiptRefusal } from './receipt.rules';

/** What came of it: a receipt, or a bill that the fiscal system is asked for. */
export type Given =
  | ({ readonly state: 'issued' } & Issued)
  | { readonly state: 'asked'; readonly requestId: string };

/** Who gave, as a bill of the fiscal system has to name them; undefined when nobody knows. */
export const payerOf = (gift: Pick<WholeGift, 'donorName' | 'payerName'>): string | undefined =>
  gift.donorName ?? gift.payerName ?? undefined;

/** Asks the fiscal system for the bill of a gift, or leaves it to our own paper when it is not the receiver's. */
async function askOrElse(
  scope: Scope,
  gift: WholeGift,
  { replacesId }: { replacesId?: string },
  own: () => Promise<Result<Issued>>,
): Promise<Result<Given>> {
  const notYet = receiptRefusal(gift);
  if (notYet) return refuse(notYet);
  const entity = await findEntity.within(scope, { entityId: gift.entityId });
  // The bill's form names its payer: a giver whom nobody knows gets our own paper, which says so.
  if (!entity || !payerOf(gift) || !(await fiscalSystemOf(scope, entity))) {
    const given = await own();
    return given.ok ? accept({ state: 'issued', ...given.value }) : given;
  }
  const requestId = await insertFiscalRequest(scope.tx, {
    kind: 'issue',
    giftId: gift.id,
    replacesId: replacesId ?? null,
    requestedBy: scope.actor.name,
    requestedAt: scope.now,
  });
  scope.audit(giftReceiptEvent('receipts.fiscal-asked', gift.id, { data: { requestId } }));
  publishAsking(scope, requestId, { round: 'first' });
  return accept({ state: 'asked', requestId });
}

/** Job that asks the fiscal system; the keys of a request's rounds begin with what `askingKeys` says. */
export const ASKING = 'receipts.ask-fiscal';
export const askingKeys = (requestId: string): string => `${requestId}:`;

/** Has the fiscal system asked; each round once. `followed`: another round comes by itself, so no answer is no failure. */
export function publishAsking(
  scope: Scope,
  requestId: string,
  { round, followed = false }: { round: string; followed?: boolean },
): void {
  scope.publish({
    job: ASKING,
    key: `${askingKeys(requestId)}${round}`,
    payload: { requestId, ...(followed && { period: round }) },
  });
}

/**
 * Gives the receipt of a gift, once: a bill of the fiscal system where that is set up for the receiver and the giver is known,
 * else our own acknowledgement. Whoever asks again is given the receipt there is, or the request that waits.
 * Refuses GIFT.UNKNOWN, RECEIPT.MONEY_NOT_RECEIVED, RECEIPT.GOODS_NOT_VALUED, RECEIPT.GIFT_RETURNED.
 */
export const giveReceipt = useCase({
  permission: 'receipts.issue',
  input: z.object({ giftId: z.uuid() }),
  constraints: issueConstraints,
  async run(scope, { giftId }): Promise<Result<Given>> {
    await lockReceiptsOfGift(scope.tx, giftId);
    // A gift that goes back at this moment comes before or after.
    await once(scope, `receipt/${giftId}`, 'receipts.issue-receipt');
    const known = await selectReceiptOfGift(scope.tx, giftId);
    if (known) return accept({ state: 'issued', ...issued(known) });
    const waiting = await selectWaitingIssue(scope.tx, giftId);
    if (waiting) return accept({ state: 'asked', requestId: waiting.id });
    const gift = await giftForReceipt.within(scope, { giftId });
    return gift
      ? askOrElse(scope, gift, {}, () => issueReceipt.within(scope, { giftId }))
      : refuse(refusal('GIFT.UNKNOWN', { field: 'giftId' }));
  },
});

/**
 * Gives a receipt in place of one that no longer holds, as `giveReceipt` does for a gift that has none; of a giver whom nobody knows
 * it is our own acknowledgement again, as the fiscal form names the payer.
 * Refuses RECEIPT.UNKNOWN, RECEIPT.NOT_VOIDED, RECEIPT.REPLACED, and as `giveReceipt`.
 */
export const replaceReceipt = useCase({
  permission: 'receipts.issue',
  input: z.object({ receiptId: z.uuid() }),
  constraints: reissueConstraints,
  async run(scope, { receiptId }): Promise<Result<Given>> {
    const found = await findReceipt(scope.tx, receiptId);
    if (!found) return refuse(refusal('RECEIPT.UNKNOWN', { field: 'receiptId' }));
    await lockReceiptsOfGift(scope.tx, found.giftId);
    const voided = await findReceipt(scope.tx, receiptId);
    if (voided?.voidedOn == null) return refuse(refusal('RECEIPT.NOT_VOIDED', { field: 'receiptId' }));
    if (voided.replacedById) return refuse(refusal('RECEIPT.REPLACED', { field: 'receiptId' }));
    const waiting = await selectWaitingIssue(scope.tx, voided.giftId);
    if (waiting) return accept({ state: 'asked', requestId: waiting.id });
    const gift = await giftForReceipt.within(scope, { giftId: voided.giftId });
    if (!gift) return refuse(refusal('GIFT.UNKNOWN', { field: 'giftId' }));
    return askOrElse(scope, gift, { replacesId: receiptId }, () =>
      reissueReceipt.within(scope, { receiptId }),
    );
  },
});
