import { m } from '~/words/generated/messages';
import { Fieldset, NumberField, RowButton } from '../kit/fields';
import { useRowCount } from '../kit/form';
import { rowKeys } from '../kit/row-keys';

/** Rows of a leave rule: from which day of an absence which part of the fee; field names are those of `leaveRuleInput`. */
export function BandRows() {
  const rows = useRowCount('bands', 1);
  return (
    <Fieldset legend={m.fees_leave_bands()}>
      {rowKeys(rows).map((key, index) => (
        <div className="flex flex-wrap items-end gap-3" key={key}>
          <NumberField name={`bands[${index}].fromDay`} label={m.fees_leave_from_day()} />
          <NumberField name={`bands[${index}].percent`} label={m.fees_leave_percent()} unit="%" />
          <RowButton name="bands" index={index}>
            {m.fees_leave_remove()}
          </RowButton>
        </div>
      ))}
      <RowButton name="bands">{m.fees_leave_add()}</RowButton>
    </Fieldset>
  );
}
