import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { dateOf } from '~/domain/kernel/plain-date';
import { listTowns } from '~/domain/organisations/list-towns';
import { findPerson } from '~/domain/people/find-person';
import { submitApplication } from '~/domain/stays/submit-application';
import { notFound, page, post } from '~/routes/authorised.server';
import { Fieldset, HiddenField, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { townOptions } from '~/ui/people/labels';
import { ApplicationFields, PersonFields } from '~/ui/stays/application-fields';
import { m } from '~/words/generated/messages';

export const loader = page('stays.apply', async ({ actor, url }) => {
  const personId = url.searchParams.get('person');
  const isStaff = actor.permissions.has('stays.view');
  const [person, towns] = await Promise.all([
    personId && actor.permissions.has('people.view') ? findPerson(actor, { id: personId }) : undefined,
    listTowns(actor),
  ]);
  if (personId && !person) throw notFound();
  return {
    person: person && { id: person.id, name: person.name, category: person.hardshipCategory },
    towns: actor.townCode ? towns.filter(({ code }) => code === actor.townCode) : towns,
    townCode: actor.townCode,
    isStaff,
    today: dateOf(actor.at ?? new Date()),
  };
});

export const action = post(submitApplication, {
  then: ({ applicationId }, { actor }) =>
    actor.permissions.has('stays.view') ? `/applications/${applicationId}` : '/my/place',
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.stays_new() }) }];

export default function NewApplication() {
  const { person, towns, townCode, isStaff, today } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const above = isStaff
    ? { to: '/applications', label: m.stays_applications() }
    : { to: '/my/place', label: m.stays_own() };
  return (
    <Page
      title={isStaff ? m.stays_new() : m.stays_own_apply()}
      lead={m.stays_new_lead()}
      above={[above]}
      narrow
    >
      <Section>
        <EditForm
          reply={reply}
          values={{ person: { townCode }, category: person?.category ?? undefined, appliedOn: today }}
        >
          {person ? (
            <Fieldset legend={m.stays_who()}>
              <p>{m.stays_who_known({ name: person.name })}</p>
              <HiddenField name="personId" value={person.id} />
            </Fieldset>
          ) : null}
          {isStaff && !person ? <PersonFields towns={townOptions(towns)} /> : null}
          <ApplicationFields today={today} />
          <SubmitButton>{m.stays_submit()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
