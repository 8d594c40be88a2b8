import type { AuditEvent } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';

/** Events of care, by kind. No health fact among them: the trail is for ever. */
interface CareEvents {
  'health-file.added': { readonly entryId: string; readonly entry: string };
  'health-file.corrected': { readonly entryId: string; readonly correctsId: string; readonly entry: string };
  'health-file.ended': { readonly entryId: string; readonly entry: string; readonly on: PlainDate };
  'risk.assessed': { readonly assessedOn: PlainDate; readonly risks: readonly string[] };
  'incident.recorded': { readonly incident: string };
  'incident.told': { readonly whom: string; readonly how: string };
  'incident.added-to': Record<never, never>;
  'incident.directed': Record<never, never>;
  'incident.closed': Record<never, never>;
  'incident.warned': { readonly whom: string };
  'care-note.recorded': { readonly noteId: string };
  'activity.planned': { readonly name: string };
  'activity.cancelled': Record<never, never>;
  'activity.joined': { readonly personIds: readonly string[] };
  'activity.left': { readonly personId: string };
  'activity.attended': { readonly present: number; readonly listed: number };
}

/** An event of care, about somebody's health file, somebody's risks, an incident, an activity. */
export const careEvent = <Kind extends keyof CareEvents>(
  kind: Kind,
  subject: AuditEvent['subject'],
  data: CareEvents[Kind],
  reason?: string,
): AuditEvent => ({ kind, subject, data: data as Record<string, unknown>, ...(reason && { reason }) });
