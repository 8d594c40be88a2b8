/** Rows per statement: far below the 65,535 parameters that PostgreSQL takes. */
const ROWS_PER_STATEMENT = 1_000;

/** Rows in the portions that one statement takes. */
export function* chunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    yield rows.slice(start, start + ROWS_PER_STATEMENT);
  }
}
