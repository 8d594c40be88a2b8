import { m } from '~/words/generated/messages';
import { Dialog } from '../kit/dialog';
import { Fieldset, RowButton, SelectField, SubmitButton, TextField } from '../kit/fields';
import { EditForm, type Reply, useRowCount } from '../kit/form';
import { rowKeys } from '../kit/row-keys';
import type { VolunteerView } from './volunteer-facts';
import { weekdayOptions, weekValues } from './week';

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

/** Changes the week (intent `availability`). */
export function WeekDialog({ volunteer, reply }: { volunteer: VolunteerView; reply: Reply | undefined }) {
  return (
    <Dialog
      id="availability"
      title={m.volunteers_change_availability()}
      trigger={m.volunteers_change_availability()}
    >
      <EditForm
        intent="availability"
        reply={reply}
        values={{ availability: weekValues(volunteer.availability) }}
      >
        <SlotRows />
        <SubmitButton>{m.volunteers_save()}</SubmitButton>
      </EditForm>
    </Dialog>
  );
}
