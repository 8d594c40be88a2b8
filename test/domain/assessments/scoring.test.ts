import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import tekunSix from '#db/seed/reference/scales/tekun-six-1.json';
import { sixAnswers } from '#test/factories/assessments';
import { scaleDefinition } from '~/domain/assessments/scale.forms';
import {
  definitionProblems,
  itemsOf,
  type Measure,
  type ScaleDefinition,
} from '~/domain/assessments/scale.rules';
import { score } from '~/domain/assessments/scoring.rules';
import { sixItems } from '~/domain/people/applicant-row.rules';

const six = scaleDefinition.parse(tekunSix.definition);
const gradeOf = (scale: ScaleDefinition, answers: Record<string, string>) => {
  const scored = score(scale, answers);
  return scored.ok ? scored.value.grade : scored.refusals.map(({ code, field }) => `${field} ${code}`);
};

describe('the six abilities, 特困人员认定办法 Art. 21', () => {
  it('asks the six that sheets of applicants state', () => {
    expect(itemsOf(six).map(({ code }) => code)).toEqual([...sixItems]);
    expect(definitionProblems(six)).toEqual([]);
  });

  it('grades each of the 64 answers by the number not met: 0, 1 to 3, 4 to 6', () => {
    const seen: Record<string, number> = {};
    for (let answer = 0; answer < 64; answer++) {
      const answers = Object.fromEntries(
        sixItems.map((item, place) => [item, answer & (1 << place) ? 'unmet' : 'met']),
      );
      const unmet = answer.toString(2).replaceAll('0', '').length;
      const grade = unmet === 0 ? 'independent' : unmet <= 3 ? 'partial' : 'total';
      expect(gradeOf(six, answers), `${unmet} not met`).toBe(grade);
      seen[grade] = (seen[grade] ?? 0) + 1;
    }
    expect(seen).toEqual({ independent: 1, partial: 6 + 15 + 20, total: 15 + 6 + 1 });
  });

  it('explains itself item by item', () => {
    const scored = score(six, sixAnswers(2));
    if (!scored.ok) throw new Error('refused');
    expect(scored.value.items.map(({ label, answer, score }) => [label['zh-CN'], answer.en, score])).toEqual([
      ['自主吃饭', 'No', 1],
      ['自主穿衣', 'No', 1],
      ['自主上下床', 'Yes', 0],
      ['自主如厕', 'Yes', 0],
      ['室内自主行走', 'Yes', 0],
      ['自主洗澡', 'Yes', 0],
    ]);
    expect(
      scored.value.measures.map(({ code, value, from }) => [code, value, from.map((one) => one.value)]),
    ).toEqual([
      ['unmet', 2, [1, 1, 0, 0, 0, 0]],
      ['ability', 1, [2]],
    ]);
    expect(scored.value.gradeLabel?.['zh-CN']).toBe('部分丧失生活自理能力（半护理）');
  });

  it('never guesses a blank item, names every one, and takes no answer the scale does not have', () => {
    const answers = { ...sixAnswers(6), eating: '', walking: 'perhaps' };
    Reflect.deleteProperty(answers, 'bathing');
    expect(gradeOf(six, answers)).toEqual([
      'answers.eating ASSESSMENT.ITEM_BLANK',
      'answers.walking ASSESSMENT.ITEM_UNKNOWN_ANSWER',
      'answers.bathing ASSESSMENT.ITEM_BLANK',
    ]);
  });
});

const label = { 'zh-CN': '项', en: 'item' };
const item = (code: string, scores: readonly number[]) => ({
  code,
  label,
  options: scores.map((points) => ({ code: String(points), label, score: points })),
});
const scaleOf = (
  items: ReturnType<typeof item>[],
  measures: Measure[],
  values: readonly number[],
): ScaleDefinition => ({
  sections: [{ code: 'all', label, items }],
  measures,
  grades: values.map((value) => ({ code: `grade-${value}`, label, value })),
});

