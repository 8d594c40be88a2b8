import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listTowns } from '~/domain/organisations/list-towns';
import { registerTeam } from '~/domain/volunteers/keep-teams';
import { page, post } from '~/routes/authorised.server';
import { Checkbox, SubmitButton, TextArea } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { townOptions } from '~/ui/people/labels';
import { TeamFields } from '~/ui/volunteers/team-fields';
import { m } from '~/words/generated/messages';

export const loader = page('volunteers.register', async ({ actor }) => ({
  towns: townOptions(await listTowns(actor)),
}));

export const action = post(registerTeam, { then: ({ teamId }) => `/volunteers/teams/${teamId}` });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.volunteers_team_new() }) }];

export default function NewTeam() {
  const { towns } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.volunteers_team_new()}
      lead={m.volunteers_team_new_lead()}
      above={[{ to: '/volunteers/teams', label: m.volunteers_teams_title() }]}
      narrow
    >
      <Section>
        <EditForm reply={reply}>
          <TeamFields towns={towns} led />
          <TextArea
            name="volunteers"
            label={m.volunteers_team_members()}
            hint={m.volunteers_record_numbers_hint()}
            optional
          />
          <Checkbox name="ownWill" label={m.volunteers_team_own_will()} />
          <SubmitButton>{m.volunteers_team_new()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
