import type { listInvitations } from '~/domain/volunteers/invite-people';
import { m } from '~/words/generated/messages';
import { formatInstant } from '../kit/format';
import type { Tone } from '../kit/status';
import { deliveryWords } from '../notices/labels';

type Listed = Awaited<ReturnType<typeof listInvitations>>[number];

const label: Record<Listed['state'], () => string> = {
  asked: m.volunteers_invited_asked,
  agreed: m.volunteers_invited_agreed,
  refused: m.volunteers_invited_refused,
  withdrawn: m.volunteers_invited_withdrawn,
  expired: m.volunteers_invited_expired,
};

const tone: Record<Listed['state'], Tone> = {
  asked: 'info',
  agreed: 'ok',
  refused: 'stopped',
  withdrawn: 'stopped',
  expired: 'late',
};

/** An invitation in words, for the list at a team; made by the server, so that the page does not bring those of every state. */
export const invitationInWords = (one: Listed) => ({
  id: one.id,
  name: one.name ?? m.volunteers_invited_forgotten(),
  phone: one.phone,
  leads: one.leads,
  volunteerId: one.volunteerId,
  tone: tone[one.state],
  state: label[one.state](),
  when: one.settledAt
    ? formatInstant(one.settledAt)
    : m.volunteers_invited_until({ at: formatInstant(one.expiresAt) }),
  deliveries: one.settledAt
    ? ''
    : one.deliveries.map((delivery) => deliveryWords(delivery).text).join(m.reports_list_mark()),
  open: one.settledAt === null,
  mayRemind: one.mayRemind,
});
