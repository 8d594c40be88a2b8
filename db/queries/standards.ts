import { and, asc, count, desc, eq, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { standards } from '../schema/standards';
import type { Tx } from '../transaction';

/** Approvals of standards and tariffs are checked against each other, so one tenant approves one at a time. */
export async function lockStandards(tx: Tx): Promise<void> {
  await tx.execute(sql`select lock_price_band()`);
}

export async function insertStandard(
  tx: Tx,
  row: Omit<typeof standards.$inferInsert, 'tenantId' | 'key'>,
): Promise<void> {
  await tx.insert(standards).values(row);
}

const shown = {
  id: standards.id,
  kind: standards.kind,
  registration: standards.registration,
  support: standards.support,
  scaleCode: standards.scaleCode,
  grade: standards.grade,
  key: standards.key,
  amountFen: standards.amountFen,
  effectiveFrom: standards.effectiveFrom,
  effectiveUntil: standards.effectiveUntil,
  source: standards.source,
  status: standards.status,
  proposedBy: standards.proposedBy,
  proposedByName: standards.proposedByName,
  proposedAt: standards.proposedAt,
  decidedByName: standards.decidedByName,
  decidedAt: standards.decidedAt,
  decisionReason: standards.decisionReason,
};

/** A standard as pages show it. */
export type StandardRow = Pick<typeof standards.$inferSelect, keyof typeof shown>;

export async function selectStandard(tx: Tx, id: string): Promise<StandardRow | undefined> {
  const [row] = await tx.select(shown).from(standards).where(eq(standards.id, id));
  return row;
}

/** Standards by key, within a key newest first. */
export async function selectStandards(
  tx: Tx,
  { kind, status, limit }: { kind?: StandardRow['kind']; status?: StandardRow['status']; limit: number },
): Promise<StandardRow[]> {
  return tx
    .select(shown)
    .from(standards)
    .where(
      and(kind ? eq(standards.kind, kind) : undefined, status ? eq(standards.status, status) : undefined),
    )
    .orderBy(asc(standards.kind), asc(standards.key), desc(standards.effectiveFrom), desc(standards.id))
    .limit(limit);
}

/** The most approved amounts a tenant may have; far above what any does in a lifetime. */
const APPROVED_LIMIT = 10_000;

/** All approved amounts with the days they are in force. */
export async function selectApprovedRanges(tx: Tx) {
  return tx
    .select({
      id: standards.id,
      key: standards.key,
      amountFen: standards.amountFen,
      from: standards.effectiveFrom,
      until: standards.effectiveUntil,
      source: standards.source,
    })
    .from(standards)
    .where(eq(standards.status, 'approved'))
    .orderBy(asc(standards.key), asc(standards.effectiveFrom))
    .limit(APPROVED_LIMIT);
}

/** Closes an open end where a successor begins. */
export async function endStandard(tx: Tx, id: string, until: PlainDate): Promise<void> {
  await tx.update(standards).set({ effectiveUntil: until }).where(eq(standards.id, id));
}

/** Writes the decision about a proposal. */
export async function decideStandard(
  tx: Tx,
  decision: {
    id: string;
    status: 'approved' | 'declined';
    by: string;
    byName: string;
    at: Date;
    reason?: string;
  },
): Promise<void> {
  await tx
    .update(standards)
    .set({
      status: decision.status,
      decidedBy: decision.by,
      decidedByName: decision.byName,
      decidedAt: decision.at,
      decisionReason: decision.reason,
    })
    .where(eq(standards.id, decision.id));
}

export async function countProposedStandards(tx: Tx): Promise<number> {
  const [row] = await tx.select({ count: count() }).from(standards).where(eq(standards.status, 'proposed'));
  return Number(row?.count ?? 0);
}

/** Has the database look at the price band now and not only at commit, so that what it refuses is this change's refusal. */
export async function checkPriceBand(tx: Tx): Promise<void> {
  await tx.execute(sql`set constraints tariffs_inside_band, standards_hold_tariffs immediate`);
}
