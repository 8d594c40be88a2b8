import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BOOKING_DAYS, openSlots, type ReceptionHours, slotId } from '~/domain/donations/reception.rules';
import { addDays, daysBetween, plainDate, startOf, weekdayOf } from '~/domain/kernel/plain-date';

const today = plainDate('2026-11-30'); // a Monday
const at = (minute: number) => new Date(startOf(today).getTime() + minute * 60_000);
const monday: ReceptionHours = { id: 'a', weekday: 1, fromMinute: 540, untilMinute: 660, capacity: 2 };
const asked = { today, now: at(0), holidays: [], taken: new Map<string, number>() };

describe('times at which goods can be brought', () => {
  it('are those of the next four weeks', () => {
    expect(openSlots([monday], asked).map(({ on }) => on)).toEqual([
      '2026-11-30',
      '2026-12-07',
      '2026-12-14',
      '2026-12-21',
    ]);
  });

  it('are over once their hours have begun', () => {
    expect(openSlots([monday], { ...asked, now: at(539) })).toHaveLength(4);
    expect(openSlots([monday], { ...asked, now: at(540) })).toHaveLength(3);
  });

  it('are none on a holiday; a make-up workday has the hours of its own weekday', () => {
    const holidays = [
      { day: plainDate('2026-12-07'), kind: 'holiday' as const },
      { day: plainDate('2026-12-12'), kind: 'workday' as const },
    ];
    expect(openSlots([monday], { ...asked, holidays }).map(({ on }) => on)).toEqual([
      '2026-11-30',
      '2026-12-14',
      '2026-12-21',
    ]);
  });

  it('are gone when the last place is taken', () => {
    const taken = new Map([
      [slotId(today, 'a'), 2],
      [slotId(plainDate('2026-12-07'), 'a'), 1],
    ]);
    expect(openSlots([monday], { ...asked, taken }).map(({ on, free }) => [on, free])).toEqual([
      ['2026-12-07', 1],
      ['2026-12-14', 2],
      ['2026-12-21', 2],
    ]);
  });

  it('hold for any hours: right weekday, within the days, in order, with a place free, each once', () => {
    const hours = fc.uniqueArray(
      fc.record({
        weekday: fc.integer({ min: 1, max: 7 }),
        fromMinute: fc.integer({ min: 0, max: 1_380 }),
        capacity: fc.integer({ min: 1, max: 5 }),
      }),
      { selector: ({ weekday, fromMinute }) => `${weekday} ${fromMinute}`, maxLength: 8 },
    );
    fc.assert(
      fc.property(
        hours,
        fc.array(fc.tuple(fc.nat(BOOKING_DAYS), fc.nat(7), fc.integer({ min: 0, max: 6 })), { maxLength: 9 }),
        fc.nat(1_439),
        (said, full, minute) => {
          const week = said.map((one, index) => ({
            ...one,
            id: `h${index}`,
            untilMinute: one.fromMinute + 60,
          }));
          const taken = new Map(
            full.map(([days, index, count]) => [slotId(addDays(today, days), `h${index}`), count] as const),
          );
          const slots = openSlots(week, { ...asked, now: at(minute), taken });
          expect(new Set(slots.map(({ id }) => id)).size).toBe(slots.length);
          const order = slots.map(({ on, fromMinute }) => `${on} ${String(fromMinute).padStart(4, '0')}`);
          expect(order).toEqual([...order].sort());
          for (const slot of slots) {
            const own = week.find(({ id }) => id === slot.hoursId) as ReceptionHours;
            expect(weekdayOf(slot.on)).toBe(own.weekday);
            expect(daysBetween(today, slot.on)).toBeLessThan(BOOKING_DAYS);
            expect(slot.on > today || own.fromMinute > minute).toBe(true);
            expect(slot.free).toBe(own.capacity - (taken.get(slot.id) ?? 0));
            expect(slot.free).toBeGreaterThan(0);
          }
        },
      ),
    );
  });
});
