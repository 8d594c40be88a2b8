import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { findDraft } from '~/domain/stays/find-draft';
import { notFound, page } from '~/routes/authorised.server';
import { DraftStepPage } from '~/ui/stays/draft-step';
import { m } from '~/words/generated/messages';
import { draftAction, draftPage, stepIn } from './draft-step.server';

export const loader = page('stays.apply', async ({ actor, id, param }) => {
  const draft = await findDraft(actor, { id });
  if (draft?.status !== 'open') throw notFound();
  return draftPage(actor, draft, { step: stepIn(param), path: `/applications/drafts/${id}` });
});

export const action = draftAction(
  ({ id }) => `/applications/drafts/${id}`,
  (applicationId) => `/applications/${applicationId}`,
);

/** A refused form may have kept a part: what is there is shown anew all the same. */
export const shouldRevalidate = () => true;

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.stays_draft_title() }) }];

export default function DraftStepOfStaff() {
  const loaded = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <DraftStepPage
      {...loaded}
      reply={reply}
      above={[
        { to: '/applications', label: m.stays_applications() },
        { to: '/applications/new', label: m.stays_new() },
      ]}
    />
  );
}
