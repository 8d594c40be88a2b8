import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../transaction';
import type { PostingCursor } from './ledger';
import { dueRisks } from './risks';
import { gradedOn } from './stays';
import { lapsedBy } from './visit-needs';

/** What decides whether something waits for this person and whether it is late. */
export interface WorkBounds {
  readonly now: Date;
  /** Civil dates. */
  readonly today: string;
  /** Ends of licences and insurances after the first day and before the second are warned of. */
  readonly ends: { readonly since: string; readonly by: string };
  /** Incidents that were recorded before should be closed by now. */
  readonly followUpBefore: Date;
  /** Service that began before is recorded too late from today on. */
  readonly recordedLateBefore: Date;
  /** Who asked to become a volunteer before should have an answer by now. */
  readonly answeredBefore: Date;
  /** Minutes after which somebody who has not checked in is late. */
  readonly lateMinutes: number;
  readonly townCode: string | null;
  readonly volunteerId: string | null;
  readonly donorId: string | null;
  readonly userId: string | null;
}

/** How many rows wait, and how many of them are overdue. */
export interface Waiting {
  readonly count: number;
  readonly late: number;
}

const of = (from: SQL, late: SQL = sql`false`) =>
  sql`select count(*) as count, count(*) filter (where ${late}) as late from ${from}`;

/** Of somebody who serves, or pauses. */
const servingVolunteer = sql`exists (select from volunteers v where v.tenant_id = s.tenant_id and v.id = s.volunteer_id
  and v.status in ('active', 'paused'))`;

/** An appeal in an emergency whose plan is not on file, or no longer fits: ten days after its start it is late, and a week before it is warned of. */
const unfiled = sql`(kind = 'open' and urgent and (plan_number is null or plan_changed_on is not null) and status <> 'draft')`;

/** Accounts of a role that can sign in and are not tied to the record they stand behind. */
const untied = (role: 'donor' | 'family', record: SQL) => sql`users u
  where ${record} is null and u.disabled_at is null and exists (select from user_roles r
    where r.tenant_id = u.tenant_id and r.user_id = u.id and r.role = ${role})`;

