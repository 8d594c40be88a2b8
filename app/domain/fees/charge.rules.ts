import { contains, type DateRange, intersection } from '../kernel/date-range';
import type { Fen } from '../kernel/money';
import { addDays, daysBetween, monthOf, monthRange, type PlainDate } from '../kernel/plain-date';
import { turningDays } from '../standards/standard.rules';
import type { FeeKey } from './band.rules';
import { type Absence, type AbsenceKind, absencePieces, type LeaveRule } from './leave.rules';

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
  /** Why the resident was away, if so, and thousandths of the daily fee that such a day costs. */
  readonly absence: AbsenceKind | null;
  readonly permille: number;
}

/** Bed-days that cannot be charged, and why. */
export interface ChargeGap extends Days {
  readonly stayId: string;
  readonly code: 'FEES.NO_GRADE' | 'FEES.NO_TARIFF' | 'FEES.NO_LEAVE_RULE';
  readonly scaleCode?: string;
  readonly grade?: string;
  readonly absence?: AbsenceKind;
}

/** What one resident's bed-days are charged by. */
export interface ChargeFacts {
  readonly beds: readonly BedDays[];
  readonly grades: readonly GradeDays[];
  readonly tariffs: readonly TariffRange[];
  readonly absences: readonly Absence[];
  readonly leaveRules: readonly LeaveRule[];
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

/** Thousandths of a daily fee, rounded down. */
const partOf = (fen: Fen, permille: number): Fen => (fen * BigInt(permille)) / 1000n;

const on = <R extends DateRange>(ranges: readonly R[], day: PlainDate): R | undefined =>
  ranges.find((range) => contains(range, day));

/**
 * Cuts the bed-days of one resident in one month by the grade, the fee and the leave rule of the day. Together the stretches and
 * the gaps are exactly the bed-days in the month.
 */
export function chargeStretches(
  month: string,
  { beds, grades, tariffs, absences, leaveRules }: ChargeFacts,
): { stretches: ChargeStretch[]; gaps: ChargeGap[] } {
  const stretches: ChargeStretch[] = [];
  const gaps: ChargeGap[] = [];
  const monthDays = daysOfMonth(month);
  const away = absences.flatMap((absence) => absencePieces(absence, leaveRules));
  for (const bed of beds) {
    const span = closed(intersection(bed, monthRange(month)));
    if (!span) continue;
    const days = turningDays(span, [...grades, ...tariffs, ...away]);
    for (const [index, from] of days.entries()) {
      const piece = { stayId: bed.stayId, from, until: days[index + 1] ?? span.until };
      const grade = on(grades, from);
      const tariff = grade && tariffOn(tariffs, grade, from);
      const absence = on(away, from);
      const part = absence ? absence.permille : 1000;
      if (!grade) gaps.push({ ...piece, code: 'FEES.NO_GRADE' });
      else if (!tariff)
        gaps.push({ ...piece, code: 'FEES.NO_TARIFF', scaleCode: grade.scaleCode, grade: grade.grade });
      else if (part === undefined)
        gaps.push({ ...piece, code: 'FEES.NO_LEAVE_RULE', absence: absence?.kind });
      else {
        stretches.push({
          ...piece,
          tariffId: tariff.tariffId,
          monthlyFeeFen: tariff.monthlyFeeFen,
          monthDays,
          absence: absence?.kind ?? null,
          permille: part,
        });
      }
    }
  }
  return { stretches, gaps };
}

const closed = (range: DateRange | undefined): Days | undefined =>
  range && range.until !== null && range.from < range.until
    ? { from: range.from, until: range.until }
    : undefined;

const tariffOn = (tariffs: readonly TariffRange[], key: FeeKey, day: PlainDate): TariffRange | undefined =>
  on(
    tariffs.filter((tariff) => tariff.scaleCode === key.scaleCode && tariff.grade === key.grade),
    day,
  );

/** Sum of the days of a stretch. */
export function stretchFen({
  from,
  until,
  monthlyFeeFen,
  permille,
}: Pick<ChargeStretch, 'from' | 'until' | 'monthlyFeeFen' | 'permille'>): Fen {
  let sum = 0n;
  for (let day = from; day < until; day = addDays(day, 1))
    sum += partOf(dailyFee(monthlyFeeFen, day), permille);
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
