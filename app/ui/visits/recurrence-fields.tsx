import './recurrence-fields.css';
import type { ReactNode } from 'react';
import { m } from '~/words/generated/messages';
import { Choices, DateField, Fieldset, NumberField, RowButton, SelectField } from '../kit/fields';
import { LookButton } from '../kit/find-field';
import { useRowCount } from '../kit/form';
import { rowKeys } from '../kit/row-keys';

interface Words {
  readonly value: string;
  readonly label: string;
}

/** Choices of the fields, as words. */
export interface RecurrenceChoices {
  readonly units: readonly Words[];
  readonly weekdays: readonly Words[];
  readonly monthDays: readonly Words[];
  readonly nths: readonly Words[];
}

/**
 * How a visit comes back, in fields; `foreseen` tells what they make, once it was asked for. `kept`: the rule that stays where
 * no other one is filled in, whose last day and days left out can be changed by themselves.
 */
export function RecurrenceFields({
  choices: { units, weekdays, monthDays, nths },
  foreseen,
  kept,
}: {
  choices: RecurrenceChoices;
  foreseen?: ReactNode;
  kept?: string;
}) {
  return (
    <Fieldset
      legend={m.visits_repeat()}
      hint={kept ? m.visits_series_kept({ rule: kept }) : m.visits_repeat_hint()}
    >
      <div className="recurrence">
        <SelectField name="recurrence.unit" label={m.visits_repeat_unit()} options={units} optional />
        <div className="recurrence-rest">
          <NumberField
            name="recurrence.every"
            label={m.visits_repeat_every()}
            hint={m.visits_repeat_every_hint()}
            size={4}
            optional
          />
        </div>
        <div className="recurrence-week">
          <Choices
            name="recurrence.weekdays"
            label={m.visits_repeat_weekdays()}
            hint={m.visits_repeat_weekdays_hint()}
            options={weekdays}
            inline
            optional
          />
        </div>
        <div className="recurrence-month">
          <SelectField
            name="recurrence.monthDay"
            label={m.visits_repeat_month_day()}
            hint={m.visits_repeat_month_day_hint()}
            options={monthDays}
            optional
          />
          <div className="flex flex-wrap items-end gap-3">
            <SelectField name="recurrence.nth" label={m.visits_repeat_nth()} options={nths} optional />
            <SelectField
              name="recurrence.nthWeekday"
              label={m.visits_repeat_nth_weekday()}
              options={weekdays}
              optional
            />
          </div>
        </div>
        <div className="recurrence-rest">
          <NumberField
            name="recurrence.count"
            label={m.visits_repeat_count()}
            hint={m.visits_repeat_count_hint()}
            size={4}
            optional
          />
        </div>
        <div className={kept ? 'recurrence-end' : 'recurrence-rest'}>
          <DateField name="repeatUntil" label={m.visits_repeat_until()} optional />
          <WithoutRows />
          {kept ? null : (
            <>
              <div>
                <LookButton name="recurrence">{m.visits_repeat_look()}</LookButton>
              </div>
              <div role="status">{foreseen}</div>
            </>
          )}
        </div>
      </div>
    </Fieldset>
  );
}

/** Days on which nobody is to come; none at first. */
function WithoutRows() {
  const rows = useRowCount('repeatWithout', 0);
  return (
    <>
      {rowKeys(rows).map((key, index) => (
        <div className="flex flex-wrap items-end gap-3" key={key}>
          <DateField name={`repeatWithout[${index}]`} label={m.visits_repeat_without()} />
          <RowButton name="repeatWithout" index={index}>
            {m.visits_repeat_without_remove()}
          </RowButton>
        </div>
      ))}
      <div>
        <RowButton name="repeatWithout">{m.visits_repeat_without_add()}</RowButton>
      </div>
    </>
  );
}
