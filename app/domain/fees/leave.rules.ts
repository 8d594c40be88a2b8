import { type DateRange, intersection } from '../kernel/date-range';
import { addDays, type PlainDate } from '../kernel/plain-date';
import { type Refusal, refusal } from '../kernel/refusals';

/** Why a resident is away while the bed is kept: at home, or in hospital. */
export const absenceKinds = ['home', 'hospital'] as const;
export type AbsenceKind = (typeof absenceKinds)[number];

/** From which day of an absence, counted from 1, which thousandths of the daily fee are charged. */
export interface LeaveBand {
  readonly fromDay: number;
  readonly permille: number;
}

/** How the days of a kind of absence are charged, from a civil date until the next rule of the kind begins. */
export interface LeaveRule {
  readonly kind: AbsenceKind;
  readonly from: PlainDate;
  readonly bands: readonly LeaveBand[];
}

/** Civil dates on which a resident of a stay was away, half-open; open-ended while not back. */
export interface Absence extends DateRange {
  readonly stayId: string;
  readonly kind: AbsenceKind;
}

/** Days of an absence that are charged alike; `permille` is undefined when no rule is in force. */
export interface AbsencePiece extends DateRange {
  readonly stayId: string;
  readonly kind: AbsenceKind;
  readonly permille: number | undefined;
}

/** The most bands that a rule may have. */
const MOST_BANDS = 12;

/** What is wrong with the bands of a proposed rule: FEES.LEAVE_BANDS. The database checks the same. */
export function leaveBandProblems(bands: readonly LeaveBand[], field = 'bands'): Refusal[] {
  const sound =
    bands.length > 0 &&
    bands.length <= MOST_BANDS &&
    bands[0]?.fromDay === 1 &&
    bands.every(
      ({ fromDay, permille }, index) =>
        permille >= 0 && permille <= 1000 && (index === 0 || fromDay > (bands[index - 1]?.fromDay ?? 0)),
    );
  return sound ? [] : [refusal('FEES.LEAVE_BANDS', { field })];
}

/**
 * Cuts an absence where the part of the fee changes. The how-manieth day it is counts from the first day of the absence, by
 * the rule in force on that day; so a rule that begins during an absence applies from its date on.
 */
export function absencePieces(absence: Absence, rules: readonly LeaveRule[]): AbsencePiece[] {
  const own = rules
    .filter(({ kind }) => kind === absence.kind)
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const { stayId, kind } = absence;
  const pieces: AbsencePiece[] = [];
  const add = (range: DateRange, permille: number | undefined) => {
    const shared = intersection(absence, range);
    if (shared) pieces.push({ stayId, kind, ...shared, permille });
  };
  const first = own[0];
  if (!first) return [{ stayId, kind, from: absence.from, until: absence.until, permille: undefined }];
  if (absence.from < first.from) add({ from: absence.from, until: first.from }, undefined);
  for (const [index, rule] of own.entries()) {
    const inForce = { from: rule.from, until: own[index + 1]?.from ?? null };
    for (const [place, band] of rule.bands.entries()) {
      const next = rule.bands[place + 1];
      const days = {
        from: addDays(absence.from, band.fromDay - 1),
        until: next ? addDays(absence.from, next.fromDay - 1) : null,
      };
      const range = intersection(inForce, days);
      if (range) add(range, band.permille);
    }
  }
  return pieces;
}
