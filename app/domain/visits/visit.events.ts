import type { AuditEvent } from '../audit/use-case';

export const visitRequested = (
  id: string,
  data: { serviceKind: string; place: string; imported: boolean },
): AuditEvent => ({
  kind: 'visit.requested',
  subject: { type: 'visit-need', id },
  data,
});

export const planRequested = (id: string, data: { fromDate: string; untilDate: string }): AuditEvent => ({
  kind: 'visit-plan.requested',
  subject: { type: 'visit-plan', id },
  data,
});

export const planMade = (id: string, data: { visits: number; unmet: number }): AuditEvent => ({
  kind: 'visit-plan.made',
  subject: { type: 'visit-plan', id },
  data,
});

export const planPublished = (id: string, data: { visits: number }): AuditEvent => ({
  kind: 'visit-plan.published',
  subject: { type: 'visit-plan', id },
  data,
});

const assignment = (id: string) => ({ type: 'visit-assignment', id });

export const assignmentAccepted = (id: string): AuditEvent => ({
  kind: 'visit-assignment.accepted',
  subject: assignment(id),
});

export const assignmentDeclined = (id: string, reason: string): AuditEvent => ({
  kind: 'visit-assignment.declined',
  subject: assignment(id),
  reason,
});

export const addressRevealed = (id: string): AuditEvent => ({
  kind: 'visit-assignment.address-revealed',
  subject: assignment(id),
});

export const checkedIn = (id: string): AuditEvent => ({
  kind: 'visit-assignment.checked-in',
  subject: assignment(id),
});

export const checkedOut = (id: string, data: { minutes: number; counted: number }): AuditEvent => ({
  kind: 'visit-assignment.checked-out',
  subject: assignment(id),
  data,
});
