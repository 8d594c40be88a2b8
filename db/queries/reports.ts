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
  waiting: () => of(sql`applications where status = 'waiting'`),
  offers_open: ({ now }) =>
    of(sql`offers where status = 'open'`, sql`expires_at < ${now.toISOString()}::timestamptz`),
  offers_accepted: ({ today }) => of(sql`offers where status = 'accepted'`, sql`from_on < ${today}::date`),
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
