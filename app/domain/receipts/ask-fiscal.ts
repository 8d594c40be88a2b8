import { z } from 'zod';
import { newId } from '#db/new-id';
import {
  type FiscalRequestRow,
  lockFiscalRequest,
  selectFiscalRequest,
  selectFiscalRequests,
  selectLastReversal,
  selectRequestsToFollow,
  updateFiscalRequest,
} from '#db/queries/fiscal-requests';
import { deleteJobFailures } from '#db/queries/outbox';
import { findReceipt, insertReceipt, insertReceiptVoid, lockReceiptsOfGift } from '#db/queries/receipts';
import type { Tx } from '#db/transaction';
import {
  type BillToIssue,
  type BillToReverse,
  type FiscalAnswer,
  FiscalProblem,
  type FiscalSystem,
  type IssuedBill,
} from '~/platform/fiscal/port';
import { type ReadScope, read, type Scope, useCase } from '../audit/use-case';
import { giveVerificationCode } from '../audit/verification';
import { giftForReceipt, type WholeGift } from '../donations/get-gift';
import { findEntity } from '../donations/list-entities';
import type { Actor } from '../kernel/actor';
import { madeReasons } from '../kernel/made-reasons';
import { amountInCapitals } from '../kernel/money';
import { PAGE_LIMIT, pageOf } from '../kernel/paging';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { fiscalSystemOf } from './fiscal-unit';
import { ASKING, askingKeys, giveReceipt, payerOf, publishAsking, replaceReceipt } from './give-receipt';
import { issueConstraints, reissueConstraints } from './issue-receipt';
import { giftReceiptEvent, receiptEvents } from './receipt.events';
import { receiptLines, receiptNumber, receiptRefusal, registerYear } from './receipt.rules';
import { sendWhenIssued } from './send-receipt';
import { voidReceipt } from './void-receipt';

/** Minutes after which a request without an answer is asked for again. */
const PATIENCE_MINUTES = 10;

const unknown = refusal('RECEIPT.REQUEST_UNKNOWN', { field: 'requestId' });

interface Prepared {
  readonly request: FiscalRequestRow;
  readonly system: FiscalSystem | undefined;
  /** What is said to the fiscal system; a refusal of ours when the gift has no bill coming any more. */
  readonly said: Result<BillToIssue | BillToReverse>;
}

/** A request with what is to be said of it; undefined when there is none. */
const prepareRequest = read(
  'receipts.issue',
  async (scope, { requestId }: { requestId: string }): Promise<Prepared | undefined> => {
    const request = await selectFiscalRequest(scope.tx, requestId);
    const gift = request && (await giftForReceipt.within(scope, { giftId: request.giftId }));
    const entity = gift && (await findEntity.within(scope, { entityId: gift.entityId }));
    if (!request || !gift || !entity) return undefined;
    const system = await fiscalSystemOf(scope, entity);
    return {
      request,
      system,
      said: request.receiptId
        ? await reversalOf(scope, request, request.receiptId)
        : billOf(request.id, gift, entity),
    };
  },
);

function billOf(
  requestId: string,
  gift: WholeGift,
  entity: { readonly name: string; readonly creditCode: string | null },
): Result<BillToIssue> {
  const notYet = receiptRefusal(gift);
  if (notYet) return refuse(notYet);
  const payerName = payerOf(gift);
  const { receivedOn, receivedFen, handler } = gift;
  if (!payerName || !entity.creditCode || receivedOn === null || receivedFen === null || handler === null)
    throw new Error('A request for the bill of a gift that can have none');
  return accept({
    kind: 'issue',
    requestId,
    payerName,
    payerCreditCode: gift.donorCreditCode,
    payeeName: entity.name,
    payeeCreditCode: entity.creditCode,
    handler,
    receivedOn,
    totalFen: receivedFen,
    totalInCapitals: amountInCapitals(receivedFen),
    remarks: gift.purposeName,
    lines: receiptLines(gift),
  });
}

async function reversalOf(
  { tx }: ReadScope,
  { id, reason }: FiscalRequestRow,
  receiptId: string,
): Promise<Result<BillToReverse>> {
  const receipt = await findReceipt(tx, receiptId);
  if (!receipt?.fiscalCode || !receipt.fiscalNumber) throw new Error('A reversal without its bill');
  return accept({
    kind: 'reverse',
    requestId: id,
    code: receipt.fiscalCode,
    number: receipt.fiscalNumber,
    totalFen: receipt.amountFen,
    reason: reason ?? '',
  });
}

