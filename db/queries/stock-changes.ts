import { and, asc, desc, eq, inArray, lt, ne, type SQL, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { giftPurposes, gifts, goods, goodsLots, stockChangeLines, stockChanges } from '../schema/donations';
import type { Tx } from '../transaction';

/** Lots of one count, and movements of one lot that are shown. */
const LINES_LIMIT = 500;
const MOVEMENTS_LIMIT = 200;

/** What of a lot is set aside and not handed over: it lies in the store and is somebody's. */
export const setAside = (what: SQL) => sql`coalesce((select sum(${what}) from goods_allocation_lines i
  join goods_allocations a on a.tenant_id = i.tenant_id and a.id = i.allocation_id
  where i.tenant_id = ${goodsLots.tenantId} and i.lot_id = ${goodsLots.id} and a.status = 'allocated'), 0)`;

const lotShown = {
  id: goodsLots.id,
  goodsId: goods.id,
  name: goods.name,
  spec: goods.spec,
  unit: goods.unit,
  giftId: goodsLots.giftId,
  giftReference: gifts.reference,
  purposeId: goodsLots.purposeId,
  purposeName: giftPurposes.name,
  purposeNameEn: giftPurposes.nameEn,
  forBeds: giftPurposes.forBeds,
  forHomes: giftPurposes.forHomes,
  quantity: goodsLots.quantity,
  remaining: goodsLots.remaining,
  valueFen: goodsLots.valueFen,
  remainingFen: goodsLots.remainingFen,
  setAside: sql<number>`${setAside(sql`i.quantity`)}::integer`,
  setAsideFen: sql<bigint>`${setAside(sql`i.value_fen`)}::bigint`.mapWith(BigInt),
  /** Whether a count, write-off or sale of it waits for its second person. */
  waits: sql<boolean>`exists (select from stock_change_lines i join stock_changes c on c.tenant_id = i.tenant_id and c.id = i.change_id
    where i.tenant_id = ${goodsLots.tenantId} and i.lot_id = ${goodsLots.id} and c.status = 'proposed')`,
  expiresOn: goodsLots.expiresOn,
  store: goodsLots.store,
  stockedOn: goodsLots.stockedOn,
};

const lotsJoined = (tx: Tx) =>
  tx
    .select(lotShown)
    .from(goodsLots)
    .innerJoin(goods, eq(goods.id, goodsLots.goodsId))
    .innerJoin(gifts, eq(gifts.id, goodsLots.giftId))
    .innerJoin(giftPurposes, eq(giftPurposes.id, goodsLots.purposeId));

/** A lot as it lies in the store. */
export type LotRecord = Awaited<ReturnType<typeof lotsJoined>>[number];

export async function selectLot(tx: Tx, id: string): Promise<LotRecord | undefined> {
  const [found] = await lotsJoined(tx).where(eq(goodsLots.id, id));
  return found;
}

export async function selectLotsByIds(tx: Tx, ids: readonly string[]): Promise<LotRecord[]> {
  if (ids.length === 0) return [];
  return lotsJoined(tx)
    .where(inArray(goodsLots.id, [...ids]))
    .orderBy(sql`${goods.name} collate "zh-x-icu"`, asc(goods.id), asc(goodsLots.id))
    .limit(ids.length);
}

/** The lots, locked in the order in which whoever allocates locks them; then looked at. */
export async function lockLots(tx: Tx, ids: readonly string[]): Promise<LotRecord[]> {
  if (ids.length === 0) return [];
  await tx
    .select({ id: goodsLots.id })
    .from(goodsLots)
    .where(inArray(goodsLots.id, [...ids]))
    .orderBy(asc(goodsLots.id))
    .for('update');
  return selectLotsByIds(tx, ids);
}

/** That something of a lot should lie in the store. */
const lies = sql`(${goodsLots.remaining} > 0 or ${setAside(sql`i.quantity`)} > 0)`;

/** Lots of which something should lie in the store, of one place or all, by goods, from behind the lot `after`; at most `limit`. */
export async function selectLotsToCount(
  tx: Tx,
  { store, after, limit }: { store?: string | undefined; after?: string | undefined; limit: number },
) {
  return lotsJoined(tx)
    .where(
      and(
        store ? eq(goodsLots.store, store) : undefined,
        after
          ? sql`(${goods.name} collate "zh-x-icu", ${goods.id}, ${goodsLots.id}) >
            (select g.name collate "zh-x-icu", g.id, l.id from goods_lots l
              join goods g on g.tenant_id = l.tenant_id and g.id = l.goods_id
              where l.tenant_id = current_tenant() and l.id = ${after})`
          : undefined,
        lies,
      ),
    )
    .orderBy(sql`${goods.name} collate "zh-x-icu"`, asc(goods.id), asc(goodsLots.id))
    .limit(limit);
}

/** Places of the store in which something lies. */
export async function selectStores(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ store: goodsLots.store })
    .from(goodsLots)
    .where(lies)
    .orderBy(asc(goodsLots.store))
    .limit(LINES_LIMIT);
  return rows.map(({ store }) => store);
}

