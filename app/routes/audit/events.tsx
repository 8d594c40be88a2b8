import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listAuditEvents } from '~/domain/audit/list-audit-events';
import { reasonText } from '~/domain/kernel/made-reasons';
import { addDays, parsePlainDate, startOf } from '~/domain/kernel/plain-date';
import { areaOptions, kindsOf } from '~/ui/audit/areas';
import { EventData } from '~/ui/audit/event-data';
import { eventName } from '~/ui/audit/event-name';
import { subjectPage } from '~/ui/audit/subjects';
import { jobCalled, jobName } from '~/ui/jobs/job-name';
import { DateField, SelectField, TextField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { formatInstant } from '~/ui/kit/format';
import { ButtonLink, Page } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import { page } from '../authorised.server';

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.audit_title() }) }];

export const loader = page('audit.view', async ({ actor, url }) => {
  const asked = (name: string) => url.searchParams.get(name)?.trim().slice(0, 100) || undefined;
  const [from, until] = [asked('from'), asked('until')].map((text) => text && parsePlainDate(text));
  const [type, id] = [asked('type'), asked('id')];
  const { rows, next } = await listAuditEvents(actor, {
    areas: kindsOf[asked('area') ?? ''],
    actorName: jobCalled(asked('actor')),
    subject: type && id ? { type, id } : undefined,
    from: from ? startOf(from) : undefined,
    until: until ? startOf(addDays(until, 1)) : undefined,
    after: asked('after'),
  });
  const events = rows.map((event) => ({
    ...event,
    seq: String(event.seq),
    actorName: jobName(event.actorName),
    reason: event.reason && reasonText(event.reason),
    name: eventName(event.kind),
    to: subjectPage(event, actor.permissions),
  }));
  return { events, next, filter: Object.fromEntries(url.searchParams), areas: areaOptions() };
});

export default function AuditPage() {
  const { events, next, filter, areas } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.audit_title()}
      lead={m.audit_lead()}
      actions={<ButtonLink to="/audit/chain">{m.audit_chain_open()}</ButtonLink>}
    >
      <FilterForm values={filter}>
        <SelectField name="area" label={m.audit_area()} options={areas} optional />
        <TextField name="actor" label={m.audit_actor()} size={12} optional />
        <DateField name="from" label={m.audit_from()} optional />
        <DateField name="until" label={m.audit_until()} optional />
      </FilterForm>
      <Table
        caption={m.audit_title()}
        rows={events}
        rowKey={(event) => event.seq}
        next={next}
        empty={m.audit_empty()}
        columns={[
          { key: 'at', title: m.audit_at(), heading: true, cell: (event) => formatInstant(event.at) },
          { key: 'actor', title: m.audit_actor(), cell: (event) => event.actorName },
          { key: 'what', title: m.audit_what(), cell: (event) => event.name },
          { key: 'subject', title: m.audit_subject(), cell: (event) => <EventData event={event} /> },
          { key: 'reason', title: m.audit_reason(), cell: (event) => event.reason },
          { key: 'seq', title: m.audit_seq(), numeric: true, cell: (event) => event.seq },
        ]}
      />
    </Page>
  );
}
