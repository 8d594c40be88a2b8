import { m } from '~/words/generated/messages';
import { windowTime } from './visit-time';

export const priorityLabel: Readonly<Record<number, () => string>> = {
  1: m.visits_priority_1,
  2: m.visits_priority_2,
  3: m.visits_priority_3,
};

/** Choices of the forms of a need as words; call in a loader. */
export const priorityOptions = () =>
  Object.entries(priorityLabel).map(([value, label]) => ({ value, label: label() }));

const ruleLabel: Readonly<Record<string, () => string>> = {
  'FREQ=DAILY': m.visits_repeat_daily,
  'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR': m.visits_repeat_workdays,
  'FREQ=WEEKLY;BYDAY=MO,WE,FR': m.visits_repeat_three,
  'FREQ=WEEKLY;BYDAY=TU,TH': m.visits_repeat_two,
  'FREQ=WEEKLY': m.visits_repeat_weekly,
  'FREQ=WEEKLY;INTERVAL=2': m.visits_repeat_fortnightly,
  'FREQ=MONTHLY': m.visits_repeat_monthly,
};

export const repeatOptions = () =>
  Object.entries(ruleLabel).map(([value, label]) => ({ value, label: label() }));

/** How a series comes back, in words where it is one of the usual ways. */
export function ruleText({ rrule, status }: { rrule: string; status: string }): string {
  const [, rule = rrule, last] = /^(.*?)(?:;UNTIL=(\d{8}))?$/.exec(rrule) ?? [];
  const day = last?.replace(/(....)(..)(..)/, '$1-$2-$3');
  const words = [ruleLabel[rule]?.() ?? rule, ...(day ? [`${m.visits_repeat_until()} ${day}`] : [])].join(
    ' ',
  );
  return status === 'ended' ? m.visits_repeat_ended({ rule: words }) : words;
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
