import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { endHealthEntry } from '~/domain/care/end-health-entry';
import { healthKinds } from '~/domain/care/health.rules';
import { listHealthFile } from '~/domain/care/list-health-file';
import { addHealthEntry, correctHealthEntry } from '~/domain/care/record-health-entry';
import { dateOf } from '~/domain/kernel/plain-date';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { AddEntryForm, CorrectEntryForm, EndEntryForm } from '~/ui/care/health-forms';
import { contentText, healthKindLabel } from '~/ui/care/labels';
import { CareTabs } from '~/ui/care/person-tabs';
import { Dialog } from '~/ui/kit/dialog';
import { formatDate, formatInstant, formatPeriod } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { PrintButton } from '~/ui/kit/print-button';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('care.view-health', async ({ actor, id }) => {
  const file = await listHealthFile(actor, { personId: id });
  if (!file) throw notFound();
  const today = dateOf(actor.at ?? new Date());
  const by = (at: Date, name: string) => m.care_by({ name, at: formatInstant(at) });
  return {
    id,
    name: file.personName,
    today,
    current: file.current.map((entry) => ({
      ...entry,
      what: contentText(entry.kind, entry.content),
      coming: entry.fromOn > today,
      by: by(entry.recordedAt, entry.recordedByName),
    })),
    past: file.past.map((entry) => ({
      id: entry.id,
      kind: healthKindLabel[entry.kind](),
      what: contentText(entry.kind, entry.content),
      period:
        entry.untilOn === entry.fromOn ? m.care_never_counted() : formatPeriod(entry.fromOn, entry.untilOn),
      by: by(entry.recordedAt, entry.recordedByName),
      why: entry.endedAt
        ? m.care_ended_by({
            name: entry.endedByName ?? '',
            at: formatInstant(entry.endedAt),
            reason: entry.endReason ?? '',
          })
        : correction([...file.current, ...file.past].find(({ correctsId }) => correctsId === entry.id)),
    })),
    mayRecord: actor.permissions.has('care.record-health'),
    viewer: actor.name,
  };
});

/** How an entry was put right by another one; nothing when it ran out by itself. */
const correction = (
  by: { recordedByName: string; recordedAt: Date; content: { reason?: string } } | undefined,
) =>
  by &&
  m.care_corrected_by({
    name: by.recordedByName,
    at: formatInstant(by.recordedAt),
    reason: by.content.reason ?? '',
  });

const then = (_: unknown, { id }: { id: string }) => `/people/${id}/health`;

export const action = intents({
  add: post(addHealthEntry, { with: ({ id }) => ({ personId: id }), then }),
  correct: post(correctHealthEntry, { then }),
  end: post(endHealthEntry, { then }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: m.care_health_of({ name: data?.name ?? '' }) }) },
];

export default function HealthFile() {
  const { id, name, today, current, past, mayRecord, viewer } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.care_health_of({ name })}
      lead={m.care_health_lead()}
      above={[{ to: `/people/${id}`, label: name }]}
      actions={<PrintButton />}
      watermark={viewer}
    >
      <CareTabs personId={id} seesHealth />
      {healthKinds.map((kind) => (
        <Section
          key={kind}
          title={healthKindLabel[kind]()}
          actions={
            mayRecord ? (
              <Dialog
                id={`add-${kind}`}
                title={m.care_add_kind({ kind: healthKindLabel[kind]() })}
                trigger={m.care_add()}
              >
                <AddEntryForm kind={kind} reply={reply} today={today} />
              </Dialog>
            ) : null
          }
        >
          <Table
            caption={healthKindLabel[kind]()}
            rows={current.filter((entry) => entry.kind === kind)}
            rowKey={(row) => row.id}
            empty={m.care_health_none()}
            columns={[
              {
                key: 'what',
                title: m.care_what(),
                heading: true,
                cell: (row) => (
                  <>
                    {row.what} {row.coming ? <Status tone="due">{m.care_coming()}</Status> : null}
                  </>
                ),
              },
              {
                key: 'period',
                title: m.care_period(),
                cell: (row) => (row.untilOn ? formatPeriod(row.fromOn, row.untilOn) : formatDate(row.fromOn)),
              },
              { key: 'by', title: m.care_recorded(), cell: (row) => row.by },
              {
                key: 'do',
                title: m.care_change(),
                cell: (row) =>
                  mayRecord ? (
                    <span className="actions">
                      <Dialog id={`correct-${row.id}`} title={m.care_correct()} trigger={m.care_correct()}>
                        <CorrectEntryForm entry={row} reply={reply} today={today} />
                      </Dialog>
                      <Dialog id={`end-${row.id}`} title={m.care_end()} trigger={m.care_end()}>
                        <EndEntryForm entryId={row.id} reply={reply} today={today} />
                      </Dialog>
                    </span>
                  ) : null,
              },
            ]}
          />
        </Section>
      ))}
      <Section title={m.care_health_past()}>
        <Table
          caption={m.care_health_past()}
          rows={past}
          rowKey={(row) => row.id}
          empty={m.care_health_past_none()}
          columns={[
            { key: 'what', title: m.care_what(), heading: true, cell: (row) => row.what },
            { key: 'kind', title: m.care_kind(), cell: (row) => row.kind },
            { key: 'period', title: m.care_period(), cell: (row) => row.period },
            { key: 'by', title: m.care_recorded(), cell: (row) => row.by },
            { key: 'why', title: m.care_ended(), cell: (row) => row.why ?? m.care_ran_out() },
          ]}
        />
      </Section>
    </Page>
  );
}
