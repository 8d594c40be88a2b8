import type { AuditEvent } from '../audit/use-case';
import type { MoneyWay } from './movement.rules';

interface EventOf<Kind extends string, Type extends string, Data> extends AuditEvent {
  readonly kind: Kind;
  readonly subject: { readonly type: Type; readonly id: string };
  readonly data: Data & Record<string, unknown>;
}

export type FeeEvent =
  | EventOf<
      'tariff.proposed',
      'tariff',
      { scaleCode: string; grade: string; feeFen: string; from: string; until: string | null }
    >
  | EventOf<'tariff.approved', 'tariff', { scaleCode: string; grade: string }>
  | EventOf<'tariff.declined', 'tariff', { scaleCode: string; grade: string }>
  | EventOf<'tariff.ended', 'tariff', { until: string; by: string }>
  | EventOf<'fees.rules-settled', 'price-rules', { boundMonths: number; slightPercent: number }>
  | EventOf<'fees.run-begun', 'bill-run', { month: string }>
  | EventOf<
      'fees.run-finished',
      'bill-run',
      { month: string; billed: number; blocked: number; billedFen: string }
    >
  | EventOf<
      'invoice.issued',
      'invoice',
      { number: string; month: string; amountFen: string; chargedFen: string }
    >
  | EventOf<'leave-rule.proposed', 'leave-rule', { absence: string; from: string }>
  | EventOf<'leave-rule.approved', 'leave-rule', { absence: string }>
  | EventOf<'leave-rule.declined', 'leave-rule', { absence: string }>
  | EventOf<'arrangement.proposed', 'arrangement', { payer: string; personId: string; from: string }>
  | EventOf<'arrangement.approved', 'arrangement', { payer: string; personId: string }>
  | EventOf<'arrangement.declined', 'arrangement', { payer: string; personId: string }>
  | EventOf<'arrangement.ended', 'arrangement', { payer: string; personId: string; until: string }>
  | EventOf<'payment.recorded', 'payment', { amountFen: string; method: MoneyWay; invoiceId: string | null }>
  | EventOf<'arrears.reminded', 'account', { noticeId: string; step: number }>
  | EventOf<'arrears.told', 'account', { noticeId: string; step: number; how: string }>
  | EventOf<
      | 'account.moved'
      | 'account.payout-proposed'
      | 'account.payout-declined'
      | 'account.payout-failed'
      | 'account.share-reversed',
      'account',
      { movement: string; movementId: string; amountFen: string }
    >
  | EventOf<'payment.reversed', 'payment', { amountFen: string }>
  | EventOf<'invoice.paid', 'invoice', { paymentId: string; amountFen: string }>
  | EventOf<'invoice.payment-reversed', 'invoice', { paymentId: string; amountFen: string }>;

type Of<Kind extends FeeEvent['kind']> = FeeEvent extends infer E
  ? E extends { readonly kind: infer K }
    ? Kind extends K
      ? E
      : never
    : never
  : never;

/** An event of this noun about one record. */
export const feeEvent = <Kind extends FeeEvent['kind']>(
  kind: Kind,
  subject: Of<Kind>['subject'],
  data: Of<Kind>['data'],
  reason?: string,
) => ({ kind, subject, data, reason });
