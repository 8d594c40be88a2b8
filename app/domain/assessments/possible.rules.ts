import type { Condition, Measure, ScaleDefinition } from './scale.rules';
import { itemsOf } from './scale.rules';

type Values = ReadonlySet<number>;
type Known = ReadonlyMap<string, Values>;

/** What a paper tells of a filled scale: some or all answers (option by item), some or all values of measures. */
export interface Told {
  readonly answers: Readonly<Record<string, string>>;
  readonly totals: Readonly<Record<string, number>>;
}

/** Whether a condition holds for certain, perhaps, or not at all. */
type Holding = 'yes' | 'perhaps' | 'no';

const all = (parts: readonly Holding[], atLeast: number): Holding => {
  const yes = parts.filter((part) => part === 'yes').length;
  const possible = parts.filter((part) => part !== 'no').length;
  return yes >= atLeast ? 'yes' : possible >= atLeast ? 'perhaps' : 'no';
};

function holding(condition: Condition, known: Known): Holding {
  if ('value' in condition) {
    const values = [...(known.get(condition.value) ?? [])];
    const inside = values.filter((value) => condition.from <= value && value <= condition.to);
    return inside.length === 0 ? 'no' : inside.length === values.length ? 'yes' : 'perhaps';
  }
  const parts = ('all' in condition ? condition.all : 'any' in condition ? condition.any : condition.of).map(
    (part) => holding(part, known),
  );
  return all(parts, 'all' in condition ? parts.length : 'any' in condition ? 1 : condition.atLeast);
}

const sumsOf = (sets: readonly Values[]): Values =>
  sets.reduce<Values>(
    (sums, set) => {
      const values = [...set];
      return new Set(Array.from(sums).flatMap((sum) => values.map((value) => sum + value)));
    },
    new Set([0]),
  );

function outcomes(measure: Measure, known: Known): Values {
  const of = (code: string): Values => known.get(code) ?? new Set();
  switch (measure.kind) {
    case 'sum': {
      const sums = sumsOf(measure.of.map(of));
      return new Set([...sums].filter((sum) => sum % (measure.step ?? 1) === 0));
    }
    case 'bands':
      return new Set(
        [...of(measure.of)].flatMap((value) =>
          measure.bands.filter(({ from, to }) => from <= value && value <= to).map((band) => band.value),
        ),
      );
    case 'worst': {
      const sets = measure.of.map((code) => [...of(code)]);
      const least = Math.max(...sets.map((set) => Math.min(...set)));
      return new Set(sets.flat().filter((value) => value >= least));
    }
    case 'matrix':
      return new Set(
        [...of(measure.row)].flatMap((row) =>
          [...of(measure.column)].flatMap((column) => measure.cells[row]?.[column] ?? []),
        ),
      );
    case 'rules': {
      const found: number[] = [];
      for (const { when, value } of measure.rules) {
        const held = holding(when, known);
        if (held !== 'no') found.push(value);
        if (held === 'yes') return new Set(found);
      }
      return new Set([...found, measure.otherwise]);
    }
    case 'worsen': {
      const base = [...of(measure.of)];
      const worse = base.map((value) => Math.max(value, Math.min(value + measure.by, measure.max)));
      const held = holding(measure.when, known);
      return new Set(held === 'yes' ? worse : held === 'no' ? base : [...base, ...worse]);
    }
  }
}

/** What a paper says against its own scale: a value that cannot come out. `code` is that of the measure. */
export interface Contradiction {
  readonly code: string;
  readonly value: number;
}

/**
 * Which grades a paper leaves possible, and the values it states that cannot come out. What it does not say may be anything its scale
 * allows, each item on its own, so that a grade is called impossible only when it is; with every answer one grade is left.
 */
export function possibleGrades(
  scale: ScaleDefinition,
  { answers, totals }: Told,
): { readonly grades: readonly string[]; readonly contradictions: readonly Contradiction[] } {
  const known = new Map<string, Values>();
  for (const { code, options } of itemsOf(scale)) {
    const chosen = options.filter((option) => option.code === answers[code]);
    known.set(code, new Set((chosen.length > 0 ? chosen : options).map(({ score }) => score)));
  }
  const contradictions: Contradiction[] = [];
  for (const measure of scale.measures) {
    const possible = outcomes(measure, known);
    const stated = totals[measure.code];
    if (stated === undefined) known.set(measure.code, possible);
    else {
      if (!possible.has(stated)) contradictions.push({ code: measure.code, value: stated });
      known.set(measure.code, new Set([stated]));
    }
  }
  const values = known.get(scale.measures.at(-1)?.code ?? '') ?? new Set();
  const grades = scale.grades.filter(({ value }) => values.has(value)).map(({ code }) => code);
  return { grades, contradictions };
}
