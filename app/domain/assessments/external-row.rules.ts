import type { ImportColumn } from '../kernel/import-columns';
import type { PlainDate } from '../kernel/plain-date';
import { addDays } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { parseWrittenDate } from '../kernel/written-date';
import { readIdentityNumber } from '../people/identity.rules';
import { type IssuerKind, resultRefusals } from './external-result.rules';
import { itemsOf, type Label, type ScaleDefinition } from './scale.rules';

const column = (
  field: string,
  header: string,
  example: string,
  aliases: string[],
  required = true,
): ImportColumn => ({ field, header, example, aliases, required });

/** Columns of a list of results that others found, in the order of the template. */
export const externalColumns: readonly ImportColumn[] = [
  column('identityNumber', '身份证号', '999999195001010026', [
    '身份证号码',
    '公民身份号码',
    'Identity number',
  ]),
  column('name', '姓名', '张三', ['被评估人', 'Name']),
  column('scaleCode', '量表', '老年人能力评估（26项）', ['评估标准', 'Scale']),
  column('issuerKind', '机构类别', '第三方评估机构', ['机构类型', 'Kind of issuer']),
  column('issuer', '评估机构', '某某评估中心', ['出具机构', '出具单位', 'Issuer']),
  column('issuerNumber', '报告编号', 'PG-2026-001', ['结论编号', '文号', 'Number']),
  column('assessedOn', '评估日期', '2026-11-1', ['Assessed on']),
  column('grade', '等级', '2级', ['评估等级', '结论', 'Grade']),
  column('totals', '得分', '总分=58', ['分项得分', '总分', 'Totals'], false),
  column('answers', '各项评分', '', ['分项评分', 'Answers'], false),
  column('lastDay', '有效期至', '', ['到期日', 'Valid through'], false),
  column('proofReference', '证明材料', '档案室 3-12', ['材料编号', 'Proof']),
  column('firstAssessor', '评估员一', '', ['评估员', 'First assessor'], false),
  column('secondAssessor', '评估员二', '', ['Second assessor'], false),
  column('note', '备注', '', ['Note'], false),
];

const headers = Object.fromEntries(externalColumns.map(({ field, header }) => [field, header]));

const KINDS: Readonly<Record<string, IssuerKind>> = {
  第三方评估机构: 'agency',
  评估机构: 'agency',
  第三方: 'agency',
  agency: 'agency',
  民政系统: 'civil-affairs',
  民政: 'civil-affairs',
  'civil affairs': 'civil-affairs',
  医院: 'hospital',
  医疗机构: 'hospital',
  hospital: 'hospital',
  长期护理保险: 'insurance',
  长护险: 'insurance',
  医保: 'insurance',
  insurance: 'insurance',
  其他: 'other',
  other: 'other',
};

/** A version of a scale, as far as a row needs it. */
export interface RowScale {
  readonly code: string;
  readonly version: number;
  readonly name: string;
  readonly nameEn: string;
  readonly fromOn: PlainDate;
  readonly definition: ScaleDefinition;
}

/** A row that was read and does not contradict itself. */
export interface ExternalRow {
  readonly identityNumber: string;
  readonly name: string;
  readonly scaleCode: string;
  readonly scaleVersion: number;
  readonly issuerKind: IssuerKind;
  readonly issuer: string;
  readonly issuerNumber: string;
  readonly assessedOn: PlainDate;
  readonly grade: string;
  readonly statedUntil: PlainDate | null;
  readonly totals: Readonly<Record<string, number>>;
  readonly answers: Readonly<Record<string, string>>;
  readonly proofReference: string;
  readonly firstAssessor: string | null;
  readonly secondAssessor: string | null;
  readonly note: string | null;
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s()]/g, '')
    .toLowerCase();

const called = (text: string, code: string, label: Label): boolean =>
  [code, label['zh-CN'], label.en].some((name) => plain(name) === plain(text));