/** Pieces of a lot that counts and write-offs took and nobody has found since. */
export async function selectLostPieces(tx: Tx, lotId: string): Promise<number> {
  const [row] = await tx
    .select({
      lost: sql<number>`coalesce(sum(${stockChangeLines.expected} - ${stockChangeLines.counted}), 0)::integer`,
    })
    .from(stockChangeLines)
    .innerJoin(stockChanges, eq(stockChanges.id, stockChangeLines.changeId))
    .where(
      and(
        eq(stockChangeLines.lotId, lotId),
        eq(stockChanges.status, 'done'),
        inArray(stockChanges.kind, ['count', 'write_off']),
      ),
    );
  return row?.lost ?? 0;
}

/** What left the lots of a gift for good by counts, write-offs and sales that are done, the earliest first. */
export async function selectLeftOfGift(tx: Tx, giftId: string) {
  return tx
    .select({
      lotId: stockChangeLines.lotId,
      changeId: stockChanges.id,
      kind: stockChanges.kind,
      /** Out of the lot; negative when a count found some. */
      pieces: sql<number>`${stockChangeLines.expected} - ${stockChangeLines.counted}`,
      /** What a sale brought to the purpose after its costs, in fen; null of all else. */
      broughtFen: sql<bigint | null>`${stockChanges.proceedsFen} - ${stockChanges.costsFen}`.mapWith(BigInt),
    })
    .from(stockChangeLines)
    .innerJoin(stockChanges, eq(stockChanges.id, stockChangeLines.changeId))
    .innerJoin(goodsLots, eq(goodsLots.id, stockChangeLines.lotId))
    .where(
      and(
        eq(goodsLots.giftId, giftId),
        eq(stockChanges.status, 'done'),
        ne(stockChangeLines.expected, stockChangeLines.counted),
      ),
    )
    .orderBy(asc(stockChanges.doneOn), asc(stockChanges.id))
    .limit(LINES_LIMIT);
}

/** What happened to a lot after it was stocked, the newest first; names nobody. */
export async function selectLotMovements(tx: Tx, lotId: string) {
  const rows = await tx.execute<{
    id: string;
    kind: 'allocated' | 'handed_over' | 'withdrawn' | (typeof stockChanges.$inferSelect)['kind'];
    status: 'proposed' | 'done' | 'declined' | null;
    on: PlainDate;
    /** Out of the lot; negative back into it. */
    pieces: number;
  }>(sql`
    select a.id, a.status as kind, null as status, coalesce(a.handed_over_on, a.allocated_on)::text as on, i.quantity as pieces
    from goods_allocation_lines i join goods_allocations a on a.tenant_id = i.tenant_id and a.id = i.allocation_id
    where i.lot_id = ${lotId}
    union all
    select c.id, c.kind, c.status, (coalesce(c.done_on::timestamp, c.proposed_at at time zone 'Asia/Shanghai'))::date::text, i.expected - i.counted
    from stock_change_lines i join stock_changes c on c.tenant_id = i.tenant_id and c.id = i.change_id
    where i.lot_id = ${lotId}
    order by 4 desc, 1 desc limit ${MOVEMENTS_LIMIT}`);
  return [...rows];
}

export async function insertStockChange(
  tx: Tx,
  {
    lines,
    ...row
  }: Omit<typeof stockChanges.$inferInsert, 'tenantId' | 'status'> & {
    lines: readonly { lotId: string; expected: number; counted: number; reason: string | null }[];
  },
): Promise<void> {
  await tx.insert(stockChanges).values({ ...row, status: 'proposed' });
  await tx.insert(stockChangeLines).values(lines.map((line) => ({ ...line, changeId: row.id })));
}

const changeShown = {
  id: stockChanges.id,
  kind: stockChanges.kind,
  reason: stockChanges.reason,
  status: stockChanges.status,
  buyer: stockChanges.buyer,
  proceedsFen: stockChanges.proceedsFen,
  costsFen: stockChanges.costsFen,
  means: stockChanges.means,
  document: stockChanges.document,
  purposeId: stockChanges.purposeId,
  purposeName: giftPurposes.name,
  purposeNameEn: giftPurposes.nameEn,
  proposedBy: stockChanges.proposedBy,
  proposedByName: stockChanges.proposedByName,
  proposedAt: stockChanges.proposedAt,
  decidedByName: stockChanges.decidedByName,
  decidedAt: stockChanges.decidedAt,
  decisionReason: stockChanges.decisionReason,
  doneOn: stockChanges.doneOn,
  entryId: stockChanges.entryId,
};

