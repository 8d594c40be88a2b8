import { describe, expect, it } from 'vitest';
import { plainDate } from '~/domain/kernel/plain-date';
import { checkInTiming, countedMinutes, instantOf, remainingWindow } from '~/domain/visits/visit.rules';

const day = plainDate('2026-12-07');
const at = (minute: number) => instantOf(day, minute);

describe('times of a visit', () => {
  it('lets one check in from half an hour before until the end', () => {
    const visit = { startsAt: at(480), endsAt: at(540) };
    expect([449, 450, 539, 540].map((minute) => checkInTiming(visit, at(minute)))).toEqual([
      'too-early',
      'now',
      'now',
      'too-late',
    ]);
  });

  it('counts the time really given, and of a forgotten check-out no more than an hour past the end', () => {
    const counted = (from: number, until: number) =>
      countedMinutes({ endsAt: at(540), checkedInAt: at(from), checkedOutAt: at(until) });
    expect(counted(470, 545)).toEqual({ minutes: 75, counted: 75 });
    expect(counted(480, 600)).toEqual({ minutes: 120, counted: 120 });
    expect(counted(480, 601)).toEqual({ minutes: 121, counted: 120 });
    expect(counted(480, 1400)).toEqual({ minutes: 920, counted: 120 });
    expect(
      countedMinutes({
        endsAt: at(540),
        checkedInAt: at(500),
        checkedOutAt: new Date(at(500).getTime() + 20_000),
      }),
    ).toEqual({ minutes: 1, counted: 1 });
  });

  it('plans nothing into the past', () => {
    const window = { date: day, fromMinute: 480, untilMinute: 720 };
    expect(remainingWindow(window, at(-60))).toEqual(window);
    expect(remainingWindow(window, at(400))).toEqual(window);
    expect(remainingWindow(window, new Date(at(500).getTime() + 1))).toEqual({ ...window, fromMinute: 501 });
    expect(remainingWindow(window, at(720))).toBeUndefined();
    expect(remainingWindow(window, at(1500))).toBeUndefined();
  });
});
