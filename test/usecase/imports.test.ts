import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { demoOf } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { chooseTenant } from '~/commands/choose-tenant';
import { findImportKind, type ImportKindName } from '~/commands/import-kinds';
import { runImport } from '~/commands/run-import';
import { systemActor } from '~/domain/access/system-actor';
import { useCase } from '~/domain/audit/use-case';
import { verifyChain } from '~/domain/audit/verify-chain';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { accept } from '~/domain/kernel/refusals';
import { listPeople } from '~/domain/people/list-people';
import { refusalText } from '~/platform/i18n/refusal-words.server';
import { projectRoot } from '~/platform/project-root';
import { useFreshDatabase } from '../database';
import { identityNumberOf } from '../factories/identity-number';
import { got } from '../factories/stays';

const addresses = useFreshDatabase();
const here = demoOf(demoTenants[0], { main: true });
const machine = systemActor(here.tenant.id, 'npm run import', 'test');

let owner: postgres.Sql;
beforeAll(async () => {
  owner = postgres(addresses.ownerUrl, { max: 1, onnotice: () => undefined });
  await insertTenants(addresses.ownerUrl, demoTenants);
  await loadReference(machine, '370304');
});
afterAll(() => owner.end());

async function imported(name: ImportKindName, fileName: string, dryRun: boolean, bytes?: Buffer) {
  const kind = findImportKind(name);
  if (!kind) throw new Error(name);
  const file = bytes ?? readFileSync(join(projectRoot, 'test/fixtures/intake', fileName));
  return runImport(machine, kind, { bytes: file, fileName, dryRun });
}
const count = async (table: string) => Number((await owner`select count(*) from ${owner(table)}`)[0]?.count);

describe('the real sheet of applicants', () => {
  const REFUSED = [34, 39, 44, 49, 54, 59, 64, 69, 79];

  it.each(['applicants.xlsx', 'applicants-gb18030.csv'])(
    '%s, tried out: exactly the marked rows are refused and nothing stays',
    async (fileName) => {
      const result = await imported('applicants', fileName, true);
      if (!result.ok) throw new Error(JSON.stringify(result.refusals));
      const { rows, accepted, unchanged, refused, rowNumbers } = result.value;
      expect({ rows, accepted, unchanged }).toEqual({ rows: 81, accepted: 72, unchanged: 0 });
      expect(refused.map(({ row }) => row)).toEqual(REFUSED);
      expect(rowNumbers).toEqual(Array.from({ length: 81 }, (_, index) => index + 2));
      for (const { problems } of refused)
        for (const problem of problems) expect(refusalText(problem)).toMatch(/\p{Script=Han}/u);
      expect([await count('people'), await count('applications')]).toEqual([0, 0]);
    },
  );

  it('the same people from the second file add nothing', async () => {
    expect(await imported('applicants', 'applicants.xlsx', false)).toMatchObject({
      ok: true,
      value: { accepted: 72, unchanged: 0 },
    });
    expect([await count('people'), await count('applications')]).toEqual([72, 72]);
    expect(await imported('applicants', 'applicants-gb18030.csv', false)).toMatchObject({
      ok: true,
      value: { accepted: 72, unchanged: 72 },
    });
    expect([await count('people'), await count('applications')]).toEqual([72, 72]);
    const found = await listPeople(here.as('intake'), { search: '999999196109010000' });
    expect(found.rows).toEqual([]);
    expect(
      (await listPeople(here.as('intake'), { search: '９９９９９９１９８５０２２３１９３９' })).rows,
    ).toMatchObject([{ name: '曹军山' }]);
  });
});

