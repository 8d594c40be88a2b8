import { sixItems } from '~/domain/people/applicant-row.rules';
import {
  Choice,
  Choices,
  DateField,
  Fieldset,
  NumberField,
  SelectField,
  TextArea,
  TextField,
} from '~/ui/kit/fields';
import { categoryLabel, optionsOf, registrationLabel, sexLabel } from '~/ui/people/labels';
import { m } from '~/words/generated/messages';
import { careLabel, disabilityLabel, factLabel, guardianRelationLabel, roomLabel } from './intake-labels';
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

/** The household, and who speaks for the applicant. */
export function HouseholdFields() {
  return (
    <>
      <NumberField
        name="householdSize"
        label={m.stays_household_size()}
        unit={m.stays_persons()}
        size={3}
        optional
      />
      <TextField name="guardianName" label={m.stays_guardian()} maxLength={60} optional />
      <SelectField
        name="guardianRelation"
        label={m.stays_guardian_relation()}
        options={optionsOf(guardianRelationLabel)}
        optional
      />
      <TextField
        name="guardianPhone"
        label={m.stays_guardian_phone()}
        hint={m.stays_guardian_phone_hint()}
        type="tel"
        maxLength={30}
        optional
      />
    </>
  );
}

/** The six abilities, the care that is needed, and what would be liked. */
export function NeedsFields() {
  return (
    <>
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
      <Choices
        name="care"
        label={m.stays_care()}
        hint={m.stays_care_hint()}
        options={optionsOf(careLabel)}
        inline
        optional
      />
      <Choices
        name="rooms"
        label={m.stays_rooms()}
        hint={m.stays_rooms_hint()}
        options={optionsOf(roomLabel)}
        inline
        optional
      />
      <TextArea
        name="wish"
        label={m.stays_wish()}
        hint={m.stays_wish_hint()}
        rows={2}
        maxLength={500}
        optional
      />
      <TextArea
        name="note"
        label={m.stays_note()}
        hint={m.stays_note_hint()}
        rows={3}
        maxLength={1000}
        optional
      />
    </>
  );
}

/** The category of hardship, and what makes it. */
export function HardshipFields() {
  return (
    <>
      <Choice name="category" label={m.stays_category()} options={optionsOf(categoryLabel)} inline />
      <Choices name="facts" label={m.stays_facts()} options={optionsOf(factLabel)} inline optional />
      <SelectField
        name="disabilityKind"
        label={m.stays_disability_kind()}
        options={optionsOf(disabilityLabel)}
        optional
      />
      <Choice
        name="disabilityGrade"
        label={m.stays_disability_grade()}
        options={[1, 2, 3, 4].map((grade) => ({
          value: String(grade),
          label: m.stays_disability_grade_value({ grade }),
        }))}
        inline
        optional
      />
    </>
  );
}
