import type { SheetRow } from '../kernel/import-report';
import { type Fen, parseYuan } from '../kernel/money';
import type { PlainDate } from '../kernel/plain-date';
import { type Refusal, refusal } from '../kernel/refusals';
import { parseWrittenDate } from '../kernel/written-date';

/** Headings under which banks give a thing; the first is the one of our template. */
export const statementHeadings = {
  date: ['交易日期', '记账日期', '入账日期', '交易时间', '日期', 'date'],
  income: ['收入金额', '贷方发生额', '贷方金额', '转入金额', '收入', 'credit'],
  expense: ['支出金额', '借方发生额', '借方金额', '转出金额', '支出', 'debit'],
  amount: ['交易金额', '发生额', '金额', 'amount'],
  direction: ['收支标志', '借贷标志', '借贷方向', '收/支', '收支', 'direction'],
  counterpartyName: ['对方户名', '对方名称', '对方单位名称', '付款人', '付款人名称', '付款人户名', 'payer'],
  counterpartyAccount: ['对方账号', '对方帐号', '付款人账号', '付款账号', 'payer account'],
  summary: ['摘要', '交易摘要', '交易类型', 'summary'],
  remark: ['附言', '交易附言', '备注', '用途', 'reference'],
  bankNumber: ['流水号', '交易流水号', '核心流水号', '账户明细编号', '凭证号', 'number'],
  ownAccount: ['本方账号', '本方帐号', '我方账号', '账号', '帐号', 'account'],
} as const;

type Thing = keyof typeof statementHeadings;

/** One line of a bank statement as it was read. */
export interface StatementLine {
  readonly row: number;
  readonly ownAccount: string;
  readonly bookedOn: PlainDate;
  /** In positive, out negative. */
  readonly amountFen: Fen;
  readonly counterpartyName: string;
  readonly counterpartyAccount: string;
  readonly summary: string;
  readonly remark: string;
  /** The bank's own number of the transaction; empty when the file has none. */
  readonly bankNumber: string;
}

const written = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** For reading and comparing; what the bank wrote is kept as it wrote it. */
const plain = (text: string): string => written(text.normalize('NFKC'));

const headingText = (text: string): string =>
  plain(text)
    .toLowerCase()
    .replace(/[((]\s*(元|cny|rmb|人民币)\s*[))]$/, '')
    .trim();

/** Which column of the sheet holds which thing. */
export function statementColumns(headers: readonly string[]): Partial<Record<Thing, string>> {
  const byText = new Map([...headers].reverse().map((header) => [headingText(header), header]));
  return Object.fromEntries(
    Object.entries(statementHeadings).flatMap(([thing, names]) => {
      const header = names.map((name) => byText.get(name)).find((one) => one !== undefined);
      return header === undefined ? [] : [[thing, header]];
    }),
  );
}

/** What a statement lacks as a whole: a date, or a way to tell money in from money out. */
export function missingColumns(columns: Partial<Record<Thing, string>>): string[] {
  const missing: string[] = [];
  if (!columns.date) missing.push(statementHeadings.date[0]);
  if (!columns.income && !columns.amount) missing.push(statementHeadings.income[0]);
  return missing;
}

/** The day of a date as banks write it, `20261103 101112` with the time behind it too. */
export const statementDate = (text: string): PlainDate | undefined =>
  parseWrittenDate(text.replace(/^(\d{8})\s?\d{2}:?\d{2}:?\d{2}$/, '$1'));

const blank = (text: string): boolean => text === '' || text === '-' || text === '--';

const unreadable = (field: string | undefined, text: string): Refusal =>
  refusal('LEDGER.LINE_AMOUNT', { field, params: { text } });

function amountOf(cell: (thing: Thing) => string, columns: Partial<Record<Thing, string>>): Fen | Refusal[] {
  if (columns.income) {
    const income = blank(cell('income')) ? 0n : parseYuan(cell('income'));
    const expense = blank(cell('expense')) ? 0n : parseYuan(cell('expense'));
    const problems = [
      ...(income === undefined ? [unreadable(columns.income, cell('income'))] : []),
      ...(expense === undefined ? [unreadable(columns.expense, cell('expense'))] : []),
      ...(income !== 0n && expense !== 0n
        ? [refusal('LEDGER.LINE_BOTH_SIDES', { field: columns.income })]
        : []),
    ];
    if (problems.length > 0 || income === undefined || expense === undefined) return problems;
    // Some banks print money out as a negative amount in the column of money out.
    return income - (expense < 0n ? -expense : expense);
  }
  const amount = parseYuan(cell('amount'));
  if (amount === undefined) return [unreadable(columns.amount, cell('amount'))];
  if (!columns.direction) return amount;
  const direction = cell('direction').toLowerCase();
  const absolute = amount < 0n ? -amount : amount;
  // From the bank's side of the books 贷 is money in and 借 is money out.
  if (/^(收|贷|来账|转入|in|credit|c$)/.test(direction)) return absolute;
  if (/^(支|付|借|往账|转出|out|debit|d$)/.test(direction)) return -absolute;
  return [refusal('LEDGER.LINE_DIRECTION', { field: columns.direction, params: { text: direction } })];
}

/** Reads one row, or says everything that is wrong with it. */
export function readStatementRow(
  { row, cells }: SheetRow,
  columns: Partial<Record<Thing, string>>,
): { line: StatementLine } | { problems: [Refusal, ...Refusal[]] } {
  const cell = (thing: Thing): string => plain(cells[columns[thing] ?? ''] ?? '');
  const said = (thing: Thing): string => written(cells[columns[thing] ?? ''] ?? '');
  const bookedOn = statementDate(cell('date'));
  const amount = amountOf(cell, columns);
  const problems: Refusal[] = [];
  if (!bookedOn)
    problems.push(refusal('LEDGER.LINE_DATE', { field: columns.date, params: { text: cell('date') } }));
  if (typeof amount !== 'bigint') problems.push(...amount);
  else if (amount === 0n)
    problems.push(refusal('LEDGER.LINE_ZERO', { field: columns.income ?? columns.amount }));
  const [first, ...rest] = problems;
  if (first || !bookedOn || typeof amount !== 'bigint') return { problems: [first as Refusal, ...rest] };
  return {
    line: {
      row,
      ownAccount: cell('ownAccount').replace(/\D/g, ''),
      bookedOn,
      amountFen: amount,
      counterpartyName: said('counterpartyName'),
      counterpartyAccount: cell('counterpartyAccount').replace(/[\s-]/g, ''),
      summary: said('summary'),
      remark: said('remark'),
      bankNumber: cell('bankNumber'),
    },
  };
}

/**
 * What makes a line that very line, however often and in whichever file it comes: own account and the bank's number;
 * without a number what the line says and the how-manieth of its like it is (two equal gifts on one day are two).
 */
export function businessTexts(lines: readonly StatementLine[]): string[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    if (line.bankNumber)
      return JSON.stringify([
        'number',
        line.ownAccount,
        line.bookedOn,
        line.bankNumber,
        String(line.amountFen),
      ]);
    const said = JSON.stringify([
      'said',
      line.ownAccount,
      line.bookedOn,
      String(line.amountFen),
      plain(line.counterpartyName),
      line.counterpartyAccount,
      plain(line.summary),
      plain(line.remark),
    ]);
    const ordinal = (seen.get(said) ?? 0) + 1;
    seen.set(said, ordinal);
    return `${said} ${ordinal}`;
  });
}
