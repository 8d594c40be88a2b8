import type { ImportColumn } from '../kernel/import-columns';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { parseWrittenDate } from '../kernel/written-date';
import { type KnownTown, matchTown } from '../organisations/town.rules';
import { readName, readPhone } from './contact.rules';
import type { Sex } from './identity.rules';
import { type HardshipCategory, type PersonRead, type Registration, readPerson } from './person.rules';

/** The six abilities of 特困人员认定办法 Art. 21, by their codes in the scale `tekun-six`. */
export const sixItems = ['eating', 'dressing', 'transfer', 'toileting', 'walking', 'bathing'] as const;
export type SixItem = (typeof sixItems)[number];

/** One row of a sheet of applicants, read. Texts are kept as texts, whatever they look like. */
export interface ApplicantRow {
  readonly person: PersonRead & {
    readonly registration: Registration;
    readonly townCode: string;
    readonly village: string | null;
    readonly hardshipCategory: HardshipCategory;
  };
  /** Persons in the household, 1 to 30. */
  readonly householdSize: number | null;
  /** As the applicant states it; an assessment asks again. */
  readonly stated: Readonly<Record<SixItem, 'met' | 'unmet'>>;
  readonly guardianName: string | null;
  /** Where the family is reached. */
  readonly phone: string | null;
  readonly appliedOn: PlainDate;
  readonly note: string | null;
}

const column = (
  field: string,
  header: string,
  example: string,
  aliases: string[],
  required = true,
): ImportColumn => ({
  field,
  header,
  example,
  aliases,
  required,
});

/** Columns of the sheet in the order of the template. */
export const applicantColumns: readonly ImportColumn[] = [
  column('number', '序号', '1', ['编号', 'No.'], false),
  column('name', '姓名', '张三', ['申请人', '申请人姓名', 'Name']),
  column('sex', '性别', '女', ['Sex'], false),
  column('identityNumber', '身份证号', '999999195001010026', [
    '身份证号码',
    '公民身份号码',
    'Identity number',
  ]),
  column('birthDate', '出生日期', '1950-1-1', ['出生年月日', '生日', 'Birth date'], false),
  column('registration', '户籍性质', '农村', ['户口性质', 'Registration']),
  column('townCode', '镇街', '源泉镇', ['镇(街道)', '镇/街道', '乡镇街道', 'Town']),
  column('village', '村居', '前坡村', ['村(居)', '村/居', 'Village'], false),
  column('householdSize', '家庭人口', '2', ['家庭人口数', '人口', 'Household size'], false),
  column('hardshipCategory', '困难类别', '特困', ['救助类别', 'Category']),
  column('eating', '自主吃饭', '是', ['吃饭', 'Eating']),
  column('dressing', '自主穿衣', '是', ['穿衣', 'Dressing']),
  column('transfer', '自主上下床', '否', ['上下床', 'Transfer']),
  column('toileting', '自主如厕', '否', ['如厕', 'Toileting']),
  column('walking', '室内自主行走', '否', ['室内行走', '行走', 'Walking']),
  column('bathing', '自主洗澡', '否', ['洗澡', 'Bathing']),
  column('guardianName', '监护人', '李四', ['监护人姓名', 'Guardian'], false),
  column('phone', '联系电话', '19900000000', ['电话', '手机', 'Phone'], false),
  column('appliedOn', '申请日期', '2026-11-1', ['申请时间', 'Applied on']),
  column('note', '备注', '', ['说明', 'Note'], false),
];

const headers = Object.fromEntries(applicantColumns.map(({ field, header }) => [field, header]));

const SEXES: Readonly<Record<string, Sex>> = {
  男: 'male',
  男性: 'male',
  male: 'male',
  m: 'male',
  女: 'female',
  女性: 'female',
  female: 'female',
  f: 'female',
};

const REGISTRATIONS: Readonly<Record<string, Registration>> = {
  农村: 'rural',
  农业: 'rural',
  农村户籍: 'rural',
  农业户口: 'rural',
  rural: 'rural',
  城镇: 'urban',
  城市: 'urban',
  非农业: 'urban',
  城镇户籍: 'urban',
  非农业户口: 'urban',
  urban: 'urban',
};

