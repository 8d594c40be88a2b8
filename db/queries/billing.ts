import { and, asc, desc, eq, gt, gte, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { chunks } from '../chunks';
import { newId } from '../new-id';
import {
  billGaps,
  billRuns,
  invoiceRegisters,
  invoiceShareMonths,
  invoiceShares,
  invoices,
  leaveRules,
  payerArrangements,
} from '../schema/fees';
import { people } from '../schema/people';
import type { Tx } from '../transaction';

/** Bills are made one batch at a time per tenant, whichever month they are for. */
export async function lockBilling(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('billing'), hashtext(current_tenant()::text))`);
}

export type BillRun = typeof billRuns.$inferSelect;

/** Begins a run of a month, or finds the one that is under way. `begun` tells which. */
export async function beginRun(
  tx: Tx,
  run: { month: string; requestedByName: string; requestedAt: Date },
): Promise<{ id: string; begun: boolean }> {
  const id = newId();
  const begun = await tx
    .insert(billRuns)
    .values({ id, ...run })
    .onConflictDoNothing()
    .returning({ id: billRuns.id });
  if (begun.length === 1) return { id, begun: true };
  const [open] = await tx
    .select({ id: billRuns.id })
    .from(billRuns)
    .where(and(eq(billRuns.month, run.month), isNull(billRuns.finishedAt)));
  if (!open) throw new Error(`The run of ${run.month} ended just now`);
  return { id: open.id, begun: false };
}

/** The run with a lock until the transaction ends. */
export async function lockRun(tx: Tx, id: string): Promise<BillRun | undefined> {
  const [run] = await tx.select().from(billRuns).where(eq(billRuns.id, id)).for('update');
  return run;
}

export async function updateRun(
  tx: Tx,
  id: string,
  changes: Partial<
    Pick<BillRun, 'afterPerson' | 'batches' | 'billed' | 'blocked' | 'billedFen' | 'finishedAt'>
  >,
): Promise<void> {
  await tx.update(billRuns).set(changes).where(eq(billRuns.id, id));
}

export async function selectRun(tx: Tx, id: string): Promise<BillRun | undefined> {
  const [run] = await tx.select().from(billRuns).where(eq(billRuns.id, id));
  return run;
}

/** Runs, newest first; of one month, if named. */
export async function selectRuns(
  tx: Tx,
  { month, limit }: { month?: string; limit: number },
): Promise<BillRun[]> {
  return tx
    .select()
    .from(billRuns)
    .where(month ? eq(billRuns.month, month) : undefined)
    .orderBy(desc(billRuns.requestedAt), desc(billRuns.id))
    .limit(limit);
}

/** Days and months that a batch looks at: the month that is billed, and back to where corrections reach. */
export interface BillingSpan {
  readonly month: string;
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly correctedFrom: PlainDate;
}

/**
 * The next persons who may get a bill for the month, in a fixed order: who lay in a bed in it, and who was billed in the
 * months that may still be corrected. Whoever has the month's bill already is left out.
 */
export async function selectPersonsToBill(
  tx: Tx,
  { span, after, limit }: { span: BillingSpan; after: string | null; limit: number },
): Promise<string[]> {
  const beyond = (column: SQL) => (after === null ? sql`true` : sql`${column} > ${after}::uuid`);
  const rows = await tx.execute<{ id: string }>(sql`
    select p.person_id as id from (
      select s.person_id from bed_occupancies o
        join stays s on s.tenant_id = o.tenant_id and s.id = o.stay_id
        where o.from_on < ${span.until}::date and (o.until_on is null or o.until_on > ${span.from}::date) and ${beyond(sql`s.person_id`)}
      union
      select i.person_id from invoices i
        where i.month >= ${span.correctedFrom.slice(0, 7)} and i.month < ${span.month} and ${beyond(sql`i.person_id`)}
    ) p
    where not exists (select from invoices i where i.person_id = p.person_id and i.month = ${span.month})
    order by p.person_id limit ${limit}`);
  return rows.map((row) => row.id);
}

/** Bed-days of persons: which stay, from when until when; open-ended while somebody still lies there. */
export async function selectBedDays(
  tx: Tx,
  { personIds, from, until }: { personIds: readonly string[]; from: PlainDate; until: PlainDate },
): Promise<{ personId: string; stayId: string; from: PlainDate; until: PlainDate | null }[]> {
  const rows = await tx.execute<{
    personId: string;
    stayId: string;
    from: PlainDate;
    until: PlainDate | null;
  }>(sql`
    select s.person_id as "personId", o.stay_id as "stayId", o.from_on as "from", o.until_on as "until"
    from bed_occupancies o join stays s on s.tenant_id = o.tenant_id and s.id = o.stay_id
    where s.person_id in (select value::uuid from json_array_elements_text(${JSON.stringify(personIds)}::json))
      and o.from_on < ${until}::date and (o.until_on is null or o.until_on > ${from}::date)
    order by s.person_id, o.from_on`);
  return [...rows];
}

/** Who lies in a bed on a day, by name. */
export async function selectResidentsOn(
  tx: Tx,
  { on, limit }: { on: PlainDate; limit: number },
): Promise<{ personId: string; personName: string }[]> {
  const rows = await tx.execute<{ personId: string; personName: string }>(sql`
    select s.person_id as "personId", p.name as "personName"
    from bed_occupancies o
      join stays s on s.tenant_id = o.tenant_id and s.id = o.stay_id
      join people p on p.tenant_id = s.tenant_id and p.id = s.person_id
    where o.from_on <= ${on}::date and (o.until_on is null or o.until_on > ${on}::date)
    order by p.name, s.person_id limit ${limit}`);
  return [...rows];
}

/** Days on which residents were away with their bed kept, by person; open-ended while not back. */
export async function selectAbsences(
  tx: Tx,
  { personIds, from, until }: { personIds: readonly string[]; from: PlainDate; until: PlainDate },
) {
  const rows = await tx.execute<{
    personId: string;
    stayId: string;
    kind: 'home' | 'hospital';
    from: PlainDate;
    until: PlainDate | null;
  }>(sql`
    select s.person_id as "personId", l.stay_id as "stayId", l.kind, l.from_on as "from", l.until_on as "until"
    from stay_leaves l join stays s on s.tenant_id = l.tenant_id and s.id = l.stay_id
    where s.person_id in (select value::uuid from json_array_elements_text(${JSON.stringify(personIds)}::json))
      and l.annulled_at is null and l.from_on < ${until}::date and (l.until_on is null or l.until_on > ${from}::date)
    order by s.person_id, l.from_on`);
  return [...rows];
}

/** The most leave rules a tenant may have; far above what any decides in a lifetime. */
const LEAVE_RULE_LIMIT = 1_000;

/** Approved leave rules of all kinds. */
export async function selectLeaveRulesInForce(tx: Tx) {
  return tx
    .select({ kind: leaveRules.kind, from: leaveRules.effectiveFrom, bands: leaveRules.bands })
    .from(leaveRules)
    .where(eq(leaveRules.status, 'approved'))
    .orderBy(asc(leaveRules.kind), asc(leaveRules.effectiveFrom))
    .limit(LEAVE_RULE_LIMIT);
}

/** Approved arrangements of persons with other payers that share a day with a period. */
export async function selectArrangementsInForce(
  tx: Tx,
  { personIds, from, until }: { personIds: readonly string[]; from: PlainDate; until: PlainDate },
) {
  return tx
    .select({
      personId: payerArrangements.personId,
      payer: payerArrangements.payer,
      monthlyFen: payerArrangements.monthlyFen,
      permille: payerArrangements.permille,
      from: payerArrangements.fromOn,
      until: payerArrangements.untilOn,
    })
    .from(payerArrangements)
    .where(
      and(
        eq(payerArrangements.status, 'approved'),
        inArray(payerArrangements.personId, [...personIds]),
        lt(payerArrangements.fromOn, until),
        or(isNull(payerArrangements.untilOn), gt(payerArrangements.untilOn, from)),
      ),
    );
}

/** What each payer has been charged for the days of a month so far, by person, from a month on. */
export async function selectChargedShares(
  tx: Tx,
  { personIds, fromMonth }: { personIds: readonly string[]; fromMonth: string },
) {
  const rows = await tx.execute<{ personId: string; month: string; payer: string; fen: bigint }>(sql`
    select i.person_id as "personId", m.month, m.payer, sum(m.charged_fen)::bigint as fen
    from invoices i join invoice_share_months m on m.tenant_id = i.tenant_id and m.invoice_id = i.id
    where i.person_id in (select value::uuid from json_array_elements_text(${JSON.stringify(personIds)}::json))
      and i.month >= ${fromMonth} and m.month >= ${fromMonth}
    group by 1, 2, 3`);
  return [...rows];
}

/** What the last share of each payer left over because corrections outweighed it: below zero. Nothing, when nothing was left. */
export async function selectLeftOver(tx: Tx, personIds: readonly string[]) {
  const rows = await tx.execute<{ personId: string; payer: string; fen: bigint }>(sql`
    select * from (
      select distinct on (i.person_id, s.payer) i.person_id as "personId", s.payer,
        s.charged_fen + s.carried_fen - s.amount_fen as fen
      from invoices i join invoice_shares s on s.tenant_id = i.tenant_id and s.invoice_id = i.id
      where i.person_id in (select value::uuid from json_array_elements_text(${JSON.stringify(personIds)}::json))
      order by i.person_id, s.payer, i.year desc, i.serial desc
    ) l where l.fen < 0`);
  return [...rows];
}

/** Months for which persons have a bill that may still be corrected. */
export async function selectBilledMonths(
  tx: Tx,
  { personIds, span }: { personIds: readonly string[]; span: BillingSpan },
): Promise<{ personId: string; month: string }[]> {
  return tx
    .select({ personId: invoices.personId, month: invoices.month })
    .from(invoices)
    .where(
      and(
        inArray(invoices.personId, [...personIds]),
        gte(invoices.month, span.correctedFrom.slice(0, 7)),
        lt(invoices.month, span.month),
      ),
    );
}

/** What the bed-days of a batch cost, and for which months of which person that is to be compared with what was charged. */
export interface Chargeable {
  readonly stretches: readonly {
    personId: string;
    stayId: string;
    tariffId: string;
    monthlyFeeFen: bigint;
    monthDays: number;
    absence: 'home' | 'hospital' | null;
    permille: number;
    from: PlainDate;
    until: PlainDate;
  }[];
  readonly months: readonly { personId: string; from: PlainDate; until: PlainDate }[];
}

const asJson = (rows: readonly object[]): string =>
  JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? Number(value) : value));

/**
 * Every bed-day that was not charged yet, with what it costs, and every one on which that differs from what was charged for it so
 * far, with the difference. The amount of a day is that of `stretchFen` in charge.rules.ts.
 */
const differences = ({ stretches, months }: Chargeable): SQL => sql`
  with stretches as (
    select * from json_to_recordset(${asJson(stretches)}::json) as s
      ("personId" uuid, "stayId" uuid, "tariffId" uuid, "monthlyFeeFen" bigint, "monthDays" int, absence text, permille int, "from" date, "until" date)
  ), months as (
    select * from json_to_recordset(${asJson(months)}::json) as m ("personId" uuid, "from" date, "until" date)
  ), expected as (
    select s."personId" as person_id, s."stayId" as stay_id, d.day, s."tariffId" as tariff_id, s.absence, s.permille,
      (s."monthlyFeeFen" / s."monthDays"
        + case when extract(day from d.day) <= s."monthlyFeeFen" % s."monthDays" then 1 else 0 end) * s.permille / 1000 as fen
    from stretches s
    cross join lateral (select s."from" + n as day from generate_series(0, s."until" - s."from" - 1) n) d
  ), charged as (
    select i.person_id, c.stay_id, c.day, sum(c.amount_fen)::bigint as fen, max(c.sequence) as sequence,
      (array_agg(c.tariff_id order by c.sequence desc))[1] as tariff_id
    from (select "personId" as person_id, to_char(min("from"), 'YYYY-MM') as month from months group by 1) p
    join invoices i on i.person_id = p.person_id and i.month >= p.month
    join charges c on c.tenant_id = i.tenant_id and c.invoice_id = i.id
    join months m on m."personId" = i.person_id and c.day >= m."from" and c.day < m."until"
    group by 1, 2, 3
  ), differences as (
    select coalesce(e.person_id, c.person_id) as person_id, coalesce(e.stay_id, c.stay_id) as stay_id,
      coalesce(e.day, c.day) as day, coalesce(c.sequence + 1, 0)::smallint as sequence,
      coalesce(e.tariff_id, c.tariff_id) as tariff_id, e.absence, coalesce(e.permille, 1000) as permille,
      coalesce(e.fen, 0) - coalesce(c.fen, 0) as fen
    from expected e full join charged c on c.stay_id = e.stay_id and c.day = e.day
    where c.day is null or coalesce(e.fen, 0) <> c.fen
  )`;

/** Number and sum of what is to be charged, by person. */
export async function selectDifferenceSums(
  tx: Tx,
  chargeable: Chargeable,
): Promise<{ personId: string; lines: number; amountFen: bigint }[]> {
  const rows = await tx.execute<{ personId: string; lines: number; amountFen: bigint }>(sql`
    ${differences(chargeable)}
    select person_id as "personId", count(*)::int as lines, sum(fen)::bigint as "amountFen" from differences group by 1 order by 1`);
  return [...rows];
}

/** Writes the charges of new bills, all of them in one statement. */
export async function insertCharges(
  tx: Tx,
  chargeable: Chargeable,
  bills: readonly { personId: string; id: string; lines: number }[],
): Promise<void> {
  await tx.execute(sql`
    ${differences(chargeable)}
    insert into charges (invoice_id, line, lines, stay_id, day, sequence, tariff_id, absence, permille, amount_fen)
    select b.id, row_number() over (partition by d.person_id order by d.day, d.stay_id), b.lines,
      d.stay_id, d.day, d.sequence, d.tariff_id, d.absence, d.permille, d.fen
    from differences d
    join json_to_recordset(${asJson(bills)}::json) as b ("personId" uuid, id uuid, lines int) on b."personId" = d.person_id`);
}

/** Takes the next `count` numbers of a year; gives the first. A rolled-back bill gives its number back. */
export async function takeSerials(tx: Tx, { year, count }: { year: number; count: number }): Promise<number> {
  const [row] = await tx
    .insert(invoiceRegisters)
    .values({ year, lastSerial: count })
    .onConflictDoUpdate({
      target: [invoiceRegisters.tenantId, invoiceRegisters.year],
      set: { lastSerial: sql`${invoiceRegisters.lastSerial} + ${count}` },
    })
    .returning({ last: invoiceRegisters.lastSerial });
  return (row?.last ?? count) - count + 1;
}

export type NewInvoice = Omit<typeof invoices.$inferInsert, 'tenantId'>;

export type NewShare = Omit<typeof invoiceShares.$inferInsert, 'tenantId'>;
export type NewShareMonth = Omit<typeof invoiceShareMonths.$inferInsert, 'tenantId'>;

/** Writes bills with who pays how much of them, and of which months. Their charges follow with `insertCharges`. */
export async function insertInvoices(
  tx: Tx,
  rows: {
    invoices: readonly NewInvoice[];
    shares: readonly NewShare[];
    shareMonths: readonly NewShareMonth[];
  },
): Promise<void> {
  await tx.insert(invoices).values([...rows.invoices]);
  for (const chunk of chunks(rows.shares)) await tx.insert(invoiceShares).values(chunk);
  for (const chunk of chunks(rows.shareMonths)) await tx.insert(invoiceShareMonths).values(chunk);
}

export type BillGap = Omit<typeof billGaps.$inferSelect, 'tenantId'>;

/** Forgets why persons had no bill for a month. */
export async function deleteGaps(tx: Tx, month: string): Promise<void> {
  await tx.delete(billGaps).where(eq(billGaps.month, month));
}

export async function insertGaps(tx: Tx, gaps: readonly BillGap[]): Promise<void> {
  await tx.insert(billGaps).values([...gaps]);
}

/** Days of a month that could not be billed, by name. */
export async function selectGaps(tx: Tx, { month, limit }: { month: string; limit: number }) {
  return tx
    .select({
      stayId: billGaps.stayId,
      personId: billGaps.personId,
      personName: people.name,
      fromOn: billGaps.fromOn,
      untilOn: billGaps.untilOn,
      code: billGaps.code,
      absence: billGaps.absence,
      scaleCode: billGaps.scaleCode,
      grade: billGaps.grade,
    })
    .from(billGaps)
    .innerJoin(people, and(eq(people.tenantId, billGaps.tenantId), eq(people.id, billGaps.personId)))
    .where(eq(billGaps.month, month))
    .orderBy(asc(people.name), asc(billGaps.stayId), asc(billGaps.fromOn))
    .limit(limit);
}
