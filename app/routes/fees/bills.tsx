import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { monthsBefore } from '~/domain/fees/charge.rules';
import { getMonthTotals, getUnpaidTotals, listInvoices } from '~/domain/fees/list-invoices';
import { listGaps, listRuns } from '~/domain/fees/list-runs';
import { runMonth } from '~/domain/fees/run-month';
import { dateOf, monthOf } from '~/domain/kernel/plain-date';
import { refusalText } from '~/platform/i18n/refusal-words.server';
import { page, post } from '~/routes/authorised.server';
import { InvoicesTable } from '~/ui/fees/invoices-table';
import { jobName } from '~/ui/jobs/job-name';
import { HiddenField, SubmitButton, TextField } from '~/ui/kit/fields';
import { Figure, Figures } from '~/ui/kit/figure';
import { EditForm, FilterForm } from '~/ui/kit/form';
import { formatInstant, formatMoney, formatMonth, formatNumber, formatPeriod } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { KeepFresh, Progress } from '~/ui/kit/progress';
import { Table } from '~/ui/kit/table';
import { gradeLabel } from '~/ui/standards/labels';
import { m } from '~/words/generated/messages';

export const loader = page('fees.view', async ({ actor, url }) => {
  const last = monthsBefore(monthOf(dateOf(actor.at ?? new Date())), 1)[0] ?? '';
  const asked = url.searchParams.get('month') ?? '';
  const month = /^20\d\d-(0[1-9]|1[0-2])$/.test(asked) ? asked : last;
  const name = url.searchParams.get('name')?.trim() || undefined;
  const after = url.searchParams.get('after') ?? undefined;
  const [invoices, totals, unpaid, gaps, runs] = await Promise.all([
    listInvoices(actor, { month, name, after }),
    getMonthTotals(actor, { month }),
    getUnpaidTotals(actor, {}),
    listGaps(actor, { month }),
    listRuns(actor, { month }),
  ]);
  return {
    month,
    name,
    invoices,
    totals,
    unpaid,
    gaps: gaps.map((gap) => ({ ...gap, why: refusalText({ code: gap.code }) })),
    runs,
    mayBill: actor.permissions.has('fees.bill') && month <= last,
  };
});

export const action = post(runMonth, { then: (_, { form }) => `/bills?month=${form.get('month')}` });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.fees_bills_title() }) }];

export default function Bills() {
  const { month, name, invoices, totals, unpaid, gaps, runs, mayBill } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const running = runs.find((run) => run.finishedAt === null);
  return (
    <Page
      title={m.fees_bills_title()}
      lead={m.fees_bills_lead()}
      actions={
        <>
          <ButtonLink to="/payments">{m.fees_payments()}</ButtonLink>
          <ButtonLink to="/payers">{m.fees_payers()}</ButtonLink>
        </>
      }
    >
      <Figures>
        <Figure
          label={m.fees_billed_in({ month: formatMonth(month) })}
          value={formatMoney(totals.amountFen)}
          to={`/bills?month=${month}`}
          note={m.fees_bills_count({ count: formatNumber(totals.count) })}
        />
        <Figure
          label={m.fees_unpaid()}
          value={formatMoney(unpaid.fen)}
          to="/bills/unpaid"
          note={m.fees_bills_count({ count: formatNumber(unpaid.count) })}
        />
        <Figure
          label={m.fees_overdue()}
          value={formatMoney(unpaid.overdueFen)}
          to="/bills/unpaid?overdue=1"
          state={
            unpaid.overdue > 0
              ? { tone: 'late', words: m.fees_bills_count({ count: formatNumber(unpaid.overdue) }) }
              : undefined
          }
        />
      </Figures>
      <FilterForm values={{ month, name }}>
        <TextField name="month" label={m.fees_month()} type="month" />
        <TextField name="name" label={m.fees_resident()} optional />
      </FilterForm>
      {mayBill ? (
        <Section title={m.fees_run_title({ month: formatMonth(month) })}>
          {running ? (
            <>
              <Progress label={m.fees_run_working()} done={running.billed} />
              <KeepFresh />
            </>
          ) : (
            <EditForm reply={reply} values={{ month }}>
              <p>{runs.length > 0 ? m.fees_run_again() : m.fees_run_first()}</p>
              <HiddenField name="month" value={month} />
              <SubmitButton>{m.fees_run()}</SubmitButton>
            </EditForm>
          )}
        </Section>
      ) : null}
      {gaps.length > 0 ? (
        <Section title={m.fees_gaps_title()}>
          <Notice tone="late">
            <p>{m.fees_gaps_text()}</p>
          </Notice>
          <Table
            caption={m.fees_gaps_title()}
            rows={gaps}
            rowKey={(gap) => `${gap.stayId} ${gap.fromOn}`}
            empty=""
            columns={[
              {
                key: 'who',
                title: m.fees_resident(),
                heading: true,
                cell: (gap) => <Link to={`/people/${gap.personId}`}>{gap.personName}</Link>,
              },
              { key: 'days', title: m.fees_days_of(), cell: (gap) => formatPeriod(gap.fromOn, gap.untilOn) },
              { key: 'grade', title: m.fees_grade(), cell: (gap) => gap.grade && gradeLabel(gap.grade) },
              { key: 'why', title: m.fees_why(), cell: (gap) => gap.why },
            ]}
          />
        </Section>
      ) : null}
      <InvoicesTable
        caption={m.fees_bills_of({ month: formatMonth(month) })}
        rows={invoices.rows}
        next={invoices.next}
        empty={m.fees_bills_empty()}
      />
      <Section title={m.fees_runs_title()}>
        <Table
          caption={m.fees_runs_title()}
          rows={runs}
          rowKey={(run) => run.id}
          empty={m.fees_runs_empty()}
          columns={[
            {
              key: 'at',
              title: m.fees_run_at(),
              heading: true,
              cell: (run) => formatInstant(run.requestedAt),
            },
            { key: 'by', title: m.fees_run_by(), cell: (run) => jobName(run.requestedByName) },
            {
              key: 'billed',
              title: m.fees_run_billed(),
              numeric: true,
              cell: (run) => formatNumber(run.billed),
            },
            {
              key: 'blocked',
              title: m.fees_run_blocked(),
              numeric: true,
              cell: (run) => formatNumber(run.blocked),
            },
            { key: 'sum', title: m.fees_amount(), numeric: true, cell: (run) => formatMoney(run.billedFen) },
          ]}
        />
      </Section>
    </Page>
  );
}
