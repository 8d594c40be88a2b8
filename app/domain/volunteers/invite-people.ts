import { z } from 'zod';
import { invitationSecret } from '#db/invitation-secret';
import { newId } from '#db/new-id';
import { forgetApplicants } from '#db/queries/volunteer-applications';
import {
  forgetInvitations,
  type Invitation,
  insertInvitations,
  lockInvitation,
  renewInvitation,
  selectInvitations,
  settleInvitations,
} from '#db/queries/volunteer-invitations';
import { insertTeam, lockTeam } from '#db/queries/volunteer-teams';
import { type ReadScope, read, type Scope, useCase } from '../audit/use-case';
import { addDays, dateOf } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { digestOf } from '../kernel/secret';
import { notify } from '../notices/notify';
import { maskPhone, readName, readPhone } from '../people/contact.rules';
import { asKept, nameTaken, teamFields, teamProblems } from './keep-teams';
import { invitationEvent, teamEvent } from './volunteer.events';

/** Days a link holds. Our own choice. */
export const LINK_DAYS = 14;
/** Days after which who was asked and did not become a volunteer is forgotten. Our own choice. */
const FORGET_DAYS = 30;
/** People that one form asks. */
const MOST_AT_ONCE = 100;
/** Invitations of a team that one page shows. */
const MOST_SHOWN = 500;
const DAY_MS = 86_400_000;

const teamId = z.uuid('TEAM.UNKNOWN');
const invitationId = z.uuid('INVITATION.UNKNOWN');

/** Somebody who is to be asked. What is missing is judged with what is wrong, so that everything of all rows is told at once. */
const invitedForm = z.object({
  name: z.string().default(''),
  phone: z.string().trim().default(''),
  mail: z.string().trim().default(''),
});

const mailAddress = z.email().max(200);

const peopleList = z
  .array(invitedForm, { error: 'INVITATION.PEOPLE_MISSING' })
  .max(MOST_AT_ONCE, 'INVITATION.PEOPLE_MANY');

/** Rows of a form that were left empty at its end are nobody. */
const withoutEmptyEnd = (rows: unknown): unknown => {
  if (!Array.isArray(rows)) return rows;
  const isEmpty = (row: unknown) =>
    !row || Object.values(row).every((one) => one === undefined || one === '');
  return rows.slice(0, rows.findLastIndex((row) => !isEmpty(row)) + 1);
};

type Invited = z.output<typeof invitedForm>;

interface Reachable {
  readonly name: string;
  readonly phone: string;
  readonly mail: string | undefined;
}

/**
 * One person as they can be reached; field paths begin with `field`. Refuses PERSON.NAME_*, .PHONE_FORM, NOTICE.MAIL_FORM,
 * INVITATION.PHONE_MISSING, .UNREACHABLE.
 */
function readInvited({ name, phone, mail }: Invited, field: string): Result<Reachable> {
  const readable = readName(name);
  const number = phone === '' ? refuse(refusal('INVITATION.PHONE_MISSING')) : readPhone(phone);
  const problems: Refusal[] = [];
  if (!readable.ok) problems.push(...readable.refusals.map((one) => ({ ...one, field: `${field}.name` })));
  if (!number.ok) problems.push(...number.refusals.map((one) => ({ ...one, field: `${field}.phone` })));
  // A fixed line takes no text message.
  else if (number.value.includes('-') && !mail)
    problems.push(refusal('INVITATION.UNREACHABLE', { field: `${field}.phone` }));
  if (mail && !mailAddress.safeParse(mail).success)
    problems.push(refusal('NOTICE.MAIL_FORM', { field: `${field}.mail` }));
  return readable.ok && number.ok && problems.length === 0
    ? accept({ name: readable.value, phone: number.value, mail: mail || undefined })
    : refuse(...problems);
}

/** All of a form, or everything that is wrong with any; the same person twice is INVITATION.TWICE. */
function readAll(people: readonly (readonly [Invited, field: string])[]): Result<Reachable[]> {
  const read: Reachable[] = [];
  const problems: Refusal[] = [];
  for (const [one, field] of people) {
    const result = readInvited(one, field);
    if (!result.ok) problems.push(...result.refusals);
    else if (read.some(({ name, phone }) => name === result.value.name && phone === result.value.phone))
      problems.push(refusal('INVITATION.TWICE', { field: `${field}.phone` }));
    else read.push(result.value);
  }
  return problems.length > 0 ? refuse(...problems) : accept(read);
}

/** People of a form with where they stand in it; the responsible person first. */
const inForm = (people: readonly Invited[], responsible?: Invited): (readonly [Invited, field: string])[] => [
  ...(responsible ? [[responsible, 'responsible'] as const] : []),
  ...people.map((one, index) => [one, `people.${index}`] as const),
];

