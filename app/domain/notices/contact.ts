import { z } from 'zod';
import { type ContactOwner, selectContact, upsertContact } from '#db/queries/notices';
import { read, type Scope, useCase } from '../audit/use-case';
import type { Actor } from '../kernel/actor';
import { accept, refusal } from '../kernel/refusals';
import { contactChanged } from './notice.events';

const contactForm = z.object({
  /** Absent: no mail can be sent. */
  mail: z.email('NOTICE.MAIL_FORM').max(200).optional(),
  wantsMail: z.boolean().default(false),
  wantsSms: z.boolean().default(false),
});

/** A volunteer's account speaks for the volunteer. */
const ownReceiver = (actor: Actor): ContactOwner | undefined =>
  actor.volunteerId
    ? { volunteerId: actor.volunteerId }
    : actor.userId
      ? { userId: actor.userId }
      : undefined;

/** Where and how the acting person wants to be told; nothing said yet: by all ways there are. */
export const findOwnContact = read(
  'notices.view-own',
  async ({ tx, actor }, _: Record<string, never> = {}) => {
    const receiver = ownReceiver(actor);
    const known = receiver && (await selectContact(tx, receiver));
    return known ?? { mail: undefined, wantsMail: true, wantsSms: true };
  },
);

async function change(scope: Scope, receiver: ContactOwner, form: z.output<typeof contactForm>) {
  await upsertContact(scope.tx, receiver, {
    mail: form.mail,
    wantsMail: form.wantsMail,
    wantsSms: form.wantsSms,
    changedAt: scope.now,
  });
  const subject =
    'volunteerId' in receiver
      ? { type: 'volunteer' as const, id: receiver.volunteerId }
      : { type: 'user' as const, id: receiver.userId };
  const { wantsMail, wantsSms } = form;
  scope.audit(contactChanged(subject, { wantsMail, wantsSms, hasMail: form.mail !== undefined }));
  return accept({ changed: true });
}

/** Says where and how one wants to be told. Refuses NOTICE.MAIL_FORM. */
export const changeOwnContact = useCase({
  permission: 'notices.view-own',
  input: contactForm,
  async run(scope, form) {
    const receiver = ownReceiver(scope.actor);
    return receiver ? change(scope, receiver, form) : accept({ changed: false });
  },
});

/** The same for a volunteer who has no account, or asked for it. Refuses NOTICE.MAIL_FORM, .VOLUNTEER_UNKNOWN. */
export const changeVolunteerContact = useCase({
  permission: 'notices.send',
  input: contactForm.extend({ volunteerId: z.uuid('NOTICE.VOLUNTEER_UNKNOWN') }),
  constraints: {
    notice_contacts_volunteer_fk: refusal('NOTICE.VOLUNTEER_UNKNOWN', { field: 'volunteerId' }),
  },
  run: (scope, { volunteerId, ...form }) => change(scope, { volunteerId }, form),
});
