import { m } from '~/words/generated/messages';

/** What happened to an application, a stay or the rule of the waiting list, by kind of audit event. */
export const stayEventWords: Readonly<Record<string, () => string>> = {
  'application.received': m.stays_event_received,
  'application.found-eligible': m.stays_event_found_eligible,
  'application.found-ineligible': m.stays_event_found_ineligible,
  'application.put-on-list': m.stays_event_put_on_list,
  'application.offered': m.stays_event_offered,
  'application.offer-accepted': m.stays_event_offer_accepted,
  'application.offer-declined': m.stays_event_offer_declined,
  'application.offer-lapsed': m.stays_event_offer_lapsed,
  'application.offer-withdrawn': m.stays_event_offer_withdrawn,
  'application.withdrawn': m.stays_event_withdrawn,
  'application.phone-revealed': m.stays_event_phone_revealed,
  'application.admitted': m.stays_event_admitted,
  'application.request-made': m.stays_event_request_made,
  'application.request-answered': m.stays_event_request_answered,
  'application.request-withdrawn': m.stays_event_request_withdrawn,
  'application.request-lapsed': m.stays_event_request_lapsed,
  'application.request-reminded': m.stays_event_request_reminded,
  'application.request-seen': m.stays_event_request_seen,
  'application-draft.started': m.stays_event_draft_started,
  'application-draft.saved': m.stays_event_draft_saved,
  'application-draft.submitted': m.stays_event_draft_submitted,
  'application-draft.discarded': m.stays_event_draft_discarded,
  'application-draft.expired': m.stays_event_draft_expired,
  'document.added': m.stays_event_document_added,
  'document.viewed': m.stays_event_document_viewed,
  'document.withdrawn': m.stays_event_document_withdrawn,
  'intake.settled': m.stays_event_intake_settled,
  'intake.kinds-published': m.stays_event_kinds_published,
  'stay.began': m.stays_event_began,
  'stay.moved': m.stays_event_moved,
  'stay.ended': m.stays_event_ended,
  'stay.leave-began': m.stays_event_leave_began,
  'stay.leave-ended': m.stays_event_leave_ended,
  'stay.leave-corrected': m.stays_event_leave_corrected,
  'stay.corrected': m.stays_event_corrected,
  'waiting-rule.published': m.stays_event_rule_published,
  'applicants.imported': m.stays_event_imported,
};

/** Lines of a record's history as the timeline takes them; call it in a loader. */
export const historyLines = (
  events: readonly { seq: bigint; at: Date; actorName: string; kind: string; reason: string | null }[],
) =>
  events.map(({ seq, at, actorName, kind, reason }) => ({
    key: String(seq),
    at,
    by: actorName,
    what: stayEventWords[kind]?.() ?? kind,
    reason,
  }));