const CATEGORIES: Readonly<Record<string, HardshipCategory>> = {
  特困: 'tekun',
  特困人员: 'tekun',
  特困供养: 'tekun',
  低保: 'dibao',
  低保家庭: 'dibao',
  最低生活保障: 'dibao',
  低保边缘: 'dibao_marginal',
  低保边缘家庭: 'dibao_marginal',
  支出型困难: 'expense',
  支出型困难家庭: 'expense',
  支出型: 'expense',
  特殊困难家庭: 'special_hardship',
  特殊困难: 'special_hardship',
};

const registrationCodes = { unknown: 'PERSON.REGISTRATION_UNKNOWN', missing: 'PERSON.REGISTRATION_MISSING' };
const categoryCodes = { unknown: 'PERSON.CATEGORY_UNKNOWN', missing: 'PERSON.CATEGORY_MISSING' };

const ABLE = new Set(['是', '√', '✓', '✔', '☑', '能', '可以', '对', 'y', 'yes', 'true', '1']);
const UNABLE = new Set([
  '否',
  '×',
  '✗',
  '✘',
  '✕',
  'x',
  '╳',
  '不',
  '不能',
  '不可以',
  '错',
  'n',
  'no',
  'false',
  '0',
]);

const plain = (text: string | undefined): string =>
  (text ?? '').normalize('NFKC').replace(/\s/g, '').toLowerCase();

/** Reads one word of a list; blank is `undefined` for the caller to judge, anything unknown is refused. */
function choose<Value>(
  cells: Cells,
  field: string,
  known: Readonly<Record<string, Value>>,
  code: string,
  problems: Refusal[],
): Value | undefined {
  const written = plain(cells[headers[field] as string]);
  const value = Object.hasOwn(known, written) ? known[written] : undefined;
  if (written && value === undefined) problems.push(refusal(code, { field }));
  return value;
}

function chooseNeeded<Value>(
  cells: Cells,
  field: string,
  known: Readonly<Record<string, Value>>,
  codes: { unknown: string; missing: string },
  problems: Refusal[],
): Value | undefined {
  if (plain(cells[headers[field] as string])) return choose(cells, field, known, codes.unknown, problems);
  problems.push(refusal(codes.missing, { field }));
  return undefined;
}

type Cells = Readonly<Record<string, string>>;

function readStated(cells: Cells, problems: Refusal[]): ApplicantRow['stated'] {
  const stated: Record<string, 'met' | 'unmet'> = {};
  for (const field of sixItems) {
    const item = headers[field] as string;
    const written = plain(cells[item]);
    const params = { item };
    if (ABLE.has(written)) stated[field] = 'met';
    else if (UNABLE.has(written)) stated[field] = 'unmet';
    else
      problems.push(
        refusal(written ? 'PERSON.SIX_ITEM_UNREADABLE' : 'PERSON.SIX_ITEM_BLANK', { field, params }),
      );
  }
  return stated as ApplicantRow['stated'];
}

function readDate(cells: Cells, field: string, code: string, problems: Refusal[]): PlainDate | undefined {
  const written = cells[headers[field] as string]?.trim();
  const date = written ? parseWrittenDate(written) : undefined;
  if (written && !date) problems.push(refusal(code, { field }));
  return date;
}

function readAppliedOn(cells: Cells, today: PlainDate, problems: Refusal[]): PlainDate | undefined {
  const field = 'appliedOn';
  if (!cells[headers[field] as string]?.trim())
    problems.push(refusal('PERSON.APPLIED_ON_MISSING', { field }));
  const date = readDate(cells, field, 'PERSON.APPLIED_ON_FORM', problems);
  if (date && date > today) problems.push(refusal('PERSON.APPLIED_ON_FUTURE', { field, params: { date } }));
  return date;
}

