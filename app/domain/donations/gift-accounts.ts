import type { Account } from '../ledger/chart';

/** Accounts by purpose: what is given for a purpose is booked, kept and used apart from the rest (慈善法 Art. 54). */
const ofPurpose =
  (code: string, kind: Account['kind']) =>
  (purposeId: string): Account => ({
    code,
    kind,
    subject: { type: 'gift-purpose', id: purposeId },
  });

/** 捐赠收入—货币资金 */
export const moneyIncome = ofPurpose('income.gifts-money', 'income');
/** 捐赠收入—物资 */
export const goodsIncome = ofPurpose('income.gifts-goods', 'income');
/** 受托物资库存 */
export const goodsInStock = ofPurpose('stock.gifts', 'asset');
/** 捐赠支出—货币资金 */
export const moneyUsed = ofPurpose('expense.gifts-money', 'expense');
/** 捐赠支出—物资 */
export const goodsUsed = ofPurpose('expense.gifts-goods', 'expense');
/** 捐赠物资损耗与变卖: pieces that were spoiled, missing or sold; found ones come back. */
export const goodsLost = ofPurpose('expense.gifts-goods-lost', 'expense');
/** 资金结转: carried over from (debit) or to (credit) a purpose. */
export const moneyCarried = ofPurpose('equity.fund-transfers', 'equity');
