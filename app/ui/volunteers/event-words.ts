import { m } from '~/words/generated/messages';

/** What happened to a volunteer, by kind of audit event. */
export const volunteerEventWords: Readonly<Record<string, () => string>> = {
  'volunteer.registered': m.volunteers_event_registered,
  'volunteer.availability-changed': m.volunteers_event_availability_changed,
  'volunteer.exception-added': m.volunteers_event_exception_added,
  'volunteer.exception-removed': m.volunteers_event_exception_removed,
  'volunteer.limits-changed': m.volunteers_event_limits_changed,
  'volunteer.hours-recorded': m.volunteers_event_hours_recorded,
  'volunteer.hours-reversed': m.volunteers_event_hours_reversed,
  'volunteer.certificate-issued': m.volunteers_event_certificate_issued,
};
