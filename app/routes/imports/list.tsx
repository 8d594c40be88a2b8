import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { importKinds, importPermission } from '~/commands/import-kinds';
import { page } from '~/routes/authorised.server';
import { Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('imports.view', async ({ actor }) => ({
  kinds: Object.entries(importKinds)
    .filter(([, kind]) => actor.permissions.has(importPermission(kind)))
    .map(([name, kind]) => ({ name, title: kind.title(), key: kind.key() })),
}));

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.imports_title() }) }];

export default function Imports() {
  const { kinds } = useLoaderData<typeof loader>();
  return (
    <Page title={m.imports_title()} lead={m.imports_lead()} narrow>
      <Section>
        <Table
          caption={m.imports_title()}
          rows={kinds}
          rowKey={(row) => row.name}
          empty={m.imports_none()}
          columns={[
            {
              key: 'kind',
              title: m.imports_kind(),
              heading: true,
              cell: (row) => <Link to={`/imports/${row.name}`}>{row.title}</Link>,
            },
            { key: 'key', title: m.imports_known_by(), cell: (row) => row.key },
          ]}
        />
      </Section>
    </Page>
  );
}
