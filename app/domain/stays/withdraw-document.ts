import { z } from 'zod';
import { selectDocument, withdrawDocumentRow } from '#db/queries/documents';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { lockTaker } from './add-documents';
import { reasonGiven } from './leave.forms';
import { documentEvent } from './stay.events';

/**
 * Takes a paper back that was handed in by mistake. It counts no more and stays in the record, with the reason.
 * Refuses STAY.DOCUMENT_UNKNOWN, .DOCUMENT_WITHDRAWN, and what its draft or application refuses.
 */
export const withdrawDocument = useCase({
  permission: 'stays.apply',
  input: z.object({ documentId: z.uuid('STAY.DOCUMENT_UNKNOWN'), reason: reasonGiven }),
  async run(scope, { documentId, reason }) {
    const document = await selectDocument(scope.tx, documentId);
    if (!document) return refuse(refusal('STAY.DOCUMENT_UNKNOWN'));
    const { draftId, applicationId, kind } = document;
    const taker = await lockTaker(
      scope,
      applicationId ? { applicationId } : { draftId: draftId ?? undefined },
    );
    if (!taker.ok)
      return taker.refusals.some(({ code }) => /UNKNOWN$/.test(code))
        ? refuse(refusal('STAY.DOCUMENT_UNKNOWN'))
        : taker;
    const by = scope.actor.name;
    if (!(await withdrawDocumentRow(scope.tx, { id: documentId, at: scope.now, by, reason })))
      return refuse(refusal('STAY.DOCUMENT_WITHDRAWN'));
    const subject = applicationId ?? draftId ?? '';
    scope.audit(
      documentEvent({ applicationId, draftId })(
        'document.withdrawn',
        subject,
        { documentId, document: kind },
        reason,
      ),
    );
    return accept({ documentId, applicationId, draftId });
  },
});
