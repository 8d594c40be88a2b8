import { selectPayment, selectPayments } from '#db/queries/bill-payments';
import { read } from '../audit/use-case';
import { PAGE_LIMIT, pageOf } from '../kernel/paging';
import { parsePlainDate } from '../kernel/plain-date';

function readCursor(text: string | undefined) {
  const [date = '', id = ''] = text?.split('_') ?? [];
  const receivedOn = parsePlainDate(date);
  return receivedOn && /^[0-9a-f-]{36}$/.test(id) ? { receivedOn, id } : undefined;
}

/** Payments, newest first; of one resident, if named. */
export const listPayments = read(
  'fees.view',
  async ({ tx }, { personId, after, limit = 50 }: { personId?: string; after?: string; limit?: number }) => {
    const size = Math.min(limit, PAGE_LIMIT);
    const rows = await selectPayments(tx, { personId, after: readCursor(after), limit: size + 1 });
    return pageOf(rows, size, (row) => `${row.receivedOn}_${row.id}`);
  },
);

/** One payment, or undefined. */
export const findPayment = read('fees.view', async ({ tx }, { id }: { id: string }) => selectPayment(tx, id));

/** A payment of a list. */
export type PaymentInList = Awaited<ReturnType<typeof listPayments>>['rows'][number];
