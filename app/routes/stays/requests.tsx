import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listRequests } from '~/domain/stays/list-requests';
import { seesPapers } from '~/domain/stays/whose.rules';
import { page } from '~/routes/authorised.server';
import { formatDate } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { requestLabel, requestTone } from '~/ui/stays/paper-labels';
import { m } from '~/words/generated/messages';

export const loader = page('stays.view', async ({ actor }) => ({
  requests: (await listRequests(actor)).map(({ id, applicationId, personName, askedOn, dueOn, ...rest }) => ({
    id,
    to: `/applications/${applicationId}${seesPapers(actor) ? '/papers' : ''}`,
    personName,
    askedOn,
    dueOn,
    askedByName: rest.askedByName,
    state: rest.overdue ? ('overdue' as const) : rest.status,
  })),
}));

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.stays_requests() }) }];

export default function Requests() {
  const { requests } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.stays_requests()}
      lead={m.stays_requests_lead()}
      above={[{ to: '/applications', label: m.stays_applications() }]}
    >
      <Section>
        <Table
          caption={m.stays_requests()}
          rows={requests}
          rowKey={({ id }) => id}
          empty={m.stays_requests_none()}
          columns={[
            {
              key: 'name',
              title: m.stays_name(),
              heading: true,
              cell: ({ to, personName }) => <Link to={to}>{personName}</Link>,
            },
            {
              key: 'state',
              title: m.stays_request_state(),
              cell: ({ state }) => <Status tone={requestTone[state]}>{requestLabel[state]()}</Status>,
            },
            { key: 'due', title: m.stays_request_due(), cell: ({ dueOn }) => formatDate(dueOn) },
            {
              key: 'asked',
              title: m.stays_event_request_made(),
              cell: ({ askedByName, askedOn }) =>
                m.stays_request_closed({ by: askedByName, at: formatDate(askedOn) }),
            },
          ]}
        />
      </Section>
    </Page>
  );
}
