import { m } from '~/words/generated/messages';
import { Dialog } from '../kit/dialog';
import { DateField, Fieldset, RowButton, SelectField, SubmitButton, TextField } from '../kit/fields';
import { EditForm, type Reply, useRowCount } from '../kit/form';
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

/** Changes skills and licences (intent `skills`). */
export function SkillsDialog({
  skills,
  reply,
}: {
  skills: readonly { skill: string; licenceNumber: string | null; validUntil: string | null }[];
  reply: Reply | undefined;
}) {
  return (
    <Dialog id="skills" title={m.volunteers_change_skills()} trigger={m.volunteers_change_skills()}>
      <EditForm
        intent="skills"
        reply={reply}
        values={{
          skills: skills.map(({ skill, licenceNumber, validUntil }) => ({
            skill,
            licenceNumber: licenceNumber ?? '',
            validUntil: validUntil ?? '',
          })),
        }}
      >
        <SkillRows />
        <SubmitButton>{m.volunteers_save()}</SubmitButton>
      </EditForm>
    </Dialog>
  );
}
