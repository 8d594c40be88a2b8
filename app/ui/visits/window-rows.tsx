import { DateField, Fieldset, RowButton, TextField } from '../kit/fields';
import { useRowCount } from '../kit/form';
import { m } from '~/words/generated/messages';

/** Rows of times at which a visit can be; at least one. */
export function WindowRows() {
  const rows = useRowCount('windows');
  return (
    <Fieldset legend={m.visits_windows()}>
      {Array.from({ length: rows }, (_, index) => (
        <div className="flex flex-wrap items-end gap-3" key={`window-${index}-of-${rows}`}>
          <DateField name={`windows[${index}].date`} label={m.visits_date()} />
          <TextField name={`windows[${index}].from`} type="time" label={m.visits_from()} />
          <TextField name={`windows[${index}].until`} type="time" label={m.visits_until()} />
          {rows > 1 ? (
            <RowButton name="windows" index={index}>
              {m.visits_remove_window()}
            </RowButton>
          ) : null}
        </div>
      ))}
      <RowButton name="windows">{m.visits_add_window()}</RowButton>
    </Fieldset>
  );
}
