import { z } from 'zod';
import { newId } from '#db/new-id';
import { selectWaitingIssue } from '#db/queries/fiscal-requests';
import {
  findReceipt,
  insertReceipt,
  lockReceiptsOfGift,
  type Receipt,
  selectReceiptOfGift,
  selectReceiptVoid,
} from '#db/queries/receipts';
import { once } from '../audit/once';
import { type Scope, useCase } from '../audit/use-case';
import { giveVerificationCode } from '../audit/verification';
import { giftForReceipt, type WholeGift } from '../donations/get-gift';
import { findEntity } from '../donations/list-entities';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { receiptEvents } from './receipt.events';
import { receiptLines, receiptNumber, receiptRefusal, registerYear } from './receipt.rules';
import { sendWhenIssued } from './send-receipt';

/** What whoever issued a receipt is told. */
export interface Issued {
  readonly receiptId: string;
  readonly number: string;
}

/** A receipt as its issuer is told of it. */
export const issued = (
  receipt: Pick<Receipt, 'id' | 'prefix' | 'year' | 'number'> &
    Partial<Pick<Receipt, 'fiscalCode' | 'fiscalNumber'>>,
): Issued => ({
  receiptId: receipt.id,
  number: receiptNumber(receipt),
});

/** Writes the next receipt of the register; the database gives the number (see 0014_receipts.sql). */
async function issue(
  scope: Scope,
  gift: WholeGift,
  { replacesId }: { replacesId?: string },
): Promise<Result<Issued>> {
  const notYet = receiptRefusal(gift);
  if (notYet) return refuse(notYet);
  const entity = await findEntity.within(scope, { entityId: gift.entityId });
  const { receivedOn, receivedFen, handler } = gift;
  if (!entity || receivedOn === null || receivedFen === null || handler === null)
    throw new Error('A received gift without entity or handler');
  const receiptId = newId();
  const number = await insertReceipt(scope.tx, {
    id: receiptId,
    giftId: gift.id,
    entityId: entity.id,
    kind: 'donation_acknowledgement',
    year: registerYear(scope.today),
    prefix: entity.receiptPrefix,
    verificationCode: await giveVerificationCode(scope, { type: 'receipt', id: receiptId }),
    issuedOn: scope.today,
    issuedAt: scope.now,
    receivedOn,
    payerName: gift.donorName ?? gift.payerName,
    payerCreditCode: gift.donorCreditCode,
    payeeName: entity.name,
    payeeCreditCode: entity.creditCode,
    giftKind: gift.kind,
    purposeName: gift.purposeName,
    amountFen: receivedFen,
    handler,
    replacesId,
    lines: receiptLines(gift),
  });
  const value = issued({
    id: receiptId,
    prefix: entity.receiptPrefix,
    year: registerYear(scope.today),
    number,
  });
  for (const event of receiptEvents(
    'receipts.issued',
    { receiptId, giftId: gift.id },
    { data: { number: value.number, replacesId: replacesId ?? null } },
  )) {
    scope.audit(event);
  }
  await sendWhenIssued(scope, { receiptId, giftId: gift.id });
  return accept(value);
}

/** What the database answers when a gift is given a second receipt, or one is replaced twice. */
export const issueConstraints = { receipts_gift_unique: refusal('RECEIPT.ISSUED', { field: 'giftId' }) };
export const reissueConstraints = {
  receipts_replaced_once: refusal('RECEIPT.REPLACED', { field: 'receiptId' }),
};

const fiscalWaits = refusal('RECEIPT.FISCAL_WAITS', { field: 'giftId' });

/**
 * Issues our own acknowledgement of a gift, once: whoever asks again is given the receipt there is. The number is the next of
 * the register of entity, kind and year, without gap. What the receiver's donors get by rule: `giveReceipt`.
 * Refuses GIFT.UNKNOWN, RECEIPT.MONEY_NOT_RECEIVED, .GOODS_NOT_VALUED, .GIFT_RETURNED, and RECEIPT.FISCAL_WAITS while the fiscal
 * system may be issuing a bill.
 */
export const issueReceipt = useCase({
  permission: 'receipts.issue',
  input: z.object({ giftId: z.uuid() }),
  constraints: issueConstraints,
  async run(scope, { giftId }) {
    // Two that come at once wait here for each other, so that the register's lock is not held in vain.
    await lockReceiptsOfGift(scope.tx, giftId);
    await once(scope, `receipt/${giftId}`, 'receipts.issue-receipt');
    const known = await selectReceiptOfGift(scope.tx, giftId);
    if (known) return accept(issued(known));
    if (await selectWaitingIssue(scope.tx, giftId)) return refuse(fiscalWaits);
    const gift = await giftForReceipt.within(scope, { giftId });
    return gift ? issue(scope, gift, {}) : refuse(refusal('GIFT.UNKNOWN', { field: 'giftId' }));
  },
});

/**
 * Issues our own acknowledgement in place of a voided receipt; it says which, and the old number stays used. Of two at once
 * one is refused. Refuses RECEIPT.UNKNOWN, RECEIPT.NOT_VOIDED, RECEIPT.REPLACED, RECEIPT.FISCAL_WAITS.
 */
export const reissueReceipt = useCase({
  permission: 'receipts.issue',
  input: z.object({ receiptId: z.uuid() }),
  constraints: reissueConstraints,
  async run(scope, { receiptId }) {
    const voided = await findReceipt(scope.tx, receiptId);
    if (!voided) return refuse(refusal('RECEIPT.UNKNOWN', { field: 'receiptId' }));
    if (!(await selectReceiptVoid(scope.tx, receiptId)))
      return refuse(refusal('RECEIPT.NOT_VOIDED', { field: 'receiptId' }));
    await lockReceiptsOfGift(scope.tx, voided.giftId);
    if (await selectWaitingIssue(scope.tx, voided.giftId)) return refuse(fiscalWaits);
    const gift = await giftForReceipt.within(scope, { giftId: voided.giftId });
    return gift
      ? issue(scope, gift, { replacesId: receiptId })
      : refuse(refusal('GIFT.UNKNOWN', { field: 'giftId' }));
  },
});