/** Work that waits, by key. Every one is a count over an index. */
const waiting = {
  applications_received: () => of(sql`applications where status = 'received'`),
  requests: ({ today }) =>
    of(
      sql`application_requests where status = 'open' or (status = 'answered' and seen_at is null)`,
      sql`status = 'open' and due_on < ${today}::date`,
    ),
  applications_to_assess: ({ today }) =>
    of(sql`applications where status = 'eligible' and not ${gradedOn(sql`${today}::date`)}`),
  applications_to_place: ({ today }) =>
    of(sql`applications where status = 'eligible' and ${gradedOn(sql`${today}::date`)}`),
  assessments_proposed: () => of(sql`assessments where status = 'proposed'`),
  reassessments: ({ today }) => of(sql`reassessments where closed_at is null`, sql`due_on < ${today}::date`),
  waiting: () => of(sql`applications where status = 'waiting'`),
  offers_open: ({ now }) =>
    of(sql`offers where status = 'open'`, sql`expires_at < ${now.toISOString()}::timestamptz`),
  offers_accepted: ({ today }) => of(sql`offers where status = 'accepted'`, sql`from_on < ${today}::date`),
  fiscal_refused: () =>
    of(sql`fiscal_requests r where state = 'refused' and not exists (select from fiscal_requests l
      where l.tenant_id = r.tenant_id and l.gift_id = r.gift_id and l.kind = r.kind and l.id > r.id)`),
  risks_due: ({ today }) =>
    of(
      sql`(select bool_or(late) as is_late from (${dueRisks(today)}) r group by r.person_id) d`,
      sql`is_late`,
    ),
  incidents_untold: ({ now }) =>
    of(
      sql`(select bool_or(due_at < ${now.toISOString()}::timestamptz) as is_late from incident_notices
        where told_at is null group by incident_id) n`,
      sql`is_late`,
    ),
  incidents_late: ({ now }) =>
    of(
      sql`(select distinct incident_id from incident_notices where told_at is null and due_at < ${now.toISOString()}::timestamptz) n`,
      sql`true`,
    ),
  incidents_open: ({ followUpBefore }) =>
    of(
      sql`incidents where closed_at is null`,
      sql`recorded_at < ${followUpBefore.toISOString()}::timestamptz`,
    ),
  beds_to_clean: ({ today }) =>
    of(sql`bed_cleanings where done_at is null`, sql`vacated_on < ${today}::date`),
  needs_open: ({ now, townCode }) =>
    of(
      sql`visit_needs where status = 'open' and (${townCode}::text is null or town_code = ${townCode}) and not ${lapsedBy(now)}`,
    ),
  needs_lapsed: ({ now, townCode }) =>
    of(
      sql`visit_needs where status = 'open' and (${townCode}::text is null or town_code = ${townCode}) and ${lapsedBy(now)}`,
      sql`true`,
    ),
  notices_failed: ({ now }) =>
    of(sql`notices n where read_at is null and created_at > ${now.toISOString()}::timestamptz - interval '30 days'
      and exists (select from notice_deliveries d where d.tenant_id = n.tenant_id and d.notice_id = n.id and d.status in ('failed', 'given_up', 'no_address'))
      and not exists (select from notice_deliveries d where d.tenant_id = n.tenant_id and d.notice_id = n.id and d.status in ('sent', 'queued'))`),
  notices_unread: ({ now, volunteerId, userId }) =>
    of(sql`notices where read_at is null and created_at > ${now.toISOString()}::timestamptz - interval '30 days'
      and (volunteer_id = ${volunteerId} or user_id = ${userId})`),
  plans_proposed: ({ today }) =>
    // Of a plan whose last day is over there is nothing left to be promised.
    of(
      sql`visit_plans where status = 'proposed' and until_date > ${today}::date`,
      sql`from_date <= ${today}::date`,
    ),
  visits_vacant: ({ now }) =>
    of(
      sql`visits v join visit_needs n on n.tenant_id = v.tenant_id and n.id = v.need_id
        where v.status = 'published' and v.starts_at > ${now.toISOString()}::timestamptz
        and (select count(*) filter (where a.status in ('published', 'accepted', 'checked_in', 'done'))
          from visit_assignments a where a.tenant_id = v.tenant_id and a.visit_id = v.id) < n.volunteers_needed`,
      sql`v.starts_at < ${now.toISOString()}::timestamptz + interval '1 day'`,
    ),
  visits_late: ({ now, lateMinutes }) =>
    of(
      sql`visit_assignments where status in ('published', 'accepted')
        and starts_at < ${now.toISOString()}::timestamptz - make_interval(mins => ${lateMinutes})
        and starts_at > ${now.toISOString()}::timestamptz - interval '1 day' and ends_at > ${now.toISOString()}::timestamptz`,
      sql`true`,
    ),
  visits_unclosed: ({ now, recordedLateBefore }) =>
    of(
      sql`visit_assignments where status in ('published', 'accepted', 'checked_in')
        and starts_at < ${now.toISOString()}::timestamptz and ends_at <= ${now.toISOString()}::timestamptz`,
      sql`starts_at < ${recordedLateBefore.toISOString()}::timestamptz`,
    ),
  visits_offered: ({ now, volunteerId }) =>
    of(
      sql`visit_offers o join visits v on v.tenant_id = o.tenant_id and v.id = o.visit_id
        where o.volunteer_id = ${volunteerId} and o.status = 'open' and v.status = 'published' and v.starts_at > ${now.toISOString()}::timestamptz`,
    ),
  visits_asked: ({ now, volunteerId }) =>
    of(
      sql`visit_assignments where volunteer_id = ${volunteerId} and status = 'published'
        and ends_at > ${now.toISOString()}::timestamptz`,
      sql`starts_at < ${now.toISOString()}::timestamptz`,
    ),
  visits_coming: ({ now, volunteerId }) =>
    of(
      sql`visit_assignments where volunteer_id = ${volunteerId}
        and (status = 'checked_in' or status = 'accepted' and ends_at > ${now.toISOString()}::timestamptz)`,
    ),
  volunteer_applications: ({ answeredBefore }) =>
    of(
      sql`volunteer_applications where status = 'received'`,
      sql`applied_at < ${answeredBefore.toISOString()}::timestamptz`,
    ),
  licences_ending: ({ today, ends }) =>
    of(
      sql`volunteer_skills s where valid_until < ${ends.by}::date and ${servingVolunteer}`,
      sql`valid_until < ${today}::date`,
    ),
  insurances_ending: ({ today, ends }) =>
    of(
      sql`volunteer_insurances s where withdrawn_at is null and until_date > ${ends.since}::date and until_date <= ${ends.by}::date
        and ${servingVolunteer} and not exists (select from volunteer_insurances l where l.tenant_id = s.tenant_id
          and l.volunteer_id = s.volunteer_id and l.withdrawn_at is null and l.until_date > s.until_date)`,
      sql`until_date <= ${today}::date`,
    ),
  bank_lines: () => of(sql`bank_lines where claimed_at is null and amount_fen > 0`),
  deliveries: ({ today }) =>
    of(
      sql`gift_appointments a join gifts g on g.tenant_id = a.tenant_id and g.id = a.gift_id
        where g.status = 'pledged' and a.on_date <= ${today}::date`,
      sql`a.on_date < ${today}::date`,
    ),
  stock_changes: () => of(sql`stock_changes where status = 'proposed'`),
  goods_expired: ({ today }) =>
    of(
      sql`goods_lots g where expires_on < ${today}::date and (remaining > 0 or exists (select from goods_allocation_lines l
        join goods_allocations a on a.tenant_id = l.tenant_id and a.id = l.allocation_id
        where l.tenant_id = g.tenant_id and l.lot_id = g.id and a.status = 'allocated'))`,
      sql`true`,
    ),
  goods_received: () => of(sql`gifts where kind = 'goods' and status = 'received'`),
  goods_inspected: () => of(sql`gifts where kind = 'goods' and status = 'inspected'`),
  goods_to_value: () => of(sql`gifts where kind = 'goods' and status = 'inspected' and entry_id is null`),
  goods_allocated: () => of(sql`goods_allocations where status = 'allocated'`),
  standards_proposed: () => of(sql`standards where status = 'proposed'`),
  tariffs_proposed: () => of(sql`tariffs where status = 'proposed'`),
  leave_rules_proposed: () => of(sql`leave_rules where status = 'proposed'`),
  arrangements_proposed: () => of(sql`payer_arrangements where status = 'proposed'`),
  payouts_proposed: () => of(sql`account_movements where status = 'proposed'`),
  funds_proposed: () =>
    of(
      sql`(select id from fund_budgets where status = 'proposed' union all select id from fund_movements where status = 'proposed'
        union all select id from fund_reversals where status = 'proposed') p`,
    ),
  gift_returns: () => of(sql`gift_returns where status = 'proposed'`),
  gift_households: () =>
    of(
      sql`(select gift_id from gift_households where status = 'review' union all
        select distinct i.allocation_id from goods_interests i join goods_allocations a on a.tenant_id = i.tenant_id and a.id = i.allocation_id
        where i.status = 'review' and a.status = 'allocated') w`,
    ),
  corrections: () => of(sql`disclosure_corrections where status = 'proposed'`),
  appeal_reports: ({ today }) =>
    of(
      sql`appeals where report_due_on <= ${today}::date + 7 or (${unfiled} and starts_on <= ${today}::date - 3)`,
      sql`report_due_on < ${today}::date or (${unfiled} and starts_on < ${today}::date - 10)`,
    ),
  appeal_reports_late: ({ today }) =>
    of(
      sql`appeals where report_due_on < ${today}::date or (${unfiled} and starts_on < ${today}::date - 10)`,
      sql`true`,
    ),
  payment_reviews: ({ today }) =>
    of(sql`payment_reviews where settled_at is null`, sql`happened_on < ${today}::date - 3`),
  donor_accounts: () => of(untied('donor', sql`u.donor_id`)),
  family_accounts: () => of(untied('family', sql`u.person_id`)),
  own_pledges: ({ donorId }) => of(sql`gifts where donor_id = ${donorId}::uuid and status = 'pledged'`),
  arrears: () => of(sql`arrears_notices where told_at is null`, sql`step > 2`),
  invoices_unpaid: () =>
    of(sql`ledger_balances b join ledger_accounts a on a.tenant_id = b.tenant_id and a.id = b.account_id
      where a.code = 'receivable.residents' and b.balance_fen > 0`),
} satisfies Record<string, (bounds: WorkBounds) => SQL>;

