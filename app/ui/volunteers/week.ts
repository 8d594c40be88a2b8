import { m } from '~/words/generated/messages';
import type { Option } from '../kit/fields';
import { timeText } from './time-text';

/** Options for the seven days of a week, Monday first. */
export function weekdayOptions(): Option[] {
  const names = m.kit_weekday_names().split(' ');
  return [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
    value: String(weekday),
    label: names[weekday % 7] as string,
  }));
}

/** One stretch of a week in words. */
export const slotText = ({
  weekday,
  fromMinute,
  untilMinute,
}: {
  weekday: number;
  fromMinute: number;
  untilMinute: number;
}): string =>
  m.volunteers_slot_value({
    weekday: weekdayOptions()[weekday - 1]?.label as string,
    from: timeText(fromMinute),
    until: timeText(untilMinute),
  });

/** A week as the rows of a form hold it. */
export const weekValues = (slots: readonly { weekday: number; fromMinute: number; untilMinute: number }[]) =>
  slots.map(({ weekday, fromMinute, untilMinute }) => ({
    weekday: String(weekday),
    from: timeText(fromMinute),
    until: timeText(untilMinute),
  }));
