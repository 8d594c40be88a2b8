import { sixItems } from '~/domain/people/applicant-row.rules';
import { Choice, DateField, Fieldset, NumberField, SelectField, TextArea, TextField } from '~/ui/kit/fields';
import { categoryLabel, optionsOf, registrationLabel, sexLabel } from '~/ui/people/labels';
import { m } from '~/words/generated/messages';
import { itemLabel, metLabel } from './labels';

/** Who applies, when it is nobody known yet. */
export function PersonFields({
  towns,
}: {
  towns: readonly { readonly value: string; readonly label: string }[];
}) {
  return (
    <Fieldset legend={m.stays_who()} hint={m.stays_who_hint()}>
      <TextField name="person.name" label={m.people_name()} maxLength={60} autoComplete="off" />
      <TextField name="person.identityNumber" label={m.people_identity_number()} maxLength={40} optional />
      <Choice name="person.sex" label={m.people_sex()} options={optionsOf(sexLabel)} inline optional />
      <DateField name="person.birthDate" label={m.people_birth_date()} optional />
      <TextField name="person.phone" label={m.people_phone()} type="tel" maxLength={30} optional />
      <Choice
        name="person.registration"
        label={m.people_registration()}
        options={optionsOf(registrationLabel)}
        inline
        optional
      />
      <SelectField name="person.townCode" label={m.people_town()} options={towns} optional />
      <TextField name="person.village" label={m.people_village()} maxLength={60} optional />
    </Fieldset>
  );
}

/** What is asked of the household, the guardian and the six abilities. */
export function ApplicationFields({ today }: { today: string }) {
  return (
    <>
      <Fieldset legend={m.stays_about()}>
        <Choice name="category" label={m.stays_category()} options={optionsOf(categoryLabel)} inline />
        <NumberField
          name="householdSize"
          label={m.stays_household_size()}
          unit={m.stays_persons()}
          size={3}
          optional
        />
        <TextField name="guardianName" label={m.stays_guardian()} maxLength={60} optional />
        <TextField
          name="guardianPhone"
          label={m.stays_guardian_phone()}
          hint={m.stays_guardian_phone_hint()}
          type="tel"
          maxLength={30}
          optional
        />
        <DateField name="appliedOn" label={m.stays_applied_on()} max={today} />
      </Fieldset>
      <Fieldset legend={m.stays_stated()} hint={m.stays_stated_hint()}>
        {sixItems.map((item) => (
          <Choice
            key={item}
            name={`stated.${item}`}
            label={itemLabel[item]()}
            options={optionsOf(metLabel)}
            inline
            optional
          />
        ))}
      </Fieldset>
      <TextArea name="note" label={m.stays_note()} hint={m.stays_note_hint()} maxLength={1000} optional />
    </>
  );
}
