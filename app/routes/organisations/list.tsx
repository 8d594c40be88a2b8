import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listOrganisations } from '~/domain/organisations/list-organisations';
import { organisationKinds } from '~/domain/organisations/organisation-kinds';
import { page } from '~/routes/authorised.server';
import { formatEmpty } from '~/ui/kit/format';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { organisationKindLabel } from '~/ui/organisations/labels';
import { townLabel } from '~/ui/people/labels';
import { m } from '~/words/generated/messages';

export const loader = page('organisations.view', async ({ actor }) => ({
  organisations: await listOrganisations(actor, { kinds: organisationKinds }),
  mayEdit: actor.permissions.has('organisations.edit'),
}));

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.organisations_title() }) }];

export default function Organisations() {
  const { organisations, mayEdit } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.organisations_title()}
      lead={m.organisations_lead()}
      actions={
        mayEdit ? (
          <ButtonLink to="/organisations/new" main>
            {m.organisations_new()}
          </ButtonLink>
        ) : null
      }
    >
      {organisationKinds.map((kind) => (
        <Section key={kind} title={organisationKindLabel[kind]()}>
          <Table
            caption={organisationKindLabel[kind]()}
            rows={organisations.filter((row) => row.kind === kind)}
            rowKey={(row) => row.id}
            empty={m.organisations_none()}
            columns={[
              { key: 'name', title: m.organisations_name(), heading: true, cell: townLabel },
              { key: 'code', title: m.organisations_code(), cell: (row) => row.code ?? formatEmpty() },
              {
                key: 'parent',
                title: m.organisations_parent(),
                cell: (row) => row.parentName ?? formatEmpty(),
              },
            ]}
          />
        </Section>
      ))}
    </Page>
  );
}
