import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { WITHIN_MINUTES } from '~/domain/care/incident.rules';
import { recordIncident } from '~/domain/care/record-incident';
import { PAGE_LIMIT } from '~/domain/kernel/paging';
import { dateOf } from '~/domain/kernel/plain-date';
import { findPersonName } from '~/domain/people/find-person';
import { listStays } from '~/domain/stays/list-stays';
import { page, post } from '~/routes/authorised.server';
import { incidentLabel, severityLabel } from '~/ui/care/incident-labels';
import { optionsOf } from '~/ui/care/labels';
import { Choice, HiddenField, SelectField, SubmitButton, TextArea, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatTime } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const loader = page('care.record', async ({ actor, url }) => {
  const now = actor.at ?? new Date();
  const asked = url.searchParams.get('personId') ?? '';
  const name = UUID.test(asked) ? await findPersonName(actor, { id: asked }) : undefined;
  const { rows } = await listStays(actor, { on: dateOf(now), limit: PAGE_LIMIT });
  const residents = rows.map(({ personId, personName }) => ({ value: personId, label: personName }));
  const known = residents.some(({ value }) => value === asked);
  return {
    formId: crypto.randomUUID(),
    now: `${dateOf(now)}T${formatTime(now)}`,
    personId: name === undefined ? undefined : asked,
    residents: name === undefined || known ? residents : [{ value: asked, label: name }, ...residents],
  };
});

export const action = post(recordIncident, { then: ({ incidentId }) => `/incidents/${incidentId}` });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.care_incident_new() }) }];

export default function NewIncident() {
  const { formId, now, personId, residents } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.care_incident_new()}
      lead={m.care_incident_new_lead({
        manager: WITHIN_MINUTES.manager,
        family: WITHIN_MINUTES.family,
        bureau: WITHIN_MINUTES.bureau,
      })}
      above={[{ to: '/incidents', label: m.care_incidents() }]}
      narrow
    >
      <Section>
        <EditForm reply={reply} values={{ personId, noticedAt: now }}>
          <HiddenField name="incidentId" value={formId} />
          <SelectField
            name="personId"
            label={m.care_person()}
            hint={m.care_person_hint()}
            options={residents}
            optional
          />
          <SelectField name="kind" label={m.care_kind()} options={optionsOf(incidentLabel)} />
          <Choice name="severity" label={m.care_severity()} options={optionsOf(severityLabel)} inline />
          <TextField name="noticedAt" type="datetime-local" label={m.care_noticed_at()} />
          <TextField name="place" label={m.care_place()} maxLength={100} />
          <TextArea name="what" label={m.care_what_happened()} maxLength={2000} />
          <TextArea name="done" label={m.care_what_done()} maxLength={2000} optional />
          <TextField name="witnesses" label={m.care_witnesses()} maxLength={300} optional />
          <SubmitButton>{m.care_incident_do()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
