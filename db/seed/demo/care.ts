import { assessRisks } from '~/domain/care/assess-risks';
import { closeIncident } from '~/domain/care/close-incident';
import { listActivities } from '~/domain/care/list-activities';
import { listCareNotes } from '~/domain/care/list-care-notes';
import { listHealthFile } from '~/domain/care/list-health-file';
import { listIncidents } from '~/domain/care/list-incidents';
import { listRisks } from '~/domain/care/list-risks';
import { planActivity } from '~/domain/care/plan-activity';
import { recordCareNote } from '~/domain/care/record-care-note';
import { addHealthEntry } from '~/domain/care/record-health-entry';
import { recordIncident } from '~/domain/care/record-incident';
import { type RiskLevel, risks } from '~/domain/care/risk.rules';
import { joinActivity, recordPresence } from '~/domain/care/take-part';
import { tellOfIncident } from '~/domain/care/tell-of-incident';
import { addDays, dateOf, startOf } from '~/domain/kernel/plain-date';
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
      await assessRisks(
        demo.as('assessor', new Date(startOf(addDays(today, -daysAgo)).getTime() + 10 * 3_600_000)),
        {
          personId,
          assessedOn: addDays(today, -daysAgo),
          assessor: '王建国（演示数据）',
          risks: risks.map((risk) => ({
            risk,
            level: levels[risk] ?? 'none',
            measures: levels[risk] && '专人看护，床栏加固，饮食切碎（演示数据）',
          })),
        },
      ),
    );
  }
}

/** A transfer that everybody was told of and that is closed, and a fall of this morning of which the family has still to be told. */
async function seedIncidents(demo: Demo, residents: ReadonlyMap<string, string>): Promise<void> {
  if ((await listIncidents(demo.as('manager'), { limit: 1 })).rows.length > 0) return;
  const now = Date.now();
  const ago = (hours: number) => new Date(now - hours * 3_600_000);
  const [ill, fell] = [residents.get('高树森'), residents.get('苏玉兰')];
  if (!ill || !fell) return;
  const days = 24;
  const { incidentId } = must(
    await recordIncident(demo.as('manager', ago(12 * days)), {
      personId: ill,
      kind: 'transfer',
      severity: 'serious',
      noticedAt: ago(12 * days + 0.2),
      place: 'C101',
      what: '早晨诉头晕，血压升高（演示数据）',
      done: '联系 120，送区医院（演示数据）',
      witnesses: '值班护理员（演示数据）',
    }),
  );
  for (const [whom, toldWhom] of [
    ['manager', '赵秀兰（演示数据）'],
    ['family', '家属（演示数据）'],
    ['bureau', '值班电话（演示数据）'],
  ] as const)
    must(
      await tellOfIncident(demo.as('manager', ago(11 * days)), {
        incidentId,
        whom,
        toldWhom,
        how: 'phone',
        toldAt: ago(whom === 'bureau' ? 12 * days - 3 : 12 * days),
      }),
    );
  must(
    await closeIncident(demo.as('manager', ago(5 * days)), {
      incidentId,
      measures: '每日早晚测血压，调整用药后返回（演示数据）',
    }),
  );
  const fall = must(
    await recordIncident(demo.as('manager', ago(2)), {
      personId: fell,
      kind: 'fall',
      severity: 'minor',
      noticedAt: ago(2.2),
      place: '卫生间',
      what: '起身时滑倒，右膝擦伤（演示数据）',
      done: '消毒包扎，观察（演示数据）',
    }),
  );
  must(
    await tellOfIncident(demo.as('manager', ago(1.9)), {
      incidentId: fall.incidentId,
      whom: 'manager',
      toldWhom: '赵秀兰（演示数据）',
      how: 'in-person',
      toldAt: ago(2),
    }),
  );
}

const notes = [
  { name: '苏玉兰', daysAgo: 1, kind: 'daily', text: '午睡一小时，下午在院内活动（演示数据）' },
  { name: '苏玉兰', daysAgo: 3, kind: 'meal', text: '早餐进食一半，中午恢复（演示数据）' },
  { name: '韩长河', daysAgo: 2, kind: 'night', text: '夜间翻身三次，皮肤完好（演示数据）' },
] as const;

async function seedNotes(demo: Demo, residents: ReadonlyMap<string, string>): Promise<void> {
  const manager = demo.as('manager');
  const [first] = residents.values();
  if (
    !first ||
    (await listCareNotes(manager, { personId: residents.get('苏玉兰') ?? first })).rows.length > 0
  )
    return;
  for (const { name, daysAgo, ...note } of notes) {
    const personId = residents.get(name);
    const on = addDays(dateOf(new Date()), -daysAgo);
    if (personId) must(await recordCareNote(manager, { ...note, personId, on, by: '护理员（演示数据）' }));
  }
}

/** An activity of last week with who came, and one of the week to come. */
async function seedActivities(demo: Demo, residents: ReadonlyMap<string, string>): Promise<void> {
  const manager = demo.as('manager');
  const today = dateOf(new Date());
  const known = await listActivities(manager, { from: addDays(today, -60), until: addDays(today, 60) });
  const personIds = [...residents.values()].slice(0, 12);
  if (known.length > 0 || personIds.length === 0) return;
  for (const { days, name, kind, place } of [
    { days: -6, name: '戏曲下午（演示数据）', kind: 'culture', place: '一楼活动室' },
    { days: 4, name: '八段锦（演示数据）', kind: 'exercise', place: '院内' },
  ] as const) {
    const midnight = startOf(addDays(today, days)).getTime();
    const { activityId } = must(
      await planActivity(manager, {
        name,
        kind,
        place,
        startsAt: new Date(midnight + 14 * 3_600_000),
        endsAt: new Date(midnight + 15 * 3_600_000),
        capacity: 12,
        leader: '社工（演示数据）',
      }),
    );
    must(await joinActivity(manager, { activityId, personIds }));
    if (days < 0) must(await recordPresence(manager, { activityId, present: personIds.slice(1) }));
  }
}

/** What is written down about some residents. */
export async function seedCare(demo: Demo): Promise<void> {
  if (!demo.main) return;
  const residents = await residentsOf(demo);
  await seedHealth(demo, residents);
  await seedRisks(demo, residents);
  await seedIncidents(demo, residents);
  await seedNotes(demo, residents);
  await seedActivities(demo, residents);
}
