import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, plainDate, weekdayOf } from '~/domain/kernel/plain-date';
import { type Exception, exceptionProblems, slotsBetween } from '~/domain/volunteers/availability.rules';

const monday = plainDate('2026-12-07');
const nextMonday = addDays(monday, 7);
const week = [
  { weekday: 1, fromMinute: 480, untilMinute: 720 },
  { weekday: 3, fromMinute: 840, untilMinute: 1080 },
];
const on = (day: number, over: Partial<Exception> = {}): Exception => ({
  kind: 'away',
  from: addDays(monday, day),
  until: addDays(monday, day + 1),
  fromMinute: 0,
  untilMinute: 1440,
  ...over,
});
const slots = (exceptions: Exception[]) =>
  slotsBetween({ week, exceptions }, { from: monday, until: nextMonday }).map(
    ({ date, fromMinute, untilMinute }) => [date.slice(8), fromMinute, untilMinute],
  );

describe('time by day', () => {
  it('is the week, without what is away and with what is extra', () => {
    expect(slots([])).toEqual([
      ['07', 480, 720],
      ['09', 840, 1080],
    ]);
    expect(slots([on(0)])).toEqual([['09', 840, 1080]]);
    expect(slots([on(0, { fromMinute: 540, untilMinute: 600 })])).toEqual([
      ['07', 480, 540],
      ['07', 600, 720],
      ['09', 840, 1080],
    ]);
    expect(slots([on(1, { kind: 'extra', fromMinute: 600, untilMinute: 660 })])).toContainEqual([
      '08',
      600,
      660,
    ]);
  });

  it('joins what touches, and being away wins over extra time', () => {
    expect(slots([on(0, { kind: 'extra', fromMinute: 720, untilMinute: 780 })])[0]).toEqual(['07', 480, 780]);
    expect(
      slots([
        on(0, { kind: 'extra', fromMinute: 720, untilMinute: 780 }),
        on(0, { until: addDays(monday, 3) }),
      ]),
    ).toEqual([]);
  });

  it('holds at every minute what week and exceptions say of it, in order and apart', () => {
    const stretch = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 24 }))
      .map(([from, length]) => ({ fromMinute: from * 60, untilMinute: Math.min(24, from + length) * 60 }));
    const exception = fc
      .tuple(
        fc.constantFrom('away' as const, 'extra' as const),
        fc.integer({ min: -2, max: 8 }),
        fc.integer({ min: 1, max: 5 }),
        stretch,
      )
      .map(
        ([kind, first, days, times]): Exception => ({
          kind,
          from: addDays(monday, first),
          until: addDays(monday, first + days),
          ...times,
        }),
      );
    const slot = fc
      .tuple(fc.integer({ min: 1, max: 7 }), stretch)
      .map(([weekday, times]) => ({ weekday, ...times }));
    fc.assert(
      fc.property(
        fc.array(slot, { maxLength: 5 }),
        fc.array(exception, { maxLength: 5 }),
        (own, exceptions) => {
          const given = slotsBetween({ week: own, exceptions }, { from: monday, until: nextMonday });
          for (let day = 0; day < 7; day += 1) {
            const date = addDays(monday, day);
            const here = given.filter((one) => one.date === date);
            for (const [index, one] of here.entries()) {
              expect(one.fromMinute).toBeLessThan(one.untilMinute);
              if (index > 0) expect(one.fromMinute).toBeGreaterThan(here[index - 1]?.untilMinute ?? 1440);
            }
            for (let minute = 30; minute < 1440; minute += 60) {
              const at = (one: { fromMinute: number; untilMinute: number }) =>
                one.fromMinute <= minute && minute < one.untilMinute;
              const stated = (kind: string) =>
                exceptions.some(
                  (one) => one.kind === kind && one.from <= date && date < one.until && at(one),
                );
              const free =
                (own.some((one) => one.weekday === weekdayOf(date) && at(one)) || stated('extra')) &&
                !stated('away');
              expect(here.some(at)).toBe(free);
            }
          }
        },
      ),
    );
  });
});

describe('stating an exception', () => {
  const codes = (over: Partial<Parameters<typeof exceptionProblems>[0]>) =>
    exceptionProblems({ kind: 'away', from: monday, last: monday, today: monday, ...over }).map((one) => [
      one.code,
      one.field,
    ]);

  it('takes a whole day away, and asks times where they are needed', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ kind: 'extra' })).toEqual([['VOLUNTEER.EXCEPTION_TIMES', 'fromTime']]);
    expect(codes({ fromMinute: 60 })).toEqual([['VOLUNTEER.EXCEPTION_TIMES', 'untilTime']]);
    expect(codes({ kind: 'extra', fromMinute: 60, untilMinute: 60 })).toEqual([
      ['VOLUNTEER.AVAILABILITY_BACKWARD', 'untilTime'],
    ]);
    expect(codes({ kind: 'extra', fromMinute: 60, untilMinute: 61 })).toEqual([]);
  });

  it('refuses days that are over, turned round or too many, together with wrong times', () => {
    expect(codes({ last: addDays(monday, -1) })).toEqual([['VOLUNTEER.EXCEPTION_BACKWARD', 'last']]);
    expect(codes({ today: addDays(monday, 1) })).toEqual([['VOLUNTEER.EXCEPTION_PAST', 'last']]);
    expect(codes({ last: addDays(monday, 365) })).toEqual([]);
    expect(codes({ kind: 'extra', last: addDays(monday, 366) })).toEqual([
      ['VOLUNTEER.EXCEPTION_LONG', 'last'],
      ['VOLUNTEER.EXCEPTION_TIMES', 'fromTime'],
    ]);
  });
});
