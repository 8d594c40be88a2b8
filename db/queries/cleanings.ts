import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { newId } from '../new-id';
import { bedCleanings, bedSettings, beds, buildings, floors, rooms } from '../schema/beds';
import type { Tx } from '../transaction';

export type BedSettings = Omit<typeof bedSettings.$inferSelect, 'tenantId'>;

/** What holds for a tenant that has settled nothing. */
const USUAL: BedSettings = { cleaningRequired: false, cleaningHours: null, shareDenominator: 'all' };

export async function selectBedSettings(tx: Tx): Promise<BedSettings> {
  const [row] = await tx.select().from(bedSettings).limit(1);
  if (!row) return USUAL;
  const { tenantId: _, ...settings } = row;
  return settings;
}

export async function saveBedSettings(tx: Tx, settings: BedSettings): Promise<void> {
  await tx
    .insert(bedSettings)
    .values(settings)
    .onConflictDoUpdate({ target: bedSettings.tenantId, set: settings });
}

/** A bed that was left waits to be made ready; one that waits already goes on waiting. */
export async function insertCleaning(
  tx: Tx,
  row: { bedId: string; vacatedOn: PlainDate; since: Date },
): Promise<void> {
  await tx
    .insert(bedCleanings)
    .values({ ...row, id: newId() })
    .onConflictDoNothing();
}

type How = NonNullable<typeof bedCleanings.$inferSelect.how>;

/** Ends the cleaning of one bed; false when it waits for none. */
export async function endCleaning(
  tx: Tx,
  { bedId, at, by }: { bedId: string; at: Date; by: string },
): Promise<boolean> {
  const ended = await tx
    .update(bedCleanings)
    .set({ doneAt: at, doneBy: by, how: 'person' })
    .where(and(eq(bedCleanings.bedId, bedId), isNull(bedCleanings.doneAt)))
    .returning({ id: bedCleanings.id });
  return ended.length > 0;
}

/** Ends every cleaning that waits since `since` or longer; the beds, at most `limit`. */
export async function endCleaningsSince(
  tx: Tx,
  { since, at, how, limit }: { since: Date; at: Date; how: How; limit: number },
): Promise<string[]> {
  const due = tx
    .select({ id: bedCleanings.id })
    .from(bedCleanings)
    .where(and(isNull(bedCleanings.doneAt), lte(bedCleanings.since, since)))
    .orderBy(asc(bedCleanings.since))
    .limit(limit);
  const ended = await tx
    .update(bedCleanings)
    .set({ doneAt: at, how })
    .where(and(isNull(bedCleanings.doneAt), sql`${bedCleanings.id} in ${due}`))
    .returning({ bedId: bedCleanings.bedId });
  return ended.map(({ bedId }) => bedId);
}

/** Beds that wait to be made ready, those that wait longest first. */
export async function selectCleanings(tx: Tx, limit: number) {
  return tx
    .select({
      bedId: bedCleanings.bedId,
      vacatedOn: bedCleanings.vacatedOn,
      since: bedCleanings.since,
      building: buildings.name,
      floor: floors.name,
      room: rooms.name,
      name: beds.name,
    })
    .from(bedCleanings)
    .innerJoin(beds, eq(beds.id, bedCleanings.bedId))
    .innerJoin(rooms, eq(rooms.id, beds.roomId))
    .innerJoin(floors, eq(floors.id, rooms.floorId))
    .innerJoin(buildings, eq(buildings.id, rooms.buildingId))
    .where(isNull(bedCleanings.doneAt))
    .orderBy(asc(bedCleanings.since), asc(bedCleanings.id))
    .limit(limit);
}

/** Whether a bed waits to be made ready, and since when. */
export async function selectOpenCleaning(tx: Tx, bedId: string) {
  const [row] = await tx
    .select({ vacatedOn: bedCleanings.vacatedOn, since: bedCleanings.since })
    .from(bedCleanings)
    .where(and(eq(bedCleanings.bedId, bedId), isNull(bedCleanings.doneAt)));
  return row;
}
