import { addDays, type PlainDate, weekdayOf } from '../kernel/plain-date';

/** A public holiday 法定节假日 or a make-up workday 调休工作日, as announced for its year. */
export const specialDayKinds = ['holiday', 'workday'] as const;
export type SpecialDayKind = (typeof specialDayKinds)[number];

export interface SpecialDay {
  readonly day: PlainDate;
  readonly kind: SpecialDayKind;
}

const SATURDAY = 6;

/** Whether offices are open on a day: as announced, else from Monday to Friday. */
export function isWorkingDay(day: PlainDate, special: ReadonlyMap<PlainDate, SpecialDayKind>): boolean {
  const announced = special.get(day);
  return announced === undefined ? weekdayOf(day) < SATURDAY : announced === 'workday';
}

/** The `count`th working day after `from`, which is not counted itself. */
export function workingDayAfter(from: PlainDate, count: number, special: readonly SpecialDay[]): PlainDate {
  const known = new Map(special.map(({ day, kind }) => [day, kind]));
  let day = from;
  for (let left = count; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day, known)) left -= 1;
  }
  return day;
}
