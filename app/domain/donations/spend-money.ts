import { z } from 'zod';
import { newId } from '#db/new-id';
import { insertSpending, lockPurposeByCode } from '#db/queries/donations';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { accountBalance } from '../ledger/account-balance';
import { chart } from '../ledger/chart';
import { postEntry } from '../ledger/post-entry';
import { donationEvent } from './gift.events';
import { amount } from './gift.forms';
import { amountRefusal } from './gift.rules';
import { moneyIncome, moneyUsed } from './gift-accounts';

/**
 * Writes down what donated money of a purpose was spent on; never more than was received for it (慈善法 Art. 54, 56).
 * Refuses GIFT.AMOUNT_FORM, GIFT.PURPOSE_UNKNOWN, GIFT.DATE_AHEAD, SPENDING.SHORT (names what is left), SPENDING.VOUCHER_KNOWN.
 */
export const spendMoney = useCase({
  permission: 'donations.confirm-money',
  input: z.object({
    purpose: z.string({ error: 'GIFT.PURPOSE_MISSING' }).min(1, 'GIFT.PURPOSE_MISSING'),
    amountFen: amount,
    spentOn: civilDate(),
    /** Published, so no person is named in it. */
    what: z.string({ error: 'SPENDING.WHAT_MISSING' }).trim().min(2, 'SPENDING.WHAT_MISSING').max(200),
    voucherNumber: z
      .string({ error: 'SPENDING.VOUCHER_MISSING' })
      .trim()
      .min(1, 'SPENDING.VOUCHER_MISSING')
      .max(60),
  }),
  constraints: {
    gift_spendings_voucher_unique: refusal('SPENDING.VOUCHER_KNOWN', { field: 'voucherNumber' }),
  },
  async run(scope, { purpose: code, amountFen, ...said }) {
    const purpose = await lockPurposeByCode(scope.tx, code);
    if (!purpose) return refuse(refusal('GIFT.PURPOSE_UNKNOWN', { field: 'purpose', params: { code } }));
    const problems: Refusal[] = [];
    const wrongAmount = amountRefusal(amountFen);
    if (wrongAmount) problems.push(wrongAmount);
    if (said.spentOn > scope.today)
      problems.push(refusal('GIFT.DATE_AHEAD', { field: 'spentOn', params: { today: scope.today } }));
    const income = await accountBalance.within(scope, moneyIncome(purpose.id));
    const used = await accountBalance.within(scope, moneyUsed(purpose.id));
    const leftFen = -income - used;
    if (amountFen > leftFen)
      problems.push(
        refusal('SPENDING.SHORT', {
          field: 'amountFen',
          params: { purpose: purpose.name, leftFen: leftFen.toString() },
        }),
      );
    if (problems.length > 0) return refuse(...problems);

    const id = newId();
    const posted = await postEntry.within(scope, {
      kind: 'donations.spending',
      subject: { type: 'gift-spending', id },
      on: said.spentOn,
      memo: said.voucherNumber,
      postings: [
        { account: moneyUsed(purpose.id), amountFen },
        { account: chart.bank, amountFen: -amountFen },
      ],
    });
    if (!posted.ok) return posted;
    await insertSpending(scope.tx, {
      ...said,
      id,
      purposeId: purpose.id,
      amountFen,
      recordedBy: scope.actor.name,
      entryId: posted.value.entryId,
      createdAt: scope.now,
    });
    const data = { amountFen: amountFen.toString(), voucherNumber: said.voucherNumber };
    scope.audit(
      donationEvent({
        kind: 'donations.money-spent',
        subject: { type: 'gift-purpose', id: purpose.id },
        data,
      }),
    );
    return accept({ spendingId: id });
  },
});
