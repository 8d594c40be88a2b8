import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import ltc from '#db/seed/reference/scales/ltc-37-1.json';
import { answersIn, progressOf, readDraft } from '~/domain/assessments/draft.rules';
import { scaleDefinition } from '~/domain/assessments/scale.forms';
import { itemsOf } from '~/domain/assessments/scale.rules';
import { REFUSED, score } from '~/domain/assessments/scoring.rules';

const scale = scaleDefinition.parse(ltc.definition);
const items = itemsOf(scale);

/** What somebody does at the bedside: chooses something for some item, again and again, going back as they like. */
const doing = fc.array(
  fc.nat(items.length - 1).chain((place) =>
    fc.record({
      place: fc.constant(place),
      option: fc.constantFrom(REFUSED, ...(items[place]?.options ?? []).map(({ code }) => code)),
    }),
  ),
  { maxLength: 60 },
);

describe('a draft', () => {
  it('is the same assessment in whatever order the items were answered', () => {
    const all = fc.tuple(
      ...items.map(({ options }) => fc.constantFrom(REFUSED, ...options.map(({ code }) => code))),
    );
    const order = fc.shuffledSubarray(
      items.map((_, place) => place),
      { minLength: items.length },
    );
    fc.assert(
      fc.property(all, order, doing, (chosen, places, before) => {
        let fields: Record<string, string> = { secondAssessor: '赵敏' };
        // Whatever was tried before, the last answer of an item is the one that counts.
        for (const { place, option } of before)
          fields = { ...fields, [`answers.${items[place]?.code}`]: option };
        for (const place of places)
          fields = { ...fields, [`answers.${items[place]?.code}`]: chosen[place] as string };
        const kept = readDraft(JSON.parse(JSON.stringify({ draftId: 'x', fields, step: 3, waiting: false })));
        const straight = Object.fromEntries(items.map(({ code }, place) => [code, chosen[place] as string]));
        expect(answersIn(kept?.fields ?? {})).toEqual(straight);
        expect(score(scale, answersIn(kept?.fields ?? {}))).toEqual(score(scale, straight));
      }),
    );
  });

  it('knows how far it is: what is chosen and what is open are all items, refused ones are chosen', () => {
    fc.assert(
      fc.property(doing, (done) => {
        const fields = Object.fromEntries(
          done.map(({ place, option }) => [`answers.${items[place]?.code}`, option]),
        );
        const { done: count, all, open, refused } = progressOf(scale, fields);
        expect(all).toBe(17);
        expect(count + open.length).toBe(all);
        expect(count).toBe(Object.keys(fields).length);
        expect(refused).toBe(Object.values(fields).filter((option) => option === REFUSED).length);
        expect(open.every((place) => fields[`answers.${items[place]?.code}`] === undefined)).toBe(true);
      }),
    );
  });

  it.each([null, 'text', 7, {}, { draftId: 'x' }, { draftId: 'x', fields: { a: 1 } }, { fields: {} }])(
    'is none of %j',
    (kept) => {
      expect(readDraft(kept)).toBeUndefined();
    },
  );

  it('comes back with what it lacks at the beginning', () => {
    expect(readDraft({ draftId: 'x', fields: { a: 'b' }, step: 'far' })).toEqual({
      draftId: 'x',
      fields: { a: 'b' },
      step: 0,
      waiting: false,
    });
  });
});
