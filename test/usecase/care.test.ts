import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoOf } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { listTimeline } from '~/domain/audit/list-timeline';
import { NotPermitted } from '~/domain/audit/use-case';
import { assessRisks } from '~/domain/care/assess-risks';
import { endHealthEntry } from '~/domain/care/end-health-entry';
import { findHealthSummary, listHealthFile } from '~/domain/care/list-health-file';
import { findRiskRegister, listDueRisks, listRisks } from '~/domain/care/list-risks';
import { addHealthEntry, correctHealthEntry } from '~/domain/care/record-health-entry';
import { risks } from '~/domain/care/risk.rules';
import { addDays, plainDate } from '~/domain/kernel/plain-date';
import { useFreshDatabase } from '../database';
import { insertResidents } from '../factories/residents';
import { got } from '../factories/stays';

const database = useFreshDatabase({ connections: 12 });
const here = demoOf(demoTenants[0], { main: true });
const elsewhere = demoOf(demoTenants[1], { main: false });
const at = new Date('2026-11-20T02:00:00Z');
const [manager, assessor] = [here.as('manager', at), here.as('assessor', at)];
const [lead, auditor] = [here.as('lead', at), here.as('auditor', at)];
const today = plainDate('2026-11-20');
const from = '2026-10-01';

let owner: postgres.Sql;
const residents: { personId: string; stayId: string }[] = [];
let personId: string;
beforeAll(async () => {
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  await insertTenants(database.ownerUrl, demoTenants);
  await loadReference(systemActor(here.tenant.id, 'reference', 'test'), '370304');
  const fact = { from, grades: [{ grade: 'total', from }] } as const;
  residents.push(
    ...(await insertResidents(
      owner,
      here.tenant.id,
      Array.from({ length: 80 }, () => fact),
    )),
  );
});
afterAll(() => owner.end());
beforeEach(() => {
  personId = residents.pop()?.personId ?? '';
});

const codes = (result: { ok: boolean; refusals?: readonly { code: string }[] }) =>
  result.refusals?.map(({ code }) => code) ?? [];
const asOwner = (run: (tx: postgres.TransactionSql) => unknown) =>
  owner.begin(async (tx) => {
    await tx`select set_config('app.tenant_id', ${here.tenant.id}, true)`;
    await run(tx);
  });

