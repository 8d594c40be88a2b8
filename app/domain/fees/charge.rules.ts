import { type DateRange, intersection } from '../kernel/date-range';
import type { Fen } from '../kernel/money';
import { addDays, daysBetween, monthOf, monthRange, type PlainDate } from '../kernel/plain-date';
import { turningDays } from '../standards/standard.rules';
import type { FeeKey } from './band.rules';

/** A closed-off range of civil dates. */
export interface Days {
  readonly from: PlainDate;
  readonly until: PlainDate;
}

/** Days of one stay in a bed: the day of admission counts, that of discharge does not. */
export interface BedDays extends Days {
  readonly stayId: string;
}

/** Days on which a confirmed grade counts. */
export interface GradeDays extends DateRange, FeeKey {}

/** An approved fee while it is in force. */
export interface TariffRange extends DateRange, FeeKey {
  readonly tariffId: string;
  readonly monthlyFeeFen: Fen;
}

/** Bed-days of one stay in one month that cost the same. */
export interface ChargeStretch extends Days {
  readonly stayId: string;
  readonly tariffId: string;
  readonly monthlyFeeFen: Fen;
  /** Days of the month over which the monthly fee is spread. */
  readonly monthDays: number;
}

/** Bed-days that cannot be charged, and why. */
export interface ChargeGap extends Days {
  readonly stayId: string;
  readonly code: 'FEES.NO_GRADE' | 'FEES.NO_TARIFF';
  readonly scaleCode?: string;
  readonly grade?: string;
}

const daysOfMonth = (month: string): number => {
  const { from, until } = monthRange(month);
  return daysBetween(from, until);
};

/**
 * What one day costs: the monthly fee spread evenly over the days of that month, the fen that do not divide going to
 * the first days, so that a whole month is the monthly fee to the fen (`splitFen` over equal days).
 */
export function dailyFee(monthlyFeeFen: Fen, day: PlainDate): Fen {
  const days = BigInt(daysOfMonth(monthOf(day)));
  const extra = BigInt(Number(day.slice(8))) <= monthlyFeeFen % days ? 1n : 0n;
  return monthlyFeeFen / days + extra;
}

/**
 * Cuts the bed-days of one resident in one month by the grade of the day and the fee of the day. Together the
 * stretches and the gaps are exactly the bed-days in the month.
 */
export function chargeStretches(
  month: string,
  {
    beds,
    grades,
    tariffs,
  }: { beds: readonly BedDays[]; grades: readonly GradeDays[]; tariffs: readonly TariffRange[] },
): { stretches: ChargeStretch[]; gaps: ChargeGap[] } {
  const stretches: ChargeStretch[] = [];
  const gaps: ChargeGap[] = [];
  const monthDays = daysOfMonth(month);
  for (const bed of beds) {
    const span = closed(intersection(bed, monthRange(month)));
    if (!span) continue;
    const days = turningDays(span, [...grades, ...tariffs]);
    for (const [index, from] of days.entries()) {
      const piece = { stayId: bed.stayId, from, until: days[index + 1] ?? span.until };
      const grade = grades.find((one) => one.from <= from && (one.until === null || from < one.until));
      const tariff = grade && tariffOn(tariffs, grade, from);
      if (tariff)
        stretches.push({
          ...piece,
          tariffId: tariff.tariffId,
          monthlyFeeFen: tariff.monthlyFeeFen,
          monthDays,
        });
      else if (grade)
        gaps.push({ ...piece, code: 'FEES.NO_TARIFF', scaleCode: grade.scaleCode, grade: grade.grade });
      else gaps.push({ ...piece, code: 'FEES.NO_GRADE' });
    }
  }
  return { stretches, gaps };
}

const closed = (range: DateRange | undefined): Days | undefined =>
  range && range.until !== null && range.from < range.until
    ? { from: range.from, until: range.until }
    : undefined;

const tariffOn = (tariffs: readonly TariffRange[], key: FeeKey, on: PlainDate): TariffRange | undefined =>
  tariffs.find(
    (tariff) =>
      tariff.scaleCode === key.scaleCode &&
      tariff.grade === key.grade &&
      tariff.from <= on &&
      (tariff.until === null || on < tariff.until),
  );

/** Sum of the days of a stretch. */
export function stretchFen({
  from,
  until,
  monthlyFeeFen,
}: Pick<ChargeStretch, 'from' | 'until' | 'monthlyFeeFen'>): Fen {
  let sum = 0n;
  for (let day = from; day < until; day = addDays(day, 1)) sum += dailyFee(monthlyFeeFen, day);
  return sum;
}

/** The months `YYYY-MM` before a month, newest first. */
export function monthsBefore(month: string, count: number): string[] {
  const months: string[] = [];
  for (let last = month; months.length < count; ) {
    last = monthOf(addDays(monthRange(last).from, -1));
    months.push(last);
  }
  return months;
}
