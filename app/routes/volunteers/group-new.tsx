import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listTowns } from '~/domain/organisations/list-towns';
import { registerGroup } from '~/domain/volunteers/invite-people';
import { page, post } from '~/routes/authorised.server';
import { Fieldset, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { townOptions } from '~/ui/people/labels';
import { InvitedFields, InvitedRows } from '~/ui/volunteers/invited-rows';
import { TeamFields } from '~/ui/volunteers/team-fields';
import { m } from '~/words/generated/messages';

export const loader = page('volunteers.register', async ({ actor }) => ({
  towns: townOptions(await listTowns(actor)),
}));

export const action = post(registerGroup, { then: ({ teamId }) => `/volunteers/teams/${teamId}` });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.volunteers_group_new() }) }];

export default function NewGroup() {
  const { towns } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.volunteers_group_new()}
      lead={m.volunteers_group_new_lead()}
      above={[{ to: '/volunteers/teams', label: m.volunteers_teams_title() }]}
      narrow
    >
      <Section>
        <EditForm reply={reply}>
          <TeamFields towns={towns} />
          <Fieldset legend={m.volunteers_group_responsible()} hint={m.volunteers_group_responsible_hint()}>
            <InvitedFields name="responsible" />
          </Fieldset>
          <InvitedRows atFirst={2} />
          <SubmitButton>{m.volunteers_group_ask()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
