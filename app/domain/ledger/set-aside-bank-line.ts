import { z } from 'zod';
import { useCase } from '../audit/use-case';
import { accept } from '../kernel/refusals';
import { claimBankLine } from './claim-bank-line';
import { ledgerEvent } from './ledger.events';

/**
 * Puts money in that is neither a bill's nor a gift's (interest, a transfer between own accounts) out of the queue,
 * with the reason. It posts nothing. Refuses LEDGER.LINE_CLAIMED and LEDGER.LINE_UNKNOWN.
 */
export const setAsideBankLine = useCase({
  permission: 'ledger.match',
  input: z.object({ lineId: z.uuid(), reason: z.string().trim().min(1, 'LEDGER.REASON_MISSING').max(500) }),
  async run(scope, { lineId, reason }) {
    const claimed = await claimBankLine.within(scope, { lineId, subject: { type: 'set-aside', id: lineId } });
    if (!claimed.ok) return claimed;
    scope.audit(
      ledgerEvent({ kind: 'ledger.line-set-aside', subject: { type: 'bank-line', id: lineId }, reason }),
    );
    return accept({ lineId });
  },
});
