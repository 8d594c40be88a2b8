import { and, asc, desc, eq, lt } from 'drizzle-orm';
import type { DraftSaid } from '~/domain/stays/draft.rules';
import { newId } from '../new-id';
import { applicationDrafts, intakeSettings } from '../schema/intake';
import { people } from '../schema/people';
import { open, seal } from '../sealed';
import type { Tx } from '../transaction';

const SAID = 'application_drafts.said_sealed';

type Row = typeof applicationDrafts.$inferSelect;

/** A draft in the clear; sealing is this file's business. What was said is empty once it is over. */
export interface DraftRecord extends Omit<Row, 'tenantId' | 'saidSealed'> {
  readonly said: DraftSaid;
  /** Of a person who is in the register already. */
  readonly personName: string | null;
}

const draftWithName = (tx: Tx) =>
  tx
    .select({ draft: applicationDrafts, personName: people.name })
    .from(applicationDrafts)
    .leftJoin(people, eq(people.id, applicationDrafts.personId));

const inClear = ({ draft, personName }: { draft: Row; personName: string | null }): DraftRecord => {
  const { tenantId: _, saidSealed, ...plain } = draft;
  return { ...plain, personName, said: saidSealed ? JSON.parse(open(SAID, saidSealed)) : {} };
};

export type NewDraft = Omit<typeof applicationDrafts.$inferInsert, 'id' | 'tenantId' | 'saidSealed'> & {
  readonly said: DraftSaid;
};

/** Begins a draft; undefined when the person has one under way. */
export async function insertDraft(tx: Tx, { said, ...row }: NewDraft): Promise<string | undefined> {
  const id = newId();
  const [added] = await tx
    .insert(applicationDrafts)
    .values({ ...row, id, saidSealed: seal(SAID, JSON.stringify(said)) })
    .onConflictDoNothing()
    .returning({ id: applicationDrafts.id });
  return added?.id;
}

export async function selectDraft(tx: Tx, id: string): Promise<DraftRecord | undefined> {
  const [row] = await draftWithName(tx).where(eq(applicationDrafts.id, id));
  return row && inClear(row);
}

/** The draft with a lock until the transaction ends; whoever changes one or its documents takes this first. */
export async function lockDraft(tx: Tx, id: string): Promise<DraftRecord | undefined> {
  await tx
    .select({ id: applicationDrafts.id })
    .from(applicationDrafts)
    .where(eq(applicationDrafts.id, id))
    .for('no key update');
  return selectDraft(tx, id);
}

/** The draft under way of a person. */
export async function selectOpenDraftId(tx: Tx, personId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ id: applicationDrafts.id })
    .from(applicationDrafts)
    .where(and(eq(applicationDrafts.personId, personId), eq(applicationDrafts.status, 'open')));
  return row?.id;
}

/** Drafts under way, the one saved last first. */
export async function selectOpenDrafts(
  tx: Tx,
  { townCode, limit }: { townCode?: string; limit: number },
): Promise<DraftRecord[]> {
  const rows = await draftWithName(tx)
    .where(
      and(
        eq(applicationDrafts.status, 'open'),
        townCode === undefined ? undefined : eq(applicationDrafts.townCode, townCode),
      ),
    )
    .orderBy(desc(applicationDrafts.savedAt), desc(applicationDrafts.id))
    .limit(limit);
  return rows.map(inClear);
}

export async function saveDraft(
  tx: Tx,
  id: string,
  { said, ...fields }: Pick<Row, 'version' | 'steps' | 'savedAt' | 'savedByName'> & { said: DraftSaid },
): Promise<void> {
  await tx
    .update(applicationDrafts)
    .set({ ...fields, saidSealed: seal(SAID, JSON.stringify(said)) })
    .where(eq(applicationDrafts.id, id));
}

/** Ends a draft; what was typed into it goes. */
export async function closeDraft(
  tx: Tx,
  id: string,
  fields: { status: Exclude<Row['status'], 'open'>; closedAt: Date; applicationId?: string },
): Promise<void> {
  await tx
    .update(applicationDrafts)
    .set({ ...fields, saidSealed: null })
    .where(eq(applicationDrafts.id, id));
}

/** Drafts that nobody has saved since an instant, locked; whoever is being saved just now is left out. */
export async function lockForgottenDrafts(tx: Tx, { before, limit }: { before: Date; limit: number }) {
  return tx
    .select({ id: applicationDrafts.id, personId: applicationDrafts.personId })
    .from(applicationDrafts)
    .where(and(eq(applicationDrafts.status, 'open'), lt(applicationDrafts.savedAt, before)))
    .orderBy(asc(applicationDrafts.savedAt), asc(applicationDrafts.id))
    .limit(limit)
    .for('no key update', { skipLocked: true });
}

/** What the tenant has settled about taking applications, if anything. */
export async function selectIntakeSettings(tx: Tx) {
  const [row] = await tx
    .select({
      draftKeepDays: intakeSettings.draftKeepDays,
      answerDays: intakeSettings.answerDays,
      decideDays: intakeSettings.decideDays,
      documentsLimit: intakeSettings.documentsLimit,
    })
    .from(intakeSettings);
  return row;
}

export async function saveIntakeSettings(
  tx: Tx,
  settings: Omit<typeof intakeSettings.$inferSelect, 'tenantId'>,
): Promise<void> {
  await tx
    .insert(intakeSettings)
    .values(settings)
    .onConflictDoUpdate({ target: intakeSettings.tenantId, set: settings });
}
