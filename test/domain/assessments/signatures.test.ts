import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  SIGNATURE_BOX,
  signatureRefusals,
  strokesProblem,
  unsignedAssessors,
} from '~/domain/assessments/signature.rules';
import { plainDate } from '~/domain/kernel/plain-date';

describe('a drawn signature', () => {
  const name = 'M20 100L60 40L100 120L160 60L220 110M260 40L260 140M240 90L300 90';

  it.each([
    [name, undefined],
    ['M0 0L600 200', undefined],
    ['M20 100', 'small'],
    ['M20 100L21 100', 'small'],
    // Long, but scribbled in one spot.
    [`M20 20${'L30 30L20 20'.repeat(20)}`, 'small'],
    ['', 'small'],
    ['M601 100L20 100L300 10', 'form'],
    ['M20 201L200 100L300 10', 'form'],
    ['M20 100 L200 100', 'form'],
    ['m20 100L200 100L300 10', 'form'],
    ['M20 100C1 2 3 4 5 6', 'form'],
    ['M-5 100L200 100L300 10', 'form'],
    ['M2.5 100L200 100L300 10', 'form'],
    ['L20 100L200 100L300 10', 'form'],
    [`${name}"/><script>alert(1)</script>`, 'form'],
    [`${name}\n`, 'form'],
    ['M1 1L600 200'.repeat(201), 'form'],
    ['M1 1L600 200'.repeat(5_000), 'form'],
  ])('%j is %s', (path, problem) => {
    expect(strokesProblem(path)).toBe(problem);
  });

  it('is taken as the box writes it, whatever the hand does, once it is large enough', () => {
    const point = fc.tuple(fc.nat(SIGNATURE_BOX.width), fc.nat(SIGNATURE_BOX.height));
    const strokes = fc.array(fc.array(point, { minLength: 1, maxLength: 60 }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(strokes, (drawn) => {
        const path = drawn
          .map((stroke) => stroke.map(([x, y], place) => `${place === 0 ? 'M' : 'L'}${x} ${y}`).join(''))
          .join('');
        expect(strokesProblem(path)).not.toBe('form');
        expect(strokesProblem(`${path}M0 0L600 200`)).toBeUndefined();
      }),
    );
  });

  it('is nothing but numbers, M, L and blanks', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        if (/[^\dML ]/.test(text)) expect(strokesProblem(`${name}${text}`)).toBe('form');
      }),
    );
  });
});

describe('how somebody signs', () => {
  const day = { assessedOn: plainDate('2026-11-10'), today: plainDate('2026-11-12'), within: 'signatures.1' };
  const codes = (said: Parameters<typeof signatureRefusals>[0]) =>
    signatureRefusals(said, day).map(({ code, field }) => `${field} ${code}`);

  it('is refused with every reason at its field', () => {
    expect(codes({ party: 'second', means: 'refused', reason: '' })).toEqual([
      'signatures.1.means SIGNATURE.MEANS_OF_PARTY',
      'signatures.1.reason SIGNATURE.REASON_MISSING',
    ]);
    expect(codes({ party: 'guardian', means: 'account', signer: ' ' })).toEqual([
      'signatures.1.signer SIGNATURE.SIGNER_MISSING',
      'signatures.1.means SIGNATURE.MEANS_OF_PARTY',
    ]);
    expect(codes({ party: 'first', means: 'drawn' })).toEqual(['signatures.1.means SIGNATURE.DRAWN_MISSING']);
    expect(codes({ party: 'first', means: 'drawn', strokes: 'M1 1' })).toEqual([
      'signatures.1.means SIGNATURE.DRAWN_SMALL',
    ]);
    expect(codes({ party: 'first', means: 'paper' })).toEqual([
      'signatures.1.signedOn SIGNATURE.DATE_MISSING',
    ]);
  });

  it.each([
    ['2026-11-09', ['signatures.1.signedOn SIGNATURE.DATE_BEFORE_ASSESSED']],
    ['2026-11-10', []],
    ['2026-11-12', []],
    ['2026-11-13', ['signatures.1.signedOn SIGNATURE.DATE_FUTURE']],
  ])('on paper on %s: %j', (signedOn, problems) => {
    expect(codes({ party: 'person', means: 'paper', signedOn: plainDate(signedOn) })).toEqual(problems);
  });

  it('leaves open whoever of the two has not signed', () => {
    expect(unsignedAssessors([])).toEqual(['first', 'second']);
    expect(unsignedAssessors([{ party: 'second' }, { party: 'person' }])).toEqual(['first']);
    expect(unsignedAssessors([{ party: 'second' }, { party: 'first' }])).toEqual([]);
  });
});