describe('a sheet that is not what it should be', () => {
  it('lacks columns: all of them are named and nothing is taken', async () => {
    const result = await imported('applicants', 'a.csv', false, Buffer.from('姓名,身份证号\n曾国,1\n'));
    expect(result).toMatchObject({
      ok: false,
      refusals: [{ code: 'IMPORT.COLUMNS_MISSING', field: 'file' }],
    });
    expect(result.ok ? '' : result.refusals[0]?.params?.columns).toMatch(
      /^户籍性质、镇街、困难类别、自主吃饭/,
    );
  });

  it('is no spreadsheet', async () => {
    expect(await imported('beds', 'a.pdf', true, Buffer.from('%PDF-1.7'))).toMatchObject({
      ok: false,
      refusals: [{ code: 'IMPORT.FILE_KIND' }],
    });
  });

  it('is refused to whoever may not import this', async () => {
    const kind = findImportKind('beds');
    const file = {
      bytes: readFileSync(join(projectRoot, 'test/fixtures/intake/beds.csv')),
      fileName: 'beds.csv',
      dryRun: true,
    };
    expect(kind && (await runImport(here.as('auditor'), kind, file))).toMatchObject({
      ok: false,
      refusals: [{ code: 'ACCESS.NOT_PERMITTED' }],
    });
  });
});

describe('the real list of beds', () => {
  it('is taken whole, and again as unchanged, also under English headings', async () => {
    expect(await imported('beds', 'beds.csv', false)).toMatchObject({
      ok: true,
      value: { rows: 96, accepted: 96, unchanged: 0, refused: [] },
    });
    const english = readFileSync(join(projectRoot, 'test/fixtures/intake/beds.csv'), 'utf8').replace(
      /^.*\n/,
      'Building,FLOOR,Room,Bed,Kind,Sex,Attributes\n',
    );
    expect(await imported('beds', 'beds.csv', false, Buffer.from(english))).toMatchObject({
      ok: true,
      value: { accepted: 96, unchanged: 96 },
    });
  });
});

describe('a list of volunteers', () => {
  it('tells of a row everything at once, each thing under a heading of the list', async () => {
    const adult = identityNumberOf({ birthDate: '1990-01-01' as PlainDate, serial: 41 });
    const child = identityNumberOf({ birthDate: '2025-01-01' as PlainDate, serial: 42 });
    const sheet = [
      '姓名,身份证号,联系电话,镇街,村居,服务类别,技能,证书编号,证书有效期,可服务时段',
      `演示甲,${adult},,源泉镇,,人文关怀,理发,,,周一 8:00-12:00`,
      `演示乙,${child},,源泉镇,,心理疏导,心理咨询,,,周二 8:00-12:00`,
      `演示甲,${adult},,无此镇,,唱歌,,,,周八 8:00-9:00`,
    ].join('\n');
    const report = got(await imported('volunteers', 'v.csv', true, Buffer.from(sheet)));
    // No place of any town is known in this tenant yet, so the first row cannot be planned for either.
    const told = report.refused.map(({ row, problems }) => [
      row,
      problems.map(({ field, code }) => `${field} ${code}`).sort(),
    ]);
    expect(told).toEqual([
      [2, ['townCode VOLUNTEER.PLACE_UNKNOWN']],
      [
        3,
        [
          'identityNumber VOLUNTEER.TOO_YOUNG',
          'licenceNumber VOLUNTEER.LICENCE_MISSING',
          'townCode VOLUNTEER.PLACE_UNKNOWN',
        ],
      ],
      [
        4,
        [
          'availability VOLUNTEER.AVAILABILITY_FORM',
          'identityNumber VOLUNTEER.TWICE_IN_SHEET',
          'serviceKinds VOLUNTEER.SERVICE_UNKNOWN',
          'townCode VOLUNTEER.TOWN_UNKNOWN',
        ],
      ],
    ]);
  });
});

describe('a long list in one change', () => {
  it('leaves its thousands of events in the trail, each in its place', async () => {
    const change = useCase({
      permission: 'audit.view',
      input: z.strictObject({}),
      run: async (scope) => {
        for (let row = 0; row < 6_000; row++)
          scope.audit({ kind: 'row.taken', subject: { type: 'row', id: String(row) } });
        return accept(undefined);
      },
    });
    const before = await verifyChain(machine);
    expect((await change(machine, {})).ok).toBe(true);
    expect(await verifyChain(machine)).toEqual({ events: before.events + 6_000, brokenAt: null });
  });
});

describe('the tenant that a command works for', () => {
  it('is the first demo tenant, another one when it is named, and none by guess', async () => {
    expect((await chooseTenant(undefined)).slug).toBe('boshan');
    expect((await chooseTenant('zichuan')).slug).toBe('zichuan');
    await expect(chooseTenant('nowhere')).rejects.toThrow('boshan');
  });
});
