import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { findOwnDraft } from '~/domain/stays/find-draft';
import { page } from '~/routes/authorised.server';
import { DraftStepPage } from '~/ui/stays/draft-step';
import { m } from '~/words/generated/messages';
import { draftAction, draftPage, stepIn } from './draft-step.server';

const PATH = '/my/application';

export const loader = page('stays.view-own', async ({ actor, param }) => {
  const step = stepIn(param);
  const draft = await findOwnDraft(actor);
  if (!draft) throw redirect(PATH);
  return draftPage(actor, draft, { step, path: PATH });
});

export const action = draftAction(
  () => PATH,
  () => '/my/place',
);

/** A refused form may have kept a part: what is there is shown anew all the same. */
export const shouldRevalidate = () => true;

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.stays_draft_title() }) }];

export default function DraftStepOfFamily() {
  const loaded = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return <DraftStepPage {...loaded} reply={reply} above={[{ to: '/my/place', label: m.stays_own() }]} />;
}
