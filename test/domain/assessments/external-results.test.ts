import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import gbt from '#db/seed/reference/scales/gbt-42195-1.json';
import ltc from '#db/seed/reference/scales/ltc-37-1.json';
import mzt from '#db/seed/reference/scales/mzt-039-1.json';
import tekunSix from '#db/seed/reference/scales/tekun-six-1.json';
import { identityNumberOf } from '#test/factories/identity-number';
import { resultKey, resultRefusals } from '~/domain/assessments/external-result.rules';
import { externalColumns, readExternalRow } from '~/domain/assessments/external-row.rules';
import { possibleGrades } from '~/domain/assessments/possible.rules';
import { scaleForm } from '~/domain/assessments/scale.forms';
import { itemsOf, type ScaleDefinition } from '~/domain/assessments/scale.rules';
import { score } from '~/domain/assessments/scoring.rules';
import { plainDate } from '~/domain/kernel/plain-date';

const scales = [tekunSix, gbt, ltc, mzt].map((one) => scaleForm.parse(one));
const named = (code: string): ScaleDefinition =>
  scales.find((one) => one.code === code)?.definition as ScaleDefinition;

describe('what a paper leaves possible', () => {
  it.each(scales.map((one) => [one.code, one.definition] as const))(
    '%s: never calls impossible what its own scale gives, and with every answer leaves that one grade',
    (_, scale) => {
      const items = itemsOf(scale);
      const answers = fc
        .tuple(...items.map(({ options }) => fc.constantFrom(...options.map(({ code }) => code))))
        .map((chosen) => Object.fromEntries(items.map(({ code }, place) => [code, chosen[place] as string])));
      const told = fc.subarray(items.map(({ code }) => code));
      const stated = fc.subarray(scale.measures.map(({ code }) => code));
      fc.assert(
        fc.property(answers, told, stated, (given, some, totals) => {
          const scored = score(scale, given);
          if (!scored.ok) throw new Error('scored');
          const values = Object.fromEntries(scored.value.measures.map(({ code, value }) => [code, value]));
          const all = possibleGrades(scale, { answers: given, totals: values });
          expect(all).toEqual({ grades: [scored.value.grade], contradictions: [] });
          const partly = possibleGrades(scale, {
            answers: Object.fromEntries(some.map((item) => [item, given[item] as string])),
            totals: Object.fromEntries(totals.map((code) => [code, values[code] as number])),
          });
          expect(partly.contradictions).toEqual([]);
          expect(partly.grades).toContain(scored.value.grade);
        }),
        { numRuns: 60 },
      );
    },
  );

  it.each([
    ['gbt-42195', { total: 90 }, ['grade-0', 'grade-1', 'grade-4']],
    ['gbt-42195', { total: 58 }, ['grade-2', 'grade-3', 'grade-4']],
    ['gbt-42195', { total: 10 }, ['grade-4']],
    ['ltc-37', { 'adl-total': 100, 'cognition-total': 16, 'perception-total': 12 }, ['grade-0']],
    ['ltc-37', { 'adl-total': 40, 'cognition-total': 0, 'perception-total': 12 }, ['grade-5']],
    ['ltc-37', { 'adl-total': 40 }, ['grade-3', 'grade-4', 'grade-5']],
    ['tekun-six', { unmet: 3 }, ['partial']],
  ])('%s with %j: %j', (code, totals, grades) => {
    expect(possibleGrades(named(code), { answers: {}, totals })).toEqual({ grades, contradictions: [] });
  });

  it.each([
    ['ltc-37', { 'adl-total': 62 }],
    ['ltc-37', { 'cognition-total': 17 }],
    ['gbt-42195', { 'self-care-total': 33 }],
    [
      'gbt-42195',
      { 'self-care-total': 32, 'mobility-total': 15, 'mental-total': 28, 'social-total': 15, total: 89 },
    ],
    ['tekun-six', { unmet: 7 }],
  ])('%s cannot have %j', (code, totals) => {
    expect(possibleGrades(named(code), { answers: {}, totals }).contradictions).toHaveLength(1);
  });
});

