import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { dateOf } from '~/domain/kernel/plain-date';
import { announceDays } from '~/domain/standards/announce-days';
import { listSpecialDays } from '~/domain/standards/list-special-days';
import { page, post } from '~/routes/authorised.server';
import { Choice, DateField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('standards.view', async ({ actor, url }) => {
  const thisYear = Number(dateOf(actor.at ?? new Date()).slice(0, 4));
  const asked = Number(url.searchParams.get('year'));
  const year = Number.isInteger(asked) && asked >= 2000 && asked < 2100 ? asked : thisYear;
  return {
    year,
    days: await listSpecialDays(actor, { year }),
    mayEnter: actor.permissions.has('standards.propose'),
  };
});

export const action = post(announceDays, {
  then: (_, { form }) => `/calendar-days?year=${String(form.get('from')).slice(0, 4)}`,
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.standards_calendar_title() }) }];

export default function Calendar() {
  const { year, days, mayEnter } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.standards_calendar_title()}
      lead={m.standards_calendar_lead()}
      above={[{ to: '/standards', label: m.standards_title() }]}
      actions={
        <>
          <ButtonLink to={`?year=${year - 1}`}>{String(year - 1)}</ButtonLink>
          <ButtonLink to={`?year=${year + 1}`}>{String(year + 1)}</ButtonLink>
        </>
      }
    >
      {days.length === 0 ? (
        <Notice tone="unconfirmed" title={m.standards_calendar_none({ year: String(year) })}>
          {m.standards_calendar_none_hint()}
        </Notice>
      ) : null}
      <Table
        caption={m.standards_calendar_of({ year: String(year) })}
        rows={days}
        rowKey={(row) => row.day}
        empty={m.standards_calendar_none({ year: String(year) })}
        columns={[
          {
            key: 'day',
            title: m.standards_calendar_day(),
            heading: true,
            cell: (row) => formatDate(row.day),
          },
          {
            key: 'kind',
            title: m.standards_calendar_kind(),
            cell: (row) => (
              <Status tone={row.kind === 'holiday' ? 'ok' : 'info'}>
                {row.kind === 'holiday' ? m.standards_calendar_holiday() : m.standards_calendar_workday()}
              </Status>
            ),
          },
          { key: 'name', title: m.standards_calendar_name(), cell: (row) => row.name },
          { key: 'source', title: m.standards_source(), cell: (row) => row.source },
        ]}
      />
      {mayEnter ? (
        <Section title={m.standards_calendar_enter()}>
          <EditForm reply={reply}>
            <DateField name="from" label={m.standards_calendar_from()} />
            <DateField name="last" label={m.standards_calendar_last()} />
            <Choice
              name="kind"
              label={m.standards_calendar_kind()}
              options={[
                { value: 'holiday', label: m.standards_calendar_holiday() },
                { value: 'workday', label: m.standards_calendar_workday() },
              ]}
              inline
            />
            <TextField name="name" label={m.standards_calendar_name()} maxLength={40} />
            <TextField
              name="source"
              label={m.standards_source()}
              hint={m.standards_calendar_source_hint()}
              maxLength={200}
            />
            <SubmitButton>{m.standards_calendar_enter()}</SubmitButton>
          </EditForm>
        </Section>
      ) : null}
    </Page>
  );
}
