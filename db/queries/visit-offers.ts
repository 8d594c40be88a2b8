import { and, asc, eq, inArray, lt, sql } from 'drizzle-orm';
import { groupedBy } from '~/domain/kernel/grouped';
import { newId } from '../new-id';
import { people } from '../schema/people';
import { visitAssignments, visitNeeds, visitOffers, visits } from '../schema/visits';
import { volunteers } from '../schema/volunteers';
import type { Tx } from '../transaction';

/** A visit with its need, locked until the transaction ends, so that its places are given one after the other. */
export async function lockVisit(tx: Tx, id: string) {
  await tx.select({ id: visits.id }).from(visits).where(eq(visits.id, id)).for('update');
  return selectVisit(tx, id);
}

export async function selectVisit(tx: Tx, id: string) {
  const [row] = await tx
    .select({
      id: visits.id,
      needId: visits.needId,
      status: visits.status,
      startsAt: visits.startsAt,
      endsAt: visits.endsAt,
      place: visitNeeds.place,
      townCode: visitNeeds.townCode,
      latitude: visitNeeds.latitude,
      longitude: visitNeeds.longitude,
      outline: visitNeeds.outline,
      serviceKind: visitNeeds.serviceKind,
      skill: visitNeeds.skill,
      durationMinutes: visitNeeds.durationMinutes,
      volunteersNeeded: visitNeeds.volunteersNeeded,
      sameVolunteers: visitNeeds.sameVolunteers,
      afterNeedId: visitNeeds.afterNeedId,
      afterMinMinutes: visitNeeds.afterMinMinutes,
      afterMaxMinutes: visitNeeds.afterMaxMinutes,
    })
    .from(visits)
    .innerJoin(visitNeeds, and(eq(visitNeeds.tenantId, visits.tenantId), eq(visitNeeds.id, visits.needId)))
    .where(eq(visits.id, id));
  return row;
}

/** Beginnings of the promised visits of the needs that this one follows or that follow it. */
export async function selectPairStarts(
  tx: Tx,
  { needId, afterNeedId }: { needId: string; afterNeedId: string | null },
) {
  return tx
    .select({
      needId: visits.needId,
      startsAt: visits.startsAt,
      afterNeedId: visitNeeds.afterNeedId,
      afterMinMinutes: visitNeeds.afterMinMinutes,
      afterMaxMinutes: visitNeeds.afterMaxMinutes,
    })
    .from(visits)
    .innerJoin(visitNeeds, and(eq(visitNeeds.tenantId, visits.tenantId), eq(visitNeeds.id, visits.needId)))
    .where(
      and(
        inArray(visits.status, ['published', 'done']),
        sql`(${visitNeeds.afterNeedId} = ${needId} or ${visits.needId} = ${afterNeedId})`,
      ),
    );
}

/** Moves a visit; whoever was to come is asked anew. The exclusion constraint refuses to put somebody in two places. */
export async function moveVisitTo(
  tx: Tx,
  id: string,
  time: { startsAt: Date; endsAt: Date },
): Promise<string[]> {
  await tx.update(visits).set(time).where(eq(visits.id, id));
  const moved = await tx
    .update(visitAssignments)
    .set({ ...time, status: 'published', answeredAt: null })
    .where(and(eq(visitAssignments.visitId, id), inArray(visitAssignments.status, ['published', 'accepted'])))
    .returning({ id: visitAssignments.id });
  return moved.map((row) => row.id);
}

/** Gives somebody who accepted a place at a visit; who was there before and left has the same assignment again. */
export async function fillPlace(
  tx: Tx,
  row: {
    visitId: string;
    volunteerId: string;
    startsAt: Date;
    endsAt: Date;
    travelMinutes: number;
    explanation: unknown;
    answeredAt: Date;
  },
): Promise<string> {
  const { visitId: _visit, volunteerId: _volunteer, ...again } = row;
  const [written] = await tx
    .insert(visitAssignments)
    .values({ id: newId(), ...row, status: 'accepted' })
    .onConflictDoUpdate({
      target: [visitAssignments.tenantId, visitAssignments.visitId, visitAssignments.volunteerId],
      set: { ...again, status: 'accepted', declineReason: null },
    })
    .returning({ id: visitAssignments.id });
  return written?.id as string;
}

/** Asks a volunteer; undefined when they are asked already or stand by. */
export async function insertOffer(
  tx: Tx,
  row: Omit<typeof visitOffers.$inferInsert, 'tenantId' | 'id' | 'status' | 'answeredAt'>,
): Promise<string | undefined> {
  const [written] = await tx
    .insert(visitOffers)
    .values({ id: newId(), status: 'open', ...row })
    .onConflictDoNothing()
    .returning({ id: visitOffers.id });
  return written?.id;
}

export async function selectOffer(tx: Tx, id: string) {
  const [row] = await tx.select().from(visitOffers).where(eq(visitOffers.id, id));
  return row;
}

export async function updateOffers(
  tx: Tx,
  ids: readonly string[],
  change: { status: 'open' | 'accepted' | 'standby' | 'declined'; answeredAt?: Date },
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(visitOffers)
    .set(change)
    .where(inArray(visitOffers.id, [...ids]));
}

