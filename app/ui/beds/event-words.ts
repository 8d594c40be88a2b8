import type { BedEvent } from '~/domain/beds/bed.events';
import { m } from '~/words/generated/messages';

/** What happened to a bed, by kind of audit event. */
export const bedEventWords: Record<BedEvent['kind'], () => string> = {
  'beds.imported': m.beds_event_imported,
  'bed.added': m.beds_event_added,
  'bed.retired': m.beds_event_retired,
  'bed.restored': m.beds_event_restored,
  'bed.closure-extended': m.beds_event_closure_extended,
  'bed.closure-shortened': m.beds_event_closure_shortened,
  'bed.closure-withdrawn': m.beds_event_closure_withdrawn,
  'bed.cleaned': m.beds_event_cleaned,
  'place.added': m.beds_event_place_added,
  'place.renamed': m.beds_event_place_renamed,
  'place.removed': m.beds_event_place_removed,
  'place.room-changed': m.beds_event_room_changed,
  'place.rules-settled': m.beds_event_rules_settled,
  'isolation.ordered': m.beds_event_isolation_ordered,
  'isolation.ended': m.beds_event_isolation_ended,
  'bed.changed': m.beds_event_changed,
  'bed.closed': m.beds_event_closed,
  'bed.reopened': m.beds_event_reopened,
  'bed.occupied': m.beds_event_occupied,
  'bed.vacated': m.beds_event_vacated,
  'bed.reserved': m.beds_event_reserved,
  'bed.released': m.beds_event_released,
};
