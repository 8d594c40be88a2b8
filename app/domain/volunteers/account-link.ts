import { z } from 'zod';
import { INVITATION_SECRET } from '#db/invitation-secret';
import {
  findAccountLinkByDigest,
  renewAccountLink,
  selectAccountLink,
  useAccountLink,
} from '#db/queries/volunteer-account-links';
import { selectVolunteer } from '#db/queries/volunteers';
import { outsideTenants } from '#db/transaction';
import { userNameInput } from '../access/access.forms';
import { addUser, userNameTaken } from '../access/create-user';
import { joinAsVolunteer } from '../access/link-user';
import { passwordRefusals } from '../access/password.rules';
import { publicActor } from '../access/public-actor';
import { read, type Scope, useCase } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { digestOf } from '../kernel/secret';
import { notify } from '../notices/notify';
import { LINK_DAYS } from './invite-people';
import { accountLinked, accountLinkMade } from './volunteer.events';

const DAY_MS = 86_400_000;
const secret = z.string().regex(INVITATION_SECRET, 'INVITATION.LINK_UNKNOWN');

/** Makes a link to an account for a volunteer, inside a larger change that tells them. */
export async function newAccountLink(scope: Scope, volunteerId: string): Promise<string> {
  const made = await renewAccountLink(scope.tx, {
    digestOf,
    tenantId: scope.actor.tenantId,
    volunteerId,
    madeAt: scope.now,
    madeByName: scope.actor.name,
    expiresAt: new Date(scope.now.getTime() + LINK_DAYS * DAY_MS),
  });
  scope.audit(accountLinkMade(volunteerId));
  return made;
}

/**
 * Sends a volunteer a link by which they stand behind an account, with the one they have or with a new one; answers its secret
 * too, to hand over where no message arrives. It holds 14 days, is used once, and the one before leads nowhere. Refuses
 * VOLUNTEER.UNKNOWN, ACCOUNT.VOLUNTEER_LEFT.
 */
export const makeAccountLink = useCase({
  permission: 'volunteers.register',
  input: z.object({ volunteerId: z.uuid('VOLUNTEER.UNKNOWN') }),
  async run(scope, { volunteerId }) {
    const volunteer = await selectVolunteer(scope.tx, volunteerId);
    if (!volunteer) return refuse(refusal('VOLUNTEER.UNKNOWN', { field: 'volunteerId' }));
    if (volunteer.status === 'ended')
      return refuse(refusal('ACCOUNT.VOLUNTEER_LEFT', { field: 'volunteerId' }));
    const made = await newAccountLink(scope, volunteerId);
    await notify(scope, [
      {
        to: { volunteerId },
        kind: 'volunteer-account',
        key: `volunteer-account/${digestOf(made)}`,
        subject: { type: 'volunteer', id: volunteerId },
        params: { number: volunteer.number },
      },
    ]);
    return accept({ volunteerId, secret: made });
  },
});

const shown = read('public', async ({ tx, now }, { volunteerId }: { volunteerId: string }) => {
  const link = await selectAccountLink(tx, volunteerId);
  if (!link) return undefined;
  const state = link.usedAt
    ? ('used' as const)
    : link.expiresAt <= now
      ? ('expired' as const)
      : ('open' as const);
  return { state, ...(state === 'open' && { name: link.name, number: link.number }) };
});

/** What a link to an account leads to; undefined for one that is unknown or was replaced. */
export async function findAccountLink({ secret: given, requestId }: { secret: string; requestId: string }) {
  if (!INVITATION_SECRET.test(given)) return undefined;
  const found = await outsideTenants((tx) => findAccountLinkByDigest(tx, digestOf(given)));
  if (!found) return undefined;
  const actor = publicActor(found.tenantId, requestId);
  const link = await shown(actor, { volunteerId: found.volunteerId });
  return link && { actor, link };
}

/** The link of a secret, locked, if it can be used now by somebody of its district. */
async function open(scope: Scope, given: string) {
  const digest = digestOf(given);
  const found = await findAccountLinkByDigest(scope.tx, digest);
  const link =
    found?.tenantId === scope.actor.tenantId
      ? await selectAccountLink(scope.tx, found.volunteerId, { lock: true })
      : undefined;
  if (!link || link.secretDigest !== digest) return refuse(refusal('INVITATION.LINK_UNKNOWN'));
  if (link.usedAt) return refuse(refusal('ACCOUNT.LINK_USED'));
  if (link.expiresAt <= scope.now) return refuse(refusal('INVITATION.EXPIRED'));
  return link.status === 'ended' ? refuse(refusal('ACCOUNT.VOLUNTEER_LEFT')) : accept(link);
}

async function used(
  scope: Scope,
  volunteerId: string,
  userId: string,
): Promise<Result<{ volunteerId: string }>> {
  await useAccountLink(scope.tx, { volunteerId, usedAt: scope.now, userId });
  scope.audit(accountLinked(volunteerId, { userId }));
  return accept({ volunteerId });
}

/**
 * Whoever is signed in and opens the link stands behind the volunteer with this account, by their own agreement, and may do what
 * a volunteer may beside what they did before. Refuses INVITATION.LINK_UNKNOWN (also of another district), .EXPIRED,
 * ACCOUNT.LINK_USED, .VOLUNTEER_LEFT, .OTHER_VOLUNTEER (the account is another volunteer's), .NONE (a key without an account).
 */
export const linkOwnAccount = useCase({
  permission: 'account',
  input: z.object({ secret }),
  async run(scope, { secret: given }) {
    const { userId } = scope.actor;
    if (!userId) return refuse(refusal('ACCOUNT.NONE'));
    const opened = await open(scope, given);
    if (!opened.ok) return opened;
    const { volunteerId } = opened.value;
    const joined = await joinAsVolunteer(scope, { userId, volunteerId });
    return joined.ok ? used(scope, volunteerId, userId) : joined;
  },
});

/**
 * Whoever has no account and opens the link makes one, with a password of their own. Refuses as `linkOwnAccount`, and what
 * `createUser` refuses of user name and password.
 */
export const createOwnAccount = useCase({
  permission: 'public',
  input: z.object({ secret, userName: userNameInput, password: z.string() }),
  constraints: userNameTaken,
  known: (_, { userName = '', password }) =>
    password === undefined ? [] : passwordRefusals(password, { userName, field: 'password' }),
  async run(scope, { secret: given, userName, password }) {
    const opened = await open(scope, given);
    if (!opened.ok) return opened;
    const { volunteerId, name } = opened.value;
    const made = await addUser(
      scope,
      { userName, name, password, roles: ['volunteer'], volunteerId },
      { temporary: false },
    );
    return made.ok ? used(scope, volunteerId, made.value.id) : made;
  },
});
