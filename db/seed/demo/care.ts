import { assessRisks } from '~/domain/care/assess-risks';
import { listHealthFile } from '~/domain/care/list-health-file';
import { listRisks } from '~/domain/care/list-risks';
import { addHealthEntry } from '~/domain/care/record-health-entry';
import { type RiskLevel, risks } from '~/domain/care/risk.rules';
import { addDays, dateOf } from '~/domain/kernel/plain-date';
import { listStays } from '~/domain/stays/list-stays';
import { type Demo, must } from './demo';

const healthFiles = {
  苏玉兰: [
    { kind: 'allergy', text: '青霉素，皮疹（演示数据）' },
    { kind: 'medicine', text: '氨氯地平（演示数据）', dose: '5 mg 1 片', times: ['08:00'] },
    { kind: 'diagnosis', text: '高血压（演示数据）' },
    { kind: 'diet', text: '低盐，软食（演示数据）' },
    { kind: 'doctor', text: '演示医生', place: '区医院 心内科', phone: '0533-4110002' },
  ],
  高树森: [
    { kind: 'diagnosis', text: '脑梗死后遗症，左侧肢体活动不便（演示数据）' },
    { kind: 'medicine', text: '阿司匹林肠溶片（演示数据）', dose: '100 mg 1 片', times: ['08:00'] },
  ],
} as const;

/** People who live in the centre now, by name. */
async function residentsOf(demo: Demo): Promise<Map<string, string>> {
  const { rows } = await listStays(demo.as('manager'), { on: dateOf(new Date()) });
  return new Map(rows.map(({ personName, personId }) => [personName, personId]));
}

async function seedHealth(demo: Demo, residents: ReadonlyMap<string, string>): Promise<void> {
  const manager = demo.as('manager');
  for (const [name, entries] of Object.entries(healthFiles)) {
    const personId = residents.get(name);
    const file = personId && (await listHealthFile(manager, { personId }));
    if (!personId || !file || file.current.length > 0) continue;
    for (const entry of entries) {
      const times = 'times' in entry ? [...entry.times] : undefined;
      const from = addDays(dateOf(new Date()), -30);
      must(await addHealthEntry(manager, { personId, ...entry, times, from }));
    }
  }
}

/** Who is at risk of what; all nine are assessed. Days ago tell what is due again by now. */
const riskLevelsOf: Readonly<
  Record<string, { daysAgo: number; levels: Partial<Record<string, RiskLevel>> }>
> = {
  苏玉兰: { daysAgo: 20, levels: { fall: 'high', 'pressure-sore': 'medium', choking: 'low' } },
  韩长河: { daysAgo: 35, levels: { choking: 'high', 'bed-fall': 'medium' } },
  高树森: { daysAgo: 10, levels: { fall: 'medium', scald: 'low' } },
};

async function seedRisks(demo: Demo, residents: ReadonlyMap<string, string>): Promise<void> {
  const today = dateOf(new Date());
  for (const [name, { daysAgo, levels }] of Object.entries(riskLevelsOf)) {
    const personId = residents.get(name);
    const known = personId && (await listRisks(demo.as('manager'), { personId }));
    if (!personId || !known || known.some(({ assessment }) => assessment)) continue;
    must(
      await assessRisks(demo.as('assessor'), {
        personId,
        assessedOn: addDays(today, -daysAgo),
        assessor: '王建国（演示数据）',
        risks: risks.map((risk) => ({
          risk,
          level: levels[risk] ?? 'none',
          measures: levels[risk] && '专人看护，床栏加固，饮食切碎（演示数据）',
        })),
      }),
    );
  }
}

/** What is written down about some residents. */
export async function seedCare(demo: Demo): Promise<void> {
  if (!demo.main) return;
  const residents = await residentsOf(demo);
  await seedHealth(demo, residents);
  await seedRisks(demo, residents);
}
