import {
  type OrderRow,
  type RefundRow,
  selectBills,
  selectOrder,
  selectOrders,
  selectOrdersById,
  selectOrdersByNumber,
  selectOrdersOf,
  selectRefund,
  selectRefundSums,
} from '#db/queries/payments';
import { read } from '../audit/use-case';
import { PAGE_LIMIT, pageOf } from '../kernel/paging';

export type { OrderRow, RefundRow };

/** An order, or undefined. Whose it is, is said by whatever it is for. */
export const findOrder = read(
  'payments.order',
  async ({ tx }, { id }: { id: string }): Promise<OrderRow | undefined> => selectOrder(tx, id),
);

/** An order by its number, which only its payer and its provider know. */
export const findOrderByNumber = read(
  'payments.order',
  async ({ tx }, { number }: { number: string }): Promise<OrderRow | undefined> =>
    (await selectOrdersByNumber(tx, [number]))[0],
);

/** Orders for any of these subjects, newest first. */
export const listOrdersOf = read(
  'payments.order',
  async ({ tx }, { type, ids }: { type: string; ids: readonly string[] }): Promise<OrderRow[]> =>
    selectOrdersOf(tx, { type, ids, limit: PAGE_LIMIT }),
);

function readCursor(text: string | undefined): { createdAt: Date; id: string } | undefined {
  const [at = '', id = ''] = text?.split('_') ?? [];
  const createdAt = new Date(at);
  return !Number.isNaN(createdAt.getTime()) && /^[0-9a-f-]{36}$/.test(id) ? { createdAt, id } : undefined;
}

/** Orders by their ids. */
export const listOrdersById = read(
  'payments.view',
  async ({ tx }, { ids }: { ids: readonly string[] }): Promise<OrderRow[]> => selectOrdersById(tx, ids),
);

/** Every order, newest first. */
export const listOrders = read(
  'payments.view',
  async ({ tx }, { after, limit = 50 }: { after?: string; limit?: number }) => {
    const size = Math.min(limit, PAGE_LIMIT);
    const rows = await selectOrders(tx, { after: readCursor(after), limit: size + 1 });
    return pageOf(rows, size, (row) => `${row.createdAt.toISOString()}_${row.id}`);
  },
);

/** What of each paid order could still go back, in fen, by order id. */
export const refundableOf = read(
  'payments.view',
  async ({ tx }, { orders }: { orders: readonly OrderRow[] }) => {
    const paid = orders.filter(({ status }) => status === 'paid');
    const sums = await selectRefundSums(
      tx,
      paid.map(({ id }) => id),
    );
    return new Map(paid.map(({ id, amountFen }) => [id, amountFen - (sums.get(id)?.askedFen ?? 0n)]));
  },
);

/** A refund with its order, or undefined. */
export const findRefund = read('payments.view', async ({ tx }, { id }: { id: string }) => {
  const refund = await selectRefund(tx, { id });
  const order = refund && (await selectOrder(tx, refund.orderId));
  return order && { refund, order };
});

/** Days whose bills were compared with our books, the newest first. */
export const listBills = read('payments.view', async ({ tx }, { limit = 14 }: { limit?: number }) =>
  selectBills(tx, limit),
);