export type CountedKey = keyof typeof waiting;

/** The numbers asked for, in one round trip. */
export async function countWork(
  tx: Tx,
  keys: readonly CountedKey[],
  bounds: WorkBounds,
): Promise<Map<CountedKey, Waiting>> {
  if (keys.length === 0) return new Map();
  const parts = keys.map(
    (key) =>
      sql`select ${key}::text as key, c.count::int as count, c.late::int as late from (${waiting[key](bounds)}) c`,
  );
  const rows = await tx.execute<{ key: CountedKey; count: number; late: number }>(
    sql.join(parts, sql` union all `),
  );
  return new Map(rows.map(({ key, count, late }) => [key, { count, late }]));
}

/** What of the days before one is not dealt with in the books. */
export interface OpenInBooks {
  readonly bank_lines: number;
  readonly payment_reviews: number;
  readonly funds_proposed: number;
  readonly payouts_proposed: number;
  readonly gift_returns: number;
}

/** Money in without a use, payments to review, and proposals that move money, of the days before `before` (`start`: when it begins). */
export async function countOpenInBooks(
  tx: Tx,
  { before, start }: { before: string; start: Date },
): Promise<OpenInBooks> {
  const since = sql`${start.toISOString()}::timestamptz`;
  const [row] = await tx.execute<OpenInBooks & Record<string, unknown>>(sql`select
    (select count(*)::int from bank_lines where claimed_at is null and amount_fen > 0 and booked_on < ${before}::date) as bank_lines,
    (select count(*)::int from payment_reviews where settled_at is null and happened_on < ${before}::date) as payment_reviews,
    (select count(*)::int from (
      select id from fund_movements where status = 'proposed' and on_date < ${before}::date
      union all select id from fund_budgets where status = 'proposed' and proposed_at < ${since}
      union all select id from fund_reversals where status = 'proposed' and proposed_at < ${since}) p) as funds_proposed,
    (select count(*)::int from account_movements where status = 'proposed' and recorded_at < ${since}) as payouts_proposed,
    (select count(*)::int from gift_returns where status = 'proposed' and proposed_at < ${since}) as gift_returns`);
  return row as OpenInBooks;
}

