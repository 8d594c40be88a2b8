import type { OrderStatus, ProviderName } from '~/domain/payments/payment.rules';
import { m } from '~/words/generated/messages';
import type { Tone } from '../kit/status';

export const providerLabel: Record<ProviderName, () => string> = {
  alipay: m.payments_alipay,
  wechatpay: m.payments_wechatpay,
};

/** The app in which a code is scanned. */
export const appLabel: Record<ProviderName, () => string> = {
  alipay: m.payments_alipay,
  wechatpay: m.payments_wechat,
};

export const orderStatusLabel: Record<OrderStatus, () => string> = {
  created: m.payments_status_created,
  paid: m.payments_status_paid,
  closed: m.payments_status_closed,
  refunded: m.payments_status_refunded,
};

export const orderStatusTone: Record<OrderStatus, Tone> = {
  created: 'due',
  paid: 'ok',
  closed: 'stopped',
  refunded: 'info',
};
