import { z } from 'zod';
import { dateOf, monthOf } from '~/domain/kernel/plain-date';
import type { Job } from './define-job';

/** What every recurring job is given: the period it is for, as its rhythm names it. */
export const recurringPayload = z.strictObject({ period: z.string().min(1) });

/** When a recurring job is due. */
export interface Rhythm {
  /** Name of the newest period that has fallen due at `instant`; the key that makes each period's job happen once. */
  periodAt(instant: Date): string;
}

/** A job that comes back by itself, for every tenant. */
export interface Recurring {
  readonly job: Job<{ period: string }>;
  readonly rhythm: Rhythm;
}

const MINUTE_MS = 60_000;

/** Milliseconds since midnight of `HH:MM`. */
function timeOfDay(time: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  if (!hours || !minutes) throw new RangeError(`Not a time of day: ${time}`);
  return (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
}

/** Every day at `HH:MM` in Asia/Shanghai; the period is the civil date. */
export function daily(time: string): Rhythm {
  const ms = timeOfDay(time);
  return { periodAt: (instant) => dateOf(new Date(instant.getTime() - ms)) };
}

/** Every month on its first day at `HH:MM` in Asia/Shanghai; the period is the month `YYYY-MM` that has begun. */
export function monthly(time: string): Rhythm {
  const ms = timeOfDay(time);
  return { periodAt: (instant) => monthOf(dateOf(new Date(instant.getTime() - ms))) };
}

/** Every `minutes` of the hour, a divisor of 60; the period is the instant at which it began. */
export function everyMinutes(minutes: number): Rhythm {
  if (!Number.isInteger(minutes) || minutes < 1 || 60 % minutes !== 0) {
    throw new RangeError(`Not a divisor of 60: ${minutes}`);
  }
  const length = minutes * MINUTE_MS;
  return { periodAt: (instant) => new Date(Math.floor(instant.getTime() / length) * length).toISOString() };
}
