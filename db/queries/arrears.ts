import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import { chunks } from '../chunks';
import { arrearsNotices, invoices } from '../schema/fees';
import { people } from '../schema/people';
import type { Tx } from '../transaction';

export type NewNotice = Omit<typeof arrearsNotices.$inferInsert, 'tenantId'>;

/** Enters reminders; a step that a bill has had is left out. Those that are new. */
export async function insertNotices(tx: Tx, rows: readonly NewNotice[]) {
  const added: { id: string; personId: string; step: number }[] = [];
  for (const chunk of chunks(rows))
    added.push(
      ...(await tx.insert(arrearsNotices).values(chunk).onConflictDoNothing().returning({
        id: arrearsNotices.id,
        personId: arrearsNotices.personId,
        step: arrearsNotices.step,
      })),
    );
  return added;
}

const shown = {
  id: arrearsNotices.id,
  personId: arrearsNotices.personId,
  personName: people.name,
  invoiceId: arrearsNotices.invoiceId,
  invoiceNumber: invoices.number,
  step: arrearsNotices.step,
  onDate: arrearsNotices.onDate,
  overdueDays: arrearsNotices.overdueDays,
  owedFen: arrearsNotices.owedFen,
  toldAt: arrearsNotices.toldAt,
  toldByName: arrearsNotices.toldByName,
  toldHow: arrearsNotices.toldHow,
  toldNote: arrearsNotices.toldNote,
};

const withNames = (tx: Tx) =>
  tx
    .select(shown)
    .from(arrearsNotices)
    .innerJoin(
      people,
      and(eq(people.tenantId, arrearsNotices.tenantId), eq(people.id, arrearsNotices.personId)),
    )
    .innerJoin(
      invoices,
      and(eq(invoices.tenantId, arrearsNotices.tenantId), eq(invoices.id, arrearsNotices.invoiceId)),
    );

/** Reminders that nobody has been told of yet, the furthest step first. */
export async function selectWaitingNotices(tx: Tx, limit: number) {
  return withNames(tx)
    .where(isNull(arrearsNotices.toldAt))
    .orderBy(desc(arrearsNotices.step), asc(arrearsNotices.onDate), asc(arrearsNotices.id))
    .limit(limit);
}

/** Reminders of a resident, the newest first. */
export async function selectNoticesOf(tx: Tx, personId: string, limit: number) {
  return withNames(tx)
    .where(eq(arrearsNotices.personId, personId))
    .orderBy(desc(arrearsNotices.onDate), desc(arrearsNotices.id))
    .limit(limit);
}

/** Notes that the family was told. False when that was noted before, or there is no such reminder. */
export async function markTold(
  tx: Tx,
  {
    id,
    ...told
  }: {
    id: string;
    toldAt: Date;
    toldByName: string;
    toldHow: NonNullable<NewNotice['toldHow']>;
    toldNote?: string;
  },
): Promise<{ personId: string; step: number } | undefined> {
  const [row] = await tx
    .update(arrearsNotices)
    .set(told)
    .where(and(eq(arrearsNotices.id, id), isNull(arrearsNotices.toldAt)))
    .returning({ personId: arrearsNotices.personId, step: arrearsNotices.step });
  return row;
}
