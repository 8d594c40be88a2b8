import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditCodeCheck, readCreditCode } from '~/domain/organisations/credit-code.rules';

describe('unified social credit code, GB 32100-2015', () => {
  it('reads the standard example', () => {
    expect(readCreditCode('91350100M000100Y43')).toEqual({ ok: true, value: '91350100M000100Y43' });
  });

  it('puts blanks, dashes, small letters and full-width forms right', () => {
    expect(readCreditCode(' 91350100 m000100y-43 ')).toEqual({ ok: true, value: '91350100M000100Y43' });
    expect(readCreditCode('９１３５０１００Ｍ０００１００Ｙ４３')).toEqual({
      ok: true,
      value: '91350100M000100Y43',
    });
  });

  it.each(['', '91350100M000100Y4', '91350100M000100Y433', '91350100I000100Y43', '91350100M000100Y4O'])(
    'refuses the form of %j',
    (text) => {
      expect(readCreditCode(text)).toMatchObject({
        ok: false,
        refusals: [{ code: 'ORGANISATION.CREDIT_CODE_FORM' }],
      });
    },
  );

  it('may end in any of the 31 symbols', () => {
    const seen = new Set<string>();
    for (let number = 0; number < 400; number++) {
      seen.add(creditCodeCheck(`91350100M${String(number).padStart(8, '0')}`) as string);
    }
    expect([...seen].sort().join('')).toBe('0123456789ABCDEFGHJKLMNPQRTUWXY');
  });

  it('notices any one wrong symbol', () => {
    const symbols = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    fc.assert(
      fc.property(fc.nat(17), fc.nat(30), (place, other) => {
        const right = '91350100M000100Y43';
        const wrong = right.slice(0, place) + symbols[other] + right.slice(place + 1);
        expect(readCreditCode(wrong).ok).toBe(wrong === right);
      }),
    );
  });
});
