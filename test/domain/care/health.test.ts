import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readContent, readTimes } from '~/domain/care/health.rules';

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));

describe('times of a medicine', () => {
  it.each<[string[], readonly string[] | undefined]>([
    [[], []],
    [[' '], []],
    [['8:00、18：00 12:00'], ['08:00', '12:00', '18:00']],
    [['08:00', '08:00'], ['08:00']],
    [['24:00'], undefined],
    [['08:60'], undefined],
    [['饭后'], undefined],
    [['08:00', 'x'], undefined],
  ])('%j are %j', (texts, times) => expect(readTimes(texts)).toEqual(times));

  it('come in order, each once, however they are separated, and read again as they are', () => {
    fc.assert(
      fc.property(fc.array(time), fc.constantFrom(' ', ',', '、', '；', '\n'), (times, between) => {
        const read = readTimes([times.join(between)]);
        expect(read).toEqual([...new Set(times)].sort());
        expect(readTimes(read ?? [])).toEqual(read);
      }),
    );
  });
});

describe('what an entry keeps', () => {
  it('is what its kind has', () => {
    const said = { text: '青霉素', dose: '1 片', times: ['08:00'], place: '区医院', phone: '199 0000 1234' };
    expect(readContent('allergy', said)).toEqual({ content: { text: '青霉素' }, problems: [] });
    expect(readContent('doctor', said).content).toEqual({
      text: '青霉素',
      place: '区医院',
      phone: '19900001234',
    });
  });

  it('of a medicine names the dose, of a doctor a real telephone number', () => {
    expect(readContent('medicine', { text: '氨氯地平' }).problems).toEqual([
      { code: 'CARE.DOSE_MISSING', field: 'dose' },
    ]);
    expect(readContent('doctor', { text: '王医生', phone: '12' }).problems).toEqual([
      { code: 'PERSON.PHONE_FORM', field: 'phone' },
    ]);
  });
});