describe('what other scales need is data too', () => {
  // The shape of 长期护理失能等级评估标准（试行）: three dimensions, levels by band, a table of the worse of two against the third.
  const table = [
    [0, 0, 1, 1],
    [1, 1, 1, 2],
    [2, 2, 2, 3],
    [3, 3, 4, 5],
  ];
  const dimension = (code: string, bands: [number, number][]): Measure => ({
    code,
    label,
    kind: 'bands',
    of: `${code}-total`,
    bands: bands.map(([from, to], value) => ({ from, to, value })),
  });
  const combined = scaleOf(
    [
      item('adl-total', [100, 95, 65, 60, 45, 40, 0]),
      item('mind-total', [16, 15, 4, 3, 2, 1, 0]),
      item('sense-total', [12, 11, 4, 3, 2, 1, 0]),
    ],
    [
      dimension('adl', [
        [100, 100],
        [61, 99],
        [41, 60],
        [0, 40],
      ]),
      dimension('mind', [
        [16, 16],
        [4, 15],
        [2, 3],
        [0, 1],
      ]),
      dimension('sense', [
        [12, 12],
        [4, 11],
        [2, 3],
        [0, 1],
      ]),
      { code: 'worse', label, kind: 'worst', of: ['mind', 'sense'] },
      {
        code: 'grade',
        label,
        kind: 'matrix',
        row: 'adl',
        column: 'worse',
        cells: table,
        confidence: 'unconfirmed',
      },
    ],
    [0, 1, 2, 3, 4, 5],
  );

  it('combines dimensions by a table and marks what is 待核实', () => {
    expect(definitionProblems(combined)).toEqual([]);
    expect(gradeOf(combined, { 'adl-total': '100', 'mind-total': '16', 'sense-total': '12' })).toBe(
      'grade-0',
    );
    expect(gradeOf(combined, { 'adl-total': '45', 'mind-total': '16', 'sense-total': '0' })).toBe('grade-3');
    expect(gradeOf(combined, { 'adl-total': '0', 'mind-total': '1', 'sense-total': '12' })).toBe('grade-5');
    const scored = score(combined, { 'adl-total': '95', 'mind-total': '2', 'sense-total': '4' });
    expect(scored.ok && scored.value.measures.map(({ value, unconfirmed }) => [value, unconfirmed])).toEqual([
      [1, false],
      [2, false],
      [1, false],
      [2, false],
      [1, true],
    ]);
  });

  it('never grades somebody who does worse in one thing as needing less', () => {
    const scores = (place: number) =>
      combined.sections[0]?.items[place]?.options.map((option) => option.score) ?? [];
    const total = (place: number) => fc.constantFrom(...scores(place));
    const rank = (adl: number, mind: number, sense: number) =>
      Number(
        String(
          gradeOf(combined, { 'adl-total': `${adl}`, 'mind-total': `${mind}`, 'sense-total': `${sense}` }),
        ).slice(6),
      );
    fc.assert(
      fc.property(total(0), total(1), total(2), total(0), total(1), total(2), (a, b, c, d, e, f) => {
        expect(rank(Math.min(a, d), Math.min(b, e), Math.min(c, f))).toBeGreaterThanOrEqual(rank(a, b, c));
      }),
    );
  });

  // The shape of GB/T 42195-2022: a total, bands, one grade worse once whatever the number of reasons, coma straight to the worst.
  const yes = (code: string) => ({ value: code, from: 1, to: 1 });
  const totals = scaleOf(
    [
      item('total', [90, 66, 46, 30, 0]),
      item('coma', [0, 1]),
      item('dementia', [0, 1]),
      item('falls', [0, 1]),
    ],
    [
      {
        code: 'first',
        label,
        kind: 'bands',
        of: 'total',
        bands: [
          [90, 90],
          [66, 89],
          [46, 65],
          [30, 45],
          [0, 29],
        ].map(([from = 0, to = 0], value) => ({ from, to, value })),
      },
      {
        code: 'worse',
        label,
        kind: 'worsen',
        of: 'first',
        when: { any: [yes('dementia'), yes('falls')] },
        by: 1,
        max: 4,
      },
      { code: 'last', label, kind: 'worsen', of: 'worse', when: yes('coma'), by: 4, max: 4 },
    ],
    [0, 1, 2, 3, 4],
  );
  const answer = (total: number, coma = 0, dementia = 0, falls = 0) =>
    gradeOf(totals, { total: `${total}`, coma: `${coma}`, dementia: `${dementia}`, falls: `${falls}` });

  it('makes a grade worse once, and never worse than the worst', () => {
    expect(definitionProblems(totals)).toEqual([]);
    expect([answer(90), answer(66), answer(46), answer(30), answer(0)]).toEqual(
      [0, 1, 2, 3, 4].map((one) => `grade-${one}`),
    );
    expect([answer(90, 0, 1), answer(90, 0, 1, 1), answer(30, 0, 0, 1), answer(0, 0, 1)]).toEqual(
      [1, 1, 4, 4].map((one) => `grade-${one}`),
    );
    expect(answer(90, 1)).toBe('grade-4');
  });

  // The shape of MZ/T 039-2013: the first rule that holds.
  it('grades by the first rule whose conditions hold', () => {
    const at = (value: string, from: number, to = from) => ({ value, from, to });
    const rules = scaleOf(
      [item('adl', [0, 1, 2, 3]), item('mind', [0, 1, 2, 3]), item('sense', [0, 1, 2, 3])],
      [
        {
          code: 'grade',
          label,
          kind: 'rules',
          rules: [
            {
              when: {
                any: [at('adl', 3), { all: [at('adl', 2), { any: [at('mind', 3), at('sense', 3)] }] }],
              },
              value: 2,
            },
            { when: { atLeast: 2, of: [at('adl', 1, 3), at('mind', 1, 3), at('sense', 1, 3)] }, value: 1 },
          ],
          otherwise: 0,
        },
      ],
      [0, 1, 2],
    );
    const grade = (adl: number, mind: number, sense: number) =>
      gradeOf(rules, { adl: `${adl}`, mind: `${mind}`, sense: `${sense}` });
    expect(definitionProblems(rules)).toEqual([]);
    expect([
      grade(3, 0, 0),
      grade(2, 3, 0),
      grade(2, 2, 0),
      grade(0, 0, 3),
      grade(0, 1, 1),
      grade(0, 0, 0),
    ]).toEqual([2, 2, 1, 0, 1, 0].map((one) => `grade-${one}`));
  });

  it('refuses a total that its items cannot have, instead of grading it', () => {
    const odd = scaleOf(
      [item('a', [0, 5]), item('b', [0, 3])],
      [{ code: 'sum', label, kind: 'sum', of: ['a', 'b'], step: 5 }],
      [0, 5],
    );
    expect(gradeOf(odd, { a: '5', b: '0' })).toBe('grade-5');
    expect(gradeOf(odd, { a: '5', b: '3' })).toEqual(['undefined ASSESSMENT.SCALE_BROKEN']);
  });
});

