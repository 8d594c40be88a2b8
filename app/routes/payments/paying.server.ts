import { renderSVG } from 'uqr';
import type { Result } from '~/domain/kernel/refusals';
import type { OrderRow } from '~/domain/payments/find-order';
import type { Paying, Standing } from '~/ui/payments/paying';
import { isWechat } from './pay-bill.server';

/**
 * What a page shows of an order to whoever pays it; `prepared` is what `prepareOrder` answered, `userAgent` the browser in which
 * the page is open.
 */
export function payingOf(found: OrderRow, prepared: Result<OrderRow>, userAgent: string | null): Paying {
  const order = prepared.ok ? prepared.value : found;
  const expired = order.status === 'created' && order.expiresAt <= new Date();
  const standing: Standing =
    order.status === 'created' ? (expired ? 'expired' : prepared.ok ? 'open' : 'silent') : order.status;
  const { provider, amountFen, number, expiresAt, paidAt, forwardKind, forward } = order;
  const toFollow = standing === 'open' ? forward : null;
  return {
    standing,
    provider,
    amountFen,
    number,
    expiresAt,
    paidAt,
    link: toFollow !== null && forwardKind === 'link' ? toFollow : null,
    code: toFollow !== null && forwardKind === 'code' ? renderSVG(toFollow, { ecc: 'M', border: 3 }) : null,
    inWechat: isWechat(userAgent ?? ''),
  };
}
