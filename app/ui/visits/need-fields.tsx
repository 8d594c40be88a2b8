import { optionsOf, serviceLabel, skillLabel } from '~/ui/volunteers/labels';
import { m } from '~/words/generated/messages';
import {
  Checkbox,
  Choice,
  Fieldset,
  NumberField,
  type Option,
  SelectField,
  TextArea,
  TextField,
} from '../kit/fields';
import { FindField } from '../kit/find-field';
import { WindowRows } from './window-rows';

/** Needs that this one may follow: those that were looked for, at first the near ones. */
interface Firsts {
  readonly options: readonly Option[];
  /** What was looked for. */
  readonly words?: string | undefined;
  readonly found: number;
  /** There are others that `words` fits too. */
  readonly more: boolean;
}

interface NeedFieldsProps {
  readonly towns: readonly Option[];
  readonly priorities: readonly Option[];
  readonly firsts: Firsts;
  /** An address is known already. */
  readonly addressKept?: boolean;
  /** So is a point, which stays where it is unless the town changes. */
  readonly pointKept?: boolean;
}

/** What a visit is: asked when it is wanted and when it is changed. */
export function NeedFields({ towns, priorities, firsts, addressKept, pointKept }: NeedFieldsProps) {
  return (
    <>
      <SelectField name="townCode" label={m.visits_town()} options={towns} />
      <TextField name="place" label={m.visits_place()} hint={m.visits_place_hint()} />
      <TextField
        name="address"
        label={m.visits_address()}
        hint={addressKept ? m.visits_address_kept() : m.visits_address_hint()}
        autoComplete="off"
        optional
      />
      <Fieldset
        legend={m.volunteers_point()}
        hint={pointKept ? m.visits_point_kept() : m.volunteers_point_hint()}
      >
        <NumberField name="latitude" label={m.volunteers_latitude()} size={10} optional />
        <NumberField name="longitude" label={m.volunteers_longitude()} size={10} optional />
      </Fieldset>
      <Choice name="serviceKind" label={m.visits_service()} options={optionsOf(serviceLabel)} inline />
      <Choice name="priority" label={m.visits_priority()} options={priorities} inline />
      <SelectField
        name="skill"
        label={m.visits_skill()}
        options={[{ value: '', label: m.visits_skill_none() }, ...optionsOf(skillLabel)]}
        optional
      />
      <NumberField
        name="durationMinutes"
        label={m.visits_duration()}
        unit={m.visits_duration_unit()}
        size={5}
      />
      <NumberField name="volunteersNeeded" label={m.visits_volunteers_needed()} size={4} />
      <Checkbox name="sameVolunteers" label={m.visits_same_volunteers()} />
      <TextArea name="outline" label={m.visits_outline()} hint={m.visits_outline_hint()} />
      <WindowRows />
      {firsts.options.length > 0 || firsts.words ? <First {...firsts} /> : null}
    </>
  );
}

/** The visit before this one: looked for by words, as a district has more of them than a list can hold. */
function First({ options, words, found, more }: Firsts) {
  return (
    <Fieldset legend={m.visits_after()} hint={m.visits_after_hint()}>
      <FindField name="firstWords" label={m.visits_after_find()} hint={m.visits_after_find_hint()} />
      <p role="status" className="field-hint">
        {more
          ? m.visits_after_more({ count: found })
          : words
            ? m.visits_after_found({ words, count: found })
            : ''}
      </p>
      <SelectField name="afterNeedId" label={m.visits_after_need()} options={options} optional />
      <NumberField
        name="afterMinMinutes"
        label={m.visits_after_min()}
        unit={m.visits_duration_unit()}
        size={5}
        optional
      />
      <NumberField
        name="afterMaxMinutes"
        label={m.visits_after_max()}
        unit={m.visits_duration_unit()}
        size={5}
        optional
      />
    </Fieldset>
  );
}
