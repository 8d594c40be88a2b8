import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '~/domain/kernel/plain-date';
import { type PartWork, planInParts } from '~/domain/visits/planning/plan-in-parts.rules';
import { planWeek } from '~/domain/visits/planning/plan-week.rules';
import type { WeekPart } from '~/domain/visits/planning/split-week.rules';
import type { WeekProblem } from '~/domain/visits/planning/week.rules';
import { districtWeek } from '../../bench/district-week';
import { brokenRules } from './week-checker';
import { aNeed, aVolunteer, aWeek, monday, town, weeks } from './week-problems';

const solve =
  (turns: number) =>
  async ({ problem, begin }: WeekPart, { seed, isFirst }: PartWork) =>
    planWeek(problem, { seed, done: (made) => made / turns, isGood: !isFirst }, begin);

const inParts = (problem: WeekProblem, most: number, turns = 30) =>
  planInParts(problem, 1, solve(turns), [], most);

describe('a week in parts', () => {
  it('keeps every rule of the whole week, whatever it is and however small its parts', async () => {
    await fc.assert(
      fc.asyncProperty(
        weeks({ needs: 16, volunteers: 7 }),
        fc.integer({ min: 1, max: 6 }),
        async (problem, most) => {
          expect(brokenRules(problem, await inParts(problem, most))).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is the same whichever part ends first', async () => {
    const problem = districtWeek({ volunteers: 40, visits: 200, seed: 3 });
    let first = true;
    const oneWaits = async (part: WeekPart, work: PartWork) => {
      const wait = first;
      first = false;
      const placed = await solve(30)(part, work);
      if (wait) for (let turn = 0; turn < 50; turn++) await Promise.resolve();
      return placed;
    };
    const plan = await planInParts(problem, 1, oneWaits, [], 60);
    expect(plan).toEqual(await inParts(problem, 60));
    expect(brokenRules(problem, plan)).toEqual([]);
  });

  it('sends somebody across the seam between two areas', async () => {
    // Ten visits in the west, one a little east of them whose only volunteer lives in the west.
    const east = { ...town, longitude: 118.15 };
    const windows = Array.from({ length: 6 }, (_, day) => ({
      date: addDays(monday, day),
      fromMinute: 480,
      untilMinute: 720,
    }));
    const needs = Array.from({ length: 11 }, (_, at) => aNeed({ id: `n${at}`, windows }));
    const across = aNeed({ id: 'across', place: east, windows });
    const problem = aWeek([...needs, across], [aVolunteer({ availability: windows })]);
    const plan = await inParts(problem, 6, 100);
    expect(plan.map((one) => one.needId)).toContain('across');
  });

  it('takes a plan over and leaves what it cannot keep to be planned anew', async () => {
    const problem = districtWeek({ volunteers: 40, visits: 200, seed: 5 });
    const before = await inParts(problem, 60);
    const gone = new Set(['v0', 'v7', 'v11']);
    const left = { ...problem, volunteers: problem.volunteers.filter(({ id }) => !gone.has(id)) };
    const plan = await planInParts(left, 2, solve(30), before, 60);
    expect(brokenRules(left, plan)).toEqual([]);
    expect(plan.length).toBeGreaterThan(before.length - 40);
  });
});
