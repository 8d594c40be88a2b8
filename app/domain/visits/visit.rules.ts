import { dateOf, type PlainDate, startOf } from '../kernel/plain-date';

/** How pressing a visit is. */
export const priorities = { urgent: 1, normal: 2, whenPossible: 3 } as const;

/** A volunteer may check in this many minutes before the visit begins. */
export const EARLY_MINUTES = 30;

/** Time beyond the planned end that still counts by itself; who forgot to check out is not given the night. */
export const OVERRUN_MINUTES = 60;

/** Instant of a minute after midnight of a civil date in the district's zone. */
export const instantOf = (date: PlainDate, minute: number): Date =>
  new Date(startOf(date).getTime() + minute * 60_000);

/** From when somebody may check in. */
export const checkInOpens = ({ startsAt }: { startsAt: Date }): Date =>
  new Date(startsAt.getTime() - EARLY_MINUTES * 60_000);

/** Whether a check-in at `now` is for this visit: not before its time, and not after it has ended. */
export function checkInTiming(
  visit: { startsAt: Date; endsAt: Date },
  now: Date,
): 'too-early' | 'too-late' | 'now' {
  if (now < checkInOpens(visit)) return 'too-early';
  return now < visit.endsAt ? 'now' : 'too-late';
}

/**
 * Whole minutes between check-in and check-out, at least one, and those of them that count: what goes more than
 * `OVERRUN_MINUTES` past the planned end is left to the coordinator to judge. The way is in neither
 * (志愿服务记录与证明出具办法 第七条: 志愿者实际提供志愿服务的时间).
 */
export function countedMinutes({
  endsAt,
  checkedInAt,
  checkedOutAt,
}: {
  endsAt: Date;
  checkedInAt: Date;
  checkedOutAt: Date;
}) {
  const minutesUntil = (instant: number) =>
    Math.max(1, Math.floor((instant - checkedInAt.getTime()) / 60_000));
  const minutes = minutesUntil(checkedOutAt.getTime());
  const counted = Math.min(minutes, minutesUntil(endsAt.getTime() + OVERRUN_MINUTES * 60_000));
  return { minutes, counted };
}

/** What is left of a window: nothing of a day that has passed, and of today only what lies ahead. */
export function remainingWindow<Window extends { date: PlainDate; fromMinute: number; untilMinute: number }>(
  window: Window,
  now: Date,
): Window | undefined {
  const today = dateOf(now);
  if (window.date > today) return window;
  const minute = Math.ceil((now.getTime() - startOf(today).getTime()) / 60_000);
  const fromMinute = Math.max(window.fromMinute, minute);
  return window.date === today && fromMinute < window.untilMinute ? { ...window, fromMinute } : undefined;
}

/** How a calendar shows an assignment: asked, agreed, or taken back (RFC 5545, 3.8.1.11). */
export function calendarStatus(status: string): 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED' {
  if (status === 'published') return 'TENTATIVE';
  return ['accepted', 'checked_in', 'done'].includes(status) ? 'CONFIRMED' : 'CANCELLED';
}