/** Days as an array that PostgreSQL reads. */
const asDates = (days: readonly string[]): SQL => sql`${`{${days.join(',')}}`}::date[]`;

/** Beds of the centre that are there on one day. */
export interface BedCounts {
  readonly on: string;
  readonly beds: number;
  readonly nursing: number;
  readonly closed: number;
  readonly nursingClosed: number;
  readonly occupied: number;
}

/** Beds on each of the days, in their order; one query for all. */
export async function countBeds(tx: Tx, days: readonly string[]): Promise<BedCounts[]> {
  const rows = await tx.execute<BedCounts & Record<string, unknown>>(sql`
    select d.on_date::text as "on", count(b.id)::int as beds,
      (count(*) filter (where b.kind = 'nursing'))::int as nursing,
      (count(*) filter (where x.closed))::int as closed,
      (count(*) filter (where x.closed and b.kind = 'nursing'))::int as "nursingClosed",
      (count(*) filter (where x.occupied))::int as occupied
    from unnest(${asDates(days)}) as d (on_date)
    left join beds b on coalesce(b.opened_on, '-infinity') <= d.on_date and coalesce(b.retired_on, 'infinity') > d.on_date
    left join lateral (select
      exists (select from bed_closures c where c.tenant_id = b.tenant_id and c.bed_id = b.id
        and daterange(c.from_on, c.until_on) @> d.on_date) as closed,
      exists (select from bed_occupancies o where o.tenant_id = b.tenant_id and o.bed_id = b.id
        and daterange(o.from_on, o.until_on) @> d.on_date) as occupied) x on true
    group by d.on_date order by d.on_date`);
  return [...rows];
}

