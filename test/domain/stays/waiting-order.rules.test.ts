import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import rule from '#db/seed/reference/waiting-rule-1.json';
import { addDays, plainDate } from '~/domain/kernel/plain-date';
import { hardshipCategories } from '~/domain/people/person.rules';
import {
  type Criterion,
  compareWaiting,
  faultsOfCriteria,
  orderWaiting,
  type Waiting,
} from '~/domain/stays/waiting-order.rules';

const criteria = rule.criteria as Criterion[];
const start = plainDate('2026-01-01');

const person = (applicationId: string, over: Partial<Waiting> = {}): Waiting => ({
  applicationId,
  category: 'dibao',
  grade: 'partial',
  appliedOn: start,
  passes: 0,
  ...over,
});
const order = (...people: Waiting[]) =>
  orderWaiting(people, { criteria }).map(({ waiting }) => waiting.applicationId);

describe('the order of the waiting list', () => {
  it('takes 特困 before the others, the wholly dependent before the partly, the longer before the shorter wait', () => {
    expect(
      order(
        person('later', { appliedOn: addDays(start, 1) }),
        person('earlier'),
        person('total', { grade: 'total', appliedOn: addDays(start, 300) }),
        person('tekun', { category: 'tekun', appliedOn: addDays(start, 300) }),
      ),
    ).toEqual(['tekun', 'total', 'earlier', 'later']);
  });

  it('takes whoever let offers pass after those who were asked less often', () => {
    expect(
      order(
        person('passed', { category: 'tekun', passes: 1 }),
        person('never asked', { category: 'expense' }),
      ),
    ).toEqual(['never asked', 'passed']);
  });

  it('takes a person whose assessment has run out after those of the same category', () => {
    expect(
      order(person('run out', { grade: null }), person('partial', { appliedOn: addDays(start, 9) })),
    ).toEqual(['partial', 'run out']);
  });

  it('says by what each place is decided', () => {
    const [first, second, third] = orderWaiting(
      [person('a'), person('b', { appliedOn: addDays(start, 5) }), person('c', { category: 'tekun' })],
      { criteria },
    );
    expect(first).toMatchObject({
      place: 1,
      afterNeighbourBy: null,
      beforeNeighbourBy: 'category',
      ahead: { category: 0 },
    });
    expect(second).toMatchObject({ place: 2, afterNeighbourBy: 'category', beforeNeighbourBy: 'appliedOn' });
    expect(third).toMatchObject({
      place: 3,
      afterNeighbourBy: 'appliedOn',
      beforeNeighbourBy: null,
      ahead: { category: 1, appliedOn: 1, grade: 0, passes: 0, registered: 0 },
    });
  });

  const anybody = fc.record({
    category: fc.constantFrom(...hardshipCategories),
    grade: fc.constantFrom('partial', 'total', null),
    appliedOn: fc.integer({ min: 0, max: 4 }).map((days) => addDays(start, days)),
    passes: fc.integer({ min: 0, max: 2 }),
  });
  const people = fc
    .array(anybody, { maxLength: 25 })
    .map((all) =>
      all.map((one, index): Waiting => ({ ...one, applicationId: String(index).padStart(3, '0') })),
    );

  it('is the same however the people are handed in', () => {
    fc.assert(
      fc.property(people, fc.array(fc.nat(), { maxLength: 25 }), (all, keys) => {
        const shuffled = all
          .map((one, index) => ({ one, key: keys[index] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(order(...shuffled)).toEqual(order(...all));
      }),
    );
  });

  it('puts any two people in one order only, and that order is one line', () => {
    fc.assert(
      fc.property(people, (all) => {
        const places = orderWaiting(all, { criteria });
        for (const [i, { waiting: a }] of places.entries()) {
          for (const { waiting: b } of places.slice(i + 1)) {
            expect(compareWaiting(criteria, a, b).sign).toBeLessThan(0);
            expect(compareWaiting(criteria, b, a).sign).toBeGreaterThan(0);
          }
        }
      }),
    );
  });

  it('explains everybody ahead, each by the first thing in which the two differ', () => {
    fc.assert(
      fc.property(people, (all) => {
        for (const { place, ahead, afterNeighbourBy } of orderWaiting(all, { criteria })) {
          expect(Object.values(ahead).reduce((sum, count) => sum + count, 0)).toBe(place - 1);
          if (afterNeighbourBy !== null) expect(ahead[afterNeighbourBy]).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe('a rule that is to be published', () => {
  it('is without fault as delivered', () => {
    expect(faultsOfCriteria(criteria)).toEqual([]);
  });

  it.each([
    ['a criterion twice', [{ by: 'appliedOn' }, { by: 'appliedOn' }], ['twice']],
    ['no date of application', [{ by: 'passes' }], ['without_date']],
    ['a category left out', [{ by: 'category', order: ['tekun'] }, { by: 'appliedOn' }], ['incomplete']],
    [
      'a grade twice',
      [{ by: 'grade', order: ['total', 'total', 'partial'] }, { by: 'appliedOn' }],
      ['twice'],
    ],
  ] as [string, Criterion[], string[]][])('is refused with %s', (_, faulty, expected) => {
    expect(faultsOfCriteria(faulty)).toEqual(expected);
  });
});
