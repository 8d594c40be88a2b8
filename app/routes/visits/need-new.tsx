import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listTowns } from '~/domain/organisations/list-towns';
import { findPerson } from '~/domain/people/find-person';
import { requestVisit } from '~/domain/visits/request-visit';
import { page, post } from '~/routes/authorised.server';
import {
  Choice,
  Fieldset,
  HiddenField,
  NumberField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { WindowRows } from '~/ui/visits/window-rows';
import { optionsOf, serviceLabel, skillLabel } from '~/ui/volunteers/labels';
import { m } from '~/words/generated/messages';

export const loader = page('visits.request', async ({ actor, url }) => {
  const personId = url.searchParams.get('person');
  const towns = (await listTowns(actor)).filter((town) => !actor.townCode || town.code === actor.townCode);
  return {
    towns: towns.map(({ code, name }) => ({ value: code, label: name })),
    person:
      personId && actor.permissions.has('people.view')
        ? await findPerson(actor, { id: personId })
        : undefined,
  };
});

export const action = post(requestVisit, { then: ({ needId }) => `/visits/needs/${needId}` });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_needs_new() }) }];

export default function NewNeed() {
  const { towns, person } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.visits_needs_new()}
      lead={m.visits_needs_new_lead()}
      above={[{ to: '/visits/needs', label: m.visits_needs_title() }]}
      narrow
    >
      <Section title={person?.name}>
        <EditForm
          reply={reply}
          values={{
            durationMinutes: 60,
            volunteersNeeded: 1,
            townCode: person?.townCode ?? (towns.length === 1 ? towns[0]?.value : undefined),
            place: person?.village ?? undefined,
          }}
        >
          {person ? <HiddenField name="personId" value={person.id} /> : null}
          <SelectField name="townCode" label={m.visits_town()} options={towns} />
          <TextField name="place" label={m.visits_place()} hint={m.visits_place_hint()} />
          <TextField
            name="address"
            label={m.visits_address()}
            hint={m.visits_address_hint()}
            autoComplete="off"
            optional
          />
          <Fieldset legend={m.volunteers_point()} hint={m.volunteers_point_hint()}>
            <NumberField name="latitude" label={m.volunteers_latitude()} size={10} optional />
            <NumberField name="longitude" label={m.volunteers_longitude()} size={10} optional />
          </Fieldset>
          <Choice name="serviceKind" label={m.visits_service()} options={optionsOf(serviceLabel)} inline />
          <SelectField
            name="skill"
            label={m.visits_skill()}
            options={[{ value: '', label: m.visits_skill_none() }, ...optionsOf(skillLabel)]}
            optional
          />
          <NumberField
            name="durationMinutes"
            label={m.visits_duration()}
            unit={m.visits_duration_unit()}
            size={5}
          />
          <NumberField name="volunteersNeeded" label={m.visits_volunteers_needed()} size={4} />
          <TextArea name="outline" label={m.visits_outline()} hint={m.visits_outline_hint()} />
          <WindowRows />
          <SubmitButton>{m.visits_request()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
