import type { PlainDate } from '~/domain/kernel/plain-date';
import { m } from '~/words/generated/messages';
import { formatDate } from '../kit/format';

const unitWords: Readonly<Record<string, (every: { every: string }) => string>> = {
  DAILY: m.visits_rule_every_days,
  WEEKLY: m.visits_rule_every_weeks,
  MONTHLY: m.visits_rule_every_months,
  YEARLY: m.visits_rule_every_years,
};

const eachWords: Readonly<Record<string, () => string>> = {
  DAILY: m.visits_rule_daily,
  WEEKLY: m.visits_rule_weekly,
  MONTHLY: m.visits_rule_monthly,
  YEARLY: m.visits_rule_yearly,
};

const dayCodes = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

const weekdayOf = (code: string) => m.kit_weekday_names().split(' ')[dayCodes.indexOf(code)] ?? code;

/** `第 2 个`, `最后一个`, `倒数第 2 个`. */
export function nthWords(nth: number): string {
  if (nth === -1) return m.visits_rule_last();
  return nth < 0 ? m.visits_rule_nth_last({ nth: -nth }) : m.visits_rule_nth({ nth });
}

/** `15 日`, `最后一天`, `倒数第 2 天`. */
export function monthDayWords(day: number): string {
  if (day === -1) return m.visits_rule_month_end();
  return day < 0 ? m.visits_rule_month_day_last({ day: -day }) : m.visits_rule_month_day({ day });
}

function weekdayWords(code: string): string {
  const [, nth = '', day = code] = /^([+-]?\d+)?([A-Z]{2})$/.exec(code) ?? [];
  return nth
    ? m.visits_rule_nth_weekday({ nth: nthWords(Number(nth)), weekday: weekdayOf(day) })
    : weekdayOf(day);
}

/** A rule (RFC 5545 RRULE, days only) in words, whoever made it: every part of it is said. */
export function ruleWords(rrule: string): string {
  const parts = new Map(rrule.split(';').map((part) => part.split('=') as [string, string]));
  const frequency = parts.get('FREQ') ?? '';
  const every = parts.get('INTERVAL') ?? '1';
  const list = (name: string, words: (one: string) => string) => {
    const some = parts.get(name);
    return some ? [some.split(',').map(words).join(m.reports_list_mark())] : [];
  };
  const some = (name: string, words: (value: string) => string) => {
    const value = parts.get(name);
    return value ? [words(value)] : [];
  };
  return [
    (every === '1' ? eachWords[frequency]?.() : unitWords[frequency]?.({ every })) ?? rrule,
    ...list('BYMONTH', (month) => m.visits_rule_month({ month })),
    ...list('BYWEEKNO', (week) => m.visits_rule_week_number({ week })),
    ...list('BYYEARDAY', (day) => m.visits_rule_year_day({ day })),
    ...list('BYMONTHDAY', (day) => monthDayWords(Number(day))),
    ...list('BYDAY', weekdayWords),
    ...list('BYSETPOS', (nth) => m.visits_rule_set_position({ nth: nthWords(Number(nth)) })),
    ...some('COUNT', (count) => m.visits_rule_count({ count })),
    ...some('UNTIL', (day) =>
      m.visits_rule_until({ date: formatDate(day.replace(/^(....)(..)(..).*$/, '$1-$2-$3') as PlainDate) }),
    ),
    // Where weeks begin matters only where some are passed over.
    ...(every === '1' ? [] : some('WKST', (day) => m.visits_rule_week_start({ weekday: weekdayOf(day) }))),
  ].join(m.visits_rule_mark());
}
