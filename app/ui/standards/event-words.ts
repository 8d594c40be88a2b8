import { m } from '~/words/generated/messages';

/** What happened to a standard, by kind of audit event. */
export const standardEventWords: Readonly<Record<string, () => string>> = {
  'calendar.announced': m.standards_event_calendar,
  'standard.proposed': m.standards_event_proposed,
  'standard.approved': m.standards_event_approved,
  'standard.declined': m.standards_event_declined,
  'standard.ended': m.standards_event_ended,
};