describe('a result of others', () => {
  const today = plainDate('2026-11-20');
  const said = (given: object = {}) => ({
    assessedOn: plainDate('2026-10-01'),
    grade: 'grade-2',
    statedUntil: null,
    totals: { total: 58 },
    answers: {},
    ...given,
  });
  const codes = (given: object, code = 'gbt-42195') =>
    resultRefusals(said(given), { scale: named(code), today }).map((one) => `${one.field} ${one.code}`);

  it.each([
    [{}, []],
    [{ grade: 'grade-1' }, ['grade ASSESSMENT.GRADE_AGAINST_SCORES']],
    [{ grade: 'total' }, ['grade ASSESSMENT.GRADE_UNKNOWN']],
    [{ assessedOn: plainDate('2026-11-21') }, ['assessedOn ASSESSMENT.DATE_FUTURE']],
    [{ assessedOn: today }, []],
    // Twelve months: it held through 19 November.
    [{ assessedOn: plainDate('2025-11-20') }, ['assessedOn ASSESSMENT.RESULT_EXPIRED']],
    [{ assessedOn: plainDate('2025-11-21') }, []],
    [{ statedUntil: plainDate('2026-11-20') }, ['statedUntil ASSESSMENT.RESULT_EXPIRED']],
    [{ statedUntil: plainDate('2026-11-21') }, []],
    [{ statedUntil: plainDate('2026-10-01') }, ['statedUntil ASSESSMENT.UNTIL_ORDER']],
    [{ totals: { total: 91 } }, ['totals.total ASSESSMENT.TOTAL_IMPOSSIBLE']],
    [{ totals: { adl: 5 } }, ['totals.adl ASSESSMENT.TOTAL_UNKNOWN']],
    [
      { answers: { eating: '9', shopping: '1' } },
      ['answers.eating ASSESSMENT.ITEM_UNKNOWN_ANSWER', 'answers.shopping ASSESSMENT.ITEM_UNKNOWN'],
    ],
  ])('%j is refused with %j', (given, problems) => {
    expect(codes(given)).toEqual(problems);
  });

  it('is the same paper however issuer and number are written', () => {
    expect(resultKey('区 中医院', 'ＰＧ-2026-001')).toBe(resultKey('区中医院 ', 'pg-2026-001'));
    expect(resultKey('区中医院', '1')).not.toBe(resultKey('市中医院', '1'));
  });
});

describe('a row of results of others', () => {
  const today = plainDate('2026-11-20');
  const number = identityNumberOf({ birthDate: plainDate('1944-02-03'), serial: 3 });
  const row = (given: Record<string, string> = {}): Record<string, string> => ({
    身份证号: number,
    姓名: '宋桂兰',
    量表: '老年人能力评估(26项)',
    机构类别: '医院',
    评估机构: '区中医院',
    报告编号: 'A-1',
    评估日期: '2026/10/1',
    等级: '2级',
    得分: '58',
    证明材料: '档案室 3-12',
    ...given,
  });
  const read = (given: Record<string, string> = {}) => readExternalRow(row(given), { scales, today });
  const codes = (given: Record<string, string>) => {
    const result = read(given);
    return result.ok ? [] : result.refusals.map((one) => `${one.field} ${one.code}`);
  };

  it('is read with what it means', () => {
    expect(read({ 有效期至: '2027-3-31', 各项评分: '进食=4；室内行走: 3' })).toMatchObject({ ok: false });
    expect(
      read({ 有效期至: '2027-3-31', 各项评分: '进食=4；修饰：3', 得分: '总分=58；自理能力得分=20' }),
    ).toMatchObject({
      ok: true,
      value: {
        identityNumber: number,
        scaleCode: 'gbt-42195',
        issuerKind: 'hospital',
        grade: 'grade-2',
        assessedOn: '2026-10-01',
        statedUntil: '2027-04-01',
        totals: { total: 58, 'self-care-total': 20 },
        answers: { eating: '4', grooming: '3' },
      },
    });
    expect(read({ 量表: 'tekun-six', 等级: '半护理', 得分: '' })).toMatchObject({ ok: false });
    expect(read({ 量表: 'tekun-six', 等级: '部分丧失生活自理能力', 得分: '' })).toMatchObject({
      ok: true,
      value: { grade: 'partial', totals: {} },
    });
  });

  it.each([
    [{ 身份证号: '123' }, ['identityNumber PERSON.IDENTITY_FORM']],
    [{ 量表: '某量表' }, ['scaleCode ASSESSMENT.SCALE_UNKNOWN']],
    [{ 量表: 'gbt-42195', 评估日期: '2022-12-29' }, ['scaleCode ASSESSMENT.SCALE_MISSING']],
    [
      { 机构类别: '?', 证明材料: '' },
      ['issuerKind ASSESSMENT.ISSUER_KIND_MISSING', 'proofReference ASSESSMENT.PROOF_MISSING'],
    ],
    [{ 等级: '5级' }, ['grade ASSESSMENT.GRADE_UNKNOWN']],
    [{ 等级: '1级' }, ['grade ASSESSMENT.GRADE_AGAINST_SCORES']],
    [{ 得分: '不详' }, ['totals ASSESSMENT.TOTALS_FORM']],
    [{ 得分: '总分=91' }, ['totals ASSESSMENT.TOTAL_IMPOSSIBLE']],
    [{ 有效期至: '2026-11-19' }, ['lastDay ASSESSMENT.RESULT_EXPIRED']],
    [{ 评估日期: '昨天' }, ['assessedOn ASSESSMENT.DATE_FORM']],
  ])('%j is refused with %j', (given, problems) => {
    expect(codes(given as Record<string, string>)).toEqual(problems);
  });

  it('has every column that is read in the template', () => {
    expect(externalColumns.map(({ header }) => header)).toEqual(expect.arrayContaining(Object.keys(row())));
  });
});
