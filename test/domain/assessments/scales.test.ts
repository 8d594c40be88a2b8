import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import gbt42195 from '#db/seed/reference/scales/gbt-42195-1.json';
import ltc37 from '#db/seed/reference/scales/ltc-37-1.json';
import mzt039 from '#db/seed/reference/scales/mzt-039-1.json';
import tekunSix from '#db/seed/reference/scales/tekun-six-1.json';
import { scaleForm } from '~/domain/assessments/scale.forms';
import { definitionProblems, itemsOf, type ScaleDefinition } from '~/domain/assessments/scale.rules';
import { score } from '~/domain/assessments/scoring.rules';

const scales = [tekunSix, ltc37, gbt42195, mzt039].map((scale) => scaleForm.parse(scale));
const [, ltc, gbt, mzt] = scales.map(({ definition }) => definition) as [
  ScaleDefinition,
  ScaleDefinition,
  ScaleDefinition,
  ScaleDefinition,
];

/** Answers by score, item by item in the order of the form; an option's code is its score. */
const answersOf = (scale: ScaleDefinition, scores: readonly number[]) =>
  Object.fromEntries(itemsOf(scale).map(({ code }, place) => [code, String(scores[place])]));

function outcome(scale: ScaleDefinition, answers: Record<string, string>) {
  const scored = score(scale, answers);
  if (!scored.ok) throw new Error(JSON.stringify(scored.refusals));
  const value = (code: string) => scored.value.measures.find((one) => one.code === code)?.value;
  return { grade: scored.value.grade, value };
}

/** Scores of items that reach a total: each takes the most it can, in the order of the form. */
function reaching(
  items: readonly { readonly options: readonly { readonly score: number }[] }[],
  total: number,
): number[] {
  const options = items.map((one) => one.options.map((option) => option.score).sort((a, b) => b - a));
  const search = (place: number, left: number): number[] | undefined => {
    const own = options[place];
    if (!own) return left === 0 ? [] : undefined;
    const most = options.slice(place + 1).reduce((sum, [max = 0]) => sum + max, 0);
    for (const points of own) {
      if (points > left || left - points > most) continue;
      const rest = search(place + 1, left - points);
      if (rest) return [points, ...rest];
    }
    return undefined;
  };
  const found = search(0, total);
  if (!found) throw new Error(`No answers reach ${total}`);
  return found;
}

const section = (scale: ScaleDefinition, code: string) => {
  const found = scale.sections.find((one) => one.code === code);
  if (!found) throw new Error(code);
  return found.items;
};

describe('every scale', () => {
  it.each(scales.map((scale) => [scale.code, scale] as const))(
    '%s leaves no answers without a grade',
    (_, scale) => {
      expect(definitionProblems(scale.definition)).toEqual([]);
    },
  );

  it('has as many items as its source', () => {
    expect(scales.map(({ definition }) => itemsOf(definition).length)).toEqual([
      6,
      17,
      26 + 3,
      10 + 3 + 4 + 5,
    ]);
  });

  it.each(scales.map((scale) => [scale.code, scale.definition] as const))(
    '%s never grades somebody who does worse in one item as needing less',
    (_, definition) => {
      const items = itemsOf(definition);
      const rank = (answers: Record<string, string>) =>
        definition.grades.find(({ code }) => code === outcome(definition, answers).grade)?.value ?? -1;
      // Options stand from best to worst, whichever way a scale counts.
      const places = fc.tuple(...items.map(({ options }) => fc.nat(options.length - 1)));
      const answers = (chosen: readonly number[]) =>
        Object.fromEntries(
          items.map(({ code, options }, index) => [code, options[chosen[index] ?? 0]?.code ?? '']),
        );
      fc.assert(
        fc.property(places, fc.nat(items.length - 1), (chosen, index) => {
          const last = (items[index]?.options.length ?? 1) - 1;
          const worse = chosen.map((place, at) => (at === index ? Math.min(place + 1, last) : place));
          expect(rank(answers(worse))).toBeGreaterThanOrEqual(rank(answers(chosen)));
        }),
        { numRuns: 300 },
      );
    },
  );
});

