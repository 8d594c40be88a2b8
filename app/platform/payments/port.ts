import type { Fen } from '~/domain/kernel/money';
import type { PlainDate } from '~/domain/kernel/plain-date';

export type ProviderName = 'alipay' | 'wechatpay';

/** How the payer pays: at a desk by a page of the provider, on a telephone in its app, or by scanning a code. */
export type PayWay = 'desk' | 'phone' | 'code';

/** What a provider is told of an order. */
export interface OrderToPay {
  readonly number: string;
  readonly way: PayWay;
  readonly description: string;
  readonly amountFen: Fen;
  readonly expiresAt: Date;
  /** Path of our page to which the payer comes back. */
  readonly returnPath: string;
  /** Address of the payer's telephone, which WeChat Pay compares. */
  readonly clientAddress: string;
}

/** Where the payer goes: a link to follow, or the text of a code to scan. */
export interface Forward {
  readonly kind: 'link' | 'code';
  readonly text: string;
}

/** Money that a provider says to have taken for an order. `at` is the provider's instant. */
export interface Taken {
  readonly transactionId: string;
  readonly amountFen: Fen;
  /** ISO 4217. */
  readonly currency: string;
  readonly at: Date;
}

/** What a provider knows of an order: nothing, not paid yet, paid (whatever went back since), or closed unpaid. */
export type OrderState =
  | { readonly state: 'unknown' | 'open' | 'closed' }
  | ({ readonly state: 'paid' } & Taken);

export interface RefundToMake {
  readonly orderNumber: string;
  /** The same number asks for the same refund, however often. */
  readonly number: string;
  readonly amountFen: Fen;
  /** Amount of the whole order. */
  readonly orderFen: Fen;
  readonly reason: string;
}

/** `failed` is for good: asking again would not help. `stuck` waits for somebody at the provider's own pages. */
export type RefundState =
  | { readonly state: 'unknown' | 'pending' | 'done' }
  | { readonly state: 'failed' | 'stuck'; readonly code: string };

/** A notice that the provider has signed. */
export interface Notice {
  /** The provider's id of the event; sent again with the same one. */
  readonly eventId: string;
  readonly kind: 'paid' | 'closed' | 'refund' | 'other';
  readonly orderNumber: string;
  readonly taken?: Taken;
  readonly refundNumber?: string;
}

/** A line of the bill of a day. */
export type BillLine =
  | ({ readonly kind: 'paid'; readonly orderNumber: string } & Taken)
  | {
      readonly kind: 'refund';
      readonly orderNumber: string;
      readonly refundNumber: string;
      readonly transactionId: string;
      readonly amountFen: Fen;
    };

/** An answer to a notice, as the provider expects it. */
export interface Acknowledgement {
  readonly status: number;
  readonly type?: string;
  readonly body: string;
}

/** A way of paying online. Everything but `create` for a link and `readNotice` asks the provider over the network. */
export interface PaymentProvider {
  readonly name: ProviderName;
  /** Slug of the district whose merchant account this is; absent: the one this installation was set up for. */
  readonly district: string | undefined;
  create(order: OrderToPay): Promise<Forward>;
  query(orderNumber: string): Promise<OrderState>;
  /** `paid` when it is too late. An order that the provider never heard of is closed too. */
  close(orderNumber: string): Promise<'closed' | 'paid'>;
  refund(refund: RefundToMake): Promise<RefundState>;
  queryRefund(refund: { orderNumber: string; number: string }): Promise<RefundState>;
  /** @throws NoticeRefused when its signature, its age or its receiver is not right */
  readNotice(headers: Headers, body: string, now: Date): Notice;
  /** What tells the provider that its notice has arrived, or that it has not. */
  readonly accepted: Acknowledgement;
  readonly refused: Acknowledgement;
  readonly failed: Acknowledgement;
  /** The bill of a civil date that is over. @throws ProviderProblem while it is not ready */
  bill(day: PlainDate): Promise<readonly BillLine[]>;
}

/** A notice that is not to be believed. Says nothing of what was wrong to whoever sent it. */
export class NoticeRefused extends Error {
  constructor(readonly why: 'form' | 'signature' | 'age' | 'receiver') {
    super(`notice refused: ${why}`);
    this.name = 'NoticeRefused';
  }
}

/** A provider that cannot be reached, or refuses. `code` is its own. */
export class ProviderProblem extends Error {
  constructor(
    readonly provider: ProviderName,
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(`${provider}: ${code}`, options);
    this.name = 'ProviderProblem';
  }
}

/** A provider's civil time in Beijing, `YYYY-MM-DD HH:MM:SS`, as an instant; undefined when it is none. */
export function beijingInstant(text: string | undefined): Date | undefined {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})/.exec(text?.trim() ?? '') ?? [];
  const instant = day && time ? new Date(`${day}T${time}+08:00`) : undefined;
  return instant && !Number.isNaN(instant.getTime()) ? instant : undefined;
}

/** An instant as civil time in Beijing, `YYYY-MM-DD HH:MM:SS`. */
export const beijingText = (instant: Date): string =>
  new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