const linkOf = (scope: Pick<Scope, 'now' | 'actor'>, id: string, round: number) => ({
  round,
  secretDigest: digestOf(invitationSecret({ tenantId: scope.actor.tenantId, id, round })),
  askedAt: scope.now,
  askedByName: scope.actor.name,
  expiresAt: new Date(scope.now.getTime() + LINK_DAYS * DAY_MS),
});

interface OfTeam {
  readonly id: string;
  readonly name: string;
  readonly unit: string | null;
}

/** Sends the link of each of some invitations; it is told once for each round. */
async function send(
  scope: Scope,
  team: OfTeam,
  invitations: readonly { id: string; round: number }[],
): Promise<void> {
  await notify(
    scope,
    invitations.map(({ id, round }) => ({
      to: { invitationId: id },
      kind: 'volunteer-invited' as const,
      key: `volunteer-invited/${id}/${round}`,
      subject: { type: 'volunteer-invitation', id },
      params: { team: team.name, unit: team.unit ?? '', lastDay: addDays(scope.today, LINK_DAYS - 1) },
    })),
  );
}

async function ask(scope: Scope, team: OfTeam, people: readonly Reachable[], leads: boolean) {
  const asked = await insertInvitations(
    scope.tx,
    people.map((one) => {
      const id = newId();
      return { id, teamId: team.id, ...one, leads, ...linkOf(scope, id, 1) };
    }),
  );
  await send(
    scope,
    team,
    asked.map((id) => ({ id, round: 1 })),
  );
  // The names are in the invitations, from which they can be forgotten; the history keeps none.
  for (const id of asked) scope.audit(invitationEvent('asked', team.id, { invitationId: id, leads }));
  return asked;
}

/**
 * Registers a group: its name, its unit, the towns it serves, the person who is responsible and its people. Nobody is a volunteer
 * or a member by it: each is sent a link of their own, at which they agree or refuse, and the responsible person leads the team
 * once they have agreed (志愿服务条例 第十一、十七条; 山东省志愿服务条例 第十七条). Refuses what `registerTeam` refuses of name and towns,
 * PERSON.NAME_*, .PHONE_FORM, INVITATION.PHONE_MISSING, .UNREACHABLE, .TWICE, .PEOPLE_MANY, NOTICE.MAIL_FORM.
 */
export const registerGroup = useCase({
  permission: 'volunteers.register',
  input: z.object({
    ...teamFields,
    responsible: invitedForm,
    people: z.preprocess(withoutEmptyEnd, peopleList.default([])),
  }),
  constraints: nameTaken,
  async known(scope, { name, towns, responsible, people = [] }) {
    const read = readAll(inForm(people, responsible));
    return [...(await teamProblems(scope, { name, towns })), ...(read.ok ? [] : read.refusals)];
  },
  async run(scope, { responsible, people, ...stated }) {
    const problems = await teamProblems(scope, stated);
    const read = readAll(inForm(people, responsible));
    if (!read.ok || problems.length > 0) return refuse(...problems, ...(read.ok ? [] : read.refusals));
    const [first, ...others] = read.value;
    const team = asKept(stated);
    const id = await insertTeam(scope.tx, { ...team, leaderId: null, registeredOn: scope.today });
    scope.audit(teamEvent('registered', id, { ...team, leaderId: null, asked: read.value.length }));
    const group = { id, ...team };
    await ask(scope, group, first ? [first] : [], true);
    await ask(scope, group, others, false);
    return accept({ teamId: id, asked: read.value.length });
  },
});

/**
 * Asks further people of a team who are no volunteers yet. Whoever is asked already is left out. Refuses TEAM.UNKNOWN,
 * INVITATION.PEOPLE_MISSING and what `registerGroup` refuses of people.
 */
export const invitePeople = useCase({
  permission: 'volunteers.register',
  input: z.object({
    teamId,
    people: z.preprocess(withoutEmptyEnd, peopleList.min(1, 'INVITATION.PEOPLE_MISSING')),
  }),
  async run(scope, { teamId: id, people }) {
    const team = await lockTeam(scope.tx, id);
    const read = readAll(inForm(people));
    const problems = team ? [] : [refusal('TEAM.UNKNOWN', { field: 'teamId' })];
    if (!read.ok || !team) return refuse(...problems, ...(read.ok ? [] : read.refusals));
    const asked = await ask(scope, team, read.value, false);
    return accept({ asked: asked.length, known: read.value.length - asked.length });
  },
});

