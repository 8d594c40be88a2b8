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
  bed_occupancies_in_service: refusal('BED.NOT_IN_SERVICE', { field: 'bedId' }),
  bed_occupancies_clean: refusal('BED.AWAITS_CLEANING', { field: 'bedId' }),
  bed_occupancies_room_sex: refusal('BED.SEX_MISMATCH', { field: 'bedId' }),
  bed_occupancies_room_isolation: refusal('BED.ROOM_ISOLATION', { field: 'bedId' }),
  bed_occupancies_room_household: refusal('BED.ROOM_HOUSEHOLD', { field: 'bedId' }),
  bed_occupancies_room_full: refusal('BED.ROOM_FULL', { field: 'bedId' }),
  bed_reservations_in_service: refusal('BED.NOT_IN_SERVICE', { field: 'bedId' }),
  bed_reservations_room_sex: refusal('BED.SEX_MISMATCH', { field: 'bedId' }),
  bed_reservations_room_isolation: refusal('BED.ROOM_ISOLATION', { field: 'bedId' }),
  bed_reservations_room_household: refusal('BED.ROOM_HOUSEHOLD', { field: 'bedId' }),
  bed_reservations_room_full: refusal('BED.ROOM_FULL', { field: 'bedId' }),
  bed_reservations_not_occupied: refusal('BED.OCCUPIED', { field: 'bedId' }),
  bed_reservations_not_closed: refusal('BED.CLOSED', { field: 'bedId' }),
  bed_reservations_bed_once: refusal('BED.RESERVED', { field: 'bedId' }),
  bed_reservations_person_once: refusal('BED.PERSON_HAS_RESERVATION', { field: 'personId' }),
  bed_closures_not_occupied: refusal('BED.CLOSE_OCCUPIED', { field: 'from' }),
  bed_closures_not_reserved: refusal('BED.CLOSE_RESERVED', { field: 'from' }),
  bed_closures_once: refusal('BED.CLOSED_ALREADY', { field: 'from' }),
  bed_closures_order: refusal('BED.CLOSURE_ORDER', { field: 'until' }),
};

/** What the database refuses of the tree of places: a second of the same name, rules that do not fit whoever is there. */
export const placeConstraints: ConstraintRefusals = {
  buildings_name_unique: refusal('BED.PLACE_NAME_TAKEN', { field: 'name' }),
  floors_name_unique: refusal('BED.PLACE_NAME_TAKEN', { field: 'name' }),
  rooms_name_unique: refusal('BED.PLACE_NAME_TAKEN', { field: 'name' }),
  beds_name_unique: refusal('BED.PLACE_NAME_TAKEN', { field: 'name' }),
  floors_building_fk: refusal('BED.PLACE_NOT_EMPTY'),
  rooms_floor_fk: refusal('BED.PLACE_NOT_EMPTY'),
  beds_room_fk: refusal('BED.PLACE_NOT_EMPTY'),
  beds_service_order: refusal('BED.RETIRED_BEFORE_OPENED', { field: 'on' }),
  beds_not_occupied: refusal('BED.RETIRE_OCCUPIED', { field: 'on' }),
  beds_not_reserved: refusal('BED.RETIRE_RESERVED', { field: 'on' }),
  rooms_sex_fits: refusal('BED.ROOM_SEX_OCCUPIED', { field: 'sexRule' }),
  rooms_isolation_fits: refusal('BED.ROOM_ISOLATION_OCCUPIED', { field: 'isolation' }),
  rooms_household_fits: refusal('BED.ROOM_HOUSEHOLD_OCCUPIED', { field: 'oneHousehold' }),
  rooms_people_fit: refusal('BED.ROOM_PEOPLE_OCCUPIED', { field: 'maxPeople' }),
};
