import type { Town } from '~/domain/organisations/list-towns';
import { SelectField, TextField } from '~/ui/kit/fields';
import { m } from '~/words/generated/messages';
import { categoryLabel, optionsOf, registrationLabel, townOptions } from './labels';

/** Where somebody lives and under which category; the part of the form that registering and correcting share. */
export function ResidenceFields({ towns }: { towns: readonly Town[] }) {
  return (
    <>
      <SelectField name="townCode" label={m.people_town()} options={townOptions(towns)} optional />
      <TextField name="village" label={m.people_village()} maxLength={60} optional />
      <SelectField
        name="registration"
        label={m.people_registration()}
        options={optionsOf(registrationLabel)}
        optional
      />
      <SelectField
        name="hardshipCategory"
        label={m.people_category()}
        options={optionsOf(categoryLabel)}
        optional
      />
    </>
  );
}
