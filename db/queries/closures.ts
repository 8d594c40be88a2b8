import { and, asc, desc, eq, gt, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { newId } from '../new-id';
import { bedClosureChanges, bedClosures, beds, buildings, floors, rooms } from '../schema/beds';
import type { Tx } from '../transaction';

type Closure = typeof bedClosures.$inferSelect;
export type ClosureChange = typeof bedClosureChanges.$inferSelect.change;

export async function insertClosure(tx: Tx, closure: Omit<Closure, 'id' | 'tenantId'>): Promise<string> {
  const id = newId();
  await tx.insert(bedClosures).values({ ...closure, id });
  return id;
}

export async function insertClosureChange(
  tx: Tx,
  row: Omit<typeof bedClosureChanges.$inferInsert, 'id' | 'tenantId'>,
): Promise<void> {
  await tx.insert(bedClosureChanges).values({ ...row, id: newId() });
}

const columns = {
  id: bedClosures.id,
  bedId: bedClosures.bedId,
  fromOn: bedClosures.fromOn,
  untilOn: bedClosures.untilOn,
  cause: bedClosures.cause,
  reason: bedClosures.reason,
};

/** A closure with a lock until the transaction ends. */
export async function lockClosure(tx: Tx, id: string) {
  const [row] = await tx.select(columns).from(bedClosures).where(eq(bedClosures.id, id)).for('no key update');
  return row;
}

/** The closure of a bed that holds on a day, with a lock until the transaction ends. */
export async function lockClosureOn(tx: Tx, { bedId, on }: { bedId: string; on: PlainDate }) {
  const [row] = await tx
    .select(columns)
    .from(bedClosures)
    .where(
      and(
        eq(bedClosures.bedId, bedId),
        lte(bedClosures.fromOn, on),
        or(isNull(bedClosures.untilOn), gt(bedClosures.untilOn, on)),
      ),
    )
    .for('no key update');
  return row;
}

export async function endClosure(tx: Tx, id: string, untilOn: PlainDate | null): Promise<void> {
  await tx.update(bedClosures).set({ untilOn }).where(eq(bedClosures.id, id));
}

/** What was done with a closure, oldest first. Names its table in full: a query of one table writes its columns without. */
const changes = sql<
  { change: ClosureChange; untilOn: PlainDate | null; reason: string | null; at: string; byName: string }[]
>`coalesce((select jsonb_agg(jsonb_build_object('change', h.change, 'untilOn', h.until_on, 'reason', h.reason, 'at', h.at,
    'byName', h.by_name) order by h.at, h.id)
  from bed_closure_changes h where h.tenant_id = bed_closures.tenant_id and h.closure_id = bed_closures.id), '[]')`;

const withInstants = <Row extends { changes: readonly { at: string }[] }>(row: Row) => ({
  ...row,
  changes: row.changes.map((one) => ({ ...one, at: new Date(one.at) })) as {
    change: ClosureChange;
    untilOn: PlainDate | null;
    reason: string | null;
    at: Date;
    byName: string;
  }[],
});

/** Every closure of a bed with its history, newest first. */
export async function selectClosures(tx: Tx, bedId: string, limit: number) {
  const rows = await tx
    .select({ ...columns, changes })
    .from(bedClosures)
    .where(eq(bedClosures.bedId, bedId))
    .orderBy(desc(bedClosures.fromOn), desc(bedClosures.id))
    .limit(limit);
  return rows.map(withInstants);
}

/** Closures with a day in `[from, until)`, with the place of the bed and what was done, by first day. `after` is where the page before ended. */
export async function selectClosuresIn(
  tx: Tx,
  {
    from,
    until,
    after,
    limit,
  }: { from: PlainDate; until: PlainDate; after?: { fromOn: PlainDate; id: string }; limit: number },
) {
  const rows = await tx
    .select({
      ...columns,
      changes,
      building: buildings.name,
      floor: floors.name,
      room: rooms.name,
      name: beds.name,
      kind: beds.kind,
      openedOn: beds.openedOn,
      retiredOn: beds.retiredOn,
    })
    .from(bedClosures)
    .innerJoin(beds, eq(beds.id, bedClosures.bedId))
    .innerJoin(rooms, eq(rooms.id, beds.roomId))
    .innerJoin(floors, eq(floors.id, rooms.floorId))
    .innerJoin(buildings, eq(buildings.id, rooms.buildingId))
    .where(
      and(
        lt(bedClosures.fromOn, until),
        or(
          isNull(bedClosures.untilOn),
          and(gt(bedClosures.untilOn, from), gt(bedClosures.untilOn, bedClosures.fromOn)),
        ),
        after &&
          or(
            gt(bedClosures.fromOn, after.fromOn),
            and(eq(bedClosures.fromOn, after.fromOn), gt(bedClosures.id, after.id)),
          ),
      ),
    )
    .orderBy(asc(bedClosures.fromOn), asc(bedClosures.id))
    .limit(limit);
  return rows.map(withInstants);
}

/**
 * Days that beds were closed, by month and cause, on the days of `[from, until)` on which the bed was there. Months and
 * causes without a day are absent.
 */
export async function countClosedDays(tx: Tx, { from, until }: { from: PlainDate; until: PlainDate }) {
  return tx.execute<{ month: string; cause: Closure['cause']; days: number; beds: number }>(sql`
    with months as (
      select m::date as first, (m + interval '1 month')::date as next
      from generate_series(date_trunc('month', ${from}::date), ${until}::date - 1, interval '1 month') m)
    select to_char(m.first, 'YYYY-MM') as month, c.cause, sum(upper(d.lost) - lower(d.lost))::int as days,
      count(distinct c.bed_id)::int as beds
    from months m
    join bed_closures c on c.from_on < m.next and (c.until_on is null or c.until_on > m.first)
    join beds b on b.tenant_id = c.tenant_id and b.id = c.bed_id
    cross join lateral (select daterange(c.from_on, c.until_on) * daterange(b.opened_on, b.retired_on)
      * daterange(m.first, m.next) * daterange(${from}::date, ${until}::date) as lost) d
    where not isempty(d.lost)
    group by 1, 2 order by 1, 2`);
}
