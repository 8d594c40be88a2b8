import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { admitEntity, qualifyEntity } from '~/domain/donations/admit-entity';
import { listGivingChoices, listReceivingEntities } from '~/domain/donations/list-entities';
import { openPurpose } from '~/domain/donations/open-purpose';
import { dateOf } from '~/domain/kernel/plain-date';
import { listOrganisations } from '~/domain/organisations/list-organisations';
import { intents, page, post } from '~/routes/authorised.server';
import { EntityCard } from '~/ui/donations/entity-card';
import { named, optionsOf, qualificationLabel } from '~/ui/donations/labels';
import { Checkbox, Choice, DateField, SelectField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('donations.set-up', async ({ actor }) => {
  const [entities, { purposes }, organisations] = await Promise.all([
    listReceivingEntities(actor, {}),
    listGivingChoices(actor, {}),
    listOrganisations(actor, { kinds: ['receiving_entity', 'care_centre', 'district'] }),
  ]);
  const admitted = new Set(entities.map(({ id }) => id));
  return {
    entities,
    purposes,
    organisations: organisations
      .filter(({ id }) => !admitted.has(id))
      .map((one) => ({ value: one.id, label: named(one) })),
    today: dateOf(new Date()),
    above: actor.permissions.has('donations.view')
      ? [{ to: '/gifts', label: m.donations_title() }]
      : undefined,
  };
});

const again = { then: () => '/receivers' };

export const action = intents({
  admit: post(admitEntity, again),
  qualify: post(qualifyEntity, again),
  purpose: post(openPurpose, again),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_receivers() }) }];

export default function Receivers() {
  const { entities, purposes, organisations, today, above } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const admitted = entities.map((entity) => ({ value: entity.id, label: named(entity) }));
  return (
    <Page title={m.donations_receivers()} lead={m.donations_receivers_lead()} above={above}>
      {entities.map((entity) => (
        <EntityCard key={entity.id} entity={entity} today={today} />
      ))}
      <Section title={m.donations_purposes()}>
        <Table
          caption={m.donations_purposes()}
          rows={purposes}
          rowKey={(purpose) => purpose.id}
          empty={m.donations_purposes_none()}
          columns={[
            { key: 'name', title: m.donations_purpose(), heading: true, cell: named },
            { key: 'code', title: m.donations_purpose_code(), cell: (purpose) => purpose.code },
            {
              key: 'beds',
              title: m.donations_for_beds(),
              cell: (purpose) => (purpose.forBeds ? m.donations_yes() : m.donations_no()),
            },
            {
              key: 'homes',
              title: m.donations_for_homes(),
              cell: (purpose) => (purpose.forHomes ? m.donations_yes() : m.donations_no()),
            },
          ]}
        />
        <EditForm intent="purpose" reply={reply}>
          <TextField
            name="code"
            label={m.donations_purpose_code()}
            hint={m.donations_purpose_code_hint()}
            size={16}
            autoComplete="off"
          />
          <TextField name="name" label={m.donations_purpose_name()} />
          <TextField name="nameEn" label={m.donations_purpose_name_en()} />
          <Checkbox name="forBeds" label={m.donations_for_beds()} />
          <Checkbox name="forHomes" label={m.donations_for_homes()} />
          <SubmitButton>{m.donations_purpose_open()}</SubmitButton>
        </EditForm>
      </Section>
      {admitted.length > 0 ? (
        <Section title={m.donations_qualify()}>
          <EditForm intent="qualify" reply={reply}>
            <SelectField name="organisationId" label={m.donations_entity()} options={admitted} />
            <QualificationFields />
            <SubmitButton>{m.donations_qualify()}</SubmitButton>
          </EditForm>
        </Section>
      ) : null}
      <Section title={m.donations_admit()}>
        <EditForm intent="admit" reply={reply}>
          <SelectField name="organisationId" label={m.donations_organisation()} options={organisations} />
          <QualificationFields />
          <TextField name="accountHolder" label={m.donations_pay_holder()} />
          <TextField name="accountBank" label={m.donations_pay_bank()} />
          <TextField
            name="accountNumber"
            label={m.donations_pay_account()}
            inputMode="numeric"
            autoComplete="off"
            size={20}
          />
          <TextField
            name="receiptPrefix"
            label={m.donations_receipt_prefix()}
            hint={m.donations_receipt_prefix_hint()}
            size={6}
            autoComplete="off"
          />
          <TextField name="handler" label={m.donations_handler()} hint={m.donations_handler_hint()} />
          <SubmitButton>{m.donations_admit()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}

const QualificationFields = () => (
  <>
    <Choice name="kind" label={m.donations_qualification()} options={optionsOf(qualificationLabel)} />
    <TextField name="number" label={m.donations_qualification_number()} autoComplete="off" />
    <DateField name="validFrom" label={m.donations_valid_from()} />
    <DateField
      name="validUntil"
      label={m.donations_valid_until()}
      hint={m.donations_valid_until_hint()}
      optional
    />
  </>
);
