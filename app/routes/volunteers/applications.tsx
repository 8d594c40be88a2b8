import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listTowns } from '~/domain/organisations/list-towns';
import { listApplications } from '~/domain/volunteers/decide-application';
import { page } from '~/routes/authorised.server';
import { SelectField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { formatInstant } from '~/ui/kit/format';
import { Page } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { townLabel } from '~/ui/people/labels';
import { applicationLabel, applicationTone } from '~/ui/volunteers/application-status';
import { optionsOf } from '~/ui/volunteers/labels';
import { m } from '~/words/generated/messages';

type Listed = Awaited<ReturnType<typeof listApplications>>['rows'][number];

export const loader = page('volunteers.view', async ({ actor, url }) => {
  const asked = url.searchParams.get('status') ?? '';
  const status = asked in applicationLabel ? (asked as Listed['status']) : 'received';
  const [{ rows, next }, towns] = await Promise.all([
    listApplications(actor, { status, after: url.searchParams.get('after') ?? undefined }),
    listTowns(actor),
  ]);
  const townName = new Map(towns.map((town) => [town.code, townLabel(town)]));
  return {
    status,
    next,
    rows: rows.map(({ id, name, phone, townCode, appliedAt, decidedAt, samePerson, ...row }) => ({
      id,
      name: name ?? m.volunteers_invited_forgotten(),
      phone,
      town: townCode ? townName.get(townCode) : null,
      when: formatInstant(appliedAt),
      same: samePerson > 0 ? m.volunteers_application_same({ count: samePerson }) : null,
      tone: row.late ? ('late' as const) : applicationTone[row.status],
      state: row.late ? m.volunteers_application_late() : applicationLabel[row.status](),
      answer: decidedAt
        ? [formatInstant(decidedAt), row.decidedByName, row.volunteerNumber ?? row.declineReason]
            .filter(Boolean)
            .join(m.reports_list_mark())
        : null,
    })),
  };
});

export const meta: MetaFunction = () => [
  { title: m.kit_page_title({ page: m.volunteers_applications_title() }) },
];

export default function Applications() {
  const { status, rows, next } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.volunteers_applications_title()}
      lead={m.volunteers_applications_lead()}
      above={[{ to: '/volunteers', label: m.volunteers_title() }]}
    >
      <FilterForm values={{ status }}>
        <SelectField name="status" label={m.volunteers_status()} options={optionsOf(applicationLabel)} />
      </FilterForm>
      <Table
        caption={m.volunteers_applications_title()}
        rows={rows}
        next={next}
        rowKey={(row) => row.id}
        empty={m.volunteers_applications_empty()}
        columns={[
          {
            key: 'name',
            title: m.volunteers_name(),
            heading: true,
            cell: (row) => (
              <>
                <Link to={`/volunteers/applications/${row.id}`}>{row.name}</Link>{' '}
                {row.same ? <Status tone="unconfirmed">{row.same}</Status> : null}
              </>
            ),
          },
          { key: 'phone', title: m.volunteers_phone(), cell: (row) => row.phone },
          { key: 'town', title: m.volunteers_town(), cell: (row) => row.town },
          { key: 'when', title: m.volunteers_application_when(), cell: (row) => row.when },
          {
            key: 'state',
            title: m.volunteers_status(),
            cell: (row) => <Status tone={row.tone}>{row.state}</Status>,
          },
          { key: 'answer', title: m.volunteers_application_answer(), cell: (row) => row.answer },
        ]}
      />
    </Page>
  );
}
