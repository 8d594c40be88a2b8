import type { ConstraintRefusals } from '../audit/use-case';
import { refusal } from '../kernel/refusals';

/**
 * What the database itself refuses of a bed. Every use case that occupies, keeps or closes one names these, also
 * when it does so through another: the loser of a race then reads the same words as whoever comes a day later.
 */
export const bedConstraints: ConstraintRefusals = {
  bed_occupancies_bed_once: refusal('BED.OCCUPIED', { field: 'bedId' }),
  bed_occupancies_person_once: refusal('BED.PERSON_HAS_BED', { field: 'personId' }),
  bed_occupancies_not_closed: refusal('BED.CLOSED', { field: 'bedId' }),
  bed_occupancies_not_reserved: refusal('BED.RESERVED', { field: 'bedId' }),
  bed_occupancies_order: refusal('BED.LEAVES_BEFORE_ARRIVAL', { field: 'on' }),
  bed_reservations_not_occupied: refusal('BED.OCCUPIED', { field: 'bedId' }),
  bed_reservations_not_closed: refusal('BED.CLOSED', { field: 'bedId' }),
  bed_reservations_bed_once: refusal('BED.RESERVED', { field: 'bedId' }),
  bed_reservations_person_once: refusal('BED.PERSON_HAS_RESERVATION', { field: 'personId' }),
  bed_closures_not_occupied: refusal('BED.CLOSE_OCCUPIED', { field: 'from' }),
  bed_closures_not_reserved: refusal('BED.CLOSE_RESERVED', { field: 'from' }),
  bed_closures_once: refusal('BED.CLOSED_ALREADY', { field: 'from' }),
  bed_closures_order: refusal('BED.CLOSURE_ORDER', { field: 'until' }),
};
