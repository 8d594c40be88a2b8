import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listTowns } from '~/domain/organisations/list-towns';
import { correctPerson } from '~/domain/people/correct-person';
import { findPerson } from '~/domain/people/find-person';
import { notFound, page, post } from '~/routes/authorised.server';
import { DateField, SubmitButton, TextArea, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatPhone } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { ResidenceFields } from '~/ui/people/person-fields';
import { m } from '~/words/generated/messages';

export const loader = page('people.register', async ({ actor, id }) => {
  const person = await findPerson(actor, { id });
  if (!person) throw notFound();
  const towns = await listTowns(actor);
  return { person, towns: actor.townCode ? towns.filter(({ code }) => code === actor.townCode) : towns };
});

export const action = post(correctPerson, {
  with: ({ id }) => ({ personId: id }),
  then: ({ personId }) => `/people/${personId}`,
});

export const meta: MetaFunction<typeof loader> = () => [
  { title: m.kit_page_title({ page: m.people_correct() }) },
];

export default function CorrectPerson() {
  const { person, towns } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const { name, townCode, village, registration, hardshipCategory, deceasedOn } = person;
  const phoneHint = person.phone ? m.people_keep_hint({ masked: formatPhone(person.phone) }) : undefined;
  return (
    <Page
      title={m.people_correct()}
      lead={m.people_correct_lead()}
      above={[
        { to: '/people', label: m.people_title() },
        { to: `/people/${person.id}`, label: name },
      ]}
      narrow
    >
      <Section>
        <EditForm
          reply={reply}
          values={{ name, townCode, village, registration, hardshipCategory, deceasedOn }}
        >
          <TextField name="name" label={m.people_name()} maxLength={60} />
          <TextField
            name="phone"
            label={m.people_phone()}
            type="tel"
            maxLength={30}
            hint={phoneHint}
            optional
          />
          <ResidenceFields towns={towns} />
          <TextArea
            name="address"
            label={m.people_address()}
            hint={person.address ? m.people_keep_hint({ masked: person.address }) : undefined}
            optional
          />
          <DateField name="deceasedOn" label={m.people_deceased_on()} optional />
          <SubmitButton>{m.people_save()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