/** `名称=值` several times over, with any mark between; undefined when it is written otherwise. */
function pairsOf(text: string): [string, string][] | undefined {
  const parts = text
    .normalize('NFKC')
    .split(/[;,、\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const pairs = parts.map((part) => /^(.+?)\s*[=:]\s*(.+)$/.exec(part));
  return pairs.every((pair) => pair !== null)
    ? pairs.map((pair) => [pair[1] as string, pair[2] as string])
    : undefined;
}

/** The grade by its code, its whole name, or the first part of the name: 2级. */
const gradeOf = (text: string, scale: ScaleDefinition): string | undefined =>
  scale.grades.find(
    ({ code, label }) =>
      called(text, code, label) ||
      [label['zh-CN'], label.en].some((name) => plain(name.split(/[\s,，（(]/)[0] ?? '') === plain(text)),
  )?.code;

/** A single number in the column of totals is that of the scale's last sum. */
function totalsOf(text: string, scale: ScaleDefinition): Record<string, number> | undefined {
  if (text === '') return {};
  const single = /^\d{1,3}$/.test(text.normalize('NFKC'));
  const last = scale.measures.findLast(({ kind }) => kind === 'sum');
  const pairs = single && last ? [[last.code, text.normalize('NFKC')] as [string, string]] : pairsOf(text);
  const read = pairs?.map(([name, value]) => {
    const measure = scale.measures.find(({ code, label }) => called(name, code, label));
    return measure && /^\d{1,4}$/.test(value) ? ([measure.code, Number(value)] as const) : undefined;
  });
  return read?.every((one) => one !== undefined) ? Object.fromEntries(read) : undefined;
}

function answersOf(text: string, scale: ScaleDefinition): Record<string, string> | undefined {
  if (text === '') return {};
  const read = pairsOf(text)?.map(([name, value]) => {
    const item = itemsOf(scale).find(({ code, label }) => called(name, code, label));
    const option =
      item?.options.find(({ code, label }) => called(value, code, label)) ??
      // A score says which option it was where only one has it.
      onlyOne(item?.options.filter(({ score }) => String(score) === value) ?? []);
    return item && option ? ([item.code, option.code] as const) : undefined;
  });
  return read?.every((one) => one !== undefined) ? Object.fromEntries(read) : undefined;
}

const onlyOne = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined);

/**
 * Reads one row, and checks it against its scale. Refuses, all at once, PERSON.IDENTITY_… (see `readIdentityNumber`),
 * ASSESSMENT.NAME_MISSING, .ISSUER_KIND_MISSING, .ISSUER_MISSING, .ISSUER_NUMBER_MISSING, .PROOF_MISSING, .DATE_FORM, .SCALE_UNKNOWN,
 * .TOTALS_FORM, .ANSWERS_FORM, .GRADE_UNKNOWN, and what `resultRefusals` names.
 */
export function readExternalRow(
  cells: Readonly<Record<string, string>>,
  { scales, today }: { scales: readonly RowScale[]; today: PlainDate },
): Result<ExternalRow> {
  const problems: Refusal[] = [];
  const text = (field: string): string => (cells[headers[field] as string] ?? '').trim();
  const must = <T>(field: string, value: T | undefined, code: string): T | undefined => {
    if (value === undefined || value === '') problems.push(refusal(code, { field }));
    return value;
  };
  const identity = readIdentityNumber(text('identityNumber'));
  if (!identity.ok) problems.push(...identity.refusals.map((one) => ({ ...one, field: 'identityNumber' })));
  const name = must('name', text('name'), 'ASSESSMENT.NAME_MISSING');
  const issuerKind = must(
    'issuerKind',
    KINDS[text('issuerKind').normalize('NFKC').toLowerCase()],
    'ASSESSMENT.ISSUER_KIND_MISSING',
  );
  const issuer = must('issuer', text('issuer').slice(0, 100), 'ASSESSMENT.ISSUER_MISSING');
  const issuerNumber = must(
    'issuerNumber',
    text('issuerNumber').slice(0, 60),
    'ASSESSMENT.ISSUER_NUMBER_MISSING',
  );
  const proofReference = must(
    'proofReference',
    text('proofReference').slice(0, 200),
    'ASSESSMENT.PROOF_MISSING',
  );
  const assessedOn = must('assessedOn', parseWrittenDate(text('assessedOn')), 'ASSESSMENT.DATE_FORM');
  const lastDay =
    text('lastDay') === ''
      ? null
      : must('lastDay', parseWrittenDate(text('lastDay')), 'ASSESSMENT.DATE_FORM');
  const versions = scales
    .filter((one) => called(text('scaleCode'), one.code, { 'zh-CN': one.name, en: one.nameEn }))
    .sort((a, b) => (a.fromOn < b.fromOn ? 1 : -1));
  if (versions.length === 0) problems.push(refusal('ASSESSMENT.SCALE_UNKNOWN', { field: 'scaleCode' }));
  const scale = assessedOn && versions.find(({ fromOn }) => fromOn <= assessedOn);
  if (assessedOn && versions[0] && !scale)
    problems.push(
      refusal('ASSESSMENT.SCALE_MISSING', {
        field: 'scaleCode',
        params: { scale: versions[0].code, date: assessedOn },
      }),
    );
  if (!scale || !assessedOn) return refuse(...problems);
  const { definition } = scale;
  const totals = must('totals', totalsOf(text('totals'), definition), 'ASSESSMENT.TOTALS_FORM');
  const answers = must('answers', answersOf(text('answers'), definition), 'ASSESSMENT.ANSWERS_FORM');
  const statedUntil = lastDay ? addDays(lastDay, 1) : null;
  const grade = gradeOf(text('grade'), definition) ?? '';
  const said = { assessedOn, statedUntil, grade, totals: totals ?? {}, answers: answers ?? {} };
  const fieldOf = (field = ''): string =>
    field === 'statedUntil' ? 'lastDay' : (field.split('.')[0] as string);
  problems.push(
    ...resultRefusals(said, { scale: definition, today }).map((one) => ({
      ...one,
      field: fieldOf(one.field),
    })),
  );
  if (problems.length > 0 || !identity.ok || !issuerKind) return refuse(...problems);
  return accept({
    ...said,
    identityNumber: identity.value.number,
    name: name ?? '',
    scaleCode: scale.code,
    scaleVersion: scale.version,
    issuerKind,
    issuer: issuer ?? '',
    issuerNumber: issuerNumber ?? '',
    proofReference: proofReference ?? '',
    firstAssessor: text('firstAssessor').slice(0, 60) || null,
    secondAssessor: text('secondAssessor').slice(0, 60) || null,
    note: text('note').slice(0, 1000) || null,
  });
}
