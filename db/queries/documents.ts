import { and, asc, count, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { newId } from '../new-id';
import { applicationDocuments, applicationDrafts, documentKinds } from '../schema/intake';
import { people } from '../schema/people';
import { applications } from '../schema/stays';
import { blindIndex, open, seal } from '../sealed';
import type { Tx } from '../transaction';

const SEALED = { name: 'application_documents.name_sealed', key: 'application_documents.key_sealed' };

type Row = typeof applicationDocuments.$inferSelect;

/** Most documents that one list shows; a tenant may allow a hundred at once, and withdrawn ones stay. */
const DOCUMENTS_LIMIT = 300;

/** Where documents are handed in. */
export type DocumentsOf =
  | { readonly draftId: string; readonly applicationId?: undefined }
  | { readonly applicationId: string; readonly draftId?: undefined };

const belongsTo = ({ draftId, applicationId }: DocumentsOf) =>
  draftId === undefined
    ? eq(applicationDocuments.applicationId, applicationId)
    : eq(applicationDocuments.draftId, draftId);

/** What finds the same content again without telling what it is. `hash` is the SHA-256 of the content. */
export const contentIndexOf = (hash: string): string => blindIndex('document', hash);

/** A document without its content; the name is that of the file. */
export type DocumentRecord = Omit<Row, 'tenantId' | 'nameSealed' | 'keySealed' | 'contentIndex'> & {
  readonly name: string;
};

const inClear = (row: Row): DocumentRecord => {
  const { tenantId: _, nameSealed, keySealed: __, contentIndex: ___, ...plain } = row;
  return { ...plain, name: open(SEALED.name, nameSealed) };
};

export type NewDocument = Omit<
  typeof applicationDocuments.$inferInsert,
  'id' | 'tenantId' | 'nameSealed' | 'keySealed'
> & {
  readonly name: string;
  /** Opens the file; base64. */
  readonly dataKey: string;
};

export async function insertDocument(tx: Tx, { name, dataKey, ...row }: NewDocument): Promise<string> {
  const id = newId();
  await tx.insert(applicationDocuments).values({
    ...row,
    id,
    nameSealed: seal(SEALED.name, name),
    keySealed: seal(SEALED.key, dataKey),
  });
  return id;
}

/** Documents in the order in which they came, withdrawn ones among them. */
export async function selectDocuments(tx: Tx, of: DocumentsOf): Promise<DocumentRecord[]> {
  const rows = await tx
    .select()
    .from(applicationDocuments)
    .where(belongsTo(of))
    .orderBy(asc(applicationDocuments.addedAt), asc(applicationDocuments.id))
    .limit(DOCUMENTS_LIMIT);
  return rows.map(inClear);
}

/** How many documents are there and not withdrawn. */
export async function countDocuments(tx: Tx, of: DocumentsOf): Promise<number> {
  const [row] = await tx
    .select({ count: count() })
    .from(applicationDocuments)
    .where(and(belongsTo(of), isNull(applicationDocuments.withdrawnAt)));
  return row?.count ?? 0;
}

/** Which of these contents are there already, and as which kind. */
export async function selectSameContents(
  tx: Tx,
  of: DocumentsOf,
  indexes: readonly string[],
): Promise<ReadonlySet<string>> {
  if (indexes.length === 0) return new Set();
  const rows = await tx
    .select({ contentIndex: applicationDocuments.contentIndex })
    .from(applicationDocuments)
    .where(
      and(
        belongsTo(of),
        isNull(applicationDocuments.withdrawnAt),
        inArray(applicationDocuments.contentIndex, [...indexes]),
      ),
    );
  return new Set(rows.map(({ contentIndex }) => contentIndex));
}

/** A document with whose it is and what opens it; `dataKey` is null once it is destroyed. */
export async function selectDocument(tx: Tx, id: string) {
  const [row] = await tx
    .select({
      document: applicationDocuments,
      personId: sql<string | null>`coalesce(${applications.personId}, ${applicationDrafts.personId})`,
      draftTownCode: applicationDrafts.townCode,
      personTownCode: people.townCode,
      draftStatus: applicationDrafts.status,
      applicationStatus: applications.status,
    })
    .from(applicationDocuments)
    .leftJoin(applicationDrafts, eq(applicationDrafts.id, applicationDocuments.draftId))
    .leftJoin(applications, eq(applications.id, applicationDocuments.applicationId))
    .leftJoin(people, eq(people.id, applications.personId))
    .where(eq(applicationDocuments.id, id));
  if (!row) return undefined;
  const { document, personId, draftTownCode, personTownCode, draftStatus, applicationStatus } = row;
  return {
    ...inClear(document),
    dataKey: document.keySealed && open(SEALED.key, document.keySealed),
    personId,
    townCode: document.applicationId ? personTownCode : draftTownCode,
    draftStatus,
    applicationStatus,
  };
}

/** Withdraws a document; false when it was withdrawn before. */
export async function withdrawDocumentRow(
  tx: Tx,
  { id, at, by, reason }: { id: string; at: Date; by: string; reason: string },
): Promise<boolean> {
  const rows = await tx
    .update(applicationDocuments)
    .set({ withdrawnAt: at, withdrawnByName: by, withdrawnReason: reason })
    .where(and(eq(applicationDocuments.id, id), isNull(applicationDocuments.withdrawnAt)))
    .returning({ id: applicationDocuments.id });
  return rows.length > 0;
}

/** The documents of a draft become those of the application, withdrawn ones too: they are a part of the record. */
export async function handOverDocuments(
  tx: Tx,
  { draftId, applicationId }: { draftId: string; applicationId: string },
): Promise<void> {
  await tx
    .update(applicationDocuments)
    .set({ applicationId })
    .where(eq(applicationDocuments.draftId, draftId));
}

/** Forgets the keys of what was handed in with drafts and belongs to no application: from now on nobody can open it. How many. */
export async function destroyDocuments(
  tx: Tx,
  { draftIds, at }: { draftIds: readonly string[]; at: Date },
): Promise<number> {
  if (draftIds.length === 0) return 0;
  const rows = await tx
    .update(applicationDocuments)
    .set({ destroyedAt: at, keySealed: null })
    .where(
      and(
        inArray(applicationDocuments.draftId, [...draftIds]),
        isNull(applicationDocuments.applicationId),
        isNull(applicationDocuments.destroyedAt),
      ),
    )
    .returning({ id: applicationDocuments.id });
  return rows.length;
}

/** Files of a draft whose keys are destroyed and that lie on the disk still. */
export async function selectToErase(tx: Tx, draftId: string) {
  return tx
    .select({ id: applicationDocuments.id, fileKey: applicationDocuments.fileKey })
    .from(applicationDocuments)
    .where(
      and(
        eq(applicationDocuments.draftId, draftId),
        isNotNull(applicationDocuments.destroyedAt),
        isNull(applicationDocuments.erasedAt),
      ),
    )
    .limit(DOCUMENTS_LIMIT);
}

export async function markErased(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(applicationDocuments)
    .set({ erasedAt: at })
    .where(inArray(applicationDocuments.id, [...ids]));
}

/** Kinds of documents in their order. */
export async function selectDocumentKinds(tx: Tx) {
  return tx
    .select({
      code: documentKinds.code,
      name: documentKinds.name,
      nameEn: documentKinds.nameEn,
      hint: documentKinds.hint,
      hintEn: documentKinds.hintEn,
      requiredOf: documentKinds.requiredOf,
      source: documentKinds.source,
      confidence: documentKinds.confidence,
    })
    .from(documentKinds)
    .orderBy(asc(documentKinds.position), asc(documentKinds.code))
    .limit(100);
}

export type DocumentKindRecord = Awaited<ReturnType<typeof selectDocumentKinds>>[number];

/** Adds kinds; those that are there stay as they are. Codes of the new ones. */
export async function insertDocumentKinds(
  tx: Tx,
  rows: readonly Omit<typeof documentKinds.$inferInsert, 'tenantId'>[],
): Promise<string[]> {
  const added = await tx
    .insert(documentKinds)
    .values([...rows])
    .onConflictDoNothing()
    .returning({ code: documentKinds.code });
  return added.map(({ code }) => code);
}
