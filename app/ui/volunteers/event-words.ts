import { m } from '~/words/generated/messages';

/** What happened to a volunteer, by kind of audit event. */
export const volunteerEventWords: Readonly<Record<string, () => string>> = {
  'volunteer.registered': m.volunteers_event_registered,
  'volunteer.availability-changed': m.volunteers_event_availability_changed,
  'volunteer.hours-recorded': m.volunteers_event_hours_recorded,
  'volunteer.hours-reversed': m.volunteers_event_hours_reversed,
  'volunteer.certificate-issued': m.volunteers_event_certificate_issued,
};
