import { z } from 'zod';
import {
  type BatchRow,
  countDeliveries,
  countToReceipt,
  countToSend,
  type DeliveryStatus,
  insertBatch,
  insertReceiptDeliveries,
  lockBatch,
  queueStopped,
  selectBatch,
  selectBatches,
  selectToReceipt,
  selectToSend,
  updateBatch,
} from '#db/queries/receipt-batches';
import { lockReceiptsOfGift } from '#db/queries/receipts';
import { senders } from '~/platform/messages/senders';
import { read, type Scope, useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { giveReceipt } from './give-receipt';
import { issueConstraints } from './issue-receipt';
import { batchEvent } from './receipt.events';
import { publishSending } from './send-receipt';

/** Gifts or receipts per transaction: a second or two of work, so that a stop is heard soon. */
const PORTION = 100;
const LISTED = 50;

export const batchKinds = ['issue', 'send'] as const;

const oneOpen = { receipt_batches_one_open: refusal('RECEIPT.BATCH_RUNS') };

/**
 * Begins to issue receipts for all gifts that arrived in a period and have none, or to send all receipts that were issued in it,
 * hold, and were not sent yet; with `again` also those that were. The work is done by `runBatch`, a portion at a time; one batch
 * of a kind at a time. Answers how many are left out because they were sent already.
 * Refuses RECEIPT.BATCH_KIND, RECEIPT.BATCH_DAYS, RECEIPT.BATCH_EMPTY, RECEIPT.BATCH_ALL_SENT, RECEIPT.BATCH_RUNS,
 * RECEIPT.MAIL_NOT_SET_UP; all that is wrong at once.
 */
export const startBatch = useCase({
  permission: 'receipts.issue',
  input: z.object({
    kind: z.enum(batchKinds, 'RECEIPT.BATCH_KIND'),
    from: civilDate(),
    last: civilDate(),
    again: z.boolean().default(false),
  }),
  constraints: oneOpen,
  async run(scope, { kind, from, last, again }) {
    const problems: Refusal[] = [];
    if (from > last) problems.push(refusal('RECEIPT.BATCH_DAYS', { field: 'last' }));
    if (kind === 'send' && !senders().mail)
      problems.push(refusal('RECEIPT.MAIL_NOT_SET_UP', { field: 'kind' }));
    const days = { fromOn: from, lastOn: last };
    const { total, alreadySent } =
      kind === 'issue'
        ? { total: await countToReceipt(scope.tx, days), alreadySent: 0 }
        : await toSend(scope, { ...days, again });
    if (total === 0 && alreadySent > 0)
      problems.push(refusal('RECEIPT.BATCH_ALL_SENT', { field: 'again', params: { count: alreadySent } }));
    else if (total === 0 && from <= last) problems.push(refusal('RECEIPT.BATCH_EMPTY', { field: 'from' }));
    if (problems.length > 0) return refuse(...problems);
    const batchId = await insertBatch(scope.tx, {
      kind,
      ...days,
      requestedBy: scope.actor.name,
      requestedAt: scope.now,
      total,
      again: kind === 'send' && again,
      alreadySent,
    });
    scope.audit(
      batchEvent('receipts.batch-begun', batchId, {
        kind,
        from,
        last,
        total,
        ...(kind === 'send' ? { again, alreadySent } : {}),
      }),
    );
    publishStep(scope, batchId, 0);
    return accept({ batchId, alreadySent });
  },
});

async function toSend(
  { tx }: Scope,
  { again, ...days }: { fromOn: PlainDate; lastOn: PlainDate; again: boolean },
): Promise<{ total: number; alreadySent: number }> {
  const { hold, alreadySent } = await countToSend(tx, days);
  return again ? { total: hold, alreadySent: 0 } : { total: hold - alreadySent, alreadySent };
}

const publishStep = (scope: Scope, batchId: string, step: number) =>
  scope.publish({ job: 'receipts.run-batch', key: `${batchId}/${step}`, payload: { batchId, step } });

const unknown = refusal('RECEIPT.BATCH_UNKNOWN', { field: 'batchId' });

/** How far a batch came in one go. */
interface Portion {
  readonly done: number;
  readonly leftOut: number;
  /** The last one that was looked at; undefined: there was none. */
  readonly lastId: string | undefined;
  readonly more: boolean;
}

/**
 * Does the next portion of a batch. `step` says which turn is meant: one that was taken already changes nothing, so a worker
 * that dies in the middle leaves nothing undone and nothing done twice. Refuses RECEIPT.BATCH_UNKNOWN.
 */
export const runBatch = useCase({
  permission: 'receipts.issue',
  input: z.object({ batchId: z.uuid(), step: z.int().min(0) }),
  constraints: issueConstraints,
  async run(scope, { batchId, step }) {
    const batch = await lockBatch(scope.tx, batchId);
    if (!batch) return refuse(unknown);
    if (batch.finishedAt || batch.steps !== step) return accept({ batchId });
    if (batch.stopRequestedAt) return finish(scope, batch, {});
    const portion = await (batch.kind === 'issue' ? issuePortion : sendPortion)(scope, batch);
    if (!portion.ok) return portion;
    const { done, leftOut, lastId, more } = portion.value;
    const fields = {
      steps: step + 1,
      afterId: lastId ?? batch.afterId,
      done: batch.done + done,
      leftOut: batch.leftOut + leftOut,
    };
    if (!more) return finish(scope, batch, fields);
    await updateBatch(scope.tx, batchId, fields);
    publishStep(scope, batchId, step + 1);
    return accept({ batchId });
  },
});

async function finish(
  scope: Scope,
  batch: BatchRow,
  fields: Partial<Pick<BatchRow, 'steps' | 'afterId' | 'done' | 'leftOut'>>,
): Promise<Result<{ batchId: string }>> {
  await updateBatch(scope.tx, batch.id, { ...fields, finishedAt: scope.now });
  const { done = batch.done, leftOut = batch.leftOut } = fields;
  scope.audit(batchEvent('receipts.batch-ended', batch.id, { kind: batch.kind, done, leftOut }));
  return accept({ batchId: batch.id });
}

async function issuePortion(scope: Scope, batch: BatchRow): Promise<Result<Portion>> {
  const { fromOn, lastOn, afterId } = batch;
  const ids = await selectToReceipt(scope.tx, { fromOn, lastOn, after: afterId, limit: PORTION });
  // All before the first number is taken: whoever issues one of them by itself holds its gift and then waits for the register.
  for (const giftId of ids) await lockReceiptsOfGift(scope.tx, giftId);
  let done = 0;
  for (const giftId of ids) {
    const given = await giveReceipt.within(scope, { giftId });
    if (given.ok) done++;
  }
  return accept({
    done,
    leftOut: ids.length - done,
    lastId: ids.at(-1),
    more: ids.length === PORTION,
  });
}

async function sendPortion(scope: Scope, batch: BatchRow): Promise<Result<Portion>> {
  const { id: batchId, fromOn, lastOn, again, afterId } = batch;
  // What was held back by a stop comes first: those are counted already.
  const held = await queueStopped(scope.tx, { batchId, again, limit: PORTION });
  for (const id of held) publishSending(scope, id, batch.steps);
  if (held.length > 0) return accept({ done: 0, leftOut: 0, lastId: undefined, more: true });
  const found = await selectToSend(scope.tx, { fromOn, lastOn, again, after: afterId, limit: PORTION });
  const written = await insertReceiptDeliveries(
    scope.tx,
    found.map(({ id: receiptId, hasMail }) => ({
      receiptId,
      batchId,
      status: hasMail ? ('queued' as const) : ('no_address' as const),
      queuedAt: scope.now,
      queuedBy: batch.requestedBy,
    })),
  );
  const queued = written.filter(({ status }) => status === 'queued');
  for (const { id } of queued) publishSending(scope, id);
  return accept({
    done: queued.length,
    leftOut: found.length - queued.length,
    lastId: found.at(-1)?.id,
    more: found.length === PORTION,
  });
}

/** Stops a batch: what is done stays, what is still to be sent is not. Refuses RECEIPT.BATCH_UNKNOWN, RECEIPT.BATCH_OVER. */
export const stopBatch = useCase({
  permission: 'receipts.issue',
  input: z.object({ batchId: z.uuid() }),
  async run(scope, { batchId }) {
    const batch = await lockBatch(scope.tx, batchId);
    if (!batch) return refuse(unknown);
    const counts = await countDeliveries(scope.tx, batchId);
    const sending = (counts.get('queued') ?? 0) + (counts.get('failed') ?? 0) > 0;
    if (batch.stopRequestedAt || (batch.finishedAt && !sending))
      return refuse(refusal('RECEIPT.BATCH_OVER', { field: 'batchId' }));
    await updateBatch(scope.tx, batchId, {
      stopRequestedAt: scope.now,
      stopRequestedBy: scope.actor.name,
    });
    scope.audit(batchEvent('receipts.batch-stopped', batchId, { kind: batch.kind }));
    return accept({ batchId });
  },
});

/**
 * Lets a batch that was stopped go on with what is left: each gift or receipt once. One that is through with all ends at once.
 * Refuses RECEIPT.BATCH_UNKNOWN, RECEIPT.BATCH_NOT_STOPPED, RECEIPT.BATCH_RUNS, RECEIPT.MAIL_NOT_SET_UP.
 */
export const resumeBatch = useCase({
  permission: 'receipts.issue',
  input: z.object({ batchId: z.uuid() }),
  constraints: oneOpen,
  async run(scope, { batchId }) {
    const batch = await lockBatch(scope.tx, batchId);
    if (!batch) return refuse(unknown);
    if (!batch.stopRequestedAt) return refuse(refusal('RECEIPT.BATCH_NOT_STOPPED', { field: 'batchId' }));
    if (batch.kind === 'send' && !senders().mail)
      return refuse(refusal('RECEIPT.MAIL_NOT_SET_UP', { field: 'batchId' }));
    // A turn of its own: the one that was to hear of the stop may still come, and changes nothing then.
    const step = batch.steps + 1;
    await updateBatch(scope.tx, batchId, {
      steps: step,
      stopRequestedAt: null,
      stopRequestedBy: null,
      finishedAt: null,
    });
    scope.audit(batchEvent('receipts.batch-resumed', batchId, { kind: batch.kind }));
    publishStep(scope, batchId, step);
    return accept({ batchId });
  },
});

/** Batches, the newest first. */
export const listBatches = read('receipts.view', async ({ tx }, _: Record<string, never>) =>
  selectBatches(tx, LISTED),
);

/** A batch, with what became of its receipts when it sends; undefined when there is none. */
export const findBatch = read('receipts.view', async ({ tx }, { batchId }: { batchId: string }) => {
  const batch = await selectBatch(tx, batchId);
  if (!batch) return undefined;
  const counts = await countDeliveries(tx, batchId);
  const of = (...states: DeliveryStatus[]): number =>
    states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
  const waiting = of('queued', 'failed');
  const sent = {
    sent: of('sent'),
    waiting,
    noAddress: of('no_address', 'not_configured'),
    givenUp: of('given_up'),
    stopped: of('stopped'),
  };
  return {
    ...batch,
    sent: batch.kind === 'send' ? sent : null,
    /** Whether anything is still to come. */
    running: batch.finishedAt === null || waiting > 0,
    /** How many are through with. */
    through:
      batch.kind === 'send'
        ? of('sent', 'no_address', 'not_configured', 'given_up', 'stopped')
        : batch.done + batch.leftOut,
  };
});
