import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { dateOf } from '~/domain/kernel/plain-date';
import { listBatches, startBatch } from '~/domain/receipts/batches';
import { page, post } from '~/routes/authorised.server';
import { Checkbox, Choice, DateField, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate, formatInstant, formatNumber } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { BatchState, batchKindLabel } from '~/ui/receipts/batch';
import { m } from '~/words/generated/messages';

export const loader = page('receipts.view', async ({ actor }) => {
  const today = dateOf(actor.at ?? new Date());
  return {
    batches: await listBatches(actor, {}),
    days: { from: `${today.slice(0, 4)}-01-01`, last: today },
    mayStart: actor.permissions.has('receipts.issue'),
  };
});

export const action = post(startBatch, { then: ({ batchId }) => `/receipts/batches/${batchId}` });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.receipts_batches() }) }];

export default function Batches() {
  const { batches, days, mayStart } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.receipts_batches()}
      lead={m.receipts_batches_lead()}
      above={[{ to: '/receipts', label: m.receipts_title() }]}
    >
      {mayStart ? (
        <Section title={m.receipts_batch_new()}>
          <EditForm reply={reply} values={{ kind: 'issue', ...days }}>
            <Choice
              name="kind"
              label={m.receipts_batch_kind()}
              options={[
                { value: 'issue', label: batchKindLabel.issue(), hint: m.receipts_batch_issue_hint() },
                { value: 'send', label: batchKindLabel.send(), hint: m.receipts_batch_send_hint() },
              ]}
            />
            <DateField name="from" label={m.receipts_batch_from()} />
            <DateField name="last" label={m.receipts_batch_last()} />
            <Checkbox name="again" label={m.receipts_batch_again()} hint={m.receipts_batch_again_hint()} />
            <SubmitButton>{m.receipts_batch_start()}</SubmitButton>
          </EditForm>
        </Section>
      ) : null}
      <Table
        caption={m.receipts_batches()}
        rows={batches}
        rowKey={(row) => row.id}
        empty={m.receipts_batches_empty()}
        columns={[
          {
            key: 'at',
            title: m.receipts_batch_at(),
            heading: true,
            cell: (row) => <Link to={`/receipts/batches/${row.id}`}>{formatInstant(row.requestedAt)}</Link>,
          },
          { key: 'kind', title: m.receipts_batch_kind(), cell: (row) => batchKindLabel[row.kind]() },
          {
            key: 'days',
            title: m.receipts_batch_days(),
            cell: (row) => m.kit_period({ from: formatDate(row.fromOn), last: formatDate(row.lastOn) }),
          },
          {
            key: 'total',
            title: m.receipts_batch_total(),
            numeric: true,
            cell: (row) => formatNumber(row.total),
          },
          {
            key: 'done',
            title: m.receipts_batch_done(),
            numeric: true,
            cell: (row) => formatNumber(row.done),
          },
          {
            key: 'left',
            title: m.receipts_batch_left_out(),
            numeric: true,
            cell: (row) => formatNumber(row.leftOut),
          },
          { key: 'state', title: m.receipts_state(), cell: (row) => <BatchState batch={row} /> },
        ]}
      />
    </Page>
  );
}
