import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listTowns } from '~/domain/organisations/list-towns';
import { registerPerson } from '~/domain/people/register-person';
import { page, post } from '~/routes/authorised.server';
import { Choice, DateField, SubmitButton, TextArea, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { optionsOf, sexLabel } from '~/ui/people/labels';
import { ResidenceFields } from '~/ui/people/person-fields';
import { m } from '~/words/generated/messages';

export const loader = page('people.register', async ({ actor }) => {
  const towns = await listTowns(actor);
  return {
    towns: actor.townCode ? towns.filter(({ code }) => code === actor.townCode) : towns,
    townCode: actor.townCode,
  };
});

export const action = post(registerPerson, { then: ({ personId }) => `/people/${personId}` });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.people_new() }) }];

export default function NewPerson() {
  const { towns, townCode } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.people_new()}
      lead={m.people_new_lead()}
      above={[{ to: '/people', label: m.people_title() }]}
      narrow
    >
      <Section>
        <EditForm reply={reply} values={{ townCode }}>
          <TextField name="name" label={m.people_name()} maxLength={60} />
          <TextField
            name="identityNumber"
            label={m.people_identity_number()}
            hint={m.people_identity_hint()}
            maxLength={40}
            optional
          />
          <Choice
            name="sex"
            label={m.people_sex()}
            hint={m.people_without_identity()}
            options={optionsOf(sexLabel)}
            inline
            optional
          />
          <DateField
            name="birthDate"
            label={m.people_birth_date()}
            hint={m.people_without_identity()}
            optional
          />
          <TextField name="phone" label={m.people_phone()} type="tel" maxLength={30} optional />
          <ResidenceFields towns={towns} />
          <TextArea name="address" label={m.people_address()} optional />
          <SubmitButton>{m.people_register()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
