import type { PlainDate } from '~/domain/kernel/plain-date';
import { dateOf } from '~/domain/kernel/plain-date';
import { m } from '~/words/generated/messages';
import { formatDate, formatTime, formatWeekday } from '../kit/format';
import { timeText } from '../volunteers/time-text';

/** `2026年12月7日 周一 08:00—09:00` of two instants of one day. */
export const visitTime = (startsAt: Date, endsAt: Date): string =>
  `${dayText(dateOf(startsAt))} ${clockTime(startsAt, endsAt)}`;

/** `08:00–09:00` of the same. */
export const clockTime = (startsAt: Date, endsAt: Date): string =>
  `${formatTime(startsAt)}–${formatTime(endsAt)}`;

/** `2026年12月7日 周一` of a day. */
export const dayText = (date: PlainDate): string => `${formatDate(date)} ${formatWeekday(date)}`;

/** `08:00–09:00、14:00–15:00` of times of day, in minutes after midnight. */
export const timesText = (times: readonly { fromMinute: number; untilMinute: number }[]): string =>
  times
    .map(({ fromMinute, untilMinute }) => `${timeText(fromMinute)}–${timeText(untilMinute)}`)
    .join(m.reports_list_mark());

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
