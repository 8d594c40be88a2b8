import { z } from 'zod';
import { newId } from '#db/new-id';
import { useCase } from '../audit/use-case';
import { moneyAmount } from '../kernel/inputs';
import { accept, refusal, refuse } from '../kernel/refusals';
import { accountBalance } from '../ledger/account-balance';
import { chart } from '../ledger/chart';
import { claimBankLine, releaseBankLine } from '../ledger/claim-bank-line';
import { findEntryOf } from '../ledger/find-entry';
import { findBankLine } from '../ledger/list-bank-lines';
import { postEntry } from '../ledger/post-entry';
import { reverseEntry } from '../ledger/reverse-entry';
import { paymentEvent } from './payment.events';
import { providerNames } from './payment.rules';

/** What a bank line is claimed for when a provider has paid out. */
const PAYOUT = 'payment-payout';

/**
 * Says that a bank line is what a provider has paid out of the money it held, less its fee: the sum leaves the clearing
 * account. Refuses LEDGER.LINE_UNKNOWN, LEDGER.LINE_CLAIMED, FEES.LINE_OUT, PAYMENTS.PROVIDER, PAYMENTS.FEE, and
 * PAYMENTS.MORE_THAN_CLEARING when the provider held less.
 */
export const settleClearing = useCase({
  permission: 'payments.review',
  input: z.object({
    lineId: z.uuid(),
    provider: z.enum(providerNames, 'PAYMENTS.PROVIDER'),
    /** What the provider kept: yuan as text, or fen; absent when nothing. */
    feeFen: moneyAmount('PAYMENTS.FEE').optional(),
  }),
  async run(scope, { lineId, provider, feeFen = 0n }) {
    const payoutId = newId();
    const line = await findBankLine.within(scope, { lineId });
    if (line && line.amountFen <= 0n) return refuse(refusal('FEES.LINE_OUT', { field: 'lineId' }));
    const claimed = await claimBankLine.within(scope, { lineId, subject: { type: PAYOUT, id: payoutId } });
    if (!claimed.ok) return claimed;
    const { amountFen, bookedOn } = claimed.value;
    const fee = feeFen > 0n ? [{ account: chart.paymentFees, amountFen: feeFen }] : [];
    const posted = await postEntry.within(scope, {
      kind: 'payments.payout',
      subject: { type: PAYOUT, id: payoutId },
      on: bookedOn,
      postings: [
        { account: chart.bank, amountFen },
        ...fee,
        { account: chart[provider], amountFen: -(amountFen + feeFen) },
      ],
    });
    if (!posted.ok) return posted;
    // After the posting, which has locked the account: of two at once the second sees what the first has taken.
    if ((await accountBalance.within(scope, { code: chart[provider].code })) < 0n)
      return refuse(refusal('PAYMENTS.MORE_THAN_CLEARING', { field: 'feeFen' }));
    scope.audit(
      paymentEvent({
        kind: 'payment-payout.recorded',
        subject: { type: PAYOUT, id: payoutId },
        data: { provider, lineId, amountFen: String(amountFen), feeFen: String(feeFen) },
      }),
    );
    return accept({ payoutId });
  },
});

/** Undoes it with a reason: the entry is reversed, the bank line is free again. Refuses PAYMENTS.NO_PAYOUT and PAYMENTS.REASON. */
export const undoClearing = useCase({
  permission: 'payments.review',
  input: z.object({
    lineId: z.uuid(),
    reason: z.string({ error: 'PAYMENTS.REASON' }).trim().min(1, 'PAYMENTS.REASON').max(300),
  }),
  constraints: { ledger_entries_reversed_once: refusal('PAYMENTS.NO_PAYOUT', { field: 'lineId' }) },
  async run(scope, { lineId, reason }) {
    const none = refuse(refusal('PAYMENTS.NO_PAYOUT', { field: 'lineId' }));
    const line = await findBankLine.within(scope, { lineId });
    if (line?.claimType !== PAYOUT || !line.claimId) return none;
    const entry = await findEntryOf.within(scope, { subject: { type: PAYOUT, id: line.claimId } });
    if (!entry) return none;
    const reversed = await reverseEntry.within(scope, { entryId: entry.id, on: scope.today, reason });
    if (!reversed.ok) return none;
    const released = await releaseBankLine.within(scope, { lineId, reason });
    if (!released.ok) return none;
    scope.audit(
      paymentEvent({ kind: 'payment-payout.undone', subject: { type: PAYOUT, id: line.claimId }, reason }),
    );
    return accept({ lineId });
  },
});
