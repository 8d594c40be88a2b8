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
import { WindowRows } from './window-rows';

interface NeedFieldsProps {
  readonly towns: readonly Option[];
  readonly priorities: readonly Option[];
  /** Needs that this one may follow. */
  readonly firsts: readonly Option[];
  /** An address is known already. */
  readonly addressKept?: boolean;
}

/** What a visit is: asked when it is wanted and when it is changed. */
export function NeedFields({ towns, priorities, firsts, addressKept }: NeedFieldsProps) {
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
      <Fieldset legend={m.volunteers_point()} hint={m.volunteers_point_hint()}>
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
      {firsts.length > 0 ? (
        <Fieldset legend={m.visits_after()} hint={m.visits_after_hint()}>
          <SelectField name="afterNeedId" label={m.visits_after_need()} options={firsts} optional />
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
      ) : null}
    </>
  );
}
