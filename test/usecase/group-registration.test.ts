import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { listTimeline } from '~/domain/audit/list-timeline';
import { plainDate } from '~/domain/kernel/plain-date';
import { registerPerson } from '~/domain/people/register-person';
import { agreeToInvitation, findInvitation, refuseInvitation } from '~/domain/volunteers/answer-invitation';
import { findVolunteer } from '~/domain/volunteers/get-volunteer';
import {
  forgetUnanswered,
  invitePeople,
  LINK_DAYS,
  listInvitations,
  makeInvitationLink,
  registerGroup,
  remindInvited,
  withdrawInvitation,
} from '~/domain/volunteers/invite-people';
import { changeTeam, endTeam } from '~/domain/volunteers/keep-teams';
import { listPlanVolunteers } from '~/domain/volunteers/list-plan-volunteers';
import { findTeam, listTeams } from '~/domain/volunteers/list-teams';
import { actorOf } from '../actors';
import { useFreshDatabase } from '../database';
import { identityNumberOf } from '../factories/identity-number';
import { aTown, aVolunteer } from '../factories/visits';
import { codes, value } from '../results';

const addresses = useFreshDatabase({ connections: 20 });
const [tenant, elsewhere] = demoTenants;
const at = new Date('2026-12-01T01:00:00Z');
const inDays = (days: number) => new Date(at.getTime() + days * 86_400_000);
const coordinator = actorOf('coordinator', tenant, { at });
const system = { ...systemActor(tenant.id, 'test', 'test'), at };
let sql: postgres.Sql;
let serial = 100;

beforeAll(async () => {
  await insertTenants(addresses.ownerUrl, demoTenants);
  sql = postgres(addresses.ownerUrl, { max: 1 });
  await aTown(system);
});
afterAll(() => sql.end());

const phoneOf = (number: number) => `138${String(number).padStart(8, '0')}`;

/** A group of a responsible person and two members; answers the team and its invitations in that order. */
async function aGroup() {
  serial += 10;
  const people = [0, 1, 2].map((one) => ({
    name: `组员${'甲乙丙'[one]}`,
    phone: phoneOf(serial + one),
  }));
  const { teamId } = value(
    await registerGroup(coordinator, {
      name: `志愿服务队${serial}`,
      unit: '演示企业',
      towns: ['370304111'],
      responsible: people[0] ?? { name: '', phone: '' },
      people: people.slice(1),
    }),
  );
  const invitations = await listInvitations(coordinator, { teamId });
  const linkOf = async (index: number, actor = coordinator) =>
    value(await makeInvitationLink(actor, { teamId, invitationId: invitations[index]?.id ?? '' })).secret;
  return { teamId, invitations, linkOf };
}

/** What somebody says at the page of their link. */
const said = (name: string, more: { born?: string } & Record<string, unknown> = {}) => {
  serial += 1;
  const { born = '1990-02-03', ...over } = more;
  return {
    name,
    identityNumber: identityNumberOf({ birthDate: plainDate(born), serial: serial % 500 }),
    townCode: '370304111',
    serviceKinds: ['companionship' as const],
    availability: [{ weekday: 1, from: '08:00', until: '12:00' }],
    ownWill: true as const,
    dataConsent: true as const,
    ...over,
  };
};

/** Who answers at a link; the day of everything here is `at`. */
async function opened(secret: string, now = at) {
  const found = await findInvitation({ secret, requestId: 'test' });
  if (!found) throw new Error('the link leads nowhere');
  return { ...found.actor, at: now };
}

const plannable = async () =>
  (
    await listPlanVolunteers(coordinator, { from: plainDate('2026-12-07'), until: plainDate('2026-12-08') })
  ).map(({ id }) => id);

