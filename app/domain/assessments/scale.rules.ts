/** A text in both languages of the product; a scale is data and brings its own words. */
export interface Label {
  readonly 'zh-CN': string;
  readonly en: string;
}

export type Confidence = 'confirmed' | 'unconfirmed';

/** One question of a scale. Exactly one option is chosen; its score is the item's value. */
export interface ScaleItem {
  readonly code: string;
  readonly label: Label;
  /** What to look at, where the label alone does not say it. */
  readonly hint?: Label;
  /** From the best to the worst, whichever way the scale counts. */
  readonly options: readonly ScaleOption[];
}

export interface ScaleOption {
  readonly code: string;
  readonly label: Label;
  readonly score: number;
}

/** A part of a scale, shown together on one page of the form. */
export interface ScaleSection {
  readonly code: string;
  readonly label: Label;
  readonly items: readonly ScaleItem[];
}

/** Closed range of a whole number; both ends belong to it. */
export interface Band {
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

/**
 * A condition on values by their code (items or measures): one value between two bounds, several conditions together, or
 * at least some of several.
 */
export type Condition =
  | { readonly value: string; readonly from: number; readonly to: number }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly atLeast: number; readonly of: readonly Condition[] };

interface MeasureHead {
  readonly code: string;
  readonly label: Label;
  /** A part of the scale not yet compared with the official text is 待核实 even if the rest is confirmed. */
  readonly confidence?: Confidence;
}

/**
 * A value reckoned from items and earlier measures.
 * - `sum`: of their scores; `step` says that only its multiples can come out, as a check on the data
 * - `bands`: the value of the band into which another value falls
 * - `worst`: the largest of several
 * - `matrix`: the cell of a row and a column, counted from 0
 * - `rules`: the value of the first rule whose condition holds
 * - `worsen`: another value, raised by `by` when the condition holds, never above `max`
 */
export type Measure = MeasureHead &
  (
    | { readonly kind: 'sum'; readonly of: readonly string[]; readonly step?: number }
    | { readonly kind: 'bands'; readonly of: string; readonly bands: readonly Band[] }
    | { readonly kind: 'worst'; readonly of: readonly string[] }
    | {
        readonly kind: 'matrix';
        readonly row: string;
        readonly column: string;
        readonly cells: readonly (readonly number[])[];
      }
    | {
        readonly kind: 'rules';
        readonly rules: readonly { readonly when: Condition; readonly value: number }[];
        readonly otherwise: number;
      }
    | {
        readonly kind: 'worsen';
        readonly of: string;
        readonly when: Condition;
        readonly by: number;
        readonly max: number;
      }
  );

export interface Grade {
  readonly code: string;
  readonly label: Label;
  /** Value of the deciding measure that means this grade; a larger one needs more care. */
  readonly value: number;
}

/** A scale as data: what is asked, how it is reckoned, and what the outcome is called. */
export interface ScaleDefinition {
  readonly sections: readonly ScaleSection[];
  /** In the order of reckoning; the last one decides the grade. */
  readonly measures: readonly Measure[];
  readonly grades: readonly Grade[];
  /** Months for which a result holds; absent when the source sets no end. */
  readonly validMonths?: number;
}

export const itemsOf = (scale: ScaleDefinition): ScaleItem[] => scale.sections.flatMap(({ items }) => items);

