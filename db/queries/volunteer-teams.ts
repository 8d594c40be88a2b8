import { and, asc, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { newId } from '../new-id';
import { people } from '../schema/people';
import { volunteers, volunteerTeamMembers, volunteerTeams, volunteerTeamTowns } from '../schema/volunteers';
import type { Tx } from '../transaction';

const teams = volunteerTeams;
const members = volunteerTeamMembers;

/** Registers a team with the towns it serves. */
export async function insertTeam(
  tx: Tx,
  {
    towns,
    ...team
  }: {
    name: string;
    unit: string | null;
    leaderId: string | null;
    registeredOn: string;
    towns: readonly string[];
  },
): Promise<string> {
  const id = newId();
  await tx.insert(teams).values({ id, ...team });
  await tx.insert(volunteerTeamTowns).values(towns.map((townCode) => ({ teamId: id, townCode })));
  return id;
}

/** Id of the team that has a name now, if any. */
export async function findTeamNamed(tx: Tx, name: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ id: teams.id })
    .from(teams)
    .where(and(eq(teams.name, name), isNull(teams.endedOn)));
  return row?.id;
}

/** Changes a team and the towns it serves. */
export async function updateTeam(
  tx: Tx,
  id: string,
  { towns, ...team }: { name: string; unit: string | null; leaderId: string; towns: readonly string[] },
): Promise<void> {
  await tx.update(teams).set(team).where(eq(teams.id, id));
  await tx.delete(volunteerTeamTowns).where(eq(volunteerTeamTowns.teamId, id));
  await tx.insert(volunteerTeamTowns).values(towns.map((townCode) => ({ teamId: id, townCode })));
}

/** Dissolves a team: everybody's membership ends with it. Answers who was a member, without those who had not agreed yet. */
export async function closeTeam(
  tx: Tx,
  { id, on, reason }: { id: string; on: string; reason: string },
): Promise<string[]> {
  await tx.update(teams).set({ endedOn: on, endReason: reason }).where(eq(teams.id, id));
  const left = await tx
    .update(members)
    .set({ endedOn: on })
    .where(and(eq(members.teamId, id), isNull(members.endedOn)))
    .returning({ volunteerId: members.volunteerId, agreedOn: members.agreedOn });
  return left.flatMap(({ volunteerId, agreedOn }) => (agreedOn ? [volunteerId] : []));
}

/** A team that is there, locked, so that two changes follow one another. */
export async function lockTeam(tx: Tx, id: string) {
  const [row] = await tx
    .select({ id: teams.id, name: teams.name, leaderId: teams.leaderId, unit: teams.unit })
    .from(teams)
    .where(and(eq(teams.id, id), isNull(teams.endedOn)))
    .for('update');
  return row;
}

/** Makes volunteers members or asks them to become so; whoever is one or is asked already stays as they are. Answers who is new. */
export async function insertMembers(
  tx: Tx,
  teamId: string,
  volunteerIds: readonly string[],
  { on, agreed }: { on: string; agreed: boolean },
): Promise<string[]> {
  if (volunteerIds.length === 0) return [];
  const rows = await tx
    .insert(members)
    .values(
      volunteerIds.map((volunteerId) => ({
        id: newId(),
        teamId,
        volunteerId,
        invitedOn: on,
        ...(agreed && { agreedOn: on, agreedHow: 'paper' as const }),
      })),
    )
    .onConflictDoNothing()
    .returning({ volunteerId: members.volunteerId });
  return rows.map((row) => row.volunteerId);
}

/** Makes a volunteer a member who has agreed by themself; whoever is one stays as they are, whoever was asked agrees. */
export async function joinTeam(
  tx: Tx,
  { teamId, volunteerId, on }: { teamId: string; volunteerId: string; on: string },
): Promise<void> {
  await tx
    .insert(members)
    .values({ id: newId(), teamId, volunteerId, invitedOn: on, agreedOn: on, agreedHow: 'self' })
    .onConflictDoUpdate({
      target: [members.tenantId, members.teamId, members.volunteerId],
      targetWhere: isNull(members.endedOn),
      set: { agreedOn: on, agreedHow: 'self' },
      setWhere: isNull(members.agreedOn),
    });
}

/** Names who leads a team that nobody leads yet. */
export async function nameLeader(tx: Tx, teamId: string, leaderId: string): Promise<void> {
  await tx
    .update(teams)
    .set({ leaderId })
    .where(and(eq(teams.id, teamId), isNull(teams.leaderId)));
}

/** A volunteer agrees to an invitation that stands; undefined when there is none. */
export async function agreeMembership(
  tx: Tx,
  { id, volunteerId, on }: { id: string; volunteerId: string; on: string },
) {
  const [row] = await tx
    .update(members)
    .set({ agreedOn: on, agreedHow: 'self' })
    .where(
      and(
        eq(members.id, id),
        eq(members.volunteerId, volunteerId),
        isNull(members.agreedOn),
        isNull(members.endedOn),
      ),
    )
    .returning({ teamId: members.teamId });
  return row;
}

/** Ends a membership or an invitation that stands; undefined when there is none. */
export async function endMembership(tx: Tx, { id, on }: { id: string; on: string }) {
  const [row] = await tx
    .update(members)
    .set({ endedOn: on })
    .where(and(eq(members.id, id), isNull(members.endedOn)))
    .returning({ teamId: members.teamId, volunteerId: members.volunteerId, agreedOn: members.agreedOn });
  return row;
}