/** Notes that the fiscal system is being asked: should its answer be lost, the next one looks first. */
const noteAsking = useCase({
  permission: 'receipts.issue',
  input: z.object({ requestId: z.uuid(), problem: z.string().max(60).optional() }),
  async run({ tx, now }, { requestId, problem }) {
    const request = await lockFiscalRequest(tx, requestId);
    if (!request) return refuse(unknown);
    if (request.state !== 'waiting') return accept({ requestId });
    await updateFiscalRequest(
      tx,
      requestId,
      problem === undefined
        ? { attempts: request.attempts + 1, askedAt: now }
        : { problemCode: problem, problemText: null },
    );
    return accept({ requestId });
  },
});

/**
 * Asks the fiscal system for a bill or a reversal and writes what it answers, once however often it is asked: under the same
 * key it issues one bill, and an answer that was lost is looked for first. Without an answer it throws and is tried again;
 * `followed`: what stands in the way is written with the request instead, as another round comes by itself in some minutes.
 * Not part of a transaction. Refuses RECEIPT.REQUEST_UNKNOWN, and where it is not followed RECEIPT.FISCAL_NUMBER_TAKEN.
 */
export async function askFiscal(
  actor: Actor,
  { requestId, followed = false }: { requestId: string; followed?: boolean },
): Promise<Result<unknown>> {
  const { effect: _, ...asking } = actor;
  const prepared = await prepareRequest(asking, { requestId });
  if (!prepared) return refuse(unknown);
  const { request, system, said } = prepared;
  if (request.state !== 'waiting') return accept({ requestId });
  if (!system) return noteAsking(actor, { requestId, problem: 'NOT_SET_UP' });
  // What was never asked for need not be: the gift has gone back meanwhile.
  if (!said.ok && request.attempts === 0)
    return settleRefused(actor, { requestId, code: said.refusals[0]?.code ?? '', reason: '' });
  await noteAsking(asking, { requestId });
  try {
    const answer = await answerOf(system, { request, said });
    if (answer.state === 'done') {
      const kept = await settleDone(actor, { requestId, bill: answer.bill });
      if (kept.ok) return kept;
      const noted = await noteAsking(asking, { requestId, problem: kept.refusals[0]?.code });
      return followed ? noted : kept;
    }
    if (answer.state === 'refused')
      return settleRefused(actor, { requestId, code: answer.code, reason: answer.reason });
    return noteAsking(actor, { requestId, problem: 'PENDING' });
  } catch (error) {
    if (!(error instanceof FiscalProblem)) throw error;
    const noted = await noteAsking(asking, { requestId, problem: error.code });
    if (followed) return noted;
    throw error;
  }
}

async function answerOf(
  system: FiscalSystem,
  { request, said }: Omit<Prepared, 'system'>,
): Promise<FiscalAnswer> {
  const before = request.attempts > 0 ? await system.look(request.id) : undefined;
  if (before && before.state !== 'unknown') return checked(before, said);
  if (!said.ok) return { state: 'refused', code: said.refusals[0]?.code ?? '', reason: '' };
  return checked(await system.ask(said.value), said);
}

/** A bill over another amount than was asked for is none of ours. */
function checked(answer: FiscalAnswer, said: Prepared['said']): FiscalAnswer {
  const wanted = said.ok ? said.value.totalFen : undefined;
  if (answer.state === 'done' && wanted !== undefined && answer.bill.totalFen !== wanted)
    throw new FiscalProblem('ANSWER_AMOUNT');
  return answer.state === 'unknown' ? { state: 'pending' } : answer;
}

/** Rounds that were given up without an answer are no failures any more once there is one. */
const forgetRounds = (tx: Tx, requestId: string): Promise<void> =>
  deleteJobFailures(tx, { job: ASKING, keysFrom: askingKeys(requestId) });

