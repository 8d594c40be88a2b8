import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, plainDate, weekdayOf } from '~/domain/kernel/plain-date';
import { daysOfRule, readRule } from '~/domain/visits/recurrence';

const startsOn = plainDate('2026-12-01'); // a Tuesday
const days = (rrule: string, from: string, until: string) =>
  daysOfRule({ rrule, startsOn }, plainDate(from), plainDate(until));

describe('the days of a series', () => {
  it('knows weeks, months and counts', () => {
    expect(days('FREQ=WEEKLY', '2026-12-01', '2026-12-22')).toEqual([
      '2026-12-01',
      '2026-12-08',
      '2026-12-15',
    ]);
    expect(days('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE', '2026-12-01', '2026-12-31')).toEqual([
      '2026-12-02',
      '2026-12-14',
      '2026-12-16',
      '2026-12-28',
      '2026-12-30',
    ]);
    expect(days('FREQ=MONTHLY;BYDAY=2TU', '2026-12-01', '2027-03-01')).toEqual([
      '2026-12-08',
      '2027-01-12',
      '2027-02-09',
    ]);
    expect(days('FREQ=DAILY;COUNT=3', '2026-12-02', '2027-12-01')).toEqual(['2026-12-02', '2026-12-03']);
    expect(days('FREQ=DAILY', '2026-12-05', '2026-12-05')).toEqual([]);
  });

  it('a month without the day is left out (RFC 5545)', () => {
    expect(
      daysOfRule(
        { rrule: 'FREQ=MONTHLY', startsOn: plainDate('2027-01-31') },
        plainDate('2027-01-01'),
        plainDate('2027-06-01'),
      ),
    ).toEqual(['2027-01-31', '2027-03-31', '2027-05-31']);
  });

  it('takes in a last day, and the day itself belongs to it', () => {
    const rrule = readRule('rrule:freq=weekly', { startsOn, lastDay: plainDate('2026-12-15') });
    expect(rrule).toBe('FREQ=WEEKLY;UNTIL=20261215');
    expect(days(rrule ?? '', '2026-12-01', '2027-12-01')).toEqual(['2026-12-01', '2026-12-08', '2026-12-15']);
  });

  it.each([
    '',
    'WEEKLY',
    'FREQ=HOURLY',
    'FREQ=WEEKLY;FREQ=DAILY',
    'FREQ=WEEKLY;BYDAY=XX',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=DAILY;BYHOUR=9',
    'FREQ=DAILY;COUNT=2;UNTIL=20261205',
    'FREQ=DAILY;UNTIL=20261130',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY\nDTSTART:20200101',
  ])('refuses %j', (text) => {
    expect(readRule(text, { startsOn })).toBeUndefined();
  });

  it('cut anywhere, a range has the days of its two parts', () => {
    const rule = fc.constantFrom(
      'FREQ=DAILY;INTERVAL=3',
      'FREQ=WEEKLY;BYDAY=MO,TH',
      'FREQ=MONTHLY',
      'FREQ=DAILY;COUNT=40',
    );
    fc.assert(
      fc.property(rule, fc.nat(60), fc.nat(60), (rrule, first, second) => {
        const cut = addDays(startsOn, first);
        const end = addDays(cut, second);
        const whole = daysOfRule({ rrule, startsOn }, startsOn, end);
        expect([
          ...daysOfRule({ rrule, startsOn }, startsOn, cut),
          ...daysOfRule({ rrule, startsOn }, cut, end),
        ]).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it('weekly is every seven days on one weekday', () => {
    const found = days('FREQ=WEEKLY', '2026-12-01', '2028-12-01');
    expect(new Set(found.map(weekdayOf))).toEqual(new Set([2]));
    expect(found.slice(1).every((day, index) => daysBetween(found[index] ?? day, day) === 7)).toBe(true);
  });
});
