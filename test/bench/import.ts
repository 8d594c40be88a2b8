import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import type { Bench, Report } from '~/commands/bench';
import { importKinds } from '~/commands/import-kinds';
import { runImport } from '~/commands/run-import';
import { systemActor } from '~/domain/access/system-actor';
import { addDays, plainDate } from '~/domain/kernel/plain-date';
import { applicantColumns } from '~/domain/people/applicant-row.rules';
import { readSpreadsheet } from '~/platform/spreadsheet/read-spreadsheet';
import { writeCsv, writeXlsx } from '~/platform/spreadsheet/write-spreadsheet';
import { identityNumberOf } from '../factories/identity-number';

const ROWS = 5_000;
const TOWNS = ['源泉镇', '山头街道办事处', '博山', '池上镇', '城西街道'];
const FAMILY = '赵钱孙李周吴郑王冯陈';
const GIVEN = '玉兰长河桂芝宪林秀英树森凤云德全志英福顺';

/** A sheet of applicants nobody is, each row right. */
function sheet() {
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const birthDate = addDays(plainDate('1935-01-01'), index % 9_000);
    const name = `${FAMILY[index % 10]}${GIVEN[index % 20]}${GIVEN[(index * 7) % 20]}`;
    const cells: Record<string, string> = {
      number: String(index + 1),
      name,
      sex: '女',
      identityNumber: identityNumberOf({ birthDate, serial: index % 500 }),
      birthDate: birthDate.replaceAll('-', '.'),
      registration: index % 2 ? '农村' : '城镇',
      townCode: TOWNS[index % TOWNS.length] ?? '',
      village: '前坡村',
      householdSize: String((index % 5) + 1),
      hardshipCategory: '特困',
      guardianName: '李四',
      phone: `199${String(index).padStart(8, '0')}`,
      appliedOn: '2026年1月2日',
      note: '',
    };
    return applicantColumns.map(({ field }) => cells[field] ?? (index % 3 ? '是' : '否'));
  });
  return { headers: applicantColumns.map(({ header }) => header), rows };
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** Rows per second: reading a file, and the whole import of applicants tried out, taken, and taken again. */
export default async function bench(report: Report, { database }: Bench): Promise<void> {
  const { ownerUrl } = await database();
  const [tenant] = demoTenants;
  await insertTenants(ownerUrl, [tenant]);
  const actor = systemActor(tenant.id, 'bench', 'bench');
  await loadReference(actor, tenant.regionCode);

  const csv = writeCsv(sheet());
  const xlsx = await writeXlsx(sheet(), '入住申请');
  const perSecond = async (metric: string, work: () => Promise<unknown>) =>
    report(metric, ROWS / (await seconds(work)), 'rows/s', ROWS);
  const taken = async (dryRun: boolean) => {
    const result = await runImport(actor, importKinds.applicants, {
      bytes: csv,
      fileName: 'applicants.csv',
      dryRun,
    });
    if (!result.ok || result.value.accepted !== ROWS) throw new Error(JSON.stringify(result).slice(0, 1_000));
  };
  await perSecond('read csv', () => readSpreadsheet(csv, 'applicants.csv'));
  await perSecond('read xlsx', () => readSpreadsheet(xlsx, 'applicants.xlsx'));
  await perSecond('applicants, dry run', () => taken(true));
  await perSecond('applicants', () => taken(false));
  await perSecond('applicants, the same again', () => taken(false));
}
