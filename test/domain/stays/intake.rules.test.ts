import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, plainDate } from '~/domain/kernel/plain-date';
import type { Refusal } from '~/domain/kernel/refusals';
import { workingDayAfter } from '~/domain/standards/calendar.rules';
import { readDetails } from '~/domain/stays/details.rules';
import { type isRequired, missingKinds } from '~/domain/stays/document-kinds.rules';
import {
  type DraftSaid,
  draftForm,
  isOvertaken,
  mayFillIn,
  stepOfField,
  withStep,
} from '~/domain/stays/draft.rules';
import { draftSteps, stepAfter } from '~/domain/stays/draft-steps.rules';
import { intakeClock } from '~/domain/stays/intake-clock.rules';

const day = plainDate;

describe('the clock of an application', () => {
  // 2026-11-02 is a Monday.
  const clock = (today: string, pauses: [string, string | null][] = [], limit = 5) =>
    intakeClock(
      {
        receivedOn: day('2026-11-02'),
        limit,
        pauses: pauses.map(([from, until]) => ({
          from: day(from),
          until: until === null ? null : day(until),
        })),
      },
      {
        today: day(today),
        special: [
          { day: day('2026-11-05'), kind: 'holiday' },
          { day: day('2026-11-07'), kind: 'workday' },
        ],
      },
    );

  it.each([
    [
      'on the day itself nothing has counted',
      '2026-11-02',
      [],
      { used: 0, dueOn: '2026-11-09', late: false },
    ],
    [
      'a holiday does not count, a make-up Saturday does',
      '2026-11-07',
      [],
      { used: 4, dueOn: '2026-11-09', late: false },
    ],
    ['the last day is in time', '2026-11-09', [], { used: 5, dueOn: '2026-11-09', late: false }],
    ['the day after is late', '2026-11-10', [], { used: 6, dueOn: '2026-11-09', late: true }],
    [
      'it stands from the day after the request',
      '2026-11-30',
      [['2026-11-03', null]],
      { used: 1, dueOn: undefined, late: false },
    ],
    [
      'the day of the request still counts',
      '2026-11-03',
      [['2026-11-03', null]],
      { used: 1, dueOn: undefined, late: false },
    ],
    [
      'it goes on the day after the answer',
      '2026-11-11',
      [['2026-11-03', '2026-11-10']],
      { used: 2, dueOn: '2026-11-16', late: false },
    ],
    [
      'asked and answered on one day takes nothing away',
      '2026-11-07',
      [['2026-11-03', '2026-11-03']],
      { used: 4, dueOn: '2026-11-09', late: false },
    ],
    [
      'asked when it was late already, it stays late',
      '2026-11-12',
      [['2026-11-10', null]],
      { used: 6, dueOn: '2026-11-09', late: true },
    ],
  ] as const)('%s', (_, today, pauses, expected) => {
    expect(clock(today, pauses as unknown as [string, string | null][])).toMatchObject(expected);
  });

  it('without a pause is due on the working day after as many, and each pause moves it on, never back', () => {
    const start = day('2026-01-05');
    const dates = fc.integer({ min: 0, max: 200 }).map((days) => addDays(start, days));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), dates, dates, (limit, one, other) => {
        const today = start;
        const plain = intakeClock({ receivedOn: start, limit, pauses: [] }, { today, special: [] });
        expect(plain.dueOn).toBe(workingDayAfter(start, limit, []));
        const [from, until] = one < other ? [one, other] : [other, one];
        const paused = intakeClock(
          { receivedOn: start, limit, pauses: [{ from, until }] },
          { today, special: [] },
        );
        expect((paused.dueOn ?? '') >= (plain.dueOn ?? '')).toBe(true);
        if (plain.dueOn && from >= plain.dueOn) expect(paused.dueOn).toBe(plain.dueOn);
      }),
    );
  });
});

