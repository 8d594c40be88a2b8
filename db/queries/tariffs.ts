import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { priceRules, tariffs } from '../schema/fees';
import type { Tx } from '../transaction';

export async function insertTariff(
  tx: Tx,
  row: Omit<typeof tariffs.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx.insert(tariffs).values(row);
}

const shown = {
  id: tariffs.id,
  scaleCode: tariffs.scaleCode,
  grade: tariffs.grade,
  monthlyFeeFen: tariffs.monthlyFeeFen,
  effectiveFrom: tariffs.effectiveFrom,
  effectiveUntil: tariffs.effectiveUntil,
  note: tariffs.note,
  status: tariffs.status,
  proposedBy: tariffs.proposedBy,
  proposedByName: tariffs.proposedByName,
  proposedAt: tariffs.proposedAt,
  decidedByName: tariffs.decidedByName,
  decidedAt: tariffs.decidedAt,
  decisionReason: tariffs.decisionReason,
};

/** A tariff as pages show it. */
export type TariffRow = Pick<typeof tariffs.$inferSelect, keyof typeof shown>;

export async function selectTariff(tx: Tx, id: string): Promise<TariffRow | undefined> {
  const [row] = await tx.select(shown).from(tariffs).where(eq(tariffs.id, id));
  return row;
}

/** Tariffs by grade, within a grade newest first. */
export async function selectTariffs(
  tx: Tx,
  { status, limit }: { status?: TariffRow['status']; limit: number },
): Promise<TariffRow[]> {
  return tx
    .select(shown)
    .from(tariffs)
    .where(status ? eq(tariffs.status, status) : undefined)
    .orderBy(asc(tariffs.scaleCode), asc(tariffs.grade), desc(tariffs.effectiveFrom), desc(tariffs.id))
    .limit(limit);
}

/** The most approved fees a tenant may have; far above what any decides in a lifetime. */
const APPROVED_LIMIT = 10_000;

/** All approved fees with the days they are in force; only those of one grade, if named. */
export async function selectApprovedTariffs(tx: Tx, key?: { scaleCode: string; grade: string }) {
  return tx
    .select({
      tariffId: tariffs.id,
      scaleCode: tariffs.scaleCode,
      grade: tariffs.grade,
      monthlyFeeFen: tariffs.monthlyFeeFen,
      from: tariffs.effectiveFrom,
      until: tariffs.effectiveUntil,
    })
    .from(tariffs)
    .where(
      and(
        eq(tariffs.status, 'approved'),
        key ? and(eq(tariffs.scaleCode, key.scaleCode), eq(tariffs.grade, key.grade)) : undefined,
      ),
    )
    .orderBy(asc(tariffs.scaleCode), asc(tariffs.grade), asc(tariffs.effectiveFrom))
    .limit(APPROVED_LIMIT);
}

/** Closes an open end where a successor begins. */
export async function endTariff(tx: Tx, id: string, until: PlainDate): Promise<void> {
  await tx.update(tariffs).set({ effectiveUntil: until }).where(eq(tariffs.id, id));
}

/** Writes the decision about a proposal. */
export async function decideTariff(
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
    .update(tariffs)
    .set({
      status: decision.status,
      decidedBy: decision.by,
      decidedByName: decision.byName,
      decidedAt: decision.at,
      decisionReason: decision.reason,
    })
    .where(eq(tariffs.id, decision.id));
}

/** Approvals of standards and tariffs are checked against each other, so one tenant approves one at a time. */
export async function lockPriceBand(tx: Tx): Promise<void> {
  await tx.execute(sql`select lock_price_band()`);
}

/** Has the database look at the price band now and not only at commit, so that what it refuses is this change's refusal. */
export async function checkPriceBand(tx: Tx): Promise<void> {
  await tx.execute(sql`set constraints tariffs_inside_band, standards_hold_tariffs immediate`);
}

/** How old a bound may be when a fee begins, in months, and how many per cent above the floor still are "slightly above". */
export type PriceRules = Omit<typeof priceRules.$inferSelect, 'tenantId'>;

/** What holds for a tenant that has settled nothing; the months are those of `tariffs_bounds_fresh`. */
const USUAL: PriceRules = { boundMonths: 36, slightPercent: 20 };

export async function selectPriceRules(tx: Tx): Promise<PriceRules> {
  const [row] = await tx
    .select({ boundMonths: priceRules.boundMonths, slightPercent: priceRules.slightPercent })
    .from(priceRules)
    .limit(1);
  return row ?? USUAL;
}

export async function savePriceRules(tx: Tx, rules: PriceRules): Promise<void> {
  await tx.insert(priceRules).values(rules).onConflictDoUpdate({ target: priceRules.tenantId, set: rules });
}
