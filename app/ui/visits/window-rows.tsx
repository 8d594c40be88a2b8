import { m } from '~/words/generated/messages';
import { DateField, Fieldset, RowButton, TextField } from '../kit/fields';
import { useRowCount } from '../kit/form';
import { rowKeys } from '../kit/row-keys';

/** Rows of times at which a visit can be; at least one. `daily`: times of day alone, of whatever day. */
export function WindowRows({ daily = false }: { daily?: boolean }) {
  const rows = useRowCount('windows');
  return (
    <Fieldset legend={daily ? m.visits_series_times() : m.visits_windows()}>
      {rowKeys(rows).map((key, index) => (
        <div className="flex flex-wrap items-end gap-3" key={key}>
          {daily ? null : <DateField name={`windows[${index}].date`} label={m.visits_date()} />}
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
