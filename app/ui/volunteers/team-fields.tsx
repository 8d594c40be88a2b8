import { m } from '~/words/generated/messages';
import { Choices, type Option, TextField } from '../kit/fields';

/** Name, unit and towns of a team; `led`: with the number of the volunteer who leads it. */
export function TeamFields({ towns, led = false }: { towns: readonly Option[]; led?: boolean }) {
  return (
    <>
      <TextField name="name" label={m.volunteers_team_name()} autoComplete="off" />
      <TextField name="unit" label={m.volunteers_team_unit()} hint={m.volunteers_team_unit_hint()} optional />
      {led ? (
        <TextField name="leader" label={m.volunteers_team_leader_number()} size={14} autoComplete="off" />
      ) : null}
      <Choices name="towns" label={m.volunteers_team_towns()} options={towns} inline />
    </>
  );
}
