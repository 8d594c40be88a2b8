import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listShownVolunteers } from '~/domain/volunteers/show-in-public';
import { publicPage } from '~/routes/authorised.server';
import { formatMinutes } from '~/ui/kit/format';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import { publicDistrict } from '../public-district.server';

export const loader = publicPage(async (visit) => {
  const { actor, district } = await publicDistrict(visit);
  return { district: district.slug, volunteers: await listShownVolunteers(actor) };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.volunteers_wall_title() }) }];

export default function StarWall() {
  const { district, volunteers } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.volunteers_wall_title()}
      lead={m.volunteers_wall_lead()}
      actions={<ButtonLink to={`/join?district=${district}`}>{m.reports_welcome_volunteer()}</ButtonLink>}
      narrow
    >
      <Section>
        <Table
          caption={m.volunteers_wall_title()}
          rows={volunteers}
          rowKey={(row) => `${row.name}/${row.minutes}`}
          empty={m.volunteers_wall_empty()}
          columns={[
            { key: 'name', title: m.volunteers_name(), heading: true, cell: (row) => row.name },
            {
              key: 'stars',
              title: m.volunteers_stars(),
              numeric: true,
              cell: (row) => m.volunteers_stars_count({ stars: row.stars }),
            },
            {
              key: 'hours',
              title: m.volunteers_hours_total(),
              numeric: true,
              cell: (row) => formatMinutes(row.minutes),
            },
          ]}
        />
      </Section>
    </Page>
  );
}
