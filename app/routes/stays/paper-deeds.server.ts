import { redirect } from '@remix-run/node';
import type { z } from 'zod';
import type { UseCase } from '~/domain/audit/use-case';
import type { Refusal } from '~/domain/kernel/refusals';
import { addDocuments } from '~/domain/stays/add-documents';
import { addRequestedDocuments, answerRequest } from '~/domain/stays/answer-request';
import { withdrawDocument } from '~/domain/stays/withdraw-document';
import { act, type FormVisit, post } from '~/routes/authorised.server';
import { replyWithRefusals, submission } from '~/routes/form.server';
import { filesOf } from './document-files.server';

/** Uploads: files in order are kept even when others of the same form are not, which then are named. */
export const uploads = <Input extends z.ZodType, Value extends { readonly refused: readonly Refusal[] }>(
  useCase: UseCase<Input, Value>,
  back: (visit: FormVisit) => string,
) =>
  act(useCase.permission, async (visit) => {
    const sent = submission(visit.form, useCase.input);
    const said = { ...(sent.input as object), files: await filesOf(visit.form) };
    const result = await useCase(visit.actor, said as z.input<Input>);
    const refused = result.ok ? result.value.refused : result.refusals;
    return refused.length > 0 ? replyWithRefusals(sent, refused) : redirect(back(visit), 303);
  });

/** What is done with papers and requests on the page of an application, by staff and by the family. */
export const paperDeeds = (back: (visit: FormVisit) => string) => ({
  upload: uploads(addDocuments, back),
  'upload-requested': uploads(addRequestedDocuments, back),
  'withdraw-document': post(withdrawDocument, { then: (_, visit) => back(visit) }),
  'answer-request': post(answerRequest, { then: (_, visit) => back(visit) }),
});