describe('a broken scale is found when it is published, not at a bedside', () => {
  const sum: Measure = { code: 'sum', label, kind: 'sum', of: ['a'] };
  it.each([
    [
      'a gap between bands',
      [item('a', [0, 1, 2])],
      [{ code: 'g', label, kind: 'bands', of: 'a', bands: [{ from: 0, to: 1, value: 0 }] }],
      [0],
    ],
    [
      'an overlap of bands',
      [item('a', [0, 1])],
      [
        {
          code: 'g',
          label,
          kind: 'bands',
          of: 'a',
          bands: [
            { from: 0, to: 1, value: 0 },
            { from: 1, to: 1, value: 0 },
          ],
        },
      ],
      [0],
    ],
    ['an unknown item', [item('a', [0, 1])], [{ ...sum, of: ['b'] }], [0, 1]],
    ['an outcome without a grade', [item('a', [0, 1])], [sum], [0]],
    [
      'a table without a cell',
      [item('a', [0, 1]), item('b', [0, 1])],
      [{ code: 'g', label, kind: 'matrix', row: 'a', column: 'b', cells: [[0, 0], [0]] }],
      [0],
    ],
    ['one code twice', [item('a', [0, 1]), item('a', [0, 1])], [sum], [0, 1]],
    ['a single option', [item('a', [0])], [sum], [0]],
  ] as [string, ReturnType<typeof item>[], Measure[], number[]][])('%s', (_, items, measures, values) => {
    expect(definitionProblems(scaleOf(items, measures, values))).not.toEqual([]);
  });
});