describe('a group', () => {
  it('is registered without making anybody a volunteer, until each has agreed by themself', async () => {
    const before = await plannable();
    const { teamId, invitations, linkOf } = await aGroup();
    expect(invitations).toMatchObject([
      { name: '组员甲', leads: true, state: 'asked', phone: expect.stringMatching(/^138\*{4}\d{4}$/) },
      { name: '组员丙', leads: false },
      { name: '组员乙', leads: false },
    ]);
    expect(await plannable()).toEqual(before);
    expect(await findTeam(coordinator, { teamId })).toMatchObject({ leaderId: null, members: 0, people: [] });
    expect((await listTeams(coordinator)).find(({ id }) => id === teamId)).toMatchObject({
      leaderName: null,
    });

    // A member first: the team has no leader yet.
    const second = await linkOf(1);
    const member = value(
      await agreeToInvitation(await opened(second), { ...said('组员丙'), secret: second }),
    );
    expect(member.leads).toBe(false);
    const first = await linkOf(0);
    const leader = value(await agreeToInvitation(await opened(first), { ...said('组员甲'), secret: first }));
    expect(leader.leads).toBe(true);
    const third = await linkOf(2);
    value(await refuseInvitation(await opened(third), { secret: third }));

    expect(await findTeam(coordinator, { teamId })).toMatchObject({
      leaderId: leader.volunteerId,
      members: 2,
    });
    expect(await plannable()).toEqual(expect.arrayContaining([member.volunteerId, leader.volunteerId]));
    expect((await plannable()).length).toBe(before.length + 2);
    expect(
      (await listInvitations(coordinator, { teamId })).map(({ name, state, phone, volunteerId }) => [
        name,
        state,
        phone,
        volunteerId,
      ]),
    ).toEqual([
      ['组员甲', 'agreed', null, leader.volunteerId],
      ['组员丙', 'agreed', null, member.volunteerId],
      ['组员乙', 'refused', null, null],
    ]);
    const kinds = (await listTimeline(coordinator, { type: 'volunteer-team', id: teamId })).map(
      ({ kind }) => kind,
    );
    expect(kinds.filter((kind) => kind === 'volunteer-invitation.agreed')).toHaveLength(2);
    expect(kinds).toContain('volunteer-invitation.refused');
    const [row] = await sql`select how.agreed_how from volunteer_team_members how
      where how.volunteer_id = ${member.volunteerId}`;
    expect(row?.agreed_how).toBe('self');
  });

  it('tells everything that is wrong at once, and asks nobody twice', async () => {
    expect(
      codes(
        await registerGroup(coordinator, {
          name: '写错的服务队',
          towns: ['370304999'],
          responsible: { name: '李四', phone: '0533-4110000' },
          people: [
            { name: '', phone: '12345', mail: 'x@' },
            { name: '王五', phone: phoneOf(1) },
            { name: '王 五', phone: `+86 ${phoneOf(1)}` },
          ],
        }),
      ),
    ).toEqual([
      'VOLUNTEER.TOWN_UNKNOWN',
      'INVITATION.UNREACHABLE',
      'PERSON.NAME_MISSING',
      'PERSON.PHONE_FORM',
      'NOTICE.MAIL_FORM',
      'INVITATION.TWICE',
    ]);
    const { teamId } = await aGroup();
    const people = [
      { name: '组员乙', phone: phoneOf(serial + 1) },
      { name: '新组员', phone: phoneOf(serial + 1), mail: 'new@example.cn' },
    ];
    expect(value(await invitePeople(coordinator, { teamId, people }))).toEqual({ asked: 1, known: 1 });
    expect(
      codes(
        await registerGroup(coordinator, {
          name: (await findTeam(coordinator, { teamId }))?.name ?? '',
          towns: ['370304111'],
          responsible: { name: '赵六', phone: phoneOf(2) },
        }),
      ),
    ).toEqual(['TEAM.NAME_TAKEN']);
  });
});