/** 特困 people who are (partly) dependent by the six items on each of the days, and how many of them live in the centre. */
export async function countSupported(tx: Tx, days: readonly string[]) {
  const rows = await tx.execute<{ on: string; dependent: number; housed: number }>(sql`
    select d.on_date::text as "on", count(s.person_id)::int as dependent, (count(*) filter (where s.housed))::int as housed
    from unnest(${asDates(days)}) as d (on_date)
    left join lateral (${supportedOn(sql`d.on_date`)}) s on true
    group by d.on_date order by d.on_date`);
  return [...rows];
}

/** People of 特困 with the grade that counts on a day, when it is partial or total. */
const supportedOn = (on: SQL) => sql`
  select p.id as person_id, p.name, p.town_code, g.grade,
    exists (select from stays y where y.tenant_id = p.tenant_id and y.person_id = p.id
      and daterange(y.admitted_on, y.discharged_on) @> ${on}) as housed
  from people p
  cross join lateral (select a.grade, a.valid_until from assessments a where a.tenant_id = p.tenant_id and a.person_id = p.id
    and a.scale_code = 'tekun-six' and a.status = 'confirmed' and a.valid_from <= ${on}
    order by a.valid_from desc limit 1) g
  where p.hardship_category = 'tekun' and coalesce(p.deceased_on, 'infinity') > ${on}
    and g.grade in ('partial', 'total') and coalesce(g.valid_until, 'infinity') > ${on}`;

/** The people behind the rate of centralised support, those who do not live in the centre first. */
export async function selectSupported(tx: Tx, on: string, limit: number) {
  return tx.execute<{
    personId: string;
    name: string;
    townCode: string | null;
    grade: string;
    housed: boolean;
  }>(sql`
    select s.person_id as "personId", s.name, s.town_code as "townCode", s.grade, s.housed
    from (${supportedOn(sql`${on}::date`)}) s order by s.housed, s.name, s.person_id limit ${limit}`);
}

/** Residents by the grade that counts on a day; null where none does. */
export async function countGrades(tx: Tx, on: string) {
  return tx.execute<{ grade: string | null; residents: number }>(sql`
    select g.grade, count(*)::int as residents
    from stays s
    left join lateral (select a.grade, a.valid_until from assessments a where a.tenant_id = s.tenant_id and a.person_id = s.person_id
      and a.scale_code = 'tekun-six' and a.status = 'confirmed' and a.valid_from <= ${on}::date
      order by a.valid_from desc limit 1) g on coalesce(g.valid_until, 'infinity') > ${on}::date
    where daterange(s.admitted_on, s.discharged_on) @> ${on}::date
    group by 1 order by 1`);
}

/** Who moved in during `[from, until)` and how many days they had waited, the longest first. */
export async function selectWaited(
  tx: Tx,
  { from, until, limit }: { from: string; until: string; limit: number },
) {
  return tx.execute<{
    stayId: string;
    personName: string;
    waitingFrom: string;
    admittedOn: string;
    days: number;
    count: number;
    total: number;
  }>(sql`
    select s.id as "stayId", p.name as "personName", a.waiting_from::text as "waitingFrom", s.admitted_on::text as "admittedOn",
      s.admitted_on - a.waiting_from as days, (count(*) over ())::int as count, (sum(s.admitted_on - a.waiting_from) over ())::int as total
    from stays s
    join applications a on a.tenant_id = s.tenant_id and a.id = s.application_id and a.waiting_from is not null
    join people p on p.tenant_id = s.tenant_id and p.id = s.person_id
    where s.admitted_on >= ${from}::date and s.admitted_on < ${until}::date
    order by days desc, s.id limit ${limit}`);
}