const changesJoined = (tx: Tx) =>
  tx
    .select(changeShown)
    .from(stockChanges)
    .leftJoin(giftPurposes, eq(giftPurposes.id, stockChanges.purposeId));

export type StockChangeRecord = Awaited<ReturnType<typeof changesJoined>>[number];

export async function selectStockChange(tx: Tx, id: string): Promise<StockChangeRecord | undefined> {
  const [found] = await changesJoined(tx).where(eq(stockChanges.id, id));
  return found;
}

/** The proposal and a lock on it until the transaction ends: of two who decide the second sees the first. */
export async function lockStockChange(tx: Tx, id: string): Promise<StockChangeRecord | undefined> {
  const locked = await tx
    .select({ id: stockChanges.id })
    .from(stockChanges)
    .where(eq(stockChanges.id, id))
    .for('update');
  return locked.length === 0 ? undefined : selectStockChange(tx, id);
}

/** Counts, write-offs and sales, the newest first. */
export async function selectStockChanges(
  tx: Tx,
  {
    status,
    before,
    limit,
  }: { status?: StockChangeRecord['status'] | undefined; before?: string | undefined; limit: number },
) {
  return changesJoined(tx)
    .where(and(status && eq(stockChanges.status, status), before ? lt(stockChanges.id, before) : undefined))
    .orderBy(desc(stockChanges.id))
    .limit(limit);
}

/** Lines of changes with what they are of, by goods. */
export async function selectStockChangeLines(tx: Tx, changeIds: readonly string[]) {
  if (changeIds.length === 0) return [];
  return tx
    .select({
      changeId: stockChangeLines.changeId,
      lotId: stockChangeLines.lotId,
      expected: stockChangeLines.expected,
      counted: stockChangeLines.counted,
      reason: stockChangeLines.reason,
      valueFen: stockChangeLines.valueFen,
      /** Whether the lot has a value by proof. */
      proven: sql<boolean>`${goodsLots.valueFen} is not null`,
      purposeId: goodsLots.purposeId,
      name: goods.name,
      spec: goods.spec,
      unit: goods.unit,
      expiresOn: goodsLots.expiresOn,
      store: goodsLots.store,
    })
    .from(stockChangeLines)
    .innerJoin(goodsLots, eq(goodsLots.id, stockChangeLines.lotId))
    .innerJoin(goods, eq(goods.id, goodsLots.goodsId))
    .where(inArray(stockChangeLines.changeId, [...changeIds]))
    .orderBy(sql`${goods.name} collate "zh-x-icu"`, asc(goods.id), asc(goodsLots.id))
    .limit(LINES_LIMIT * changeIds.length);
}

/** Writes what left each lot in value; one statement for all. */
export async function valueStockChangeLines(
  tx: Tx,
  changeId: string,
  lines: readonly { lotId: string; valueFen: bigint | null }[],
): Promise<void> {
  const rows = JSON.stringify(lines.map((one) => ({ ...one, valueFen: one.valueFen?.toString() ?? null })));
  await tx.execute(sql`
    update stock_change_lines l set value_fen = t."valueFen"
    from jsonb_to_recordset(${rows}::jsonb) as t ("lotId" uuid, "valueFen" bigint)
    where l.change_id = ${changeId} and l.lot_id = t."lotId"`);
}

export async function updateStockChange(
  tx: Tx,
  id: string,
  fields: Partial<
    Pick<
      typeof stockChanges.$inferInsert,
      'status' | 'doneOn' | 'entryId' | 'decidedBy' | 'decidedByName' | 'decidedAt' | 'decisionReason'
    >
  >,
): Promise<void> {
  await tx.update(stockChanges).set(fields).where(eq(stockChanges.id, id));
}

/** What goods that were sold brought to a purpose after their costs, in fen. */
export async function selectSoldFen(tx: Tx, purposeId: string): Promise<bigint> {
  const [row] = await tx
    .select({
      fen: sql<string>`coalesce(sum(${stockChanges.proceedsFen} - ${stockChanges.costsFen}), 0)::text`,
    })
    .from(stockChanges)
    .where(
      and(
        eq(stockChanges.purposeId, purposeId),
        eq(stockChanges.kind, 'sale'),
        eq(stockChanges.status, 'done'),
      ),
    );
  return BigInt(row?.fen ?? 0);
}
