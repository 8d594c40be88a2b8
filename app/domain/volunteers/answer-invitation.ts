import { z } from 'zod';
import { INVITATION_SECRET } from '#db/invitation-secret';
import {
  findInvitationByDigest,
  type Invitation,
  lockInvitation,
  selectInvitation,
  settleInvitations,
} from '#db/queries/volunteer-invitations';
import { joinTeam, lockTeam, nameLeader, selectTeam } from '#db/queries/volunteer-teams';
import { outsideTenants } from '#db/transaction';
import { publicActor } from '../access/public-actor';
import { read, type Scope, useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { digestOf } from '../kernel/secret';
import { changeVolunteerContact } from '../notices/contact';
import { listTowns } from '../organisations/list-towns';
import { maskPhone, readName } from '../people/contact.rules';
import { readIdentityNumber } from '../people/identity.rules';
import { isKnownOtherwise } from '../people/known-otherwise';
import { needsCompany } from './dispatch.rules';
import { stateOf } from './invite-people';
import { register } from './register-volunteer';
import {
  asRegistration,
  atPublicPage,
  guardianUnreachable,
  selfForm,
  selfProblems,
} from './self-registration';
import { invitationEvent, teamEvent } from './volunteer.events';

const secret = z.string().regex(INVITATION_SECRET, 'INVITATION.LINK_UNKNOWN');

const shown = read('public', async (scope, { id }: { id: string }) => {
  const invitation = await selectInvitation(scope.tx, id);
  const team = invitation && (await selectTeam(scope.tx, invitation.teamId));
  if (!invitation || !team) return undefined;
  const state = stateOf(invitation, scope.now);
  return {
    state,
    team: team.name,
    unit: team.unit,
    // Of whoever has answered the link says nothing any more.
    ...(state === 'asked' && {
      name: invitation.name ?? '',
      phone: invitation.phone ? maskPhone(invitation.phone) : '',
      leads: invitation.leads,
      expiresAt: invitation.expiresAt,
      towns: (await listTowns.within(scope, {})).map(({ code, name }) => ({ value: code, label: name })),
    }),
  };
});

/** What the link of an invitation leads to, with who may answer there; undefined for one that is unknown or was replaced. */
export async function findInvitation({ secret: given, requestId }: { secret: string; requestId: string }) {
  if (!INVITATION_SECRET.test(given)) return undefined;
  const found = await outsideTenants((tx) => findInvitationByDigest(tx, digestOf(given)));
  if (!found) return undefined;
  const actor = publicActor(found.tenantId, requestId);
  const invitation = await shown(actor, { id: found.id });
  return invitation && { actor, invitation };
}

/**
 * The invitation of a link, if it can be answered now: with its team, both locked, the team first as every change of it does.
 * Refuses INVITATION.LINK_UNKNOWN (also one that was replaced), .SETTLED, .EXPIRED.
 */
async function open(scope: Scope, given: string) {
  const digest = digestOf(given);
  const unknown = () => refuse(refusal('INVITATION.LINK_UNKNOWN'));
  const found = await findInvitationByDigest(scope.tx, digest);
  const before = found && (await selectInvitation(scope.tx, found.id));
  if (!before) return unknown();
  const team = await lockTeam(scope.tx, before.teamId);
  const invitation = await lockInvitation(scope.tx, before.id);
  if (!invitation || invitation.secretDigest !== digest) return unknown();
  if (invitation.status !== 'asked' || !team) return refuse(refusal('INVITATION.SETTLED'));
  if (invitation.expiresAt <= scope.now) return refuse(refusal('INVITATION.EXPIRED'));
  return accept({ team, invitation });
}

/**
 * Whoever is asked agrees, by the link that was sent to them: they become a volunteer and a member of the team, of their own will,
 * and lead it if they are the person responsible, grown, and nobody leads it yet. Somebody known under another name or telephone
 * number is not taken at their word: INVITATION.IDENTITY_UNCLEAR. Under 18 a guardian is named with a telephone number and
 * consents. Refuses as `open`, what `registerVolunteer` refuses, INVITATION.DATA_CONSENT_MISSING, VOLUNTEER.GUARDIAN_PHONE_MISSING.
 */
export const agreeToInvitation = useCase({
  permission: 'public',
  input: selfForm.extend({ secret }),
  known: (scope, form) => selfProblems(form, scope.today),
  async run(scope, { secret: given, ...said }) {
    const opened = await open(scope, given);
    if (!opened.ok) return opened;
    const { team, invitation } = opened.value;
    const { phone = '' } = invitation;
    const named = readName(said.name);
    const unclear =
      named.ok &&
      (await isKnownOtherwise.within(scope, {
        identityNumber: said.identityNumber,
        name: named.value,
        phone,
      }));
    if (unclear) return refuse(refusal('INVITATION.IDENTITY_UNCLEAR', { field: 'identityNumber' }));
    const identity = readIdentityNumber(said.identityNumber);
    const minor = identity.ok && needsCompany(identity.value.birthDate, scope.today);
    const unreachable = guardianUnreachable(said, scope.today);
    const registered = await register(scope, asRegistration(said, { phone, saidOn: scope.today }), {
      imported: false,
    });
    if (!registered.ok || unreachable.length > 0)
      return refuse(...(registered.ok ? [] : registered.refusals.map(atPublicPage)), ...unreachable);
    const { volunteerId, number } = registered.value;
    return become(scope, invitation, {
      volunteerId,
      number,
      leads: invitation.leads && !minor && !team.leaderId,
    });
  },
});

async function become(
  scope: Scope,
  { id, teamId, mail }: Invitation,
  { volunteerId, number, leads }: { volunteerId: string; number: string; leads: boolean },
) {
  await settleInvitations(scope.tx, { id }, { status: 'agreed', at: scope.now, volunteerId });
  await joinTeam(scope.tx, { teamId, volunteerId, on: scope.today });
  if (leads) await nameLeader(scope.tx, teamId, volunteerId);
  if (mail)
    await changeVolunteerContact.within(scope, { volunteerId, mail, wantsMail: true, wantsSms: true });
  scope.audit(
    invitationEvent('agreed', teamId, {
      invitationId: id,
      volunteerId,
      consents: ['own-will', 'personal-data'],
    }),
  );
  scope.audit(teamEvent('joined', teamId, { volunteerId, leads }));
  return accept({ volunteerId, number, leads });
}

/** Whoever is asked refuses; where they were asked is forgotten at once. Refuses as `open`. */
export const refuseInvitation = useCase({
  permission: 'public',
  input: z.object({ secret }),
  async run(scope, { secret: given }) {
    const opened = await open(scope, given);
    if (!opened.ok) return opened;
    const { id, teamId } = opened.value.invitation;
    await settleInvitations(scope.tx, { id }, { status: 'refused', at: scope.now });
    scope.audit(invitationEvent('refused', teamId, { invitationId: id }));
    return accept({ invitationId: id });
  },
});
