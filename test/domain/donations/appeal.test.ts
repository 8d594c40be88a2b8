import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AppealFacts,
  emergencyDuties,
  lastReport,
  needState,
  nextReport,
  planDue,
  publishRefusals,
  reportState,
} from '~/domain/donations/appeal.rules';
import type { Qualification } from '~/domain/donations/qualification.rules';
import { addDays, plainDate } from '~/domain/kernel/plain-date';

const day = plainDate;
const holds = (kind: Qualification['kind'], validUntil: string | null = null): Qualification => ({
  kind,
  number: '演示',
  validFrom: day('2020-01-01'),
  validUntil: validUntil === null ? null : day(validUntil),
});
const today = day('2026-03-20');
const open: AppealFacts & { needs: { amountFen: bigint | null }[] } = {
  kind: 'open',
  urgent: false,
  startsOn: day('2026-04-01'),
  endsOn: day('2026-06-30'),
  goalFen: 100n,
  planNumber: '鲁募备〔2026〕1号',
  planFiledOn: day('2026-03-20'),
  planChangedOn: null,
  needs: [],
};
/** A right that ends with April, and its renewal from a day on. */
const renewed = (from: string): Qualification[] => [
  holds('public_fundraising', '2026-05-01'),
  { ...holds('public_fundraising', '2028-05-01'), number: '演示续期', validFrom: day(from) },
];
const charity = [holds('charity'), holds('public_fundraising')];

const codes = (appeal: typeof open, qualifications: readonly Qualification[] = charity, on = today) =>
  publishRefusals(appeal, { name: '演示慈善总会', nameEn: 'Demo Charity', qualifications }, on).map(
    ({ code }) => code,
  );

describe('an appeal may be published', () => {
  it.each([
    ['open with right and plan', open, charity, []],
    ['ten days after filing to the day', { ...open, startsOn: day('2026-03-30') }, charity, []],
    ['nine days after filing', { ...open, startsOn: day('2026-03-29') }, charity, ['APPEAL.PLAN_WAITS']],
    ['without plan', { ...open, planNumber: null, planFiledOn: null }, charity, ['APPEAL.PLAN_MISSING']],
    [
      'changed since it was filed',
      { ...open, planChangedOn: day('2026-03-21') },
      charity,
      ['APPEAL.PLAN_CHANGED'],
    ],
    ['filed tomorrow', { ...open, planFiledOn: day('2026-03-21') }, charity, ['APPEAL.PLAN_AHEAD']],
    ['without the right', open, [holds('charity')], ['APPEAL.NO_RIGHT']],
    [
      'whose right ends on its last day',
      open,
      [holds('charity'), holds('public_fundraising', '2026-06-30')],
      ['APPEAL.RIGHT_ENDS'],
    ],
    [
      'whose right ends the day after',
      open,
      [holds('charity'), holds('public_fundraising', '2026-07-01')],
      [],
    ],
    ['whose right is renewed while it runs', open, [holds('charity'), ...renewed('2026-05-01')], []],
    [
      'whose right is renewed a day too late',
      open,
      [holds('charity'), ...renewed('2026-05-02')],
      ['APPEAL.RIGHT_ENDS'],
    ],
    [
      'whose receiver may receive to the last day but one',
      { ...open, kind: 'directed' as const },
      [holds('charity', '2026-06-30')],
      ['APPEAL.RECEIVING_ENDS'],
    ],
    [
      'whose receiver may receive to the last day',
      { ...open, kind: 'directed' as const },
      [holds('charity', '2026-07-01')],
      [],
    ],
    [
      'whose receiver goes on under another right',
      { ...open, kind: 'directed' as const },
      [holds('charity', '2026-05-01'), { ...holds('public_institution'), validFrom: day('2026-05-01') }],
      [],
    ],
    [
      'whose right to receive has lapsed since its first day',
      { ...open, kind: 'directed' as const, startsOn: day('2026-03-01') },
      [holds('charity', '2026-03-20')],
      ['GIFT.ENTITY_LAPSED'],
    ],
    [
      'that is open, and whose both rights end on the way',
      open,
      [holds('charity', '2026-06-01'), holds('public_fundraising', '2026-05-01')],
      ['APPEAL.RECEIVING_ENDS', 'APPEAL.RIGHT_ENDS'],
    ],
    [
      'with the right to ask, but none to receive',
      open,
      [holds('public_fundraising')],
      ['GIFT.ENTITY_NOT_QUALIFIED'],
    ],
    [
      'directed without that right',
      { ...open, kind: 'directed' as const, planNumber: null, planFiledOn: null },
      [holds('charity')],
      [],
    ],
    [
      'of a bureau',
      { ...open, kind: 'directed' as const },
      [holds('bureau')],
      ['APPEAL.BUREAU_ONLY_DISASTER'],
    ],
    [
      'of a bureau after a disaster',
      { ...open, kind: 'directed' as const, urgent: true },
      [holds('bureau')],
      [],
    ],
    [
      'in an emergency before the plan is filed',
      { ...open, urgent: true, planNumber: null, planFiledOn: null },
      charity,
      [],
    ],
    ['in an emergency without the right', { ...open, urgent: true }, [holds('bureau')], ['APPEAL.NO_RIGHT']],
    ['that asks for nothing', { ...open, goalFen: null }, charity, ['APPEAL.NOTHING_ASKED']],
    ['that asks for goods alone', { ...open, goalFen: null, needs: [{ amountFen: null }] }, charity, []],
    [
      'that asks for less money than is needed',
      { ...open, goalFen: 99n, needs: [{ amountFen: 60n }, { amountFen: 40n }] },
      charity,
      ['APPEAL.GOAL_BELOW_NEEDS'],
    ],
  ])('%s', (_, appeal, qualifications, expected) => {
    expect(codes(appeal, qualifications)).toEqual(expected);
  });

  it('not beyond the right to receive, of which the last day is told', () => {
    const qualifications = [holds('charity', '2026-06-30')];
    const entity = { name: '演示慈善总会', nameEn: 'Demo Charity', qualifications };
    expect(publishRefusals({ ...open, kind: 'directed' }, entity, today)).toMatchObject([
      { code: 'APPEAL.RECEIVING_ENDS', field: 'endsOn', params: { until: '2026-06-29' } },
    ]);
  });

  it('not once it is over, and all that is wrong is told at once', () => {
    expect(
      codes({ ...open, planNumber: null, planFiledOn: null, goalFen: null }, [], day('2026-07-01')),
    ).toEqual([
      'GIFT.ENTITY_NOT_QUALIFIED',
      'APPEAL.NO_RIGHT',
      'APPEAL.PLAN_MISSING',
      'APPEAL.OVER',
      'APPEAL.NOTHING_ASKED',
    ]);
  });

  it('openly never sooner than ten days after its plan was filed, but in an emergency', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), (days) => {
        const startsOn = addDays(today, days);
        const found = codes({ ...open, startsOn, endsOn: addDays(startsOn, 10) });
        expect(found.includes('APPEAL.PLAN_WAITS')).toBe(days < 10);
      }),
    );
  });
});