const settleRefused = useCase({
  permission: 'receipts.issue',
  input: z.object({ requestId: z.uuid(), code: z.string().max(60), reason: z.string().max(300) }),
  async run({ tx, now, audit }, { requestId, code, reason }) {
    const request = await lockFiscalRequest(tx, requestId);
    if (!request) return refuse(unknown);
    if (request.state !== 'waiting') return accept({ requestId });
    await forgetRounds(tx, requestId);
    await updateFiscalRequest(tx, requestId, {
      state: 'refused',
      problemCode: code,
      problemText: reason,
      settledAt: now,
    });
    const detail = { data: { requestId, code }, ...(reason && { reason }) };
    audit(giftReceiptEvent('receipts.fiscal-refused', request.giftId, detail));
    return accept({ requestId });
  },
});

const numberTaken = refusal('RECEIPT.FISCAL_NUMBER_TAKEN');

const billForm = z.object({
  code: z.string(),
  number: z.string(),
  checkCode: z.string(),
  issuedOn: z.custom<IssuedBill['issuedOn']>((value) => typeof value === 'string'),
  totalFen: z.bigint(),
  supervisionSeal: z.string().nullable(),
  reviewer: z.string().nullable(),
});

/** Writes the bill that the fiscal system issued: the receipt of its gift, or the end of one. */
const settleDone = useCase({
  permission: 'receipts.issue',
  input: z.object({ requestId: z.uuid(), bill: billForm }),
  constraints: {
    receipts_fiscal_unique: numberTaken,
    fiscal_requests_red_unique: numberTaken,
    ...issueConstraints,
    ...reissueConstraints,
  },
  async run(scope, { requestId, bill }) {
    const found = await selectFiscalRequest(scope.tx, requestId);
    if (!found) return refuse(unknown);
    await lockReceiptsOfGift(scope.tx, found.giftId);
    const request = await lockFiscalRequest(scope.tx, requestId);
    if (request?.state !== 'waiting') return accept({ requestId });
    await forgetRounds(scope.tx, requestId);
    const settled = { state: 'done', problemCode: null, problemText: null, settledAt: scope.now } as const;
    if (request.receiptId) {
      await updateFiscalRequest(scope.tx, requestId, {
        ...settled,
        redCode: bill.code,
        redNumber: bill.number,
        redCheckCode: bill.checkCode,
      });
      await keepReversal(scope, request, { receiptId: request.receiptId, bill });
    } else {
      await updateFiscalRequest(scope.tx, requestId, settled);
      await keepBill(scope, request, bill);
    }
    return accept({ requestId });
  },
});

async function keepBill(scope: Scope, request: FiscalRequestRow, bill: IssuedBill): Promise<void> {
  const gift = await giftForReceipt.within(scope, { giftId: request.giftId });
  const entity = gift && (await findEntity.within(scope, { entityId: gift.entityId }));
  if (!gift || !entity || gift.receivedOn === null || gift.receivedFen === null || gift.handler === null)
    throw new Error('A bill of a gift without entity or handler');
  const receiptId = newId();
  const replacesId = request.replacesId ?? undefined;
  const { receivedOn, handler } = gift;
  await insertReceipt(scope.tx, {
    id: receiptId,
    giftId: gift.id,
    entityId: entity.id,
    kind: 'fiscal_receipt',
    year: registerYear(bill.issuedOn),
    prefix: entity.receiptPrefix,
    verificationCode: await giveVerificationCode(scope, { type: 'receipt', id: receiptId }),
    issuedOn: bill.issuedOn,
    issuedAt: scope.now,
    receivedOn,
    supervisionSeal: bill.supervisionSeal,
    fiscalCode: bill.code,
    fiscalNumber: bill.number,
    fiscalCheckCode: bill.checkCode,
    fiscalRequestId: request.id,
    payerName: payerOf(gift) ?? null,
    payerCreditCode: gift.donorCreditCode,
    payeeName: entity.name,
    payeeCreditCode: entity.creditCode,
    giftKind: gift.kind,
    purposeName: gift.purposeName,
    amountFen: bill.totalFen,
    remarks: gift.purposeName,
    handler,
    reviewer: bill.reviewer,
    replacesId,
    lines: receiptLines(gift),
  });
  const data = { number: `${bill.code} ${bill.number}`, replacesId: replacesId ?? null };
  for (const event of receiptEvents('receipts.issued', { receiptId, giftId: gift.id }, { data }))
    scope.audit(event);
  // The gift went back while the fiscal system was at work.
  if (gift.status !== 'returned') await sendWhenIssued(scope, { receiptId, giftId: gift.id });
  else await voidReceipt.within(scope, { receiptId, reason: madeReasons.givenBackMeanwhile });
}

