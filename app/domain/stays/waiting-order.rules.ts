import type { PlainDate } from '../kernel/plain-date';
import { type HardshipCategory, hardshipCategories } from '../people/person.rules';

/** What the waiting list may be ordered by. `registered`, the order of registration, always decides last. */
export const criterionCodes = ['passes', 'category', 'grade', 'appliedOn'] as const;
export type CriterionCode = (typeof criterionCodes)[number];
export type DecidedBy = CriterionCode | 'registered';

/** One step of a published rule; categories and grades come in the order in which they are served. */
export type Criterion =
  | { readonly by: 'passes' }
  | { readonly by: 'category'; readonly order: readonly HardshipCategory[] }
  | { readonly by: 'grade'; readonly order: readonly string[] }
  | { readonly by: 'appliedOn' };

/** What the order looks at. */
export interface Waiting {
  readonly applicationId: string;
  readonly category: HardshipCategory;
  /** Confirmed self-care grade of the day; null when it has run out. */
  readonly grade: string | null;
  readonly appliedOn: PlainDate;
  /** Offers declined or lapsed. */
  readonly passes: number;
}

/** Rank in a list; whoever is not in it comes after everybody who is. */
const rank = (order: readonly string[], value: string | null): number => {
  const place = value === null ? -1 : order.indexOf(value);
  return place < 0 ? order.length : place;
};

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function compareBy(criterion: Criterion, a: Waiting, b: Waiting): number {
  switch (criterion.by) {
    case 'passes':
      return a.passes - b.passes;
    case 'category':
      return rank(criterion.order, a.category) - rank(criterion.order, b.category);
    case 'grade':
      return rank(criterion.order, a.grade) - rank(criterion.order, b.grade);
    case 'appliedOn':
      return text(a.appliedOn, b.appliedOn);
  }
}

/** Who of two is ahead (negative: `a`) and by what. Ids are given in the order of registration. */
export function compareWaiting(
  criteria: readonly Criterion[],
  a: Waiting,
  b: Waiting,
): { sign: number; by: DecidedBy } {
  for (const criterion of criteria) {
    const sign = compareBy(criterion, a, b);
    if (sign !== 0) return { sign, by: criterion.by };
  }
  return { sign: text(a.applicationId, b.applicationId), by: 'registered' };
}

/** A place in the list and why it is this one. */
export interface Place<Person extends Waiting> {
  readonly waiting: Person;
  /** 1 is next. */
  readonly place: number;
  /** How many are ahead, by what decided it. */
  readonly ahead: Readonly<Record<DecidedBy, number>>;
  /** What decides against the one directly before and for it against the one directly after. */
  readonly afterNeighbourBy: DecidedBy | null;
  readonly beforeNeighbourBy: DecidedBy | null;
}

/** Everybody in order, each with the reasons of the place. The same people give the same order however they are handed in. */
export function orderWaiting<Person extends Waiting>(
  people: readonly Person[],
  { criteria }: { readonly criteria: readonly Criterion[] },
): Place<Person>[] {
  const ordered = [...people].sort((a, b) => compareWaiting(criteria, a, b).sign);
  const decided = (a: Person | undefined, b: Person | undefined) =>
    a && b ? compareWaiting(criteria, a, b).by : null;
  return ordered.map((waiting, index) => ({
    waiting,
    place: index + 1,
    ahead: countAhead(ordered, index, criteria),
    afterNeighbourBy: decided(ordered[index - 1], waiting),
    beforeNeighbourBy: decided(waiting, ordered[index + 1]),
  }));
}

function countAhead(
  ordered: readonly Waiting[],
  index: number,
  criteria: readonly Criterion[],
): Record<DecidedBy, number> {
  const ahead: Record<DecidedBy, number> = { passes: 0, category: 0, grade: 0, appliedOn: 0, registered: 0 };
  const person = ordered[index] as Waiting;
  for (const other of ordered.slice(0, index)) ahead[compareWaiting(criteria, other, person).by] += 1;
  return ahead;
}

/** Problems of a rule that is to be published: a criterion twice, a category or grade twice or left out, days not looked at. */
export function faultsOfCriteria(
  criteria: readonly Criterion[],
): ('twice' | 'incomplete' | 'without_date')[] {
  const faults = new Set<'twice' | 'incomplete' | 'without_date'>();
  if (new Set(criteria.map(({ by }) => by)).size < criteria.length) faults.add('twice');
  if (!criteria.some(({ by }) => by === 'appliedOn')) faults.add('without_date');
  for (const criterion of criteria) {
    if (!('order' in criterion)) continue;
    if (new Set<string>(criterion.order).size < criterion.order.length) faults.add('twice');
    const all: readonly string[] = criterion.by === 'category' ? hardshipCategories : ['total', 'partial'];
    if (!all.every((code) => (criterion.order as readonly string[]).includes(code))) faults.add('incomplete');
  }
  return [...faults];
}