describe('an answer', () => {
  it('is given once, however many come at the same moment', async () => {
    const { teamId, linkOf } = await aGroup();
    const secret = await linkOf(1);
    const actor = await opened(secret);
    const form = { ...said('组员丙'), secret };
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => agreeToInvitation(actor, form)),
      ...Array.from({ length: 4 }, () => refuseInvitation(actor, { secret })),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(answers.flatMap(codes))).toEqual(new Set(['INVITATION.SETTLED']));
    const agreed = answers.slice(0, 4).some(({ ok }) => ok);
    expect((await findTeam(coordinator, { teamId }))?.members).toBe(agreed ? 1 : 0);
    expect((await findInvitation({ secret, requestId: 'test' }))?.invitation).toEqual({
      state: agreed ? 'agreed' : 'refused',
      team: expect.any(String),
      unit: '演示企业',
    });
  });

  it('comes too late after two weeks, and by a link that was replaced or withdrawn leads nowhere', async () => {
    const { teamId, invitations, linkOf } = await aGroup();
    const secret = await linkOf(1);
    const invitationId = invitations[1]?.id ?? '';
    const late = inDays(LINK_DAYS);
    expect(codes(await agreeToInvitation(await opened(secret, late), { ...said('组员丙'), secret }))).toEqual(
      ['INVITATION.EXPIRED'],
    );
    expect(codes(await remindInvited(coordinator, { teamId, invitationId }))).toEqual([
      'INVITATION.ASKED_TODAY',
    ]);
    const lateCoordinator = { ...coordinator, at: late };
    expect((await listInvitations(lateCoordinator, { teamId }))[1]).toMatchObject({
      state: 'expired',
      mayRemind: true,
    });
    const answerer = await opened(secret, late);
    value(await remindInvited(lateCoordinator, { teamId, invitationId }));
    expect(await findInvitation({ secret, requestId: 'test' })).toBeUndefined();
    expect(codes(await agreeToInvitation(answerer, { ...said('组员丙'), secret }))).toEqual([
      'INVITATION.LINK_UNKNOWN',
    ]);
    expect((await listInvitations(lateCoordinator, { teamId }))[1]).toMatchObject({ state: 'asked' });
    const next = await linkOf(1, lateCoordinator);
    value(await withdrawInvitation(lateCoordinator, { teamId, invitationId }));
    expect(codes(await withdrawInvitation(lateCoordinator, { teamId, invitationId }))).toEqual([
      'INVITATION.SETTLED',
    ]);
    expect(codes(await refuseInvitation(await opened(next, late), { secret: next }))).toEqual([
      'INVITATION.SETTLED',
    ]);
    expect(await findInvitation({ secret: 'A'.repeat(22), requestId: 'test' })).toBeUndefined();
    expect(await findInvitation({ secret: 'short', requestId: 'test' })).toBeUndefined();
  });

  it('is nobody’s of another district, and nobody answers for another', async () => {
    const { teamId, invitations, linkOf } = await aGroup();
    const stranger = actorOf('coordinator', elsewhere, { at });
    const invitationId = invitations[1]?.id ?? '';
    for (const act of [remindInvited, makeInvitationLink, withdrawInvitation])
      expect(codes(await act(stranger, { teamId, invitationId }))).toEqual(['INVITATION.UNKNOWN']);
    expect(await listInvitations(stranger, { teamId })).toEqual([]);
    const secret = await linkOf(1);
    const foreign = { ...(await opened(secret)), tenantId: elsewhere.id };
    expect(codes(await agreeToInvitation(foreign, { ...said('组员丙'), secret }))).toEqual([
      'INVITATION.LINK_UNKNOWN',
    ]);
    const other = await aGroup();
    expect(codes(await withdrawInvitation(coordinator, { teamId: other.teamId, invitationId }))).toEqual([
      'INVITATION.UNKNOWN',
    ]);
    expect(
      codes(await withdrawInvitation(actorOf('lead', tenant, { at }), { teamId, invitationId })),
    ).toEqual(['ACCESS.NOT_PERMITTED']);
  });

  it('needs both consents, and under 18 a guardian who can be telephoned', async () => {
    const { linkOf, teamId } = await aGroup();
    const secret = await linkOf(0);
    const actor = await opened(secret);
    const minor = said('组员甲', { born: '2012-05-01' });
    expect(
      codes(
        await agreeToInvitation(actor, {
          ...minor,
          ownWill: false as true,
          dataConsent: false as true,
          secret,
        }),
      ),
    ).toEqual([
      'VOLUNTEER.OWN_WILL_MISSING',
      'INVITATION.DATA_CONSENT_MISSING',
      'VOLUNTEER.GUARDIAN_NAME_MISSING',
      'VOLUNTEER.GUARDIAN_RELATION_MISSING',
      'INVITATION.GUARDIAN_CONSENT_MISSING',
      'VOLUNTEER.GUARDIAN_PHONE_MISSING',
    ]);
    const refused = await agreeToInvitation(actor, { ...minor, secret });
    expect(refused.ok ? [] : refused.refusals.map(({ code, field }) => [code, field])).toEqual([
      ['VOLUNTEER.GUARDIAN_NAME_MISSING', 'guardianName'],
      ['VOLUNTEER.GUARDIAN_RELATION_MISSING', 'guardianRelation'],
      ['INVITATION.GUARDIAN_CONSENT_MISSING', 'guardianConsent'],
      ['VOLUNTEER.GUARDIAN_PHONE_MISSING', 'guardianPhone'],
    ]);
    const agreed = value(
      await agreeToInvitation(actor, {
        ...minor,
        guardianName: '监护人',
        guardianRelation: 'mother',
        guardianPhone: '13900000000',
        guardianConsent: true,
        secret,
      }),
    );
    // Named responsible, but nobody under 18 leads a team; the coordinator names another.
    expect(agreed.leads).toBe(false);
    expect(await findTeam(coordinator, { teamId })).toMatchObject({ leaderId: null, members: 1 });
    const grown = await linkOf(1);
    const { number, volunteerId } = value(
      await agreeToInvitation(await opened(grown), { ...said('组员丙'), secret: grown }),
    );
    value(
      await changeTeam(coordinator, {
        teamId,
        name: `改由成年人带领${serial}`,
        leader: number,
        towns: ['370304111'],
      }),
    );
    expect(await findTeam(coordinator, { teamId })).toMatchObject({ leaderId: volunteerId, members: 2 });
  });

  it('of somebody who is known counts only with their own name and telephone number', async () => {
    const { teamId, linkOf } = await aGroup();
    const [secret, form] = [await linkOf(1), said('组员丙')];
    const actor = await opened(secret);
    const known = await registerPerson(actorOf('intake', tenant, { at }), {
      name: '组员丙',
      identityNumber: form.identityNumber,
      phone: '13900000009',
      townCode: '370304111',
    });
    value(known);
    expect(codes(await agreeToInvitation(actor, { ...form, secret }))).toEqual([
      'INVITATION.IDENTITY_UNCLEAR',
    ]);
    expect((await listInvitations(coordinator, { teamId }))[1]?.state).toBe('asked');

    // A volunteer already, with this very number: they join the team and stay who they are.
    const phone = '13900000008';
    const again = said('老队员');
    const volunteer = await aVolunteer(coordinator, {
      name: '老队员',
      phone,
      identityNumber: again.identityNumber,
    });
    value(await invitePeople(coordinator, { teamId, people: [{ name: '老队员', phone }] }));
    const asked = (await listInvitations(coordinator, { teamId })).find(({ name }) => name === '老队员');
    const theirs = value(
      await makeInvitationLink(coordinator, { teamId, invitationId: asked?.id ?? '' }),
    ).secret;
    const joined = value(
      await agreeToInvitation(await opened(theirs), {
        ...again,
        secret: theirs,
      }),
    );
    expect(joined.volunteerId).toBe(volunteer.volunteerId);
    expect((await findVolunteer(coordinator, volunteer))?.status).toBe('active');
  });
});

