import { describe, expect, it } from 'vitest';
import { plainDate } from '~/domain/kernel/plain-date';
import { type DispatchFacts, dispatchBar } from '~/domain/volunteers/dispatch.rules';

const date = plainDate('2026-12-07');
const bar = (facts: Partial<DispatchFacts>, skill: string | null = null, together = 1) =>
  dispatchBar(
    { birthDate: plainDate('1990-01-01'), skills: [], covers: [], ...facts },
    { skill, date, together },
  );

describe('whom one may send', () => {
  it('asks the skill, and its licence on that very day', () => {
    expect(bar({})).toBeUndefined();
    expect(bar({}, 'nursing')).toBe('skill');
    expect(bar({ skills: [{ skill: 'nursing', validUntil: date }] }, 'nursing')).toBeUndefined();
    expect(bar({ skills: [{ skill: 'nursing', validUntil: plainDate('2026-12-06') }] }, 'nursing')).toBe(
      'licence-expired',
    );
  });

  it('sends nobody under eighteen alone, nor to dangerous work in whatever company', () => {
    const eighteen = plainDate('2008-12-07');
    const almost = plainDate('2008-12-08');
    const skills = [{ skill: 'repair', validUntil: null }];
    const covers = [{ from: date, until: plainDate('2026-12-08') }];
    expect(bar({ birthDate: eighteen })).toBeUndefined();
    expect(bar({ birthDate: almost })).toBe('minor');
    expect(bar({ birthDate: almost }, null, 2)).toBeUndefined();
    expect(bar({ birthDate: almost, skills, covers }, 'repair', 2)).toBe('minor');
    expect(bar({ birthDate: eighteen, skills, covers }, 'repair')).toBeUndefined();
  });

  it('asks an insurance for dangerous work that covers the day, its end not included', () => {
    const skills = [{ skill: 'driving', validUntil: null }];
    const cover = (from: string, until: string) => [{ from: plainDate(from), until: plainDate(until) }];
    expect(bar({ skills }, 'driving')).toBe('insurance');
    expect(bar({ skills, covers: cover('2026-12-01', '2026-12-07') }, 'driving')).toBe('insurance');
    expect(bar({ skills, covers: cover('2026-12-07', '2026-12-08') }, 'driving')).toBeUndefined();
    expect(bar({ skills: [{ skill: 'haircut', validUntil: null }] }, 'haircut')).toBeUndefined();
  });
});
