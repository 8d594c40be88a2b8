import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listOrganisations } from '~/domain/organisations/list-organisations';
import { organisationKinds } from '~/domain/organisations/organisation-kinds';
import { registerOrganisation } from '~/domain/organisations/register-organisation';
import { page, post } from '~/routes/authorised.server';
import { SelectField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { organisationKindLabel } from '~/ui/organisations/labels';
import { optionsOf, townLabel } from '~/ui/people/labels';
import { m } from '~/words/generated/messages';

export const loader = page('organisations.edit', async ({ actor }) => ({
  above: await listOrganisations(actor, {
    kinds: organisationKinds.filter((kind) => kind === 'district' || kind === 'town'),
  }),
}));

export const action = post(registerOrganisation, { then: () => '/organisations' });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.organisations_new() }) }];

export default function NewOrganisation() {
  const { above } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.organisations_new()}
      above={[{ to: '/organisations', label: m.organisations_title() }]}
      narrow
    >
      <Section>
        <EditForm reply={reply}>
          <SelectField
            name="kind"
            label={m.organisations_kind()}
            options={optionsOf(organisationKindLabel)}
          />
          <TextField name="name" label={m.organisations_name()} maxLength={60} />
          <TextField name="nameEn" label={m.organisations_name_en()} maxLength={120} optional />
          <SelectField
            name="parentId"
            label={m.organisations_parent()}
            hint={m.organisations_parent_hint()}
            options={above.map((one) => ({ value: one.id, label: townLabel(one) }))}
            optional
          />
          <TextField
            name="code"
            label={m.organisations_code()}
            hint={m.organisations_code_hint()}
            maxLength={20}
            optional
          />
          <TextField
            name="latitude"
            label={m.organisations_latitude()}
            hint={m.organisations_place_hint()}
            maxLength={12}
            optional
          />
          <TextField name="longitude" label={m.organisations_longitude()} maxLength={12} optional />
          <SubmitButton>{m.organisations_register()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