describe('what was asked', () => {
  it('ends with the team, and is forgotten a month after it ran out or was refused', async () => {
    const { teamId, linkOf } = await aGroup();
    const secret = await linkOf(1);
    value(await refuseInvitation(await opened(secret), { secret }));
    const ended = await aGroup();
    value(await endTeam(coordinator, { teamId: ended.teamId, reason: '不再开展' }));
    expect((await listInvitations(coordinator, { teamId: ended.teamId })).map(({ state }) => state)).toEqual([
      'withdrawn',
      'withdrawn',
      'withdrawn',
    ]);
    value(await forgetUnanswered({ ...system, at: inDays(LINK_DAYS + 29) }, {}));
    expect((await listInvitations(coordinator, { teamId })).map(({ name }) => name)).toContain('组员乙');
    value(await forgetUnanswered({ ...system, at: inDays(LINK_DAYS + 31) }, {}));
    const rest = await listInvitations(coordinator, { teamId });
    expect(rest.map(({ state }) => state).sort()).toEqual(['refused', 'withdrawn', 'withdrawn']);
    expect(rest.map(({ name, phone }) => name ?? phone)).toEqual([null, null, null]);
    const kept = await sql`select count(*)::int as n from volunteer_invitations
      where tenant_id = ${tenant.id} and status <> 'agreed' and num_nonnulls(name, phone_sealed, phone_index, mail_sealed) > 0`;
    expect(kept[0]?.n).toBe(0);
    await expect(
      sql`update volunteer_invitations set status = 'asked' where status = 'refused'`,
    ).rejects.toThrow('settled stays');
  });
});
