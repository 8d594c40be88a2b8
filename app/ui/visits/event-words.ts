import { m } from '~/words/generated/messages';

/** What happened to a need, a plan or an assignment, by kind of audit event. */
export const visitEventWords: Readonly<Record<string, () => string>> = {
  'visit.requested': m.visits_event_requested,
  'visit.changed': m.visits_event_changed,
  'visit.cancelled': m.visits_event_cancelled,
  'visit.volunteer-excluded': m.visits_event_excluded,
  'visit.exclusion-lifted': m.visits_event_exclusion_lifted,
  'visit-series.requested': m.visits_event_series_requested,
  'visit-series.changed': m.visits_event_series_changed,
  'visit-series.ended': m.visits_event_series_ended,
  'visit-plan.requested': m.visits_event_plan_requested,
  'visit-plan.stopped': m.visits_event_plan_stopped,
  'visit-plan.made': m.visits_event_plan_made,
  'visit-plan.published': m.visits_event_plan_published,
  'visit-assignment.released': m.visits_event_released,
  'visits.substitute-asked': m.visits_event_substitute_asked,
  'visits.offer-accepted': m.visits_event_offer_accepted,
  'visits.offer-declined': m.visits_event_offer_declined,
  'visits.moved': m.visits_event_moved,
  'visits.given-back': m.visits_event_given_back,
  'visit-assignment.accepted': m.visits_event_accepted,
  'visit-assignment.declined': m.visits_event_declined,
  'visit-assignment.address-revealed': m.visits_event_address_revealed,
  'visit-assignment.checked-in': m.visits_event_checked_in,
  'visit-assignment.checked-out': m.visits_event_checked_out,
};
