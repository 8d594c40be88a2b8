import { m } from '~/words/generated/messages';

/** What happened to a notice or to how somebody is told, by kind of audit event. */
export const noticeEventWords: Readonly<Record<string, () => string>> = {
  'notice.sent-again': m.notices_event_sent_again,
  'notice.contact-changed': m.notices_event_contact_changed,
};
