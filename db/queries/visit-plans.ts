import { and, asc, desc, eq, gte, inArray, isNotNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { InstantCursor } from '~/domain/kernel/paging';
import { chunks } from '../chunks';
import { newId } from '../new-id';
import { visitAssignments, visitNeeds, visitPlans, visits } from '../schema/visits';
import type { Tx } from '../transaction';
import { assignmentsWithVisit, laterThan } from './visit-assignments';

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

const planListed = {
  id: visitPlans.id,
  fromDate: visitPlans.fromDate,
  untilDate: visitPlans.untilDate,
  status: visitPlans.status,
  /** Needs that it could not meet. */
  unmetCount: sql<number>`jsonb_array_length(${visitPlans.unmet})`,
  requestedBy: visitPlans.requestedBy,
  requestedAt: visitPlans.requestedAt,
  madeAt: visitPlans.madeAt,
  publishedAt: visitPlans.publishedAt,
  progress: visitPlans.progress,
  stopRequestedAt: visitPlans.stopRequestedAt,
  stopRequestedBy: visitPlans.stopRequestedBy,
  outOfTime: visitPlans.outOfTime,
  totals: visitPlans.totals,
  basedOnId: visitPlans.basedOnId,
  movesPublished: visitPlans.movesPublished,
};

const planShown = { ...planListed, unmet: visitPlans.unmet };

/** A plan, locked until the transaction ends, so that it is made and published once. */
export async function lockPlan(tx: Tx, id: string) {
  const [row] = await tx.select(planShown).from(visitPlans).where(eq(visitPlans.id, id)).for('update');
  return row;
}

/** Whether another plan is being made from this one. */
export async function isBaseOfRequested(tx: Tx, id: string): Promise<boolean> {
  return (
    (await tx.$count(visitPlans, and(eq(visitPlans.basedOnId, id), eq(visitPlans.status, 'requested')))) > 0
  );
}

export async function selectPlan(tx: Tx, id: string) {
  const [row] = await tx.select(planShown).from(visitPlans).where(eq(visitPlans.id, id));
  return row;
}

export async function selectPlans(tx: Tx, limit: number) {
  return tx.select(planListed).from(visitPlans).orderBy(desc(visitPlans.requestedAt)).limit(limit);
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
    stopRequestedBy: string;
    outOfTime: boolean;
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

/** Takes away what a plan proposes; how many visits those were. What it has promised stays. */
export async function deleteProposals(tx: Tx, planId: string): Promise<number> {
  const proposed = and(eq(visits.planId, planId), eq(visits.status, 'proposed'));
  await tx
    .delete(visitAssignments)
    .where(inArray(visitAssignments.visitId, tx.select({ id: visits.id }).from(visits).where(proposed)));
  const gone = await tx.delete(visits).where(proposed).returning({ id: visits.id });
  return gone.length;
}

/** Assignments of a plan in order of time, or those of it that begin in a range. */
export async function selectPlanAssignments(
  tx: Tx,
  planId: string,
  limit: number,
  {
    range,
    after,
  }: { range?: { from: Date; until: Date } | undefined; after?: InstantCursor | undefined } = {},
) {
  return assignmentsWithVisit(tx)
    .where(
      and(
        eq(visits.planId, planId),
        range && gte(visits.startsAt, range.from),
        range && lt(visits.startsAt, range.until),
        after && laterThan(after),
      ),
    )
    .orderBy(asc(visitAssignments.startsAt), asc(visitAssignments.id))
    .limit(limit);
}

/** Visits of a plan, whatever became of them. */
export async function countPlanVisits(tx: Tx, planId: string): Promise<number> {
  return tx.$count(visits, eq(visits.planId, planId));
}

/** One visit as two plans have it: when, and who comes; null where a plan does not have it. */
export interface PlanDifference {
  readonly needId: string;
  readonly outline: string;
  readonly here: PlannedVisit | null;
  readonly there: PlannedVisit | null;
}

interface PlannedVisit {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly names: readonly string[];
}

/** What two plans make differently, in the order of time, `limit` of it; with how many visits each makes and how many differ in all. */
export async function selectPlanDifferences(
  tx: Tx,
  { here, there, limit }: { here: string; there: string; limit: number },
): Promise<{ visitsHere: number; visitsThere: number; differing: number; rows: PlanDifference[] }> {
  const planned = (planId: string) => sql`
    select v.need_id, v.starts_at, v.ends_at, array_agg(a.volunteer_id order by a.volunteer_id) as team
    from visits v join visit_assignments a on a.tenant_id = v.tenant_id and a.visit_id = v.id
    where v.plan_id = ${planId} and a.status not in ('cancelled', 'declined')
    group by v.id, v.need_id, v.starts_at, v.ends_at`;
  const rows = await tx.execute<{
    visitsHere: number;
    visitsThere: number;
    differing: number;
    needId: string | null;
    outline: string | null;
    hereFrom: string | null;
    hereUntil: string | null;
    hereNames: string[];
    thereFrom: string | null;
    thereUntil: string | null;
    thereNames: string[];
  }>(sql`
    with here as (${planned(here)}), there as (${planned(there)}), differing as (
      select need_id, h.starts_at as here_from, h.ends_at as here_until, h.team as here_team,
        t.starts_at as there_from, t.ends_at as there_until, t.team as there_team
      from here h full join there t using (need_id)
      where (h.starts_at, h.ends_at, h.team) is distinct from (t.starts_at, t.ends_at, t.team)
    ), counted as (
      select (select count(*) from here)::int as "visitsHere", (select count(*) from there)::int as "visitsThere",
        (select count(*) from differing)::int as differing
    )
    select counted.*, d.need_id as "needId", n.outline, d.here_from as "hereFrom", d.here_until as "hereUntil",
      array(${namesOf(sql`d.here_team`)}) as "hereNames",
      d.there_from as "thereFrom", d.there_until as "thereUntil", array(${namesOf(sql`d.there_team`)}) as "thereNames"
    from counted left join (
      select * from differing order by coalesce(here_from, there_from), need_id limit ${limit}
    ) d on true left join visit_needs n on n.id = d.need_id
    order by coalesce(d.here_from, d.there_from), d.need_id`);
  const visit = (from: string | null, until: string | null, names: string[]): PlannedVisit | null =>
    from && until ? { startsAt: new Date(from), endsAt: new Date(until), names } : null;
  const [first] = rows;
  return {
    visitsHere: first?.visitsHere ?? 0,
    visitsThere: first?.visitsThere ?? 0,
    differing: first?.differing ?? 0,
    rows: rows.flatMap((row) =>
      row.needId
        ? {
            needId: row.needId,
            outline: row.outline ?? '',
            here: visit(row.hereFrom, row.hereUntil, row.hereNames),
            there: visit(row.thereFrom, row.thereUntil, row.thereNames),
          }
        : [],
    ),
  };
}

const namesOf = (team: SQL) => sql`
  select p.name from volunteers o join people p on p.tenant_id = o.tenant_id and p.id = o.person_id
  where o.id = any(${team}) order by p.name, o.number`;

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
      // Somebody whom the plan would send has declined, or was let off with a reason, since.
      declined: sql<boolean>`exists (select 1 from visit_assignments a
        join visits p on p.tenant_id = a.tenant_id and p.replaces_id = a.visit_id and p.plan_id = ${planId}
        join visit_assignments n on n.tenant_id = p.tenant_id and n.visit_id = p.id and n.volunteer_id = a.volunteer_id
        where a.tenant_id = visits.tenant_id and a.visit_id = visits.id
          and (a.status = 'declined' or a.status = 'cancelled' and a.decline_reason is not null))`,
    })
    .from(visits)
    .where(or(inArray(visits.id, moved), inArray(visits.id, [...leftOut])))
    .orderBy(asc(visits.id))
    .for('update');
}

