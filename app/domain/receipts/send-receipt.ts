import { z } from 'zod';
import {
  type DeliveryStatus,
  giftHasMail,
  insertReceiptDeliveries,
  isBeingSent,
  lockBatch,
  lockReceiptDelivery,
  selectDeliveriesOf,
  selectReceiptDelivery,
  updateReceiptDelivery,
} from '#db/queries/receipt-batches';
import { findReceipt, lockReceiptsOfGift } from '#db/queries/receipts';
import { env } from '~/platform/env';
import { inLocale } from '~/platform/i18n/locale.server';
import { senders } from '~/platform/messages/senders';
import { m } from '~/words/generated/messages';
import { read, type Scope, useCase } from '../audit/use-case';
import type { Actor } from '../kernel/actor';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { getTenant } from '../organisations/find-tenant-name';
import { getReceipt, type WholeReceipt } from './list-receipts';
import { receiptEvents } from './receipt.events';
import { receiptNumber } from './receipt.rules';

/** Times a receipt is tried before it is given up; the pauses are the job's. */
export const MOST_SENDING_ATTEMPTS = 6;
const LISTED = 20;

/** Makes the paper of a receipt; given by the job, because papers are made of looks. */
export type Print = (receipt: WholeReceipt, on: { readonly demo: boolean }) => Promise<Buffer>;

/** The mail server could not take it at the moment: thrown so that the job is tried again. */
class SendingDelayed extends Error {
  constructor(reason: string) {
    super(`Not sent yet: ${reason}`);
    this.name = 'SendingDelayed';
  }
}

/** Has a receipt sent, once; `turn`: that of the batch which puts it on its way anew after a stop. */
export const publishSending = (scope: Scope, deliveryId: string, turn?: number): void =>
  scope.publish({
    job: 'receipts.send-receipt',
    key: turn === undefined ? deliveryId : `${deliveryId}/${turn}`,
    payload: { deliveryId },
  });

/** Sends a receipt as soon as it is issued, where there is an address for it. Part of issuing. */
export async function sendWhenIssued(
  scope: Scope,
  { receiptId, giftId }: { receiptId: string; giftId: string },
): Promise<void> {
  if (!senders().mail || !(await giftHasMail(scope.tx, giftId))) return;
  const [written] = await insertReceiptDeliveries(scope.tx, [
    { receiptId, status: 'queued', queuedAt: scope.now, queuedBy: scope.actor.name },
  ]);
  if (written) publishSending(scope, written.id);
}

/**
 * Sends a receipt that holds to its donor again. Refuses RECEIPT.UNKNOWN, RECEIPT.VOIDED, RECEIPT.REVERSAL_WAITS,
 * RECEIPT.MAIL_NOT_SET_UP, RECEIPT.NO_ADDRESS, RECEIPT.SENDING.
 */
export const resendReceipt = useCase({
  permission: 'receipts.issue',
  input: z.object({ receiptId: z.uuid() }),
  async run(scope, { receiptId }) {
    const found = await findReceipt(scope.tx, receiptId);
    // Of two who send it at once the second sees that it is on its way.
    if (found) await lockReceiptsOfGift(scope.tx, found.giftId);
    const receipt = found && (await findReceipt(scope.tx, receiptId));
    const no = (code: string) => refuse(refusal(code, { field: 'receiptId' }));
    if (!receipt) return no('RECEIPT.UNKNOWN');
    if (receipt.voidedOn !== null) return no('RECEIPT.VOIDED');
    if (receipt.reversalAskedAt) return no('RECEIPT.REVERSAL_WAITS');
    if (!senders().mail) return no('RECEIPT.MAIL_NOT_SET_UP');
    if (!(await giftHasMail(scope.tx, receipt.giftId))) return no('RECEIPT.NO_ADDRESS');
    if (await isBeingSent(scope.tx, receiptId)) return no('RECEIPT.SENDING');
    const { giftId } = receipt;
    const data = { number: receiptNumber(receipt) };
    for (const event of receiptEvents('receipts.sent-again', { receiptId, giftId }, { data }))
      scope.audit(event);
    await sendWhenIssued(scope, { receiptId, giftId });
    return accept({ receiptId });
  },
});

const findDelivery = read('jobs.run', ({ tx }, { id }: { id: string }) => selectReceiptDelivery(tx, id));

/** States in which a receipt is still to be sent. */
const waiting: ReadonlySet<string> = new Set(['queued', 'failed']);

