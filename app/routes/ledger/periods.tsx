import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { closePeriod } from '~/domain/ledger/close-period';
import { listPeriods } from '~/domain/ledger/list-periods';
import { openInMonth } from '~/domain/reports/open-in-month';
import { page, post } from '~/routes/authorised.server';
import { Dialog } from '~/ui/kit/dialog';
import { HiddenField, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatInstant, formatMoney, formatMonth, formatNumber } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('ledger.view', async ({ actor }) => {
  const periods = await listPeriods(actor, {});
  const open = periods.next ? await openInMonth(actor, { month: periods.next }) : [];
  return {
    ...periods,
    open: open.map(({ key, to, count }) => ({ to, count, words: openLabel[key]() })),
    mayClose: actor.permissions.has('ledger.close'),
  };
});

const openLabel = {
  bank_lines: m.reports_work_bank_lines,
  payment_reviews: m.reports_work_payment_reviews,
  receipts_missing: m.reports_work_receipts_missing,
  funds_proposed: m.reports_work_funds_proposed,
  payouts_proposed: m.reports_work_payouts_proposed,
  gift_returns: m.reports_work_gift_returns,
} as const;

export const action = post(closePeriod, { then: () => '/ledger/periods' });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.ledger_periods() }) }];

export default function Periods() {
  const { closed, next, open, mayClose } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.ledger_periods()}
      lead={m.ledger_periods_lead()}
      above={[{ to: '/ledger', label: m.ledger_title() }]}
    >
      {next && mayClose ? (
        <Section title={m.ledger_period_close({ month: formatMonth(next) })}>
          {open.length > 0 ? (
            <Notice tone="late" title={m.ledger_period_open()}>
              <ul>
                {open.map(({ to, count, words }) => (
                  <li key={to}>
                    <Link to={to}>
                      {words}
                      {m.kit_colon()}
                      {formatNumber(count)}
                    </Link>
                  </li>
                ))}
              </ul>
              <p>{m.ledger_period_open_text()}</p>
            </Notice>
          ) : (
            <Notice tone="ok" title={m.ledger_period_nothing_open()} />
          )}
          <div className="actions">
            <Dialog
              id="close"
              title={m.ledger_period_close({ month: formatMonth(next) })}
              trigger={m.ledger_period_close({ month: formatMonth(next) })}
              danger
            >
              <EditForm reply={reply}>
                <p>{m.ledger_period_close_text()}</p>
                {open.length > 0 ? (
                  <p>
                    {m.ledger_period_open()}
                    {m.kit_colon()}
                    {open
                      .map(({ words, count }) => `${words} ${formatNumber(count)}`)
                      .join(m.reports_list_mark())}
                  </p>
                ) : null}
                <HiddenField name="month" value={next} />
                <SubmitButton danger>{m.ledger_period_close_for_good()}</SubmitButton>
              </EditForm>
            </Dialog>
          </div>
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
