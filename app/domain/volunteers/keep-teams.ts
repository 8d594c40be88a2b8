import { z } from 'zod';
import { settleInvitations } from '#db/queries/volunteer-invitations';
import {
  agreeMembership,
  closeTeam,
  endMembership,
  findTeamNamed,
  insertMembers,
  insertTeam,
  lockTeam,
  selectMembership,
  updateTeam,
} from '#db/queries/volunteer-teams';
import { selectVolunteer } from '#db/queries/volunteers';
import { type ReadScope, type Scope, useCase } from '../audit/use-case';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { notify } from '../notices/notify';
import { listTowns } from '../organisations/list-towns';
import { needsCompany } from './dispatch.rules';
import { findNamed, volunteersField } from './named-volunteers';
import { ofOwn } from './own-volunteer';
import { teamEvent } from './volunteer.events';

const teamId = z.uuid('TEAM.UNKNOWN');
const membershipId = z.uuid('TEAM.MEMBERSHIP_UNKNOWN');
const ownWill = z.literal(true, 'VOLUNTEER.OWN_WILL_MISSING');
const reason = z.string('TEAM.REASON_MISSING').trim().min(1, 'TEAM.REASON_MISSING').max(200);
/** What whoever takes a name at the same moment is told. */
export const nameTaken = { volunteer_teams_name_unique: refusal('TEAM.NAME_TAKEN', { field: 'name' }) };

/** What every team has. */
export const teamFields = {
  name: z.string('TEAM.NAME_MISSING').trim().min(1, 'TEAM.NAME_MISSING').max(60),
  unit: z.string().trim().max(100).optional(),
  towns: z.array(z.string()).min(1, 'TEAM.TOWNS_MISSING').max(50),
};

/** Number of the volunteer who leads. */
const leader = z.string('TEAM.LEADER_MISSING').trim().min(1, 'TEAM.LEADER_MISSING');

interface Stated {
  readonly name: string;
  readonly unit?: string;
  readonly towns: readonly string[];
}

/** What is wrong with a team as far as it is stated: the name of another one, towns that are none of the district's. */
export async function teamProblems(
  scope: ReadScope,
  { name, towns = [] }: Partial<Stated>,
  ownId?: string,
): Promise<Refusal[]> {
  const known = new Set((await listTowns.within(scope, {})).map(({ code }) => code));
  const named = name ? await findTeamNamed(scope.tx, name) : undefined;
  return [
    ...(named === undefined || named === ownId ? [] : [nameTaken.volunteer_teams_name_unique]),
    ...(towns.every((code) => known.has(code))
      ? []
      : [refusal('VOLUNTEER.TOWN_UNKNOWN', { field: 'towns' })]),
  ];
}

/** A team as it is kept. */
export const asKept = ({ name, unit, towns }: Stated) => ({
  name,
  unit: unit || null,
  towns: [...new Set(towns)],
});

/** Who leads, by their number. Refuses TEAM.LEADER_UNKNOWN (or gone), .LEADER_UNDER_AGE. */
async function readLeader(scope: ReadScope, number: string): Promise<Result<string>> {
  const named = await findNamed(scope, number);
  const leaderId = named.ok && named.value.length === 1 ? named.value[0] : undefined;
  const person = leaderId ? await selectVolunteer(scope.tx, leaderId) : undefined;
  if (!leaderId || !person || person.status === 'ended')
    return refuse(refusal('TEAM.LEADER_UNKNOWN', { field: 'leader' }));
  return needsCompany(person.birthDate, scope.today)
    ? refuse(refusal('TEAM.LEADER_UNDER_AGE', { field: 'leader' }))
    : accept(leaderId);
}

/** Members by their numbers, if any are stated. */
const readMembers = async (scope: ReadScope, numbers: string | undefined): Promise<Result<string[]>> =>
  numbers?.trim() ? findNamed(scope, numbers) : accept([]);

/** What is wrong with what can be read of a form that is not whole. */
async function knownProblems(
  scope: ReadScope,
  {
    leader: number,
    volunteers,
    teamId: id,
    ...stated
  }: Partial<Stated> & { leader?: string; volunteers?: string; teamId?: string },
): Promise<Refusal[]> {
  const leads = number ? await readLeader(scope, number) : undefined;
  const members = await readMembers(scope, volunteers);
  return [
    ...(leads?.ok === false ? leads.refusals : []),
    ...(await teamProblems(scope, stated, id)),
    ...(members.ok ? [] : members.refusals),
  ];
}

