import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import {
  type Recorded,
  recordAgreement,
  recordAward,
  recordInsurance,
  recordTraining,
} from '~/domain/volunteers/keep-records';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { Choice, DateField, NumberField, SubmitButton, TextArea, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { Tabs } from '~/ui/kit/tabs';
import { causeLabel, recordKindLabel, resultLabel } from '~/ui/volunteers/record-groups';
import { m } from '~/words/generated/messages';

/** Kinds that are recorded of several at once. */
const kinds = ['training', 'insurance', 'agreement', 'award'] as const;
type Kind = (typeof kinds)[number];

export const loader = page('volunteers.record', async ({ url, param }) => {
  const kind = kinds.find((one) => one === param('kind'));
  if (!kind) throw notFound();
  const number = url.searchParams.get('number') ?? '';
  const done = url.searchParams.get('recorded');
  const options = (labels: Readonly<Record<string, () => string>>) =>
    Object.entries(labels).map(([value, label]) => ({ value, label: label() }));
  return {
    kind,
    number,
    done: done === null ? null : { recorded: done, known: url.searchParams.get('known') ?? '0' },
    tabs: kinds.map((one) => ({
      to: `/volunteers/records/${one}${number ? `?number=${encodeURIComponent(number)}` : ''}`,
      label: recordKindLabel[one](),
    })),
    results: options(resultLabel),
    causes: options(causeLabel),
  };
});

const then =
  (kind: Kind) =>
  ({ recorded, known }: Recorded) =>
    `/volunteers/records/${kind}?recorded=${recorded}&known=${known}`;

export const action = intents({
  training: post(recordTraining, { then: then('training') }),
  insurance: post(recordInsurance, { then: then('insurance') }),
  agreement: post(recordAgreement, { then: then('agreement') }),
  award: post(recordAward, { then: then('award') }),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.volunteers_record_new() }) }];

export default function NewRecord() {
  const { kind, number, done, tabs, results, causes } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const fields: Record<Kind, ReactNode> = {
    training: (
      <>
        <TextField name="course" label={m.volunteers_course()} />
        <TextArea name="content" label={m.volunteers_course_content()} />
        <DateField name="heldOn" label={m.volunteers_course_on()} />
        <NumberField
          name="minutes"
          label={m.volunteers_course_minutes()}
          unit={m.volunteers_minutes_unit()}
          size={6}
        />
        <TextField name="organiser" label={m.volunteers_record_organiser()} />
        <Choice name="result" label={m.volunteers_course_result()} options={results} inline />
      </>
    ),
    insurance: (
      <>
        <TextField name="insurer" label={m.volunteers_insurer()} />
        <TextField name="policyNumber" label={m.volunteers_policy_number()} size={24} autoComplete="off" />
        <DateField name="fromDate" label={m.volunteers_insured_from()} />
        <DateField name="lastDay" label={m.volunteers_insured_last()} />
      </>
    ),
    agreement: (
      <>
        <Choice name="cause" label={m.volunteers_agreement_cause()} options={causes} />
        <TextField name="concerns" label={m.volunteers_agreement_concerns()} />
        <DateField name="signedOn" label={m.volunteers_agreement_signed()} />
        <DateField name="fromDate" label={m.volunteers_agreement_from()} />
        <DateField name="lastDay" label={m.volunteers_agreement_last()} />
      </>
    ),
    award: (
      <>
        <TextField name="name" label={m.volunteers_award_name()} />
        <DateField name="grantedOn" label={m.volunteers_award_on()} />
        <TextField name="grantedBy" label={m.volunteers_award_by()} />
      </>
    ),
  };
  return (
    <Page
      title={m.volunteers_record_new()}
      lead={m.volunteers_record_new_lead()}
      above={[{ to: '/volunteers', label: m.volunteers_title() }]}
      narrow
    >
      {done ? <Notice tone="ok" title={m.volunteers_record_done(done)} /> : null}
      <Tabs label={m.volunteers_record_kind()} tabs={tabs} />
      <Section>
        <EditForm key={kind} intent={kind} reply={reply} values={{ volunteers: number }}>
          <TextArea
            name="volunteers"
            label={m.volunteers_record_numbers()}
            hint={m.volunteers_record_numbers_hint()}
          />
          {fields[kind]}
          <SubmitButton>{m.volunteers_save()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
