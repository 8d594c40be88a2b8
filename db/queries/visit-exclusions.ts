import { and, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { newId } from '../new-id';
import { people } from '../schema/people';
import { visitExclusions, visitNeeds } from '../schema/visits';
import { volunteers } from '../schema/volunteers';
import type { Tx } from '../transaction';

type NewExclusion = Omit<typeof visitExclusions.$inferInsert, 'tenantId' | 'id' | 'liftedAt' | 'liftedBy'>;

/** Excludes a volunteer; undefined when the same exclusion stands already. */
export async function insertExclusion(tx: Tx, row: NewExclusion): Promise<string | undefined> {
  const [written] = await tx
    .insert(visitExclusions)
    .values({ id: newId(), ...row })
    .onConflictDoNothing()
    .returning({ id: visitExclusions.id });
  return written?.id;
}

/** Lifts an exclusion that stands; undefined when there is none. */
export async function liftExclusion(
  tx: Tx,
  id: string,
  by: { liftedAt: Date; liftedBy: string },
): Promise<{ volunteerId: string } | undefined> {
  const [row] = await tx
    .update(visitExclusions)
    .set(by)
    .where(and(eq(visitExclusions.id, id), isNull(visitExclusions.liftedAt)))
    .returning({ volunteerId: visitExclusions.volunteerId });
  return row;
}

/** Whether there is such an exclusion, lifted or not. */
export const hasExclusion = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.$count(visitExclusions, eq(visitExclusions.id, id))) > 0;

/** Exclusions that hold for a need: its own, those of its series, of the person or household, and of the household's members. */
const holdsForNeed = and(
  eq(visitExclusions.tenantId, visitNeeds.tenantId),
  isNull(visitExclusions.liftedAt),
  or(
    eq(visitExclusions.needId, visitNeeds.id),
    eq(visitExclusions.seriesId, visitNeeds.seriesId),
    eq(visitExclusions.personId, visitNeeds.personId),
    eq(visitExclusions.householdId, visitNeeds.householdId),
    sql`exists (select 1 from household_members hm where hm.tenant_id = ${visitNeeds.tenantId}
      and hm.person_id = ${visitExclusions.personId} and hm.household_id = ${visitNeeds.householdId}
      and daterange(hm.from_on, hm.until_on) @> (now() at time zone 'Asia/Shanghai')::date)`,
  ),
);

/** Volunteers who are not sent to these needs, once each. */
export async function selectExcluded(
  tx: Tx,
  needIds: readonly string[],
): Promise<{ needId: string; volunteerId: string }[]> {
  if (needIds.length === 0) return [];
  return tx
    .selectDistinct({ needId: visitNeeds.id, volunteerId: visitExclusions.volunteerId })
    .from(visitNeeds)
    .innerJoin(visitExclusions, holdsForNeed)
    .where(inArray(visitNeeds.id, [...needIds]));
}

/** The same of one need with names and reasons, newest first. */
export async function selectExclusions(tx: Tx, needId: string, limit: number) {
  return tx
    .select({
      id: visitExclusions.id,
      volunteerId: visitExclusions.volunteerId,
      volunteerName: people.name,
      volunteerNumber: volunteers.number,
      scope: sql<'need' | 'series' | 'person' | 'household'>`case
        when ${visitExclusions.needId} is not null then 'need'
        when ${visitExclusions.seriesId} is not null then 'series'
        when ${visitExclusions.personId} is not null then 'person' else 'household' end`,
      reason: visitExclusions.reason,
      addedAt: visitExclusions.addedAt,
      addedBy: visitExclusions.addedBy,
    })
    .from(visitNeeds)
    .innerJoin(visitExclusions, holdsForNeed)
    .innerJoin(
      volunteers,
      and(eq(volunteers.tenantId, visitExclusions.tenantId), eq(volunteers.id, visitExclusions.volunteerId)),
    )
    .innerJoin(people, and(eq(people.tenantId, volunteers.tenantId), eq(people.id, volunteers.personId)))
    .where(eq(visitNeeds.id, needId))
    .orderBy(desc(visitExclusions.addedAt))
    .limit(limit);
}