/**
 * Registers a team 志愿服务团体: its leader, the towns it serves, and members who have signed of their own will. Each member
 * keeps a registration of their own. Refuses TEAM.NAME_MISSING, .NAME_TAKEN, .LEADER_MISSING, .LEADER_UNKNOWN,
 * .LEADER_UNDER_AGE, .TOWNS_MISSING, VOLUNTEER.TOWN_UNKNOWN, .OWN_WILL_MISSING, RECORD.NUMBER_UNKNOWN, .VOLUNTEERS_MANY.
 */
export const registerTeam = useCase({
  permission: 'volunteers.register',
  input: z.object({ ...teamFields, leader, volunteers: volunteersField.optional(), ownWill }),
  constraints: nameTaken,
  known: knownProblems,
  async run(scope, { volunteers, leader: number, ownWill: _, ...stated }) {
    const leads = await readLeader(scope, number);
    const named = await readMembers(scope, volunteers);
    const problems = [
      ...(leads.ok ? [] : leads.refusals),
      ...(await teamProblems(scope, stated)),
      ...(named.ok ? [] : named.refusals),
    ];
    if (!leads.ok || !named.ok || problems.length > 0) return refuse(...problems);
    const team = { ...asKept(stated), leaderId: leads.value };
    const id = await insertTeam(scope.tx, { ...team, registeredOn: scope.today });
    const members = [...new Set([team.leaderId, ...named.value])];
    await insertMembers(scope.tx, id, members, { on: scope.today, agreed: true });
    scope.audit(teamEvent('registered', id, { ...team, members: members.length }));
    return accept({ teamId: id });
  },
});

/** Changes name, unit, leader or towns; a new leader becomes a member. Refuses TEAM.UNKNOWN and what `registerTeam` refuses of these. */
export const changeTeam = useCase({
  permission: 'volunteers.edit',
  input: z.object({ teamId, ...teamFields, leader }),
  constraints: nameTaken,
  known: knownProblems,
  async run(scope, { teamId: id, leader: number, ...stated }) {
    const before = await lockTeam(scope.tx, id);
    if (!before) return refuse(refusal('TEAM.UNKNOWN', { field: 'teamId' }));
    const leads = await readLeader(scope, number);
    const problems = [...(leads.ok ? [] : leads.refusals), ...(await teamProblems(scope, stated, id))];
    if (!leads.ok || problems.length > 0) return refuse(...problems);
    const team = { ...asKept(stated), leaderId: leads.value };
    await updateTeam(scope.tx, id, team);
    if (team.leaderId !== before.leaderId)
      await insertMembers(scope.tx, id, [team.leaderId], { on: scope.today, agreed: true });
    scope.audit(teamEvent('changed', id, { before, after: team }));
    return accept({ teamId: id });
  },
});

/**
 * Dissolves a team; its members stay volunteers and are told, and who has not answered an invitation is asked no more.
 * Refuses TEAM.UNKNOWN, .REASON_MISSING.
 */
export const endTeam = useCase({
  permission: 'volunteers.edit',
  input: z.object({ teamId, reason }),
  async run(scope, { teamId: id, reason: why }) {
    const team = await lockTeam(scope.tx, id);
    if (!team) return refuse(refusal('TEAM.UNKNOWN', { field: 'teamId' }));
    const members = await closeTeam(scope.tx, { id, on: scope.today, reason: why });
    await settleInvitations(scope.tx, { teamId: id }, { status: 'withdrawn', at: scope.now });
    scope.audit(teamEvent('ended', id, {}, why));
    await notify(
      scope,
      members.map((volunteerId) => ({
        to: { volunteerId },
        kind: 'team-ended' as const,
        key: `team-ended/${id}/${volunteerId}`,
        subject: { type: 'volunteer', id: volunteerId },
        params: { team: team.name, unit: team.unit ?? '', reason: why },
      })),
    );
    return accept({ teamId: id });
  },
});

