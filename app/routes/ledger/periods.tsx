import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { closePeriod } from '~/domain/ledger/close-period';
import { listPeriods } from '~/domain/ledger/list-periods';
import { page, post } from '~/routes/authorised.server';
import { HiddenField, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatInstant, formatMoney, formatMonth, formatNumber } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('ledger.view', async ({ actor }) => ({
  ...(await listPeriods(actor, {})),
  mayClose: actor.permissions.has('ledger.close'),
}));

export const action = post(closePeriod, { then: () => '/ledger/periods' });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.ledger_periods() }) }];

export default function Periods() {
  const { closed, next, mayClose } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.ledger_periods()}
      lead={m.ledger_periods_lead()}
      above={[{ to: '/ledger', label: m.ledger_title() }]}
    >
      {next && mayClose ? (
        <Section title={m.ledger_period_close({ month: formatMonth(next) })}>
          <EditForm reply={reply}>
            <p>{m.ledger_period_close_text()}</p>
            <HiddenField name="month" value={next} />
            <SubmitButton>{m.ledger_period_close({ month: formatMonth(next) })}</SubmitButton>
          </EditForm>
        </Section>
      ) : null}
      <Section>
        <Table
          caption={m.ledger_periods()}
          rows={closed}
          rowKey={(row) => row.month}
          empty={m.ledger_periods_none()}
          columns={[
            { key: 'month', title: m.ledger_month(), heading: true, cell: (row) => formatMonth(row.month) },
            {
              key: 'entries',
              title: m.ledger_period_entries(),
              numeric: true,
              cell: (row) => formatNumber(row.entries),
            },
            {
              key: 'turnover',
              title: m.ledger_period_turnover(),
              numeric: true,
              cell: (row) => formatMoney(row.turnoverFen),
            },
            {
              key: 'at',
              title: m.ledger_period_closed(),
              cell: (row) => `${row.closedByName} ${formatInstant(row.closedAt)}`,
            },
          ]}
        />
      </Section>
    </Page>
  );
}
