import { newId } from '#db/new-id';
import { insertSpending, lockPurpose, markSpendingReversed } from '#db/queries/donations';
import type { Scope } from '../audit/use-case';
import type { Fen } from '../kernel/money';
import type { PlainDate } from '../kernel/plain-date';
import { accept, inBoth, type Result, refusal, refuse } from '../kernel/refusals';
import type { Account } from '../ledger/chart';
import { postEntry } from '../ledger/post-entry';
import { donationEvent } from './gift.events';
import { moneyUsed } from './gift-accounts';
import { moneyLeft } from './money-left';

/** Keeps what a purpose has left as it is until the transaction ends; gifts that go back take from it as well. */
export const holdPurpose = async ({ tx }: Scope, purposeId: string): Promise<void> =>
  void (await lockPurpose(tx, purposeId));

/** Says of a use of donated money, if the entry is one, that it was undone by another; part of the reversal of a fund. */
export const spendingUndone = (
  { tx }: Scope,
  undone: { readonly entryId: string; readonly reversalEntryId: string },
): Promise<void> => markSpendingReversed(tx, undone);

/**
 * Donated money of a purpose is used: never more than was received for it or carried over to it (慈善法 Art. 54, 56). Part of the
 * approval of a fund, which two people have a hand in. `what` names no person: all of the staff read it, the public reads sums;
 * `against` is the account that the money goes to or leaves from. Refuses GIFT.PURPOSE_UNKNOWN and SPENDING.SHORT (names what is left).
 */
export async function spendOfPurpose(
  scope: Scope,
  {
    purposeId,
    amountFen,
    against,
    ...said
  }: {
    readonly purposeId: string;
    readonly amountFen: Fen;
    readonly spentOn: PlainDate;
    readonly what: string;
    readonly voucherNumber: string;
    readonly against: Account;
  },
): Promise<Result<{ entryId: string }>> {
  const purpose = await lockPurpose(scope.tx, purposeId);
  if (!purpose)
    return refuse(refusal('GIFT.PURPOSE_UNKNOWN', { field: 'purpose', params: { code: purposeId } }));
  const leftFen = await moneyLeft(scope, purpose.id);
  if (amountFen > leftFen)
    return refuse(
      refusal('SPENDING.SHORT', {
        field: 'amountFen',
        params: { purposeBoth: inBoth(purpose), leftFen: leftFen.toString() },
      }),
    );
  const id = newId();
  const posted = await postEntry.within(scope, {
    kind: 'donations.spending',
    subject: { type: 'gift-spending', id },
    on: said.spentOn,
    // The account is the purpose's own: its name is not repeated here, where it would stand in one language only.
    memo: `${said.voucherNumber} ${said.what}`,
    postings: [
      { account: moneyUsed(purpose.id), amountFen },
      { account: against, amountFen: -amountFen },
    ],
  });
  if (!posted.ok) return posted;
  const { entryId } = posted.value;
  await insertSpending(scope.tx, {
    ...said,
    id,
    purposeId: purpose.id,
    amountFen,
    recordedBy: scope.actor.name,
    entryId,
    createdAt: scope.now,
  });
  const data = { amountFen: amountFen.toString(), voucherNumber: said.voucherNumber };
  scope.audit(
    donationEvent({ kind: 'donations.money-spent', subject: { type: 'gift-purpose', id: purpose.id }, data }),
  );
  return accept({ entryId });
}
