import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daily, everyMinutes, monthly } from '#jobs/recurring';
import { schedule } from '#jobs/schedule';

const at = (text: string) => new Date(`${text}+08:00`);

describe('period of a recurring job', () => {
  it.each([
    ['2026-11-23T01:10:00', '2026-11-23'],
    ['2026-11-23T01:09:59', '2026-11-22'],
    ['2026-11-23T23:59:59', '2026-11-23'],
    ['2027-01-01T00:00:00', '2026-12-31'],
  ])('daily at 01:10, at %s: %s', (instant, period) => {
    expect(daily('01:10').periodAt(at(instant))).toBe(period);
  });

  it.each([
    ['2026-11-01T02:00:00', '2026-11'],
    ['2026-11-01T01:59:59', '2026-10'],
    ['2026-11-30T23:59:59', '2026-11'],
    ['2027-01-01T01:00:00', '2026-12'],
  ])('monthly at 02:00, at %s: %s', (instant, period) => {
    expect(monthly('02:00').periodAt(at(instant))).toBe(period);
  });

  it.each([
    [15, '2026-11-23T10:29:59', '2026-11-23T02:15:00.000Z'],
    [15, '2026-11-23T10:30:00', '2026-11-23T02:30:00.000Z'],
    [60, '2026-11-23T10:30:00', '2026-11-23T02:00:00.000Z'],
  ])('every %i minutes, at %s: %s', (minutes, instant, period) => {
    expect(everyMinutes(minutes).periodAt(at(instant))).toBe(period);
  });

  it('never goes back as time goes on', () => {
    const instants = fc.date({
      min: at('2020-01-01T00:00:00'),
      max: at('2040-01-01T00:00:00'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, fc.nat(86_400_000 * 40), (instant, later) => {
        for (const rhythm of [daily('01:10'), monthly('23:59'), everyMinutes(20)]) {
          expect(rhythm.periodAt(instant) <= rhythm.periodAt(new Date(instant.getTime() + later))).toBe(true);
        }
      }),
    );
  });

  it.each(['1:10', '24:00', '01:60', ''])('refuses the time of day "%s"', (time) => {
    expect(() => daily(time)).toThrow(RangeError);
  });

  it.each([0, 7, 1.5, 120])('refuses a rhythm of %d minutes', (minutes) => {
    expect(() => everyMinutes(minutes)).toThrow(RangeError);
  });
});

describe('schedule', () => {
  it('holds jobs that take a period, each once', () => {
    for (const { job } of schedule)
      expect(job.payload.safeParse({ period: '2026-11-23' }).success, job.name).toBe(true);
    expect(new Set(schedule.map(({ job }) => job.name)).size).toBe(schedule.length);
  });
});
