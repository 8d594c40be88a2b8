import { expect, it } from 'vitest';
import { activityState } from '~/domain/care/activity.rules';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour));

it.each([
  [1, null, 'coming'],
  [2, null, 'running'],
  [3, null, 'over'],
  [9, null, 'over'],
  [1, 0, 'cancelled'],
] as const)(
  'at %s o’clock, cancelled at %s, an activity from two to three is %s',
  (now, cancelled, state) => {
    const cancelledAt = cancelled === null ? null : at(cancelled);
    expect(activityState({ startsAt: at(2), endsAt: at(3), cancelledAt }, at(now))).toBe(state);
  },
);
