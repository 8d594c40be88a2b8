import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { TEKUN_SIX } from '~/domain/assessments/assessment.forms';
import { findScale, listScales } from '~/domain/assessments/find-scale';
import { recordExternalResult } from '~/domain/assessments/record-external-result';
import { dateOf } from '~/domain/kernel/plain-date';
import { findPerson } from '~/domain/people/find-person';
import { notFound, page, post } from '~/routes/authorised.server';
import { inLanguage, issuerKindLabel, scaleName } from '~/ui/assessments/labels';
import {
  Choice,
  DateField,
  Fieldset,
  HiddenField,
  NumberField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Unconfirmed } from '~/ui/kit/status';
import { optionsOf } from '~/ui/people/labels';
import { m } from '~/words/generated/messages';

export const loader = page('assessments.take-over', async ({ actor, id, url }) => {
  const code = url.searchParams.get('scale') ?? TEKUN_SIX;
  const [person, scale, versions] = await Promise.all([
    findPerson(actor, { id }),
    findScale(actor, { code }),
    listScales(actor),
  ]);
  if (!person || !scale) throw notFound();
  const newest = versions.filter(
    (one, index) => versions.findIndex((other) => other.code === one.code) === index,
  );
  const { name, nameEn, confidence, definition } = scale;
  return {
    person: { id, name: person.name },
    code,
    scale: {
      code,
      name,
      nameEn,
      confidence,
      grades: definition.grades,
      sections: definition.sections,
      totals: definition.measures
        .filter(({ kind }) => kind === 'sum')
        .map(({ code, label }) => ({ code, label })),
    },
    scales: newest.map((one) => ({ code: one.code, name: scaleName(one) })),
    today: dateOf(actor.at ?? new Date()),
  };
});

export const action = post(recordExternalResult, {
  with: ({ id }) => ({ personId: id }),
  then: ({ assessmentId }) => `/assessments/${assessmentId}`,
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.assessments_take_over() }) }];

export default function TakeOver() {
  const { person, code, scale, scales, today } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.assessments_take_over()}
      lead={m.assessments_take_over_lead()}
      status={scale.confidence === 'unconfirmed' ? <Unconfirmed /> : null}
      above={[
        { to: '/people', label: m.people_title() },
        { to: `/people/${person.id}`, label: person.name },
      ]}
      narrow
    >
      <nav className="actions" aria-label={m.assessments_scale()}>
        {scales.map((one) => (
          <ButtonLink key={one.code} to={`?scale=${one.code}`} main={one.code === code}>
            {one.name}
          </ButtonLink>
        ))}
      </nav>
      <EditForm key={scale.code} reply={reply}>
        <HiddenField name="scaleCode" value={scale.code} />
        <Section title={scaleName(scale)}>
          <Choice
            name="issuerKind"
            label={m.assessments_issuer_kind()}
            options={optionsOf(issuerKindLabel)}
            inline
          />
          <TextField name="issuer" label={m.assessments_issuer()} maxLength={100} />
          <TextField name="issuerNumber" label={m.assessments_issuer_number()} maxLength={60} size={16} />
          <DateField name="assessedOn" label={m.assessments_on()} max={today} />
          <Choice
            name="grade"
            label={m.assessments_grade()}
            options={scale.grades.map(({ code: value, label }) => ({ value, label: inLanguage(label) }))}
          />
          <DateField
            name="statedUntil"
            label={m.assessments_stated_until()}
            hint={m.assessments_stated_until_hint()}
            optional
          />
          <TextField
            name="proofReference"
            label={m.assessments_proof()}
            hint={m.assessments_proof_hint()}
            maxLength={200}
          />
          <Fieldset legend={m.assessments_assessors()}>
            <TextField name="firstAssessor" label={m.assessments_first_assessor()} maxLength={60} optional />
            <TextField
              name="secondAssessor"
              label={m.assessments_second_assessor()}
              maxLength={60}
              optional
            />
          </Fieldset>
          <Fieldset legend={m.assessments_totals()} hint={m.assessments_totals_hint()}>
            {scale.totals.map((total) => (
              <NumberField
                key={total.code}
                name={`totals.${total.code}`}
                label={inLanguage(total.label)}
                maxLength={4}
                optional
              />
            ))}
          </Fieldset>
          <details>
            <summary>{m.assessments_external_answers()}</summary>
            {scale.sections.map((section) => (
              <Fieldset key={section.code} legend={inLanguage(section.label)}>
                {section.items.map((item) => (
                  <SelectField
                    key={item.code}
                    name={`answers.${item.code}`}
                    label={inLanguage(item.label)}
                    options={item.options.map((option) => ({
                      value: option.code,
                      label: inLanguage(option.label),
                    }))}
                    optional
                  />
                ))}
              </Fieldset>
            ))}
          </details>
          <TextArea name="note" label={m.assessments_note()} rows={2} optional />
          <Notice tone="info">{m.assessments_take_over_hint()}</Notice>
          <SubmitButton>{m.assessments_take_over_keep()}</SubmitButton>
        </Section>
      </EditForm>
    </Page>
  );
}
