import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { homeCareCost, homeCareSolution, parseHomeCareProblem } from '~/commands/home-care-problem';
import { planRounds } from '~/domain/visits/planning/plan-rounds.rules';

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/home-care/${name}.json`, import.meta.url), 'utf8'));

function parsed(content: unknown) {
  const problem = parseHomeCareProblem(content);
  if (Array.isArray(problem)) throw new Error(problem.join('\n'));
  return problem;
}

describe('a home care problem from a file', () => {
  it.each([
    ['InstanzCPLEX_HCSRP_10_1', 218.199],
    ['InstanzCPLEX_HCSRP_10_4', 186.897],
  ])('%s is solved to the proven optimum', (name, optimum) => {
    const problem = parsed(fixture(name));
    const solution = planRounds(problem.routing, { seed: 1, done: (moves) => moves / 400_000 });
    expect(solution && homeCareCost(solution)).toBeCloseTo(optimum, 2);
  });

  it('is written as patients in order, with start and end of each service', () => {
    const file = {
      distances: [
        [0, 5],
        [5, 0],
      ],
      services: [{ id: 's1', default_duration: 10 }, { id: 's2' }],
      central_offices: [{ id: 'd' }],
      caregivers: [
        { id: 'c1', abilities: ['s1', 's2'] },
        { id: 'c2', abilities: ['s2'] },
      ],
      patients: [
        {
          id: 'p1',
          time_window: [0, 4],
          required_caregivers: [{ service: 's1' }, { service: 's2', duration: 20 }],
          synchronization: { type: 'sequential', distance: [3, 6] },
        },
      ],
    };
    const problem = parsed(file);
    const solution = planRounds(problem.routing, { seed: 1, done: (moves) => moves / 2_000 });
    expect(solution && homeCareSolution(problem, solution)).toEqual({
      routes: [
        {
          caregiver_id: 'c1',
          locations: [{ patient: 'p1', service: 's1', arrival_time: 5, departure_time: 15 }],
        },
        {
          caregiver_id: 'c2',
          locations: [{ patient: 'p1', service: 's2', arrival_time: 8, departure_time: 28 }],
        },
      ],
      // 20 on the way, 1 and 4 late, at worst 4.
      cost: 29 / 3,
    });
  });

  it('is refused with everything that is wrong, each with its place', () => {
    expect(
      parseHomeCareProblem({
        distances: [[0, 1], [1]],
        services: [{ id: 'a', default_duration: 5 }, { id: 'b' }],
        central_offices: [{ id: 'd' }],
        caregivers: [
          { id: 'c', abilities: ['a', 'b'] },
          { id: 'c', abilities: [], starting_point_id: 'x' },
        ],
        patients: [
          { id: 'p', time_window: [3, 2], required_caregivers: [{ service: 'q' }] },
          {
            id: 'r',
            time_window: [0, 1],
            required_caregivers: [{ service: 'a' }, { service: 'b' }],
            synchronization: { type: 'sequential', distance: [4, 3] },
          },
          { id: 's', time_window: [0, 1], required_caregivers: [{ service: 'a' }, { service: 'a' }] },
        ],
      }),
    ).toEqual([
      'distances.1: has 1 numbers, there are 2 rows',
      'caregivers.1: c is there twice',
      'caregivers.1: no central office x',
      'patients.0 (p): the time window ends before it begins',
      'patients.0 (p): there is no service q',
      'patients.0 (p): no caregiver can give q',
      'patients.1 (r): no row 2 in distances',
      'patients.1 (r): service b has no duration above 0',
      'patients.1 (r): needs two caregivers and only one can come',
      'patients.1 (r): the least gap is larger than the largest',
      'patients.2 (s): no row 3 in distances',
      'patients.2 (s): needs the same service twice',
      'patients.2 (s): needs two caregivers and only one can come',
      'patients.2 (s): two services need a synchronization',
    ]);
  });

  it('is refused when it asks for more than can be kept, or is no problem at all', () => {
    const asking = fixture('InstanzCPLEX_HCSRP_10_1') as { caregivers: object[] };
    const caregivers = asking.caregivers.map((carer) => ({ ...carer, working_shift: [0, 300] }));
    expect(parseHomeCareProblem({ ...asking, caregivers })).toContain(
      'caregivers.0.working_shift: is not part of this problem and cannot be kept',
    );
    expect(parseHomeCareProblem([])).toHaveLength(1);
  });
});
