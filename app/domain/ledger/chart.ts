import type { AccountKey } from '#db/queries/ledger';

/** An account of a posting; see `chart` for those that are there. */
export type Account = AccountKey;

/**
 * The accounts that the product itself posts to. Bounded: what belongs to a resident or to a purpose is a
 * subject under one code, never a code of its own.
 */
export const chart = {
  /** 银行存款 */
  bank: { code: 'bank', kind: 'asset' },
  /** 库存现金 */
  cash: { code: 'cash', kind: 'asset' },
  /** 支付宝待结算款: taken online, until Alipay pays it out to the bank. */
  alipay: { code: 'asset.alipay', kind: 'asset' },
  /** 微信支付待结算款 */
  wechatpay: { code: 'asset.wechatpay', kind: 'asset' },
  /** 支付手续费: what providers keep. */
  paymentFees: { code: 'expense.payment-fees', kind: 'expense' },
  /** 照护服务收入 */
  careFees: { code: 'income.care-fees', kind: 'income' },
} as const satisfies Record<string, Account>;

/** 应收照护费 of one resident: what they owe when positive, what is paid ahead when negative. */
export const residentReceivable = (personId: string): Account => ({
  code: 'receivable.residents',
  kind: 'asset',
  subject: { type: 'person', id: personId },
});

/** 押金 of one resident: a liability until it is used or given back. */
export const residentDeposit = (personId: string): Account => ({
  code: 'liability.deposits',
  kind: 'liability',
  subject: { type: 'person', id: personId },
});

/** 应收其他付款方: what somebody else owes for one resident. `payer` is one of those that fees arranges. */
export const payerReceivable = (payer: string, personId: string): Account => ({
  code: `receivable.${payer}`,
  kind: 'asset',
  subject: { type: 'person', id: personId },
});
