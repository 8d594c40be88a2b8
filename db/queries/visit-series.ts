import { and, asc, desc, eq, getTableColumns, gte, inArray, lt, not, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { newId } from '../new-id';
import { visitAssignments, visitNeeds, visitSeries, visitSeriesWindows, visits } from '../schema/visits';
import { open, type Sealed, seal } from '../sealed';
import type { Tx } from '../transaction';
import { lapsedBy } from './visit-needs';

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

const { tenantId: _tenant, addressSealed: _sealed, ...shown } = getTableColumns(visitSeries);

/** A series with its times of day, for pages; undefined when there is none. */
export async function selectSeries(tx: Tx, id: string) {
  const [series] = await tx.select(shown).from(visitSeries).where(eq(visitSeries.id, id));
  if (!series) return undefined;
  const windows = await tx
    .select({ fromMinute: visitSeriesWindows.fromMinute, untilMinute: visitSeriesWindows.untilMinute })
    .from(visitSeriesWindows)
    .where(eq(visitSeriesWindows.seriesId, id))
    .orderBy(asc(visitSeriesWindows.fromMinute));
  return { ...series, windows };
}

/** Series that have not been ended, the latest asked for first (ids are in the order of time); `after` is the last one seen. */
export async function selectRunningSeries(
  tx: Tx,
  { townCode, after, limit }: { townCode?: string | undefined; after?: string | undefined; limit: number },
) {
  const last = after && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(after) ? after : undefined;
  return tx
    .select(shown)
    .from(visitSeries)
    .where(
      and(
        eq(visitSeries.status, 'active'),
        townCode ? eq(visitSeries.townCode, townCode) : undefined,
        last ? lt(visitSeries.id, last) : undefined,
      ),
    )
    .orderBy(desc(visitSeries.id))
    .limit(limit);
}

/** The first day from `from` on of which a need of each series is open or planned. */
export async function selectNextDays(
  tx: Tx,
  seriesIds: readonly string[],
  from: PlainDate,
): Promise<Map<string, PlainDate>> {
  if (seriesIds.length === 0) return new Map();
  const rows = await tx
    .select({ seriesId: visitNeeds.seriesId, on: sql<PlainDate>`min(${visitNeeds.seriesOn})` })
    .from(visitNeeds)
    .where(
      and(
        inArray(visitNeeds.seriesId, [...seriesIds]),
        gte(visitNeeds.seriesOn, from),
        inArray(visitNeeds.status, ['open', 'planned']),
        not(visitNeeds.fellAway),
      ),
    )
    .groupBy(visitNeeds.seriesId);
  return new Map(rows.map(({ seriesId, on }) => [seriesId as string, on]));
}

/** The same with its address in the clear, locked until the transaction ends. */
export async function lockSeries(tx: Tx, id: string) {
  const [locked] = await tx
    .select({ sealed: visitSeries.addressSealed })
    .from(visitSeries)
    .where(eq(visitSeries.id, id))
    .for('update');
  const series = locked && (await selectSeries(tx, id));
  if (!series) return undefined;
  return { ...series, address: locked.sealed ? open(ADDRESS, locked.sealed as Sealed) : undefined };
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

/** Locks the needs of a series from a day on, so that what is decided about them stays true. */
export async function lockNeedsOfSeries(tx: Tx, seriesId: string, from: PlainDate): Promise<void> {
  await tx
    .select({ id: visitNeeds.id })
    .from(visitNeeds)
    .where(and(eq(visitNeeds.seriesId, seriesId), gte(visitNeeds.seriesOn, from)))
    .orderBy(asc(visitNeeds.id))
    .for('update');
}

/** The days of a series from a day on, whatever became of them, but for those that a change of its rule took away; with the promised visit and who comes. */
export async function selectDaysOfSeries(
  tx: Tx,
  { seriesId, from, now }: { seriesId: string; from: PlainDate; now: Date },
) {
  const rows = await tx
    .select({
      id: visitNeeds.id,
      on: sql<PlainDate>`${visitNeeds.seriesOn}`,
      status: visitNeeds.status,
      lapsed: lapsedBy(now),
      visitId: visits.id,
      startsAt: visits.startsAt,
      endsAt: visits.endsAt,
      coming: sql<number>`(count(${visitAssignments.id}) filter (where ${visitAssignments.status} in ('published', 'accepted')))::int`,
      arrived: sql<number>`(count(${visitAssignments.id}) filter (where ${visitAssignments.status} in ('checked_in', 'done')))::int`,
    })
    .from(visitNeeds)
    .leftJoin(
      visits,
      and(
        eq(visits.tenantId, visitNeeds.tenantId),
        eq(visits.needId, visitNeeds.id),
        inArray(visits.status, ['published', 'done']),
      ),
    )
    .leftJoin(
      visitAssignments,
      and(eq(visitAssignments.tenantId, visits.tenantId), eq(visitAssignments.visitId, visits.id)),
    )
    .where(and(eq(visitNeeds.seriesId, seriesId), gte(visitNeeds.seriesOn, from), not(visitNeeds.fellAway)))
    .groupBy(visitNeeds.tenantId, visitNeeds.id, visits.tenantId, visits.id)
    .orderBy(asc(visitNeeds.seriesOn))
    .limit(400);
  return rows.map(({ visitId, startsAt, endsAt, coming, arrived, ...need }) => ({
    ...need,
    visit: visitId && startsAt && endsAt ? { visitId, startsAt, endsAt, coming, arrived } : undefined,
  }));
}

/** Of series that follow another, the open needs of some days that follow nothing are paired with those of the same day. Answers which. */
export async function pairWithFirsts(tx: Tx, firstSeriesId: string, days: readonly PlainDate[]) {
  if (days.length === 0) return [];
  const rows = await tx.execute<{ id: string }>(sql`
    update visit_needs s
    set after_need_id = f.id, after_min_minutes = r.after_min_minutes, after_max_minutes = r.after_max_minutes
    from visit_series r, visit_needs f
    where r.after_series_id = ${firstSeriesId} and r.status = 'active'
      and s.series_id = r.id and s.status = 'open' and s.after_need_id is null
      and f.series_id = r.after_series_id and f.series_on = s.series_on and f.status in ('open', 'planned')
      and f.after_need_id is null and f.series_on in ${[...days]}
      and not exists (select from visit_needs o where o.after_need_id = s.id and o.status <> 'cancelled')
    returning s.id`);
  return rows.map(({ id }) => id);
}
