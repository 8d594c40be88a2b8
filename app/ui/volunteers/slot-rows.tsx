import { m } from '~/words/generated/messages';
import { Fieldset, RowButton, SelectField, TextField } from '../kit/fields';
import { useRowCount } from '../kit/form';
import { rowKeys } from '../kit/row-keys';
import { weekdayOptions } from './labels';

/** Rows in which a week of availability is written; field names are those of `slotForm`. */
export function SlotRows() {
  const rows = useRowCount('availability', 0);
  return (
    <Fieldset legend={m.volunteers_availability()}>
      {rowKeys(rows).map((key, index) => (
        <div className="flex flex-wrap items-end gap-3" key={key}>
          <SelectField
            name={`availability[${index}].weekday`}
            label={m.volunteers_weekday()}
            options={weekdayOptions()}
          />
          <TextField name={`availability[${index}].from`} type="time" label={m.volunteers_from()} />
          <TextField name={`availability[${index}].until`} type="time" label={m.volunteers_until()} />
          <RowButton name="availability" index={index}>
            {m.volunteers_remove_slot()}
          </RowButton>
        </div>
      ))}
      <RowButton name="availability">{m.volunteers_add_slot()}</RowButton>
    </Fieldset>
  );
}