/** What is wrong with a definition, in words for whoever writes it; empty when it can be reckoned with. */
export function definitionProblems(scale: ScaleDefinition): string[] {
  const problems: string[] = [];
  const known = new Map<string, Range>();
  const declare = (code: string, range: Range) => {
    if (known.has(code)) problems.push(`${code} stands twice`);
    known.set(code, range);
  };
  for (const item of itemsOf(scale)) {
    const scores = item.options.map(({ score }) => score);
    if (new Set(item.options.map(({ code }) => code)).size < 2)
      problems.push(`${item.code} needs two different options`);
    if (!scores.every(Number.isInteger)) problems.push(`${item.code} has a score that is no whole number`);
    declare(item.code, { min: Math.min(...scores), max: Math.max(...scores) });
  }
  for (const measure of scale.measures) {
    const used = valuesUsed(measure);
    const missing = used.filter((code) => !known.has(code));
    if (missing.length > 0)
      problems.push(`${measure.code} uses ${missing.join(', ')}, which do not come before it`);
    else problems.push(...measureProblems(measure, known));
    declare(measure.code, missing.length > 0 ? { min: 0, max: 0 } : rangeOf(measure, known));
  }
  const deciding = scale.measures.at(-1);
  if (!deciding) return [...problems, 'no measure decides the grade'];
  const { min, max } = known.get(deciding.code) ?? { min: 0, max: 0 };
  for (let value = min; value <= max; value++) {
    if (!scale.grades.some((grade) => grade.value === value))
      problems.push(`no grade for ${deciding.code} = ${value}`);
  }
  return problems;
}

/** Between which bounds a value lies, and of what it is a multiple where it is not any whole number. */
interface Range {
  readonly min: number;
  readonly max: number;
  readonly step?: number;
}

type Ranges = ReadonlyMap<string, Range>;

const range = (ranges: Ranges, code: string): Range => ranges.get(code) ?? { min: 0, max: 0 };

function conditionValues(condition: Condition): string[] {
  if ('value' in condition) return [condition.value];
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : condition.of;
  return parts.flatMap(conditionValues);
}

function valuesUsed(measure: Measure): string[] {
  switch (measure.kind) {
    case 'sum':
    case 'worst':
      return [...measure.of];
    case 'bands':
      return [measure.of];
    case 'matrix':
      return [measure.row, measure.column];
    case 'rules':
      return measure.rules.flatMap(({ when }) => conditionValues(when));
    case 'worsen':
      return [measure.of, ...conditionValues(measure.when)];
  }
}

function measureProblems(measure: Measure, ranges: Ranges): string[] {
  if (measure.kind === 'bands') {
    const { min, max, step = 1 } = range(ranges, measure.of);
    const problems: string[] = [];
    for (let value = min; value <= max; value += step) {
      const count = measure.bands.filter((band) => band.from <= value && value <= band.to).length;
      if (count !== 1) problems.push(`${measure.code}: ${value} lies in ${count} bands`);
    }
    return problems;
  }
  if (measure.kind === 'matrix') {
    const rows = range(ranges, measure.row);
    const columns = range(ranges, measure.column);
    const fits =
      rows.min >= 0 &&
      columns.min >= 0 &&
      measure.cells.length > rows.max &&
      measure.cells.every((row) => row.length > columns.max);
    return fits ? [] : [`${measure.code} has no cell for some row or column`];
  }
  return [];
}

function rangeOf(measure: Measure, ranges: Ranges): Range {
  const spread = (values: readonly number[]) => ({ min: Math.min(...values), max: Math.max(...values) });
  switch (measure.kind) {
    case 'sum': {
      const parts = measure.of.map((code) => range(ranges, code));
      return {
        min: parts.reduce((sum, { min }) => sum + min, 0),
        max: parts.reduce((sum, { max }) => sum + max, 0),
        step: measure.step,
      };
    }
    case 'worst': {
      const parts = measure.of.map((code) => range(ranges, code));
      return { min: Math.max(...parts.map(({ min }) => min)), max: Math.max(...parts.map(({ max }) => max)) };
    }
    case 'bands':
      return spread(measure.bands.map(({ value }) => value));
    case 'matrix':
      return spread(measure.cells.flat());
    case 'rules':
      return spread([measure.otherwise, ...measure.rules.map(({ value }) => value)]);
    case 'worsen': {
      const base = range(ranges, measure.of);
      return { min: base.min, max: Math.max(base.max, Math.min(base.max + measure.by, measure.max)) };
    }
  }
}
