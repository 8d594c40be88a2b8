import type { Fen } from '../kernel/money';
import { addMonths, type PlainDate } from '../kernel/plain-date';
import { type Refusal, refusal } from '../kernel/refusals';
import type { Account } from '../ledger/chart';

/** 财政资金, or donated money of one purpose. */
export type FundSource = 'fiscal' | 'donated';

/** What tells where a fund keeps its books. */
export interface FundBooks {
  readonly id: string;
  readonly source: FundSource;
  readonly purposeId: string | null;
}

const subjectOf = ({ id, purposeId }: FundBooks) =>
  purposeId ? { type: 'gift-purpose', id: purposeId } : { type: 'fund', id };

/** 财政拨款收入; of donated money 捐赠收入—货币资金, to which gifts alone post. */
export const incomeOf = (fund: FundBooks): Account => ({
  code: fund.source === 'fiscal' ? 'income.fiscal' : 'income.gifts-money',
  kind: 'income',
  subject: subjectOf(fund),
});

/** 财政支出, or 捐赠支出—货币资金. */
export const expenseOf = (fund: FundBooks): Account => ({
  code: fund.source === 'fiscal' ? 'expense.fiscal' : 'expense.gifts-money',
  kind: 'expense',
  subject: subjectOf(fund),
});

/** 资金结转: what was carried over from (debit) and to (credit) a fund. */
export const transfersOf = (fund: FundBooks): Account => ({
  code: 'equity.fund-transfers',
  kind: 'equity',
  subject: subjectOf(fund),
});

/** Balances of the three accounts of a fund, debit +. */
export interface FundBalances {
  readonly incomeFen: Fen;
  readonly expenseFen: Fen;
  readonly transfersFen: Fen;
}

/** What may still be used: received + carried over to it − used − carried over from it. */
export const leftOf = ({ incomeFen, expenseFen, transfersFen }: FundBalances): Fen =>
  -(incomeFen + expenseFen + transfersFen);

/**
 * What lets money that was given for one purpose go to another: the plan of the appeal or the agreement says so, its donors agreed,
 * the changed plan was filed, or neither plan nor agreement says anything and the surplus goes to a similar purpose.
 */
export const transferGrounds = ['plan', 'donors', 'filed', 'similar'] as const;
export type TransferGround = (typeof transferGrounds)[number];

/**
 * Why money may not be carried over from one fund to the other. Fiscal money stays with the budget (预算法 第十三条) and donated
 * money with charity: neither becomes the other. Donated money goes to another purpose only on a ground that is named (慈善法
 * 第五十四、五十六、五十八条); within a purpose, and of fiscal money, there is none to name.
 */
export function transferRefusals(
  from: FundBooks,
  to: FundBooks,
  ground: TransferGround | null | undefined,
): Refusal[] {
  if (from.id === to.id) return [refusal('FUND.TRANSFER_SAME', { field: 'toFundId' })];
  if (from.source !== to.source) return [refusal('FUND.TRANSFER_SOURCE', { field: 'toFundId' })];
  const needed = from.purposeId !== to.purposeId;
  if (needed && !ground) return [refusal('FUND.GROUND_MISSING', { field: 'ground' })];
  return ground && !needed ? [refusal('FUND.GROUND_NEEDLESS', { field: 'ground' })] : [];
}

/** Days of fund movements lie at most a year back: an older day is a slip, or belongs to books that are closed long since. */
export const firstDayOf = (today: PlainDate): PlainDate => addMonths(today, -12);

/** Fiscal money is spent on a line of the budget that was approved, never beyond it (预算法 第十三条); donated money may have one. */
export function lineRefusals(
  source: FundSource,
  line: { readonly budgetFen: Fen; readonly usedFen: Fen } | undefined,
  asked: { readonly amountFen?: Fen | undefined; readonly line?: string },
): Refusal[] {
  if (!asked.line) return source === 'fiscal' ? [refusal('FUND.LINE_MISSING', { field: 'line' })] : [];
  if (!line) return [refusal('FUND.LINE_UNKNOWN', { field: 'line' })];
  const leftFen = line.budgetFen - line.usedFen;
  return asked.amountFen !== undefined && asked.amountFen > leftFen
    ? [
        refusal('FUND.LINE_SHORT', {
          field: 'amountFen',
          params: { line: asked.line, leftFen: String(leftFen) },
        }),
      ]
    : [];
}
