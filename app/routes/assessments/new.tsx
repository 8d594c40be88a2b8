import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { TEKUN_SIX } from '~/domain/assessments/assessment.forms';
import { findScale } from '~/domain/assessments/find-scale';
import { recordAssessment } from '~/domain/assessments/record-assessment';
import { dateOf } from '~/domain/kernel/plain-date';
import { findPerson } from '~/domain/people/find-person';
import { notFound, page, post } from '~/routes/authorised.server';
import { inLanguage, reasonLabel, scaleName } from '~/ui/assessments/labels';
import {
  Choice,
  DateField,
  Fieldset,
  HiddenField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { Unconfirmed } from '~/ui/kit/status';
import { optionsOf } from '~/ui/people/labels';
import { m } from '~/words/generated/messages';

export const loader = page('assessments.score', async ({ actor, id, url }) => {
  const code = url.searchParams.get('scale') ?? TEKUN_SIX;
  const [person, scale] = await Promise.all([findPerson(actor, { id }), findScale(actor, { code })]);
  if (!person) throw notFound();
  return {
    person: { id, name: person.name },
    code,
    scale,
    today: dateOf(actor.at ?? new Date()),
    assessor: actor.name,
  };
});

export const action = post(recordAssessment, {
  with: ({ id }) => ({ personId: id }),
  then: ({ assessmentId }) => `/assessments/${assessmentId}`,
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: m.kit_page_title({
      page: data ? m.assessments_of({ name: data.person.name }) : m.assessments_new(),
    }),
  },
];

export default function NewAssessment() {
  const { person, code, scale, today, assessor } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const above = [
    { to: '/people', label: m.people_title() },
    { to: `/people/${person.id}`, label: person.name },
  ];
  if (!scale) {
    return (
      <Page title={m.assessments_of({ name: person.name })} above={above} narrow>
        <Notice tone="late" title={m.assessments_no_scale()}>
          {m.assessments_no_scale_hint({ code })}
        </Notice>
      </Page>
    );
  }
  return (
    <Page
      title={m.assessments_of({ name: person.name })}
      lead={scaleName(scale)}
      status={scale.confidence === 'unconfirmed' ? <Unconfirmed /> : null}
      above={above}
      narrow
    >
      <EditForm reply={reply} values={{ assessedOn: today, firstAssessor: assessor, reason: 'first' }}>
        <HiddenField name="scaleCode" value={scale.code} />
        {scale.definition.sections.map((section) => (
          <Section key={section.code} title={inLanguage(section.label)}>
            {section.items.map((item) => (
              <Choice
                key={item.code}
                name={`answers.${item.code}`}
                label={inLanguage(item.label)}
                hint={item.hint && inLanguage(item.hint)}
                options={item.options.map((option) => ({
                  value: option.code,
                  label: inLanguage(option.label),
                }))}
                inline={item.options.length <= 3}
              />
            ))}
          </Section>
        ))}
        <Section>
          <Fieldset legend={m.assessments_assessors()} hint={m.assessments_assessors_hint()}>
            <TextField name="firstAssessor" label={m.assessments_first_assessor()} maxLength={60} />
            <TextField name="secondAssessor" label={m.assessments_second_assessor()} maxLength={60} />
          </Fieldset>
          <DateField name="assessedOn" label={m.assessments_on()} max={today} />
          <SelectField name="reason" label={m.assessments_reason()} options={optionsOf(reasonLabel)} />
          <TextArea name="note" label={m.assessments_note()} optional />
          <p className="quiet">
            {m.assessments_source({ source: inLanguage({ 'zh-CN': scale.source, en: scale.sourceEn }) })}
          </p>
          <SubmitButton>{m.assessments_record()}</SubmitButton>
        </Section>
      </EditForm>
    </Page>
  );
}
