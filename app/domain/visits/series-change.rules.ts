import type { PlainDate } from '../kernel/plain-date';

/** What became of a day of a series: `over` is open with its times past, `begun` a promised visit that has begun. */
type DayState = 'open' | 'over' | 'promised' | 'begun' | 'done' | 'cancelled';

/** A day that a series has, with its need. */
export interface SeriesDay {
  readonly id: string;
  readonly on: PlainDate;
  readonly state: DayState;
}

/** What a change of the rule of a series does to its days from the day of the change on. */
export interface SeriesOutcome<Day extends SeriesDay> {
  /** Open or promised, and no day of the rule any more. */
  readonly fallsAway: Day[];
  /** Days of the rule that the series does not have. */
  readonly made: PlainDate[];
  /** Open, and at other times or of another length from now on. */
  readonly retimed: Day[];
  /** As it was: of the rule still, or past, under way, done or taken back. */
  readonly stays: Day[];
}

/**
 * What becomes of the days that a series has (`has`, none of them before the day of the change) when its rule names
 * `days`. `retimes`: times of day or length are others. `past`: all times of a day are over, so that nobody could come.
 * A promised visit of a day that stays keeps its time, and a day that was taken back does not come again.
 */
export function outcomeOf<Day extends SeriesDay>({
  has,
  days,
  retimes,
  past,
}: {
  has: readonly Day[];
  days: readonly PlainDate[];
  retimes: boolean;
  past: (day: PlainDate) => boolean;
}): SeriesOutcome<Day> {
  const named = new Set(days);
  const had = new Set(has.map(({ on }) => on));
  const falls = ({ on, state }: Day) => !named.has(on) && (state === 'open' || state === 'promised');
  const changes = ({ on, state }: Day) => retimes && named.has(on) && state === 'open' && !past(on);
  return {
    fallsAway: has.filter(falls),
    made: days.filter((day) => !had.has(day) && !past(day)),
    retimed: has.filter(changes),
    stays: has.filter((day) => !falls(day) && !changes(day)),
  };
}
