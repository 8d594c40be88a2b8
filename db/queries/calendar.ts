import { and, asc, gte, lt, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { calendarDays } from '../schema/standards';
import type { Tx } from '../transaction';

type Row = Omit<typeof calendarDays.$inferSelect, 'tenantId'>;

/** Days of `[from, until)` that do not go by the week, in their order. */
export async function selectSpecialDays(
  tx: Tx,
  { from, until }: { from: PlainDate; until: PlainDate },
): Promise<Row[]> {
  return tx
    .select({
      day: calendarDays.day,
      kind: calendarDays.kind,
      name: calendarDays.name,
      source: calendarDays.source,
    })
    .from(calendarDays)
    .where(and(gte(calendarDays.day, from), lt(calendarDays.day, until)))
    .orderBy(asc(calendarDays.day));
}

/** Enters days; one that is there already is replaced. */
export async function saveSpecialDays(tx: Tx, rows: readonly Row[]): Promise<void> {
  await tx
    .insert(calendarDays)
    .values([...rows])
    .onConflictDoUpdate({
      target: [calendarDays.tenantId, calendarDays.day],
      set: { kind: sql`excluded.kind`, name: sql`excluded.name`, source: sql`excluded.source` },
    });
}
