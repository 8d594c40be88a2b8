import type { AuditEvent } from '../audit/use-case';
import type { RecordKind } from './record.rules';

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

/** Lives elsewhere; `before` and `after` are towns, `fields` names what changed and never its values. */
export const homeChanged = (
  id: string,
  data: { before: string; after: string; fields: readonly string[] },
): AuditEvent => ({ kind: 'volunteer.home-changed', subject: volunteer(id), data });

/** Another guardian, or another way to reach them; names the fields and never their values. */
export const guardianChanged = (id: string, data: { fields: readonly string[] }): AuditEvent => ({
  kind: 'volunteer.guardian-changed',
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

/** Something was recorded of a volunteer: a training, an insurance, an agreement, an award or an evaluation. */
export const recordKept = (
  id: string,
  kind: RecordKind,
  data: { recordId: string } & Record<string, unknown>,
): AuditEvent => ({ kind: `volunteer.${kind}-recorded`, subject: volunteer(id), data });

export const recordWithdrawn = (
  id: string,
  kind: RecordKind,
  data: { recordId: string },
  reason: string,
): AuditEvent => ({ kind: `volunteer.${kind}-withdrawn`, subject: volunteer(id), data, reason });

export const licenceEnding = (id: string, data: { skill: string; validUntil: string }): AuditEvent => ({
  kind: 'volunteer.licence-ending',
  subject: volunteer(id),
  data,
});

export const insuranceEnding = (id: string, data: { insuranceId: string; until: string }): AuditEvent => ({
  kind: 'volunteer.insurance-ending',
  subject: volunteer(id),
  data,
});

export const skillsChanged = (id: string, data: { before: unknown; after: unknown }): AuditEvent => ({
  kind: 'volunteer.skills-changed',
  subject: volunteer(id),
  data,
});

export const servicesChanged = (id: string, data: { before: unknown; after: unknown }): AuditEvent => ({
  kind: 'volunteer.services-changed',
  subject: volunteer(id),
  data,
});

/** Paused, ended, or serving again. */
export const standingChanged = (
  id: string,
  data: { before: string; after: string; until?: string },
  reason?: string,
): AuditEvent => ({
  kind: data.after === 'active' ? 'volunteer.resumed' : `volunteer.${data.after}`,
  subject: volunteer(id),
  data,
  reason: reason || undefined,
});

/** Something happened to a team or its members; they are ids. */
export const teamEvent = (
  what: 'registered' | 'changed' | 'ended' | 'invited' | 'joined' | 'declined' | 'left',
  id: string,
  data: Record<string, unknown>,
  reason?: string,
): AuditEvent => ({ kind: `volunteer-team.${what}`, subject: { type: 'volunteer-team', id }, data, reason });

/** Somebody of a group was asked to become a volunteer, or answered; without a name, which is forgotten when they refuse. */
export const invitationEvent = (
  what: 'asked' | 'reminded' | 'link-made' | 'agreed' | 'refused' | 'withdrawn',
  teamId: string,
  data: { invitationId: string } & Record<string, unknown>,
): AuditEvent => ({
  kind: `volunteer-invitation.${what}`,
  subject: { type: 'volunteer-team', id: teamId },
  data,
});

/** Somebody asked to become a volunteer, or was answered; without a name, which is forgotten when they are declined. */
export const applicationEvent = (
  what: 'received' | 'phone-revealed' | 'accepted' | 'declined',
  id: string,
  data: Record<string, unknown>,
  reason?: string,
): AuditEvent => ({
  kind: `volunteer-application.${what}`,
  subject: { type: 'volunteer-application', id },
  data,
  reason,
});

/** A link to an account was made for a volunteer; the one before leads nowhere. */
export const accountLinkMade = (id: string): AuditEvent => ({
  kind: 'volunteer.account-link-made',
  subject: volunteer(id),
});

/** A volunteer stands behind an account, by their own agreement. */
export const accountLinked = (id: string, data: { userId: string }): AuditEvent => ({
  kind: 'volunteer.account-linked',
  subject: volunteer(id),
  data,
});

/** The hours that stars ask were set; it concerns all volunteers of the district, so its subject is the day. */
export const starRuleSet = (data: {
  fromDate: string;
  hours: readonly number[];
  source: string;
}): AuditEvent => ({
  kind: 'volunteer-stars.set',
  subject: { type: 'volunteer-stars', id: data.fromDate },
  data,
});

/** A new address for the private calendar; the one before leads nowhere. */
export const calendarRenewed = (id: string): AuditEvent => ({
  kind: 'volunteer.calendar-renewed',
  subject: volunteer(id),
});

export const calendarEnded = (id: string): AuditEvent => ({
  kind: 'volunteer.calendar-ended',
  subject: volunteer(id),
});

/** A group of records was taken out as a file. */
export const recordsExported = (group: string, data: { format: string }, reason: string): AuditEvent => ({
  kind: 'volunteer-export.taken',
  subject: { type: 'volunteer-export', id: group },
  data,
  reason,
});

export const shownChanged = (id: string, shown: boolean): AuditEvent => ({
  kind: shown ? 'volunteer.shown' : 'volunteer.not-shown',
  subject: volunteer(id),
});

/** Somebody saw a volunteer's telephone number in the clear. */
export const phoneRevealed = (id: string, reason: string): AuditEvent => ({
  kind: 'volunteer.phone-revealed',
  subject: volunteer(id),
  reason,
});

export const phoneCorrected = (id: string): AuditEvent => ({
  kind: 'volunteer.phone-corrected',
  subject: volunteer(id),
});
