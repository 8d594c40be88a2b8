import { m } from '~/words/generated/messages';
import { Fieldset, RowButton, TextField } from '../kit/fields';
import { useRowCount } from '../kit/form';
import { rowKeys } from '../kit/row-keys';

/** Name, telephone and mail address of somebody who is to be asked; field names are those of `invitedForm`. */
export function InvitedFields({ name }: { name: string }) {
  return (
    <>
      <TextField name={`${name}.name`} label={m.volunteers_name()} size={12} autoComplete="off" />
      <TextField
        name={`${name}.phone`}
        type="tel"
        label={m.volunteers_phone()}
        size={16}
        autoComplete="off"
      />
      <TextField
        name={`${name}.mail`}
        type="email"
        label={m.volunteers_invited_mail()}
        size={24}
        autoComplete="off"
        optional
      />
    </>
  );
}

/** Rows of people who are to be asked; `atFirst` are there from the beginning. */
export function InvitedRows({ atFirst }: { atFirst: number }) {
  const rows = useRowCount('people', 0, atFirst);
  return (
    <Fieldset legend={m.volunteers_invited_people()} hint={m.volunteers_invited_people_hint()}>
      {rowKeys(rows).map((key, index) => (
        <div className="flex flex-wrap items-end gap-3" key={key}>
          <InvitedFields name={`people[${index}]`} />
          <RowButton name="people" index={index}>
            {m.volunteers_invited_remove()}
          </RowButton>
        </div>
      ))}
      <RowButton name="people">{m.volunteers_invited_add()}</RowButton>
    </Fieldset>
  );
}
