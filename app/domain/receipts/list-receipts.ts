import {
  findReceipt,
  type Receipt,
  selectHoldingReceipts,
  selectReceiptLines,
  selectReceiptOfGift,
  selectReceipts,
  selectReceiptsOfDonor,
  selectReceiptsOfGift,
  selectRegisters,
} from '#db/queries/receipts';
import { type ReadScope, read } from '../audit/use-case';
import { isOwnGift } from '../donations/get-gift';
import { ownGiftIds } from '../donations/list-own-gifts';
import { findGiftToPay } from '../donations/pay-gift';
import { reasonText } from '../kernel/made-reasons';
import { PAGE_LIMIT, pageOf } from '../kernel/paging';
import { addDays } from '../kernel/plain-date';
import { findWithoutReceipt } from './without-receipt';

/** Receipts of the registers, the newest first. */
export const listReceipts = read(
  'receipts.view',
  async (
    { tx },
    {
      after,
      limit = 50,
      ...filter
    }: { state?: 'valid' | 'voided'; text?: string; after?: string; limit?: number },
  ) => {
    const size = Math.min(limit, PAGE_LIMIT);
    const before = after && /^[0-9a-f-]{36}$/.test(after) ? after : undefined;
    return pageOf(await selectReceipts(tx, { ...filter, before, limit: size + 1 }), size, ({ id }) => id);
  },
);

/** Every register with its last number and how many of its receipts were voided. */
export const listRegisters = read('receipts.view', async ({ tx }, _: Record<string, never>) =>
  selectRegisters(tx),
);

/** Why it was taken back, in the reader's language if the product said so. */
const inWords = <R extends { readonly voidReason: string | null }>(receipt: R) => ({
  ...receipt,
  voidReason: reasonText(receipt.voidReason),
});

/** Receipts of one gift, the newest first: at most one of them holds. */
export const listReceiptsOfGift = read('donations.view', async ({ tx }, { giftId }: { giftId: string }) =>
  (await selectReceiptsOfGift(tx, giftId)).map(inWords),
);

const wholeReceipt = async ({ tx }: ReadScope, receipt: Receipt) => ({
  ...inWords(receipt),
  lines: await selectReceiptLines(tx, receipt.id),
});

export type WholeReceipt = Awaited<ReturnType<typeof wholeReceipt>>;

/** One receipt as it is printed. */
export const getReceipt = read('receipts.view', async (scope, { receiptId }: { receiptId: string }) => {
  const receipt = await findReceipt(scope.tx, receiptId);
  return receipt && wholeReceipt(scope, receipt);
});

/** Receipts of a gift of the donor who is signed in. */
export const listOwnReceipts = read('receipts.view-own', async (scope, { giftId }: { giftId: string }) => {
  const own = await isOwnGift.within(scope, { giftId });
  return own ? (await selectReceiptsOfGift(scope.tx, giftId)).map(inWords) : [];
});

/** The receipts that hold of gifts of the donor who is signed in, at most a page of them: gift → receipt. */
export const listOwnHoldingReceipts = read(
  'receipts.view-own',
  async (scope, { giftIds }: { giftIds: readonly string[] }) => {
    const found = await selectHoldingReceipts(scope.tx, await ownGiftIds(scope, giftIds));
    return new Map(found.map((receipt) => [receipt.giftId, inWords(receipt)]));
  },
);

/** Days for which the donor's first page tells of a receipt that came. */
const RECENT_DAYS = 30;

/** Receipts of the donor who is signed in that came within the last 30 days, the newest first, at most five. */
export const listOwnRecentReceipts = read(
  'receipts.view-own',
  async ({ tx, actor, today }, _: Record<string, never>) =>
    actor.donorId
      ? (
          await selectReceiptsOfDonor(tx, {
            donorId: actor.donorId,
            since: addDays(today, -RECENT_DAYS),
            limit: 5,
          })
        ).map(inWords)
      : [],
);

/** One receipt of a gift of the donor who is signed in; undefined when it is somebody else's. */
export const getOwnReceipt = read(
  'receipts.view-own',
  async (scope, { receiptId }: { receiptId: string }) => {
    const receipt = await findReceipt(scope.tx, receiptId);
    const own = receipt && (await isOwnGift.within(scope, { giftId: receipt.giftId }));
    return own ? wholeReceipt(scope, receipt) : undefined;
  },
);

/**
 * The receipt of what was paid by an online order, for whoever knows its number: its code once it is issued, and whether it
 * `holds` still; until then whether it is coming, or stands still until somebody here puts it right; `none` when what was issued holds no more.
 */
export const findReceiptOfOrder = read(
  'public',
  async (
    scope,
    { number }: { number: string },
  ): Promise<{ code?: string; holds?: boolean; standing: 'issued' | 'coming' | 'held' | 'none' }> => {
    const giftId = (await findGiftToPay.within(scope, { number }))?.receivedId;
    if (!giftId) return { standing: 'coming' };
    const receipt = await selectReceiptOfGift(scope.tx, giftId);
    if (receipt)
      return {
        code: receipt.verificationCode,
        holds: receipt.voidedOn === null,
        standing: 'issued',
      };
    const reason = (await findWithoutReceipt.within(scope, { giftId }))?.reason;
    if (reason === 'coming' || reason === 'unnamed' || reason === 'fiscal_waiting')
      return { standing: 'coming' };
    return { standing: reason === 'fiscal_refused' || reason === 'failed' ? 'held' : 'none' };
  },
);

/** The receipt that holds of what was paid by an online order, as it is printed, for whoever knows the order's number. */
export const getReceiptOfOrder = read('public', async (scope, { number }: { number: string }) => {
  const giftId = (await findGiftToPay.within(scope, { number }))?.receivedId;
  const receipt = giftId ? await selectReceiptOfGift(scope.tx, giftId) : undefined;
  return receipt && receipt.voidedOn === null ? wholeReceipt(scope, receipt) : undefined;
});

/** What papers of all kinds are made of; which of it stands on which is said once, where papers and pages get their fields. */
const paperFields = [
  'kind',
  'prefix',
  'year',
  'number',
  'issuedOn',
  'receivedOn',
  'payerName',
  'payerCreditCode',
  'payeeName',
  'payeeCreditCode',
  'purposeName',
  'amountFen',
  'handler',
  'replacesYear',
  'replacesNumber',
  'replacesFiscalCode',
  'replacesFiscalNumber',
  'fiscalCode',
  'fiscalNumber',
  'fiscalCheckCode',
  'supervisionSeal',
  'remarks',
  'otherInformation',
  'reviewer',
  'verificationCode',
  'voidedOn',
  'lines',
] as const satisfies readonly (keyof WholeReceipt)[];

/** A receipt as its paper shows it, with the day on which it stopped to hold. */
export type PaperReceipt = Pick<WholeReceipt, (typeof paperFields)[number]>;

/** What whoever checks a paper is told beyond it: whether another one has taken its place, not which. */
export interface VerifiableReceipt extends PaperReceipt {
  readonly replaced: boolean;
}

/** A receipt by its verification code, for whoever holds the paper: nothing leaves but what the paper shows. */
export const findVerifiableReceipt = read(
  'public',
  async (scope, { receiptId }: { receiptId: string }): Promise<VerifiableReceipt | undefined> => {
    const receipt = await findReceipt(scope.tx, receiptId);
    const whole = receipt && (await wholeReceipt(scope, receipt));
    return (
      whole && {
        ...(Object.fromEntries(paperFields.map((field) => [field, whole[field]])) as unknown as PaperReceipt),
        replaced: whole.replacedById !== null,
      }
    );
  },
);
