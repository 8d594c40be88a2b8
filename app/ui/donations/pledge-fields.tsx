import { m } from '~/words/generated/messages';
import {
  Choice,
  Fieldset,
  HiddenField,
  MoneyField,
  NumberField,
  RowButton,
  SelectField,
  TextField,
} from '../kit/fields';
import { useField, useRowCount } from '../kit/form';
import { appealKindText } from './appeal-labels';
import { donorKindLabel, named, optionsOf } from './labels';

interface Named {
  readonly name: string;
  readonly nameEn?: string | null;
}

/** Who may receive and what for, as a giver chooses. */
export interface Choices {
  readonly entities: readonly (Named & { readonly id: string })[];
  readonly purposes: readonly (Named & { readonly code: string })[];
}

/** Who gives; field names are those of `donorForm`. */
export function DonorFields() {
  return (
    <Fieldset legend={m.donations_donor()}>
      <Choice name="donor.kind" label={m.donations_donor_kind()} options={optionsOf(donorKindLabel)} inline />
      <TextField
        name="donor.name"
        label={m.donations_donor_name()}
        hint={m.donations_donor_name_hint()}
        autoComplete="name"
      />
      <CreditCodeField />
      <PhoneField />
      <MailField />
    </Fieldset>
  );
}

/** What is corrected of who gave: their telephone and address are not. */
export const DonorIdentityFields = () => (
  <Fieldset legend={m.donations_donor()}>
    <Choice name="donor.kind" label={m.donations_donor_kind()} options={optionsOf(donorKindLabel)} inline />
    <TextField
      name="donor.name"
      label={m.donations_donor_name()}
      hint={m.donations_donor_name_hint()}
      autoComplete="off"
    />
    <CreditCodeField />
  </Fieldset>
);

/** Who gives at the public page: a name if they like; an organisation, and a telephone for questions, further down. */
export function PublicDonorFields() {
  const kind = useField('donor.kind');
  const creditCode = useField('donor.creditCode');
  const phone = useField('donor.phone');
  const mail = useField('donor.mail');
  const wrong = [kind, creditCode, phone, mail].some(({ errors }) => errors.length > 0);
  return (
    <Fieldset legend={m.donations_donor()}>
      <TextField
        name="donor.name"
        label={m.donations_donor_name()}
        hint={m.donations_donor_nameless_hint()}
        autoComplete="name"
        optional
      />
      <AnonymousField />
      <details open={wrong || kind.value === 'organisation'}>
        <summary>{m.donations_donor_more()}</summary>
        <div className="grid gap-5 pt-4">
          <Choice
            name="donor.kind"
            label={m.donations_donor_kind()}
            options={optionsOf(donorKindLabel)}
            inline
          />
          <CreditCodeField />
          <PhoneField />
          <MailField />
        </div>
      </details>
    </Fieldset>
  );
}

const CreditCodeField = () => (
  <TextField
    name="donor.creditCode"
    label={m.donations_credit_code()}
    hint={m.donations_credit_code_hint()}
    size={18}
    autoComplete="off"
    spellCheck={false}
    optional
  />
);

const PhoneField = () => (
  <TextField
    name="donor.phone"
    type="tel"
    label={m.donations_phone()}
    hint={m.donations_phone_hint()}
    size={13}
    autoComplete="tel"
    optional
  />
);

const MailField = () => (
  <TextField
    name="donor.mail"
    type="email"
    label={m.donations_mail()}
    hint={m.donations_mail_gift_hint()}
    size={24}
    autoComplete="email"
    optional
  />
);

/** What for, to whom, and whether the name may be shown. A single receiver is not asked about. */
export function DestinationFields({
  choices: { entities, purposes },
  nameless,
  withDonor,
}: {
  choices: Choices;
  /** The form asks who gives, and there whether the name may be shown. */
  withDonor?: boolean;
  /** Nobody knows who gave, so there is no name to show. */
  nameless?: boolean;
}) {
  return (
    <>
      <Choice
        name="purpose"
        label={m.donations_purpose()}
        options={purposes.map((purpose) => ({ value: purpose.code, label: named(purpose) }))}
      />
      <EntityField entities={entities} />
      {withDonor ? null : nameless ? <HiddenField name="anonymous" value="true" /> : <AnonymousField />}
    </>
  );
}

function EntityField({ entities }: { entities: Choices['entities'] }) {
  const [only, ...more] = entities;
  if (only && more.length === 0) return <HiddenField name="entityId" value={only.id} />;
  return (
    <SelectField
      name="entityId"
      label={m.donations_entity()}
      options={entities.map((entity) => ({ value: entity.id, label: named(entity) }))}
    />
  );
}

/** The appeal that a gift answers: its receiver and purpose stand. */
export const ForAppeal = ({
  appeal: { id, title, titleEn },
}: {
  appeal: { readonly id: string; readonly title: string; readonly titleEn: string };
}) => (
  <>
    <HiddenField name="appealId" value={id} />
    <p>{m.donations_appeal_for({ title: named({ name: title, nameEn: titleEn }) })}</p>
  </>
);

/**
 * For which appeal a gift is, where its giver or finance says so; nothing while none is running. Receiver and purpose of the appeal
 * then stand in the place of what is chosen above.
 */
export const AppealField = ({ appeals }: { appeals: readonly AppealToGive[] }) =>
  appeals.length === 0 ? null : (
    <SelectField
      name="appealId"
      label={m.donations_appeal()}
      hint={m.donations_appeal_choose_hint()}
      options={appeals.map((appeal) => ({
        value: appeal.id,
        label: m.donations_appeal_choose({
          title: named({ name: appeal.title, nameEn: appeal.titleEn }),
          kind: appealKindText(appeal),
          entity: named({ name: appeal.entityName, nameEn: appeal.entityNameEn }),
          purpose: named({ name: appeal.purposeName, nameEn: appeal.purposeNameEn }),
        }),
      }))}
      optional
    />
  );

interface AppealToGive {
  readonly id: string;
  readonly kind: 'open' | 'directed';
  readonly urgent: boolean;
  readonly title: string;
  readonly titleEn: string;
  readonly entityName: string;
  readonly entityNameEn: string | null;
  readonly purposeName: string;
  readonly purposeNameEn: string;
}

export const AnonymousField = () => (
  <Choice
    name="anonymous"
    label={m.donations_anonymous()}
    hint={m.donations_anonymous_hint()}
    options={[
      { value: 'true', label: m.donations_anonymous_yes() },
      { value: 'false', label: m.donations_anonymous_no() },
    ]}
  />
);

export const AmountField = () => <MoneyField name="amountFen" label={m.donations_amount()} />;

/** Rows in which goods are named; field names are those of `itemForm`. */
export function ItemRows() {
  const rows = useRowCount('items');
  return (
    <Fieldset legend={m.donations_items()} hint={m.donations_items_hint()}>
      {[...Array(rows).keys()].map((index) => (
        <div className="flex flex-wrap items-end gap-3" key={index}>
          <TextField name={`items[${index}].name`} label={m.donations_item_name()} size={10} />
          <TextField name={`items[${index}].spec`} label={m.donations_item_spec()} size={8} optional />
          <TextField name={`items[${index}].unit`} label={m.donations_item_unit()} size={4} />
          <NumberField name={`items[${index}].quantity`} label={m.donations_quantity()} size={5} />
          {rows > 1 ? (
            <RowButton name="items" index={index}>
              {m.donations_item_remove()}
            </RowButton>
          ) : null}
        </div>
      ))}
      <div>
        <RowButton name="items">{m.donations_item_add()}</RowButton>
      </div>
    </Fieldset>
  );
}
