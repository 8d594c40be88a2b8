import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../transaction';

/** What decides whether something waits for this person and whether it is late. */
export interface WorkBounds {
  readonly now: Date;
  /** Civil dates. */
  readonly today: string;
  readonly licenceWarning: string;
  readonly townCode: string | null;
  readonly volunteerId: string | null;
}

/** How many rows wait, and how many of them are overdue. */
export interface Waiting {
  readonly count: number;
  readonly late: number;
}

const of = (from: SQL, late: SQL = sql`false`) =>
  sql`select count(*) as count, count(*) filter (where ${late}) as late from ${from}`;

/** Work that waits, by key. Every one is a count over an index. */
const waiting = {
  applications_received: () => of(sql`applications where status = 'received'`),
  applications_to_assess: () => of(sql`applications where status = 'eligible'`),
  assessments_proposed: () => of(sql`assessments where status = 'proposed'`),
  reassessments: ({ today }) => of(sql`reassessments where closed_at is null`, sql`due_on < ${today}::date`),
  waiting: () => of(sql`applications where status = 'waiting'`),
  offers_open: ({ now }) =>
    of(sql`offers where status = 'open'`, sql`expires_at < ${now.toISOString()}::timestamptz`),
  offers_accepted: ({ today }) => of(sql`offers where status = 'accepted'`, sql`from_on < ${today}::date`),
  beds_to_clean: ({ today }) =>
    of(sql`bed_cleanings where done_at is null`, sql`vacated_on < ${today}::date`),
  needs_open: ({ today, townCode }) =>
    of(
      sql`visit_needs n where status = 'open' and (${townCode}::text is null or town_code = ${townCode})`,
      sql`not exists (select from visit_windows w where w.tenant_id = n.tenant_id and w.need_id = n.id and w.on_date >= ${today}::date)`,
    ),
  plans_proposed: ({ today }) =>
    of(sql`visit_plans where status = 'proposed'`, sql`from_date <= ${today}::date`),
  visits_asked: ({ now, volunteerId }) =>
    of(
      sql`visit_assignments where volunteer_id = ${volunteerId} and status = 'published'`,
      sql`starts_at < ${now.toISOString()}::timestamptz`,
    ),
  visits_coming: ({ volunteerId }) =>
    of(sql`visit_assignments where volunteer_id = ${volunteerId} and status in ('accepted', 'checked_in')`),
  licences_ending: ({ today, licenceWarning }) =>
    of(sql`volunteer_skills where valid_until < ${licenceWarning}::date`, sql`valid_until < ${today}::date`),
  bank_lines: () => of(sql`bank_lines where claimed_at is null and amount_fen > 0`),
  goods_received: () => of(sql`gifts where kind = 'goods' and status = 'received'`),
  goods_inspected: () => of(sql`gifts where kind = 'goods' and status = 'inspected'`),
  goods_allocated: () => of(sql`goods_allocations where status = 'allocated'`),
  standards_proposed: () => of(sql`standards where status = 'proposed'`),
  tariffs_proposed: () => of(sql`tariffs where status = 'proposed'`),
  leave_rules_proposed: () => of(sql`leave_rules where status = 'proposed'`),
  arrangements_proposed: () => of(sql`payer_arrangements where status = 'proposed'`),
  payouts_proposed: () => of(sql`account_movements where status = 'proposed'`),
  invoices_unpaid: () =>
    of(sql`ledger_balances b join ledger_accounts a on a.tenant_id = b.tenant_id and a.id = b.account_id
      where a.code = 'receivable.residents' and b.balance_fen > 0`),
} satisfies Record<string, (bounds: WorkBounds) => SQL>;

export type WorkKey = keyof typeof waiting;

/** The numbers asked for, in one round trip. */
export async function countWork(
  tx: Tx,
  keys: readonly WorkKey[],
  bounds: WorkBounds,
): Promise<Map<WorkKey, Waiting>> {
  if (keys.length === 0) return new Map();
  const parts = keys.map(
    (key) =>
      sql`select ${key}::text as key, c.count::int as count, c.late::int as late from (${waiting[key](bounds)}) c`,
  );
  const rows = await tx.execute<{ key: WorkKey; count: number; late: number }>(
    sql.join(parts, sql` union all `),
  );
  return new Map(rows.map(({ key, count, late }) => [key, { count, late }]));
}

/** Beds of the centre on one day. */
export interface BedCounts {
  readonly beds: number;
  readonly nursing: number;
  readonly closed: number;
  readonly occupied: number;
}

