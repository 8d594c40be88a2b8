import { and, asc, desc, eq, exists, inArray, isNotNull, ne, sql } from 'drizzle-orm';
import { gifts, goodsAllocationLines, goodsAllocations, goodsLots } from '../schema/donations';
import { goodsInterests } from '../schema/giving';
import { households, people } from '../schema/people';
import type { Tx } from '../transaction';
import { headOf, type Recipient } from './goods';

/** Rows of a list. */
const LIST_LIMIT = 200;

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

/**
 * Keeps the givers of these lots as they are until the transaction ends: whoever names one waits, and sees afterwards what was
 * set aside or handed over.
 */
export async function holdGiversOfLots(tx: Tx, lotIds: readonly string[]): Promise<void> {
  if (lotIds.length === 0) return;
  const ofLots = tx
    .select({ id: goodsLots.giftId })
    .from(goodsLots)
    .where(inArray(goodsLots.id, [...lotIds]));
  await tx
    .select({ id: gifts.id })
    .from(gifts)
    .where(inArray(gifts.id, ofLots))
    .orderBy(asc(gifts.id))
    .for('share');
}

/**
 * Whom goods reach: a household, or a person who belongs to none. Of a visit whoever it is for, of a bed whoever lies in it on the
 * day; those that reach nobody known are left out.
 */
export async function selectReached(
  tx: Tx,
  { recipients, today }: { recipients: readonly (Recipient & { key: string; on: string })[]; today: string },
) {
  return tx.execute<{
    key: string;
    householdId: string | null;
    head: string | null;
    village: string | null;
    personId: string | null;
    personName: string | null;
  }>(sql`
    select r.key, h.id as "householdId", ${headOf(sql`h.id`)} as head, h.village,
      case when h.id is null then p.id end as "personId", case when h.id is null then p.name end as "personName"
    from jsonb_to_recordset(${JSON.stringify(recipients)}::jsonb)
      as r (key text, "bedId" uuid, "personId" uuid, "householdId" uuid, "visitId" uuid, "on" date)
    left join visits v on v.tenant_id = current_tenant() and v.id = r."visitId"
    left join visit_needs n on n.tenant_id = v.tenant_id and n.id = v.need_id
    left join bed_occupancies o on o.tenant_id = current_tenant() and o.bed_id = r."bedId"
      and daterange(o.from_on, o.until_on) @> r."on"
    left join people p on p.tenant_id = current_tenant() and p.id = coalesce(r."personId", n.person_id, o.person_id)
    left join household_members m on m.tenant_id = p.tenant_id and m.person_id = p.id
      and daterange(m.from_on, m.until_on) @> ${today}::date
    left join households h on h.tenant_id = current_tenant()
      and h.id = coalesce(r."householdId", n.household_id, m.household_id)
    where h.id is not null or p.id is not null`);
}

/** Allocations of goods of a gift that are not back in their lots, locked in one order, each with the lots of that gift. */
export async function lockAllocationsOfGift(tx: Tx, giftId: string) {
  const lots = tx
    .select({ one: sql`1` })
    .from(goodsAllocationLines)
    .innerJoin(goodsLots, eq(goodsLots.id, goodsAllocationLines.lotId))
    .where(and(eq(goodsAllocationLines.allocationId, goodsAllocations.id), eq(goodsLots.giftId, giftId)));
  const locked = await tx
    .select()
    .from(goodsAllocations)
    .where(and(ne(goodsAllocations.status, 'withdrawn'), exists(lots)))
    .orderBy(asc(goodsAllocations.id))
    .for('update');
  if (locked.length === 0) return [];
  const lines = await tx
    .select({ allocationId: goodsAllocationLines.allocationId, lotId: goodsAllocationLines.lotId })
    .from(goodsAllocationLines)
    .innerJoin(goodsLots, eq(goodsLots.id, goodsAllocationLines.lotId))
    .where(
      and(
        eq(goodsLots.giftId, giftId),
        inArray(
          goodsAllocationLines.allocationId,
          locked.map(({ id }) => id),
        ),
      ),
    );
  return locked.map((allocation) => ({
    ...allocation,
    lotIds: lines.filter(({ allocationId }) => allocationId === allocation.id).map(({ lotId }) => lotId),
  }));
}

