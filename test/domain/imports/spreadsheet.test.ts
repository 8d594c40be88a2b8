import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { SHEET_LIMIT } from '~/domain/kernel/sheet-input';
import { readSpreadsheet } from '~/platform/spreadsheet/read-spreadsheet';
import { packStored, unpackXlsx } from '~/platform/spreadsheet/unpack-xlsx';
import { harmless, writeCsv, writeXlsx } from '~/platform/spreadsheet/write-spreadsheet';

const utf8 = (text: string) => Buffer.from(text, 'utf8');
/** 姓名,村居 / 曾国,前坡村 as Chinese Excel saves it. */
const GB18030 = Buffer.from('d0d5c3fb2cb4e5bed30d0ad4f8b9fa2cc7b0c6c2b4e50d0a', 'hex');

async function read(bytes: Uint8Array, fileName = 'list.csv') {
  const sheet = await readSpreadsheet(bytes, fileName);
  if (!sheet.ok) throw new Error(JSON.stringify(sheet.refusals));
  return sheet.value;
}
async function refused(bytes: Uint8Array, fileName = 'list.csv') {
  const sheet = await readSpreadsheet(bytes, fileName);
  return sheet.ok ? undefined : sheet.refusals.map(({ code, field }) => `${field} ${code}`);
}

