import { m } from '~/words/generated/messages';
import { DateField, Fieldset, RowButton, SelectField, TextField } from '../kit/fields';
import { useRowCount } from '../kit/form';
import { rowKeys } from '../kit/row-keys';
import { optionsOf, skillLabel } from './labels';

/** Rows of skills with their licences; field names are those of `skillForm`. */
export function SkillRows() {
  const rows = useRowCount('skills', 0);
  return (
    <Fieldset legend={m.volunteers_skills()} hint={m.volunteers_licence_hint()}>
      {rowKeys(rows).map((key, index) => (
        <div className="flex flex-wrap items-end gap-3" key={key}>
          <SelectField
            name={`skills[${index}].skill`}
            label={m.volunteers_skill()}
            options={optionsOf(skillLabel)}
          />
          <TextField
            name={`skills[${index}].licenceNumber`}
            label={m.volunteers_licence_number()}
            size={16}
            optional
          />
          <DateField name={`skills[${index}].validUntil`} label={m.volunteers_valid_until()} optional />
          <RowButton name="skills" index={index}>
            {m.volunteers_remove_skill()}
          </RowButton>
        </div>
      ))}
      <RowButton name="skills">{m.volunteers_add_skill()}</RowButton>
    </Fieldset>
  );
}
