import { z } from 'zod';
import { selectDocument } from '#db/queries/documents';
import { openSealedFile } from '~/platform/storage/sealed-file';
import { type ReadScope, read, useCase } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { documentEvent } from './stay.events';
import { concerns } from './whose.rules';

/** A paper in the clear. */
export interface OpenDocument {
  readonly name: string;
  readonly type: string;
  readonly content: Uint8Array;
}

type Found = NonNullable<Awaited<ReturnType<typeof selectDocument>>>;

/** Whose a paper is decides who sees it: a draft for somebody new belongs to the town where it was begun. */
const isTheirs = ({ actor }: ReadScope, { personId, townCode }: Found): boolean =>
  concerns(actor, { personId: personId ?? '', townCode });

async function opened({ actor }: ReadScope, document: Found): Promise<OpenDocument | undefined> {
  const { dataKey, fileKey, name, fileType } = document;
  const content = dataKey && (await openSealedFile(actor.tenantId, { key: fileKey, dataKey }));
  return content ? { name, type: fileType, content } : undefined;
}

/**
 * Shows a paper to staff and writes down who looked at it (个人信息保护法 Art. 28, 51). Refuses STAY.DOCUMENT_UNKNOWN, also when
 * it is another town's, and .DOCUMENT_GONE when the file is not in the store any more.
 */
export const viewDocument = useCase({
  permission: 'stays.reveal-documents',
  input: z.object({ documentId: z.uuid('STAY.DOCUMENT_UNKNOWN') }),
  async run(scope, { documentId }): Promise<Result<OpenDocument>> {
    const document = await selectDocument(scope.tx, documentId);
    if (!document || !isTheirs(scope, document)) return refuse(refusal('STAY.DOCUMENT_UNKNOWN'));
    const paper = await opened(scope, document);
    if (!paper) return refuse(refusal('STAY.DOCUMENT_GONE'));
    const { draftId, applicationId, kind } = document;
    scope.audit(
      documentEvent({ draftId, applicationId })('document.viewed', applicationId ?? draftId ?? '', {
        documentId,
        document: kind,
      }),
    );
    return accept(paper);
  },
});

/** A paper of the person for whom a family acts; undefined when it is somebody else's or gone. */
export const findOwnDocument = read('stays.view-own', async (scope, { id }: { id: string }) => {
  const { personId } = scope.actor;
  const document = personId ? await selectDocument(scope.tx, id) : undefined;
  return document && document.personId === personId ? opened(scope, document) : undefined;
});
