import type { PlainDate } from '~/domain/kernel/plain-date';
import { dateOf } from '~/domain/kernel/plain-date';
import { formatDate, formatTime, formatWeekday } from '../kit/format';
import { timeText } from '../volunteers/labels';

/** `2026年12月7日 周一 08:00—09:00` of two instants of one day. */
export const visitTime = (startsAt: Date, endsAt: Date): string =>
  `${formatDate(dateOf(startsAt))} ${formatWeekday(dateOf(startsAt))} ${formatTime(startsAt)}–${formatTime(endsAt)}`;

/** The same of a window, in minutes after midnight. */
export const windowTime = ({
  date,
  fromMinute,
  untilMinute,
}: {
  date: string;
  fromMinute: number;
  untilMinute: number;
}): string => `${formatDate(date as PlainDate)} ${timeText(fromMinute)}–${timeText(untilMinute)}`;
