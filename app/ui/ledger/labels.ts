import type { Tone } from '~/ui/kit/status';
import { m } from '~/words/generated/messages';
import { named } from '../donations/labels';

const accounts: Readonly<Record<string, (() => string) | undefined>> = {
  bank: m.ledger_account_bank,
  cash: m.ledger_account_cash,
  'asset.alipay': m.ledger_account_alipay,
  'asset.wechatpay': m.ledger_account_wechatpay,
  'receivable.residents': m.ledger_account_receivable,
  'receivable.insurance': m.ledger_of_receivable_insurance,
  'receivable.public-support': m.ledger_of_receivable_public_support,
  'receivable.subsidy': m.ledger_of_receivable_subsidy,
  'receivable.donated-relief': m.ledger_of_receivable_donated_relief,
  'liability.deposits': m.ledger_account_deposits,
  'expense.payment-fees': m.ledger_account_payment_fees,
  'income.care-fees': m.ledger_account_care_fees,
  'income.gifts-money': m.donations_account_income_money,
  'income.gifts-goods': m.donations_account_income_goods,
  'stock.gifts': m.donations_account_stock,
  'expense.gifts-money': m.donations_account_expense_money,
  'expense.gifts-goods': m.donations_account_expense_goods,
  'expense.gifts-goods-lost': m.donations_account_goods_lost,
  'income.fiscal': m.funds_account_income,
  'expense.fiscal': m.funds_account_expense,
  'equity.fund-transfers': m.funds_account_transfers,
};

/** An account of the ledger in words; its own name, or its code, when it is none of ours. */
export const accountLabel = (code: string, name?: string | null): string =>
  accounts[code]?.() ?? name ?? code;

/** The purpose of gifts whose account it is, in the reader's language; undefined of any other account. */
export const purposeLabel = ({
  purposeName,
  purposeNameEn,
}: {
  purposeName: string | null;
  purposeNameEn: string | null;
}): string | undefined =>
  purposeName && purposeNameEn ? named({ name: purposeName, nameEn: purposeNameEn }) : undefined;

export const accountKindLabel: Record<'asset' | 'liability' | 'income' | 'expense' | 'equity', () => string> =
  {
    asset: m.ledger_kind_asset,
    liability: m.ledger_kind_liability,
    income: m.ledger_kind_income,
    expense: m.ledger_kind_expense,
    equity: m.ledger_kind_equity,
  };

const entries: Readonly<Record<string, (() => string) | undefined>> = {
  'fees.invoice': m.ledger_entry_invoice,
  'payments.payout': m.ledger_entry_provider_payout,
  'fees.payment': m.ledger_entry_payment,
  'fees.deposit': m.ledger_entry_deposit,
  'fees.deposit-used': m.ledger_entry_deposit_used,
  'fees.deposit-back': m.ledger_entry_deposit_back,
  'fees.refund': m.ledger_entry_refund,
  'fees.payer-paid': m.ledger_entry_payer_paid,
  'donations.money': m.ledger_entry_gift_money,
  'donations.goods': m.ledger_entry_gift_goods,
  'donations.return': m.ledger_entry_gift_return,
  'donations.spending': m.ledger_entry_gift_spending,
  'donations.hand-over': m.ledger_entry_gift_hand_over,
  'donations.stock-change': m.ledger_entry_stock_change,
  'funds.received': m.funds_entry_received,
  'funds.spending': m.funds_entry_spending,
  'funds.share': m.funds_entry_share,
  'funds.transfer': m.funds_entry_transfer,
};

/** What an entry records; its kind when it is none of ours. */
export const entryLabel = (kind: string): string => entries[kind]?.() ?? kind;

const places: Readonly<Record<string, string | undefined>> = {
  invoice: '/bills',
  gift: '/gifts',
  'goods-allocation': '/goods/allocations',
  'stock-change': '/goods/changes',
};

/** The page of the record that an entry comes from, if it has one. */
export const subjectPage = ({
  subjectType,
  subjectId,
}: {
  subjectType: string;
  subjectId: string;
}): string | undefined => {
  const place = places[subjectType];
  return place && `${place}/${subjectId}`;
};

const uses = ['payment', 'gift', 'set-aside', 'payment-payout'] as const;

export type LineState = 'unmatched' | (typeof uses)[number] | 'out' | 'other';

/** Where a bank line stands. */
export function lineState({
  amountFen,
  claimType,
}: {
  amountFen: bigint;
  claimType: string | null;
}): LineState {
  if (amountFen < 0n) return 'out';
  if (claimType === null) return 'unmatched';
  return uses.find((use) => use === claimType) ?? 'other';
}

export const lineStateLabel: Record<LineState, () => string> = {
  unmatched: m.ledger_line_unmatched,
  payment: m.ledger_line_payment,
  gift: m.ledger_line_gift,
  'set-aside': m.ledger_line_set_aside,
  'payment-payout': m.ledger_line_provider_payout,
  out: m.ledger_line_out,
  other: m.ledger_line_other,
};

export const lineStateTone: Record<LineState, Tone> = {
  unmatched: 'due',
  payment: 'ok',
  gift: 'ok',
  'set-aside': 'stopped',
  'payment-payout': 'ok',
  out: 'info',
  other: 'ok',
};
