import { m } from '~/words/generated/messages';
import { Choices, type Option, TextField } from '../kit/fields';

/** Name, unit, leader and towns of a team. */
export function TeamFields({ towns }: { towns: readonly Option[] }) {
  return (
    <>
      <TextField name="name" label={m.volunteers_team_name()} autoComplete="off" />
      <TextField name="unit" label={m.volunteers_team_unit()} hint={m.volunteers_team_unit_hint()} optional />
      <TextField name="leader" label={m.volunteers_team_leader_number()} size={14} autoComplete="off" />
      <Choices name="towns" label={m.volunteers_team_towns()} options={towns} inline />
    </>
  );
}
