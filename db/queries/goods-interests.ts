import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { gifts, goodsAllocations, goodsLots } from '../schema/donations';
import { goodsInterests } from '../schema/giving';
import type { Tx } from '../transaction';

/** Of which donor and gift each lot is; lots of nobody known are left out. */
export async function selectGiversOfLots(tx: Tx, lotIds: readonly string[]) {
  if (lotIds.length === 0) return [];
  const rows = await tx
    .select({
      lotId: goodsLots.id,
      giftId: gifts.id,
      reference: gifts.reference,
      donorId: gifts.donorId,
    })
    .from(goodsLots)
    .innerJoin(gifts, eq(gifts.id, goodsLots.giftId))
    .where(and(inArray(goodsLots.id, [...lotIds]), isNotNull(gifts.donorId)));
  return rows.flatMap(({ donorId, ...row }) => (donorId === null ? [] : [{ ...row, donorId }]));
}

export async function insertGoodsInterest(
  tx: Tx,
  row: Omit<typeof goodsInterests.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx.insert(goodsInterests).values(row);
}

export async function updateGoodsInterest(
  tx: Tx,
  allocationId: string,
  fields: Partial<Omit<typeof goodsInterests.$inferInsert, 'tenantId' | 'allocationId'>>,
): Promise<void> {
  await tx.update(goodsInterests).set(fields).where(eq(goodsInterests.allocationId, allocationId));
}

const gifted = sql<string[]>`array(select g.reference from gifts g
  where g.tenant_id = goods_interests.tenant_id and g.id = any(goods_interests.gift_ids) order by g.reference)`;

/** What is in doubt about an allocation, with the references of the gifts; undefined when nothing was. */
export async function selectGoodsInterest(tx: Tx, allocationId: string) {
  const [row] = await tx
    .select({ interest: goodsInterests, references: gifted })
    .from(goodsInterests)
    .where(eq(goodsInterests.allocationId, allocationId));
  return row && { ...row.interest, references: row.references };
}

/** Allocations that wait for a decision, the oldest first. */
export async function selectGoodsInReview(tx: Tx) {
  return tx
    .select({
      allocationId: goodsInterests.allocationId,
      references: gifted,
      askedByName: goodsInterests.askedByName,
      askedAt: goodsInterests.askedAt,
    })
    .from(goodsInterests)
    .innerJoin(goodsAllocations, eq(goodsAllocations.id, goodsInterests.allocationId))
    .where(and(eq(goodsInterests.status, 'review'), eq(goodsAllocations.status, 'allocated')))
    .orderBy(asc(goodsInterests.askedAt), asc(goodsInterests.allocationId))
    .limit(200);
}