/** A workbook whose only sheet holds this XML between <sheetData> and </sheetData>. */
function workbook(rows: string, styles = ''): Buffer {
  const part = (name: string, text: string) => ({
    name,
    content: utf8(`<?xml version="1.0" encoding="UTF-8"?>${text}`),
  });
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return packStored([
    part(
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    part(
      'xl/styles.xml',
      `<styleSheet xmlns="${main}"><numFmts>${styles}</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="31"/><xf numFmtId="20"/><xf numFmtId="22"/></cellXfs></styleSheet>`,
    ),
    part('xl/worksheets/sheet1.xml', `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`),
  ]);
}
const text = (place: string, value: string) => `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
const heading = `<row r="1">${text('A1', 'a')}${text('B1', 'b')}</row>`;
const firstRow = async (cells: string) =>
  (await read(workbook(`${heading}<row r="2">${cells}</row>`), 'x.xlsx')).rows[0]?.cells;

describe('CSV', () => {
  it.each([
    ['UTF-8', utf8('姓名,村居\n曾国,前坡村\n')],
    ['UTF-8 with its mark', utf8('\ufeff姓名,村居\r\n曾国,前坡村')],
    ['GB18030', GB18030],
    [
      'UTF-16 of Excel',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('姓名\t村居\n曾国\t前坡村\n', 'utf16le')]),
    ],
    ['semicolons', utf8('姓名;村居\n曾国;前坡村\n')],
    ['tabs', utf8('姓名\t村居\n曾国\t前坡村\n')],
  ])('is read in %s', async (_, bytes) => {
    expect(await read(bytes)).toEqual({
      headers: ['姓名', '村居'],
      rows: [{ row: 2, cells: { 姓名: '曾国', 村居: '前坡村' } }],
      damaged: [],
    });
  });

  it('counts rows as the spreadsheet shows them: an empty one is a row, a cell of two lines is not two rows', async () => {
    const { rows } = await read(utf8('a,b\n1,2\n\n , \n"x\ny",3\n4\n'));
    expect(rows.map(({ row, cells }) => [row, cells.a, cells.b])).toEqual([
      [2, '1', '2'],
      [5, 'x\ny', '3'],
      [6, '4', ''],
    ]);
  });

  it('finds headings whatever blanks, full-width forms and marks of necessity stand in them', async () => {
    expect((await read(utf8(' 身 份 证 号 *,镇（街道）,payer  account,\n1,2,3,4\n'))).headers).toEqual([
      '身份证号',
      '镇(街道)',
      'payer account',
    ]);
  });

  it('leaves a text that looks like a formula or markup the text it is', async () => {
    const { rows } = await read(
      utf8('a,b\n"=HYPERLINK(""http://127.0.0.1/"",""x"")",<img src=x onerror=alert(1)>\n'),
    );
    expect(rows[0]?.cells).toEqual({
      a: '=HYPERLINK("http://127.0.0.1/","x")',
      b: '<img src=x onerror=alert(1)>',
    });
  });
});

describe('XLSX', () => {
  it('reads dates as civil dates, in every way Excel keeps them', async () => {
    expect(await firstRow('<c r="A2" s="1"><v>18299</v></c><c r="B2" s="2"><v>46349</v></c>')).toEqual({
      a: '1950-02-05',
      b: '2026-11-23',
    });
    expect(
      await firstRow('<c r="A2" s="3"><v>0.375</v></c><c r="B2" s="4"><v>46349.604166666664</v></c>'),
    ).toEqual({ a: '09:00', b: '2026-11-23 14:30' });
  });

  it('reads numbers as they were typed', async () => {
    expect(await firstRow('<c r="A2"><v>19900005765</v></c><c r="B2"><v>0.1</v></c>')).toEqual({
      a: '19900005765',
      b: '0.1',
    });
    expect(
      await firstRow('<c r="A2"><v>12.300000000000001</v></c><c r="B2"><v>1.0000000000000001E-7</v></c>'),
    ).toEqual({ a: '12.3', b: '0.0000001' });
    expect(await firstRow('<c r="A2"><v>-2</v></c><c r="B2" t="b"><v>1</v></c>')).toEqual({
      a: '-2',
      b: 'TRUE',
    });
  });

  it('refuses a row with an identity number that was kept as a number: its last digits are lost', async () => {
    const sheet = await read(
      workbook(
        `${heading}<row r="2"><c r="A2"><v>9.9999919680817798E17</v></c></row><row r="3"><c r="A3"><v>999999196808178502</v></c>${text('B3', 'x')}</row><row r="4">${text('A4', '999999196808178502')}</row>`,
      ),
      'x.xlsx',
    );
    expect(sheet.rows.map(({ row }) => row)).toEqual([4]);
    expect(sheet.damaged).toEqual(
      [2, 3].map((row) => ({
        row,
        problems: [{ code: 'IMPORT.CELL_DAMAGED', field: 'a', params: { column: 'a' } }],
      })),
    );
  });

  it('refuses a row with a failed formula, and takes the last result of one that worked', async () => {
    const sheet = await read(
      workbook(
        `${heading}<row r="2"><c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row><row r="3"><c r="A3" t="str"><f>"o"&amp;"k"</f><v>ok</v></c></row>`,
      ),
      'x.xlsx',
    );
    expect(sheet.damaged.map(({ row }) => row)).toEqual([2]);
    expect(sheet.rows).toEqual([{ row: 3, cells: { a: 'ok', b: '' } }]);
  });

  it('keeps the numbers of rows where some are empty or missing', async () => {
    const sheet = await read(
      workbook(
        `${heading}<row r="2"/><row r="5">${text('B5', 'five')}</row><row r="9"><c r="A9" s="1"/></row>`,
      ),
      'x.xlsx',
    );
    expect(sheet.rows).toEqual([{ row: 5, cells: { a: '', b: 'five' } }]);
  });

  it('reads what another program packed', async () => {
    const bytes = await writeXlsxFile([[{ value: '姓名' }], [{ value: '曾国' }]]).toBuffer();
    expect((await read(bytes, '名单.xlsx')).rows).toEqual([{ row: 2, cells: { 姓名: '曾国' } }]);
  });
});

describe('a file that cannot be read is refused with the reason', () => {
  /** A part that unpacks to far more than the file weighs. */
  const bomb = () => {
    const honest = workbook(heading);
    const packed = deflateRawSync(Buffer.alloc(300 * 1024 * 1024));
    const [first, ...others] = unpackXlsx(honest);
    const stored = packStored([
      { name: 'xl/worksheets/sheet9.xml', content: packed },
      ...(first ? [first] : []),
      ...others,
    ]);
    // Said to be deflated in the directory, as a bomb would be.
    const directory = stored.indexOf(Buffer.from('504b0102', 'hex'));
    stored.writeUInt16LE(8, directory + 10);
    return stored;
  };

  it.each([
    ['nothing in it', Buffer.alloc(0), 'a.csv', 'IMPORT.FILE_EMPTY'],
    ['no heading', utf8('\n\n1,2\n'), 'a.csv', 'IMPORT.FILE_EMPTY'],
    ['an old Excel file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'a.xls', 'IMPORT.FILE_KIND'],
    ['a PDF', utf8('%PDF-1.7'), 'a.pdf', 'IMPORT.FILE_KIND'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'a.csv', 'IMPORT.ENCODING'],
    ['a quote that never ends', utf8('a,b\n"1,2\n3,4\n'), 'a.csv', 'IMPORT.FILE_DAMAGED'],
    ['a file cut short', workbook(heading).subarray(0, 600), 'a.xlsx', 'IMPORT.FILE_DAMAGED'],
    [
      'a ZIP that is no workbook',
      packStored([{ name: 'readme.xml', content: utf8('<x/>') }]),
      'a.xlsx',
      'IMPORT.FILE_DAMAGED',
    ],
    ['one heading twice', utf8('姓名,村居,姓 名\n1,2,3\n'), 'a.csv', 'IMPORT.HEADING_TWICE'],
    ['too many rows', utf8(`a\n${'1\n'.repeat(SHEET_LIMIT + 1)}`), 'a.csv', 'IMPORT.TOO_MANY_ROWS'],
    [
      'a cell far down',
      workbook(`${heading}<row r="1048576">${text('A1048576', 'x')}</row>`),
      'a.xlsx',
      'IMPORT.TOO_MANY_ROWS',
    ],
    [
      'a cell far right',
      workbook(`<row r="1">${text('A1', 'a')}${text('XFD1', 'x')}</row>`),
      'a.xlsx',
      'IMPORT.TOO_MANY_COLUMNS',
    ],
    ['21 MB', Buffer.alloc(21 * 1024 * 1024, 65), 'a.csv', 'IMPORT.FILE_TOO_LARGE'],
  ])('%s', async (_, bytes, fileName, code) =>
    expect(await refused(bytes, fileName)).toEqual([`file ${code}`]),
  );

  it('a small file that unpacks to 300 MB, without unpacking it', async () => {
    const bytes = bomb();
    expect(bytes.length).toBeLessThan(1_000_000);
    expect(await refused(bytes, 'a.xlsx')).toEqual(['file IMPORT.FILE_TOO_LARGE']);
  });
});

describe('on the way out', () => {
  it.each(['=1+1', '+86 199', '-x', '@SUM(A1)', '\t=1', '|cmd', '%0', '＝1', ' =1'])(
    '%j is kept from being a formula',
    (cell) => {
      expect(harmless(cell)).toBe(`'${cell}`);
    },
  );
  it.each(['-12.50', '+5', '12', '曾国', '1=1', ''])('%j stays as it is', (cell) =>
    expect(harmless(cell)).toBe(cell),
  );

  it('CSV carries the mark of UTF-8', () => {
    expect(writeCsv({ headers: ['姓名'], rows: [['曾国']] }).toString('utf8')).toBe('\ufeff姓名\r\n曾国\r\n');
  });

  it('what was written is read again as the same, CSV and XLSX', async () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }).map((one) => [...one].filter((sign) => sign >= ' ').join('')),
      fc.constantFrom(
        '=1+1',
        "'",
        "''=x",
        '-5',
        '+x',
        '曾国',
        '<b>&amp;</b>',
        '_x000D_',
        'valueOf',
        '__proto__',
        '999999196808178502',
        '"',
        ',',
        ' ',
      ),
    );
    const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 });
    const filled = (rows: [string, string][]) => rows.filter((row) => row.some((one) => one.trim() !== ''));
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const out = { headers: ['甲', '乙'], rows };
        for (const [bytes, name] of [
          [writeCsv(out), 'a.csv'],
          [await writeXlsx(out, '表'), 'a.xlsx'],
        ] as const) {
          const back = (await read(bytes, name)).rows.map(({ cells }) => [cells.甲, cells.乙]);
          expect(back, name).toEqual(filled(rows as [string, string][]));
        }
      }),
      { numRuns: 60 },
    );
  });
});