export async function countBeds(tx: Tx, on: string): Promise<BedCounts> {
  const [row] = await tx.execute<{ beds: number; nursing: number; closed: number; occupied: number }>(sql`
    select count(*)::int as beds,
      count(*) filter (where b.kind = 'nursing')::int as nursing,
      count(*) filter (where exists (select from bed_closures c where c.tenant_id = b.tenant_id and c.bed_id = b.id
        and daterange(c.from_on, c.until_on) @> ${on}::date))::int as closed,
      count(*) filter (where exists (select from bed_occupancies o where o.tenant_id = b.tenant_id and o.bed_id = b.id
        and daterange(o.from_on, o.until_on) @> ${on}::date))::int as occupied
    from beds b`);
  return row as BedCounts;
}

/** Every bed with who lies in it on a day. */
export async function selectBedsOn(tx: Tx, on: string, limit: number) {
  return tx.execute<{
    bedId: string;
    building: string;
    room: string;
    bed: string;
    kind: string;
    closed: boolean;
    stayId: string | null;
    contractNumber: string | null;
    personName: string | null;
    since: string | null;
  }>(sql`
    select b.id as "bedId", g.name as building, r.name as room, b.name as bed, b.kind,
      exists (select from bed_closures c where c.tenant_id = b.tenant_id and c.bed_id = b.id
        and daterange(c.from_on, c.until_on) @> ${on}::date) as closed,
      s.id as "stayId", s.contract_number as "contractNumber", p.name as "personName", o.from_on as since
    from beds b
    join rooms r on r.tenant_id = b.tenant_id and r.id = b.room_id
    join buildings g on g.tenant_id = r.tenant_id and g.id = r.building_id
    left join bed_occupancies o on o.tenant_id = b.tenant_id and o.bed_id = b.id and daterange(o.from_on, o.until_on) @> ${on}::date
    left join stays s on s.tenant_id = o.tenant_id and s.id = o.stay_id
    left join people p on p.tenant_id = o.tenant_id and p.id = o.person_id
    order by g.name, r.name, b.name
    limit ${limit}`);
}

/** Sum of the postings to accounts of these codes, debit positive, on the days from `from` until `until`, half-open. */
export async function sumPostings(
  tx: Tx,
  { codes, from, until }: { codes: readonly string[]; from?: string; until: string },
): Promise<bigint> {
  const [row] = await tx.execute<{ fen: string }>(sql`
    select coalesce(sum(p.amount_fen), 0)::text as fen
    from ledger_postings p join ledger_accounts a on a.tenant_id = p.tenant_id and a.id = p.account_id
    where a.code in ${[...codes]} and p.on_date < ${until}::date ${from ? sql`and p.on_date >= ${from}::date` : sql``}`);
  return BigInt(row?.fen ?? '0');
}

/** The postings behind such a sum, newest first. `after` is the entry and line seen last. */
export async function selectPostingsOf(
  tx: Tx,
  { codes, from, until, limit }: { codes: readonly string[]; from?: string; until: string; limit: number },
) {
  const rows = await tx.execute<{
    entryId: string;
    line: number;
    onDate: string;
    code: string;
    kind: string;
    subjectType: string;
    subjectId: string;
    memo: string | null;
    fen: string;
  }>(sql`
    select p.entry_id as "entryId", p.line, p.on_date as "onDate", a.code, e.kind, e.subject_type as "subjectType",
      e.subject_id as "subjectId", e.memo, p.amount_fen::text as fen
    from ledger_postings p
    join ledger_accounts a on a.tenant_id = p.tenant_id and a.id = p.account_id
    join ledger_entries e on e.tenant_id = p.tenant_id and e.id = p.entry_id
    where a.code in ${[...codes]} and p.on_date < ${until}::date ${from ? sql`and p.on_date >= ${from}::date` : sql``}
    order by p.on_date desc, p.entry_id desc, p.line
    limit ${limit}`);
  return rows.map(({ fen, ...row }) => ({ ...row, amountFen: BigInt(fen) }));
}

/** Residents who owe something on a day, most first: what lies on their receivable. */
export async function selectOwing(
  tx: Tx,
  { code, until, limit }: { code: string; until: string; limit: number },
) {
  const rows = await tx.execute<{
    personId: string;
    personName: string;
    fen: string;
    count: number;
    total: string;
  }>(sql`
    with owing as (
      select a.subject_id as person_id, sum(p.amount_fen) as fen
      from ledger_postings p join ledger_accounts a on a.tenant_id = p.tenant_id and a.id = p.account_id
      where a.code = ${code} and p.on_date < ${until}::date
      group by 1 having sum(p.amount_fen) > 0)
    select o.person_id as "personId", p.name as "personName", o.fen::text as fen,
      (count(*) over ())::int as count, (sum(o.fen) over ())::text as total
    from owing o join people p on p.id = o.person_id
    order by o.fen desc, p.id
    limit ${limit}`);
  return {
    count: rows[0]?.count ?? 0,
    totalFen: BigInt(rows[0]?.total ?? '0'),
    rows: rows.map(({ personId, personName, fen }) => ({ personId, personName, owedFen: BigInt(fen) })),
  };
}
