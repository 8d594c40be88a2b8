import { m } from '~/words/generated/messages';

const names: Readonly<Record<string, () => string>> = {
  bank: m.donations_account_bank,
  cash: m.donations_account_cash,
  'income.gifts-money': m.donations_account_income_money,
  'income.gifts-goods': m.donations_account_income_goods,
  'stock.gifts': m.donations_account_stock,
  'expense.gifts-money': m.donations_account_expense_money,
  'expense.gifts-goods': m.donations_account_expense_goods,
};

/** An account of a gift's voucher in words. */
export const accountName = (code: string): string => names[code]?.() ?? code;
