import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityNumberOf } from '#test/factories/identity-number';
import { addDays, plainDate } from '~/domain/kernel/plain-date';
import { identityCheck, maskIdentityNumber, readIdentityNumber } from '~/domain/people/identity.rules';

const codesOf = (text: string) => {
  const read = readIdentityNumber(text);
  return read.ok ? [] : read.refusals.map(({ code }) => code);
};

describe('identity number, GB 11643-1999', () => {
  it('reads the example of the standard', () => {
    expect(readIdentityNumber('11010519491231002X')).toEqual({
      ok: true,
      value: { number: '11010519491231002X', birthDate: '1949-12-31', sex: 'female' },
    });
  });

  it.each([
    '11010519491231002x',
    ' 11010519491231002X ',
    '110105 19491231 002X',
    '１１０１０５１９４９１２３１００２Ｘ',
  ])('puts %j right', (text) =>
    expect(readIdentityNumber(text)).toMatchObject({ ok: true, value: { number: '11010519491231002X' } }),
  );

  it.each([
    ['', ['PERSON.IDENTITY_MISSING']],
    ['110105491231002', ['PERSON.IDENTITY_FORM']],
    ['1101051949123100X2', ['PERSON.IDENTITY_FORM']],
    ['110105194912310021', ['PERSON.IDENTITY_CHECK']],
    ['999999195505069660', ['PERSON.IDENTITY_CHECK']],
  ])('refuses %j', (text, codes) => expect(codesOf(text)).toEqual(codes));

  it('refuses a day the calendar does not have, and says so beside a wrong check digit', () => {
    const first17 = '99999919500231966';
    expect(codesOf(first17 + identityCheck(first17))).toEqual(['PERSON.IDENTITY_DATE']);
    expect(codesOf('999999195002319660')).toEqual(['PERSON.IDENTITY_DATE', 'PERSON.IDENTITY_CHECK']);
    expect(codesOf(`99999919000229001${identityCheck('99999919000229001')}`)).toEqual([
      'PERSON.IDENTITY_DATE',
    ]);
    expect(codesOf(`99999920000229001${identityCheck('99999920000229001')}`)).toEqual([]);
  });

  const anyNumber = fc
    .record({
      days: fc.nat(45_000),
      serial: fc.nat(499),
      sex: fc.constantFrom('male', 'female') as fc.Arbitrary<'male' | 'female'>,
    })
    .map(({ days, serial, sex }) => {
      const birthDate = addDays(plainDate('1900-01-01'), days);
      return { birthDate, sex, number: identityNumberOf({ birthDate, serial, sex }) };
    });

  it('says birth date and sex of every right number', () => {
    fc.assert(
      fc.property(anyNumber, ({ number, birthDate, sex }) => {
        expect(readIdentityNumber(number)).toEqual({ ok: true, value: { number, birthDate, sex } });
      }),
    );
  });

  it('notices any one wrong digit and any two neighbours exchanged', () => {
    fc.assert(
      fc.property(anyNumber, fc.nat(16), fc.nat(9), ({ number }, place, digit) => {
        const wrong = number.slice(0, place) + digit + number.slice(place + 1);
        expect(readIdentityNumber(wrong).ok).toBe(wrong === number);
        const swapped = number.slice(0, place) + number[place + 1] + number[place] + number.slice(place + 2);
        if (place < 16) expect(readIdentityNumber(swapped).ok).toBe(swapped === number);
      }),
    );
  });

  it('is masked to its first six and last four', () => {
    expect(maskIdentityNumber('11010519491231002X')).toBe('110105********002X');
  });
});
