import { z } from 'zod';
import { decideMovement, lockMovement } from '#db/queries/account-movements';
import { type Scope, useCase } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { askRefund, refundConstraints } from '../payments/ask-refund';
import { getPerson } from '../people/find-person';
import { actingPerson } from '../standards/standard.rules';
import { feeEvent } from './fee.events';
import { movementConstraints, postMovement } from './record-movement';

type Waiting = NonNullable<Awaited<ReturnType<typeof lockMovement>>>;

async function waiting(scope: Scope, movementId: string): Promise<Result<Waiting>> {
  const found = await lockMovement(scope.tx, movementId);
  if (!found) return refuse(refusal('FEES.PAYOUT_UNKNOWN', { field: 'movementId' }));
  if (found.status !== 'proposed')
    return refuse(refusal('FEES.DECIDED', { params: { by: found.decidedByName ?? found.recordedByName } }));
  return accept(found);
}

const decider = ({ actor, now }: Scope) => ({
  decidedBy: actingPerson(actor),
  decidedByName: actor.name,
  decidedAt: now,
});

/**
 * Approves that money goes back: it is posted today, and what goes back the way it came online is asked of the provider.
 * Refuses FEES.PAYOUT_UNKNOWN, .DECIDED, .OWN_PROPOSAL; the database refuses FEES.MORE_THAN_HELD when less is held by now, and
 * PAYMENTS.MORE_THAN_PAID when less is left of the online order.
 */
export const approvePayout = useCase({
  permission: 'fees.approve-rule',
  input: z.object({ movementId: z.uuid('FEES.PAYOUT_UNKNOWN') }),
  constraints: { ...movementConstraints, ...refundConstraints },
  async run(scope, { movementId }) {
    const found = await waiting(scope, movementId);
    if (!found.ok) return found;
    const { personId, kind, amountFen, orderId, reason } = found.value;
    if (found.value.recordedBy === actingPerson(scope.actor)) return refuse(refusal('FEES.OWN_PROPOSAL'));
    const { name } = await getPerson.within(scope, { id: personId });
    const posted = await postMovement(scope, movementId, found.value, scope.today, name);
    if (!posted.ok) return posted;
    await decideMovement(scope.tx, {
      id: movementId,
      ...decider(scope),
      status: 'done',
      entryId: posted.value.entryId,
      onDate: scope.today,
    });
    if (orderId) {
      const subject = { type: 'account-movement', id: movementId };
      const asked = await askRefund.within(scope, { orderId, subject, amountFen, reason: reason ?? '' });
      if (!asked.ok) return asked;
    }
    scope.audit(
      feeEvent(
        'account.moved',
        { type: 'account', id: personId },
        { movement: kind, movementId, amountFen: String(amountFen) },
      ),
    );
    return accept({ movementId });
  },
});

/** Turns a payout down with a reason. Refuses FEES.PAYOUT_UNKNOWN, .DECIDED, .REASON. */
export const declinePayout = useCase({
  permission: 'fees.approve-rule',
  input: z.object({
    movementId: z.uuid('FEES.PAYOUT_UNKNOWN'),
    reason: z.string({ error: 'FEES.REASON' }).trim().min(1, 'FEES.REASON').max(500),
  }),
  async run(scope, { movementId, reason }) {
    const found = await waiting(scope, movementId);
    if (!found.ok) return found;
    await decideMovement(scope.tx, {
      id: movementId,
      ...decider(scope),
      status: 'declined',
      decisionReason: reason,
    });
    const { personId, kind, amountFen } = found.value;
    scope.audit(
      feeEvent(
        'account.payout-declined',
        { type: 'account', id: personId },
        { movement: kind, movementId, amountFen: String(amountFen) },
        reason,
      ),
    );
    return accept({ movementId });
  },
});
