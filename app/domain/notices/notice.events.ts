import type { AuditEvent } from '../audit/use-case';

export const noticeSentAgain = (id: string, data: { before: string }): AuditEvent => ({
  kind: 'notice.sent-again',
  subject: { type: 'notice-delivery', id },
  data,
});

export const contactChanged = (
  subject: { type: 'volunteer' | 'user'; id: string },
  data: { wantsMail: boolean; wantsSms: boolean; hasMail: boolean },
): AuditEvent => ({ kind: 'notice.contact-changed', subject, data });
