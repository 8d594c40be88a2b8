import { z } from 'zod';
import { markTold } from '#db/queries/arrears';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { toldHows } from './arrears.rules';
import { feeEvent } from './fee.events';

/** Notes that a family was told of what is overdue, and how. Refuses FEES.NOTICE_UNKNOWN (none, or told already) and FEES.TOLD_HOW. */
export const tellArrears = useCase({
  permission: 'fees.record-payment',
  input: z.object({
    noticeId: z.uuid('FEES.NOTICE_UNKNOWN'),
    how: z.enum(toldHows, 'FEES.TOLD_HOW'),
    /** Who was spoken to and what was agreed. */
    note: z.string().trim().max(300).optional(),
  }),
  async run({ tx, now, actor, audit }, { noticeId, how, note }) {
    const told = await markTold(tx, {
      id: noticeId,
      toldAt: now,
      toldByName: actor.name,
      toldHow: how,
      toldNote: note || undefined,
    });
    if (!told) return refuse(refusal('FEES.NOTICE_UNKNOWN', { field: 'noticeId' }));
    audit(
      feeEvent('arrears.told', { type: 'account', id: told.personId }, { noticeId, step: told.step, how }),
    );
    return accept({ noticeId });
  },
});
