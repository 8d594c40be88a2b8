import type { AuditEvent } from '../audit/use-case';

const volunteer = (id: string) => ({ type: 'volunteer', id });

export const volunteerRegistered = (id: string, data: { number: string; imported: boolean }): AuditEvent => ({
  kind: 'volunteer.registered',
  subject: volunteer(id),
  data,
});

export const availabilityChanged = (id: string, data: { before: unknown; after: unknown }): AuditEvent => ({
  kind: 'volunteer.availability-changed',
  subject: volunteer(id),
  data,
});

export const exceptionAdded = (
  id: string,
  data: { exceptionId: string } & Record<string, unknown>,
): AuditEvent => ({
  kind: 'volunteer.exception-added',
  subject: volunteer(id),
  data,
});

export const exceptionRemoved = (
  id: string,
  data: { exceptionId: string } & Record<string, unknown>,
): AuditEvent => ({
  kind: 'volunteer.exception-removed',
  subject: volunteer(id),
  data,
});

export const limitsChanged = (id: string, data: { before: unknown; after: unknown }): AuditEvent => ({
  kind: 'volunteer.limits-changed',
  subject: volunteer(id),
  data,
});

export const hoursRecorded = (
  id: string,
  data: { hoursId: string; minutes: number; servedOn: string },
): AuditEvent => ({
  kind: 'volunteer.hours-recorded',
  subject: volunteer(id),
  data,
});

export const hoursReversed = (
  id: string,
  data: { hoursId: string; minutes: number; certificatesRevoked: readonly string[] },
  reason: string,
): AuditEvent => ({ kind: 'volunteer.hours-reversed', subject: volunteer(id), data, reason });

export const certificateIssued = (
  id: string,
  data: { certificateId: string; number: string; minutes: number },
): AuditEvent => ({
  kind: 'volunteer.certificate-issued',
  subject: volunteer(id),
  data,
});
