import { and, asc, count, desc, eq, gte, inArray, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { chunks } from '../chunks';
import { newId } from '../new-id';
import { people } from '../schema/people';
import { visitAssignments, visitNeeds, visitPlans, visits, visitWindows } from '../schema/visits';
import { volunteers, volunteerTeamMembers, volunteerTeams } from '../schema/volunteers';
import { open, type Sealed, seal } from '../sealed';
import type { Tx } from '../transaction';

const ADDRESS = 'visit_needs.address_sealed';

/** States in which a volunteer is really engaged; the same as in the exclusion constraint. */
const ENGAGED = ['published', 'accepted', 'checked_in', 'done'];

export interface NewNeed {
  readonly externalKey?: string;
  readonly personId?: string | null;
  readonly place: string;
  /** Exact address in the clear; sealed on the way in. */
  readonly address?: string;
  readonly townCode: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly serviceKind: string;
  readonly skill?: string | null;
  readonly durationMinutes: number;
  readonly volunteersNeeded: number;
  readonly outline: string;
  readonly requestedAt: Date;
  readonly requestedBy: string;
  readonly householdId?: string | null;
  readonly priority: number;
  readonly sameVolunteers: boolean;
  readonly afterNeedId?: string;
  readonly afterMinMinutes?: number;
  readonly afterMaxMinutes?: number;
  readonly seriesId?: string;
  readonly seriesOn?: PlainDate;
  readonly windows: readonly {
    readonly date: string;
    readonly fromMinute: number;
    readonly untilMinute: number;
  }[];
}

/** Writes needs with their windows; those known already by external key, or by series and day, are left as they are. Answers what is new. */
export async function insertNeeds(
  tx: Tx,
  needs: readonly NewNeed[],
): Promise<{ id: string; externalKey: string | null; seriesOn: PlainDate | null }[]> {
  if (needs.length === 0) return [];
  const rows = needs.map(({ windows, address, ...need }) => ({
    ...need,
    id: newId(),
    status: 'open',
    addressSealed: address ? seal(ADDRESS, address) : null,
    windows,
  }));
  const written = await tx
    .insert(visitNeeds)
    .values(rows.map(({ windows: _, ...row }) => row))
    .onConflictDoNothing()
    .returning({ id: visitNeeds.id, externalKey: visitNeeds.externalKey, seriesOn: visitNeeds.seriesOn });
  const added = new Set(written.map((row) => row.id));
  const windows = rows
    .filter((row) => added.has(row.id))
    .flatMap((row) =>
      row.windows.map(({ date, ...minutes }) => ({ needId: row.id, onDate: date, ...minutes })),
    );
  if (windows.length > 0) await tx.insert(visitWindows).values(windows);
  return written;
}

const needShown = {
  id: visitNeeds.id,
  personId: visitNeeds.personId,
  personName: people.name,
  place: visitNeeds.place,
  townCode: visitNeeds.townCode,
  latitude: visitNeeds.latitude,
  longitude: visitNeeds.longitude,
  serviceKind: visitNeeds.serviceKind,
  skill: visitNeeds.skill,
  durationMinutes: visitNeeds.durationMinutes,
  volunteersNeeded: visitNeeds.volunteersNeeded,
  outline: visitNeeds.outline,
  status: visitNeeds.status,
  requestedAt: visitNeeds.requestedAt,
  requestedBy: visitNeeds.requestedBy,
  householdId: visitNeeds.householdId,
  priority: visitNeeds.priority,
  sameVolunteers: visitNeeds.sameVolunteers,
  afterNeedId: visitNeeds.afterNeedId,
  afterMinMinutes: visitNeeds.afterMinMinutes,
  afterMaxMinutes: visitNeeds.afterMaxMinutes,
  seriesId: visitNeeds.seriesId,
  seriesOn: visitNeeds.seriesOn,
  cancelReason: visitNeeds.cancelReason,
  hasAddress: sql<boolean>`${visitNeeds.addressSealed} is not null`,
};

const needPerson = and(eq(people.tenantId, visitNeeds.tenantId), eq(people.id, visitNeeds.personId));

/** Needs by state, the urgent first, then those asked for before the others. `townCode` narrows to one town. */
export async function selectNeeds(
  tx: Tx,
  {
    status,
    townCode,
    personId,
    limit,
  }: { status?: string; townCode?: string; personId?: string; limit: number },
) {
  return tx
    .select(needShown)
    .from(visitNeeds)
    .leftJoin(people, needPerson)
    .where(
      and(
        status ? eq(visitNeeds.status, status) : undefined,
        townCode ? eq(visitNeeds.townCode, townCode) : undefined,
        personId ? eq(visitNeeds.personId, personId) : undefined,
      ),
    )
    .orderBy(asc(visitNeeds.priority), asc(visitNeeds.requestedAt), asc(visitNeeds.id))
    .limit(limit);
}

export async function selectNeed(tx: Tx, id: string) {
  const [row] = await tx
    .select(needShown)
    .from(visitNeeds)
    .leftJoin(people, needPerson)
    .where(eq(visitNeeds.id, id));
  return row;
}

/** A need, locked until the transaction ends. */
export async function lockNeed(tx: Tx, id: string) {
  await tx.select({ id: visitNeeds.id }).from(visitNeeds).where(eq(visitNeeds.id, id)).for('update');
  return selectNeed(tx, id);
}

/** The need whose visit follows that of another and still may be. */
export async function selectFollower(tx: Tx, needId: string) {
  const [row] = await tx
    .select({ id: visitNeeds.id, outline: visitNeeds.outline })
    .from(visitNeeds)
    .where(and(eq(visitNeeds.afterNeedId, needId), ne(visitNeeds.status, 'cancelled')));
  return row;
}

/** Changes a need; a new address is sealed, `windows` replace those there were. */
export async function updateNeed(
  tx: Tx,
  id: string,
  {
    windows,
    address,
    ...change
  }: Partial<Omit<NewNeed, 'externalKey' | 'requestedAt' | 'requestedBy' | 'seriesId'>>,
): Promise<void> {
  await tx
    .update(visitNeeds)
    .set({
      ...change,
      // What a change does not name any more is gone: skill and pair.
      skill: change.skill ?? null,
      afterNeedId: change.afterNeedId ?? null,
      afterMinMinutes: change.afterMinMinutes ?? null,
      afterMaxMinutes: change.afterMaxMinutes ?? null,
      ...(address ? { addressSealed: seal(ADDRESS, address) } : {}),
    })
    .where(eq(visitNeeds.id, id));
  if (!windows) return;
  await tx.delete(visitWindows).where(eq(visitWindows.needId, id));
  await tx
    .insert(visitWindows)
    .values(windows.map(({ date, ...minutes }) => ({ needId: id, onDate: date, ...minutes })));
}

/** Takes needs back for a reason; what was to follow one of them is on its own from now on. */
export async function cancelNeeds(tx: Tx, ids: readonly string[], reason: string): Promise<void> {
  await tx
    .update(visitNeeds)
    .set({ status: 'cancelled', cancelReason: reason })
    .where(inArray(visitNeeds.id, [...ids]));
  await tx
    .update(visitNeeds)
    .set({ afterNeedId: null, afterMinMinutes: null, afterMaxMinutes: null })
    .where(and(inArray(visitNeeds.afterNeedId, [...ids]), ne(visitNeeds.status, 'cancelled')));
}

/** The visit that was promised for a need and has not been taken back. */
export async function selectPromisedVisits(tx: Tx, needIds: readonly string[]) {
  return tx
    .select({
      id: visits.id,
      needId: visits.needId,
      status: visits.status,
      startsAt: visits.startsAt,
      endsAt: visits.endsAt,
    })
    .from(visits)
    .where(and(inArray(visits.needId, [...needIds]), inArray(visits.status, ['published', 'done'])));
}

/** Who came before: to a visit of the same series, person or household, or without those of the same place; with how often. */
export async function selectVolunteersBefore(
  tx: Tx,
  needIds: readonly string[],
): Promise<{ needId: string; volunteerId: string; times: number }[]> {
  if (needIds.length === 0) return [];
  const before = alias(visitNeeds, 'before');
  return tx
    .select({ needId: visitNeeds.id, volunteerId: visitAssignments.volunteerId, times: count() })
    .from(visitNeeds)
    .innerJoin(
      before,
      and(
        eq(before.tenantId, visitNeeds.tenantId),
        eq(before.status, 'done'),
        or(
          eq(before.seriesId, visitNeeds.seriesId),
          eq(before.personId, visitNeeds.personId),
          eq(before.householdId, visitNeeds.householdId),
          and(
            sql`num_nonnulls(${visitNeeds.personId}, ${visitNeeds.householdId}, ${visitNeeds.seriesId}) = 0`,
            eq(before.townCode, visitNeeds.townCode),
            eq(before.place, visitNeeds.place),
          ),
        ),
      ),
    )
    .innerJoin(visits, and(eq(visits.tenantId, before.tenantId), eq(visits.needId, before.id)))
    .innerJoin(
      visitAssignments,
      and(
        eq(visitAssignments.tenantId, visits.tenantId),
        eq(visitAssignments.visitId, visits.id),
        eq(visitAssignments.status, 'done'),
      ),
    )
    .where(inArray(visitNeeds.id, [...needIds]))
    .groupBy(visitNeeds.id, visitAssignments.volunteerId);
}

/** Windows of several needs at once, earliest first. */
export async function selectWindows(tx: Tx, needIds: readonly string[]) {
  return tx
    .select({
      needId: visitWindows.needId,
      date: visitWindows.onDate,
      fromMinute: visitWindows.fromMinute,
      untilMinute: visitWindows.untilMinute,
    })
    .from(visitWindows)
    .where(inArray(visitWindows.needId, [...needIds]))
    .orderBy(asc(visitWindows.onDate), asc(visitWindows.fromMinute));
}

/** Open needs with a window in the half-open range of days. */
export async function selectOpenNeedsBetween(tx: Tx, from: string, until: string, limit: number) {
  return tx
    .select(needShown)
    .from(visitNeeds)
    .leftJoin(people, needPerson)
    .where(
      and(
        eq(visitNeeds.status, 'open'),
        sql`exists (select 1 from visit_windows w where w.tenant_id = ${visitNeeds.tenantId} and w.need_id = ${visitNeeds.id}
          and w.on_date >= ${from} and w.on_date < ${until})`,
      ),
    )
    .orderBy(asc(visitNeeds.requestedAt), asc(visitNeeds.id))
    .limit(limit);
}

export async function updateNeedStatus(tx: Tx, ids: readonly string[], status: string): Promise<void> {
  await tx
    .update(visitNeeds)
    .set({ status })
    .where(inArray(visitNeeds.id, [...ids]));
}

export async function insertPlan(
  tx: Tx,
  row: {
    fromDate: string;
    untilDate: string;
    requestedBy: string;
    requestedAt: Date;
    basedOnId?: string;
    movesPublished: boolean;
  },
): Promise<string> {
  const id = newId();
  await tx.insert(visitPlans).values({ id, status: 'requested', ...row });
  return id;
}

const planShown = {
  id: visitPlans.id,
  fromDate: visitPlans.fromDate,
  untilDate: visitPlans.untilDate,
  status: visitPlans.status,
  unmet: visitPlans.unmet,
  requestedBy: visitPlans.requestedBy,
  requestedAt: visitPlans.requestedAt,
  madeAt: visitPlans.madeAt,
  publishedAt: visitPlans.publishedAt,
  progress: visitPlans.progress,
  stopRequestedAt: visitPlans.stopRequestedAt,
  totals: visitPlans.totals,
  basedOnId: visitPlans.basedOnId,
  movesPublished: visitPlans.movesPublished,
};

/** A plan, locked until the transaction ends, so that it is made and published once. */
export async function lockPlan(tx: Tx, id: string) {
  const [row] = await tx.select(planShown).from(visitPlans).where(eq(visitPlans.id, id)).for('update');
  return row;
}

export async function selectPlan(tx: Tx, id: string) {
  const [row] = await tx.select(planShown).from(visitPlans).where(eq(visitPlans.id, id));
  return row;
}

export async function selectPlans(tx: Tx, limit: number) {
  return tx.select(planShown).from(visitPlans).orderBy(desc(visitPlans.requestedAt)).limit(limit);
}

export async function updatePlan(
  tx: Tx,
  id: string,
  change: Partial<{
    status: string;
    unmet: unknown;
    totals: unknown;
    madeAt: Date;
    publishedAt: Date;
    progress: number;
    stopRequestedAt: Date;
  }>,
): Promise<void> {
  await tx.update(visitPlans).set(change).where(eq(visitPlans.id, id));
}

/** How far a plan has come that is still being made; one that was made meanwhile stays as it is. */
export async function noteProgress(tx: Tx, id: string, progress: number): Promise<void> {
  await tx
    .update(visitPlans)
    .set({ progress })
    .where(and(eq(visitPlans.id, id), eq(visitPlans.status, 'requested'), lt(visitPlans.progress, progress)));
}

export interface NewVisit {
  readonly needId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly fixed: boolean;
  /** The published visit in whose place it would come. */
  readonly replacesId: string | null;
  readonly assignments: readonly {
    readonly volunteerId: string;
    readonly travelMinutes: number;
    readonly explanation: unknown;
  }[];
}

/** Writes the proposed visits of a plan. */
export async function insertProposals(tx: Tx, planId: string, proposals: readonly NewVisit[]): Promise<void> {
  for (const some of chunks(proposals)) {
    const rows = some.map((proposal) => ({ ...proposal, id: newId() }));
    await tx
      .insert(visits)
      .values(rows.map(({ assignments: _, ...row }) => ({ ...row, planId, status: 'proposed' })));
    const assignments = rows.flatMap(({ id: visitId, startsAt, endsAt, assignments }) =>
      assignments.map((one) => ({ id: newId(), visitId, startsAt, endsAt, status: 'proposed', ...one })),
    );
    for (const part of chunks(assignments)) await tx.insert(visitAssignments).values(part);
  }
}

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

const assignmentsWithVisit = (tx: Tx) =>
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

/** Assignments of a plan in order of time, or those of it that begin in a range. */
export async function selectPlanAssignments(
  tx: Tx,
  planId: string,
  limit: number,
  range?: { from: Date; until: Date },
) {
  return assignmentsWithVisit(tx)
    .where(
      and(
        eq(visits.planId, planId),
        range && gte(visits.startsAt, range.from),
        range && lt(visits.startsAt, range.until),
      ),
    )
    .orderBy(asc(visitAssignments.startsAt), asc(visitAssignments.id))
    .limit(limit);
}

/** Everybody who was to come to a visit, whatever became of it. */
export async function selectAssignmentsOfVisit(tx: Tx, visitId: string) {
  return assignmentsWithVisit(tx)
    .where(eq(visitAssignments.visitId, visitId))
    .orderBy(asc(people.name), asc(visitAssignments.id))
    .limit(100);
}

/** Published assignments of a time, for the coordinator's day. */
export async function selectAssignmentsBetween(tx: Tx, from: Date, until: Date, limit: number) {
  return assignmentsWithVisit(tx)
    .where(
      and(
        gte(visitAssignments.startsAt, from),
        lt(visitAssignments.startsAt, until),
        sql`${visits.status} <> 'proposed'`,
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

/** Another time, and whether a plan may move it. */
export async function updateVisit(
  tx: Tx,
  id: string,
  change: Partial<{ startsAt: Date; endsAt: Date; fixed: boolean }>,
): Promise<void> {
  await tx.update(visits).set(change).where(eq(visits.id, id));
}

/** Who is to come to a proposed visit instead of those before. */
export async function replaceTeam(
  tx: Tx,
  visitId: string,
  team: readonly {
    volunteerId: string;
    startsAt: Date;
    endsAt: Date;
    travelMinutes: number;
    explanation: unknown;
  }[],
): Promise<void> {
  await tx
    .delete(visitAssignments)
    .where(and(eq(visitAssignments.visitId, visitId), eq(visitAssignments.status, 'proposed')));
  await tx
    .insert(visitAssignments)
    .values(team.map((one) => ({ id: newId(), visitId, status: 'proposed', ...one })));
}

export async function updateVisitStatus(tx: Tx, ids: readonly string[], status: string): Promise<void> {
  await tx
    .update(visits)
    .set({ status })
    .where(inArray(visits.id, [...ids]));
}

/** What publishing a plan has changed: assignments by what their volunteers have to be told. */
export interface Published {
  readonly visits: number;
  /** Needs that are met now, and those whose promised visit was taken back. */
  readonly met: readonly string[];
  readonly reopened: readonly string[];
  readonly asked: readonly string[];
  readonly moved: readonly string[];
  readonly released: readonly string[];
  readonly cancelled: readonly string[];
}

/** Published visits that a plan would move or take back, as they are now; locked until the transaction ends. */
export async function lockReplaced(tx: Tx, planId: string, leftOut: readonly string[]) {
  const proposed = alias(visits, 'proposed');
  const moved = tx
    .select({ id: proposed.replacesId })
    .from(proposed)
    .where(and(eq(proposed.planId, planId), isNotNull(proposed.replacesId)));
  return tx
    .select({
      status: visits.status,
      startsAt: visits.startsAt,
      begun: sql<boolean>`exists (select 1 from visit_assignments a where a.tenant_id = visits.tenant_id
        and a.visit_id = visits.id and a.status in ('checked_in', 'done'))`,
      // Somebody whom the plan would send has declined since.
      declined: sql<boolean>`exists (select 1 from visit_assignments a
        join visits p on p.tenant_id = a.tenant_id and p.replaces_id = a.visit_id and p.plan_id = ${planId}
        join visit_assignments n on n.tenant_id = p.tenant_id and n.visit_id = p.id and n.volunteer_id = a.volunteer_id
        where a.tenant_id = visits.tenant_id and a.visit_id = visits.id and a.status = 'declined')`,
    })
    .from(visits)
    .where(or(inArray(visits.id, moved), inArray(visits.id, [...leftOut])))
    .orderBy(asc(visits.id))
    .for('update');
}

/**
 * Turns the proposals of a plan into promises; the exclusion constraint refuses what would put somebody in two places.
 * A proposal in a published visit's place becomes that visit: who stays keeps the assignment, and the answer too if the
 * time is the same. `leftOut` are promised visits that the plan does not make any more.
 */
export async function publishProposals(
  tx: Tx,
  planId: string,
  leftOut: readonly string[],
): Promise<Published> {
  const cancelled: string[] = [];
  const reopened: string[] = [];
  const ids = (rows: Iterable<Record<string, unknown>>) => [...rows].map((row) => String(row.id));
  for (const part of chunks(leftOut)) {
    const over = await tx
      .update(visits)
      .set({ status: 'cancelled' })
      .where(and(inArray(visits.id, part), eq(visits.status, 'published')))
      .returning({ id: visits.id, needId: visits.needId });
    reopened.push(...over.map((row) => row.needId));
    const freed = await tx
      .update(visitAssignments)
      .set({ status: 'cancelled' })
      .where(
        and(
          inArray(
            visitAssignments.visitId,
            over.map((row) => row.id),
          ),
          inArray(visitAssignments.status, ['published', 'accepted']),
        ),
      )
      .returning({ id: visitAssignments.id });
    cancelled.push(...freed.map((row) => row.id));
  }
  // Nobody is in two places in between: first everybody goes who goes or moves, then they come.
  const released = ids(
    await tx.execute(sql`update visit_assignments a set status = 'cancelled' from visits p
        where p.plan_id = ${planId} and p.status = 'proposed' and p.tenant_id = a.tenant_id and p.replaces_id = a.visit_id
          and a.status in ('published', 'accepted') and not exists (select 1 from visit_assignments n
            where n.tenant_id = p.tenant_id and n.visit_id = p.id and n.volunteer_id = a.volunteer_id) returning a.id`),
  );
  await tx.execute(sql`update visit_assignments a set status = 'proposed' from visits p
    where p.plan_id = ${planId} and p.status = 'proposed' and p.tenant_id = a.tenant_id and p.replaces_id = a.visit_id
      and a.status in ('published', 'accepted') and (a.starts_at, a.ends_at) <> (p.starts_at, p.ends_at)`);
  await tx.execute(sql`update visits v set starts_at = p.starts_at, ends_at = p.ends_at, fixed = p.fixed, plan_id = p.plan_id
    from visits p where p.plan_id = ${planId} and p.status = 'proposed' and p.tenant_id = v.tenant_id and p.replaces_id = v.id`);
  const moved = ids(
    await tx.execute(sql`update visit_assignments a set starts_at = p.starts_at, ends_at = p.ends_at, status = 'published',
        answered_at = null from visits p
      where p.plan_id = ${planId} and p.status = 'proposed' and p.tenant_id = a.tenant_id and p.replaces_id = a.visit_id
        and a.status = 'proposed' returning a.id`),
  );
  // Somebody who was released from this visit once comes back to it.
  const back = ids(
    await tx.execute(sql`update visit_assignments a set starts_at = p.starts_at, ends_at = p.ends_at, status = 'published',
        answered_at = null, decline_reason = null, travel_minutes = n.travel_minutes, explanation = n.explanation
      from visits p join visit_assignments n on n.tenant_id = p.tenant_id and n.visit_id = p.id
      where p.plan_id = ${planId} and p.status = 'proposed' and p.tenant_id = a.tenant_id and p.replaces_id = a.visit_id
        and n.volunteer_id = a.volunteer_id and a.status in ('cancelled', 'declined') returning a.id`),
  );
  const come = ids(
    await tx.execute(sql`update visit_assignments n set visit_id = p.replaces_id, status = 'published' from visits p
      where p.plan_id = ${planId} and p.status = 'proposed' and p.replaces_id is not null and p.tenant_id = n.tenant_id
        and p.id = n.visit_id and not exists (select 1 from visit_assignments a
          where a.tenant_id = p.tenant_id and a.visit_id = p.replaces_id and a.volunteer_id = n.volunteer_id) returning n.id`),
  );
  await tx.execute(sql`delete from visit_assignments n using visits p
    where p.plan_id = ${planId} and p.status = 'proposed' and p.replaces_id is not null and p.tenant_id = n.tenant_id
      and p.id = n.visit_id`);
  const kept = await tx
    .delete(visits)
    .where(and(eq(visits.planId, planId), eq(visits.status, 'proposed'), isNotNull(visits.replacesId)))
    .returning({ id: visits.id });
  const published = await tx
    .update(visits)
    .set({ status: 'published' })
    .where(and(eq(visits.planId, planId), eq(visits.status, 'proposed')))
    .returning({ id: visits.id, needId: visits.needId });
  const asked: string[] = [];
  for (const part of chunks(published)) {
    const rows = await tx
      .update(visitAssignments)
      .set({ status: 'published' })
      .where(
        and(
          inArray(
            visitAssignments.visitId,
            part.map((row) => row.id),
          ),
          eq(visitAssignments.status, 'proposed'),
        ),
      )
      .returning({ id: visitAssignments.id });
    asked.push(...rows.map((row) => row.id));
  }
  return {
    visits: published.length + kept.length,
    met: published.map((row) => row.needId),
    reopened,
    asked: [...asked, ...back, ...come],
    moved,
    released,
    cancelled,
  };
}

/** Frees whoever was to come to a visit that is taken back; `begun` when somebody has been there already, and is not freed. */
export async function releaseAssignments(
  tx: Tx,
  visitId: string,
): Promise<{ released: { id: string; volunteerId: string }[]; begun: boolean }> {
  const released = await tx
    .update(visitAssignments)
    .set({ status: 'cancelled' })
    .where(
      and(eq(visitAssignments.visitId, visitId), inArray(visitAssignments.status, ['published', 'accepted'])),
    )
    .returning({ id: visitAssignments.id, volunteerId: visitAssignments.volunteerId });
  const { standing } = await countStanding(tx, visitId);
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

/** What a plan proposes to volunteers, with the place and the need. */
export async function selectProposedTimes(tx: Tx, planId: string, limit: number) {
  return tx
    .select({
      visitId: visits.id,
      needId: visits.needId,
      volunteerId: visitAssignments.volunteerId,
      startsAt: visits.startsAt,
      endsAt: visits.endsAt,
      replacesId: visits.replacesId,
      latitude: visitNeeds.latitude,
      longitude: visitNeeds.longitude,
    })
    .from(visitAssignments)
    .innerJoin(
      visits,
      and(eq(visits.tenantId, visitAssignments.tenantId), eq(visits.id, visitAssignments.visitId)),
    )
    .innerJoin(visitNeeds, and(eq(visitNeeds.tenantId, visits.tenantId), eq(visitNeeds.id, visits.needId)))
    .where(and(eq(visits.planId, planId), eq(visits.status, 'proposed')))
    .limit(limit);
}

/** Proposals of a plan that were fixed by hand, with who is to come. */
export async function selectFixedProposals(tx: Tx, planId: string) {
  return tx
    .select({
      needId: visits.needId,
      startsAt: visits.startsAt,
      volunteerIds: sql<
        string[]
      >`array_agg(${visitAssignments.volunteerId}::text order by ${visitAssignments.id})`,
    })
    .from(visits)
    .innerJoin(
      visitAssignments,
      and(eq(visitAssignments.tenantId, visits.tenantId), eq(visitAssignments.visitId, visits.id)),
    )
    .where(and(eq(visits.planId, planId), eq(visits.status, 'proposed'), eq(visits.fixed, true)))
    .groupBy(visits.id, visits.needId, visits.startsAt);
}

/** Needs by id, as planning wants them. */
export async function selectNeedsById(tx: Tx, ids: readonly string[]) {
  return tx
    .select(needShown)
    .from(visitNeeds)
    .leftJoin(people, needPerson)
    .where(inArray(visitNeeds.id, [...ids]))
    .orderBy(asc(visitNeeds.requestedAt), asc(visitNeeds.id));
}

/** Volunteers who have declined to come to a need: they are not asked again. */
export async function selectDeclined(tx: Tx, needIds: readonly string[]) {
  return tx
    .selectDistinct({ needId: visits.needId, volunteerId: visitAssignments.volunteerId })
    .from(visitAssignments)
    .innerJoin(
      visits,
      and(eq(visits.tenantId, visitAssignments.tenantId), eq(visits.id, visitAssignments.visitId)),
    )
    .where(and(inArray(visits.needId, [...needIds]), eq(visitAssignments.status, 'declined')));
}

/** Needs that follow others, by whom they follow. */
export async function selectFollowers(tx: Tx, needIds: readonly string[]) {
  return tx
    .select({
      id: visitNeeds.id,
      afterNeedId: visitNeeds.afterNeedId,
      afterMinMinutes: visitNeeds.afterMinMinutes,
      afterMaxMinutes: visitNeeds.afterMaxMinutes,
    })
    .from(visitNeeds)
    .where(and(inArray(visitNeeds.afterNeedId, [...needIds]), ne(visitNeeds.status, 'cancelled')));
}

/** When the visits are that were promised for needs, or have been made. */
export async function selectPromisedStarts(tx: Tx, needIds: readonly string[]) {
  return tx
    .select({ needId: visits.needId, startsAt: visits.startsAt })
    .from(visits)
    .where(and(inArray(visits.needId, [...needIds]), inArray(visits.status, ['published', 'done'])));
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

/** The exact address of a need; undefined when none was given. */
export async function openAddress(tx: Tx, needId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ sealed: visitNeeds.addressSealed })
    .from(visitNeeds)
    .where(eq(visitNeeds.id, needId));
  return row?.sealed ? open(ADDRESS, row.sealed as Sealed) : undefined;
}

/** Assignments of visits to a person that stand: those that begin from `now` on in the order of time, or those before, the latest first. */
export async function selectVisitsOf(
  tx: Tx,
  { personId, now, past, limit }: { personId: string; now: Date; past: boolean; limit: number },
) {
  return assignmentsWithVisit(tx)
    .where(
      and(
        eq(visitNeeds.personId, personId),
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

/** Who would go to what if a plan were published: one row for each volunteer of each proposed visit. */
export async function selectProposedTasks(tx: Tx, planId: string) {
  return tx
    .select({
      visitId: visits.id,
      volunteerId: visitAssignments.volunteerId,
      skill: visitNeeds.skill,
      startsAt: visitAssignments.startsAt,
    })
    .from(visitAssignments)
    .innerJoin(
      visits,
      and(eq(visits.tenantId, visitAssignments.tenantId), eq(visits.id, visitAssignments.visitId)),
    )
    .innerJoin(visitNeeds, and(eq(visitNeeds.tenantId, visits.tenantId), eq(visitNeeds.id, visits.needId)))
    .where(and(eq(visits.planId, planId), eq(visitAssignments.status, 'proposed')))
    .orderBy(asc(visitAssignments.startsAt), asc(visitAssignments.id));
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
