import { m } from '~/words/generated/messages';

/** What happened in care, by kind of audit event. */
export const careEventWords: Readonly<Record<string, () => string>> = {
  'health-file.added': m.care_event_health_added,
  'health-file.corrected': m.care_event_health_corrected,
  'health-file.ended': m.care_event_health_ended,
  'risk.assessed': m.care_event_risk_assessed,
  'incident.recorded': m.care_event_incident_recorded,
  'incident.told': m.care_event_incident_told,
  'incident.added-to': m.care_event_incident_added,
  'incident.directed': m.care_event_incident_directed,
  'incident.closed': m.care_event_incident_closed,
  'incident.warned': m.care_event_incident_warned,
  'care-note.recorded': m.care_event_note_recorded,
  'activity.planned': m.care_event_activity_planned,
  'activity.cancelled': m.care_event_activity_cancelled,
  'activity.joined': m.care_event_activity_joined,
  'activity.left': m.care_event_activity_left,
  'activity.attended': m.care_event_activity_attended,
};
