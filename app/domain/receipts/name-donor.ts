import { selectIssueWaitingOf, selectWaitingIssue } from '#db/queries/fiscal-requests';
import { lockReceiptsOfGift } from '#db/queries/receipts';
import { read, useCase } from '../audit/use-case';
import {
  correctGiver,
  correctionConstraints,
  correctionForm,
  giverToCorrect,
} from '../donations/correct-donor';
import { giverForm, nameGiver } from '../donations/name-donor';
import { refusal } from '../kernel/refusals';

/**
 * Says who gave a gift of which nobody was known: somebody comes with the bank's slip, or wants a receipt with a name after
 * all. What a receipt says that was issued before stays; finance voids it and issues another. A bill that the fiscal system was
 * asked for bears the payer it was asked with: until the answer is there nobody is named. Refuses GIFT.BILL_WAITS, and as `nameGiver`.
 */
export const nameDonor = useCase({
  permission: 'donations.confirm-money',
  input: giverForm,
  async run(scope, said) {
    // In the order of those who issue receipts: a bill is asked for before or after, with the payer of that moment.
    await lockReceiptsOfGift(scope.tx, said.giftId);
    const waits = await selectWaitingIssue(scope.tx, said.giftId);
    return nameGiver(scope, said, waits ? [refusal('GIFT.BILL_WAITS')] : []);
  },
});

/** Whether the fiscal system has not answered yet about the bill of a gift, so that nobody can be named for it. */
export const waitsForBill = read(
  'donations.confirm-money',
  async ({ tx }, { giftId }: { giftId: string }) => (await selectWaitingIssue(tx, giftId)) !== undefined,
);

/**
 * Corrects who gave, for all gifts of that donor; as `correctGiver`. What a receipt says that was issued before stays; once it is
 * voided the next one bears what is right. While the fiscal system is asked for a bill of any of these gifts nothing changes, since
 * it bears the payer it was asked with: GIFT.BILL_WAITS.
 */
export const correctDonor = useCase({
  permission: 'donations.confirm-money',
  input: correctionForm,
  constraints: correctionConstraints,
  run: (scope, said) =>
    correctGiver(scope, said, async (giftIds) => {
      for (const id of giftIds) await lockReceiptsOfGift(scope.tx, id);
      return (await selectIssueWaitingOf(scope.tx, giftIds)) ? [refusal('GIFT.BILL_WAITS')] : [];
    }),
});

/**
 * What there is to correct of the donor of a gift: who they are, how many gifts it is about, and whether the fiscal system has not
 * answered yet about a bill of one of them. Undefined when nobody is known.
 */
export const findDonorToCorrect = read(
  'donations.confirm-money',
  async (scope, { giftId }: { giftId: string }) => {
    const found = await giverToCorrect(scope, giftId);
    if (!found) return undefined;
    const { giftIds, ...donor } = found;
    return { ...donor, gifts: giftIds.length, waits: await selectIssueWaitingOf(scope.tx, giftIds) };
  },
);
