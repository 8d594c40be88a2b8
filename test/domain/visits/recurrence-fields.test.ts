import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, plainDate, weekdayOf } from '~/domain/kernel/plain-date';
import { daysOfRule, readRule } from '~/domain/visits/recurrence';
import { fieldProblems, ruleOfFields, saysSomething } from '~/domain/visits/recurrence-fields.rules';
import { readRepetition } from '~/domain/visits/repetition';
import { inLocale } from '~/platform/i18n/locale.server';
import { ruleWords } from '~/ui/visits/rule-words';
import { codes, value } from '../../results';

const startsOn = plainDate('2026-12-01'); // a Tuesday

describe('fields of coming back', () => {
  it.each([
    [{ unit: 'day', every: 3 }, 'FREQ=DAILY;INTERVAL=3'],
    [{ unit: 'week' }, 'FREQ=WEEKLY'],
    [{ unit: 'week', every: 2, weekdays: [4, 1, 4], count: 5 }, 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=5'],
    [{ unit: 'month', monthDay: 15 }, 'FREQ=MONTHLY;BYMONTHDAY=15'],
    [{ unit: 'month', monthDay: -1 }, 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    [{ unit: 'month', every: 3, nth: 2, nthWeekday: 2 }, 'FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU'],
    [{ unit: 'month', nth: -1, nthWeekday: 7 }, 'FREQ=MONTHLY;BYDAY=-1SU'],
  ] as const)('%j make %s', (fields, rrule) => {
    expect(fieldProblems(fields, undefined)).toEqual([]);
    expect(ruleOfFields(fields)).toBe(rrule);
    expect(readRule(rrule, { startsOn })).toBe(rrule);
  });

  it('whatever they say without a problem is a rule, and its days are on the weekdays asked for', () => {
    const fields = fc.record({
      unit: fc.constant('week' as const),
      every: fc.integer({ min: 1, max: 20 }),
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    });
    fc.assert(
      fc.property(fields, (said) => {
        const rrule = readRule(ruleOfFields(said), { startsOn });
        const days = daysOfRule({ rrule: rrule ?? '', startsOn }, startsOn, addDays(startsOn, 300));
        expect(days.length).toBeGreaterThan(0);
        expect(days.every((day) => said.weekdays.includes(weekdayOf(day)))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('says nothing in silence: each half, each field of another unit and each second end is refused, all at once', () => {
    expect(saysSomething({})).toBe(false);
    expect(saysSomething({ weekdays: [] })).toBe(false);
    const of = (fields: Parameters<typeof fieldProblems>[0], lastDay?: typeof startsOn) =>
      fieldProblems(fields, lastDay).map(({ code, field }) => `${code} ${field}`);
    expect(of({ every: 2 })).toEqual(['VISIT.REPEAT_MISSING recurrence.unit']);
    expect(of({ unit: 'day', weekdays: [1], monthDay: 3, nth: 1 })).toEqual([
      'VISIT.REPEAT_OF_WEEK recurrence.weekdays',
      'VISIT.REPEAT_OF_MONTH recurrence.monthDay',
      'VISIT.REPEAT_OF_MONTH recurrence.nth',
      'VISIT.REPEAT_MONTH_TWICE recurrence.monthDay',
      'VISIT.REPEAT_NTH_HALF recurrence.nthWeekday',
    ]);
    expect(of({ unit: 'month', nthWeekday: 3, count: 2 }, startsOn)).toEqual([
      'VISIT.REPEAT_NTH_HALF recurrence.nth',
      'VISIT.REPEAT_ENDS_TWICE recurrence.count',
    ]);
  });
});

describe('what was said of coming back', () => {
  it('is a rule and the days left out of it, each of which is one of its days', () => {
    const fields = { unit: 'week' as const, count: 3 };
    const left = plainDate('2026-12-08');
    expect(value(readRepetition({ recurrence: fields, repeatWithout: [left, left], startsOn }))).toEqual({
      rrule: 'FREQ=WEEKLY;COUNT=3',
      leftOut: [left],
    });
    expect(
      daysOfRule(
        { rrule: 'FREQ=WEEKLY;COUNT=3', startsOn, leftOut: [left] },
        startsOn,
        addDays(startsOn, 60),
      ),
    ).toEqual(['2026-12-01', '2026-12-15']);
    expect(value(readRepetition({ startsOn }))).toBeUndefined();
    expect(value(readRepetition({ recurrence: { weekdays: [] }, startsOn }))).toBeUndefined();
  });

  it('is refused when it makes no days, is said twice, or leaves out what is no day of it', () => {
    const refused = (said: Partial<Parameters<typeof readRepetition>[0]>) => {
      const found = readRepetition({ startsOn, ...said });
      return found.ok ? [] : found.refusals.map(({ code, field }) => `${code} ${field}`);
    };
    const once = { unit: 'day' as const, count: 1 };
    expect(refused({ recurrence: once, repeatWithout: [startsOn] })).toEqual([
      'VISIT.REPEAT_NO_DAYS recurrence.unit',
    ]);
    expect(refused({ recurrence: once, repeatWithout: [addDays(startsOn, 1)] })).toEqual([
      'VISIT.REPEAT_WITHOUT_NONE repeatWithout.0',
    ]);
    expect(
      refused({
        recurrence: { unit: 'month', every: 12, nth: 5, nthWeekday: 1 },
        repeatUntil: addDays(startsOn, 9),
      }),
    ).toEqual(['VISIT.REPEAT_NO_DAYS recurrence.unit']);
    expect(refused({ recurrence: once, repeat: 'FREQ=DAILY' })).toEqual(['VISIT.REPEAT_TWICE repeat']);
    expect(refused({ repeatWithout: [startsOn] })).toEqual(['VISIT.REPEAT_MISSING recurrence.unit']);
    expect(refused({ repeat: 'FREQ=NEVER' })).toEqual(['VISIT.REPEAT_FORM repeat']);
    expect(codes(readRepetition({ repeatUntil: startsOn, startsOn, ruleField: 'repeat' }))).toEqual([
      'VISIT.REPEAT_MISSING',
    ]);
  });
});

describe('a rule in words', () => {
  it.each([
    ['FREQ=DAILY', '每天', 'every day'],
    [
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=5',
      '每 2 周，周一、周四，共 5 次',
      'every 2 weeks; Mon, Thu; 5 times',
    ],
    ['FREQ=MONTHLY;BYDAY=2TU', '每月，第 2 个周二', undefined],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', '每月，月末最后一天', undefined],
    ['FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1', '每月，周一、周二，其中最后一个', undefined],
    ['FREQ=YEARLY;BYMONTH=3,6;BYMONTHDAY=5', '每年，3 月、6 月，5 日', undefined],
    ['FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU', '每 2 周，周日，以周日为一周之始', undefined],
  ])('%s', (rrule, chinese, english) => {
    expect(ruleWords(rrule)).toBe(chinese);
    if (english) expect(inLocale('en', () => ruleWords(rrule))).toBe(english);
  });

  it('says the last day', () => {
    expect(ruleWords('FREQ=WEEKLY;UNTIL=20261215')).toMatch(/^每周，至 2026年12月15日$/);
  });
});
