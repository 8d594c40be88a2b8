import { z } from 'zod';
import { changeOwnContact, changeVolunteerContact, findOwnContact } from '~/domain/notices/contact';
import { listNotices, listOwnNotices, readOwnNotices } from '~/domain/notices/list-notices';
import { noticeText } from '~/domain/notices/notice-text';
import { resendNotice } from '~/domain/notices/resend-notice';
import { m } from '~/words/generated/messages';
import { endpoint, instantShape, listOf } from '../api/endpoint.server';

const noticeShape = z.object({
  id: z.uuid(),
  kind: z.string(),
  subjectType: z.string(),
  subjectId: z.uuid(),
  /** In the language of Accept-Language. */
  title: z.string(),
  body: z.string(),
  createdAt: instantShape,
  readAt: instantShape.nullable(),
});

const contactShape = z.object({ mail: z.string().optional(), wantsMail: z.boolean(), wantsSms: z.boolean() });
const changed = z.object({ changed: z.boolean() });

const inWords = <Row extends Parameters<typeof noticeText>[0]>(rows: readonly Row[]) => ({
  items: rows.map((row) => ({ ...row, ...noticeText(row) })),
  next: null,
});

export const noticeEndpoints = [
  endpoint({
    method: 'GET',
    path: '/notices',
    permission: listNotices.permission,
    summary: m.notices_api_list,
    query: z.object({ show: z.enum(['trouble', 'all']).optional() }),
    response: listOf(
      noticeShape.extend({
        deliveries: z.array(
          z.object({
            id: z.uuid(),
            channel: z.string(),
            status: z.string(),
            attempts: z.int(),
            reason: z.string().nullable(),
            sentAt: instantShape.nullable(),
          }),
        ),
      }),
    ),
    handle: async ({ actor, query }) =>
      inWords(await listNotices(actor, { trouble: query.show === 'trouble' })),
  }),
  endpoint({
    method: 'POST',
    path: '/notice-deliveries/:deliveryId/resending',
    permission: resendNotice.permission,
    summary: m.notices_api_resend,
    status: 202,
    response: z.object({ deliveryId: z.uuid() }),
    handle: ({ actor, params }) => resendNotice(actor, params),
  }),
  endpoint({
    method: 'GET',
    path: '/own-notices',
    permission: listOwnNotices.permission,
    summary: m.notices_api_own,
    response: listOf(noticeShape),
    handle: async ({ actor }) => inWords(await listOwnNotices(actor)),
  }),
  endpoint({
    method: 'POST',
    path: '/own-notices/reading',
    permission: readOwnNotices.permission,
    summary: m.notices_api_read,
    response: z.object({ read: z.int() }),
    handle: ({ actor }) => readOwnNotices(actor, {}),
  }),
  endpoint({
    method: 'GET',
    path: '/own-contact',
    permission: findOwnContact.permission,
    summary: m.notices_api_contact,
    response: contactShape,
    handle: ({ actor }) => findOwnContact(actor),
  }),
  endpoint({
    method: 'PUT',
    path: '/own-contact',
    permission: changeOwnContact.permission,
    summary: m.notices_api_change_contact,
    body: changeOwnContact.input,
    response: changed,
    handle: ({ actor, body }) => changeOwnContact(actor, body),
  }),
  endpoint({
    method: 'PUT',
    path: '/volunteers/:volunteerId/contact',
    permission: changeVolunteerContact.permission,
    summary: m.notices_api_change_volunteer,
    body: changeVolunteerContact.input.omit({ volunteerId: true }),
    response: changed,
    handle: ({ actor, params, body }) => changeVolunteerContact(actor, { ...body, ...params }),
  }),
];