/** Writes what is in doubt or was found; what was decided before about the same gift, with regard to somebody else, is asked anew. */
export async function insertGoodsInterests(
  tx: Tx,
  rows: readonly Omit<typeof goodsInterests.$inferInsert, 'tenantId'>[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insert(goodsInterests)
    .values([...rows])
    .onConflictDoUpdate({
      target: [goodsInterests.tenantId, goodsInterests.allocationId, goodsInterests.giftId],
      set: {
        householdId: sql`excluded.household_id`,
        personId: sql`excluded.person_id`,
        finding: sql`excluded.finding`,
        status: sql`excluded.status`,
        askedBy: sql`excluded.asked_by`,
        askedByName: sql`excluded.asked_by_name`,
        askedAt: sql`excluded.asked_at`,
        decidedBy: null,
        decidedByName: null,
        decidedAt: null,
        reason: null,
      },
    });
}

/** Decides everything that is asked about an allocation. */
export async function decideGoodsInterests(
  tx: Tx,
  allocationId: string,
  fields: Pick<
    typeof goodsInterests.$inferInsert,
    'status' | 'decidedBy' | 'decidedByName' | 'decidedAt' | 'reason'
  >,
): Promise<void> {
  await tx
    .update(goodsInterests)
    .set(fields)
    .where(and(eq(goodsInterests.allocationId, allocationId), eq(goodsInterests.status, 'review')));
}

/** What was asked, decided or found about the givers of goods in an allocation, by gift. */
export async function selectGoodsInterests(tx: Tx, allocationId: string) {
  return tx
    .select({
      giftId: goodsInterests.giftId,
      reference: gifts.reference,
      householdId: goodsInterests.householdId,
      head: headOf(sql`${goodsInterests.householdId}`),
      village: households.village,
      personId: goodsInterests.personId,
      personName: people.name,
      finding: goodsInterests.finding,
      status: goodsInterests.status,
      askedBy: goodsInterests.askedBy,
      askedByName: goodsInterests.askedByName,
      askedAt: goodsInterests.askedAt,
      decidedByName: goodsInterests.decidedByName,
      decidedAt: goodsInterests.decidedAt,
      reason: goodsInterests.reason,
    })
    .from(goodsInterests)
    .innerJoin(gifts, eq(gifts.id, goodsInterests.giftId))
    .leftJoin(households, eq(households.id, goodsInterests.householdId))
    .leftJoin(people, eq(people.id, goodsInterests.personId))
    .where(eq(goodsInterests.allocationId, allocationId))
    .orderBy(asc(gifts.reference));
}

/** Allocations of a gift that wait for a decision, or of which something was found after the hand-over. */
export async function selectInterestsOfGift(tx: Tx, giftId: string) {
  return tx
    .select({ allocationId: goodsInterests.allocationId, status: goodsInterests.status })
    .from(goodsInterests)
    .innerJoin(goodsAllocations, eq(goodsAllocations.id, goodsInterests.allocationId))
    .where(
      and(
        eq(goodsInterests.giftId, giftId),
        inArray(goodsInterests.status, ['review', 'found']),
        ne(goodsAllocations.status, 'withdrawn'),
      ),
    )
    .orderBy(asc(goodsInterests.allocationId))
    .limit(LIST_LIMIT);
}

/** Allocations that wait for a decision, the oldest first; or of which something was found after the hand-over, the newest first. */
export async function selectGoodsInterestsBy(tx: Tx, status: 'review' | 'found') {
  const askedAt = sql<Date>`min(${goodsInterests.askedAt})`.mapWith(goodsInterests.askedAt);
  return tx
    .select({
      allocationId: goodsInterests.allocationId,
      references: sql<string[]>`array_agg(${gifts.reference} order by ${gifts.reference})`,
      findings: sql<
        (typeof goodsInterests.$inferSelect)['finding'][]
      >`array_agg(distinct ${goodsInterests.finding})`,
      askedByName: sql<string>`min(${goodsInterests.askedByName})`,
      askedAt,
    })
    .from(goodsInterests)
    .innerJoin(gifts, eq(gifts.id, goodsInterests.giftId))
    .innerJoin(goodsAllocations, eq(goodsAllocations.id, goodsInterests.allocationId))
    .where(
      and(
        eq(goodsInterests.status, status),
        eq(goodsAllocations.status, status === 'review' ? 'allocated' : 'handed_over'),
      ),
    )
    .groupBy(goodsInterests.allocationId)
    .orderBy(status === 'review' ? asc(askedAt) : desc(askedAt), asc(goodsInterests.allocationId))
    .limit(LIST_LIMIT);
}
