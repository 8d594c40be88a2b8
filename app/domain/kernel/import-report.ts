import type { Refusal } from './refusals';

/** One row of a spreadsheet as read: cells by heading, trimmed of nothing. `row` is counted as the spreadsheet shows it; the heading is row 1. */
export interface SheetRow {
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** A row that was not taken, with every reason. */
export interface RefusedRow {
  readonly row: number;
  readonly problems: readonly [Refusal, ...Refusal[]];
}

/** What became of each row of an import. `unchanged` of the accepted rows were there already. */
export interface ImportReport {
  readonly rows: number;
  readonly accepted: number;
  readonly unchanged: number;
  /** What is to be known beforehand: unless it comes `acknowledged`, the list is refused as a whole. */
  readonly warnings?: readonly Refusal[];
  readonly refused: readonly RefusedRow[];
}

/** Rising whole numbers as ranges, both ends included: 2, 3, 4, 7 → 2–4, 7–7. */
export function rangesOf(rising: readonly number[]): [from: number, until: number][] {
  const ranges: [number, number][] = [];
  for (const number of rising) {
    const last = ranges.at(-1);
    if (last && number <= last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}
