import { addDays, type PlainDate } from '../kernel/plain-date';
import { type Refusal, refusal } from '../kernel/refusals';
import { endOf } from './assessment.rules';
import { possibleGrades } from './possible.rules';
import { itemsOf, type ScaleDefinition } from './scale.rules';
import {
  type Answers,
  REFUSED,
  type ReckonedMeasure,
  type ScoredItem,
  type Scoring,
  score,
} from './scoring.rules';

/** Who issued the result: another agency, a civil-affairs system, a hospital, the long-term care insurance, somebody else. */
export const issuerKinds = ['agency', 'civil-affairs', 'hospital', 'insurance', 'other'] as const;
export type IssuerKind = (typeof issuerKinds)[number];

const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();

/** By what a result is known: issuer and number, however they are written. */
export const resultKey = (issuer: string, number: string): string => `${plain(issuer)}|${plain(number)}`;

/** What a paper says of a result, checked for its form. */
export interface SaidResult {
  readonly assessedOn: PlainDate;
  readonly grade: string;
  readonly statedUntil: PlainDate | null;
  readonly totals: Readonly<Record<string, number>>;
  readonly answers: Answers;
}

/**
 * What cannot be in a result by its own scale, all at once: ASSESSMENT.DATE_FUTURE, .UNTIL_ORDER, .RESULT_EXPIRED (nothing would be
 * left to count today), .TOTAL_UNKNOWN, .ITEM_UNKNOWN, .ITEM_UNKNOWN_ANSWER, .TOTAL_IMPOSSIBLE (cannot come out of the scale or of
 * the answers), .GRADE_UNKNOWN, and .GRADE_AGAINST_SCORES when totals and answers leave other grades only.
 */
export function resultRefusals(
  said: SaidResult,
  { scale, today }: { scale: ScaleDefinition; today: PlainDate },
): Refusal[] {
  const { assessedOn, statedUntil, grade, totals, answers } = said;
  const problems: Refusal[] = [];
  const add = (code: string, field: string, params?: Refusal['params']) =>
    void problems.push(refusal(code, { field, params }));
  if (assessedOn > today) add('ASSESSMENT.DATE_FUTURE', 'assessedOn');
  else if (statedUntil !== null && statedUntil <= assessedOn) add('ASSESSMENT.UNTIL_ORDER', 'statedUntil');
  else {
    const until = endOf(
      { origin: 'external', assessedOn, statedUntil },
      { from: assessedOn, months: scale.validMonths },
    );
    if (until !== null && until <= today)
      add('ASSESSMENT.RESULT_EXPIRED', statedUntil === until ? 'statedUntil' : 'assessedOn', {
        until: addDays(until, -1),
      });
  }
  const items = new Map(itemsOf(scale).map((item) => [item.code, item]));
  for (const [code, option] of Object.entries(answers)) {
    const item = items.get(code);
    if (!item) add('ASSESSMENT.ITEM_UNKNOWN', `answers.${code}`, { item: code });
    else if (option !== REFUSED && !item.options.some((one) => one.code === option))
      add('ASSESSMENT.ITEM_UNKNOWN_ANSWER', `answers.${code}`);
  }
  for (const code of Object.keys(totals))
    if (!scale.measures.some((measure) => measure.code === code))
      add('ASSESSMENT.TOTAL_UNKNOWN', `totals.${code}`, { name: code });
  const { grades, contradictions } = possibleGrades(scale, { answers, totals });
  for (const { code, value } of contradictions)
    add('ASSESSMENT.TOTAL_IMPOSSIBLE', `totals.${code}`, { value });
  if (!scale.grades.some(({ code }) => code === grade)) add('ASSESSMENT.GRADE_UNKNOWN', 'grade');
  else if (contradictions.length === 0 && !grades.includes(grade))
    add('ASSESSMENT.GRADE_AGAINST_SCORES', 'grade');
  return problems;
}

/**
 * How a result of others explains itself: by every step where all answers are there, else by the answers and values it states.
 * The grade is that of the paper.
 */
export function explainResult(
  scale: ScaleDefinition,
  {
    answers,
    totals,
    grade,
  }: { answers: Answers; totals: Readonly<Record<string, number>> | null; grade: string | null },
): Scoring {
  const scored = score(scale, answers);
  if (scored.ok && scored.value.grade === grade) return scored.value;
  const items = itemsOf(scale).flatMap(({ code, label, options }): ScoredItem[] => {
    const option = options.find((one) => one.code === answers[code]);
    return option ? [{ code, label, option: option.code, answer: option.label, score: option.score }] : [];
  });
  const found = scale.grades.find(({ code }) => code === grade);
  const step = { kind: 'rules' as const, from: [], unconfirmed: false };
  const deciding = scale.measures.at(-1);
  const measures: ReckonedMeasure[] = [
    ...scale.measures.flatMap(({ code, label }) => {
      const value = code === deciding?.code ? undefined : totals?.[code];
      return value === undefined ? [] : [{ ...step, code, label, value }];
    }),
    ...(deciding && found
      ? [{ ...step, code: deciding.code, label: deciding.label, value: found.value }]
      : []),
  ];
  return { grade, gradeLabel: found?.label ?? null, items, measures };
}
