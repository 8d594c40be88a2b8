import { type Gift, selectDonor, selectGift, selectGiftMail } from '#db/queries/donations';
import { selectReturnOfGift } from '#db/queries/gift-returns';
import { selectGiftItems, selectLotsOfGift, selectValuation } from '#db/queries/goods';
import { selectAppointment } from '#db/queries/reception';
import { selectLeftOfGift } from '#db/queries/stock-changes';
import { readStoredFile } from '~/platform/storage/store-file';
import { type ReadScope, read } from '../audit/use-case';
import { dateOf } from '../kernel/plain-date';
import { findEntry } from '../ledger/find-entry';
import { hasMoneyWaiting } from '../payments/review-money';
import { maskPhone } from '../people/contact.rules';
import { maskMail } from './donor.rules';
import { useOfGift } from './gift-use';

/** When, why and how a gift went back, as its donor is told too; of online money whether the provider has sent it, and when. */
async function howReturned({ tx }: ReadScope, gift: Gift) {
  const found = gift.status === 'returned' ? await selectReturnOfGift(tx, gift.id) : undefined;
  if (!found?.decidedAt) return undefined;
  return {
    on: dateOf(found.decidedAt),
    reason: found.reason,
    amountFen: found.amountFen,
    /** Number at the provider of money that was sent back by hand. */
    sentBackNumber: found.sentBackNumber,
    /** Whether the provider is still at it. */
    underWay: found.refundStatus === 'asked',
    refundedOn: found.refundStatus === 'done' && found.refundedAt ? dateOf(found.refundedAt) : null,
  };
}

/** Whether money that came for a gift is before a person, who books it or puts it aside. */
const moneyWaitsFor = async (scope: ReadScope, { id, status }: Gift): Promise<boolean> =>
  status === 'pledged' && hasMoneyWaiting.within(scope, { type: 'gift', id });

/** The lots of a gift with what of each was handed over, is set aside, is left, or left for good: together what was stocked. */
async function lotsOf({ tx }: ReadScope, giftId: string) {
  const left = await selectLeftOfGift(tx, giftId);
  return (await selectLotsOfGift(tx, giftId)).map((lot) => ({
    ...lot,
    left: left.flatMap(({ lotId, ...one }) => (lotId === lot.id ? one : [])),
  }));
}

/** A gift with its items and what became of them. */
async function wholeGift(scope: ReadScope, gift: Gift) {
  const { tx } = scope;
  return {
    ...gift,
    returned: await howReturned(scope, gift),
    items: gift.kind === 'goods' ? await selectGiftItems(tx, [gift.id]) : [],
    valuation: gift.kind === 'goods' ? await selectValuation(tx, gift.id) : undefined,
    appointment: gift.kind === 'goods' ? await selectAppointment(tx, gift.id) : undefined,
    lots: gift.status === 'stocked' ? await lotsOf(scope, gift.id) : [],
  };
}

export type WholeGift = Awaited<ReturnType<typeof wholeGift>>;

/**
 * One gift for staff: with the donor's masked telephone, the masked addresses of the gift and of the donor, whether money for it waits
 * in the review, whoever approved that it went back, and its ledger entries for whoever may see the ledger.
 */
export const findGift = read('donations.view', async (scope, { giftId }: { giftId: string }) => {
  const gift = await selectGift(scope.tx, giftId);
  if (!gift) return undefined;
  const donor = gift.donorId ? await selectDonor(scope.tx, gift.donorId) : undefined;
  const giftMail = await selectGiftMail(scope.tx, giftId);
  const entry =
    gift.entryId && scope.actor.permissions.has('ledger.view')
      ? await findEntry.within(scope, { entryId: gift.entryId })
      : undefined;
  const returned = gift.status === 'returned' ? await selectReturnOfGift(scope.tx, giftId) : undefined;
  const returnEntry =
    returned?.entryId && scope.actor.permissions.has('ledger.view')
      ? await findEntry.within(scope, { entryId: returned.entryId })
      : undefined;
  return {
    ...(await wholeGift(scope, gift)),
    moneyWaits: await moneyWaitsFor(scope, gift),
    returnApprovedBy: returned?.decidedByName ?? null,
    returnEntry,
    donorPhone: donor?.phone ? maskPhone(donor.phone) : null,
    giftMail: giftMail && maskMail(giftMail),
    donorMail: donor?.mail ? maskMail(donor.mail) : null,
    entry,
  };
});

async function ownGift({ tx, actor }: ReadScope, giftId: string): Promise<Gift | undefined> {
  const gift = await selectGift(tx, giftId);
  return gift && gift.donorId !== null && gift.donorId === actor.donorId ? gift : undefined;
}

/** Whether a gift is one of the donor who is signed in. Part of larger reads. */
export const isOwnGift = read(
  'donations.view-own',
  async (scope, { giftId }: { giftId: string }) => (await ownGift(scope, giftId)) !== undefined,
);

/**
 * One gift of the donor who is signed in, with where it went, and whether money that came for it is before a person, so that
 * it is not paid again; undefined when it is somebody else's.
 */
export const findOwnGift = read('donations.view-own', async (scope, { giftId }: { giftId: string }) => {
  const gift = await ownGift(scope, giftId);
  if (!gift) return undefined;
  const whole = await wholeGift(scope, gift);
  return {
    ...whole,
    // Which change it was concerns those who keep the store.
    lots: whole.lots.map((lot) => ({
      ...lot,
      left: lot.left.map(({ kind, pieces, broughtFen }) => ({ kind, pieces, broughtFen })),
    })),
    use: await useOfGift(scope, gift),
    moneyWaits: await moneyWaitsFor(scope, gift),
  };
});

/** A gift as the receipt that is made of it needs it. Part of larger use cases. */
export const giftForReceipt = read('receipts.issue', async (scope, { giftId }: { giftId: string }) => {
  const gift = await selectGift(scope.tx, giftId);
  return gift && wholeGift(scope, gift);
});

/** The scan that proves the value of goods. */
export const findProof = read('donations.view', async ({ tx, actor }, { giftId }: { giftId: string }) => {
  const valuation = await selectValuation(tx, giftId);
  const content = valuation && (await readStoredFile(actor.tenantId, valuation.fileKey));
  return content && { content, type: valuation.fileType, name: valuation.fileName };
});
