import {
  selectEverMembers,
  selectMembers,
  selectTeam,
  selectTeams,
  selectTeamsOf,
} from '#db/queries/volunteer-teams';
import { selectStarHours } from '#db/queries/volunteers';
import { listTimeline } from '../audit/list-timeline';
import { type ReadScope, read } from '../audit/use-case';
import { groupedBy } from '../kernel/grouped';
import { standingOn, starsOf } from './volunteer.rules';

/** Teams of a district that one list shows. */
const MOST = 500;

/** Teams that are there, by name. */
export const listTeams = read('volunteers.view', async ({ tx }, _: Record<string, never> = {}) =>
  selectTeams(tx, { limit: MOST }),
);

/** One team with its members and who is asked to join; undefined when there is none. */
export const findTeam = read('volunteers.view', async (scope, { teamId }: { teamId: string }) => {
  const team = await selectTeam(scope.tx, teamId);
  return team && { ...team, people: await membersOf(scope, [teamId]) };
});

/** What happened to a team, newest first; `who`: the volunteer who joined, was asked, declined or left. */
export const listTeamHistory = read('volunteers.view', async (scope, { teamId }: { teamId: string }) => {
  const events = await listTimeline.within(scope, { type: 'volunteer-team', id: teamId });
  const members = new Map((await selectEverMembers(scope.tx, teamId)).map((one) => [one.volunteerId, one]));
  return events.map(({ data, ...event }) => {
    const { volunteerId } = data as { volunteerId?: string };
    // Whoever answered an invitation was no volunteer yet; their joining is an event of its own.
    const who =
      event.kind.startsWith('volunteer-team.') && volunteerId ? members.get(volunteerId) : undefined;
    return { ...event, who };
  });
});

/** The teams that the acting volunteer leads, with their members; nobody else's. */
export const listLedTeams = read('volunteers.lead-team', async (scope, _: Record<string, never> = {}) => {
  const { volunteerId } = scope.actor;
  if (!volunteerId) return [];
  const teams = await selectTeams(scope.tx, { leaderId: volunteerId, limit: MOST });
  const peopleOf = groupedBy(
    await membersOf(
      scope,
      teams.map((team) => team.id),
    ),
    (one) => one.teamId,
  );
  return teams.map((team) => ({ ...team, people: peopleOf.get(team.id) ?? [] }));
});

/** Teams of the acting volunteer, and those they are asked to join. */
export const listOwnTeams = read(
  'volunteers.view-own',
  async ({ tx, actor }, _: Record<string, never> = {}) =>
    actor.volunteerId ? selectTeamsOf(tx, actor.volunteerId) : [],
);

async function membersOf({ tx, today }: ReadScope, teamIds: readonly string[]) {
  const asked = await selectStarHours(tx, today);
  return (await selectMembers(tx, teamIds)).map((row) => ({
    ...row,
    status: standingOn(row, today),
    stars: starsOf(row.minutes, asked),
  }));
}
