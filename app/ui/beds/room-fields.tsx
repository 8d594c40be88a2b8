import { Checkbox, Choice, NumberField } from '~/ui/kit/fields';
import { m } from '~/words/generated/messages';
import { optionsOf, sexRuleLabel } from './labels';

/** Whom a room takes. */
export const RoomFields = () => (
  <>
    <Choice name="sexRule" label={m.beds_sex()} options={optionsOf(sexRuleLabel)} inline />
    <NumberField name="maxPeople" label={m.beds_max_people()} hint={m.beds_max_people_hint()} optional />
    <Checkbox name="oneHousehold" label={m.beds_one_household()} hint={m.beds_one_household_hint()} />
    <Checkbox name="isolation" label={m.beds_isolation_room()} hint={m.beds_isolation_room_hint()} />
  </>
);
