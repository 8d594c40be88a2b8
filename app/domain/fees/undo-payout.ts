import { z } from 'zod';
import { failMovement, lockMovement } from '#db/queries/account-movements';
import { useCase } from '../audit/use-case';
import { madeReasons } from '../kernel/made-reasons';
import { accept, refusal, refuse } from '../kernel/refusals';
import { reverseEntry } from '../ledger/reverse-entry';
import { feeEvent } from './fee.events';

/**
 * Undoes a refund that the provider could not make: its entry is reversed, the money is the resident's again, and the
 * refund stays to be seen. Once. Refuses FEES.PAYOUT_UNKNOWN.
 */
export const undoPayout = useCase({
  permission: 'fees.record-payment',
  input: z.object({ movementId: z.uuid() }),
  async run(scope, { movementId }) {
    const movement = await lockMovement(scope.tx, movementId);
    if (!movement?.entryId || !movement.orderId) return refuse(refusal('FEES.PAYOUT_UNKNOWN'));
    if (movement.status === 'failed') return accept({ movementId });
    const reason = madeReasons.payoutFailed;
    const reversed = await reverseEntry.within(scope, { entryId: movement.entryId, on: scope.today, reason });
    if (!reversed.ok) return reversed;
    await failMovement(scope.tx, { id: movementId, reversalEntryId: reversed.value.entryId, reason });
    const { personId, kind, amountFen } = movement;
    scope.audit(
      feeEvent(
        'account.payout-failed',
        { type: 'account', id: personId },
        { movement: kind, movementId, amountFen: String(amountFen) },
        reason,
      ),
    );
    return accept({ movementId });
  },
});
