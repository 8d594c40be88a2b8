import { and, asc, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import { visitAssignments, visitNeeds, visits } from '../schema/visits';
import type { Tx } from '../transaction';
import { assignmentsWithVisit } from './visit-assignments';

/** Another time, and whether a plan may move it. */
export async function updateVisit(
  tx: Tx,
  id: string,
  change: Partial<{ startsAt: Date; endsAt: Date; fixed: boolean }>,
): Promise<void> {
  await tx.update(visits).set(change).where(eq(visits.id, id));
}

export async function updateVisitStatus(tx: Tx, ids: readonly string[], status: string): Promise<void> {
  await tx
    .update(visits)
    .set({ status })
    .where(inArray(visits.id, [...ids]));
}

/** How many published visits begin in a time. */
export async function countPublishedBetween(tx: Tx, from: Date, until: Date): Promise<number> {
  return tx.$count(
    visits,
    and(eq(visits.status, 'published'), gte(visits.startsAt, from), lt(visits.startsAt, until)),
  );
}

/** Published visits that begin in a time and that nobody has been to yet, with who is to come. */
export async function selectMovableVisits(tx: Tx, from: Date, until: Date, limit: number) {
  return tx
    .select({
      id: visits.id,
      needId: visits.needId,
      startsAt: visits.startsAt,
      fixed: visits.fixed,
      // Empty where everybody has declined.
      volunteerIds: sql<
        string[]
      >`coalesce(array_agg(${visitAssignments.volunteerId}::text order by ${visitAssignments.id})
        filter (where ${visitAssignments.status} in ('published', 'accepted')), '{}')`,
    })
    .from(visits)
    .innerJoin(
      visitAssignments,
      and(eq(visitAssignments.tenantId, visits.tenantId), eq(visitAssignments.visitId, visits.id)),
    )
    .where(and(eq(visits.status, 'published'), gte(visits.startsAt, from), lt(visits.startsAt, until)))
    .groupBy(visits.id, visits.needId, visits.startsAt, visits.fixed)
    .having(sql`count(*) filter (where ${visitAssignments.status} in ('checked_in', 'done')) = 0`)
    .orderBy(asc(visits.startsAt), asc(visits.id))
    .limit(limit);
}

/** A visit with its need and who is to come, locked until the transaction ends. */
export async function lockVisit(tx: Tx, id: string) {
  const [visit] = await tx
    .select({
      id: visits.id,
      needId: visits.needId,
      planId: visits.planId,
      startsAt: visits.startsAt,
      endsAt: visits.endsAt,
      status: visits.status,
      fixed: visits.fixed,
    })
    .from(visits)
    .where(eq(visits.id, id))
    .for('update');
  return visit;
}

export async function selectVisit(tx: Tx, id: string) {
  const [visit] = await assignmentsWithVisit(tx).where(eq(visits.id, id)).limit(1);
  return visit;
}

/** Whose visits they are. */
type VisitedBy = { readonly personId: string } | { readonly householdId: string };

/** Assignments of visits to a person or household that stand: those that begin from `now` on in the order of time, or those before, the latest first. */
export async function selectVisitsOf(
  tx: Tx,
  { now, past, limit, ...whose }: VisitedBy & { now: Date; past: boolean; limit: number },
) {
  return assignmentsWithVisit(tx)
    .where(
      and(
        'personId' in whose
          ? eq(visitNeeds.personId, whose.personId)
          : eq(visitNeeds.householdId, whose.householdId),
        inArray(visitAssignments.status, ['published', 'accepted', 'checked_in', 'done']),
        past ? lt(visitAssignments.startsAt, now) : gte(visitAssignments.startsAt, now),
      ),
    )
    .orderBy(
      past ? desc(visitAssignments.startsAt) : asc(visitAssignments.startsAt),
      asc(visitAssignments.id),
    )
    .limit(limit);
}