/** An invitation that nobody has answered, of a team that is there, both locked: the team first, as every change of it does. */
async function standing(scope: Scope, id: string, of: string) {
  const unknown = refuse(refusal('INVITATION.UNKNOWN', { field: 'invitationId' }));
  const team = await lockTeam(scope.tx, of);
  const invitation = await lockInvitation(scope.tx, id);
  if (!invitation || !team || invitation.teamId !== of) return unknown;
  return invitation.status === 'asked'
    ? accept({ team, invitation })
    : refuse(refusal('INVITATION.SETTLED', { field: 'invitationId' }));
}

async function renew(scope: Scope, team: OfTeam, { id, round }: Invitation, what: 'reminded' | 'link-made') {
  const link = linkOf(scope, id, round + 1);
  await renewInvitation(scope.tx, id, link);
  scope.audit(invitationEvent(what, team.id, { invitationId: id }));
  return link.round;
}

/**
 * Asks once more, with a new link; the one before leads nowhere from now on. Not twice on a day: nobody is pressed. Refuses
 * INVITATION.UNKNOWN, .SETTLED, .ASKED_TODAY.
 */
export const remindInvited = useCase({
  permission: 'volunteers.register',
  input: z.object({ teamId, invitationId }),
  async run(scope, input) {
    const found = await standing(scope, input.invitationId, input.teamId);
    if (!found.ok) return found;
    const { team, invitation } = found.value;
    if (dateOf(invitation.askedAt) === scope.today)
      return refuse(refusal('INVITATION.ASKED_TODAY', { field: 'invitationId' }));
    await send(scope, team, [{ id: invitation.id, round: await renew(scope, team, invitation, 'reminded') }]);
    return accept({ invitationId: invitation.id });
  },
});

/**
 * Makes a new link to hand over, where no message goes out or arrives; it is answered once, and the one before leads nowhere from
 * now on. Refuses INVITATION.UNKNOWN, .SETTLED.
 */
export const makeInvitationLink = useCase({
  permission: 'volunteers.register',
  input: z.object({ teamId, invitationId }),
  async run(scope, input) {
    const found = await standing(scope, input.invitationId, input.teamId);
    if (!found.ok) return found;
    const { id } = found.value.invitation;
    const round = await renew(scope, found.value.team, found.value.invitation, 'link-made');
    return accept({ secret: invitationSecret({ tenantId: scope.actor.tenantId, id, round }) });
  },
});

/** Takes an invitation back; where it went is forgotten at once. Refuses INVITATION.UNKNOWN, .SETTLED. */
export const withdrawInvitation = useCase({
  permission: 'volunteers.register',
  input: z.object({ teamId, invitationId }),
  async run(scope, input) {
    const found = await standing(scope, input.invitationId, input.teamId);
    if (!found.ok) return found;
    const { id } = found.value.invitation;
    await settleInvitations(scope.tx, { id }, { status: 'withdrawn', at: scope.now });
    scope.audit(invitationEvent('withdrawn', input.teamId, { invitationId: id }));
    return accept({ invitationId: id });
  },
});

/** What has become of an invitation; `expired`: nobody answered while the link held. */
export const stateOf = (
  { status, expiresAt }: Pick<Invitation, 'status' | 'expiresAt'>,
  now: Date,
): Invitation['status'] | 'expired' => (status === 'asked' && expiresAt <= now ? 'expired' : status);

/** Who of a team was asked to become a volunteer, and what they said; the responsible person first, telephone numbers masked. */
export const listInvitations = read(
  'volunteers.view',
  async ({ tx, now, today }: ReadScope, { teamId: of }: { teamId: string }) =>
    (await selectInvitations(tx, of, MOST_SHOWN)).map(
      ({ id, name, phone, leads, askedAt, expiresAt, settledAt, volunteerId, deliveries, ...row }) => ({
        id,
        name,
        phone: phone ? maskPhone(phone) : null,
        leads,
        state: stateOf({ ...row, expiresAt }, now),
        askedAt,
        expiresAt,
        settledAt,
        volunteerId,
        deliveries,
        mayRemind: row.status === 'asked' && dateOf(askedAt) < today,
      }),
    ),
);

/**
 * Forgets who was asked, or asked by themself, a while ago and is no volunteer: invitations that ran out are withdrawn, names
 * and contacts go, and from where forms came.
 */
export const forgetUnanswered = useCase({
  permission: 'jobs.run',
  input: z.object({}),
  async run(scope) {
    const lapsed = await forgetInvitations(scope.tx, {
      before: new Date(scope.now.getTime() - FORGET_DAYS * DAY_MS),
      now: scope.now,
    });
    await forgetApplicants(scope.tx, {
      declined: new Date(scope.now.getTime() - FORGET_DAYS * DAY_MS),
      sent: new Date(scope.now.getTime() - 2 * DAY_MS),
    });
    for (const { id, teamId: of } of lapsed)
      scope.audit(invitationEvent('withdrawn', of, { invitationId: id, lapsed: true }));
    return accept({ lapsed: lapsed.length });
  },
});
