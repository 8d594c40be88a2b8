import { and, asc, eq, gte, inArray, lt, lte, sql } from 'drizzle-orm';
import type { InstantCursor } from '~/domain/kernel/paging';
import { visitAssignments, visitCodes, visitNeeds, visitSettings, visits } from '../schema/visits';
import type { Tx } from '../transaction';
import { assignmentsWithVisit, laterThan } from './visit-assignments';

/** As the product has it, until somebody says otherwise. */
const DEFAULTS = { checkInMetres: 300, lateMinutes: 10 };

/** How near is near, and after how many minutes somebody is late. */
export async function readVisitSettings(tx: Tx): Promise<{ checkInMetres: number; lateMinutes: number }> {
  const [row] = await tx
    .select({ checkInMetres: visitSettings.checkInMetres, lateMinutes: visitSettings.lateMinutes })
    .from(visitSettings);
  return row ?? DEFAULTS;
}

export async function saveVisitSettings(
  tx: Tx,
  row: { checkInMetres: number; lateMinutes: number; changedAt: Date; changedBy: string },
): Promise<void> {
  await tx.insert(visitSettings).values(row).onConflictDoUpdate({ target: visitSettings.tenantId, set: row });
}

/** Version of the printed code that holds; undefined when none was printed. */
export async function readCodeVersion(tx: Tx, subject: string): Promise<number | undefined> {
  const [row] = await tx
    .select({ version: visitCodes.version })
    .from(visitCodes)
    .where(eq(visitCodes.subject, subject));
  return row?.version;
}

/** Makes the next version of a printed code; those before hold no longer. */
export async function nextCodeVersion(
  tx: Tx,
  row: { subject: string; issuedAt: Date; issuedBy: string },
): Promise<number> {
  const [written] = await tx
    .insert(visitCodes)
    .values({ version: 1, ...row })
    .onConflictDoUpdate({
      target: [visitCodes.tenantId, visitCodes.subject],
      set: { version: sql`${visitCodes.version} + 1`, issuedAt: row.issuedAt, issuedBy: row.issuedBy },
    })
    .returning({ version: visitCodes.version });
  return written?.version as number;
}

/** Places of visits in a time that are for no person and no household: where a screen may stand. */
export async function selectPlacesBetween(tx: Tx, from: Date, until: Date) {
  return tx
    .selectDistinct({ townCode: visitNeeds.townCode, place: visitNeeds.place })
    .from(visits)
    .innerJoin(visitNeeds, and(eq(visitNeeds.tenantId, visits.tenantId), eq(visitNeeds.id, visits.needId)))
    .where(
      and(
        eq(visits.status, 'published'),
        gte(visits.startsAt, from),
        lt(visits.startsAt, until),
        sql`num_nonnulls(${visitNeeds.personId}, ${visitNeeds.householdId}) = 0`,
      ),
    )
    .orderBy(asc(visitNeeds.townCode), asc(visitNeeds.place))
    .limit(200);
}

/** Assignments at which somebody is expected, whose visit began before `began` and ended from `endedFrom` until `endedUntil`. */
export async function selectUnattended(
  tx: Tx,
  { began, endedFrom, endedUntil }: { began: Date; endedFrom: Date; endedUntil: Date },
): Promise<string[]> {
  const rows = await tx
    .select({ id: visitAssignments.id })
    .from(visitAssignments)
    .where(
      and(
        inArray(visitAssignments.status, ['published', 'accepted']),
        lt(visitAssignments.startsAt, began),
        // No visit lasts longer than a day, so that the index bounds the search.
        gte(visitAssignments.startsAt, new Date(endedFrom.getTime() - 86_400_000)),
        gte(visitAssignments.endsAt, endedFrom),
        lt(visitAssignments.endsAt, endedUntil),
      ),
    )
    .orderBy(asc(visitAssignments.startsAt))
    .limit(1_000);
  return rows.map((row) => row.id);
}

/** Assignments of visits that ended until `now`, of which nobody has said whether the volunteer came, or when they left; the oldest first. */
export async function selectUnclosed(
  tx: Tx,
  { now, after, limit }: { now: Date; after?: InstantCursor | undefined; limit: number },
) {
  return assignmentsWithVisit(tx)
    .where(
      and(
        inArray(visitAssignments.status, ['published', 'accepted', 'checked_in']),
        lt(visitAssignments.startsAt, now),
        lte(visitAssignments.endsAt, now),
        after && laterThan(after),
      ),
    )
    .orderBy(asc(visitAssignments.startsAt), asc(visitAssignments.id))
    .limit(limit);
}