/** Adds members who have signed of their own will. Refuses TEAM.UNKNOWN, VOLUNTEER.OWN_WILL_MISSING, RECORD.NUMBER_UNKNOWN. */
export const addMembers = useCase({
  permission: 'volunteers.edit',
  input: z.object({ teamId, volunteers: volunteersField, ownWill }),
  known: (scope, { volunteers }) => knownProblems(scope, { volunteers }),
  async run(scope, { teamId: id, volunteers }) {
    const team = await lockTeam(scope.tx, id);
    const named = await findNamed(scope, volunteers);
    const problems = [
      ...(team ? [] : [refusal('TEAM.UNKNOWN', { field: 'teamId' })]),
      ...(named.ok ? [] : named.refusals),
    ];
    if (problems.length > 0 || !named.ok) return refuse(...problems);
    return join(scope, id, named.value, true);
  },
});

/** The leader asks volunteers to join; members they are once they agree. Refuses TEAM.UNKNOWN (another's team), RECORD.NUMBER_UNKNOWN. */
export const inviteMembers = useCase({
  permission: 'volunteers.lead-team',
  input: z.object({ teamId, volunteers: volunteersField }),
  async run(scope, { teamId: id, volunteers }) {
    const team = await lockTeam(scope.tx, id);
    if (!team || team.leaderId !== scope.actor.volunteerId)
      return refuse(refusal('TEAM.UNKNOWN', { field: 'teamId' }));
    const named = await findNamed(scope, volunteers);
    return named.ok ? join(scope, id, named.value, false) : named;
  },
});

async function join(
  scope: Scope,
  id: string,
  volunteerIds: readonly string[],
  agreed: boolean,
): Promise<Result<{ added: number; known: number }>> {
  const added = await insertMembers(scope.tx, id, volunteerIds, { on: scope.today, agreed });
  for (const volunteerId of added) scope.audit(teamEvent(agreed ? 'joined' : 'invited', id, { volunteerId }));
  return accept({ added: added.length, known: volunteerIds.length - added.length });
}

/** A volunteer agrees to join a team, of their own will (山东省志愿服务条例 第十七条). Refuses TEAM.MEMBERSHIP_UNKNOWN, VOLUNTEER.NOT_ONE. */
export const acceptInvitation = useCase({
  permission: 'volunteers.edit-own',
  input: z.object({ membershipId }),
  run: (scope, input) =>
    ofOwn(scope, async (volunteerId) => {
      const row = await agreeMembership(scope.tx, { id: input.membershipId, volunteerId, on: scope.today });
      if (!row) return refuse(refusal('TEAM.MEMBERSHIP_UNKNOWN', { field: 'membershipId' }));
      scope.audit(teamEvent('joined', row.teamId, { volunteerId }));
      return accept({ teamId: row.teamId });
    }),
});

/** A volunteer declines an invitation or leaves a team; who leads it hands it over first. Refuses TEAM.MEMBERSHIP_UNKNOWN, .LEADER_STAYS, VOLUNTEER.NOT_ONE. */
export const leaveTeam = useCase({
  permission: 'volunteers.edit-own',
  input: z.object({ membershipId }),
  run: (scope, input) =>
    ofOwn(scope, (volunteerId) =>
      endFor(scope, input.membershipId, (one) => one.volunteerId === volunteerId),
    ),
});

/** The leader takes a member out of the own team, or an invitation back. Refuses TEAM.MEMBERSHIP_UNKNOWN, .LEADER_STAYS. */
export const dismissMember = useCase({
  permission: 'volunteers.lead-team',
  input: z.object({ membershipId }),
  run: (scope, input) => endFor(scope, input.membershipId, (one) => one.leaderId === scope.actor.volunteerId),
});

/** The same at the desk, of any team. */
export const removeMember = useCase({
  permission: 'volunteers.edit',
  input: z.object({ membershipId }),
  run: (scope, input) => endFor(scope, input.membershipId, () => true),
});

async function endFor(
  scope: Scope,
  id: string,
  may: (membership: { volunteerId: string; leaderId: string | null }) => boolean,
): Promise<Result<{ teamId: string }>> {
  const found = await selectMembership(scope.tx, id);
  const unknown = refusal('TEAM.MEMBERSHIP_UNKNOWN', { field: 'membershipId' });
  if (!found || !may(found)) return refuse(unknown);
  if (found.volunteerId === found.leaderId)
    return refuse(refusal('TEAM.LEADER_STAYS', { field: 'membershipId' }));
  const ended = await endMembership(scope.tx, { id, on: scope.today });
  if (!ended) return refuse(unknown);
  const { teamId: of, volunteerId, agreedOn } = ended;
  scope.audit(teamEvent(agreedOn ? 'left' : 'declined', of, { volunteerId }));
  return accept({ teamId: of });
}
