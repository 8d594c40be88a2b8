import { type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { findPerson } from '~/domain/people/find-person';
import { listDrafts } from '~/domain/stays/find-draft';
import { startDraft } from '~/domain/stays/start-draft';
import { notFound, page, post } from '~/routes/authorised.server';
import { HiddenField, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatInstant, formatNumber } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('stays.apply', async ({ actor, url }) => {
  if (!actor.permissions.has('stays.view')) throw redirect('/my/application');
  const personId = url.searchParams.get('person');
  const [person, drafts] = await Promise.all([
    personId && actor.permissions.has('people.view') ? findPerson(actor, { id: personId }) : undefined,
    listDrafts(actor),
  ]);
  if (personId && !person) throw notFound();
  return { person: person && { id: person.id, name: person.name }, drafts };
});

export const action = post(startDraft, {
  then: ({ draftId }, { actor }) =>
    actor.permissions.has('stays.view') ? `/applications/drafts/${draftId}/who` : '/my/application/who',
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.stays_new() }) }];

export default function NewApplication() {
  const { person, drafts } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.stays_new()}
      lead={m.stays_new_lead()}
      above={[{ to: '/applications', label: m.stays_applications() }]}
    >
      <Section title={person ? m.stays_draft_start_for({ name: person.name }) : undefined}>
        <p>{m.stays_draft_start_lead()}</p>
        <EditForm reply={reply}>
          {person ? <HiddenField name="personId" value={person.id} /> : null}
          <SubmitButton>{m.stays_draft_start()}</SubmitButton>
        </EditForm>
      </Section>
      <Section title={m.stays_draft_under_way()}>
        <Table
          caption={m.stays_draft_under_way()}
          rows={drafts}
          rowKey={({ id }) => id}
          empty={m.stays_draft_none()}
          columns={[
            {
              key: 'name',
              title: m.stays_name(),
              heading: true,
              cell: ({ id, name }) => (
                <Link to={`/applications/drafts/${id}/check`}>{name ?? m.stays_draft_nameless()}</Link>
              ),
            },
            {
              key: 'begun',
              title: m.stays_draft_begun_by(),
              cell: ({ startedByName, startedAt }) =>
                m.stays_request_closed({ by: startedByName, at: formatInstant(startedAt) }),
            },
            {
              key: 'saved',
              title: m.stays_draft_saved_at(),
              cell: ({ savedByName, savedAt }) =>
                m.stays_request_closed({ by: savedByName, at: formatInstant(savedAt) }),
            },
            {
              key: 'steps',
              title: m.stays_draft_steps_saved(),
              numeric: true,
              cell: ({ stepsSaved }) => formatNumber(stepsSaved),
            },
          ]}
        />
      </Section>
    </Page>
  );
}
