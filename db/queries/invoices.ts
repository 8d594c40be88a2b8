import { type SQL, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import type { Tx } from '../transaction';

/** A bill with the resident's name and how much of it is open. */
export interface InvoiceRow {
  readonly id: string;
  readonly year: number;
  readonly serial: number;
  readonly number: string;
  readonly reference: string;
  readonly personId: string;
  readonly personName: string;
  readonly month: string;
  /** What the bill charges altogether, to whoever pays; below zero when corrections outweigh the month. */
  readonly chargedFen: bigint;
  /** What the resident is asked for. */
  readonly amountFen: bigint;
  /** What the resident's account leaves on this bill, see `openAmounts`. */
  readonly openFen: bigint;
  readonly issuedOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly entryId: string | null;
}

const columns = sql`i.id, i.year, i.serial, i.number, i.reference, i.person_id as "personId", p.name as "personName", i.month,
  i.charged_fen as "chargedFen", i.amount_fen as "amountFen", i.issued_on as "issuedOn", i.due_on as "dueOn", i.entry_id as "entryId"`;

const balanceOf = sql`
  left join ledger_accounts a on a.tenant_id = i.tenant_id and a.code = 'receivable.residents' and a.subject_type = 'person' and a.subject_id = i.person_id
  left join ledger_balances b on b.tenant_id = a.tenant_id and b.account_id = a.id`;

/** Bills that meet a condition, each with what is open: the balance of the account less what lies on newer bills. */
const invoicesWhere = (condition: SQL) => sql`
  select ${columns}, greatest(0, least(greatest(i.amount_fen, 0), coalesce(b.balance_fen, 0) - newer.fen))::bigint as "openFen"
  from invoices i
  join people p on p.tenant_id = i.tenant_id and p.id = i.person_id ${balanceOf}
  cross join lateral (
    select coalesce(sum(greatest(n.amount_fen, 0)), 0)::bigint as fen from invoices n
    where n.tenant_id = i.tenant_id and n.person_id = i.person_id and (n.year, n.serial) > (i.year, i.serial)
  ) newer
  where ${condition}`;

/** Bills on which something is open, of residents whose account is not in balance. */
const owing = sql`
  select * from (
    select ${columns}, greatest(0, least(greatest(i.amount_fen, 0), b.balance_fen - coalesce(sum(greatest(i.amount_fen, 0))
      over (partition by i.person_id order by i.year desc, i.serial desc rows between unbounded preceding and 1 preceding), 0)))::bigint as "openFen"
    from invoices i
    join people p on p.tenant_id = i.tenant_id and p.id = i.person_id ${balanceOf}
    where b.balance_fen > 0
  ) i where i."openFen" > 0`;

type Row = Record<string, unknown> & InvoiceRow;

export async function selectInvoice(
  tx: Tx,
  by: { id: string } | { reference: string },
): Promise<InvoiceRow | undefined> {
  const condition = 'id' in by ? sql`i.id = ${by.id}::uuid` : sql`i.reference = ${by.reference}`;
  const [row] = await tx.execute<Row>(invoicesWhere(condition));
  return row;
}

/** Which resident's bills the references are. */
export async function selectInvoicesByReference(
  tx: Tx,
  references: readonly string[],
): Promise<{ id: string; number: string; reference: string; personId: string }[]> {
  const rows = await tx.execute<{ id: string; number: string; reference: string; personId: string }>(sql`
    select id, number, reference, person_id as "personId" from invoices
    where reference in (select value from json_array_elements_text(${JSON.stringify(references)}::json))`);
  return [...rows];
}

/** Where a list of bills goes on. */
export interface InvoiceCursor {
  readonly year: number;
  readonly serial: number;
}

/** Bills, newest first: of a month, of a resident, or whose resident's name holds a text. */
export async function selectInvoices(
  tx: Tx,
  wanted: { month?: string; personId?: string; name?: string; after?: InvoiceCursor; limit: number },
): Promise<InvoiceRow[]> {
  const conditions = [
    wanted.month ? sql`i.month = ${wanted.month}` : undefined,
    wanted.personId ? sql`i.person_id = ${wanted.personId}::uuid` : undefined,
    wanted.name ? sql`strpos(p.name, ${wanted.name}) > 0` : undefined,
    wanted.after ? sql`(i.year, i.serial) < (${wanted.after.year}, ${wanted.after.serial})` : undefined,
  ].filter((condition) => condition !== undefined);
  const condition = conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`;
  return [
    ...(await tx.execute<Row>(
      sql`${invoicesWhere(condition)} order by i.year desc, i.serial desc limit ${wanted.limit}`,
    )),
  ];
}

/** Bills on which something is open, those due first at the top. */
export async function selectOwing(
  tx: Tx,
  { after, dueBefore, limit }: { after?: InvoiceCursor; dueBefore?: PlainDate; limit: number },
): Promise<InvoiceRow[]> {
  const beyond = after ? sql`and (i.year, i.serial) > (${after.year}, ${after.serial})` : sql``;
  const due = dueBefore ? sql`and i."dueOn" < ${dueBefore}::date` : sql``;
  return [
    ...(await tx.execute<Row>(sql`${owing} ${beyond} ${due} order by i.year, i.serial limit ${limit}`)),
  ];
}

/** Residents with bills overdue on a day: the one overdue for longest, since when, and what is overdue in all. */
export async function selectOverdueByPerson(
  tx: Tx,
  { today, limit }: { today: PlainDate; limit: number },
): Promise<{ personId: string; invoiceId: string; dueOn: PlainDate; owedFen: bigint }[]> {
  const rows = await tx.execute<{
    personId: string;
    invoiceId: string;
    dueOn: PlainDate;
    owedFen: bigint;
  }>(sql`
    select o."personId", (array_agg(o.id order by o."dueOn", o.year, o.serial))[1] as "invoiceId",
      min(o."dueOn")::text as "dueOn", sum(o."openFen")::bigint as "owedFen"
    from (${owing}) o where o."dueOn" < ${today}::date
    group by o."personId" order by min(o."dueOn"), o."personId" limit ${limit}`);
  return [...rows];
}

/** How many bills are open and how much on them; of those the ones due before a day. */
export async function selectOwingTotals(tx: Tx, today: PlainDate) {
  const [row] = await tx.execute<{ count: number; fen: bigint; overdue: number; overdueFen: bigint }>(sql`
    select count(*)::int as count, coalesce(sum(o."openFen"), 0)::bigint as fen,
      (count(*) filter (where o."dueOn" < ${today}::date))::int as overdue,
      coalesce(sum(o."openFen") filter (where o."dueOn" < ${today}::date), 0)::bigint as "overdueFen"
    from (${owing}) o`);
  return row ?? { count: 0, fen: 0n, overdue: 0, overdueFen: 0n };
}

/** Number and sum of a month's bills. */
export async function selectMonthTotals(
  tx: Tx,
  month: string,
): Promise<{ count: number; amountFen: bigint }> {
  const [row] = await tx.execute<{ count: number; amountFen: bigint }>(sql`
    select count(*)::int as count, coalesce(sum(amount_fen), 0)::bigint as "amountFen" from invoices where month = ${month}`);
  return row ?? { count: 0, amountFen: 0n };
}

/** Charges of a bill that belong together: same month, same fee, charged or corrected. */
export interface StatementGroup {
  readonly month: string;
  readonly corrected: boolean;
  readonly scaleCode: string;
  readonly grade: string;
  readonly monthlyFeeFen: bigint;
  /** Why the resident was away on these days, and thousandths of the fee that they cost. */
  readonly absence: 'home' | 'hospital' | null;
  readonly permille: number;
  readonly days: number;
  readonly from: PlainDate;
  readonly last: PlainDate;
  readonly amountFen: bigint;
}

/** What a bill is made of, grouped for reading. */
export async function selectStatementGroups(tx: Tx, invoiceId: string): Promise<StatementGroup[]> {
  const rows = await tx.execute<StatementGroup & Record<string, unknown>>(sql`
    select to_char(c.day, 'YYYY-MM') as month, c.sequence > 0 as corrected, t.scale_code as "scaleCode", t.grade,
      t.monthly_fee_fen as "monthlyFeeFen", c.absence, c.permille, count(*)::int as days, min(c.day) as "from", max(c.day) as "last",
      sum(c.amount_fen)::bigint as "amountFen"
    from charges c join tariffs t on t.tenant_id = c.tenant_id and t.id = c.tariff_id
    where c.invoice_id = ${invoiceId}::uuid
    group by c.stay_id, 1, 2, t.id, t.scale_code, t.grade, t.monthly_fee_fen, c.absence, c.permille
    order by 1 desc, 2, min(c.day)`);
  return [...rows];
}

/** The single days of a bill, in order. */
export async function selectCharges(tx: Tx, invoiceId: string) {
  const rows = await tx.execute<{
    day: PlainDate;
    sequence: number;
    scaleCode: string;
    grade: string;
    monthlyFeeFen: bigint;
    amountFen: bigint;
  }>(sql`
    select c.day, c.sequence, t.scale_code as "scaleCode", t.grade, t.monthly_fee_fen as "monthlyFeeFen", c.amount_fen as "amountFen"
    from charges c join tariffs t on t.tenant_id = c.tenant_id and t.id = c.tariff_id
    where c.invoice_id = ${invoiceId}::uuid order by c.line`);
  return [...rows];
}

/** What a bill asks of a payer: what it charges, less what was carried over from an earlier one. */
export interface ShareRow {
  readonly payer: 'resident' | 'public-support' | 'subsidy' | 'insurance' | 'donated-relief';
  readonly chargedFen: bigint;
  readonly carriedFen: bigint;
  readonly amountFen: bigint;
}

/** Who pays how much of a bill. */
export async function selectShares(tx: Tx, invoiceId: string): Promise<ShareRow[]> {
  const rows = await tx.execute<ShareRow & Record<string, unknown>>(sql`
    select payer, charged_fen as "chargedFen", carried_fen as "carriedFen", amount_fen as "amountFen"
    from invoice_shares where invoice_id = ${invoiceId}::uuid order by payer`);
  return [...rows];
}

/** What a bill asks another payer for. */
export interface ClaimRow extends InvoiceCursor {
  readonly invoiceId: string;
  readonly number: string;
  readonly personId: string;
  readonly personName: string;
  readonly chargedFen: bigint;
  /** Left over from corrections of earlier bills: zero or below. */
  readonly carriedFen: bigint;
  readonly amountFen: bigint;
}

/** What the bills of a month ask a payer for, in the order of the bills. */
export async function selectClaims(
  tx: Tx,
  wanted: { month: string; payer: string; after?: InvoiceCursor; limit: number },
): Promise<ClaimRow[]> {
  const beyond = wanted.after
    ? sql`and (i.year, i.serial) > (${wanted.after.year}, ${wanted.after.serial})`
    : sql``;
  const rows = await tx.execute<Record<string, unknown> & ClaimRow>(sql`
    select i.id as "invoiceId", i.year, i.serial, i.number, i.person_id as "personId", p.name as "personName",
      s.charged_fen as "chargedFen", s.carried_fen as "carriedFen", s.amount_fen as "amountFen"
    from invoices i
      join invoice_shares s on s.tenant_id = i.tenant_id and s.invoice_id = i.id
      join people p on p.tenant_id = i.tenant_id and p.id = i.person_id
    where i.month = ${wanted.month} and s.payer = ${wanted.payer} ${beyond}
    order by i.year, i.serial limit ${wanted.limit}`);
  return [...rows];
}

/** How many bills of a month ask each payer for something, and for how much. */
export async function selectClaimTotals(
  tx: Tx,
  month: string,
): Promise<{ payer: string; bills: number; chargedFen: bigint; carriedFen: bigint; amountFen: bigint }[]> {
  const rows = await tx.execute<{
    payer: string;
    bills: number;
    chargedFen: bigint;
    carriedFen: bigint;
    amountFen: bigint;
  }>(sql`
    select s.payer, count(*)::int as bills, sum(s.charged_fen)::bigint as "chargedFen",
      sum(s.carried_fen)::bigint as "carriedFen", sum(s.amount_fen)::bigint as "amountFen"
    from invoices i join invoice_shares s on s.tenant_id = i.tenant_id and s.invoice_id = i.id
    where i.month = ${month} and s.payer <> 'resident'
    group by s.payer order by s.payer`);
  return [...rows];
}