describe('a health file', () => {
  const medicine = { kind: 'medicine', text: '氨氯地平', dose: '5 mg 1 片', times: ['8:00'] } as const;
  const add = (said: object = {}, by = manager) =>
    addHealthEntry(by, { personId, ...medicine, times: ['8:00'], ...said });

  it('keeps what was wrong beside what is right, and lies sealed', async () => {
    const { entryId } = got(await add());
    const right = got(
      await correctHealthEntry(assessor, {
        entryId,
        ...medicine,
        times: ['08:00 18:00'],
        reason: '漏记晚上',
      }),
    );
    const file = await listHealthFile(auditor, { personId });
    expect(file?.current).toMatchObject([
      { id: right.entryId, content: { times: ['08:00', '18:00'], reason: '漏记晚上' }, fromOn: today },
    ]);
    expect(file?.past).toMatchObject([{ id: entryId, content: { times: ['08:00'] } }]);
    const rows = await owner`select content_sealed from health_entries where id = ${entryId}`;
    expect(JSON.stringify(rows)).not.toContain('氨氯地平');
    const trail = await listTimeline(auditor, { type: 'health-file', id: personId });
    expect(trail.map(({ kind }) => kind)).toEqual(['health-file.corrected', 'health-file.added']);
    expect(JSON.stringify(trail.map(({ data }) => data))).not.toContain('氨氯地平');
  });

  it('is corrected once and ended once, however many try at the same moment', async () => {
    const { entryId } = got(await add());
    const corrected = await Promise.all(
      Array.from({ length: 8 }, () =>
        correctHealthEntry(manager, { entryId, ...medicine, times: [], reason: '同时更正' }),
      ),
    );
    expect(corrected.filter(({ ok }) => ok).length).toBe(1);
    expect(new Set(corrected.flatMap(codes))).toEqual(new Set(['CARE.ENTRY_CORRECTED']));
    const right = (await listHealthFile(manager, { personId }))?.current[0]?.id ?? '';
    const ended = await Promise.all(
      Array.from({ length: 8 }, () =>
        endHealthEntry(manager, { entryId: right, on: today, reason: '医嘱停药' }),
      ),
    );
    expect(ended.filter(({ ok }) => ok).length).toBe(1);
    expect(new Set(ended.flatMap(codes))).toEqual(new Set(['CARE.ENTRY_ENDED']));
    expect(codes(await endHealthEntry(manager, { entryId, on: today, reason: '已更正' }))).toEqual([
      'CARE.ENTRY_CORRECTED',
    ]);
    expect((await listHealthFile(manager, { personId }))?.current).toEqual([]);
  });

  it('tells every problem at once, and counts from its day until the day before the end', async () => {
    const wrong = await addHealthEntry(manager, {
      personId,
      kind: 'medicine',
      text: '阿司匹林',
      until: today,
      times: ['早上'],
    });
    expect(codes(wrong)).toEqual(['CARE.TIMES_FORM']);
    expect(codes(await add({ dose: undefined, until: today }))).toEqual([
      'CARE.DOSE_MISSING',
      'CARE.UNTIL_ORDER',
    ]);
    got(await add({ from: addDays(today, -3), until: addDays(today, 1) }));
    got(await add({ text: '已停的药', from: addDays(today, -3), until: today }));
    got(await add({ text: '明天开始', from: addDays(today, 1) }));
    expect((await listHealthFile(manager, { personId }))?.current.map(({ content }) => content.text)).toEqual(
      ['明天开始', '氨氯地平'],
    );
    expect((await findHealthSummary(lead, { personId })).count).toBe(1);
  });

  it('is read by those who nurse, judge or audit, by the bureau not, and by another district not at all', async () => {
    const { entryId } = got(await add());
    expect(await findHealthSummary(lead, { personId })).toEqual({ count: 1, entries: undefined });
    expect((await findHealthSummary(auditor, { personId })).entries?.length).toBe(1);
    await expect(listHealthFile(lead, { personId })).rejects.toThrow(NotPermitted);
    for (const role of ['auditor', 'lead', 'family', 'finance', 'intake', 'coordinator'] as const)
      expect(codes(await add({}, here.as(role, at)))).toEqual(['ACCESS.NOT_PERMITTED']);
    const other = elsewhere.as('manager', at);
    expect(await listHealthFile(other, { personId })).toBeUndefined();
    expect(codes(await add({}, other))).toEqual(['CARE.PERSON_UNKNOWN']);
    expect(codes(await endHealthEntry(other, { entryId, on: today, reason: '别区' }))).toEqual([
      'CARE.ENTRY_UNKNOWN',
    ]);
  });

  it('is kept by the database, which takes a new seal and nothing else', async () => {
    const { entryId } = got(await add());
    await asOwner((tx) => tx`update health_entries set content_sealed = 'x.y' where id = ${entryId}`);
    for (const change of [
      'from_on = from_on - 1',
      'content_sealed = null',
      "kind = 'diet'",
      "recorded_by_name = '别人'",
    ])
      await expect(
        asOwner((tx) => tx.unsafe(`update health_entries set ${change} where id = '${entryId}'`)),
      ).rejects.toThrow();
    await expect(asOwner((tx) => tx`delete from health_entries where id = ${entryId}`)).rejects.toThrow(
      'what was recorded stays',
    );
  });
});

