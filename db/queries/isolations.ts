import { and, asc, desc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { newId } from '../new-id';
import { bedOccupancies, beds, buildings, isolations, rooms } from '../schema/beds';
import { people } from '../schema/people';
import { open, seal } from '../sealed';
import type { Tx } from '../transaction';

const REASON = 'isolations.reason_sealed';

export async function insertIsolation(
  tx: Tx,
  {
    reason,
    ...row
  }: Omit<typeof isolations.$inferInsert, 'id' | 'tenantId' | 'reasonSealed'> & { reason: string },
): Promise<string> {
  const id = newId();
  await tx.insert(isolations).values({ ...row, id, reasonSealed: seal(REASON, reason) });
  return id;
}

/** Ends an isolation that holds on `on`, or takes back one that begins later, which then is one of no day; the person, or undefined when there is none to end. */
export async function endIsolation(
  tx: Tx,
  { id, on }: { id: string; on: PlainDate },
): Promise<string | undefined> {
  const [ended] = await tx
    .update(isolations)
    .set({ untilOn: sql`greatest(${isolations.fromOn}, ${on}::date)` })
    .where(
      and(
        eq(isolations.id, id),
        or(
          isNull(isolations.untilOn),
          gt(isolations.untilOn, sql`greatest(${isolations.fromOn}, ${on}::date)`),
        ),
      ),
    )
    .returning({ personId: isolations.personId });
  return ended?.personId;
}

/** Who is isolated or will be, and who was last, with the bed they are in on `on`. */
export async function selectIsolations(tx: Tx, { on, limit }: { on: PlainDate; limit: number }) {
  const rows = await tx
    .select({
      id: isolations.id,
      personId: isolations.personId,
      personName: people.name,
      fromOn: isolations.fromOn,
      untilOn: isolations.untilOn,
      reasonSealed: isolations.reasonSealed,
      orderedBy: isolations.orderedBy,
      bedId: beds.id,
      bed: beds.name,
      room: rooms.name,
      building: buildings.name,
      inIsolation: rooms.isolation,
    })
    .from(isolations)
    .innerJoin(people, eq(people.id, isolations.personId))
    .leftJoin(
      bedOccupancies,
      and(
        eq(bedOccupancies.personId, isolations.personId),
        lte(bedOccupancies.fromOn, on),
        or(isNull(bedOccupancies.untilOn), gt(bedOccupancies.untilOn, on)),
      ),
    )
    .leftJoin(beds, eq(beds.id, bedOccupancies.bedId))
    .leftJoin(rooms, eq(rooms.id, beds.roomId))
    .leftJoin(buildings, eq(buildings.id, rooms.buildingId))
    .orderBy(desc(isolations.fromOn), asc(isolations.id))
    .limit(limit);
  return rows.map(({ reasonSealed, ...row }) => ({ ...row, reason: open(REASON, reasonSealed) }));
}
