import { and, asc, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { newId } from '../new-id';
import { visitNeeds, visitSeries, visitSeriesWindows } from '../schema/visits';
import { open, type Sealed, seal } from '../sealed';
import type { Tx } from '../transaction';

const ADDRESS = 'visit_series.address_sealed';

type Row = typeof visitSeries.$inferInsert;

/** What the needs of a series are made from; the address in the clear. */
export type SeriesDetails = Omit<
  Row,
  | 'tenantId'
  | 'id'
  | 'addressSealed'
  | 'rrule'
  | 'leftOut'
  | 'startsOn'
  | 'madeUntil'
  | 'status'
  | 'endReason'
> & {
  readonly address?: string;
  readonly windows: readonly { readonly fromMinute: number; readonly untilMinute: number }[];
};

/** Writes a series; undefined when its external key is known already. */
export async function insertSeries(
  tx: Tx,
  { address, windows, ...row }: SeriesDetails & Pick<Row, 'rrule' | 'leftOut' | 'startsOn' | 'madeUntil'>,
): Promise<string | undefined> {
  const id = newId();
  const [written] = await tx
    .insert(visitSeries)
    .values({ ...row, id, status: 'active', addressSealed: address ? seal(ADDRESS, address) : null })
    .onConflictDoNothing({ target: [visitSeries.tenantId, visitSeries.externalKey] })
    .returning({ id: visitSeries.id });
  if (written) await writeWindows(tx, id, windows);
  return written?.id;
}

async function writeWindows(tx: Tx, seriesId: string, windows: SeriesDetails['windows']): Promise<void> {
  await tx.delete(visitSeriesWindows).where(eq(visitSeriesWindows.seriesId, seriesId));
  await tx
    .insert(visitSeriesWindows)
    .values(windows.map(({ fromMinute, untilMinute }) => ({ seriesId, fromMinute, untilMinute })));
}

/** A series with its address in the clear and its times of day, locked until the transaction ends; undefined when there is none. */
export async function lockSeries(tx: Tx, id: string) {
  const [row] = await tx.select().from(visitSeries).where(eq(visitSeries.id, id)).for('update');
  if (!row) return undefined;
  const { addressSealed, tenantId: _, ...series } = row;
  const windows = await tx
    .select({ fromMinute: visitSeriesWindows.fromMinute, untilMinute: visitSeriesWindows.untilMinute })
    .from(visitSeriesWindows)
    .where(eq(visitSeriesWindows.seriesId, id))
    .orderBy(asc(visitSeriesWindows.fromMinute));
  return {
    ...series,
    address: addressSealed ? open(ADDRESS, addressSealed as Sealed) : undefined,
    windows,
  };
}

/** How a series comes back, for the page of one of its needs. */
export async function selectSeries(tx: Tx, id: string) {
  const [row] = await tx
    .select({
      id: visitSeries.id,
      rrule: visitSeries.rrule,
      leftOut: visitSeries.leftOut,
      startsOn: visitSeries.startsOn,
      status: visitSeries.status,
      endReason: visitSeries.endReason,
    })
    .from(visitSeries)
    .where(eq(visitSeries.id, id));
  return row;
}

/** Active series of which no needs have been made from `until` on. */
export async function selectSeriesToContinue(tx: Tx, until: PlainDate, limit: number): Promise<string[]> {
  const rows = await tx
    .select({ id: visitSeries.id })
    .from(visitSeries)
    .where(and(eq(visitSeries.status, 'active'), lt(visitSeries.madeUntil, until)))
    .orderBy(asc(visitSeries.madeUntil), asc(visitSeries.id))
    .limit(limit);
  return rows.map((row) => row.id);
}

export async function updateSeries(
  tx: Tx,
  id: string,
  {
    address,
    windows,
    ...change
  }: Partial<Omit<Row, 'tenantId' | 'id' | 'addressSealed'>> &
    Partial<Pick<SeriesDetails, 'address' | 'windows'>>,
): Promise<void> {
  await tx
    .update(visitSeries)
    .set({ ...change, ...(address ? { addressSealed: seal(ADDRESS, address) } : {}) })
    .where(eq(visitSeries.id, id));
  if (windows) await writeWindows(tx, id, windows);
}

/** Needs of a series from a day on that are in one of the states, earliest first. */
export async function selectNeedsOfSeries(
  tx: Tx,
  { seriesId, from, statuses }: { seriesId: string; from: PlainDate; statuses: readonly string[] },
) {
  return tx
    .select({ id: visitNeeds.id, seriesOn: sql<PlainDate>`${visitNeeds.seriesOn}` })
    .from(visitNeeds)
    .where(
      and(
        eq(visitNeeds.seriesId, seriesId),
        gte(visitNeeds.seriesOn, from),
        inArray(visitNeeds.status, [...statuses]),
      ),
    )
    .orderBy(asc(visitNeeds.seriesOn))
    .limit(400);
}
