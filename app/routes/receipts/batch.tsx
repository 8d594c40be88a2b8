import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listTimeline } from '~/domain/audit/list-timeline';
import { findBatch, resumeBatch, stopBatch } from '~/domain/receipts/batches';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { inWords } from '~/ui/donations/gift-history';
import { History } from '~/ui/donations/history';
import { DescriptionList } from '~/ui/kit/description-list';
import { SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate, formatInstant, formatNumber } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { KeepFresh, Progress } from '~/ui/kit/progress';
import { BatchState, batchKindLabel } from '~/ui/receipts/batch';
import { m } from '~/words/generated/messages';

export const loader = page('receipts.view', async ({ actor, id }) => {
  const batch = await findBatch(actor, { batchId: id });
  if (!batch) throw notFound();
  return {
    batch,
    events: inWords(await listTimeline(actor, { type: 'receipt-batch', id })),
    mayAct: actor.permissions.has('receipts.issue'),
  };
});

export const action = intents({
  stop: post(stopBatch, {
    with: ({ id }) => ({ batchId: id }),
    then: (_, { id }) => `/receipts/batches/${id}`,
  }),
  resume: post(resumeBatch, {
    with: ({ id }) => ({ batchId: id }),
    then: (_, { id }) => `/receipts/batches/${id}`,
  }),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.receipts_batches() }) }];

export default function Batch() {
  const { batch, events, mayAct } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const { sent } = batch;
  return (
    <Page
      title={m.receipts_batch_title({
        kind: batchKindLabel[batch.kind](),
        from: formatDate(batch.fromOn),
        last: formatDate(batch.lastOn),
      })}
      above={[
        { to: '/receipts', label: m.receipts_title() },
        { to: '/receipts/batches', label: m.receipts_batches() },
      ]}
      status={<BatchState batch={batch} running={batch.running} />}
    >
      <Section>
        {batch.running ? (
          <>
            <Progress
              label={batchKindLabel[batch.kind]()}
              done={Math.min(batch.through, batch.total)}
              total={batch.total}
            />
            <KeepFresh />
          </>
        ) : null}
        <DescriptionList
          items={[
            { term: m.receipts_batch_total(), value: formatNumber(batch.total) },
            ...(batch.alreadySent > 0
              ? [{ term: m.receipts_batch_already_sent(), value: formatNumber(batch.alreadySent) }]
              : []),
            ...(sent
              ? [
                  { term: m.receipts_sending_sent(), value: formatNumber(sent.sent) },
                  { term: m.receipts_sending_queued(), value: formatNumber(sent.waiting) },
                  { term: m.receipts_sending_no_address(), value: formatNumber(sent.noAddress) },
                  { term: m.receipts_sending_given_up(), value: formatNumber(sent.givenUp) },
                  { term: m.receipts_sending_stopped(), value: formatNumber(sent.stopped) },
                ]
              : [
                  { term: m.receipts_batch_done(), value: formatNumber(batch.done) },
                  {
                    term: m.receipts_batch_left_out(),
                    value: batch.leftOut ? (
                      <Link to="/receipts/missing">{formatNumber(batch.leftOut)}</Link>
                    ) : (
                      formatNumber(0)
                    ),
                  },
                ]),
            { term: m.receipts_batch_by(), value: batch.requestedBy },
            { term: m.receipts_batch_at(), value: formatInstant(batch.requestedAt) },
            ...(batch.stopRequestedAt
              ? [
                  {
                    term: m.receipts_batch_stopped_by(),
                    value: `${batch.stopRequestedBy} · ${formatInstant(batch.stopRequestedAt)}`,
                  },
                ]
              : []),
          ]}
        />
        {batch.running && mayAct && !batch.stopRequestedAt ? (
          <EditForm intent="stop" reply={reply}>
            <p>{m.receipts_batch_stop_text()}</p>
            <SubmitButton danger>{m.receipts_batch_stop()}</SubmitButton>
          </EditForm>
        ) : null}
        {batch.stopRequestedAt && mayAct ? (
          <EditForm intent="resume" reply={reply}>
            <p>{m.receipts_batch_resume_text()}</p>
            <SubmitButton>{m.receipts_batch_resume()}</SubmitButton>
          </EditForm>
        ) : null}
      </Section>
      <History events={events} />
    </Page>
  );
}
