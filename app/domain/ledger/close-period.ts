import { z } from 'zod';
import {
  insertPeriod,
  lockPosting,
  selectFirstOpenMonth,
  selectLastClosed,
  selectTurnover,
} from '#db/queries/ledger';
import { useCase } from '../audit/use-case';
import { monthOf, monthRange } from '../kernel/plain-date';
import { accept, refusal, refuse } from '../kernel/refusals';
import { ledgerEvent } from './ledger.events';

/**
 * Closes the books of a month: nothing is booked in it any more, what comes late is booked in the next. Months are closed in
 * their order, once they are over, and never opened again. Refuses LEDGER.MONTH_NOT_OVER, LEDGER.MONTH_CLOSED,
 * LEDGER.MONTH_BEFORE_OPEN (naming the one that comes first) and LEDGER.UNBALANCED.
 */
export const closePeriod = useCase({
  permission: 'ledger.close',
  input: z.object({
    month: z.string({ error: 'LEDGER.MONTH' }).regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'LEDGER.MONTH'),
  }),
  constraints: {
    ledger_periods_pk: refusal('LEDGER.MONTH_CLOSED', { field: 'month' }),
    ledger_periods_over: refusal('LEDGER.MONTH_NOT_OVER', { field: 'month' }),
    ledger_periods_in_order: refusal('LEDGER.MONTH_BEFORE_OPEN', { field: 'month' }),
  },
  async run({ tx, now, today, actor, audit }, { month }) {
    if (month >= monthOf(today)) return refuse(refusal('LEDGER.MONTH_NOT_OVER', { field: 'month' }));
    await lockPosting(tx);
    const closed = await selectLastClosed(tx);
    if (closed && month <= closed) return refuse(refusal('LEDGER.MONTH_CLOSED', { field: 'month' }));
    const first = await selectFirstOpenMonth(tx, closed ? monthRange(closed).until : undefined);
    if (first && first < month)
      return refuse(refusal('LEDGER.MONTH_BEFORE_OPEN', { field: 'month', params: { first } }));
    const { entries, turnoverFen, sumFen } = await selectTurnover(tx, monthRange(month));
    if (sumFen !== 0n) return refuse(refusal('LEDGER.UNBALANCED'));
    await insertPeriod(tx, { month, closedAt: now, closedByName: actor.name, entries, turnoverFen });
    audit(
      ledgerEvent({
        kind: 'ledger.period-closed',
        subject: { type: 'ledger-period', id: month },
        data: { entries, turnoverFen: String(turnoverFen) },
      }),
    );
    return accept({ month, entries, turnoverFen });
  },
});
