import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { admitEntity, qualifyEntity } from '~/domain/donations/admit-entity';
import { changeEntity, correctQualification, endQualification } from '~/domain/donations/change-entity';
import { listGivingChoices, listReceivingEntities } from '~/domain/donations/list-entities';
import { openPurpose } from '~/domain/donations/open-purpose';
import { countBooked } from '~/domain/donations/reception';
import { addDays, dateOf } from '~/domain/kernel/plain-date';
import { listOrganisations } from '~/domain/organisations/list-organisations';
import { intents, page, post } from '~/routes/authorised.server';
import { qualificationLabel } from '~/ui/donations/checking-labels';
import { EntityCard } from '~/ui/donations/entity-card';
import { named, optionsOf } from '~/ui/donations/labels';
import { Dialog } from '~/ui/kit/dialog';
import {
  Checkbox,
  Choice,
  DateField,
  HiddenField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate, formatNumber } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('donations.set-up', async ({ actor }) => {
  const [entities, booked, { purposes }, organisations] = await Promise.all([
    listReceivingEntities(actor, {}),
    countBooked(actor, {}),
    listGivingChoices(actor, {}),
    listOrganisations(actor, { kinds: ['receiving_entity', 'care_centre', 'district'] }),
  ]);
  const admitted = new Set(entities.map(({ id }) => id));
  return {
    entities: entities.map((entity) => ({
      ...entity,
      booked: booked.find(({ entityId }) => entityId === entity.id),
    })),
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
  change: post(changeEntity, again),
  qualify: post(qualifyEntity, again),
  end: post(endQualification, again),
  correct: post(correctQualification, again),
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
        <EntityCard key={entity.id} entity={entity} today={today}>
          <Corrections entity={entity} />
        </EntityCard>
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
          <AccountFields />
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

const AccountFields = () => (
  <>
    <TextField name="accountHolder" label={m.donations_pay_holder()} />
    <TextField name="accountBank" label={m.donations_pay_bank()} />
    <TextField
      name="accountNumber"
      label={m.donations_pay_account()}
      inputMode="numeric"
      autoComplete="off"
      size={20}
    />
  </>
);

type Entity = ReturnType<typeof useLoaderData<typeof loader>>['entities'][number];

/** What was mistyped of a receiver, or has changed: its account and handler, and each right that it holds. */
function Corrections({ entity }: { entity: Entity }) {
  const reply = useActionData<typeof action>();
  const { id, accountHolder, accountBank, accountNumber, handler } = entity;
  return (
    <div className="actions">
      <Dialog id={`change-${id}`} title={m.donations_entity_change()} trigger={m.donations_entity_change()}>
        <EditForm
          intent="change"
          id={`change-${id}-form`}
          reply={reply}
          values={{ accountHolder, accountBank, accountNumber, handler }}
        >
          <HiddenField name="organisationId" value={id} />
          <p>{m.donations_entity_change_hint()}</p>
          <AccountFields />
          <TextField name="handler" label={m.donations_handler()} hint={m.donations_handler_hint()} />
          <ReasonField />
          <SubmitButton>{m.donations_entity_change()}</SubmitButton>
        </EditForm>
      </Dialog>
      {entity.qualifications.map((right) => (
        <RightCorrections
          key={right.id}
          right={right}
          booked={right.kind === 'public_fundraising' ? undefined : entity.booked}
        />
      ))}
    </div>
  );
}

function RightCorrections({
  right,
  booked,
}: {
  right: Entity['qualifications'][number];
  /** Goods that are still to be brought; absent when none are, or when it is not this right that takes them. */
  booked: Entity['booked'];
}) {
  const reply = useActionData<typeof action>();
  const { id, kind, number, validFrom, validUntil } = right;
  const what = `${qualificationLabel[kind]()} ${number}`;
  const lastOn = validUntil && addDays(validUntil, -1);
  return (
    <>
      <Dialog
        id={`end-${id}`}
        title={`${m.donations_qualification_end()} · ${what}`}
        trigger={`${m.donations_qualification_end()} · ${what}`}
        danger
      >
        <EditForm intent="end" id={`end-${id}-form`} reply={reply}>
          <HiddenField name="qualificationId" value={id} />
          <p>{m.donations_qualification_end_hint()}</p>
          {booked ? (
            <p>
              {m.donations_qualification_end_booked({
                count: formatNumber(booked.count),
                day: formatDate(booked.lastOn),
              })}
            </p>
          ) : null}
          <DateField name="lastOn" label={m.donations_last_day()} />
          <TextField
            name="newNumber"
            label={m.donations_successor_number()}
            hint={m.donations_successor_number_hint()}
            autoComplete="off"
            optional
          />
          <DateField
            name="newUntil"
            label={m.donations_successor_until()}
            hint={m.donations_valid_until_hint()}
            optional
          />
          <ReasonField />
          <SubmitButton danger>{m.donations_qualification_end()}</SubmitButton>
        </EditForm>
      </Dialog>
      <Dialog
        id={`correct-${id}`}
        title={`${m.donations_qualification_correct()} · ${what}`}
        trigger={`${m.donations_qualification_correct()} · ${what}`}
      >
        <EditForm
          intent="correct"
          id={`correct-${id}-form`}
          reply={reply}
          values={{ kind, number, validFrom, validUntil: lastOn }}
        >
          <HiddenField name="qualificationId" value={id} />
          <p>{m.donations_qualification_correct_hint()}</p>
          <QualificationFields />
          <ReasonField />
          <SubmitButton>{m.donations_qualification_correct()}</SubmitButton>
        </EditForm>
      </Dialog>
    </>
  );
}

const ReasonField = () => <TextArea name="reason" label={m.donations_change_reason()} rows={2} />;

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
