import {
  type InvoiceRow,
  selectInvoices,
  selectMonthTotals,
  selectOwing,
  selectOwingTotals,
} from '#db/queries/invoices';
import { read } from '../audit/use-case';
import { PAGE_LIMIT, pageOf } from '../kernel/paging';
import type { PlainDate } from '../kernel/plain-date';
import { cursorOf, readCursor } from './invoice.cursor';
import { type InvoiceState, invoiceState } from './invoice.rules';

/** A bill in a list. */
export interface InvoiceInList extends InvoiceRow {
  readonly state: InvoiceState;
  readonly overdue: boolean;
}

const shown =
  (today: PlainDate) =>
  (row: InvoiceRow): InvoiceInList => ({
    ...row,
    state: invoiceState(row),
    overdue: row.openFen > 0n && row.dueOn < today,
  });

/** Bills, newest first; of a month, of a resident, or by a part of the resident's name. */
export const listInvoices = read(
  'fees.view',
  async (
    { tx, today },
    {
      after,
      limit = 50,
      ...wanted
    }: { month?: string; personId?: string; name?: string; after?: string; limit?: number },
  ) => {
    const size = Math.min(limit, PAGE_LIMIT);
    const rows = await selectInvoices(tx, { ...wanted, after: readCursor(after), limit: size + 1 });
    return pageOf(rows.map(shown(today)), size, cursorOf);
  },
);

/** Bills on which something is open, oldest first; only those past their due date, if asked. */
export const listUnpaidInvoices = read(
  'fees.view',
  async (
    { tx, today },
    { overdue = false, after, limit = 50 }: { overdue?: boolean; after?: string; limit?: number },
  ) => {
    const size = Math.min(limit, PAGE_LIMIT);
    const rows = await selectOwing(tx, {
      after: readCursor(after),
      dueBefore: overdue ? today : undefined,
      limit: size + 1,
    });
    return pageOf(rows.map(shown(today)), size, cursorOf);
  },
);

/** Number and sum of open bills, and of those past their due date. */
export const getUnpaidTotals = read('fees.view', async ({ tx, today }, _: Record<string, never>) =>
  selectOwingTotals(tx, today),
);

/** Number and sum of a month's bills. */
export const getMonthTotals = read('fees.view', async ({ tx }, { month }: { month: string }) =>
  selectMonthTotals(tx, month),
);

/** The bills of the resident for whom a family account acts, newest first; none when the account is tied to nobody. */
export const listOwnInvoices = read(
  'fees.view-own',
  async ({ tx, actor, today }, { limit = 24 }: { limit?: number }) => {
    if (!actor.personId) return [];
    const rows = await selectInvoices(tx, { personId: actor.personId, limit: Math.min(limit, PAGE_LIMIT) });
    return rows.map(shown(today));
  },
);
