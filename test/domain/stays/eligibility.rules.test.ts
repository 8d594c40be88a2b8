import { describe, expect, it } from 'vitest';
import { plainDate } from '~/domain/kernel/plain-date';
import { readApplication, stageOf } from '~/domain/stays/application.rules';
import { type EligibilityFacts, examineEligibility } from '~/domain/stays/eligibility.rules';
import { concerns } from '~/domain/stays/whose.rules';

const today = plainDate('2026-11-23');
const facts = (over: Partial<EligibilityFacts> = {}): EligibilityFacts => ({
  category: 'tekun',
  birthDate: plainDate('1950-01-01'),
  townCode: '370304111',
  deceasedOn: null,
  stated: { eating: 'unmet' },
  grade: null,
  resident: false,
  ...over,
});
const outcome = (over: Partial<EligibilityFacts>) => {
  const { findings, proposed } = examineEligibility(facts(over), today);
  return [
    proposed,
    ...findings
      .filter((finding) => finding.outcome !== 'met')
      .map((finding) => `${finding.code} ${finding.outcome}`),
  ];
};

describe('whether somebody may have a place, as the machine proposes', () => {
  it.each([
    ['an old 特困 person who is not independent', {}, ['eligible']],
    ['on the sixtieth birthday', { birthDate: plainDate('1966-11-23') }, ['eligible']],
    [
      'a day before it: the disability certificate is to be seen',
      { birthDate: plainDate('1966-11-24') },
      ['check', 'labour check'],
    ],
    ['seventeen years old', { birthDate: plainDate('2009-11-23') }, ['eligible']],
    ['eighteen years old', { birthDate: plainDate('2008-11-23') }, ['check', 'labour check']],
    [
      'of another category, work is not asked',
      { category: 'dibao', birthDate: plainDate('1990-01-01') },
      ['eligible'],
    ],
    ['independent as the family says', { stated: { eating: 'met' } }, ['check', 'dependence check']],
    ['nothing stated', { stated: null }, ['check', 'dependence check']],
    ['independent as assessed', { grade: 'independent' }, ['ineligible', 'dependence unmet']],
    ['dependent as assessed, whatever was stated', { grade: 'partial', stated: null }, ['eligible']],
    ['from no known town', { townCode: null }, ['check', 'district check']],
    ['lives there already', { resident: true }, ['ineligible', 'residence unmet']],
    ['has died', { deceasedOn: plainDate('2026-11-01') }, ['ineligible', 'living unmet']],
  ] as [string, Partial<EligibilityFacts>, string[]][])('%s', (_, over, expected) => {
    expect(outcome(over)).toEqual(expected);
  });
});

describe('an application as typed', () => {
  const read = (said: Parameters<typeof readApplication>[0], reachable = true) => {
    const result = readApplication(said, { today, reachable });
    return result.ok ? result.value : result.refusals.map(({ field, code }) => `${field} ${code}`);
  };

  it('is read with today as its date and blanks as nothing', () => {
    expect(
      read({
        category: 'dibao',
        householdSize: '3',
        guardianName: ' 萧珍山 ',
        guardianPhone: '199-0000-5765',
        note: ' ',
      }),
    ).toEqual({
      category: 'dibao',
      householdSize: 3,
      details: null,
      guardianName: '萧珍山',
      guardianPhone: '19900005765',
      stated: null,
      appliedOn: today,
      note: null,
    });
  });

  it('names everything that is wrong at once', () => {
    expect(
      read(
        {
          category: 'rich',
          householdSize: 'three',
          guardianName: '<b>',
          appliedOn: '2026-11-24',
          stated: { eating: 'perhaps', walking: 'met' },
          note: 'x'.repeat(1_001),
        },
        false,
      ),
    ).toEqual([
      'category STAY.CATEGORY_MISSING',
      'householdSize STAY.HOUSEHOLD_SIZE',
      'appliedOn STAY.APPLIED_ON_FUTURE',
      'guardianName PERSON.NAME_FORM',
      'guardianPhone STAY.CONTACT_MISSING',
      'note STAY.NOTE_LONG',
      'stated.eating STAY.STATED_FORM',
    ]);
  });

  it.each([0, 31, 1.5, ''])('refuses a household of %j', (householdSize) => {
    expect(read({ category: 'dibao', householdSize })).toEqual(['householdSize STAY.HOUSEHOLD_SIZE']);
  });

  it('keeps a text that looks like a formula or markup as this text', () => {
    const note = '=HYPERLINK("http://127.0.0.1/","x")<img src=x>';
    expect(read({ category: 'dibao', note })).toMatchObject({ note });
  });
});

describe('where an application stands', () => {
  it('calls an eligible person with a confirmed grade assessed', () => {
    expect(stageOf('eligible', null)).toBe('eligible');
    expect(stageOf('eligible', 'total')).toBe('assessed');
    expect(stageOf('waiting', 'total')).toBe('waiting');
  });
});

describe('whose business an application is', () => {
  const about = { personId: 'p', townCode: '370304111' };
  const staff = { permissions: new Set(['stays.view'] as const) };
  const family = { permissions: new Set(['stays.view-own'] as const) };

  it('is that of all staff, of the town clerk of that town, and of that family', () => {
    expect(concerns(staff, about)).toBe(true);
    expect(concerns({ ...staff, townCode: '370304111' }, about)).toBe(true);
    expect(concerns({ ...staff, townCode: '370304001' }, about)).toBe(false);
    expect(concerns({ ...family, personId: 'p' }, about)).toBe(true);
    expect(concerns({ ...family, personId: 'q' }, about)).toBe(false);
    expect(concerns(family, about)).toBe(false);
  });
});
