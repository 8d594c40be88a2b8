import { z } from 'zod';
import { endArrangement, lockArrangement } from '#db/queries/payers';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept, refusal, refuse } from '../kernel/refusals';
import { feeEvent } from './fee.events';

/**
 * Gives an arrangement an end, or an earlier one: `untilOn` is the first day on which the payer no longer pays; the day it began
 * means never. Refuses FEES.ARRANGEMENT_UNKNOWN, FEES.ARRANGEMENT_NOT_IN_FORCE, FEES.ARRANGEMENT_END (before it began, or no
 * earlier than the end it has).
 */
export const endArrangementOn = useCase({
  permission: 'fees.approve-rule',
  input: z.object({
    arrangementId: z.uuid(),
    untilOn: civilDate('FEES.UNTIL'),
    reason: z.string({ error: 'FEES.REASON' }).trim().min(1, 'FEES.REASON').max(500),
  }),
  async run({ tx, audit }, { arrangementId, untilOn, reason }) {
    const found = await lockArrangement(tx, arrangementId);
    if (!found) return refuse(refusal('FEES.ARRANGEMENT_UNKNOWN', { field: 'arrangementId' }));
    if (found.status !== 'approved') return refuse(refusal('FEES.ARRANGEMENT_NOT_IN_FORCE'));
    if (untilOn < found.fromOn || (found.untilOn && untilOn >= found.untilOn))
      return refuse(refusal('FEES.ARRANGEMENT_END', { field: 'untilOn', params: { from: found.fromOn } }));
    const { id, payer, personId } = found;
    await endArrangement(tx, id, untilOn);
    audit(
      feeEvent('arrangement.ended', { type: 'arrangement', id }, { payer, personId, until: untilOn }, reason),
    );
    return accept({ id });
  },
});
