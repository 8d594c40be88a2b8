import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  contentIndexOf,
  countDocuments,
  type DocumentsOf,
  insertDocument,
  selectSameContents,
} from '#db/queries/documents';
import { lockApplication } from '#db/queries/stays';
import { type CleanDocument, cleanDocument, type DocumentRefusal } from '~/platform/storage/clean-document';
import { storeSealedFile } from '~/platform/storage/sealed-file';
import { LARGEST_FILE_BYTES } from '~/platform/storage/store-file';
import { type Scope, useCase } from '../audit/use-case';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { documentKindsOf } from './list-document-kinds';
import { lockOpenDraft } from './save-draft-step';
import { intakeRulesOf } from './settle-intake';
import { intakeConstraints } from './stay.constraints';
import { documentEvent } from './stay.events';
import { concerns } from './whose.rules';

/** Most files that one form brings. */
const FILES_AT_ONCE = 10;

const codeOf: Record<DocumentRefusal, string> = {
  empty: 'STAY.FILE_EMPTY',
  'too-large': 'STAY.FILE_TOO_LARGE',
  'unknown-content': 'STAY.FILE_CONTENT',
  broken: 'STAY.FILE_BROKEN',
  heic: 'STAY.FILE_HEIC',
  active: 'STAY.FILE_ACTIVE',
  locked: 'STAY.FILE_LOCKED',
};

/** The name of a file as it is kept: no path, no control characters. */
const plainName = (name: string): string =>
  name
    .replace(/^.*[\\/]/s, '')
    .replace(/\p{C}/gu, '')
    .trim()
    .slice(0, 200) || 'document';

const file = z.object({
  name: z.string().max(1_000).transform(plainName),
  content: z.instanceof(Uint8Array),
});
type NamedFile = z.output<typeof file>;

/** What a draft, or an application under way, takes; locked. Refuses STAY.DRAFT_…, .APPLICATION_UNKNOWN, .NOT_OPEN. */
export async function lockTaker(
  scope: Scope,
  { draftId, applicationId }: { draftId?: string; applicationId?: string },
): Promise<Result<DocumentsOf>> {
  if (draftId) {
    const draft = await lockOpenDraft(scope, draftId);
    return draft.ok ? accept({ draftId }) : draft;
  }
  const application = applicationId ? await lockApplication(scope.tx, applicationId) : undefined;
  if (!application || !applicationId || !concerns(scope.actor, application))
    return refuse(refusal('STAY.APPLICATION_UNKNOWN'));
  if (['admitted', 'declined', 'withdrawn'].includes(application.status))
    return refuse(refusal('STAY.PAPERS_CLOSED'));
  return accept({ applicationId });
}

/**
 * Takes papers: photographs (JPEG, PNG, WebP) and PDF, told by their content, at most 10 MiB each. Of several files those that are
 * in order are kept and `refused` says why the others are not, by name; when none is, the whole is refused. Files are kept
 * encrypted outside of everything that is served. Refuses STAY.DOCUMENT_KIND, .FILE_MISSING, .FILES_MANY, .DOCUMENTS_LIMIT,
 * .DOCUMENT_TWICE, .FILE_EMPTY, .FILE_TOO_LARGE, .FILE_CONTENT, .FILE_BROKEN, .FILE_HEIC, .FILE_ACTIVE, .FILE_LOCKED.
 */
export const addDocuments = useCase({
  permission: 'stays.apply',
  input: z.object({
    draftId: z.uuid('STAY.DRAFT_UNKNOWN').optional(),
    applicationId: z.uuid('STAY.APPLICATION_UNKNOWN').optional(),
    kind: z.string('STAY.DOCUMENT_KIND'),
    files: z.array(file).max(FILES_AT_ONCE, 'STAY.FILES_MANY'),
  }),
  constraints: intakeConstraints,
  async run(scope, { kind, files, ...target }) {
    return addDocumentsTo(scope, { target, kind, files });
  },
});

/** The same inside a larger use case; `requestId` names the request that the papers answer. */
export async function addDocumentsTo(
  scope: Scope,
  {
    target,
    kind,
    files,
    requestId,
  }: {
    target: { draftId?: string; applicationId?: string };
    kind: string;
    files: readonly NamedFile[];
    requestId?: string;
  },
): Promise<Result<{ documentIds: string[]; refused: readonly Refusal[] }>> {
  const taker = await lockTaker(scope, target);
  if (!taker.ok) return taker;
  const of = taker.value;
  const kinds = await documentKindsOf(scope);
  const problems: Refusal[] = [];
  if (!kinds.some(({ code }) => code === kind))
    problems.push(refusal('STAY.DOCUMENT_KIND', { field: 'kind' }));
  if (files.length === 0) problems.push(refusal('STAY.FILE_MISSING', { field: 'files' }));
  const { documentsLimit } = await intakeRulesOf(scope);
  if ((await countDocuments(scope.tx, of)) + files.length > documentsLimit)
    problems.push(refusal('STAY.DOCUMENTS_LIMIT', { field: 'files', params: { most: documentsLimit } }));
  if (problems.length > 0) return refuse(...problems);

  const { clean, refused } = await looked(scope, of, files);
  if (clean.length === 0) return refuse(...refused);
  const documentIds: string[] = [];
  for (const one of clean) documentIds.push(await keep(scope, { ...of, kind, requestId }, one));
  return accept({ documentIds, refused });
}

interface Looked extends CleanDocument {
  readonly name: string;
  readonly contentIndex: string;
}

/** Which files are in order and new, and why the others are not taken. */
async function looked(
  scope: Scope,
  of: DocumentsOf,
  files: readonly NamedFile[],
): Promise<{ clean: Looked[]; refused: Refusal[] }> {
  const clean: Looked[] = [];
  const refused: Refusal[] = [];
  const refuseFile = (code: string, name: string) =>
    refused.push(
      refusal(code, { field: 'files', params: { name, most: Math.floor(LARGEST_FILE_BYTES / 1024 / 1024) } }),
    );
  const indexes = files.map(({ content }) =>
    contentIndexOf(createHash('sha256').update(content).digest('hex')),
  );
  const there = new Set(await selectSameContents(scope.tx, of, indexes));
  for (const [place, { name, content }] of files.entries()) {
    const contentIndex = indexes[place] ?? '';
    if (there.has(contentIndex)) {
      refuseFile('STAY.DOCUMENT_TWICE', name);
      continue;
    }
    const cleaned = await cleanDocument(content);
    if ('refused' in cleaned) {
      refuseFile(codeOf[cleaned.refused], name);
      continue;
    }
    there.add(contentIndex);
    clean.push({ ...cleaned, name, contentIndex });
  }
  return { clean, refused };
}

async function keep(
  scope: Scope,
  of: DocumentsOf & { kind: string; requestId?: string },
  { name, type, content, contentIndex }: Looked,
): Promise<string> {
  const { key, dataKey } = await storeSealedFile(scope.actor.tenantId, content);
  const documentId = await insertDocument(scope.tx, {
    ...of,
    name,
    contentIndex,
    fileKey: key,
    dataKey,
    fileType: type,
    fileBytes: content.byteLength,
    addedAt: scope.now,
    addedByName: scope.actor.name,
  });
  scope.audit(
    documentEvent(of)('document.added', of.applicationId ?? of.draftId, { documentId, document: of.kind }),
  );
  return documentId;
}
