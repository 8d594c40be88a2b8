import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  codeSubject,
  paperCode,
  placeSubject,
  readCode,
  STEP_SECONDS,
  screenCode,
} from '~/domain/visits/check-in-code';

const of = { tenantId: 'a', subject: placeSubject({ townCode: '370304111', place: '照护中心' }) };
const at = (seconds: number) => new Date(Date.UTC(2026, 11, 7) + seconds * 1000);

describe('codes at the place of a visit', () => {
  it('on a screen change every half minute and hold for a minute or so', () => {
    const code = screenCode(of, at(0));
    expect(screenCode(of, at(STEP_SECONDS - 1))).toBe(code);
    expect(screenCode(of, at(STEP_SECONDS))).not.toBe(code);
    const read = (seconds: number) => readCode(code, of, { now: at(seconds), version: undefined });
    expect([0, STEP_SECONDS, 2 * STEP_SECONDS, 3 * STEP_SECONDS - 1].map(read)).toEqual(
      Array(4).fill('screen'),
    );
    expect(read(3 * STEP_SECONDS)).toBeUndefined();
    // Nobody shows tomorrow's code today.
    expect(read(-1)).toBeUndefined();
  });

  it('on paper hold until there is a newer one', () => {
    const code = paperCode(of, 2);
    const read = (version: number | undefined) => readCode(` ${code} `, of, { now: at(0), version });
    expect([read(2), read(3), read(1), read(undefined)]).toEqual(['paper', undefined, undefined, undefined]);
  });

  it('belong to one place, person or household of one district', () => {
    const need = { townCode: '370304111', place: '照护 中心', personId: null, householdId: null };
    expect(codeSubject(need)).toBe(of.subject);
    const subjects = [
      need,
      { ...need, personId: 'x' },
      { ...need, householdId: 'x' },
      { ...need, place: '前坡村' },
    ].map(codeSubject);
    expect(new Set(subjects).size).toBe(4);
    const code = screenCode(of, at(0));
    for (const other of [
      { ...of, tenantId: 'b' },
      { ...of, subject: subjects[1] ?? '' },
    ])
      expect(readCode(code, other, { now: at(0), version: 1 })).toBeUndefined();
  });

  it('are not guessed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        expect(readCode(text, of, { now: at(0), version: 1 })).toBeUndefined();
      }),
    );
  });
});