function readHouseholdSize(cells: Cells, problems: Refusal[]): number | null {
  const written = plain(cells[headers.householdSize as string]).replace(/[人口]+$/, '');
  if (!written) return null;
  const size = /^\d{1,2}(\.0+)?$/.test(written) ? Number(written) : 0;
  if (size < 1 || size > 30) problems.push(refusal('PERSON.HOUSEHOLD_SIZE', { field: 'householdSize' }));
  return size;
}

/** A field of another noun's reader under the name it has here. */
function readOptional(
  cells: Cells,
  field: string,
  reader: (text: string) => Result<string>,
  problems: Refusal[],
): string | null {
  const written = cells[headers[field] as string]?.trim();
  if (!written) return null;
  const read = reader(written);
  if (!read.ok) problems.push(...read.refusals.map((one) => ({ ...one, field })));
  return read.ok ? read.value : null;
}

/**
 * Reads a row of a sheet of applicants by the headings of `applicantColumns`. Blanks, full-width forms, the several ways to
 * write a date, a town, a telephone number or a tick are put right; anything doubtful is refused and nothing guessed.
 * All problems of the row at once, each with the field of its column: what `readPerson` refuses, and PERSON.SEX_UNREADABLE,
 * .BIRTH_DATE_FORM, .REGISTRATION_…, .TOWN_…, .CATEGORY_… (`_MISSING`, `_UNKNOWN`), .HOUSEHOLD_SIZE, .SIX_ITEM_BLANK,
 * .SIX_ITEM_UNREADABLE, .APPLIED_ON_MISSING, .APPLIED_ON_FORM, .APPLIED_ON_FUTURE. Whether the person stands in the sheet
 * or in the register already is not judged here.
 */
export function readApplicantRow(
  cells: Cells,
  { towns, today }: { towns: readonly KnownTown[]; today: PlainDate },
): Result<ApplicantRow> {
  const problems: Refusal[] = [];
  const at = (field: string): string => cells[headers[field] as string]?.trim() ?? '';

  const sex = choose(cells, 'sex', SEXES, 'PERSON.SEX_UNREADABLE', problems);
  const birthDate = readDate(cells, 'birthDate', 'PERSON.BIRTH_DATE_FORM', problems);
  if (!at('identityNumber')) problems.push(refusal('PERSON.IDENTITY_MISSING', { field: 'identityNumber' }));
  const person = at('identityNumber')
    ? readPerson({ name: at('name'), sex, birthDate, identityNumber: at('identityNumber') }, today)
    : asNamed(at('name'));
  if (!person.ok) problems.push(...person.refusals);

  const registration = chooseNeeded(cells, 'registration', REGISTRATIONS, registrationCodes, problems);
  const town = matchTown(at('townCode'), towns);
  if (!town)
    problems.push(
      refusal(at('townCode') ? 'PERSON.TOWN_UNKNOWN' : 'PERSON.TOWN_MISSING', { field: 'townCode' }),
    );
  const householdSize = readHouseholdSize(cells, problems);
  const hardshipCategory = chooseNeeded(cells, 'hardshipCategory', CATEGORIES, categoryCodes, problems);
  const stated = readStated(cells, problems);
  const guardianName = readOptional(cells, 'guardianName', readName, problems);
  const phone = readOptional(cells, 'phone', readPhone, problems);
  const appliedOn = readAppliedOn(cells, today, problems);

  if (
    problems.length > 0 ||
    !person.ok ||
    !person.value ||
    !registration ||
    !town ||
    !hardshipCategory ||
    !appliedOn
  ) {
    return refuse(...problems);
  }
  return accept({
    person: {
      ...person.value,
      registration,
      townCode: town.code,
      village: at('village') || null,
      hardshipCategory,
    },
    householdSize,
    stated,
    guardianName,
    phone,
    appliedOn,
    note: at('note') || null,
  });
}

/** Without an identity number only the name can be judged. */
function asNamed(name: string): Result<PersonRead | undefined> {
  const read = readName(name);
  return read.ok ? accept(undefined) : refuse(...read.refusals.map((one) => ({ ...one, field: 'name' })));
}
