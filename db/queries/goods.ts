import { and, asc, desc, eq, gte, inArray, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import { newId } from '../new-id';
import { beds, rooms } from '../schema/beds';
import {
  giftItems,
  giftPurposes,
  gifts,
  giftValuations,
  goods,
  goodsAllocationLines,
  goodsAllocations,
  goodsLots,
} from '../schema/donations';
import { households, people } from '../schema/people';
import { visitNeeds, visits } from '../schema/visits';
import { open, seal } from '../sealed';
import type { Tx } from '../transaction';
import { setAside } from './stock-changes';

/** A gift has at most so many items, and is split into at most so many lots. */
const ITEMS_LIMIT = 200;
const LOTS_LIMIT = 500;

export async function insertGiftItems(
  tx: Tx,
  giftId: string,
  items: readonly Pick<typeof giftItems.$inferInsert, 'name' | 'spec' | 'unit' | 'pledged'>[],
): Promise<void> {
  await tx
    .insert(giftItems)
    .values(items.map((item, index) => ({ ...item, id: newId(), giftId, position: index + 1 })));
}

/** Items of gifts, in the order in which they were named. */
export async function selectGiftItems(tx: Tx, giftIds: readonly string[]) {
  if (giftIds.length === 0) return [];
  return tx
    .select({
      id: giftItems.id,
      giftId: giftItems.giftId,
      position: giftItems.position,
      name: giftItems.name,
      spec: giftItems.spec,
      unit: giftItems.unit,
      pledged: giftItems.pledged,
      received: giftItems.received,
      accepted: giftItems.accepted,
      refusalReason: giftItems.refusalReason,
      valueFen: giftItems.valueFen,
    })
    .from(giftItems)
    .where(inArray(giftItems.giftId, [...giftIds]))
    .orderBy(asc(giftItems.giftId), asc(giftItems.position))
    .limit(ITEMS_LIMIT * giftIds.length);
}

/** Writes what is known of items by now; one statement for all. */
export async function updateGiftItems(
  tx: Tx,
  items: readonly {
    id: string;
    received?: number;
    accepted?: number;
    refusalReason?: string | null;
    valueFen?: bigint;
  }[],
): Promise<void> {
  const rows = JSON.stringify(
    items.map(({ valueFen, ...item }) => ({ ...item, valueFen: valueFen?.toString() })),
  );
  await tx.execute(sql`
    update gift_items i set received = coalesce(n.received, i.received), accepted = coalesce(n.accepted, i.accepted),
      refusal_reason = coalesce(n."refusalReason", i.refusal_reason), value_fen = coalesce(n."valueFen", i.value_fen)
    from jsonb_to_recordset(${rows}::jsonb) as n (id uuid, received integer, accepted integer, "refusalReason" text, "valueFen" bigint)
    where i.id = n.id`);
}

export async function insertValuation(
  tx: Tx,
  row: Omit<typeof giftValuations.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx.insert(giftValuations).values(row);
}

export async function selectValuation(tx: Tx, giftId: string) {
  const [found] = await tx
    .select({
      basis: giftValuations.basis,
      documentNumber: giftValuations.documentNumber,
      documentOn: giftValuations.documentOn,
      fileKey: giftValuations.fileKey,
      fileName: giftValuations.fileName,
      fileType: giftValuations.fileType,
      fileBytes: giftValuations.fileBytes,
      valuedOn: giftValuations.valuedOn,
      valuedBy: giftValuations.valuedBy,
    })
    .from(giftValuations)
    .where(eq(giftValuations.giftId, giftId));
  return found;
}

const goodsKey = (one: { name: string; spec: string; unit: string }): string =>
  JSON.stringify([one.name, one.spec, one.unit]);

/** Ids of goods by name, make and unit, made where they are missing. */
export async function ensureGoods(
  tx: Tx,
  wanted: readonly { name: string; spec: string; unit: string }[],
): Promise<(one: { name: string; spec: string; unit: string }) => string> {
  const byKey = new Map(wanted.map((one) => [goodsKey(one), one]));
  const sorted = [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  await tx
    .insert(goods)
    .values(sorted.map(({ name, spec, unit }) => ({ id: newId(), name, spec, unit })))
    .onConflictDoNothing();
  const rows = await tx
    .select({ id: goods.id, name: goods.name, spec: goods.spec, unit: goods.unit })
    .from(goods)
    .where(inArray(goods.name, [...new Set(sorted.map(({ name }) => name))]));
  const ids = new Map(rows.map((row) => [goodsKey(row), row.id]));
  return (one) => {
    const id = ids.get(goodsKey(one));
    if (!id) throw new Error('Goods that were just made are not there');
    return id;
  };
}

export async function insertLots(
  tx: Tx,
  lots: readonly Omit<typeof goodsLots.$inferInsert, 'tenantId'>[],
): Promise<void> {
  await tx.insert(goodsLots).values([...lots]);
}

/**
 * Lots of these goods that may go to the centre's beds, to people's homes, or to either, and hold something, each locked until the
 * transaction ends: whoever comes second waits and sees what remains. Always locked in the same order.
 */
export async function lockLotsFor(tx: Tx, where: 'beds' | 'homes' | 'anywhere', goodsIds: readonly string[]) {
  return tx
    .select({
      id: goodsLots.id,
      goodsId: goodsLots.goodsId,
      remaining: goodsLots.remaining,
      remainingFen: goodsLots.remainingFen,
      expiresOn: goodsLots.expiresOn,
      stockedOn: goodsLots.stockedOn,
    })
    .from(goodsLots)
    .innerJoin(giftPurposes, eq(giftPurposes.id, goodsLots.purposeId))
    .where(
      and(
        inArray(goodsLots.goodsId, [...goodsIds]),
        sql`${goodsLots.remaining} > 0`,
        where === 'anywhere' ? undefined : where === 'beds' ? giftPurposes.forBeds : giftPurposes.forHomes,
      ),
    )
    .orderBy(asc(goodsLots.id))
    .for('update', { of: goodsLots });
}

/** Takes quantities out of lots (or puts them back, negative); one statement for all. */
export async function takeFromLots(
  tx: Tx,
  taken: readonly { lotId: string; quantity: number; valueFen: bigint | null }[],
): Promise<void> {
  const rows = JSON.stringify(taken.map((one) => ({ ...one, valueFen: one.valueFen?.toString() ?? null })));
  await tx.execute(sql`
    update goods_lots l set remaining = l.remaining - t.quantity, remaining_fen = l.remaining_fen - t."valueFen"
    from jsonb_to_recordset(${rows}::jsonb) as t ("lotId" uuid, quantity integer, "valueFen" bigint)
    where l.id = t."lotId"`);
}

export async function selectGoodsByIds(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return tx
    .select({ id: goods.id, name: goods.name, spec: goods.spec, unit: goods.unit })
    .from(goods)
    .where(inArray(goods.id, [...ids]));
}

/** Every lot of which something may be given out, or has expired while it is set aside; by goods, the first to expire first. */
export async function selectStock(tx: Tx, { today, limit }: { today: string; limit: number }) {
  return tx
    .select({
      lotId: goodsLots.id,
      goodsId: goods.id,
      name: goods.name,
      spec: goods.spec,
      unit: goods.unit,
      quantity: goodsLots.quantity,
      remaining: goodsLots.remaining,
      remainingFen: goodsLots.remainingFen,
      setAside: sql<number>`${setAside(sql`i.quantity`)}::integer`,
      expiresOn: goodsLots.expiresOn,
      store: goodsLots.store,
      stockedOn: goodsLots.stockedOn,
      giftId: goodsLots.giftId,
      giftReference: gifts.reference,
      purposeName: giftPurposes.name,
      purposeNameEn: giftPurposes.nameEn,
      forBeds: giftPurposes.forBeds,
      forHomes: giftPurposes.forHomes,
    })
    .from(goodsLots)
    .innerJoin(goods, eq(goods.id, goodsLots.goodsId))
    .innerJoin(gifts, eq(gifts.id, goodsLots.giftId))
    .innerJoin(giftPurposes, eq(giftPurposes.id, goodsLots.purposeId))
    .where(
      sql`(${goodsLots.remaining} > 0 or (${goodsLots.expiresOn} < ${today}::date and ${setAside(sql`i.quantity`)} > 0))`,
    )
    .orderBy(
      sql`${goods.name} collate "zh-x-icu"`,
      asc(goods.id),
      sql`${goodsLots.expiresOn} nulls last`,
      asc(goodsLots.id),
    )
    .limit(limit);
}

/** Lots of one gift and how much of each has left the store. */
export async function selectLotsOfGift(tx: Tx, giftId: string) {
  return tx
    .select({
      id: goodsLots.id,
      name: goods.name,
      spec: goods.spec,
      unit: goods.unit,
      quantity: goodsLots.quantity,
      remaining: goodsLots.remaining,
      valueFen: goodsLots.valueFen,
      expiresOn: goodsLots.expiresOn,
      store: goodsLots.store,
      stockedOn: goodsLots.stockedOn,
      handedOver: handedOverOfLot,
      setAside: sql<number>`${setAside(sql`i.quantity`)}::integer`,
    })
    .from(goodsLots)
    .innerJoin(goods, eq(goods.id, goodsLots.goodsId))
    .where(eq(goodsLots.giftId, giftId))
    .orderBy(asc(goods.name), asc(goodsLots.id))
    .limit(LOTS_LIMIT);
}

const handedOverOfLot = sql<number>`coalesce((select sum(l.quantity)::integer from goods_allocation_lines l
  join goods_allocations a on a.tenant_id = l.tenant_id and a.id = l.allocation_id
  where l.tenant_id = ${goodsLots.tenantId} and l.lot_id = ${goodsLots.id} and a.status = 'handed_over'), 0)`;

export async function insertAllocation(
  tx: Tx,
  {
    lines,
    ...row
  }: Omit<typeof goodsAllocations.$inferInsert, 'tenantId'> & {
    lines: readonly { lotId: string; quantity: number; valueFen: bigint | null }[];
  },
): Promise<void> {
  await tx.insert(goodsAllocations).values(row);
  await tx.insert(goodsAllocationLines).values(lines.map((line) => ({ ...line, allocationId: row.id })));
}

/** Who a household is called by: its head, as long as there is one. */
export const headOf = (household: SQL) =>
  sql<
    string | null
  >`(select p.name from household_members m join people p on p.tenant_id = m.tenant_id and p.id = m.person_id
    where m.tenant_id = current_tenant() and m.household_id = ${household} and m.relation = 'head' and m.until_on is null limit 1)`;

/** Whether the lead has to say first that giver and household are not related. */
const interestWaits = sql<boolean>`(${goodsAllocations.status} = 'allocated' and exists (select from goods_interests i
  where i.tenant_id = ${goodsAllocations.tenantId} and i.allocation_id = ${goodsAllocations.id} and i.status = 'review'))`;

const SIGNATURE = 'goods_allocations.signature_sealed';

const allocationShown = {
  id: goodsAllocations.id,
  bedId: goodsAllocations.bedId,
  bedName: beds.name,
  roomName: rooms.name,
  personId: goodsAllocations.personId,
  personName: people.name,
  householdId: goodsAllocations.householdId,
  householdHead: headOf(sql`${goodsAllocations.householdId}`),
  householdVillage: households.village,
  visitId: goodsAllocations.visitId,
  visitStartsAt: visits.startsAt,
  visitStatus: visits.status,
  visitPlace: visitNeeds.place,
  status: goodsAllocations.status,
  allocatedOn: goodsAllocations.allocatedOn,
  allocatedBy: goodsAllocations.allocatedBy,
  allocatedById: goodsAllocations.allocatedById,
  handedOverOn: goodsAllocations.handedOverOn,
  handedOverBy: goodsAllocations.handedOverBy,
  handedTo: goodsAllocations.handedTo,
  signed: goodsAllocations.signed,
  waits: interestWaits,
  withdrawnReason: goodsAllocations.withdrawnReason,
  entryId: goodsAllocations.entryId,
};

const allocationsJoined = (tx: Tx) =>
  tx
    .select(allocationShown)
    .from(goodsAllocations)
    .leftJoin(beds, eq(beds.id, goodsAllocations.bedId))
    .leftJoin(rooms, eq(rooms.id, beds.roomId))
    .leftJoin(people, eq(people.id, goodsAllocations.personId))
    .leftJoin(households, eq(households.id, goodsAllocations.householdId))
    .leftJoin(visits, eq(visits.id, goodsAllocations.visitId))
    .leftJoin(visitNeeds, eq(visitNeeds.id, visits.needId));

export async function selectAllocation(tx: Tx, id: string) {
  const [found] = await allocationsJoined(tx).where(eq(goodsAllocations.id, id));
  return found;
}

export async function selectAllocationsByIds(tx: Tx, ids: readonly string[]) {
  return ids.length === 0 ? [] : allocationsJoined(tx).where(inArray(goodsAllocations.id, [...ids]));
}

/** The allocation and a lock on it until the transaction ends. */
export async function lockAllocation(tx: Tx, id: string) {
  const locked = await tx
    .select({ id: goodsAllocations.id })
    .from(goodsAllocations)
    .where(eq(goodsAllocations.id, id))
    .for('update');
  return locked.length === 0 ? undefined : selectAllocation(tx, id);
}

/** Whom goods are for: exactly one. */
export interface Recipient {
  readonly bedId?: string | null | undefined;
  readonly personId?: string | null | undefined;
  readonly householdId?: string | null | undefined;
  readonly visitId?: string | null | undefined;
}

/** Allocations, the newest first. */
export async function selectAllocations(
  tx: Tx,
  {
    status,
    bedId,
    personId,
    householdId,
    visitId,
    before,
    limit,
  }: Recipient & { status?: 'allocated' | 'handed_over' | 'withdrawn'; before?: string; limit: number },
) {
  return allocationsJoined(tx)
    .where(
      and(
        status && eq(goodsAllocations.status, status),
        bedId ? eq(goodsAllocations.bedId, bedId) : undefined,
        personId ? eq(goodsAllocations.personId, personId) : undefined,
        householdId ? eq(goodsAllocations.householdId, householdId) : undefined,
        visitId ? eq(goodsAllocations.visitId, visitId) : undefined,
        before ? lt(goodsAllocations.id, before) : undefined,
      ),
    )
    .orderBy(desc(goodsAllocations.id))
    .limit(limit);
}

/** What was set aside for a visit and was not taken back, as whoever goes there may know it: no value, no donor. */
export async function selectGoodsToTake(tx: Tx, visitId: string) {
  return tx
    .select({
      allocationId: goodsAllocations.id,
      lotId: goodsLots.id,
      name: goods.name,
      spec: goods.spec,
      unit: goods.unit,
      quantity: goodsAllocationLines.quantity,
      store: goodsLots.store,
      expiresOn: goodsLots.expiresOn,
      handedOverOn: goodsAllocations.handedOverOn,
      waits: interestWaits,
    })
    .from(goodsAllocations)
    .innerJoin(goodsAllocationLines, eq(goodsAllocationLines.allocationId, goodsAllocations.id))
    .innerJoin(goodsLots, eq(goodsLots.id, goodsAllocationLines.lotId))
    .innerJoin(goods, eq(goods.id, goodsLots.goodsId))
    .where(and(eq(goodsAllocations.visitId, visitId), ne(goodsAllocations.status, 'withdrawn')))
    .orderBy(asc(goods.name), asc(goods.id), sql`${goodsLots.expiresOn} nulls last`, asc(goodsLots.id))
    .limit(LOTS_LIMIT);
}

/** What the allocations hold: goods, how much, out of which lot and place; by goods, the first to expire first. */
export async function selectAllocationLines(tx: Tx, allocationIds: readonly string[]) {
  if (allocationIds.length === 0) return [];
  return tx
    .select({
      allocationId: goodsAllocationLines.allocationId,
      lotId: goodsAllocationLines.lotId,
      purposeId: goodsLots.purposeId,
      giftId: goodsLots.giftId,
      name: goods.name,
      spec: goods.spec,
      unit: goods.unit,
      quantity: goodsAllocationLines.quantity,
      valueFen: goodsAllocationLines.valueFen,
      expiresOn: goodsLots.expiresOn,
      store: goodsLots.store,
    })
    .from(goodsAllocationLines)
    .innerJoin(goodsLots, eq(goodsLots.id, goodsAllocationLines.lotId))
    .innerJoin(goods, eq(goods.id, goodsLots.goodsId))
    .where(inArray(goodsAllocationLines.allocationId, [...allocationIds]))
    .orderBy(asc(goods.name), asc(goods.id), sql`${goodsLots.expiresOn} nulls last`, asc(goodsLots.id))
    .limit(LOTS_LIMIT * allocationIds.length);
}

export async function updateAllocation(
  tx: Tx,
  id: string,
  {
    signature,
    ...fields
  }: Partial<
    Pick<
      typeof goodsAllocations.$inferInsert,
      'status' | 'handedOverOn' | 'handedOverBy' | 'handedTo' | 'signed' | 'withdrawnReason' | 'entryId'
    >
  > & { signature?: string | null },
): Promise<void> {
  await tx
    .update(goodsAllocations)
    .set({ ...fields, ...(signature && { signatureSealed: seal(SIGNATURE, signature) }) })
    .where(eq(goodsAllocations.id, id));
}

/** What was drawn when the goods were taken; null when the paper slip was signed. */
export async function selectSignature(tx: Tx, allocationId: string): Promise<string | null> {
  const [row] = await tx
    .select({ sealed: goodsAllocations.signatureSealed })
    .from(goodsAllocations)
    .where(eq(goodsAllocations.id, allocationId));
  return row?.sealed ? open(SIGNATURE, row.sealed) : null;
}

/** Households whose member's name contains the text, by their head. */
export async function selectHouseholdsByName(tx: Tx, name: string, limit: number) {
  return tx
    .select({ id: households.id, head: headOf(sql`${households.id}`), village: households.village })
    .from(households)
    .where(
      sql`${households.id} in (select m.household_id from household_members m join people p on p.tenant_id = m.tenant_id and p.id = m.person_id
        where m.tenant_id = current_tenant() and m.until_on is null and position(${name} in p.name) > 0)`,
    )
    .orderBy(asc(households.id))
    .limit(limit);
}

/** Visits that are promised and not over, the next first. */
export async function selectComingVisits(tx: Tx, now: Date, limit: number) {
  return tx
    .select({ id: visits.id, startsAt: visits.startsAt, place: visitNeeds.place })
    .from(visits)
    .innerJoin(visitNeeds, eq(visitNeeds.id, visits.needId))
    .where(and(eq(visits.status, 'published'), gte(visits.endsAt, now)))
    .orderBy(asc(visits.startsAt), asc(visits.id))
    .limit(limit);
}

/** Whether a visit is promised, from when, and until when. */
export async function selectVisitForGoods(tx: Tx, id: string) {
  const [found] = await tx
    .select({
      status: visits.status,
      startsAt: visits.startsAt,
      endsAt: visits.endsAt,
    })
    .from(visits)
    .where(eq(visits.id, id));
  return found;
}

/**
 * Allocations to a person, to their household, and to beds in the time that the person lay in each (half-open), by the day of the hand-over
 * or else of the allocation, the newest first.
 */
export async function selectAllocationsOfPerson(
  tx: Tx,
  {
    personId,
    householdId,
    beds,
    limit,
  }: {
    personId: string;
    householdId?: string | undefined;
    beds: readonly { bedId: string; from: string; until: string | null }[];
    limit: number;
  },
) {
  const day = sql`coalesce(${goodsAllocations.handedOverOn}, ${goodsAllocations.allocatedOn})`;
  return allocationsJoined(tx)
    .where(
      and(
        ne(goodsAllocations.status, 'withdrawn'),
        or(
          eq(goodsAllocations.personId, personId),
          householdId ? eq(goodsAllocations.householdId, householdId) : undefined,
          ...beds.map(({ bedId, from, until }) =>
            and(
              eq(goodsAllocations.bedId, bedId),
              sql`${day} >= ${from}::date`,
              until === null ? undefined : sql`${day} < ${until}::date`,
            ),
          ),
        ),
      ),
    )
    .orderBy(desc(goodsAllocations.id))
    .limit(limit);
}
