import type { Fen } from '../kernel/money';

/**
 * People whom a public figure of use must concern at least, so that nobody can be told apart from it (慈善法 Art. 82 keeps
 * privacy out of what is published). The number is our own choice.
 */
export const SMALLEST_GROUP = 5;

/** Instead of a person: what concerns nobody, such as what was taken back again, or goods at a bed that nobody lay in. */
const NOBODY = '-';

/** What rules of groups need to know of whom a figure reached. */
export const GROUPED = { most: SMALLEST_GROUP, nobody: NOBODY } as const;

/** What was used of a purpose in a month, and who it reached: keys, not names; more than the smallest group need not be told. */
export interface UseCell {
  readonly purpose: string;
  /** `YYYY-MM` */
  readonly month: string;
  readonly fen: Fen;
  readonly people: readonly string[];
}

/** Use that is told as one sum: of one or several purposes in the months from the first to the last. */
export interface UseGroup {
  readonly purposes: readonly string[];
  readonly from: string;
  readonly until: string;
  readonly fen: Fen;
}

/** Whom cells concern. Use that names nobody counts as one person whom we do not know. */
const reached = (cells: readonly UseCell[]): Set<string> =>
  new Set(
    cells
      .flatMap(({ people, purpose, month }) => (people.length > 0 ? people : [`${purpose} ${month}`]))
      .filter((person) => person !== NOBODY),
  );

const enough = (cells: readonly UseCell[], least: number): boolean => reached(cells).size >= least;

const byMonth = (one: UseCell, other: UseCell): number =>
  one.month < other.month ? -1 : one.month > other.month ? 1 : 0;

/** Whole months in their order, as few to a period as concern enough people; all in one when they are too few. */
function periods(cells: readonly UseCell[], least: number): UseCell[][] {
  const found: UseCell[][] = [];
  let open: UseCell[] = [];
  const sorted = [...cells].sort(byMonth);
  for (const [index, cell] of sorted.entries()) {
    open.push(cell);
    if (sorted[index + 1]?.month !== cell.month && enough(open, least)) {
      found.push(open);
      open = [];
    }
  }
  const last = found.at(-1);
  if (!last) return [open];
  last.push(...open);
  return found;
}

/**
 * Puts use together into sums that each concern at least `least` people: months of a purpose, and purposes that are too small by
 * themselves with each other. Every cell is in one sum only, so nothing smaller comes out of adding or taking away sums either.
 * Nothing at all when everything together concerns fewer. What is told in another way too (goods, by their pieces) is not told by
 * months: where the two ways cross, single people would come out.
 */
export function mergeSmall(
  cells: readonly UseCell[],
  { least = SMALLEST_GROUP, byMonths }: { least?: number | undefined; byMonths: boolean },
): UseGroup[] {
  const purposes = [...new Set(cells.map(({ purpose }) => purpose))];
  const of = (codes: readonly string[]) => cells.filter(({ purpose }) => codes.includes(purpose));
  const alone = purposes.filter((code) => enough(of([code]), least));
  const together = purposes.filter((code) => !alone.includes(code));
  // The smallest of the others join until those who are together are enough.
  alone.sort((one, other) => reached(of([other])).size - reached(of([one])).size);
  while (together.length > 0 && !enough(of(together), least)) {
    const joins = alone.pop();
    if (joins === undefined) return [];
    together.push(joins);
  }
  const inOrder = (codes: readonly string[]) => purposes.filter((code) => codes.includes(code));
  const told = purposes.filter((code) => alone.includes(code)).map((code) => [code]);
  if (together.length > 0) told.push(inOrder(together));
  return told.flatMap((codes) =>
    (byMonths ? periods(of(codes), least) : [of(codes).sort(byMonth)]).map((period) => ({
      purposes: codes,
      from: period[0]?.month ?? '',
      until: period.at(-1)?.month ?? '',
      fen: period.reduce((sum, { fen }) => sum + fen, 0n),
    })),
  );
}

/** What of some goods left the store, as pieces, and whom it reached or is set aside for. */
export interface GoodsOut {
  readonly purpose: string;
  readonly people: readonly string[];
}

/**
 * Which rows of goods may say how many pieces went out: those that concern enough people, as long as those that are silent
 * concern enough as well; else the smallest of the others are silent too, because their pieces follow from the sums of
 * `groups`. Rows of purposes that are told as one sum are weighed together.
 */
export function tellable<Row extends GoodsOut>(
  rows: readonly Row[],
  groups: readonly Pick<UseGroup, 'purposes'>[],
  least = SMALLEST_GROUP,
): Set<Row> {
  const told = new Set<Row>();
  const place = (purpose: string) =>
    groups.find(({ purposes }) => purposes.includes(purpose))?.purposes.join(' ') ?? '';
  const places = new Map<string, Row[]>();
  for (const row of rows) {
    if (row.people.length === 0) told.add(row);
    else places.set(place(row.purpose), [...(places.get(place(row.purpose)) ?? []), row]);
  }
  for (const all of places.values()) {
    const open = all
      .filter(({ people }) => new Set(people).size >= least)
      .sort((one, other) => other.people.length - one.people.length);
    const silent = new Set(all.filter((row) => !open.includes(row)).flatMap(({ people }) => people));
    let hidden = silent.size;
    while (hidden > 0 && hidden < least) {
      const joins = open.pop();
      if (!joins) break;
      for (const person of joins.people) silent.add(person);
      hidden = silent.size;
    }
    for (const row of open) told.add(row);
  }
  return told;
}

/** What a donor is told of where goods went, from the narrowest to the widest. */
export type PlaceTold = 'nursing-bed' | 'general-bed' | 'bed' | 'somebody';

/**
 * What the beds of a kind are called to a donor, by how many people lay in beds of each kind that day. Both kinds are called the
 * same when one of them has too few, since the other's name would give it away.
 */
export function placeTold(
  kind: 'nursing' | 'general',
  lying: { readonly nursing: number; readonly general: number },
  least = SMALLEST_GROUP,
): PlaceTold {
  if (lying.nursing >= least && lying.general >= least) return `${kind}-bed`;
  return lying.nursing + lying.general >= least ? 'bed' : 'somebody';
}
