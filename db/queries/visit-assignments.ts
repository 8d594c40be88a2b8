import { and, asc, count, eq, gt, gte, inArray, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { InstantCursor } from '~/domain/kernel/paging';
import { chunks } from '../chunks';
import { people } from '../schema/people';
import { visitAssignments, visitNeeds, visits } from '../schema/visits';
import { volunteers, volunteerTeamMembers, volunteerTeams } from '../schema/volunteers';
import type { Tx } from '../transaction';
import { lockVolunteers } from './volunteers';

/** States in which a volunteer is really engaged; the same as in the exclusion constraint. */
const ENGAGED = ['published', 'accepted', 'checked_in', 'done'];

const visitShown = {
  visitId: visits.id,
  assignmentId: visitAssignments.id,
  needId: visits.needId,
  planId: visits.planId,
  visitStatus: visits.status,
  fixed: visits.fixed,
  status: visitAssignments.status,
  startsAt: visitAssignments.startsAt,
  endsAt: visitAssignments.endsAt,
  travelMinutes: visitAssignments.travelMinutes,
  explanation: visitAssignments.explanation,
  declineReason: visitAssignments.declineReason,
  checkedInAt: visitAssignments.checkedInAt,
  checkedInBy: visitAssignments.checkedInBy,
  checkedOutBy: visitAssignments.checkedOutBy,
  checkInMetres: visitAssignments.checkInMetres,
  attendanceReason: visitAssignments.attendanceReason,
  attendanceRecordedBy: visitAssignments.attendanceRecordedBy,
  checkedOutAt: visitAssignments.checkedOutAt,
  record: visitAssignments.record,
  sequence: visitAssignments.sequence,
  changedAt: visitAssignments.changedAt,
  volunteerId: visitAssignments.volunteerId,
  volunteerName: people.name,
  volunteerNumber: volunteers.number,
  volunteerTown: volunteers.townCode,
  serviceKind: visitNeeds.serviceKind,
  place: visitNeeds.place,
  townCode: visitNeeds.townCode,
  latitude: visitNeeds.latitude,
  longitude: visitNeeds.longitude,
  outline: visitNeeds.outline,
  needPersonId: visitNeeds.personId,
  householdId: visitNeeds.householdId,
  requestedBy: visitNeeds.requestedBy,
};

export const assignmentsWithVisit = (tx: Tx) =>
  tx
    .select(visitShown)
    .from(visitAssignments)
    .innerJoin(
      visits,
      and(eq(visits.tenantId, visitAssignments.tenantId), eq(visits.id, visitAssignments.visitId)),
    )
    .innerJoin(visitNeeds, and(eq(visitNeeds.tenantId, visits.tenantId), eq(visitNeeds.id, visits.needId)))
    .innerJoin(
      volunteers,
      and(
        eq(volunteers.tenantId, visitAssignments.tenantId),
        eq(volunteers.id, visitAssignments.volunteerId),
      ),
    )
    .innerJoin(people, and(eq(people.tenantId, volunteers.tenantId), eq(people.id, volunteers.personId)));

/** Names of volunteers by id. */
export async function selectVolunteerNames(tx: Tx, ids: readonly string[]) {
  return tx
    .select({ id: volunteers.id, name: people.name, number: volunteers.number })
    .from(volunteers)
    .innerJoin(people, and(eq(people.tenantId, volunteers.tenantId), eq(people.id, volunteers.personId)))
    .where(inArray(volunteers.id, [...ids]));
}

/** Everybody who was to come to a visit, whatever became of it. */
export async function selectAssignmentsOfVisit(tx: Tx, visitId: string) {
  return assignmentsWithVisit(tx)
    .where(eq(visitAssignments.visitId, visitId))
    .orderBy(asc(people.name), asc(visitAssignments.id))
    .limit(100);
}

/** Those after where a page ended, in the order of their beginning. */
export const laterThan = ({ at, id }: InstantCursor) =>
  or(gt(visitAssignments.startsAt, at), and(eq(visitAssignments.startsAt, at), gt(visitAssignments.id, id)));

/** Published assignments of a time, for the coordinator's day. `townCode` narrows to one town. */
export async function selectAssignmentsBetween(
  tx: Tx,
  from: Date,
  until: Date,
  limit: number,
  { townCode, after }: { townCode?: string | undefined; after?: InstantCursor | undefined } = {},
) {
  return assignmentsWithVisit(tx)
    .where(
      and(
        gte(visitAssignments.startsAt, from),
        lt(visitAssignments.startsAt, until),
        sql`${visits.status} <> 'proposed'`,
        townCode ? eq(visitNeeds.townCode, townCode) : undefined,
        after && laterThan(after),
      ),
    )
    .orderBy(asc(visitAssignments.startsAt), asc(visitAssignments.id))
    .limit(limit);
}

/** What a volunteer has been asked to do or has done since `from`. */
export async function selectOwnAssignments(tx: Tx, volunteerId: string, from: Date, limit: number) {
  return assignmentsWithVisit(tx)
    .where(
      and(
        eq(visitAssignments.volunteerId, volunteerId),
        gte(visitAssignments.endsAt, from),
        sql`${visitAssignments.status} <> 'proposed'`,
      ),
    )
    .orderBy(asc(visitAssignments.startsAt))
    .limit(limit);
}

/** What the members of the teams that a volunteer leads are asked to do in a time; the leader's own too. */
export async function selectTeamAssignments(
  tx: Tx,
  { leaderId, from, until, limit }: { leaderId: string; from: Date; until: Date; limit: number },
) {
  const led = tx
    .select({ id: volunteerTeamMembers.volunteerId })
    .from(volunteerTeamMembers)
    .innerJoin(
      volunteerTeams,
      and(
        eq(volunteerTeams.tenantId, volunteerTeamMembers.tenantId),
        eq(volunteerTeams.id, volunteerTeamMembers.teamId),
      ),
    )
    .where(
      and(
        eq(volunteerTeams.leaderId, leaderId),
        isNull(volunteerTeams.endedOn),
        isNull(volunteerTeamMembers.endedOn),
        isNotNull(volunteerTeamMembers.agreedOn),
      ),
    );
  return assignmentsWithVisit(tx)
    .where(
      and(
        inArray(visitAssignments.volunteerId, led),
        gte(visitAssignments.startsAt, from),
        lt(visitAssignments.startsAt, until),
        sql`${visitAssignments.status} <> 'proposed'`,
      ),
    )
    .orderBy(asc(visitAssignments.startsAt), asc(visitAssignments.id))
    .limit(limit);
}

export async function selectAssignment(tx: Tx, id: string) {
  const [row] = await assignmentsWithVisit(tx).where(eq(visitAssignments.id, id));
  return row;
}

/** Locks an assignment so that two answers, or two check-ins, are told one after the other. */
export async function lockAssignment(tx: Tx, id: string) {
  await tx
    .select({ id: visitAssignments.id })
    .from(visitAssignments)
    .where(eq(visitAssignments.id, id))
    .for('update');
  return selectAssignment(tx, id);
}

export async function updateAssignment(
  tx: Tx,
  id: string,
  change: Partial<{
    status: string;
    declineReason: string;
    answeredAt: Date;
    checkedInAt: Date;
    checkedInBy: string;
    checkInMetres: number | null;
    checkedOutAt: Date;
    checkedOutBy: string;
    attendanceReason: string;
    attendanceRecordedBy: string;
    record: string;
  }>,
): Promise<void> {
  await tx.update(visitAssignments).set(change).where(eq(visitAssignments.id, id));
}

/** Frees whoever was to come to visits that are taken back; `begun` when somebody has been at one of them already, and is not freed. */
export async function releaseAssignments(
  tx: Tx,
  visitIds: readonly string[],
): Promise<{ released: { id: string; volunteerId: string }[]; begun: boolean }> {
  const ofThem = inArray(visitAssignments.visitId, [...visitIds]);
  const released = await tx
    .update(visitAssignments)
    .set({ status: 'cancelled' })
    .where(and(ofThem, inArray(visitAssignments.status, ['published', 'accepted'])))
    .returning({ id: visitAssignments.id, volunteerId: visitAssignments.volunteerId });
  const standing = await tx.$count(visitAssignments, and(ofThem, inArray(visitAssignments.status, ENGAGED)));
  return { released, begun: standing > 0 };
}

/** What the volunteers of assignments are told, and who they are. */
export async function selectAssignmentsToTell(tx: Tx, ids: readonly string[]) {
  const rows = [];
  for (const part of chunks(ids)) {
    rows.push(
      ...(await tx
        .select({
          assignmentId: visitAssignments.id,
          visitId: visitAssignments.visitId,
          volunteerId: visitAssignments.volunteerId,
          volunteerName: people.name,
          startsAt: visitAssignments.startsAt,
          endsAt: visitAssignments.endsAt,
          sequence: visitAssignments.sequence,
          place: visitNeeds.place,
        })
        .from(visitAssignments)
        .innerJoin(
          visits,
          and(eq(visits.tenantId, visitAssignments.tenantId), eq(visits.id, visitAssignments.visitId)),
        )
        .innerJoin(
          visitNeeds,
          and(eq(visitNeeds.tenantId, visits.tenantId), eq(visitNeeds.id, visits.needId)),
        )
        .innerJoin(
          volunteers,
          and(
            eq(volunteers.tenantId, visitAssignments.tenantId),
            eq(volunteers.id, visitAssignments.volunteerId),
          ),
        )
        .innerJoin(people, and(eq(people.tenantId, volunteers.tenantId), eq(people.id, volunteers.personId)))
        .where(inArray(visitAssignments.id, part))),
    );
  }
  return rows;
}

/** Assignments that begin in a time and are in one of the states, earliest first. */
export async function selectAssignmentIdsBetween(
  tx: Tx,
  { from, until, statuses, limit }: { from: Date; until: Date; statuses: readonly string[]; limit: number },
): Promise<string[]> {
  const rows = await tx
    .select({ id: visitAssignments.id })
    .from(visitAssignments)
    .where(
      and(
        gte(visitAssignments.startsAt, from),
        lt(visitAssignments.startsAt, until),
        inArray(visitAssignments.status, [...statuses]),
      ),
    )
    .orderBy(asc(visitAssignments.startsAt), asc(visitAssignments.id))
    .limit(limit);
  return rows.map((row) => row.id);
}

/** Assignments of one visit that still stand. */
export async function countStanding(tx: Tx, visitId: string): Promise<{ standing: number; done: number }> {
  const rows = await tx
    .select({ status: visitAssignments.status, number: count() })
    .from(visitAssignments)
    .where(eq(visitAssignments.visitId, visitId))
    .groupBy(visitAssignments.status);
  const of = (statuses: readonly string[]) =>
    rows.filter((row) => statuses.includes(row.status)).reduce((sum, row) => sum + row.number, 0);
  return { standing: of(ENGAGED), done: of(['done']) };
}

/** Who is to come to a visit. */
export async function selectTeam(tx: Tx, visitId: string) {
  return tx
    .select({ id: visitAssignments.id, volunteerId: visitAssignments.volunteerId, name: people.name })
    .from(visitAssignments)
    .innerJoin(
      volunteers,
      and(
        eq(volunteers.tenantId, visitAssignments.tenantId),
        eq(volunteers.id, visitAssignments.volunteerId),
      ),
    )
    .innerJoin(people, and(eq(people.tenantId, volunteers.tenantId), eq(people.id, volunteers.personId)))
    .where(and(eq(visitAssignments.visitId, visitId), eq(visitAssignments.status, 'proposed')))
    .orderBy(asc(visitAssignments.id));
}

/** What volunteers are promised elsewhere in a time, with the place, for planning around it. */
export async function selectEngagements(tx: Tx, from: Date, until: Date, limit: number) {
  return tx
    .select({
      visitId: visits.id,
      volunteerId: visitAssignments.volunteerId,
      startsAt: visitAssignments.startsAt,
      endsAt: visitAssignments.endsAt,
      latitude: visitNeeds.latitude,
      longitude: visitNeeds.longitude,
    })
    .from(visitAssignments)
    .innerJoin(
      visits,
      and(eq(visits.tenantId, visitAssignments.tenantId), eq(visits.id, visitAssignments.visitId)),
    )
    .innerJoin(visitNeeds, and(eq(visitNeeds.tenantId, visits.tenantId), eq(visitNeeds.id, visits.needId)))
    .where(
      and(
        inArray(visitAssignments.status, ENGAGED),
        gte(visitAssignments.startsAt, from),
        lt(visitAssignments.startsAt, until),
      ),
    )
    .limit(limit);
}

/**
 * What volunteers are promised in a time, each with who and where, in the order of time. The volunteers are locked until the
 * transaction ends: two who promise them something on one day see each other's promise.
 */
export async function lockDays(
  tx: Tx,
  { volunteerIds, from, until }: { volunteerIds: readonly string[]; from: Date; until: Date },
) {
  const rows = [];
  for (const part of chunks([...new Set(volunteerIds)].sort())) {
    await lockVolunteers(tx, part);
    rows.push(
      ...(await tx
        .select({
          visitId: visitAssignments.visitId,
          planId: visits.planId,
          volunteerId: visitAssignments.volunteerId,
          name: people.name,
          startsAt: visitAssignments.startsAt,
          endsAt: visitAssignments.endsAt,
          place: visitNeeds.place,
          latitude: visitNeeds.latitude,
          longitude: visitNeeds.longitude,
        })
        .from(visitAssignments)
        .innerJoin(
          visits,
          and(eq(visits.tenantId, visitAssignments.tenantId), eq(visits.id, visitAssignments.visitId)),
        )
        .innerJoin(
          visitNeeds,
          and(eq(visitNeeds.tenantId, visits.tenantId), eq(visitNeeds.id, visits.needId)),
        )
        .innerJoin(
          volunteers,
          and(
            eq(volunteers.tenantId, visitAssignments.tenantId),
            eq(volunteers.id, visitAssignments.volunteerId),
          ),
        )
        .innerJoin(people, and(eq(people.tenantId, volunteers.tenantId), eq(people.id, volunteers.personId)))
        .where(
          and(
            inArray(visitAssignments.volunteerId, part),
            inArray(visitAssignments.status, ENGAGED),
            gte(visitAssignments.startsAt, from),
            lt(visitAssignments.startsAt, until),
          ),
        )
        .orderBy(asc(visitAssignments.volunteerId), asc(visitAssignments.startsAt))),
    );
  }
  return rows;
}

/** What a volunteer was asked to do since `since`, as their calendar is told of it, in order. */
export async function selectCalendarEntries(
  tx: Tx,
  { volunteerId, since, limit }: { volunteerId: string; since: Date; limit: number },
) {
  return tx
    .select({
      assignmentId: visitAssignments.id,
      startsAt: visitAssignments.startsAt,
      endsAt: visitAssignments.endsAt,
      status: visitAssignments.status,
      sequence: visitAssignments.sequence,
      changedAt: visitAssignments.changedAt,
      serviceKind: visitNeeds.serviceKind,
      place: visitNeeds.place,
    })
    .from(visitAssignments)
    .innerJoin(
      visits,
      and(eq(visits.tenantId, visitAssignments.tenantId), eq(visits.id, visitAssignments.visitId)),
    )
    .innerJoin(visitNeeds, and(eq(visitNeeds.tenantId, visits.tenantId), eq(visitNeeds.id, visits.needId)))
    .where(
      and(
        eq(visitAssignments.volunteerId, volunteerId),
        gte(visitAssignments.endsAt, since),
        ne(visitAssignments.status, 'proposed'),
      ),
    )
    .orderBy(asc(visitAssignments.startsAt), asc(visitAssignments.id))
    .limit(limit);
}

/** What a volunteer has promised or is asked, and that begins from `from` on and before `until`. */
export async function selectAssignmentsAhead(
  tx: Tx,
  { volunteerId, from, until, limit }: { volunteerId: string; from: Date; until?: Date; limit: number },
) {
  return tx
    .select({ id: visitAssignments.id, visitId: visitAssignments.visitId })
    .from(visitAssignments)
    .where(
      and(
        eq(visitAssignments.volunteerId, volunteerId),
        inArray(visitAssignments.status, ['published', 'accepted']),
        gte(visitAssignments.startsAt, from),
        until ? lt(visitAssignments.startsAt, until) : undefined,
      ),
    )
    .orderBy(asc(visitAssignments.startsAt), asc(visitAssignments.id))
    .limit(limit);
}