/** Closes what was asked about visits and not answered, or stands by for them; each visit of which something was closed, with it. */
export async function closeOffers(tx: Tx, visitIds: readonly string[]) {
  const closed = await tx
    .update(visitOffers)
    .set({ status: 'closed' })
    .where(and(inArray(visitOffers.visitId, [...visitIds]), inArray(visitOffers.status, ['open', 'standby'])))
    .returning({ id: visitOffers.id, visitId: visitOffers.visitId, volunteerId: visitOffers.volunteerId });
  if (closed.length === 0) return [];
  const offersOf = groupedBy(closed, (one) => one.visitId);
  const rows = await tx
    .select({ id: visits.id, startsAt: visits.startsAt, endsAt: visits.endsAt, place: visitNeeds.place })
    .from(visits)
    .innerJoin(visitNeeds, and(eq(visitNeeds.tenantId, visits.tenantId), eq(visitNeeds.id, visits.needId)))
    .where(inArray(visits.id, [...offersOf.keys()]));
  return rows.map(({ id, ...visit }) => ({ ...visit, offers: offersOf.get(id) ?? [] }));
}

/** Everybody who was asked about a visit, in the order in which they were asked; those who stand by in the order of their answers. */
export async function selectOffersOf(tx: Tx, visitId: string) {
  return tx
    .select({
      id: visitOffers.id,
      volunteerId: visitOffers.volunteerId,
      volunteerName: people.name,
      status: visitOffers.status,
      travelMinutes: visitOffers.travelMinutes,
      askedAt: visitOffers.askedAt,
      answeredAt: visitOffers.answeredAt,
    })
    .from(visitOffers)
    .innerJoin(
      volunteers,
      and(eq(volunteers.tenantId, visitOffers.tenantId), eq(volunteers.id, visitOffers.volunteerId)),
    )
    .innerJoin(people, and(eq(people.tenantId, volunteers.tenantId), eq(people.id, volunteers.personId)))
    .where(eq(visitOffers.visitId, visitId))
    .orderBy(
      sql`${visitOffers.status} = 'standby' desc`,
      asc(visitOffers.answeredAt),
      asc(visitOffers.askedAt),
      asc(visitOffers.id),
    )
    .limit(100);
}

/** What a volunteer was asked and can still answer, or stands by for, soonest first; with `until`, of visits that begin before it. */
export async function selectOffersTo(tx: Tx, volunteerId: string, now: Date, until?: Date) {
  return tx
    .select({
      id: visitOffers.id,
      visitId: visitOffers.visitId,
      status: visitOffers.status,
      travelMinutes: visitOffers.travelMinutes,
      startsAt: visits.startsAt,
      endsAt: visits.endsAt,
      place: visitNeeds.place,
      outline: visitNeeds.outline,
      serviceKind: visitNeeds.serviceKind,
    })
    .from(visitOffers)
    .innerJoin(
      visits,
      and(
        eq(visits.tenantId, visitOffers.tenantId),
        eq(visits.id, visitOffers.visitId),
        eq(visits.status, 'published'),
      ),
    )
    .innerJoin(visitNeeds, and(eq(visitNeeds.tenantId, visits.tenantId), eq(visitNeeds.id, visits.needId)))
    .where(
      and(
        eq(visitOffers.volunteerId, volunteerId),
        inArray(visitOffers.status, ['open', 'standby']),
        sql`${visits.startsAt} > ${now.toISOString()}::timestamptz`,
        until && lt(visits.startsAt, until),
      ),
    )
    .orderBy(asc(visits.startsAt), asc(visitOffers.id))
    .limit(50);
}

/** Visits ahead that lack volunteers, soonest first. */
export async function selectVacancies(tx: Tx, now: Date, limit: number) {
  return tx
    .select({
      visitId: visits.id,
      startsAt: visits.startsAt,
      endsAt: visits.endsAt,
      place: visitNeeds.place,
      outline: visitNeeds.outline,
      volunteersNeeded: visitNeeds.volunteersNeeded,
      standing: sql<number>`(${standingOf})::int`,
    })
    .from(visits)
    .innerJoin(visitNeeds, and(eq(visitNeeds.tenantId, visits.tenantId), eq(visitNeeds.id, visits.needId)))
    .where(
      and(
        eq(visits.status, 'published'),
        sql`${visits.startsAt} > ${now.toISOString()}::timestamptz`,
        sql`(${standingOf}) < ${visitNeeds.volunteersNeeded}`,
      ),
    )
    .orderBy(asc(visits.startsAt), asc(visits.id))
    .limit(limit);
}

/**
 * How many stand by a visit. The state is told apart in what is counted and not in what is looked up, so that no index of
 * those states alone is taken for one of the visit: read whole for each of 10,000 visits it takes minutes.
 */
const standingOf = sql`select count(*) filter (where a.status in ('published', 'accepted', 'checked_in', 'done'))
  from visit_assignments a where a.tenant_id = ${visits.tenantId} and a.visit_id = ${visits.id}`;
