import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import gbt42195 from '#db/seed/reference/scales/gbt-42195-1.json';
import ltc37 from '#db/seed/reference/scales/ltc-37-1.json';
import mzt039 from '#db/seed/reference/scales/mzt-039-1.json';
import tekunSix from '#db/seed/reference/scales/tekun-six-1.json';
import { sixAnswers } from '#test/factories/assessments';
import { scaleForm } from '~/domain/assessments/scale.forms';
import { itemsOf } from '~/domain/assessments/scale.rules';
import { REFUSED, score } from '~/domain/assessments/scoring.rules';
import { suggestedSix } from '~/domain/assessments/suggestion.rules';

const [six, ...others] = [tekunSix, ltc37, gbt42195, mzt039].map((scale) => scaleForm.parse(scale));
const all = six ? [six, ...others] : [];

describe('an item that was refused', () => {
  it('leaves the grade to a person, with the grades that are still possible', () => {
    if (!six) throw new Error('no scale');
    const scored = score(six.definition, { ...sixAnswers(3), bathing: REFUSED });
    expect(scored.ok && scored.value).toMatchObject({ grade: null, gradeLabel: null, measures: [] });
    expect(scored.ok && scored.value.items.length).toBe(5);
    expect(scored.ok && scored.value.undecided).toMatchObject({
      items: [{ code: 'bathing' }],
      grades: [{ code: 'partial' }, { code: 'total' }],
    });
    // One way or the other: still a person's to say.
    const clear = score(six.definition, { ...sixAnswers(5), bathing: REFUSED });
    expect(clear.ok && clear.value.grade).toBeNull();
    expect(clear.ok && clear.value.undecided?.grades.map(({ code }) => code)).toEqual(['total']);
  });

  it.each(all.map((scale) => [scale.code, scale.definition] as const))(
    '%s: whatever the refused items would have been, the grade is one of those that are left',
    (_, definition) => {
      const items = itemsOf(definition);
      const chosen = fc.tuple(
        ...items.map(({ options }) => fc.constantFrom(...options.map(({ code }) => code))),
      );
      const refused = fc.subarray(
        items.map(({ code }) => code),
        { minLength: 1, maxLength: 4 },
      );
      fc.assert(
        fc.property(chosen, refused, (options, left) => {
          const answers = Object.fromEntries(items.map(({ code }, index) => [code, options[index] ?? '']));
          const whole = score(definition, answers);
          const partly = score(definition, {
            ...answers,
            ...Object.fromEntries(left.map((code) => [code, REFUSED])),
          });
          if (!whole.ok || !partly.ok) throw new Error('refused');
          expect(partly.value.undecided?.grades.map(({ code }) => code)).toContain(whole.value.grade);
        }),
        { numRuns: 200 },
      );
    },
  );
});

describe('what another scale suggests for the six abilities', () => {
  const ltc = others[0];
  if (!ltc) throw new Error('no scale');
  const best = Object.fromEntries(
    itemsOf(ltc.definition).map(({ code, options }) => [
      code,
      options.reduce((most, option) => (option.score > most.score ? option : most)).code,
    ]),
  );

  it('is met where everything asked about it was best, and unmet where something was less', () => {
    expect(Object.values(suggestedSix(ltc, best))).toEqual(Array(6).fill('met'));
    expect(suggestedSix(ltc, { ...best, feeding: '5', walking: '0' })).toMatchObject({
      eating: 'unmet',
      walking: 'unmet',
      dressing: 'met',
    });
  });

  it('says nothing about what was not scored, nor for a scale it does not know', () => {
    expect(suggestedSix(ltc, { ...best, toilet: REFUSED })).not.toHaveProperty('toileting');
    expect(suggestedSix({ ...ltc, code: 'other' }, best)).toEqual({});
  });
});
