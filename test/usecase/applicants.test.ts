import { readFile } from 'node:fs/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoOf } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { verifyChain } from '~/domain/audit/verify-chain';
import type { SheetRow } from '~/domain/kernel/import-report';
import type { Result } from '~/domain/kernel/refusals';
import { confirmEligibility } from '~/domain/stays/confirm-eligibility';
import { findApplication } from '~/domain/stays/find-application';
import { importApplicants } from '~/domain/stays/import-applicants';
import { listApplications } from '~/domain/stays/list-applications';
import { readSpreadsheet } from '~/platform/spreadsheet/read-spreadsheet';
import { useFreshDatabase } from '../database';
import truth from '../fixtures/intake/applicants-truth.json';

const addresses = useFreshDatabase();
const here = demoOf(demoTenants[0], { main: true });
const intake = here.as('intake');

let owner: postgres.Sql;
beforeAll(async () => {
  owner = postgres(addresses.ownerUrl, { max: 2, onnotice: () => undefined });
  await insertTenants(addresses.ownerUrl, demoTenants);
  await loadReference(systemActor(demoTenants[0].id, 'reference', 'test'), demoTenants[0].regionCode);
});
afterAll(() => owner.end());
beforeEach(async () => {
  await owner`truncate people cascade`;
});

async function rowsOf(fileName: string): Promise<SheetRow[]> {
  const sheet = await readSpreadsheet(
    await readFile(new URL(`../fixtures/intake/${fileName}`, import.meta.url)),
    fileName,
  );
  if (!sheet.ok) throw new Error('unreadable');
  return [...sheet.value.rows];
}
const importing = (rows: SheetRow[], dryRun = false) =>
  importApplicants(intake, { rows, dryRun, fileName: 'applicants' });
const codes = (
  result: Result<{ refused: readonly { row: number; problems: readonly { code: string }[] }[] }>,
) =>
  result.ok
    ? result.value.refused.map(({ row, problems }) => `${row} ${problems.map(({ code }) => code).join(' ')}`)
    : [];
const count = async (table: string) => Number((await owner`select count(*) from ${owner(table)}`)[0]?.count);
const markedRefused = truth.notes.filter(({ why }) => why.startsWith('refuse')).map(({ row }) => row);

describe('importing the applicants of the district', () => {
  it.each(['applicants.xlsx', 'applicants-gb18030.csv'])(
    '%s: refuses exactly the rows that are marked, each with its reason',
    async (file) => {
      const result = await importing(await rowsOf(file), true);
      expect(result.ok && result.value.refused.map(({ row }) => row)).toEqual(markedRefused);
      expect(codes(result)).toEqual([
        '34 PERSON.IDENTITY_CHECK',
        '39 PERSON.SEX_DISAGREES',
        '44 PERSON.BIRTH_DATE_DISAGREES',
        expect.stringMatching(/^49 .*PERSON\.IDENTITY_DATE/),
        '54 PERSON.NAME_MISSING',
        '59 PERSON.TOWN_UNKNOWN',
        '64 PERSON.SIX_ITEM_BLANK',
        '69 PERSON.APPLIED_ON_FUTURE',
        '79 STAY.TWICE_IN_FILE',
      ]);
      expect(result).toMatchObject({ value: { rows: truth.rows, accepted: truth.rows - truth.refused } });
      expect(await count('people')).toBe(0);
      expect(await count('applications')).toBe(0);
    },
  );

  it('names the first row of a person who stands twice', async () => {
    const result = await importing(await rowsOf('applicants.xlsx'), true);
    const twice = result.ok ? result.value.refused.find(({ row }) => row === 79) : undefined;
    expect(twice?.problems).toEqual([
      { code: 'STAY.TWICE_IN_FILE', field: 'identityNumber', params: { first: 5 } },
    ]);
  });

  it('takes the same people from the second file as there already', async () => {
    expect(await importing(await rowsOf('applicants.xlsx'))).toMatchObject({
      value: { accepted: 72, unchanged: 0 },
    });
    expect(await importing(await rowsOf('applicants-gb18030.csv'))).toMatchObject({
      value: { accepted: 72, unchanged: 72 },
    });
    expect([await count('people'), await count('applications')]).toEqual([72, 72]);
    expect((await verifyChain(here.as('auditor'), {})).brokenAt).toBeNull();
  });

  it('reads the rows that are only written differently', async () => {
    await importing(await rowsOf('applicants.xlsx'));
    const people = await owner`select name, birth_date, town_code from people`;
    const person = (name: string) => people.find((one) => one.name === name);
    expect(person('马金丽')?.birth_date).toEqual(new Date('1990-05-10'));
    expect(person('高桂宝')?.town_code).toBe('370304004');
  });

  it('keeps a formula and markup as the text they are', async () => {
    await importing(await rowsOf('applicants.xlsx'));
    const noteOf = async (name: string) => {
      const [row] = (await listApplications(intake, { name })).rows;
      return row && (await findApplication(intake, { id: row.id }))?.note;
    };
    expect(await noteOf('韩强玉')).toBe('=HYPERLINK("http://127.0.0.1/","x")');
    expect(await noteOf('曾丽海')).toBe('<img src=x onerror=alert(1)>');
  });

  it('refuses a person with another application under way, naming it, and takes one whose application is over', async () => {
    const rows = (await rowsOf('applicants.xlsx')).slice(0, 2);
    await importing(rows);
    const later = rows.map(({ row, cells }) => ({ row, cells: { ...cells, 申请日期: '2026-11-1' } }));
    const refused = await importing(later);
    expect(refused).toMatchObject({
      value: {
        accepted: 0,
        refused: [
          { row: 2, problems: [{ code: 'STAY.OPEN_APPLICATION', params: { appliedOn: '2026-05-24' } }] },
          { row: 3 },
        ],
      },
    });
    const [first] =
      await owner`select a.id from applications a join people p on p.id = a.person_id where p.name = '梁明文'`;
    await confirmEligibility(intake, {
      applicationId: first?.id,
      outcome: 'ineligible',
      reason: '不符合条件',
    });
    expect(await importing(later)).toMatchObject({
      value: { accepted: 1, unchanged: 0, refused: [{ row: 3 }] },
    });
  });

  it('refuses an identity number that belongs to somebody of another name', async () => {
    const rows = (await rowsOf('applicants.xlsx')).slice(0, 1);
    await importing(rows);
    const other = rows.map(({ row, cells }) => ({ row, cells: { ...cells, 姓名: '别人' } }));
    expect(codes(await importing(other))).toEqual(['2 PERSON.IDENTITY_TAKEN']);
  });
});
