import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { findTenantName } from '~/domain/organisations/find-tenant-name';
import {
  recordAgreement,
  recordAward,
  recordInsurance,
  recordTraining,
} from '~/domain/volunteers/keep-records';
import { recordElsewhere, recordService } from '~/domain/volunteers/record-service';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import {
  Choice,
  DateField,
  NumberField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { Tabs } from '~/ui/kit/tabs';
import { serviceLabel } from '~/ui/volunteers/labels';
import { causeLabel, recordKindLabel, resultLabel } from '~/ui/volunteers/record-groups';
import { m } from '~/words/generated/messages';

/** Kinds that are recorded of several at once. */
const kinds = ['service', 'elsewhere', 'training', 'insurance', 'agreement', 'award'] as const;
type Kind = (typeof kinds)[number];

const labels: Record<Kind, () => string> = {
  ...recordKindLabel,
  service: m.volunteers_record_service,
  elsewhere: m.volunteers_record_elsewhere,
};

export const loader = page('volunteers.record', async ({ actor, url, param }) => {
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
      label: labels[one](),
    })),
    results: options(resultLabel),
    causes: options(causeLabel),
    services: options(serviceLabel),
    organiser: await findTenantName(actor),
    person: actor.name,
  };
});

const then =
  (kind: Kind) =>
  ({ recorded, known = 0 }: { recorded: number; known?: number }) =>
    `/volunteers/records/${kind}?recorded=${recorded}&known=${known}`;

export const action = intents({
  service: post(recordService, { then: then('service') }),
  elsewhere: post(recordElsewhere, { then: then('elsewhere') }),
  training: post(recordTraining, { then: then('training') }),
  insurance: post(recordInsurance, { then: then('insurance') }),
  agreement: post(recordAgreement, { then: then('agreement') }),
  award: post(recordAward, { then: then('award') }),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.volunteers_record_new() }) }];

export default function NewRecord() {
  const { kind, number, done, tabs, results, causes, services, organiser, person } =
    useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const served = (
    <>
      <TextField name="title" label={m.volunteers_service_title()} />
      <SelectField name="activity" label={m.volunteers_activity()} options={services} />
      <DateField name="servedOn" label={m.volunteers_service_on()} />
      <NumberField
        name="minutes"
        label={m.volunteers_service_minutes()}
        unit={m.volunteers_minutes_unit()}
        size={6}
      />
      <TextField name="place" label={m.volunteers_place()} />
      <TextField name="organiser" label={m.volunteers_record_organiser()} />
      <TextField name="inCharge" label={m.volunteers_service_in_charge()} />
    </>
  );
  const fields: Record<Kind, ReactNode> = {
    service: (
      <>
        {served}
        <TextArea name="content" label={m.volunteers_service_content()} />
        <TextField
          name="lateReason"
          label={m.volunteers_service_late_reason()}
          hint={m.volunteers_service_late_hint()}
          optional
        />
      </>
    ),
    elsewhere: (
      <>
        {served}
        <TextField
          name="proof"
          label={m.volunteers_service_proof()}
          hint={m.volunteers_service_proof_hint()}
        />
      </>
    ),
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
      {done ? <Notice tone="ok" title={doneText(kind, done)} live /> : null}
      <Tabs label={m.volunteers_record_kind()} tabs={tabs} />
      <Section>
        <EditForm
          key={kind}
          intent={kind}
          reply={reply}
          values={{
            volunteers: number,
            ...(kind === 'service' && { organiser, inCharge: person }),
          }}
        >
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

const doneText = (kind: Kind, done: { recorded: string; known: string }): string =>
  kind === 'service' || kind === 'elsewhere'
    ? m.volunteers_service_done(done)
    : m.volunteers_record_done(done);
