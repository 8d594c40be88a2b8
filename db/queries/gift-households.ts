import { asc, eq, sql } from 'drizzle-orm';
import { gifts } from '../schema/donations';
import { giftHouseholds } from '../schema/giving';
import { households } from '../schema/people';
import type { Tx } from '../transaction';

export async function insertGiftHousehold(
  tx: Tx,
  row: Omit<typeof giftHouseholds.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx.insert(giftHouseholds).values(row);
}

/** Which household a gift is to reach, with the name of its head. */
export async function selectGiftHousehold(tx: Tx, giftId: string) {
  const [row] = await tx
    .select({
      gift: giftHouseholds,
      village: households.village,
      head: sql<
        string | null
      >`(select p.name from household_members m join people p on p.tenant_id = m.tenant_id and p.id = m.person_id
        where m.tenant_id = ${households.tenantId} and m.household_id = ${households.id} and m.relation = 'head' and m.until_on is null)`,
    })
    .from(giftHouseholds)
    .innerJoin(households, eq(households.id, giftHouseholds.householdId))
    .where(eq(giftHouseholds.giftId, giftId));
  return row && { ...row.gift, village: row.village, head: row.head };
}

/** The household of a gift and a lock on it until the transaction ends. */
export async function lockGiftHousehold(tx: Tx, giftId: string) {
  const [row] = await tx.select().from(giftHouseholds).where(eq(giftHouseholds.giftId, giftId)).for('update');
  return row;
}

export async function updateGiftHousehold(
  tx: Tx,
  giftId: string,
  fields: Partial<Omit<typeof giftHouseholds.$inferInsert, 'tenantId' | 'giftId'>>,
): Promise<void> {
  await tx.update(giftHouseholds).set(fields).where(eq(giftHouseholds.giftId, giftId));
}

/** Those that wait for a decision, the oldest first. */
export async function selectHouseholdsInReview(tx: Tx) {
  return tx
    .select({
      giftId: giftHouseholds.giftId,
      reference: gifts.reference,
      doubts: giftHouseholds.doubts,
      tiedByName: giftHouseholds.tiedByName,
      tiedAt: giftHouseholds.tiedAt,
    })
    .from(giftHouseholds)
    .innerJoin(gifts, eq(gifts.id, giftHouseholds.giftId))
    .where(eq(giftHouseholds.status, 'review'))
    .orderBy(asc(giftHouseholds.tiedAt), asc(giftHouseholds.giftId))
    .limit(200);
}