describe('the plan of an appeal in an emergency', () => {
  const urgent = { ...open, urgent: true, planNumber: null, status: 'published' };
  it.each([
    ['is due ten days after its start', urgent, '2026-04-11'],
    ['is due of one that ended meanwhile', { ...urgent, status: 'ended' }, '2026-04-11'],
    ['is not due of a draft', { ...urgent, status: 'draft' }, null],
    ['is not due once it is on file', { ...urgent, planNumber: '演示' }, null],
    [
      'is due anew of one that was changed since',
      { ...urgent, planNumber: '演示', planChangedOn: today },
      '2026-04-11',
    ],
    ['is not due of one that is directed', { ...urgent, kind: 'directed' as const }, null],
    ['is on file before, without an emergency', { ...urgent, urgent: false }, null],
  ])('%s', (_, appeal, due) => {
    expect(planDue(appeal)).toBe(due);
  });
});

describe('publishing in an emergency', () => {
  const urgent = { ...open, urgent: true };
  it.each([
    ['says by when to file and to tell', { ...urgent, planNumber: null }, ['2026-04-11', '2026-04-06']],
    ['wants no plan that is on file', urgent, [null, '2026-04-06']],
    [
      'of a directed one wants no plan',
      { ...urgent, kind: 'directed' as const, planNumber: null },
      [null, '2026-04-06'],
    ],
  ])('%s', (_, appeal, [planBy, firstReportBy]) => {
    expect(emergencyDuties(appeal)).toEqual({ planBy, firstReportBy });
  });

  it('is nothing that another appeal hears of', () => {
    expect(emergencyDuties(open)).toBeUndefined();
  });
});

describe('a need', () => {
  const asked = { withdrawn: false, quantity: 5, accepted: 0, appeal: null };
  const appeal = { status: 'published', goalFen: 100n, receivedFen: 0n } as const;
  it.each([
    ['open', asked],
    ['withdrawn', { ...asked, withdrawn: true }],
    ['drafted', { ...asked, appeal: { ...appeal, status: 'draft' as const } }],
    ['asked', { ...asked, accepted: 4, appeal }],
    ['met', { ...asked, accepted: 5, appeal }],
    ['unmet', { ...asked, accepted: 4, appeal: { ...appeal, status: 'reported' as const } }],
    ['asked', { ...asked, quantity: null, appeal: { ...appeal, receivedFen: 99n } }],
    ['met', { ...asked, quantity: null, appeal: { ...appeal, status: 'ended' as const, receivedFen: 100n } }],
    [
      'unmet',
      { ...asked, quantity: null, appeal: { status: 'ended' as const, goalFen: null, receivedFen: 7n } },
    ],
  ])('is %s', (state, need) => {
    expect(needState(need)).toBe(state);
  });
});

describe('the public is to be told', () => {
  it.each([
    ['short', open, null],
    ['of six months', { ...open, endsOn: day('2026-10-01') }, null],
    ['longer', { ...open, endsOn: day('2026-10-02') }, '2026-07-01'],
    ['urgent', { ...open, urgent: true }, '2026-04-06'],
  ])('of one that is %s', (_, appeal, due) => {
    expect(nextReport(appeal, appeal.startsOn)).toBe(due);
  });

  it('of the whole within three months after the end', () => {
    expect(lastReport(day('2026-11-30'))).toBe('2027-02-28');
  });

  it.each([
    ['2026-03-19', 'late'],
    ['2026-03-20', 'soon'],
    ['2026-03-27', 'soon'],
    ['2026-03-28', 'later'],
  ])('due on %s it is %s', (due, state) => {
    expect(reportState(day(due), today)).toBe(state);
  });
});
