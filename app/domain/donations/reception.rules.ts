import { addDays, type PlainDate, startOf, weekdayOf } from '../kernel/plain-date';
import type { SpecialDay } from '../standards/calendar.rules';

/** Our own choice: days ahead for which a delivery can be booked. */
export const BOOKING_DAYS = 28;

/** Hours of a weekday at which goods are taken; minutes after midnight, half-open. */
export interface ReceptionHours {
  readonly id: string;
  /** 1 is Monday. */
  readonly weekday: number;
  readonly fromMinute: number;
  readonly untilMinute: number;
  /** Deliveries that fit. */
  readonly capacity: number;
}

/** Hours on one day. */
export interface Slot {
  /** `2026-12-01.<id of the hours>`, as a form and the API send it. */
  readonly id: string;
  readonly on: PlainDate;
  readonly hoursId: string;
  readonly fromMinute: number;
  readonly untilMinute: number;
  /** Places that are free. */
  readonly free: number;
}

export const slotId = (on: PlainDate, hoursId: string): string => `${on}.${hoursId}`;

const startsAt = (on: PlainDate, fromMinute: number): number => startOf(on).getTime() + fromMinute * 60_000;

/**
 * Times that can be booked now, from now until `BOOKING_DAYS` later, in their order: hours that have not begun, not on a
 * public holiday, with a place free. `taken` are the places taken, by `slotId`.
 */
export function openSlots(
  hours: readonly ReceptionHours[],
  {
    today,
    now,
    holidays,
    taken,
  }: {
    today: PlainDate;
    now: Date;
    holidays: readonly SpecialDay[];
    taken: ReadonlyMap<string, number>;
  },
): Slot[] {
  const closed = new Set(holidays.filter(({ kind }) => kind === 'holiday').map(({ day }) => day));
  const days = Array.from({ length: BOOKING_DAYS }, (_, index) => addDays(today, index));
  return days.flatMap((on) =>
    closed.has(on)
      ? []
      : hours
          .filter(
            ({ weekday, fromMinute }) =>
              weekday === weekdayOf(on) && startsAt(on, fromMinute) > now.getTime(),
          )
          .sort((a, b) => a.fromMinute - b.fromMinute)
          .map(({ id, fromMinute, untilMinute, capacity }) => {
            const slot = slotId(on, id);
            return {
              id: slot,
              on,
              hoursId: id,
              fromMinute,
              untilMinute,
              free: capacity - (taken.get(slot) ?? 0),
            };
          })
          .filter(({ free }) => free > 0),
  );
}