describe('医保办发〔2021〕37号', () => {
  const adl = section(ltc, 'adl');
  const cognition = section(ltc, 'cognition');
  const perception = section(ltc, 'perception');
  const graded = (a: number, c: number, p: number) =>
    outcome(
      ltc,
      answersOf(ltc, [...reaching(adl, a), ...reaching(cognition, c), ...reaching(perception, p)]),
    );

  it('sums to 100, 16 and 12, daily living only in steps of five', () => {
    const best = graded(100, 16, 12);
    expect([best.value('adl-total'), best.value('cognition-total'), best.value('perception-total')]).toEqual([
      100, 16, 12,
    ]);
    expect(() => reaching(adl, 63)).toThrow();
    expect(() => reaching(adl, 99)).toThrow();
    expect(adl.every(({ options }) => options.every((option) => option.score % 5 === 0))).toBe(true);
  });

  it.each([
    [
      'adl',
      [
        [100, 0],
        [95, 1],
        [65, 1],
        [60, 2],
        [45, 2],
        [40, 3],
        [0, 3],
      ],
    ],
    [
      'cognition',
      [
        [16, 0],
        [15, 1],
        [4, 1],
        [3, 2],
        [2, 2],
        [1, 3],
        [0, 3],
      ],
    ],
    [
      'perception',
      [
        [12, 0],
        [11, 1],
        [4, 1],
        [3, 2],
        [2, 2],
        [1, 3],
        [0, 3],
      ],
    ],
  ] as const)('levels of %s on both sides of every boundary', (dimension, vectors) => {
    for (const [total, level] of vectors) {
      const at = graded(
        dimension === 'adl' ? total : 100,
        dimension === 'cognition' ? total : 16,
        dimension === 'perception' ? total : 12,
      );
      expect(at.value(`${dimension}-level`), `${total}`).toBe(level);
    }
  });

  // Rows: daily living; columns: the worse of the other two. Compared with facts as published; 待核实 against the annex.
  const table = [
    [0, 0, 1, 1],
    [1, 1, 1, 2],
    [2, 2, 2, 3],
    [3, 3, 4, 5],
  ];
  const daily = [100, 80, 50, 20];
  const mind = [16, 10, 3, 0];
  const sense = [12, 8, 3, 0];

  it('grades each of the 16 cells, whichever of the two is the worse', () => {
    for (const [row, cells] of table.entries())
      for (const [column, grade] of cells.entries()) {
        const said = `daily living ${row}, others ${column}`;
        expect(graded(daily[row] ?? 0, mind[column] ?? 0, 12).grade, said).toBe(`grade-${grade}`);
        expect(graded(daily[row] ?? 0, 16, sense[column] ?? 0).grade, said).toBe(`grade-${grade}`);
        expect(graded(daily[row] ?? 0, mind[column] ?? 0, sense[column] ?? 0).grade, said).toBe(
          `grade-${grade}`,
        );
      }
  });
});

describe('GB/T 42195-2022', () => {
  const four = ['self-care', 'mobility', 'mental', 'social'].flatMap((code) => section(gbt, code));
  // Consciousness is chosen clear, so that only the total speaks.
  const clear = four.map((one) => (one.code === 'consciousness' ? { options: [{ score: 2 }] } : one));
  const graded = (total: number, reasons: readonly number[] = [0, 0, 0]) =>
    outcome(gbt, answersOf(gbt, [...reaching(clear, total), ...reasons]));

  it('sums to 32, 15, 28, 15 and 90', () => {
    const best = graded(90);
    expect(
      ['self-care-total', 'mobility-total', 'mental-total', 'social-total', 'total'].map((code) =>
        best.value(code),
      ),
    ).toEqual([32, 15, 28, 15, 90]);
  });

  it('grades on both sides of every boundary', () => {
    for (const [total, grade] of [
      [90, 0],
      [89, 1],
      [66, 1],
      [65, 2],
      [46, 2],
      [45, 3],
      [30, 3],
      [29, 4],
      [2, 4],
    ] as const)
      expect(graded(total).grade, `${total}`).toBe(`grade-${grade}`);
  });

  it('is one grade worse for dementia, a mental disorder or risk events, once, and never worse than the last', () => {
    for (const reasons of [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [1, 1, 1],
    ]) {
      expect(graded(90, reasons).grade).toBe('grade-1');
      expect(graded(46, reasons).grade).toBe('grade-3');
      expect(graded(2, reasons).grade).toBe('grade-4');
    }
  });

  it('grades coma as totally lost, whatever else was scored', () => {
    const coma = { ...answersOf(gbt, [...reaching(clear, 90), 0, 0, 0]), consciousness: '0' };
    expect(outcome(gbt, coma).value('total')).toBe(88);
    expect(outcome(gbt, coma).grade).toBe('grade-4');
  });
});

