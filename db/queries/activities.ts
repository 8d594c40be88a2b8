import { and, asc, desc, eq, gte, inArray, lt, ne, sql } from 'drizzle-orm';
import { activities, activityPeople } from '../schema/care';
import { people } from '../schema/people';
import type { Tx } from '../transaction';

export async function insertActivity(
  tx: Tx,
  row: Omit<typeof activities.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx.insert(activities).values(row);
}

const counted = (status: 'there' | 'present') => sql<number>`(select count(*)::int from activity_people p
  where p.tenant_id = ${activities.tenantId} and p.activity_id = ${activities.id}
    and ${status === 'present' ? sql`p.status = 'present'` : sql`p.status <> 'withdrawn'`})`;

const shown = {
  id: activities.id,
  name: activities.name,
  kind: activities.kind,
  place: activities.place,
  startsAt: activities.startsAt,
  endsAt: activities.endsAt,
  capacity: activities.capacity,
  leaderName: activities.leaderName,
  note: activities.note,
  cancelledAt: activities.cancelledAt,
  cancelReason: activities.cancelReason,
  joined: counted('there'),
  present: counted('present'),
};

/** Activities that begin from one instant until before another, in the order of time. */
export async function selectActivities(
  tx: Tx,
  { from, until, limit }: { from: Date; until: Date; limit: number },
) {
  return tx
    .select(shown)
    .from(activities)
    .where(and(gte(activities.startsAt, from), lt(activities.startsAt, until)))
    .orderBy(asc(activities.startsAt), asc(activities.id))
    .limit(limit);
}

export async function selectActivity(tx: Tx, id: string) {
  const [row] = await tx.select(shown).from(activities).where(eq(activities.id, id));
  return row;
}

/** The activity and a lock on it until the transaction ends; whoever changes who takes part takes this first. */
export async function lockActivity(tx: Tx, id: string) {
  await tx.select({ id: activities.id }).from(activities).where(eq(activities.id, id)).for('no key update');
  return selectActivity(tx, id);
}

export async function cancelActivity(
  tx: Tx,
  id: string,
  { at, byName, reason }: { at: Date; byName: string; reason: string },
): Promise<void> {
  await tx
    .update(activities)
    .set({ cancelledAt: at, cancelledByName: byName, cancelReason: reason })
    .where(eq(activities.id, id));
}

interface Change {
  readonly at: Date;
  readonly byName: string;
}

/** Puts people on the list of an activity; who is on it already stays as they are. */
export async function joinPeople(
  tx: Tx,
  { activityId, personIds, at, byName }: { activityId: string; personIds: readonly string[] } & Change,
): Promise<void> {
  const changed = { status: 'joined' as const, changedAt: at, changedByName: byName };
  await tx
    .insert(activityPeople)
    .values(personIds.map((personId) => ({ activityId, personId, ...changed })))
    .onConflictDoUpdate({
      target: [activityPeople.tenantId, activityPeople.activityId, activityPeople.personId],
      set: changed,
      setWhere: eq(activityPeople.status, 'withdrawn'),
    });
}

/** Takes somebody off the list; false when they were not on it, or it is known already whether they came. */
export async function withdrawPerson(
  tx: Tx,
  { activityId, personId, at, byName }: { activityId: string; personId: string } & Change,
): Promise<boolean> {
  const rows = await tx
    .update(activityPeople)
    .set({ status: 'withdrawn', changedAt: at, changedByName: byName })
    .where(
      and(
        eq(activityPeople.activityId, activityId),
        eq(activityPeople.personId, personId),
        eq(activityPeople.status, 'joined'),
      ),
    )
    .returning({ personId: activityPeople.personId });
  return rows.length > 0;
}

/** Notes who of the list came; everybody else on it did not. */
export async function markPresence(
  tx: Tx,
  { activityId, present, at, byName }: { activityId: string; present: readonly string[] } & Change,
): Promise<void> {
  const came = present.length > 0 ? inArray(activityPeople.personId, [...present]) : sql`false`;
  await tx
    .update(activityPeople)
    .set({
      status: sql`case when ${came} then 'present' else 'absent' end`,
      changedAt: at,
      changedByName: byName,
    })
    .where(and(eq(activityPeople.activityId, activityId), ne(activityPeople.status, 'withdrawn')));
}

/** Who is on the list of an activity, by name. */
export async function selectActivityPeople(tx: Tx, activityId: string, limit: number) {
  return tx
    .select({ personId: activityPeople.personId, personName: people.name, status: activityPeople.status })
    .from(activityPeople)
    .innerJoin(
      people,
      and(eq(people.tenantId, activityPeople.tenantId), eq(people.id, activityPeople.personId)),
    )
    .where(and(eq(activityPeople.activityId, activityId), ne(activityPeople.status, 'withdrawn')))
    .orderBy(sql`${people.name} collate "zh-x-icu"`, asc(people.id))
    .limit(limit);
}

/** Activities of a person that were not cancelled, those to come and the last ones, the latest first. */
export async function selectActivitiesOf(tx: Tx, personId: string, limit: number) {
  return tx
    .select({ ...shown, status: activityPeople.status })
    .from(activityPeople)
    .innerJoin(
      activities,
      and(eq(activities.tenantId, activityPeople.tenantId), eq(activities.id, activityPeople.activityId)),
    )
    .where(
      and(
        eq(activityPeople.personId, personId),
        ne(activityPeople.status, 'withdrawn'),
        sql`${activities.cancelledAt} is null`,
      ),
    )
    .orderBy(desc(activities.startsAt), desc(activities.id))
    .limit(limit);
}