async function keepReversal(
  scope: Scope,
  { id: fiscalRequestId, giftId, reason, requestedBy }: FiscalRequestRow,
  { receiptId, bill }: { receiptId: string; bill: IssuedBill },
): Promise<void> {
  const receipt = await findReceipt(scope.tx, receiptId);
  if (!receipt) throw new Error('A reversal without its bill');
  await insertReceiptVoid(scope.tx, {
    receiptId,
    giftId,
    kind: receipt.kind,
    reason: reason ?? '',
    voidedOn: bill.issuedOn,
    voidedAt: scope.now,
    voidedBy: requestedBy,
    fiscalRequestId,
  });
  const data = { number: receiptNumber(receipt), red: `${bill.code} ${bill.number}` };
  for (const event of receiptEvents(
    'receipts.reversed',
    { receiptId, giftId },
    { data, reason: reason ?? '' },
  ))
    scope.audit(event);
}

/** Publishes a job for each request that has waited some minutes for its answer. `period` names the round. */
export const followFiscal = useCase({
  permission: 'receipts.issue',
  input: z.object({ period: z.string().min(1) }),
  async run(scope, { period }) {
    const before = new Date(scope.now.getTime() - PATIENCE_MINUTES * 60_000);
    const open = await selectRequestsToFollow(scope.tx, { before, limit: PAGE_LIMIT });
    for (const { id } of open) publishAsking(scope, id, { round: period, followed: true });
    return accept({ open: open.length });
  },
});

/**
 * Asks again: at once what still waits, under the same key; what was refused as a new request, with what the gift says now.
 * Gives the request that is under way.
 * Refuses RECEIPT.REQUEST_UNKNOWN, RECEIPT.REQUEST_DONE, and as `giveReceipt` and `voidReceipt`.
 */
export const askFiscalAgain = useCase({
  permission: 'receipts.issue',
  input: z.object({ requestId: z.uuid() }),
  constraints: { ...issueConstraints, ...reissueConstraints },
  async run(scope, { requestId }) {
    const request = await lockFiscalRequest(scope.tx, requestId);
    if (!request) return refuse(unknown);
    if (request.state === 'done') return refuse(refusal('RECEIPT.REQUEST_DONE', { field: 'requestId' }));
    if (request.state === 'waiting') {
      publishAsking(scope, requestId, { round: `again-${request.attempts}` });
      return accept({ requestId });
    }
    const { giftId, receiptId, reason, replacesId } = request;
    const again = receiptId
      ? await voidReceipt.within(scope, { receiptId, reason: reason ?? '' })
      : replacesId
        ? await replaceReceipt.within(scope, { receiptId: replacesId })
        : await giveReceipt.within(scope, { giftId });
    if (!again.ok) return again;
    // The new request is the one to follow; a receipt that has come meanwhile leaves none.
    return accept({ requestId: ('requestId' in again.value && again.value.requestId) || requestId });
  },
});

/** How the reversal of a bill stands that was asked for last; undefined when none was, or it is made. */
export const findOpenReversal = read(
  'receipts.view',
  async ({ tx }, { receiptId }: { receiptId: string }) => {
    const last = await selectLastReversal(tx, receiptId);
    if (!last || last.state === 'done') return undefined;
    const { state, problemCode, problemText } = last;
    return { state, problemCode, problemText };
  },
);

/** Requests without an answer or refused, or those that were answered, the newest first. */
export const listFiscalRequests = read(
  'receipts.view',
  async (
    { tx },
    { state = 'open', after, limit = 50 }: { state?: 'open' | 'done'; after?: string; limit?: number },
  ) => {
    const size = Math.min(limit, PAGE_LIMIT);
    const states = state === 'open' ? (['waiting', 'refused'] as const) : (['done'] as const);
    const before = after && /^[0-9a-f-]{36}$/.test(after) ? after : undefined;
    return pageOf(await selectFiscalRequests(tx, { states, before, limit: size + 1 }), size, ({ id }) => id);
  },
);
