import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listTowns } from '~/domain/organisations/list-towns';
import { findHousehold } from '~/domain/people/find-household';
import { findPerson } from '~/domain/people/find-person';
import { listPeople } from '~/domain/people/list-people';
import { requestVisit } from '~/domain/visits/request-visit';
import { priorities } from '~/domain/visits/visit.rules';
import { page, post } from '~/routes/authorised.server';
import { HiddenField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm, FilterForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { townOptions } from '~/ui/people/labels';
import { PEOPLE_FOUND, PeopleFound, peopleFound } from '~/ui/people/people-found';
import { priorityOptions, recurrenceChoices } from '~/ui/visits/need-choices';
import { NeedFields } from '~/ui/visits/need-fields';
import { RecurrenceFields } from '~/ui/visits/recurrence-fields';
import { m } from '~/words/generated/messages';
import { firstsOf, foreseen, withFirsts } from './firsts.server';

export const loader = page('visits.request', async ({ actor, url }) => {
  const mayFind = actor.permissions.has('people.view');
  const personId = mayFind ? url.searchParams.get('person') : null;
  const search = (mayFind && !personId && url.searchParams.get('search')) || undefined;
  const [allTowns, people, person, household] = await Promise.all([
    listTowns(actor),
    search ? listPeople(actor, { search, limit: PEOPLE_FOUND }) : undefined,
    personId ? findPerson(actor, { id: personId }) : undefined,
    personId ? findHousehold(actor, { personId }) : undefined,
  ]);
  const towns = allTowns.filter((town) => !actor.townCode || town.code === actor.townCode);
  const whole = household && url.searchParams.has('household') ? household.id : undefined;
  return {
    mayFind,
    search,
    people: people && peopleFound(people.rows),
    towns: townOptions(towns),
    priorities: priorityOptions(),
    recurrence: recurrenceChoices(),
    firsts: await firstsOf(actor, {
      personId: person?.id,
      householdId: household?.id,
      townCode: person?.townCode ?? undefined,
    }),
    receiver: person && {
      personId: person.id,
      householdId: whole,
      mayBeHousehold: household !== undefined,
      title: whole ? m.visits_for_household_of({ name: person.name }) : person.name,
    },
    values: {
      durationMinutes: 60,
      volunteersNeeded: 1,
      priority: priorities.normal,
      townCode: person?.townCode ?? (towns.length === 1 ? towns[0]?.code : undefined),
      place: person?.village ?? undefined,
    },
  };
});

export const action = withFirsts(
  post(requestVisit, {
    // Of a series that begins after the coming weeks no day is made yet: it is seen at its own page.
    then: ({ needId, seriesId }) => {
      if (seriesId) return `/visits/series/${seriesId}`;
      return needId ? `/visits/needs/${needId}` : '/visits/needs';
    },
  }),
  { foresee: ({ actor, form }) => foreseen(actor, form) },
);

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_needs_new() }) }];

export default function NewNeed() {
  const { mayFind, search, people, towns, priorities, recurrence, firsts, receiver, values } =
    useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const whole = receiver?.householdId;
  return (
    <Page
      title={m.visits_needs_new()}
      lead={m.visits_needs_new_lead()}
      above={[{ to: '/visits/needs', label: m.visits_needs_title() }]}
      narrow
    >
      {mayFind && !receiver ? (
        <Section title={m.visits_for_whom()}>
          <p>{m.visits_for_whom_text()}</p>
          <FilterForm values={{ search }}>
            <TextField name="search" label={m.people_find()} hint={m.people_find_hint()} />
          </FilterForm>
          {people ? <PeopleFound people={people} to={(id) => `?person=${id}`} /> : null}
        </Section>
      ) : null}
      <Section title={receiver?.title}>
        {receiver ? (
          <p className="actions">
            {receiver.mayBeHousehold ? (
              <Link to={`?person=${receiver.personId}${whole ? '' : '&household'}`}>
                {whole ? m.visits_for_person_only() : m.visits_for_whole_household()}
              </Link>
            ) : null}
            <Link to="/visits/needs/new">{m.visits_for_somebody_else()}</Link>
          </p>
        ) : null}
        {/* Whom is chosen brings their town and village into the form. */}
        <EditForm key={receiver?.personId ?? ''} reply={reply} values={values}>
          {whole ? <HiddenField name="householdId" value={whole} /> : null}
          {receiver && !whole ? <HiddenField name="personId" value={receiver.personId} /> : null}
          <NeedFields towns={towns} priorities={priorities} firsts={reply?.firsts ?? firsts} />
          <RecurrenceFields
            choices={recurrence}
            foreseen={reply?.foreseen.map((line: string) => <p key={line}>{line}</p>)}
          />
          <SubmitButton>{m.visits_request()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