describe('the steps of a draft', () => {
  const full: DraftSaid = draftForm.parse({
    person: { name: '宋秀兰', birthDate: '1948-5' },
    appliedOn: '2026-11-02',
    householdSize: '三口',
    guardianName: '宋小兰',
    guardianRelation: 'child',
    guardianPhone: '199',
    stated: { eating: 'unmet' },
    care: ['oxygen'],
    rooms: ['window'],
    wish: '靠窗',
    note: '住二楼',
    category: 'dibao',
    facts: ['disability_certificate'],
    disabilityKind: 'sight',
    disabilityGrade: '1',
    documentsLater: '下周补',
  });

  it('in any order, and each saved as often as one likes, make the same draft', () => {
    const orders = fc.shuffledSubarray([...draftSteps, ...draftSteps], { minLength: 12 });
    fc.assert(
      fc.property(orders, (order) => {
        const made = order.reduce<DraftSaid>((draft, step) => withStep(draft, step, full), {});
        expect(made).toEqual(full);
      }),
    );
  });

  it('each changes its own fields and no other, and what is emptied is gone', () => {
    for (const step of draftSteps) {
      const emptied = withStep(full, step, {});
      const gone = Object.keys(full).filter((field) => !(field in emptied));
      expect(gone.every((field) => stepOfField(field) === step)).toBe(true);
      expect(withStep(emptied, step, full)).toEqual(full);
    }
  });

  it.each([
    ['person.name', 'who'],
    ['guardianPhone', 'household'],
    ['stated.eating', 'needs'],
    ['disabilityGrade', 'hardship'],
    ['document.identity_card', 'documents'],
    ['documentsLater', 'documents'],
    [undefined, 'who'],
  ])('%s is put right at %s', (field, step) => expect(stepOfField(field)).toBe(step));

  it('follow each other to the last', () => {
    expect(draftSteps.map(stepAfter)).toEqual([
      'household',
      'needs',
      'hardship',
      'documents',
      'check',
      'check',
    ]);
  });

  it('only who saves the same step after somebody else is told', () => {
    const steps = { who: 2, needs: 5 };
    expect(isOvertaken(steps, 'needs', 4)).toBe(true);
    expect(isOvertaken(steps, 'needs', 5)).toBe(false);
    expect(isOvertaken(steps, 'who', 4)).toBe(false);
    expect(isOvertaken(steps, 'household', 1)).toBe(false);
  });

  it('are for the family of the person, the town where it was begun, and whoever takes applications', () => {
    const draft = { personId: 'p', townCode: '370304111' };
    const family = { permissions: new Set(['stays.apply'] as const), personId: 'p' };
    const staff = { permissions: new Set(['stays.apply', 'stays.view'] as const) };
    expect(mayFillIn(family, draft)).toBe(true);
    expect(mayFillIn({ ...family, personId: 'q' }, draft)).toBe(false);
    expect(mayFillIn({ ...family, personId: undefined }, { ...draft, personId: null })).toBe(false);
    expect(mayFillIn({ ...staff, townCode: '370304111' }, draft)).toBe(true);
    expect(mayFillIn({ ...staff, townCode: '370304101' }, draft)).toBe(false);
    expect(mayFillIn(staff, { personId: null, townCode: null })).toBe(true);
  });
});

describe('which documents are required', () => {
  const kinds = [
    { code: 'card', requiredOf: { always: true as const } },
    { code: 'booklet', requiredOf: { categories: ['tekun' as const] } },
    { code: 'certificate', requiredOf: { facts: ['disability_certificate' as const] } },
    { code: 'guardian', requiredOf: { guardian: true as const } },
    { code: 'other', requiredOf: {} },
  ];
  const missing = (of: Parameters<typeof isRequired>[1], there: string[] = []) =>
    missingKinds(kinds, of, new Set(there)).map(({ code }) => code);

  it('follows from category, facts and guardian', () => {
    expect(missing({})).toEqual(['card']);
    expect(missing({ category: 'tekun', facts: ['disability_certificate'], guardianName: '甲' })).toEqual([
      'card',
      'booklet',
      'certificate',
      'guardian',
    ]);
    expect(missing({ category: 'dibao', guardianName: ' ' }, ['card'])).toEqual([]);
  });
});

describe('the details of an application', () => {
  const read = (said: Parameters<typeof readDetails>[0]) => {
    const problems: Refusal[] = [];
    return {
      details: readDetails(said, problems),
      problems: problems.map(({ code, field }) => `${code} ${field}`),
    };
  };

  it('nothing said is nothing kept', () =>
    expect(read({ care: [], wish: '  ' })).toEqual({ details: null, problems: [] }));

  it('a certificate has a kind and a grade, and these have a certificate', () => {
    expect(read({ facts: ['disability_certificate'] }).problems).toEqual([
      'STAY.DISABILITY_WHOLE disabilityKind',
      'STAY.DISABILITY_WHOLE disabilityGrade',
    ]);
    expect(read({ disabilityGrade: '2' }).problems).toEqual(['STAY.DISABILITY_UNTICKED facts']);
    expect(
      read({ facts: ['disability_certificate'], disabilityKind: 'sight', disabilityGrade: '1' }),
    ).toMatchObject({ details: { disabilityGrade: 1 }, problems: [] });
  });

  it('everything that is wrong is told at once', () => {
    expect(
      read({ care: ['magic'], guardianRelation: 'neighbour', wish: '长'.repeat(501), disabilityGrade: 5 })
        .problems,
    ).toEqual([
      'STAY.DISABILITY_GRADE disabilityGrade',
      'STAY.DETAIL_UNKNOWN guardianRelation',
      'STAY.DETAIL_UNKNOWN care',
      'STAY.DETAIL_LONG wish',
      'STAY.DISABILITY_UNTICKED facts',
    ]);
  });
});