/** What residents owe at the end of each of the days: the receivables that are above zero. */
export async function sumOwing(tx: Tx, { code, days }: { code: string; days: readonly string[] }) {
  const rows = await tx.execute<{ on: string; fen: string }>(sql`
    select d.on_date::text as "on", coalesce(sum(o.fen) filter (where o.fen > 0), 0)::text as fen
    from unnest(${asDates(days)}) as d (on_date)
    left join lateral (select sum(p.amount_fen) as fen
      from ledger_postings p join ledger_accounts a on a.tenant_id = p.tenant_id and a.id = p.account_id
      where a.code = ${code} and p.on_date <= d.on_date group by a.subject_id) o on true
    group by d.on_date order by d.on_date`);
  return rows.map(({ on, fen }) => ({ on, owedFen: BigInt(fen) }));
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
    where coalesce(b.opened_on, '-infinity') <= ${on}::date and coalesce(b.retired_on, 'infinity') > ${on}::date
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

/** The postings behind such a sum, newest first. `after` is the one seen last. */
export async function selectPostingsOf(
  tx: Tx,
  {
    codes,
    from,
    until,
    after,
    limit,
  }: {
    codes: readonly string[];
    from?: string;
    until: string;
    after?: PostingCursor | undefined;
    limit: number;
  },
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
    ${after ? sql`and (p.on_date, p.entry_id, p.line) < (${after.onDate}::date, ${after.entryId}::uuid, ${after.line}::int)` : sql``}
    order by p.on_date desc, p.entry_id desc, p.line desc
    limit ${limit}`);
  return rows.map(({ fen, ...row }) => ({ ...row, amountFen: BigInt(fen) }));
}

/** What lies behind vouchers of gifts that were used, for a page of them; nobody whom it reached is in it. */
export interface GiftUseRecord {
  readonly subjectId: string;
  /** What money was used for, or which goods went out. */
  readonly what: string;
  /** Number of the voucher, of money. */
  readonly voucher: string | null;
  /** The fund that money left by. */
  readonly fundId: string | null;
}

/** The records behind entries of `gift-spending` and `goods-allocation`, by subject; as many as are asked for. */
export async function selectGiftUseRecords(
  tx: Tx,
  subjectIds: readonly string[],
): Promise<Map<string, GiftUseRecord>> {
  if (subjectIds.length === 0) return new Map();
  const ids = sql`(select value::uuid from json_array_elements_text(${JSON.stringify(subjectIds)}::json))`;
  const rows = await tx.execute<GiftUseRecord & Record<string, unknown>>(sql`
    select s.id as "subjectId", s.what, s.voucher_number as voucher, f.id as "fundId"
    from gift_spendings s left join funds f on f.tenant_id = s.tenant_id and f.purpose_id = s.purpose_id
    where s.id in ${ids}
    union all
    select i.allocation_id, string_agg(g.name || case when g.spec = '' then '' else ' ' || g.spec end || ' × ' || i.pieces || ' ' || g.unit, '、'
      order by g.name, g.spec, g.unit), null, null
    from (select i.tenant_id, i.allocation_id, l.goods_id, sum(i.quantity) as pieces
      from goods_allocation_lines i join goods_lots l on l.tenant_id = i.tenant_id and l.id = i.lot_id
      where i.allocation_id in ${ids} group by 1, 2, 3) i
    join goods g on g.tenant_id = i.tenant_id and g.id = i.goods_id
    group by i.allocation_id`);
  return new Map([...rows].map((row) => [row.subjectId, row]));
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
