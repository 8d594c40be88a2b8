import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import {
  type Condition,
  type Grade,
  itemsOf,
  type Label,
  type Measure,
  type ScaleDefinition,
} from './scale.rules';

/** Chosen option by item. */
export type Answers = Readonly<Record<string, string>>;

/** One answer and what it counted. */
export interface ScoredItem {
  readonly code: string;
  readonly label: Label;
  readonly option: string;
  readonly answer: Label;
  readonly score: number;
}

/** One step of the reckoning and what went into it. */
export interface ReckonedMeasure {
  readonly code: string;
  readonly label: Label;
  readonly kind: Measure['kind'];
  readonly value: number;
  readonly from: readonly { readonly code: string; readonly label: Label; readonly value: number }[];
  /** Between which bounds the source lies, where the value is that of a band. */
  readonly band?: { readonly from: number; readonly to: number };
  readonly unconfirmed: boolean;
}

/** Answer of an item that was refused or could not be assessed. It is not guessed: a person finds the grade. */
export const REFUSED = 'refused';

/** What is left open by refused items: which they are, and the grades from the best to the worst they could still give. */
export interface Undecided {
  readonly items: readonly { readonly code: string; readonly label: Label }[];
  readonly grades: readonly Grade[];
}

/** A proposed grade with everything that led to it: the explanation that the person and the family are shown. */
export interface Scoring {
  readonly grade: string | null;
  readonly gradeLabel: Label | null;
  readonly items: readonly ScoredItem[];
  readonly measures: readonly ReckonedMeasure[];
  /** Present when items were refused; then there is no grade and no reckoning. */
  readonly undecided?: Undecided;
}

function holds(condition: Condition, values: ReadonlyMap<string, number>): boolean {
  if ('value' in condition) {
    const value = values.get(condition.value) ?? Number.NaN;
    return condition.from <= value && value <= condition.to;
  }
  if ('all' in condition) return condition.all.every((part) => holds(part, values));
  if ('any' in condition) return condition.any.some((part) => holds(part, values));
  return condition.of.filter((part) => holds(part, values)).length >= condition.atLeast;
}

function reckon(measure: Measure, values: ReadonlyMap<string, number>): number | undefined {
  const at = (code: string): number => values.get(code) ?? Number.NaN;
  switch (measure.kind) {
    case 'sum': {
      const sum = measure.of.reduce((total, code) => total + at(code), 0);
      return sum % (measure.step ?? 1) === 0 ? sum : undefined;
    }
    case 'bands':
      return measure.bands.find(({ from, to }) => from <= at(measure.of) && at(measure.of) <= to)?.value;
    case 'worst':
      return Math.max(...measure.of.map(at));
    case 'matrix':
      return measure.cells[at(measure.row)]?.[at(measure.column)];
    case 'rules':
      return measure.rules.find(({ when }) => holds(when, values))?.value ?? measure.otherwise;
    case 'worsen': {
      const base = at(measure.of);
      return holds(measure.when, values) ? Math.max(base, Math.min(base + measure.by, measure.max)) : base;
    }
  }
}

function bandOf(measure: Measure, values: ReadonlyMap<string, number>): ReckonedMeasure['band'] {
  if (measure.kind !== 'bands') return undefined;
  const source = values.get(measure.of) ?? Number.NaN;
  const band = measure.bands.find(({ from, to }) => from <= source && source <= to);
  return band && { from: band.from, to: band.to };
}

function sourcesOf(measure: Measure): readonly string[] {
  if (measure.kind === 'sum' || measure.kind === 'worst') return measure.of;
  if (measure.kind === 'bands' || measure.kind === 'worsen') return [measure.of];
  return measure.kind === 'matrix' ? [measure.row, measure.column] : [];
}

/** The grades between the best and the worst that refused items could still give, the best first. */
function undecided(scale: ScaleDefinition, answers: Answers, refused: readonly string[]): Grade[] {
  const ends = [0, -1].map((end) => {
    const chosen = itemsOf(scale)
      .filter(({ code }) => refused.includes(code))
      .map(({ code, options }) => [code, options.at(end)?.code ?? '']);
    const scored = score(scale, { ...answers, ...Object.fromEntries(chosen) });
    return scale.grades.find(({ code }) => scored.ok && code === scored.value.grade)?.value ?? 0;
  });
  const [from, to] = [Math.min(...ends), Math.max(...ends)];
  return scale.grades.filter(({ value }) => from <= value && value <= to).sort((a, b) => a.value - b.value);
}

/**
 * Scores a filled scale. The outcome is a proposal: it counts once a person has confirmed it (个人信息保护法 Art. 24).
 * A blank item is never guessed, and a refused one (`REFUSED`) leaves the grade to a person. Refuses, one per item and all at once, with field `answers.<item>`:
 * ASSESSMENT.ITEM_BLANK, ASSESSMENT.ITEM_UNKNOWN_ANSWER; and ASSESSMENT.SCALE_BROKEN when the scale's own data leave no grade.
 */
export function score(scale: ScaleDefinition, answers: Answers): Result<Scoring> {
  const problems: Refusal[] = [];
  const items: ScoredItem[] = [];
  const refused: { code: string; label: Label }[] = [];
  for (const { code, label, options } of itemsOf(scale)) {
    const given = answers[code]?.trim();
    const chosen = options.find((option) => option.code === given);
    const detail = { field: `answers.${code}` };
    if (!given) problems.push(refusal('ASSESSMENT.ITEM_BLANK', detail));
    else if (given === REFUSED) refused.push({ code, label });
    else if (!chosen) problems.push(refusal('ASSESSMENT.ITEM_UNKNOWN_ANSWER', detail));
    else items.push({ code, label, option: chosen.code, answer: chosen.label, score: chosen.score });
  }
  if (problems.length > 0) return refuse(...problems);
  if (refused.length > 0) {
    const grades = undecided(
      scale,
      answers,
      refused.map(({ code }) => code),
    );
    return accept({
      grade: null,
      gradeLabel: null,
      items,
      measures: [],
      undecided: { items: refused, grades },
    });
  }

  const values = new Map(items.map((item) => [item.code, item.score]));
  const labels = new Map(items.map((item) => [item.code, item.label]));
  const measures: ReckonedMeasure[] = [];
  for (const measure of scale.measures) {
    const value = reckon(measure, values);
    if (value === undefined)
      return refuse(refusal('ASSESSMENT.SCALE_BROKEN', { params: { measure: measure.code } }));
    const { code, label, kind } = measure;
    const from = sourcesOf(measure).map((source) => ({
      code: source,
      label: labels.get(source) as Label,
      value: values.get(source) as number,
    }));
    measures.push({
      code,
      label,
      kind,
      value,
      from,
      band: bandOf(measure, values),
      unconfirmed: measure.confidence === 'unconfirmed',
    });
    values.set(code, value);
    labels.set(code, label);
  }
  const grade = scale.grades.find(({ value }) => value === measures.at(-1)?.value);
  if (!grade)
    return refuse(
      refusal('ASSESSMENT.SCALE_BROKEN', { params: { measure: scale.measures.at(-1)?.code ?? '' } }),
    );
  return accept({ grade: grade.code, gradeLabel: grade.label, items, measures });
}
