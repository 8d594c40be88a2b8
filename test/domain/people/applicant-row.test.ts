import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tenTowns } from '#test/factories/organisations';
import { plainDate } from '~/domain/kernel/plain-date';
import { applicantColumns, readApplicantRow } from '~/domain/people/applicant-row.rules';
import { projectRoot } from '~/platform/project-root';
import { readSpreadsheet } from '~/platform/spreadsheet/read-spreadsheet';

const folder = join(projectRoot, 'test/fixtures/intake');
const today = plainDate('2026-11-23');
const read = (cells: Readonly<Record<string, string>>) => readApplicantRow(cells, { towns: tenTowns, today });

async function rowsOf(fileName: string) {
  const sheet = await readSpreadsheet(readFileSync(join(folder, fileName)), fileName);
  if (!sheet.ok) throw new Error(JSON.stringify(sheet.refusals));
  return sheet.value.rows;
}

interface Note {
  readonly row: number;
  readonly why: string;
  readonly personId: string;
}
const { notes } = JSON.parse(readFileSync(join(folder, 'applicants-truth.json'), 'utf8')) as {
  notes: Note[];
};

describe.each(['applicants.xlsx', 'applicants-gb18030.csv'])('the real sheet %s', (fileName) => {
  it('has every heading of the template and 81 rows', async () => {
    const rows = await rowsOf(fileName);
    expect(rows).toHaveLength(81);
    expect(Object.keys(rows[0]?.cells ?? {})).toEqual(applicantColumns.map(({ header }) => header));
  });

  it('refuses exactly the marked rows; the duplicate of row 5 is for the import to judge', async () => {
    const refused = (await rowsOf(fileName)).filter(({ cells }) => !read(cells).ok).map(({ row }) => row);
    expect(refused).toEqual([34, 39, 44, 49, 54, 59, 64, 69]);
    const marked = new Set(notes.filter(({ why }) => why.startsWith('refuse:')).map(({ row }) => row));
    expect([...marked]).toEqual([...refused, 79]);
  });

  it.each([
    [34, 'identityNumber', 'PERSON.IDENTITY_CHECK'],
    [39, 'sex', 'PERSON.SEX_DISAGREES'],
    [44, 'birthDate', 'PERSON.BIRTH_DATE_DISAGREES'],
    [49, 'birthDate', 'PERSON.BIRTH_DATE_FORM'],
    [54, 'name', 'PERSON.NAME_MISSING'],
    [59, 'townCode', 'PERSON.TOWN_UNKNOWN'],
    [64, 'transfer', 'PERSON.SIX_ITEM_BLANK'],
    [69, 'appliedOn', 'PERSON.APPLIED_ON_FUTURE'],
  ])('names what is wrong in row %i: %s', async (row, field, code) => {
    const found = read((await rowsOf(fileName)).find((one) => one.row === row)?.cells ?? {});
    expect(found.ok ? [] : found.refusals).toContainEqual(expect.objectContaining({ field, code }));
  });

  it('reads the rows marked clean as what they mean', async () => {
    const rows = new Map((await rowsOf(fileName)).map(({ row, cells }) => [row, read(cells)]));
    const appliedIn = (row: number) => {
      const found = rows.get(row);
      if (!found?.ok) throw new Error(`row ${row} was refused`);
      return found.value;
    };
    for (const { row, why, personId } of notes.filter(({ why }) => why.startsWith('clean-ok:'))) {
      expect(appliedIn(row).person.identityNumber, why).toBe(personId);
    }
    expect(appliedIn(14).person.birthDate).toBe('1990-05-10');
    expect(appliedIn(19).person.townCode).toBe('370304004');
    expect(appliedIn(24).phone).toBe('19900004198');
    expect(appliedIn(29).stated).toEqual({
      eating: 'unmet',
      dressing: 'unmet',
      transfer: 'met',
      toileting: 'unmet',
      walking: 'met',
      bathing: 'unmet',
    });
    expect(appliedIn(74).note).toBe('=HYPERLINK("http://127.0.0.1/","x")');
    // The truth file places the markup at row 79; in the sheet it stands in row 80, and row 79 is the double of row 5.
    expect(appliedIn(80).note).toBe('<img src=x onerror=alert(1)>');
    expect(appliedIn(79).person).toEqual(appliedIn(5).person);
    expect(appliedIn(2)).toMatchObject({
      person: {
        name: '梁明文',
        sex: 'female',
        registration: 'rural',
        townCode: '370304002',
        village: '西村',
        hardshipCategory: 'dibao',
      },
      householdSize: 2,
      guardianName: '萧珍山',
      appliedOn: '2026-05-24',
      note: null,
    });
  });
});

describe('a row with several things wrong', () => {
  const right = {
    姓名: '梁明文',
    身份证号: '999999196808178502',
    户籍性质: '农村',
    镇街: '源泉',
    困难类别: '特困人员',
    自主吃饭: '是',
    自主穿衣: 'Y',
    自主上下床: '√',
    自主如厕: '能',
    室内自主行走: '否',
    自主洗澡: 'X',
    申请日期: '2026.11.23',
  };

  it('may leave out what is not needed', () => {
    expect(read(right)).toMatchObject({
      ok: true,
      value: { householdSize: null, guardianName: null, phone: null, note: null },
    });
  });

  it('is told all of it at once', () => {
    const wrong = {
      姓名: ' ',
      性别: '？',
      出生日期: '1968-2-30',
      家庭人口: '0',
      联系电话: '12',
      自主吃饭: '大概',
      申请日期: '昨天',
    };
    const found = read({ ...right, ...wrong, 身份证号: '', 镇街: '', 困难类别: '富裕', 户籍性质: '' });
    expect(found.ok ? [] : found.refusals.map(({ field, code }) => `${field} ${code}`).sort()).toEqual([
      'appliedOn PERSON.APPLIED_ON_FORM',
      'birthDate PERSON.BIRTH_DATE_FORM',
      'eating PERSON.SIX_ITEM_UNREADABLE',
      'hardshipCategory PERSON.CATEGORY_UNKNOWN',
      'householdSize PERSON.HOUSEHOLD_SIZE',
      'identityNumber PERSON.IDENTITY_MISSING',
      'name PERSON.NAME_MISSING',
      'phone PERSON.PHONE_FORM',
      'registration PERSON.REGISTRATION_MISSING',
      'sex PERSON.SEX_UNREADABLE',
      'townCode PERSON.TOWN_MISSING',
    ]);
  });
});
