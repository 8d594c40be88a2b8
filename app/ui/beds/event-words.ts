import type { BedEvent } from '~/domain/beds/bed.events';
import { m } from '~/words/generated/messages';

/** What happened to a bed, by kind of audit event. */
export const bedEventWords: Record<BedEvent['kind'], () => string> = {
  'beds.imported': m.beds_event_imported,
  'bed.changed': m.beds_event_changed,
  'bed.closed': m.beds_event_closed,
  'bed.reopened': m.beds_event_reopened,
  'bed.occupied': m.beds_event_occupied,
  'bed.vacated': m.beds_event_vacated,
  'bed.reserved': m.beds_event_reserved,
  'bed.released': m.beds_event_released,
};