/** Published visits with unanswered offers, or somebody who stands by, that a plan would put at another time or fill with somebody new. */
export async function selectSettledOtherwise(tx: Tx, planId: string): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select distinct v.id from visit_offers o
      join visits v on v.tenant_id = o.tenant_id and v.id = o.visit_id
      join visits p on p.tenant_id = v.tenant_id and p.replaces_id = v.id
    where o.status in ('open', 'standby') and p.plan_id = ${planId} and p.status = 'proposed'
      and ((p.starts_at, p.ends_at) <> (v.starts_at, v.ends_at) or exists (
        select from visit_assignments n
          left join visit_assignments a on a.tenant_id = n.tenant_id and a.visit_id = v.id and a.volunteer_id = n.volunteer_id
        where n.tenant_id = p.tenant_id and n.visit_id = p.id and coalesce(a.status not in ('published', 'accepted'), true)))`);
  return [...rows].map(({ id }) => id);
}

/**
 * Locks the needs that a plan proposes to meet and answers how many are not what they were when it was made: taken back, of
 * another length, or at times that its visit is not within.
 */
export async function countNeedsChanged(tx: Tx, planId: string): Promise<number> {
  const instantOf = (minute: SQL) =>
    sql`(w.on_date + make_interval(mins => ${minute})) at time zone 'Asia/Shanghai'`;
  const rows = await tx.execute<{ changed: boolean }>(sql`
    select n.status in ('cancelled', 'done') or v.ends_at - v.starts_at <> make_interval(mins => n.duration_minutes)
      or not exists (select from visit_windows w where w.tenant_id = n.tenant_id and w.need_id = n.id
        and v.starts_at >= ${instantOf(sql`w.from_minute`)} and v.ends_at <= ${instantOf(sql`w.until_minute`)}) as changed
    from visits v join visit_needs n on n.tenant_id = v.tenant_id and n.id = v.need_id
    where v.plan_id = ${planId} and v.status = 'proposed' and v.replaces_id is null
    order by n.id for update of n`);
  return [...rows].filter(({ changed }) => changed).length;
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
  // Read by the visit before the state is looked at: the index of those states alone, taken for each of 10,000 visits, is slow.
  const sent = sql`with sent as materialized (
    select a.tenant_id, a.id, a.status, a.volunteer_id, p.id as proposal_id,
      (a.starts_at, a.ends_at) <> (p.starts_at, p.ends_at) as moves
    from visits p join visit_assignments a on a.tenant_id = p.tenant_id and a.visit_id = p.replaces_id
    where p.plan_id = ${planId} and p.status = 'proposed')`;
  // Nobody is in two places in between: first everybody goes who goes or moves, then they come.
  const released = ids(
    await tx.execute(sql`${sent} update visit_assignments a set status = 'cancelled' from sent s
        where s.tenant_id = a.tenant_id and s.id = a.id and s.status in ('published', 'accepted')
          and not exists (select 1 from visit_assignments n
            where n.tenant_id = s.tenant_id and n.visit_id = s.proposal_id and n.volunteer_id = s.volunteer_id) returning a.id`),
  );
  await tx.execute(sql`${sent} update visit_assignments a set status = 'proposed' from sent s
    where s.tenant_id = a.tenant_id and s.id = a.id and s.status in ('published', 'accepted') and s.moves`);
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

/** What a plan proposes, visit by visit, with who is to come, and whether it was fixed by hand. */
export async function selectProposals(tx: Tx, planId: string, limit: number) {
  return tx
    .select({
      needId: visits.needId,
      startsAt: visits.startsAt,
      fixed: visits.fixed,
      volunteerIds: sql<
        string[]
      >`array_agg(${visitAssignments.volunteerId}::text order by ${visitAssignments.id})`,
    })
    .from(visits)
    .innerJoin(
      visitAssignments,
      and(eq(visitAssignments.tenantId, visits.tenantId), eq(visitAssignments.visitId, visits.id)),
    )
    .where(and(eq(visits.planId, planId), eq(visits.status, 'proposed')))
    .groupBy(visits.id, visits.needId, visits.startsAt, visits.fixed)
    .orderBy(asc(visits.startsAt), asc(visits.id))
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
