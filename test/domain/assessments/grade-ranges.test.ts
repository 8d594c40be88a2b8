import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assessorRefusals, gradeRanges, samePerson, validUntil } from '~/domain/assessments/assessment.rules';
import { contains } from '~/domain/kernel/date-range';
import { addDays, plainDate } from '~/domain/kernel/plain-date';

const day = (text: string) => plainDate(text);

describe('days that a confirmed grade covers', () => {
  it('ends at its own end or at the next grade, whichever is first', () => {
    const ranges = gradeRanges([
      { grade: 'a', validFrom: day('2026-01-01'), validUntil: day('2026-03-01') },
      { grade: 'b', validFrom: day('2026-04-01'), validUntil: day('2028-04-01') },
      { grade: 'c', validFrom: day('2026-06-10'), validUntil: null },
    ]);
    expect(ranges.map(({ grade, from, until }) => [grade, from, until])).toEqual([
      ['a', '2026-01-01', '2026-03-01'],
      ['b', '2026-04-01', '2026-06-10'],
      ['c', '2026-06-10', null],
    ]);
  });

  it('gives no day two grades', () => {
    const grade = fc.record({ from: fc.nat(300), length: fc.option(fc.integer({ min: 1, max: 200 })) });
    fc.assert(
      fc.property(
        fc.uniqueArray(grade, { selector: ({ from }) => from, maxLength: 8 }),
        fc.nat(500),
        (grades, offset) => {
          const start = day('2026-01-01');
          const confirmed = grades
            .sort((a, b) => a.from - b.from)
            .map(({ from, length }) => ({
              validFrom: addDays(start, from),
              validUntil: length === null ? null : addDays(start, from + length),
            }));
          const on = addDays(start, offset);
          const covering = gradeRanges(confirmed).filter((range) => contains(range, on));
          expect(covering.length).toBeLessThanOrEqual(1);
          // Whoever covers a day is the newest grade that had begun by then.
          const newest = confirmed.findLast(({ validFrom }) => validFrom <= on);
          if (covering[0]) expect(covering[0].validFrom).toBe(newest?.validFrom);
          else
            expect(newest === undefined || (newest.validUntil !== null && newest.validUntil <= on)).toBe(
              true,
            );
        },
      ),
    );
  });

  it('counts months by the calendar', () => {
    expect(validUntil(day('2026-01-31'), 1)).toBe('2026-02-28');
    expect(validUntil(day('2026-11-23'), 24)).toBe('2028-11-23');
    expect(validUntil(day('2024-02-29'), 12)).toBe('2025-02-28');
  });
});

describe('two assessors', () => {
  const someone = (name: string, id: string | null = null) => ({ id, name });
  it('are told apart by account and by name', () => {
    expect(samePerson(someone('王 芳'), someone('王芳'))).toBe(true);
    expect(samePerson(someone('王芳', 'a'), someone('李娜', 'a'))).toBe(true);
    expect(samePerson(someone('王芳', 'a'), someone('李娜', 'b'))).toBe(false);
    expect(samePerson(someone(''), someone(''))).toBe(false);
    expect(assessorRefusals(someone('王芳'), someone(' 王芳 '))).toMatchObject([
      { code: 'ASSESSMENT.ASSESSORS_SAME' },
    ]);
    expect(assessorRefusals(someone('王芳'), someone(' '))).toMatchObject([
      { code: 'ASSESSMENT.SECOND_ASSESSOR_MISSING' },
    ]);
    expect(assessorRefusals(someone('王芳'), someone('李娜'))).toEqual([]);
  });
});
