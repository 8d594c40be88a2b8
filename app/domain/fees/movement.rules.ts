import type { Fen } from '../kernel/money';
import { type Account, chart, residentDeposit } from '../ledger/chart';
import type { ProviderName } from '../payments/payment.rules';
import { receivableOf } from './receivables';
import { type ArrangedPayer, arrangedPayers } from './share.rules';

/**
 * Money on a resident's account that is no payment of a bill: 押金 comes in, pays what is owed (抵缴), goes back (退还); what was
 * paid too much goes back (退款); another payer pays (结算).
 */
export const movementKinds = ['deposit', 'deposit-used', 'deposit-back', 'refund', 'payer-paid'] as const;
export type MovementKind = (typeof movementKinds)[number];

export const movementMethods = ['cash', 'transfer'] as const;
export type MovementMethod = (typeof movementMethods)[number];

/** How money comes or goes: by hand, or online. */
export type MoneyWay = MovementMethod | ProviderName;

/** Where money of each way lies. */
export const moneyAccounts: Readonly<Record<MoneyWay, Account>> = {
  cash: chart.cash,
  transfer: chart.bank,
  alipay: chart.alipay,
  wechatpay: chart.wechatpay,
};

export { arrangedPayers };

/** What goes out: proposed by one person, approved by another. */
export const payoutKinds = ['deposit-back', 'refund'] as const;
export type PayoutKind = (typeof payoutKinds)[number];

/** A movement with what decides its postings. */
export interface MovementFacts {
  readonly kind: MovementKind;
  readonly personId: string;
  readonly payer?: ArrangedPayer | null;
  /** `fund`: a fund of the house pays, which posts the entry itself. */
  readonly method?: MoneyWay | 'fund' | null;
  readonly amountFen: Fen;
}

/** The two postings of a movement: debit first. */
export function postingsOf({ kind, personId, payer, method, amountFen }: MovementFacts) {
  const money = moneyAccounts[method && method !== 'fund' ? method : 'transfer'];
  const deposit = residentDeposit(personId);
  const owed = receivableOf('resident', personId);
  const sides: Readonly<Record<MovementKind, readonly [debit: Account, credit: Account]>> = {
    deposit: [money, deposit],
    'deposit-used': [deposit, owed],
    'deposit-back': [deposit, money],
    refund: [owed, money],
    'payer-paid': [money, receivableOf(payer ?? 'resident', personId)],
  };
  const [debit, credit] = sides[kind];
  return [
    { account: debit, amountFen },
    { account: credit, amountFen: -amountFen },
  ];
}
