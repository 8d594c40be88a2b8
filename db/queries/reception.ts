import { and, asc, desc, eq, gte, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { newId } from '../new-id';
import { donors, giftAppointments, gifts, receptionHours, receptionPlaces } from '../schema/donations';
import type { Tx } from '../transaction';

/** A centre has a handful of hours in a week, and so many deliveries in a few weeks. */
const HOURS_LIMIT = 200;
const LIST_LIMIT = 500;
const AHEAD_LIMIT = 5_000;

const hoursShown = {
  id: receptionHours.id,
  weekday: receptionHours.weekday,
  fromMinute: receptionHours.fromMinute,
  untilMinute: receptionHours.untilMinute,
  capacity: receptionHours.capacity,
  withdrawnOn: receptionHours.withdrawnOn,
};

/** Hours at which goods are taken, by weekday and time; those that were withdrawn are left out. */
export async function selectReceptionHours(tx: Tx) {
  return tx
    .select(hoursShown)
    .from(receptionHours)
    .where(isNull(receptionHours.withdrawnOn))
    .orderBy(asc(receptionHours.weekday), asc(receptionHours.fromMinute))
    .limit(HOURS_LIMIT);
}

/** The hours and a lock on them until the transaction ends: nobody books them meanwhile. */
export async function lockReceptionHours(tx: Tx, id: string) {
  const [found] = await tx
    .select(hoursShown)
    .from(receptionHours)
    .where(eq(receptionHours.id, id))
    .for('update');
  return found;
}

export async function insertReceptionHours(
  tx: Tx,
  row: Omit<typeof receptionHours.$inferInsert, 'tenantId' | 'id' | 'withdrawnOn'>,
): Promise<string> {
  const id = newId();
  await tx.insert(receptionHours).values({ ...row, id });
  return id;
}

export async function withdrawHours(tx: Tx, id: string, on: PlainDate): Promise<void> {
  await tx.update(receptionHours).set({ withdrawnOn: on }).where(eq(receptionHours.id, id));
}

/** Where goods are brought, once somebody has said so. */
export async function selectReceptionPlace(tx: Tx) {
  const [found] = await tx
    .select({
      address: receptionPlaces.address,
      phone: receptionPlaces.phone,
      contact: receptionPlaces.contact,
    })
    .from(receptionPlaces)
    .limit(1);
  return found;
}

export async function saveReceptionPlace(
  tx: Tx,
  row: Omit<typeof receptionPlaces.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx
    .insert(receptionPlaces)
    .values(row)
    .onConflictDoUpdate({ target: receptionPlaces.tenantId, set: row });
}

/** Places taken from a day until another, by hours and day. */
export async function countAppointments(tx: Tx, range: { from: PlainDate; until: PlainDate }) {
  return tx
    .select({
      hoursId: giftAppointments.hoursId,
      onDate: giftAppointments.onDate,
      taken: sql<number>`count(*)::integer`,
    })
    .from(giftAppointments)
    .where(and(gte(giftAppointments.onDate, range.from), lt(giftAppointments.onDate, range.until)))
    .groupBy(giftAppointments.hoursId, giftAppointments.onDate);
}

/** Deliveries that these hours still expect from a day on. */
export async function countExpected(tx: Tx, hoursId: string, from: PlainDate): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::integer` })
    .from(giftAppointments)
    .innerJoin(gifts, eq(gifts.id, giftAppointments.giftId))
    .where(
      and(
        eq(giftAppointments.hoursId, hoursId),
        gte(giftAppointments.onDate, from),
        eq(gifts.status, 'pledged'),
      ),
    );
  return row?.count ?? 0;
}

/** Books a time for a gift, or another one in place of the one it has. */
export async function putAppointment(
  tx: Tx,
  row: Omit<typeof giftAppointments.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx
    .insert(giftAppointments)
    .values(row)
    .onConflictDoUpdate({
      target: [giftAppointments.tenantId, giftAppointments.giftId],
      set: { hoursId: row.hoursId, onDate: row.onDate, bookedBy: row.bookedBy, bookedAt: row.bookedAt },
    });
}

/** Gives a gift's time back; false when it has none after the day. */
export async function removeAppointment(tx: Tx, giftId: string, after?: PlainDate): Promise<boolean> {
  const gone = await tx
    .delete(giftAppointments)
    .where(
      and(
        eq(giftAppointments.giftId, giftId),
        after ? sql`${giftAppointments.onDate} > ${after}::date` : undefined,
      ),
    )
    .returning({ giftId: giftAppointments.giftId });
  return gone.length > 0;
}

/** When a gift is brought, if that is agreed. */
export async function selectAppointment(tx: Tx, giftId: string) {
  const [found] = await tx
    .select({
      onDate: giftAppointments.onDate,
      hoursId: giftAppointments.hoursId,
      fromMinute: receptionHours.fromMinute,
      untilMinute: receptionHours.untilMinute,
      bookedBy: giftAppointments.bookedBy,
    })
    .from(giftAppointments)
    .innerJoin(receptionHours, eq(receptionHours.id, giftAppointments.hoursId))
    .where(eq(giftAppointments.giftId, giftId));
  return found;
}

const expectedShown = {
  giftId: gifts.id,
  entityId: gifts.entityId,
  reference: gifts.reference,
  status: gifts.status,
  donorName: donors.name,
  pledgedOn: gifts.pledgedOn,
};

/** What is brought on a day, in the order of the hours; what came already is among it. */
export async function selectDeliveries(tx: Tx, on: PlainDate) {
  return tx
    .select({
      ...expectedShown,
      fromMinute: receptionHours.fromMinute,
      untilMinute: receptionHours.untilMinute,
    })
    .from(giftAppointments)
    .innerJoin(receptionHours, eq(receptionHours.id, giftAppointments.hoursId))
    .innerJoin(gifts, eq(gifts.id, giftAppointments.giftId))
    .leftJoin(donors, eq(donors.id, gifts.donorId))
    .where(eq(giftAppointments.onDate, on))
    .orderBy(asc(receptionHours.fromMinute), asc(giftAppointments.bookedAt), asc(gifts.id))
    .limit(LIST_LIMIT);
}

/** What is still to be brought from a day on, by day. */
export async function selectBooked(tx: Tx, from: PlainDate) {
  return tx
    .select({ ...expectedShown, onDate: giftAppointments.onDate })
    .from(giftAppointments)
    .innerJoin(gifts, eq(gifts.id, giftAppointments.giftId))
    .leftJoin(donors, eq(donors.id, gifts.donorId))
    .where(and(gte(giftAppointments.onDate, from), eq(gifts.status, 'pledged')))
    .orderBy(asc(giftAppointments.onDate), asc(gifts.id))
    .limit(AHEAD_LIMIT);
}

/** Promised goods for which no time is agreed, or whose day is over and nothing came; the newest first. */
export async function selectUnbooked(
  tx: Tx,
  { today, before, limit }: { today: PlainDate; before?: string | undefined; limit: number },
) {
  return tx
    .select({ ...expectedShown, missedOn: giftAppointments.onDate })
    .from(gifts)
    .leftJoin(giftAppointments, eq(giftAppointments.giftId, gifts.id))
    .leftJoin(donors, eq(donors.id, gifts.donorId))
    .where(
      and(
        eq(gifts.kind, 'goods'),
        eq(gifts.status, 'pledged'),
        sql`(${giftAppointments.onDate} is null or ${giftAppointments.onDate} < ${today}::date)`,
        before ? lt(gifts.id, before) : undefined,
      ),
    )
    .orderBy(desc(gifts.id))
    .limit(limit);
}

/**
 * Goods promised at the public page and never brought, whose promise, or the day that was agreed instead, is of `by` or before; locked
 * until the transaction ends, the oldest first.
 */
export async function lockUnbrought(
  tx: Tx,
  { by, limit }: { by: PlainDate; limit: number },
): Promise<{ giftId: string; reference: string; donorId: string | null }[]> {
  const unbrought = and(
    eq(gifts.kind, 'goods'),
    eq(gifts.status, 'pledged'),
    eq(gifts.source, 'public'),
    sql`coalesce((select a.on_date from gift_appointments a where a.tenant_id = ${gifts.tenantId} and a.gift_id = ${gifts.id}),
      ${gifts.pledgedOn}) <= ${by}::date`,
  );
  const locked = await tx
    .select({ id: gifts.id })
    .from(gifts)
    .where(unbrought)
    .orderBy(asc(gifts.id))
    .limit(limit)
    .for('update');
  if (locked.length === 0) return [];
  // A time may have been agreed between the look and the lock: looked at again under the lock.
  return tx
    .select({ giftId: gifts.id, reference: gifts.reference, donorId: gifts.donorId })
    .from(gifts)
    .where(
      and(
        inArray(
          gifts.id,
          locked.map(({ id }) => id),
        ),
        unbrought,
      ),
    )
    .orderBy(asc(gifts.id))
    .limit(locked.length);
}
