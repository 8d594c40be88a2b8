import { and, asc, desc, eq, gt, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { newId } from '../new-id';
import { people } from '../schema/people';
import { stayCorrections, stayLeaves, stays } from '../schema/stays';
import { open, seal } from '../sealed';
import type { Tx } from '../transaction';

const NOTE = 'stay_leaves.note_sealed';

/** An absence with its note in the clear; sealing is this file's business. */
export interface LeaveRecord extends Omit<typeof stayLeaves.$inferSelect, 'tenantId' | 'noteSealed'> {
  readonly note: string | null;
}

const inClear = ({ noteSealed, tenantId: _, ...plain }: typeof stayLeaves.$inferSelect): LeaveRecord => ({
  ...plain,
  note: noteSealed && open(NOTE, noteSealed),
});

export async function insertLeave(
  tx: Tx,
  {
    note,
    ...row
  }: Omit<typeof stayLeaves.$inferInsert, 'id' | 'tenantId' | 'noteSealed'> & { note?: string | null },
): Promise<string> {
  const id = newId();
  await tx.insert(stayLeaves).values({ ...row, id, noteSealed: note ? seal(NOTE, note) : null });
  return id;
}

/** The absence that has not ended, or undefined. */
export async function selectOpenLeave(tx: Tx, stayId: string): Promise<LeaveRecord | undefined> {
  const [row] = await tx
    .select()
    .from(stayLeaves)
    .where(and(eq(stayLeaves.stayId, stayId), isNull(stayLeaves.untilOn), isNull(stayLeaves.annulledAt)));
  return row && inClear(row);
}

/** One absence of a stay that counts. */
export async function selectLeave(
  tx: Tx,
  { id, stayId }: { id: string; stayId: string },
): Promise<LeaveRecord | undefined> {
  const [row] = await tx
    .select()
    .from(stayLeaves)
    .where(and(eq(stayLeaves.id, id), eq(stayLeaves.stayId, stayId), isNull(stayLeaves.annulledAt)));
  return row && inClear(row);
}

/** Absences of a stay, the newest first, those that were annulled among them. */
export async function selectLeaves(tx: Tx, stayId: string, limit: number): Promise<LeaveRecord[]> {
  const rows = await tx
    .select()
    .from(stayLeaves)
    .where(eq(stayLeaves.stayId, stayId))
    .orderBy(desc(stayLeaves.fromOn), desc(stayLeaves.recordedAt), desc(stayLeaves.id))
    .limit(limit);
  return rows.map(inClear);
}

export async function endLeave(tx: Tx, id: string, on: PlainDate): Promise<void> {
  await tx.update(stayLeaves).set({ untilOn: on }).where(eq(stayLeaves.id, id));
}

export async function annulLeave(
  tx: Tx,
  id: string,
  { at, byName, reason }: { at: Date; byName: string; reason: string },
): Promise<void> {
  await tx
    .update(stayLeaves)
    .set({ annulledAt: at, annulledByName: byName, annulledReason: reason })
    .where(eq(stayLeaves.id, id));
}

/** Who is away on a day, by name; `late` tells who should be back by then. */
export async function selectAway(tx: Tx, { on, limit }: { on: PlainDate; limit: number }) {
  return tx
    .select({
      stayId: stayLeaves.stayId,
      personName: people.name,
      townCode: people.townCode,
      kind: stayLeaves.kind,
      fromOn: stayLeaves.fromOn,
      untilOn: stayLeaves.untilOn,
      expectedOn: stayLeaves.expectedOn,
      late: sql<boolean>`coalesce(${stayLeaves.untilOn} is null and ${stayLeaves.expectedOn} < ${on}::date, false)`,
    })
    .from(stayLeaves)
    .innerJoin(stays, and(eq(stays.tenantId, stayLeaves.tenantId), eq(stays.id, stayLeaves.stayId)))
    .innerJoin(people, and(eq(people.tenantId, stays.tenantId), eq(people.id, stays.personId)))
    .where(
      and(
        isNull(stayLeaves.annulledAt),
        lte(stayLeaves.fromOn, on),
        or(isNull(stayLeaves.untilOn), gt(stayLeaves.untilOn, on)),
      ),
    )
    .orderBy(asc(stayLeaves.expectedOn), asc(stayLeaves.fromOn), asc(stayLeaves.id))
    .limit(limit);
}

/** Absences that count of these stays, on a day of `[from, until)`. */
export async function selectLeavesIn(
  tx: Tx,
  { stayIds, from, until }: { stayIds: readonly string[]; from: PlainDate; until: PlainDate },
) {
  if (stayIds.length === 0) return [];
  return tx
    .select({
      stayId: stayLeaves.stayId,
      kind: stayLeaves.kind,
      fromOn: stayLeaves.fromOn,
      untilOn: stayLeaves.untilOn,
    })
    .from(stayLeaves)
    .where(
      and(
        inArray(stayLeaves.stayId, [...stayIds]),
        isNull(stayLeaves.annulledAt),
        lt(stayLeaves.fromOn, until),
        or(isNull(stayLeaves.untilOn), gt(stayLeaves.untilOn, from)),
      ),
    )
    .orderBy(asc(stayLeaves.fromOn));
}

export async function insertCorrection(
  tx: Tx,
  row: Omit<typeof stayCorrections.$inferInsert, 'id' | 'tenantId'>,
): Promise<void> {
  await tx.insert(stayCorrections).values({ ...row, id: newId() });
}

/** What of a stay was put right, the newest first. */
export async function selectCorrections(tx: Tx, stayId: string, limit: number) {
  return tx
    .select()
    .from(stayCorrections)
    .where(eq(stayCorrections.stayId, stayId))
    .orderBy(desc(stayCorrections.correctedAt), desc(stayCorrections.id))
    .limit(limit);
}