describe('the nine risks', () => {
  const assess = (said: object = {}, by = assessor) =>
    assessRisks(by, {
      personId,
      assessor: '王芳',
      risks: risks.map((risk) => ({ risk, level: 'none' as const })),
      ...said,
    });
  const standings = async () => (await listRisks(auditor, { personId })).map(({ standing }) => standing);
  const due = async () => {
    const all: Awaited<ReturnType<typeof listDueRisks>>['rows'][number][] = [];
    for (let after: string | undefined; ; ) {
      const { rows, next } = await listDueRisks(manager, { after, limit: 7 });
      all.push(...rows);
      if (!next) return all.find((row) => row.personId === personId);
      after = next;
    }
  };

  it('are missing until they are assessed, then wait for their day', async () => {
    expect(new Set(await standings())).toEqual(new Set(['missing']));
    expect((await due())?.risks.map(({ risk, why }) => [risk, why])).toEqual(
      risks.map((risk) => [risk, 'missing']),
    );
    got(await assess());
    expect(new Set(await standings())).toEqual(new Set(['settled']));
    expect(await due()).toBeUndefined();
    got(await assess({ risks: [{ risk: 'fall', level: 'high', measures: '助行器' }] }));
    const later = { ...auditor, at: new Date('2026-12-20T02:00:00Z') };
    expect(
      (await listRisks(later, { personId })).filter(({ standing }) => standing !== 'settled'),
    ).toMatchObject([
      {
        risk: 'fall',
        standing: 'due',
        assessment: { level: 'high', measures: '助行器', nextOn: '2026-12-20' },
      },
    ]);
    expect((await findRiskRegister(auditor, { personId }))?.history.length).toBe(10);
    expect(
      JSON.stringify(await owner`select * from risk_assessments where person_id = ${personId}`),
    ).not.toContain('助行器');
  });

  it('go by the day they were assessed on, not by when that was written down', async () => {
    got(await assess({ risks: [{ risk: 'fall', level: 'low' }] }));
    got(
      await assess({
        assessedOn: addDays(today, -5),
        risks: [{ risk: 'fall', level: 'medium', measures: '旧的一次' }],
      }),
    );
    expect(
      (await listRisks(auditor, { personId })).find(({ risk }) => risk === 'fall')?.assessment?.level,
    ).toBe('low');
  });

  it('tell every problem at once', async () => {
    const fields = (result: { ok: boolean; refusals?: readonly { code: string; field?: string }[] }) =>
      result.refusals?.map(({ code, field }) => `${code} ${field ?? ''}`.trim());
    expect(
      fields(
        await assess({
          assessedOn: addDays(today, 1),
          risks: [
            { risk: 'fall', level: 'high' },
            { risk: 'harm' },
            { risk: 'scald', level: 'low', nextOn: addDays(today, 1) },
            { risk: 'fall', level: 'none', nextOn: addDays(today, 400) },
          ],
        }),
      ),
    ).toEqual([
      'CARE.DATE_FUTURE assessedOn',
      'CARE.RISK_TWICE',
      'CARE.MEASURES_MISSING risks.0.measures',
      'CARE.NEXT_RANGE risks.2.nextOn',
      'CARE.NEXT_RANGE risks.3.nextOn',
    ]);
    expect(fields(await assess({ risks: [{ risk: 'fall' }] }))).toEqual(['CARE.RISKS_NONE']);
  });

  it('are assessed by who may, in their own district, and kept', async () => {
    for (const role of ['auditor', 'lead', 'family', 'finance'] as const)
      expect(codes(await assess({}, here.as(role, at)))).toEqual(['ACCESS.NOT_PERMITTED']);
    expect(codes(await assess({}, elsewhere.as('manager', at)))).toEqual(['CARE.PERSON_UNKNOWN']);
    got(await assess());
    expect(await findRiskRegister(elsewhere.as('manager', at), { personId })).toBeUndefined();
    await expect(
      asOwner((tx) => tx`update risk_assessments set level = 'low' where person_id = ${personId}`),
    ).rejects.toThrow('what was recorded stays');
    await expect(
      asOwner(
        (
          tx,
        ) => tx`insert into risk_assessments (id, person_id, risk, level, assessed_on, next_on, assessor_name, recorded_at, recorded_by_name)
          values (gen_random_uuid(), ${personId}, 'fall', 'high', '2026-11-01', '2026-11-02', '甲', now(), '甲')`,
      ),
    ).rejects.toThrow('risk_assessments_measures');
  });
});
