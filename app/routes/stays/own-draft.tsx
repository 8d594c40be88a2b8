import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { findOwnDraft } from '~/domain/stays/find-draft';
import { startDraft } from '~/domain/stays/start-draft';
import { page, post } from '~/routes/authorised.server';
import { SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatInstant } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

export const loader = page('stays.view-own', async ({ actor }) => {
  const draft = await findOwnDraft(actor);
  return {
    linked: actor.personId !== undefined,
    draft: draft && { savedAt: draft.savedAt, savedByName: draft.savedByName },
  };
});

export const action = post(startDraft, { then: () => '/my/application/who' });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.stays_draft_title() }) }];

export default function OwnDraft() {
  const { linked, draft } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.stays_draft_title()}
      lead={m.stays_draft_family_lead()}
      above={[{ to: '/my/place', label: m.stays_own() }]}
      narrow
    >
      {linked ? (
        <Section>
          <p>{m.stays_draft_start_lead()}</p>
          {draft ? (
            <>
              <p className="quiet">
                {m.stays_draft_saved({ at: formatInstant(draft.savedAt), by: draft.savedByName })}
              </p>
              <div className="actions">
                <ButtonLink to="/my/application/who" main>
                  {m.stays_draft_resume()}
                </ButtonLink>
              </div>
            </>
          ) : (
            <EditForm reply={reply}>
              <SubmitButton>{m.stays_draft_start()}</SubmitButton>
            </EditForm>
          )}
        </Section>
      ) : (
        <Notice tone="info">
          <p>{m.refusal_STAY_FAMILY_NOT_LINKED()}</p>
        </Notice>
      )}
    </Page>
  );
}
