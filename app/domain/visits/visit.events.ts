import type { AuditEvent } from '../audit/use-case';

const need = (id: string) => ({ type: 'visit-need', id });
const series = (id: string) => ({ type: 'visit-series', id });

export const visitRequested = (
  id: string,
  data: { serviceKind: string; place: string; imported: boolean; seriesId?: string },
): AuditEvent => ({ kind: 'visit.requested', subject: need(id), data });

export const needChanged = (id: string): AuditEvent => ({ kind: 'visit.changed', subject: need(id) });

export const needCancelled = (id: string, reason: string): AuditEvent => ({
  kind: 'visit.cancelled',
  subject: need(id),
  reason,
});

export const volunteerExcluded = (
  id: string,
  data: { volunteerId: string; scope: string },
  reason: string,
): AuditEvent => ({ kind: 'visit.volunteer-excluded', subject: need(id), data, reason });

export const exclusionLifted = (id: string, data: { volunteerId: string }): AuditEvent => ({
  kind: 'visit.exclusion-lifted',
  subject: need(id),
  data,
});

export const seriesRequested = (
  id: string,
  data: {
    serviceKind: string;
    place: string;
    imported: boolean;
    rrule: string;
    leftOut: readonly string[];
  },
): AuditEvent => ({ kind: 'visit-series.requested', subject: series(id), data });

export const seriesChanged = (id: string): AuditEvent => ({
  kind: 'visit-series.changed',
  subject: series(id),
});

/** How a series comes back, before a change and after it. */
interface SeriesRule {
  readonly rrule: string;
  readonly startsOn: string;
  readonly leftOut: readonly string[];
  readonly windows: readonly { readonly fromMinute: number; readonly untilMinute: number }[];
  readonly durationMinutes: number;
}

export const seriesRuleChanged = (
  id: string,
  data: {
    from: string;
    before: SeriesRule;
    after: SeriesRule;
    fellAway: number;
    made: number;
    retimed: number;
  },
  reason: string,
): AuditEvent => ({ kind: 'visit-series.rule-changed', subject: series(id), data, reason });

export const seriesEnded = (id: string, data: { needs: number }, reason: string): AuditEvent => ({
  kind: 'visit-series.ended',
  subject: series(id),
  data,
  reason,
});

export const planRequested = (id: string, data: { fromDate: string; untilDate: string }): AuditEvent => ({
  kind: 'visit-plan.requested',
  subject: { type: 'visit-plan', id },
  data,
});

export const planStopped = (id: string): AuditEvent => ({
  kind: 'visit-plan.stopped',
  subject: { type: 'visit-plan', id },
});

export const visitPlaced = (
  planId: string,
  data: { visitId: string; date: string; from: string; volunteerIds: readonly string[] },
): AuditEvent => ({ kind: 'visit-plan.visit-placed', subject: { type: 'visit-plan', id: planId }, data });

export const visitFixed = (planId: string, data: { visitId: string; fixed: boolean }): AuditEvent => ({
  kind: data.fixed ? 'visit-plan.visit-fixed' : 'visit-plan.visit-unfixed',
  subject: { type: 'visit-plan', id: planId },
  data,
});

export const planMade = (id: string, data: { visits: number; unmet: number }): AuditEvent => ({
  kind: 'visit-plan.made',
  subject: { type: 'visit-plan', id },
  data,
});

export const planDiscarded = (id: string, data: { visits: number }): AuditEvent => ({
  kind: 'visit-plan.discarded',
  subject: { type: 'visit-plan', id },
  data,
});

export const planPublished = (
  id: string,
  data: { visits: number; asked: number; moved: number; released: number },
): AuditEvent => ({
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

export const checkedIn = (id: string, data: { by: string }): AuditEvent => ({
  kind: 'visit-assignment.checked-in',
  subject: assignment(id),
  data,
});

export const checkedOut = (
  id: string,
  data: { minutes: number; counted: number; by: string },
): AuditEvent => ({
  kind: 'visit-assignment.checked-out',
  subject: assignment(id),
  data,
});

const visit = (id: string) => ({ type: 'visit', id });

/** `stoodBy`: they said yes before, and are asked because a place is free again. */
export const substituteAsked = (id: string, data: { volunteerId: string; stoodBy?: true }): AuditEvent => ({
  kind: 'visits.substitute-asked',
  subject: visit(id),
  data,
});

export const offerAccepted = (id: string, data: { volunteerId: string; standby: boolean }): AuditEvent => ({
  kind: 'visits.offer-accepted',
  subject: visit(id),
  data,
});

export const offerDeclined = (id: string, data: { volunteerId: string }): AuditEvent => ({
  kind: 'visits.offer-declined',
  subject: visit(id),
  data,
});

export const volunteerReleased = (id: string, reason: string): AuditEvent => ({
  kind: 'visit-assignment.released',
  subject: assignment(id),
  reason,
});

export const visitMoved = (id: string, data: { before: string; after: string }): AuditEvent => ({
  kind: 'visits.moved',
  subject: visit(id),
  data,
});

export const visitGivenBack = (id: string, reason: string): AuditEvent => ({
  kind: 'visits.given-back',
  subject: visit(id),
  reason,
});

export const attendanceRecorded = (id: string, data: { left: boolean }, reason: string): AuditEvent => ({
  kind: 'visit-assignment.attendance-recorded',
  subject: assignment(id),
  data,
  reason,
});

export const volunteerMissed = (id: string, reason: string): AuditEvent => ({
  kind: 'visit-assignment.missed',
  subject: assignment(id),
  reason,
});

export const codePrinted = (id: string, data: { version: number }): AuditEvent => ({
  kind: 'visit.code-printed',
  subject: need(id),
  data,
});

export const settingsChanged = (id: string, data: { before: unknown; after: unknown }): AuditEvent => ({
  kind: 'visits.settings-changed',
  subject: { type: 'tenant', id },
  data,
});

export const planningChanged = (id: string, data: { before: unknown; after: unknown }): AuditEvent => ({
  kind: 'visits.planning-changed',
  subject: { type: 'tenant', id },
  data,
});

export const surveyRecorded = (id: string, data: { surveyId: string; version: number }): AuditEvent => ({
  kind: 'visit-assignment.survey-recorded',
  subject: assignment(id),
  data,
});

export const surveyRevealed = (
  subject: { type: 'person' | 'visit'; id: string },
  data: { surveyId: string },
  reason: string,
): AuditEvent => ({ kind: 'visits.survey-revealed', subject, data, reason });
