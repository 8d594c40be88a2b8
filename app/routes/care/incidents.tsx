import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listIncidents } from '~/domain/care/list-incidents';
import { page } from '~/routes/authorised.server';
import { incidentLabel } from '~/ui/care/incident-labels';
import { IncidentsTable } from '~/ui/care/incidents-table';
import { optionsOf } from '~/ui/care/labels';
import { incidentRow } from '~/ui/care/rows';
import { DateField, HiddenField, SelectField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { PrintButton } from '~/ui/kit/print-button';
import { m } from '~/words/generated/messages';
import { incidentsAsked } from './incidents-asked.server';

export const loader = page('care.view', async ({ actor, url }) => {
  const { last, ...asked } = incidentsAsked(url);
  const query = new URLSearchParams(url.searchParams);
  query.delete('after');
  const { rows, next } = await listIncidents(actor, {
    ...asked,
    after: url.searchParams.get('after') ?? undefined,
  });
  return {
    rows: rows.map(incidentRow),
    next,
    filter: { ...asked, last },
    csv: `/incidents.csv?${query}`,
    mayRecord: actor.permissions.has('care.record'),
    viewer: actor.name,
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.care_incidents() }) }];

export default function Incidents() {
  const { rows, next, filter, csv, mayRecord, viewer } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.care_incidents()}
      lead={m.care_incidents_lead()}
      watermark={viewer}
      actions={
        <>
          {mayRecord ? (
            <ButtonLink to="/incidents/new" main>
              {m.care_incident_new()}
            </ButtonLink>
          ) : null}
          <a className="button" href={csv} download>
            CSV
          </a>
          <PrintButton />
        </>
      }
    >
      <Section>
        <FilterForm values={filter}>
          <SelectField
            name="state"
            label={m.care_standing()}
            options={optionsOf({ open: m.care_incident_open, closed: m.care_incident_closed })}
            optional
          />
          <SelectField
            name="untold"
            label={m.care_told()}
            options={optionsOf({ any: m.care_notice_waiting, late: m.care_notice_late })}
            optional
          />
          <SelectField name="kind" label={m.care_kind()} options={optionsOf(incidentLabel)} optional />
          <DateField name="from" label={m.care_first_day()} optional />
          <DateField name="last" label={m.care_last_day()} optional />
          {filter.personId ? <HiddenField name="personId" value={filter.personId} /> : null}
        </FilterForm>
        <IncidentsTable rows={rows} next={next} />
      </Section>
    </Page>
  );
}
