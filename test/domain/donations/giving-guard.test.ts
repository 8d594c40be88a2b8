import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SLOW_WAY_SECONDS } from '~/domain/access/public-guard';
import { effortFor, givingLimits, guardRefusal, type Standing } from '~/domain/donations/giving-guard.rules';

const fresh: Standing = {
  proven: true,
  seconds: 60,
  online: true,
  waiting: 0,
  asked: 0,
  today: 0,
  unprovenWaiting: 0,
  unprovenAsked: 0,
  unprovenToday: 0,
  unprovenInHour: 0,
  refused: 0,
};

describe('who may promise at a public page', () => {
  it.each([
    ['solved', fresh, undefined],
    ['solved at once', { ...fresh, seconds: 0 }, undefined],
    ['not solved', { ...fresh, proven: false }, undefined],
    [
      'not solved and too soon',
      { ...fresh, proven: false, seconds: SLOW_WAY_SECONDS - 1 },
      'GIVING.TOO_SOON',
    ],
    ['much unpaid', { ...fresh, waiting: givingLimits.waitingOfAddress }, 'GIVING.UNPAID_MANY'],
    [
      'not solved and something unpaid',
      { ...fresh, proven: false, unprovenWaiting: givingLimits.unprovenWaitingOfAddress },
      'GIVING.UNPAID_MANY',
    ],
    [
      'solved, others of the address not',
      { ...fresh, unprovenWaiting: givingLimits.unprovenWaitingOfAddress },
      undefined,
    ],
    [
      'goods or a transfer, while orders of the address are unpaid',
      { ...fresh, online: false, waiting: 9_999 },
      undefined,
    ],
    ['much refused', { ...fresh, asked: givingLimits.refusedOfAddress }, 'GIVING.REFUSED_MANY'],
    [
      'not solved and much refused, of goods as well',
      {
        ...fresh,
        proven: false,
        online: false,
        unprovenAsked: givingLimits.unprovenRefusedOfAddress,
      },
      'GIVING.REFUSED_MANY',
    ],
    ['much in a day', { ...fresh, today: givingLimits.ofAddressInADay }, 'GIVING.MANY_TODAY'],
    [
      'not solved, much in a day',
      { ...fresh, proven: false, unprovenToday: givingLimits.unprovenOfAddressInADay },
      'GIVING.MANY_TODAY',
    ],
    [
      'not solved while everybody does so',
      { ...fresh, proven: false, unprovenInHour: givingLimits.unprovenInAnHour },
      'GIVING.BUSY',
    ],
    ['a name mended', { ...fresh, refused: givingLimits.refusedOfTask - 1 }, undefined],
    ['names tried out', { ...fresh, refused: givingLimits.refusedOfTask }, 'GIVING.TASK_USED'],
    ['solved while everybody does not', { ...fresh, unprovenInHour: 9_999 }, undefined],
  ])('%s', (_, standing, code) => {
    expect(guardRefusal(standing)?.code).toBe(code);
  });

  it('with a solved task whenever without one', () => {
    const count = fc.nat(100);
    fc.assert(
      fc.property(
        fc.record({
          seconds: count,
          online: fc.boolean(),
          waiting: count,
          asked: count,
          today: count,
          unprovenWaiting: count,
          unprovenAsked: count,
          unprovenToday: count,
          unprovenInHour: count,
          refused: fc.nat(5),
        }),
        (counted) => {
          const without = guardRefusal({ ...counted, proven: false });
          const solved = guardRefusal({ ...counted, proven: true });
          expect(without !== undefined || solved === undefined).toBe(true);
        },
      ),
    );
  });

  it('has harder tasks the more is promised, up to a limit', () => {
    expect([0, 19, 20, 40, 300, 10_000].map(effortFor)).toEqual([100, 100, 200, 300, 1_600, 1_600]);
  });
});
