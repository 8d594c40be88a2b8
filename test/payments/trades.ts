import type { PlainDate } from '~/domain/kernel/plain-date';
import { dateOf } from '~/domain/kernel/plain-date';

/** A refund at a provider. */
export interface RefundThere {
  readonly number: string;
  readonly fen: bigint;
  readonly at: Date;
}

/** A trade as a provider has it. */
export interface Trade {
  readonly number: string;
  fen: bigint;
  currency: string;
  notifyUrl: string;
  returnUrl?: string;
  status: 'open' | 'paid' | 'closed';
  transactionId?: string;
  paidAt?: Date;
  refunds: RefundThere[];
}

/** The trades of a provider that stands in: what both have in common. */
export class Trades {
  readonly all = new Map<string, Trade>();
  private last = 0;

  constructor(private readonly prefix: string) {}

  open(trade: Pick<Trade, 'number' | 'fen' | 'notifyUrl' | 'returnUrl'>): Trade {
    const known = this.all.get(trade.number);
    if (known) return known;
    const fresh: Trade = { currency: 'CNY', status: 'open', refunds: [], ...trade };
    this.all.set(trade.number, fresh);
    return fresh;
  }

  /** Somebody pays. */
  pay(number: string, at = new Date()): Trade {
    const trade = this.all.get(number);
    if (!trade) throw new Error(`no trade ${number}`);
    trade.status = 'paid';
    trade.transactionId ??= `${this.prefix}${String(++this.last).padStart(20, '0')}`;
    trade.paidAt ??= new Date(Math.floor(at.getTime() / 1_000) * 1_000);
    return trade;
  }

  /** Refunds a part; the same number is the same refund. Undefined when more than was paid. */
  refund(trade: Trade, number: string, fen: bigint): { refund: RefundThere; fresh: boolean } | undefined {
    const known = trade.refunds.find((one) => one.number === number);
    if (known) return { refund: known, fresh: false };
    const back = trade.refunds.reduce((sum, one) => sum + one.fen, 0n);
    if (trade.status !== 'paid' || back + fen > trade.fen) return undefined;
    // On the day of the payment, so that one bill has both.
    const refund = { number, fen, at: trade.paidAt ?? new Date() };
    trade.refunds.push(refund);
    return { refund, fresh: true };
  }

  paidOn(day: PlainDate): Trade[] {
    return [...this.all.values()].filter(({ paidAt }) => paidAt && dateOf(paidAt) === day);
  }

  refundedOn(day: PlainDate): { trade: Trade; refund: RefundThere }[] {
    return [...this.all.values()].flatMap((trade) =>
      trade.refunds.filter(({ at }) => dateOf(at) === day).map((refund) => ({ trade, refund })),
    );
  }
}
