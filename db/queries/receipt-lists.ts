import { sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import type { RefusalParams } from '~/domain/kernel/refusals';
import type { Tx } from '../transaction';

/** Why a gift that arrived has no receipt that holds. */
export type WithoutReason =
  | 'not_inspected'
  | 'no_proof'
  | 'never_valued'
  | 'fiscal_waiting'
  | 'fiscal_refused'
  | 'taken_back'
  | 'unnamed'
  | 'failed'
  | 'coming';

export interface WithoutReceiptRow {
  readonly giftId: string;
  readonly reference: string;
  readonly kind: 'money' | 'goods';
  readonly donorName: string | null;
  readonly receivedOn: PlainDate | null;
  readonly receivedFen: bigint | null;
  readonly purposeName: string;
  readonly purposeNameEn: string;
  readonly reason: WithoutReason;
  /** The receipt that was taken back and not replaced. */
  readonly takenBackId: string | null;
  readonly requestId: string | null;
  readonly problemCode: string | null;
  readonly problemText: string | null;
  /** Code with which the job failed that should have issued it, and what its words are filled with. */
  readonly failureCode: string | null;
  readonly failureParams: RefusalParams;
}

/**
 * Gifts that arrived and have no receipt that holds, each with the one reason that stands in the way next. `fiscalEntityId`:
 * the receiver whose donors get bills of the fiscal system, which name their payer.
 */
const withoutReceipt = (fiscalEntityId: string | null) => sql`
  select g.id, g.reference, g.kind, coalesce(d.name, g.payer_name) as donor_name, g.received_on, g.received_fen,
    p.name as purpose_name, p.name_en as purpose_name_en, taken.id as taken_back_id,
    case when asked.state = 'done' then null else asked.id end as request_id, asked.problem_code, asked.problem_text, failed.code as failure_code, failed.params as failure_params,
    case
      when g.kind = 'goods' and g.status = 'received' then 'not_inspected'
      when g.received_fen is null and g.status = 'inspected' then 'no_proof'
      when g.received_fen is null then 'never_valued'
      when asked.state = 'waiting' then 'fiscal_waiting'
      when asked.state = 'refused' then 'fiscal_refused'
      when taken.id is not null then 'taken_back'
      when g.entity_id = ${fiscalEntityId}::uuid and g.donor_id is null and g.payer_name is null then 'unnamed'
      when failed.code is not null then 'failed'
      else 'coming'
    end as reason
  from gifts g
    join gift_purposes p on p.tenant_id = g.tenant_id and p.id = g.purpose_id
    left join donors d on d.tenant_id = g.tenant_id and d.id = g.donor_id
    left join lateral (select q.id, q.state, q.problem_code, q.problem_text from fiscal_requests q
      where q.tenant_id = g.tenant_id and q.gift_id = g.id and q.kind = 'issue' order by q.id desc limit 1) asked on true
    left join lateral (select r.id from receipts r where r.tenant_id = g.tenant_id and r.gift_id = g.id
      order by r.id desc limit 1) taken on true
    left join job_failures failed on failed.tenant_id = g.tenant_id and failed.job = 'receipts.issue-receipt'
      and failed.job_key = g.id::text
  where g.status in ('received', 'inspected', 'stocked')
    and not exists (select from receipts r where r.tenant_id = g.tenant_id and r.gift_id = g.id
      and not exists (select from receipt_voids v where v.tenant_id = r.tenant_id and v.receipt_id = r.id))`;

/** Gifts without a receipt, the newest first; of one reason, or of some gifts, if named. */
export async function selectWithoutReceipt(
  tx: Tx,
  {
    fiscalEntityId,
    giftIds,
    reason,
    before,
    limit,
  }: {
    fiscalEntityId: string | null;
    giftIds?: readonly string[];
    reason?: WithoutReason;
    before?: string;
    limit: number;
  },
): Promise<WithoutReceiptRow[]> {
  const rows = await tx.execute<Record<string, string | null> & { failure_params: RefusalParams | null }>(sql`
    select * from (${withoutReceipt(fiscalEntityId)}
      ${giftIds ? sql`and g.id = any (${`{${giftIds.join(',')}}`}::uuid[])` : sql``}
      ${before ? sql`and g.id < ${before}::uuid` : sql``}) w
    ${reason ? sql`where w.reason = ${reason}` : sql``}
    order by w.id desc limit ${limit}`);
  return rows.map((row) => ({
    giftId: row.id as string,
    reference: row.reference as string,
    kind: row.kind as WithoutReceiptRow['kind'],
    donorName: row.donor_name ?? null,
    receivedOn: row.received_on as PlainDate | null,
    receivedFen: row.received_fen == null ? null : BigInt(row.received_fen),
    purposeName: row.purpose_name as string,
    purposeNameEn: row.purpose_name_en as string,
    reason: row.reason as WithoutReason,
    takenBackId: row.taken_back_id ?? null,
    requestId: row.request_id ?? null,
    problemCode: row.problem_code ?? null,
    problemText: row.problem_text ?? null,
    failureCode: row.failure_code ?? null,
    failureParams: row.failure_params ?? {},
  }));
}

/** How many gifts have no receipt, by reason; of those that arrived before a day, if named. */
export async function countWithoutReceipt(
  tx: Tx,
  { fiscalEntityId, before }: { fiscalEntityId: string | null; before?: PlainDate },
): Promise<ReadonlyMap<WithoutReason, number>> {
  const rows = await tx.execute<{ reason: WithoutReason; n: number }>(sql`
    select w.reason, count(*)::integer as n from (${withoutReceipt(fiscalEntityId)}
      ${before ? sql`and g.received_on < ${before}::date` : sql``}) w group by w.reason`);
  return new Map(rows.map(({ reason, n }) => [reason, n]));
}

/** What arrived and did not go back; goods that nobody has looked at yet still may. */
const stays = sql`((g.kind = 'money' and g.status = 'received') or g.status in ('inspected', 'stocked'))`;

/** Gifts of a donor that count for a year. */
const ofYear = (year: number) => sql`${stays}
  and g.received_on >= ${`${year}-01-01`}::date and g.received_on < ${`${year + 1}-01-01`}::date`;

export interface DonorYear {
  readonly donorId: string;
  readonly name: string;
  readonly kind: 'person' | 'organisation';
  readonly count: number;
  readonly sumFen: bigint;
}

/** Donors who gave in a year, by name; `text` is part of it. */
export async function selectDonorYears(
  tx: Tx,
  {
    year,
    text,
    after,
    limit,
  }: { year: number; text?: string; after?: { name: string; id: string }; limit: number },
): Promise<DonorYear[]> {
  const rows = await tx.execute<{
    id: string;
    name: string;
    kind: 'person' | 'organisation';
    n: number;
    fen: string;
  }>(sql`
    select d.id, d.name, d.kind, s.n, s.fen from donors d
      cross join lateral (select count(*)::integer as n, coalesce(sum(g.received_fen), 0) as fen from gifts g
        where g.tenant_id = d.tenant_id and g.donor_id = d.id and ${ofYear(year)}) s
    where s.n > 0 ${text ? sql`and position(${text} in d.name) > 0` : sql``}
      ${after ? sql`and (d.name, d.id) > (${after.name}, ${after.id}::uuid)` : sql``}
    order by d.name, d.id limit ${limit}`);
  return rows.map(({ id, n, fen, ...row }) => ({ ...row, donorId: id, count: n, sumFen: BigInt(fen) }));
}

/** Years in which something of a donor arrived, the newest first. */
export async function selectYearsOfDonor(tx: Tx, donorId: string): Promise<number[]> {
  const rows = await tx.execute<{ year: number }>(sql`
    select distinct extract(year from g.received_on)::integer as year from gifts g
    where g.donor_id = ${donorId}::uuid and ${stays} and g.received_on is not null
    order by 1 desc limit 100`);
  return rows.map(({ year }) => year);
}

/** The donor of a statement. */
export async function selectStatementDonor(tx: Tx, donorId: string) {
  const [row] = await tx.execute<{
    id: string;
    name: string;
    kind: 'person' | 'organisation';
    credit_code: string | null;
  }>(sql`select id, name, kind, credit_code from donors where id = ${donorId}::uuid`);
  return row && { id: row.id, name: row.name, kind: row.kind, creditCode: row.credit_code };
}

/** Sum and number of all gifts of a donor in a year; `unvalued`: goods whose value is not proved. */
export async function selectDonorYear(tx: Tx, { donorId, year }: { donorId: string; year: number }) {
  const [row] = await tx.execute<{ n: number; unvalued: number; fen: string }>(sql`
    select count(*)::integer as n, (count(*) filter (where g.received_fen is null))::integer as unvalued,
      coalesce(sum(g.received_fen), 0) as fen
    from gifts g where g.donor_id = ${donorId}::uuid and ${ofYear(year)}`);
  return { count: row?.n ?? 0, unvalued: row?.unvalued ?? 0, sumFen: BigInt(row?.fen ?? 0) };
}

/** Gifts of a donor in a year, the oldest first, each with the number of the receipt that holds. */
export async function selectGiftsOfYear(
  tx: Tx,
  { donorId, year, limit }: { donorId: string; year: number; limit: number },
) {
  const rows = await tx.execute<Record<string, string | number | null>>(sql`
    select g.id, g.reference, g.kind, g.received_on, g.received_fen, p.name as purpose_name, p.name_en as purpose_name_en,
      o.name as entity_name, r.prefix, r.year, r.number, r.fiscal_code, r.fiscal_number
    from gifts g
      join gift_purposes p on p.tenant_id = g.tenant_id and p.id = g.purpose_id
      join organisations o on o.tenant_id = g.tenant_id and o.id = g.entity_id
      left join receipts r on r.tenant_id = g.tenant_id and r.gift_id = g.id
        and not exists (select from receipt_voids v where v.tenant_id = r.tenant_id and v.receipt_id = r.id)
    where g.donor_id = ${donorId}::uuid and ${ofYear(year)}
    order by g.received_on, g.id limit ${limit}`);
  return rows.map((row) => ({
    giftId: row.id as string,
    reference: row.reference as string,
    kind: row.kind as 'money' | 'goods',
    receivedOn: row.received_on as PlainDate,
    receivedFen: row.received_fen === null ? null : BigInt(row.received_fen as string),
    purposeName: row.purpose_name as string,
    purposeNameEn: row.purpose_name_en as string,
    entityName: row.entity_name as string,
    receipt:
      row.prefix === null
        ? null
        : {
            prefix: row.prefix as string,
            year: row.year as number,
            number: row.number as number,
            fiscalCode: row.fiscal_code as string | null,
            fiscalNumber: row.fiscal_number as string | null,
          },
  }));
}
