import type { PlainDate } from '~/domain/kernel/plain-date';
import type { findNeed } from '~/domain/visits/list-visits';
import { recurrenceUnits } from '~/domain/visits/recurrence-fields.rules';
import { m } from '~/words/generated/messages';
import { formatDate } from '../kit/format';
import { timeText } from '../volunteers/time-text';
import { weekdayOptions } from '../volunteers/week';
import type { RecurrenceChoices } from './recurrence-fields';
import { monthDayWords, nthWords, ruleWords } from './rule-words';
import { dayText, windowTime } from './visit-time';

export const priorityLabel: Readonly<Record<number, () => string>> = {
  1: m.visits_priority_1,
  2: m.visits_priority_2,
  3: m.visits_priority_3,
};

/** Choices of the forms of a need as words; call in a loader. */
export const priorityOptions = () =>
  Object.entries(priorityLabel).map(([value, label]) => ({ value, label: label() }));

type Need = NonNullable<Awaited<ReturnType<typeof findNeed>>>;

/**
 * What the form of a change is filled with. Not the point: it stays in the same town, and sent along, that of the old town
 * would hold for a new one.
 */
export const needValues = (need: Need) => ({
  place: need.place,
  townCode: need.townCode,
  serviceKind: need.serviceKind,
  skill: need.skill ?? undefined,
  durationMinutes: need.durationMinutes,
  volunteersNeeded: need.volunteersNeeded,
  outline: need.outline,
  priority: need.priority,
  sameVolunteers: need.sameVolunteers,
  afterNeedId: need.afterNeedId ?? undefined,
  afterMinMinutes: need.afterMinMinutes ?? undefined,
  afterMaxMinutes: need.afterMaxMinutes ?? undefined,
  windows: need.windows.map(({ date, fromMinute, untilMinute }) => ({
    date,
    from: timeText(fromMinute),
    until: timeText(untilMinute),
  })),
});

const unitLabel: Record<(typeof recurrenceUnits)[number], () => string> = {
  day: m.visits_repeat_by_day,
  week: m.visits_repeat_by_week,
  month: m.visits_repeat_by_month,
};

const numbered = (values: readonly number[], label: (value: number) => string) =>
  values.map((value) => ({ value: String(value), label: label(value) }));

/** Choices of how a visit comes back; call in a loader. */
export const recurrenceChoices = (): RecurrenceChoices => ({
  units: recurrenceUnits.map((value) => ({ value, label: unitLabel[value]() })),
  weekdays: weekdayOptions().map(({ value, label }) => ({ value, label })),
  monthDays: numbered([...Array.from({ length: 31 }, (_, index) => index + 1), -1], monthDayWords),
  nths: numbered([1, 2, 3, 4, 5, -1], nthWords),
});

/** How a series comes back, in words. */
export function seriesWords({
  rrule,
  leftOut,
  status,
}: {
  rrule: string;
  leftOut: readonly PlainDate[];
  status: string;
}): string {
  const days = leftOut.map((day) => formatDate(day)).join(m.reports_list_mark());
  const rule = ruleWords(rrule) + (days ? m.visits_rule_mark() + m.visits_rule_without({ days }) : '');
  return status === 'ended' ? m.visits_repeat_ended({ rule }) : rule;
}

/** The first days of a rule, in words. */
export function daysWords({ days, more }: { days: readonly PlainDate[]; more: boolean }): string {
  const list = days.map(dayText).join(m.reports_list_mark());
  return more ? m.visits_repeat_days_more({ days: list }) : m.visits_repeat_days({ days: list });
}

interface FirstNeed {
  readonly id: string;
  readonly outline: string;
  readonly place: string;
  readonly personName: string | null;
  readonly window?: { date: string; fromMinute: number; untilMinute: number };
}

/** A need after which another may come, told apart by name, place and first time. */
export const firstOption = ({ id, outline, place, personName, window }: FirstNeed) => ({
  value: id,
  label: [outline, ...(personName ? [personName] : []), place, ...(window ? [windowTime(window)] : [])].join(
    ' · ',
  ),
});
