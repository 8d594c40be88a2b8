import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listFailedJobs } from '~/domain/audit/list-failed-jobs';
import { retryJob } from '~/domain/audit/retry-job';
import { refusalText } from '~/platform/i18n/refusal-words.server';
import { jobName } from '~/ui/jobs/job-name';
import { DescriptionList } from '~/ui/kit/description-list';
import { HiddenField, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatInstant, formatNumber } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { type Column, Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import { page, post } from '../authorised.server';

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.jobs_title() }) }];

export const loader = page('jobs.view', async ({ actor, url }) => {
  const after = url.searchParams.get('after') ?? undefined;
  const { failures, waiting, workers } = await listFailedJobs(actor, { after });
  return {
    failures: failures.rows.map(({ params, ...failure }) => ({
      ...failure,
      name: jobName(failure.job),
      why: refusalText({ code: failure.code, params }),
    })),
    next: failures.next,
    waiting,
    workers: workers.length,
    // The latest sign of life comes first; each worker counts the same queue.
    latest: workers[0] && { at: workers[0].beatAt, depth: workers[0].numbers.depth },
    mayRetry: actor.permissions.has('jobs.retry'),
    retried: url.searchParams.has('retried'),
  };
});

export const action = post(retryJob, { then: () => '/admin/jobs?retried' });

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function JobsPage() {
  const { failures, next, mayRetry, retried, ...running } = useLoaderData<typeof loader>();
  return (
    <Page title={m.jobs_title()} lead={m.jobs_lead()}>
      {retried ? (
        <Notice tone="ok" title={m.jobs_retried()} live>
          <p>{m.jobs_retried_text()}</p>
        </Notice>
      ) : null}
      <Running {...running} />
      <Section title={m.jobs_failed()}>
        <Table
          caption={m.jobs_failed()}
          rows={failures}
          rowKey={({ job, key }) => `${job}/${key}`}
          next={next}
          empty={m.jobs_failed_empty()}
          columns={mayRetry ? [...columns(), retryColumn()] : columns()}
        />
      </Section>
    </Page>
  );
}

function Running({ waiting, workers, latest }: Pick<Loaded, 'waiting' | 'workers' | 'latest'>) {
  if (!latest)
    return (
      <Notice tone="late" title={m.jobs_no_worker()}>
        <p>{m.jobs_no_worker_text()}</p>
        <DescriptionList items={[{ term: m.jobs_waiting(), value: formatNumber(waiting) }]} />
      </Notice>
    );
  const { at, depth } = latest;
  return (
    <Section title={m.jobs_running()}>
      <DescriptionList
        items={[
          {
            term: m.jobs_workers(),
            value: m.jobs_workers_running({ count: workers, instant: formatInstant(at) }),
          },
          { term: m.jobs_waiting(), value: formatNumber(waiting) },
          { term: m.jobs_queued(), value: formatNumber(depth.waiting) },
          { term: m.jobs_active(), value: formatNumber(depth.active) },
          { term: m.jobs_delayed(), value: formatNumber(depth.delayed) },
        ]}
      />
    </Section>
  );
}

type Failure = Loaded['failures'][number];

const columns = (): Column<Failure>[] => [
  { key: 'job', title: m.jobs_job(), heading: true, cell: ({ name }) => name },
  { key: 'key', title: m.jobs_key(), cell: ({ key }) => <code className="break-all">{key}</code> },
  {
    key: 'why',
    title: m.jobs_why(),
    cell: ({ why, detail, requestId }) => (
      <div className="grid gap-1">
        <p>{why}</p>
        <p className="quiet break-words">{detail}</p>
        <p className="quiet">
          {m.jobs_request()}
          {m.kit_colon()}
          <code className="break-all">{requestId}</code>
        </p>
      </div>
    ),
  },
  {
    key: 'attempts',
    title: m.jobs_attempts(),
    numeric: true,
    cell: ({ attempts }) => formatNumber(attempts),
  },
  { key: 'at', title: m.jobs_failed_at(), cell: ({ failedAt }) => formatInstant(failedAt) },
];

const retryColumn = (): Column<Failure> => ({
  key: 'retry',
  title: m.jobs_retry(),
  cell: (failure) => (
    <div className="w-max">
      <Retry failure={failure} />
    </div>
  ),
});

function Retry({ failure: { job, key, name } }: { failure: Failure }) {
  const reply = useActionData<typeof action>();
  return (
    <EditForm id={`retry-${job}-${key}`} reply={reply}>
      <HiddenField name="job" value={job} />
      <HiddenField name="key" value={key} />
      <SubmitButton>
        {m.jobs_retry()}
        <span className="sr-only">{m.jobs_retry_of({ job: name, key })}</span>
      </SubmitButton>
    </EditForm>
  );
}