/** A membership or invitation that stands, with who leads the team. */
export async function selectMembership(tx: Tx, id: string) {
  const [row] = await tx
    .select({
      id: members.id,
      teamId: members.teamId,
      volunteerId: members.volunteerId,
      leaderId: teams.leaderId,
    })
    .from(members)
    .innerJoin(teams, and(eq(teams.tenantId, members.tenantId), eq(teams.id, members.teamId)))
    .where(and(eq(members.id, id), isNull(members.endedOn)));
  return row;
}

const towns = sql<string[]>`array(select t.town_code from volunteer_team_towns t
  where t.tenant_id = ${teams.tenantId} and t.team_id = ${teams.id} order by t.town_code)`;
const memberCount = sql<number>`(select count(*) from volunteer_team_members m where m.tenant_id = ${teams.tenantId}
  and m.team_id = ${teams.id} and m.agreed_on is not null and m.ended_on is null)::int`;
const withLeader = and(eq(volunteers.tenantId, teams.tenantId), eq(volunteers.id, teams.leaderId));
const withPerson = and(eq(people.tenantId, volunteers.tenantId), eq(people.id, volunteers.personId));

const team = {
  id: teams.id,
  name: teams.name,
  unit: teams.unit,
  registeredOn: sql<PlainDate>`${teams.registeredOn}`,
  endedOn: sql<PlainDate | null>`${teams.endedOn}`,
  endReason: teams.endReason,
  leaderId: teams.leaderId,
  leaderName: people.name,
  leaderNumber: volunteers.number,
  towns,
  members: memberCount,
};

/** Teams by name: those that are there, or those led by one volunteer. */
export async function selectTeams(tx: Tx, { leaderId, limit }: { leaderId?: string; limit: number }) {
  return (
    tx
      .select(team)
      .from(teams)
      // A group that registers has a leader once they have agreed.
      .leftJoin(volunteers, withLeader)
      .leftJoin(people, withPerson)
      .where(and(isNull(teams.endedOn), leaderId ? eq(teams.leaderId, leaderId) : undefined))
      .orderBy(sql`${teams.name} collate "zh-x-icu"`)
      .limit(limit)
  );
}

export async function selectTeam(tx: Tx, id: string) {
  const [row] = await tx
    .select(team)
    .from(teams)
    .leftJoin(volunteers, withLeader)
    .leftJoin(people, withPerson)
    .where(eq(teams.id, id));
  return row;
}

/** Members of several teams and who is asked to become one, in the order of names; of a dissolved team those who were in it on its last day. */
export async function selectMembers(tx: Tx, teamIds: readonly string[]) {
  if (teamIds.length === 0) return [];
  return tx
    .select({
      id: members.id,
      teamId: members.teamId,
      volunteerId: volunteers.id,
      number: volunteers.number,
      name: people.name,
      townCode: volunteers.townCode,
      serviceKinds: volunteers.serviceKinds,
      status: volunteers.status,
      pausedUntil: volunteers.pausedUntil,
      invitedOn: sql<PlainDate>`${members.invitedOn}`,
      agreedOn: sql<PlainDate | null>`${members.agreedOn}`,
      minutes: sql<number>`coalesce((select sum(h.minutes) from volunteer_hours h
        where h.tenant_id = ${volunteers.tenantId} and h.volunteer_id = ${volunteers.id}), 0)::int`,
    })
    .from(members)
    .innerJoin(
      volunteers,
      and(eq(volunteers.tenantId, members.tenantId), eq(volunteers.id, members.volunteerId)),
    )
    .innerJoin(people, withPerson)
    .innerJoin(teams, and(eq(teams.tenantId, members.tenantId), eq(teams.id, members.teamId)))
    .where(
      and(
        inArray(members.teamId, [...teamIds]),
        or(isNull(members.endedOn), and(eq(members.endedOn, teams.endedOn), isNotNull(members.agreedOn))),
      ),
    )
    .orderBy(sql`${people.name} collate "zh-x-icu"`, asc(members.id));
}

/** Teams a volunteer belongs to or is asked to join. */
export async function selectTeamsOf(tx: Tx, volunteerId: string) {
  return tx
    .select({
      membershipId: members.id,
      agreedOn: sql<PlainDate | null>`${members.agreedOn}`,
      invitedOn: sql<PlainDate>`${members.invitedOn}`,
      teamId: teams.id,
      name: teams.name,
      unit: teams.unit,
      leaderId: teams.leaderId,
      leaderName: people.name,
    })
    .from(members)
    .innerJoin(teams, and(eq(teams.tenantId, members.tenantId), eq(teams.id, members.teamId)))
    .leftJoin(volunteers, withLeader)
    .leftJoin(people, withPerson)
    .where(and(eq(members.volunteerId, volunteerId), isNull(members.endedOn)))
    .orderBy(asc(teams.name));
}

/** Name and number of everybody who is or was a member of a team, or was asked to be. */
export async function selectEverMembers(tx: Tx, teamId: string) {
  return tx
    .select({ volunteerId: members.volunteerId, name: people.name, number: volunteers.number })
    .from(members)
    .innerJoin(
      volunteers,
      and(eq(volunteers.tenantId, members.tenantId), eq(volunteers.id, members.volunteerId)),
    )
    .innerJoin(people, and(eq(people.tenantId, volunteers.tenantId), eq(people.id, volunteers.personId)))
    .where(eq(members.teamId, teamId));
}
