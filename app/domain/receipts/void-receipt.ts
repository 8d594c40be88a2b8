import { z } from 'zod';
import { insertFiscalRequest } from '#db/queries/fiscal-requests';
import { findReceipt, insertReceiptVoid, lockReceiptsOfGift, type Receipt } from '#db/queries/receipts';
import { type Scope, useCase } from '../audit/use-case';
import { findEntity } from '../donations/list-entities';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { fiscalSystemOf } from './fiscal-unit';
import { publishAsking } from './give-receipt';
import { receiptEvents } from './receipt.events';
import { receiptNumber } from './receipt.rules';

/** What the database answers when a receipt is voided twice. */
export const voidConstraints = {
  receipt_voids_pk: refusal('RECEIPT.VOIDED', { field: 'receiptId' }),
};

/**
 * Takes a receipt back with a reason. Our own is void at once: it and its number stay in the register, and a copy on paper is
 * marked 作废 when it is printed again. For a bill of the fiscal system a red one 冲红 is asked for; until that is there the
 * bill holds. Once: of two at once one gets RECEIPT.VOIDED.
 * Refuses RECEIPT.UNKNOWN, RECEIPT.REASON_MISSING, RECEIPT.VOIDED, RECEIPT.REVERSAL_WAITS, RECEIPT.FISCAL_NOT_SET_UP.
 */
export const voidReceipt = useCase({
  permission: 'receipts.void',
  input: z.object({
    receiptId: z.uuid(),
    reason: z.string({ error: 'RECEIPT.REASON_MISSING' }).trim().min(2, 'RECEIPT.REASON_MISSING').max(300),
  }),
  constraints: voidConstraints,
  async run(scope, { receiptId, reason }) {
    const { tx, now, today, actor, audit } = scope;
    const receipt = await findReceipt(tx, receiptId);
    if (!receipt) return refuse(refusal('RECEIPT.UNKNOWN', { field: 'receiptId' }));
    if (receipt.kind === 'fiscal_receipt') return askReversal(scope, receipt, reason);
    const { giftId, kind } = receipt;
    await insertReceiptVoid(tx, {
      receiptId,
      giftId,
      kind,
      reason,
      voidedOn: today,
      voidedAt: now,
      voidedBy: actor.name,
    });
    const data = { number: receiptNumber(receipt) };
    for (const event of receiptEvents('receipts.voided', { receiptId, giftId }, { data, reason }))
      audit(event);
    return accept({ receiptId, giftId });
  },
});

async function askReversal(
  scope: Scope,
  { id: receiptId, giftId, entityId }: Receipt,
  reason: string,
): Promise<Result<{ receiptId: string; giftId: string; requestId: string }>> {
  await lockReceiptsOfGift(scope.tx, giftId);
  const receipt = await findReceipt(scope.tx, receiptId);
  if (receipt?.voidedOn != null) return refuse(refusal('RECEIPT.VOIDED', { field: 'receiptId' }));
  if (receipt?.reversalAskedAt) return refuse(refusal('RECEIPT.REVERSAL_WAITS', { field: 'receiptId' }));
  const entity = await findEntity.within(scope, { entityId });
  if (!receipt || !entity || !(await fiscalSystemOf(scope, entity)))
    return refuse(refusal('RECEIPT.FISCAL_NOT_SET_UP', { field: 'receiptId' }));
  const requestId = await insertFiscalRequest(scope.tx, {
    kind: 'reverse',
    giftId,
    receiptId,
    reason,
    requestedBy: scope.actor.name,
    requestedAt: scope.now,
  });
  const data = { number: receiptNumber(receipt), requestId };
  for (const event of receiptEvents('receipts.reversal-asked', { receiptId, giftId }, { data, reason }))
    scope.audit(event);
  publishAsking(scope, requestId, { round: 'first' });
  return accept({ receiptId, giftId, requestId });
}
