import { and, desc, eq, lt, or } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { newId } from '../new-id';
import { careNotes } from '../schema/care';
import { open, seal } from '../sealed';
import type { Tx } from '../transaction';

const TEXT = 'care_notes.text_sealed';

export async function insertCareNote(
  tx: Tx,
  { text, ...row }: Omit<typeof careNotes.$inferInsert, 'id' | 'tenantId' | 'textSealed'> & { text: string },
): Promise<string> {
  const id = newId();
  await tx.insert(careNotes).values({ ...row, id, textSealed: seal(TEXT, text) });
  return id;
}

/** Notes about a person, those of the last day first. */
export async function selectCareNotes(
  tx: Tx,
  { personId, after, limit }: { personId: string; after?: { date: PlainDate; id: string }; limit: number },
) {
  const rows = await tx
    .select()
    .from(careNotes)
    .where(
      and(
        eq(careNotes.personId, personId),
        after &&
          or(
            lt(careNotes.onDate, after.date),
            and(eq(careNotes.onDate, after.date), lt(careNotes.id, after.id)),
          ),
      ),
    )
    .orderBy(desc(careNotes.onDate), desc(careNotes.id))
    .limit(limit);
  return rows.map(({ tenantId: _, textSealed, ...plain }) => ({ ...plain, text: open(TEXT, textSealed) }));
}