const recordSending = useCase({
  permission: 'jobs.run',
  input: z.object({
    deliveryId: z.uuid(),
    status: z.enum(['sent', 'failed', 'given_up', 'no_address', 'not_configured', 'stopped']),
    tried: z.boolean(),
    /** Its batch was stopped: left on its way should the batch go on meanwhile. */
    unlessResumed: z.boolean().default(false),
    reason: z.string().max(300).optional(),
    reference: z.string().max(300).optional(),
  }),
  async run(scope, { deliveryId, status, tried, unlessResumed, reason, reference }) {
    const { tx, now } = scope;
    // The batch first, as it holds itself while it looks for what was held back: nothing falls between.
    const batchId = unlessResumed ? (await selectReceiptDelivery(tx, deliveryId))?.batchId : undefined;
    const batch = batchId ? await lockBatch(tx, batchId) : undefined;
    const delivery = await lockReceiptDelivery(tx, deliveryId);
    if (!delivery) return refuse(refusal('RECEIPT.DELIVERY_UNKNOWN'));
    if (batch && !batch.stopRequestedAt) {
      if (waiting.has(delivery.status)) publishSending(scope, deliveryId, batch.steps);
      return accept({ deliveryId });
    }
    if (waiting.has(delivery.status)) {
      await updateReceiptDelivery(tx, deliveryId, {
        status,
        attempts: delivery.attempts + (tried ? 1 : 0),
        reason: reason ?? null,
        ...(status === 'sent' ? { sentAt: now, reference: reference ?? null } : {}),
      });
    }
    return accept({ deliveryId });
  },
});

/**
 * Sends one receipt by mail, its paper with it, and writes what became of it. Not part of a transaction: a worker that is killed
 * in between sends it again under the same id. Throws when the mail server could not take it, until it is given up.
 */
export async function sendReceipt(
  actor: Actor,
  { deliveryId }: { deliveryId: string },
  print: Print,
): Promise<Result<unknown>> {
  const { effect: _, ...asking } = actor;
  const delivery = await findDelivery(asking, { id: deliveryId });
  if (!delivery) return refuse(refusal('RECEIPT.DELIVERY_UNKNOWN'));
  if (!waiting.has(delivery.status)) return accept({ deliveryId });
  const without = (status: Extract<DeliveryStatus, 'stopped' | 'not_configured' | 'no_address'>) =>
    recordSending(actor, {
      deliveryId,
      status,
      tried: false,
      unlessResumed: status === 'stopped' && delivery.stopped,
    });
  const sender = senders().mail;
  const receipt = await getReceipt(asking, { receiptId: delivery.receiptId });
  // One that was or is being taken back is not sent any more, nor by a batch what went out by another way.
  const holds = receipt && receipt.voidedOn === null && !receipt.reversalAskedAt;
  if (delivery.stopped || delivery.sentElsewhere || !holds) return without('stopped');
  if (!sender) return without('not_configured');
  if (!delivery.mail) return without('no_address');
  const { demo } = await getTenant(asking, {});
  const to = delivery.mail;
  const outcome = await inLocale('zh-CN', async () =>
    sender.send({
      id: deliveryId,
      to,
      kind: 'receipt',
      ...letterOf(receipt),
      params: { number: receiptNumber(receipt) },
      attachments: [
        {
          name: `${receiptNumber(receipt).replace(' ', '-')}.pdf`,
          type: 'application/pdf',
          content: await print(receipt, { demo }),
        },
      ],
    }),
  );
  if (outcome.state === 'busy' && delivery.attempts + 1 < MOST_SENDING_ATTEMPTS) {
    await recordSending(asking, { deliveryId, status: 'failed', tried: true, reason: outcome.reason });
    throw new SendingDelayed(outcome.reason);
  }
  return recordSending(
    actor,
    outcome.state === 'sent'
      ? { deliveryId, status: 'sent', tried: true, reference: outcome.reference }
      : { deliveryId, status: 'given_up', tried: true, reason: outcome.reason },
  );
}

const letterOf = (receipt: WholeReceipt) => {
  const number = receiptNumber(receipt);
  const link = `${env().appOrigin}/verify/${receipt.verificationCode}`;
  const said = { number, payee: receipt.payeeName };
  return {
    subject: m.receipts_mail_subject(said),
    text: `${m.receipts_mail_text(said)}\n\n${link}\n`,
  };
};

/** When a receipt was sent and what became of it, the newest first. */
export const listSendings = read('receipts.view', async ({ tx }, { receiptId }: { receiptId: string }) =>
  selectDeliveriesOf(tx, receiptId, LISTED),
);