describe('MZ/T 039-2013', () => {
  const [adl, mental, social] = ['adl', 'mental', 'social'].map((code) => section(mzt, code)) as [
    ReturnType<typeof section>,
    ReturnType<typeof section>,
    ReturnType<typeof section>,
  ];
  const sense = { none: [0, 0, 0, 0], 1: [0, 2, 0, 0], 2: [0, 0, 3, 0], 3: [0, 0, 0, 3] } as const;
  const graded = (a: number, m: number, p: readonly number[], s: number) =>
    outcome(mzt, answersOf(mzt, [...reaching(adl, a), ...reaching(mental, m), ...p, ...reaching(social, s)]));

  it('levels each dimension on both sides of every boundary', () => {
    for (const [total, level] of [
      [100, 0],
      [95, 1],
      [65, 1],
      [60, 2],
      [45, 2],
      [40, 3],
      [0, 3],
    ] as const)
      expect(graded(total, 0, sense.none, 0).value('adl-level'), `${total}`).toBe(level);
    for (const [total, level] of [
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 2],
      [4, 3],
      [6, 3],
    ] as const)
      expect(graded(100, total, sense.none, 0).value('mental-level'), `${total}`).toBe(level);
    for (const [total, level] of [
      [2, 0],
      [3, 1],
      [7, 1],
      [8, 2],
      [13, 2],
      [14, 3],
      [20, 3],
    ] as const)
      expect(graded(100, 0, sense.none, total).value('social-level'), `${total}`).toBe(level);
  });

  it('levels perception by the worst of consciousness, sight, hearing and talk', () => {
    for (const [scores, level] of [
      [[0, 1, 1, 0], 0],
      [[0, 2, 0, 0], 1],
      [[0, 0, 2, 0], 1],
      [[0, 0, 0, 1], 1],
      [[0, 3, 0, 0], 2],
      [[0, 0, 0, 2], 2],
      [[1, 0, 0, 0], 2],
      [[1, 3, 3, 2], 2],
      [[1, 4, 0, 0], 3],
      [[0, 0, 4, 0], 3],
      [[0, 0, 0, 3], 3],
      [[2, 0, 0, 0], 3],
      [[3, 0, 0, 0], 3],
    ] as const)
      expect(graded(100, 0, scores, 0).value('perception-level'), scores.join()).toBe(level);
  });

  it('grades by its table', () => {
    // Daily living, mental, perception, participation, as totals that give the levels named.
    const mind = [0, 1, 2, 4];
    const part = [0, 3, 8, 14];
    const senses = [sense.none, sense[1], sense[2], sense[3]];
    const daily = [100, 80, 50, 20];
    for (const [levels, grade] of [
      [[0, 0, 0, 0], 0],
      [[0, 0, 0, 1], 0],
      [[0, 0, 0, 2], 1],
      [[0, 1, 0, 0], 1],
      [[0, 0, 1, 0], 1],
      [[0, 3, 3, 3], 1],
      [[1, 0, 0, 0], 1],
      [[1, 1, 2, 2], 1],
      [[1, 2, 2, 2], 2],
      [[1, 3, 2, 2], 2],
      [[1, 0, 0, 3], 2],
      [[2, 1, 0, 0], 2],
      [[2, 2, 2, 1], 2],
      [[2, 2, 2, 2], 3],
      [[2, 0, 3, 0], 3],
      [[3, 0, 0, 0], 3],
    ] as const) {
      const [a, m, p, s] = levels;
      expect(graded(daily[a] ?? 0, mind[m] ?? 0, senses[p] ?? [], part[s] ?? 0).grade, levels.join()).toBe(
        `grade-${grade}`,
      );
    }
  });
});
