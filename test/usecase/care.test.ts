import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoOf } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { listTimeline } from '~/domain/audit/list-timeline';
import { NotPermitted } from '~/domain/audit/use-case';
import { addToIncident, directIncident } from '~/domain/care/add-to-incident';
import { assessRisks } from '~/domain/care/assess-risks';
import { closeIncident } from '~/domain/care/close-incident';
import { endHealthEntry } from '~/domain/care/end-health-entry';
import { findOwnCare } from '~/domain/care/find-own-care';
import { findActivity, listActivities, listActivitiesOf } from '~/domain/care/list-activities';
import { listCareNotes } from '~/domain/care/list-care-notes';
import { findHealthSummary, listHealthFile } from '~/domain/care/list-health-file';
import { findIncident, listIncidents } from '~/domain/care/list-incidents';
import { findRiskRegister, listDueRisks, listRisks } from '~/domain/care/list-risks';
import { cancelActivity, planActivity } from '~/domain/care/plan-activity';
import { recordCareNote } from '~/domain/care/record-care-note';
import { addHealthEntry, correctHealthEntry } from '~/domain/care/record-health-entry';
import { recordIncident } from '~/domain/care/record-incident';
import { risks } from '~/domain/care/risk.rules';
import { joinActivity, leaveActivity, recordPresence } from '~/domain/care/take-part';
import { tellOfIncident } from '~/domain/care/tell-of-incident';
import { warnOfIncidents } from '~/domain/care/warn-of-incidents';
import { addDays, plainDate } from '~/domain/kernel/plain-date';
import { listWork } from '~/domain/reports/list-work';
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

describe('an incident', () => {
  const noticedAt = '2026-11-20T09:30';
  const record = (said: object = {}, by = manager) =>
    recordIncident(by, {
      personId,
      kind: 'fall',
      severity: 'serious',
      noticedAt,
      place: '卫生间',
      what: '起身时滑倒，不能站立',
      ...said,
    });
  const tell = (incidentId: string, whom: 'family' | 'manager' | 'bureau', toldAt = '2026-11-20T09:40') =>
    tellOfIncident(manager, { incidentId, whom, toldAt, how: 'phone', toldWhom: '女儿' });
  const worker = (iso: string) => ({
    ...systemActor(here.tenant.id, 'care.warn-of-incidents', 'test'),
    at: new Date(iso),
  });
  const kinds = async (id: string) =>
    (await listTimeline(auditor, { type: 'incident', id })).map(({ kind }) => kind).reverse();

  it('says who has to be told until when, in the time of the district, and lies sealed', async () => {
    const { incidentId } = got(await record());
    expect(await findIncident(lead, { id: incidentId })).toMatchObject({
      noticedAt: new Date('2026-11-20T01:30:00Z'),
      account: { what: '起身时滑倒，不能站立' },
      notices: [
        { whom: 'manager', dueAt: new Date('2026-11-20T02:00:00Z'), state: 'waiting' },
        { whom: 'family', dueAt: new Date('2026-11-20T02:30:00Z'), state: 'waiting' },
        { whom: 'bureau', dueAt: new Date('2026-11-20T03:30:00Z'), state: 'waiting' },
      ],
    });
    expect(JSON.stringify(await owner`select * from incidents where id = ${incidentId}`)).not.toContain(
      '滑倒',
    );
    expect((await listRisks(auditor, { personId })).find(({ risk }) => risk === 'fall')?.standing).toBe(
      'missing',
    );
  });

  it('makes its risk due again', async () => {
    const earlier = { ...assessor, at: new Date('2026-11-01T02:00:00Z') };
    got(await assessRisks(earlier, { personId, assessor: '王芳', risks: [{ risk: 'fall', level: 'none' }] }));
    const standing = async () =>
      (await listRisks(auditor, { personId })).find(({ risk }) => risk === 'fall')?.standing;
    expect(await standing()).toBe('settled');
    got(await record());
    expect(await standing()).toBe('incident');
    got(
      await assessRisks(assessor, { personId, assessor: '王芳', risks: [{ risk: 'fall', level: 'none' }] }),
    );
    expect(await standing()).toBe('settled');
  });

  it('is told once to each, warned of once by each, and closed once after everybody was told', async () => {
    const { incidentId } = got(await record());
    expect(codes(await closeIncident(manager, { incidentId, measures: '防滑垫' }))).toEqual([
      'CARE.NOT_TOLD',
    ]);
    const many = await Promise.all(Array.from({ length: 6 }, () => tell(incidentId, 'family')));
    expect(many.filter(({ ok }) => ok).length).toBe(1);
    expect(new Set(many.flatMap(codes))).toEqual(new Set(['CARE.TOLD_ALREADY']));
    expect(codes(await tell(incidentId, 'manager', '2026-11-20T09:00'))).toEqual(['CARE.TOLD_AT']);
    expect(codes(await tell(incidentId, 'manager', '2026-11-20T10:01'))).toEqual(['CARE.TOLD_AT']);

    const late = { ...manager, at: new Date('2026-11-20T03:00:00Z') };
    expect((await listIncidents(late, { personId, untold: 'late' })).rows.map(({ id }) => id)).toEqual([
      incidentId,
    ]);
    expect((await listIncidents(manager, { personId, untold: 'late' })).rows).toEqual([]);
    await Promise.all(Array.from({ length: 4 }, () => warnOfIncidents(worker('2026-11-20T02:10:00Z'), {})));
    got(await warnOfIncidents(worker('2026-11-20T02:15:00Z'), {}));
    expect(await kinds(incidentId)).toEqual(['incident.recorded', 'incident.told', 'incident.warned']);

    got(await tell(incidentId, 'manager'));
    got(
      await tellOfIncident(
        { ...manager, at: new Date('2026-11-20T04:00:00Z') },
        { incidentId, whom: 'bureau', toldAt: '2026-11-20T11:45', how: 'written', toldWhom: '值班室' },
      ),
    );
    const states = (await findIncident(auditor, { id: incidentId }))?.notices.map(({ state }) => state);
    expect(states).toEqual(['told', 'told', 'told-late']);
    const closed = await Promise.all(
      Array.from({ length: 6 }, () => closeIncident(manager, { incidentId, measures: '防滑垫，夜间巡视' })),
    );
    expect(closed.filter(({ ok }) => ok).length).toBe(1);
    expect(new Set(closed.flatMap(codes))).toEqual(new Set(['CARE.INCIDENT_CLOSED']));
    got(await addToIncident(manager, { incidentId, text: '复查无骨折' }));
    got(await directIncident(lead, { incidentId, text: '一周内排查全部卫生间' }));
    expect(
      (await findIncident(auditor, { id: incidentId }))?.entries.map(({ kind, text }) => [kind, text]),
    ).toEqual([
      ['addition', '复查无骨折'],
      ['direction', '一周内排查全部卫生间'],
    ]);
  });

  it('may be told to who need not be, and of nobody when it concerns the centre', async () => {
    const { incidentId } = got(await record({ severity: 'none' }));
    got(await tell(incidentId, 'bureau'));
    expect((await findIncident(auditor, { id: incidentId }))?.notices).toContainEqual(
      expect.objectContaining({ whom: 'bureau', dueAt: null, state: 'told' }),
    );
    const fire = got(await record({ personId: undefined, kind: 'fire' }));
    expect((await findIncident(auditor, { id: fire.incidentId }))?.notices.map(({ whom }) => whom)).toEqual([
      'manager',
      'bureau',
    ]);
  });

  it('tells every problem at once, and is recorded once however often the form is sent', async () => {
    const wrong = await record({ personId: undefined, noticedAt: '2026-11-20T10:01' });
    expect(codes(wrong)).toEqual(['CARE.NOTICED_FUTURE', 'CARE.PERSON_MISSING']);
    expect(codes(await recordIncident(manager, { noticedAt: '昨天' } as never))).toEqual([
      'CARE.KIND_MISSING',
      'CARE.SEVERITY_MISSING',
      'CARE.NOTICED_AT',
      'CARE.PLACE_MISSING',
      'CARE.TEXT_MISSING',
    ]);
    const incidentId = randomUUID();
    const sent = await Promise.all(Array.from({ length: 5 }, () => record({ incidentId })));
    expect(sent.filter(({ ok }) => ok).length).toBe(1);
    expect(new Set(sent.flatMap(codes))).toEqual(new Set(['CARE.INCIDENT_TWICE']));
  });

  it('is listed by what is asked, page after page', async () => {
    for (const hour of ['01', '02', '03']) got(await record({ noticedAt: `2026-11-19T${hour}:00` }));
    got(await record({ kind: 'transfer', noticedAt: '2026-11-18T23:59' }));
    const times = async (asked: object) =>
      (await listIncidents(auditor, { personId, ...asked })).rows.map(({ noticedAt: at }) =>
        at.toISOString(),
      );
    expect((await times({})).length).toBe(4);
    expect(await times({ kind: 'transfer' })).toEqual(['2026-11-18T15:59:00.000Z']);
    expect(await times({ until: plainDate('2026-11-19') })).toEqual(['2026-11-18T15:59:00.000Z']);
    expect((await times({ from: plainDate('2026-11-19') })).length).toBe(3);
    const paged: string[] = [];
    for (let after: string | undefined; ; ) {
      const { rows, next } = await listIncidents(auditor, { personId, after, limit: 1 });
      paged.push(...rows.map(({ noticedAt: at }) => at.toISOString()));
      if (!next) break;
      after = next;
    }
    expect(paged).toEqual(await times({}));
  });

  it('waits on the lists of those who act', async () => {
    const work = async (by: typeof manager, key: string) =>
      (await listWork(by)).find((item) => item.key === key);
    const before = {
      untold: await work(manager, 'incidents_untold'),
      open: await work(manager, 'incidents_open'),
    };
    got(await record());
    expect((await work(manager, 'incidents_untold'))?.count).toBe((before.untold?.count ?? 0) + 1);
    expect((await work(manager, 'incidents_open'))?.count).toBe((before.open?.count ?? 0) + 1);
    const nextWeek = { ...manager, at: new Date('2026-11-28T02:00:00Z') };
    expect((await work(nextWeek, 'incidents_open'))?.late).toBe((before.open?.count ?? 0) + 1);
    expect((await work({ ...lead, at: nextWeek.at }, 'incidents_late'))?.late).toBeGreaterThan(0);
    expect(await work(auditor, 'incidents_untold')).toBeUndefined();
    expect((await work(manager, 'risks_due'))?.count).toBeGreaterThan(0);
  });

  it('is recorded by the manager alone, directed by the lead alone, and nobody of another district sees it', async () => {
    const { incidentId } = got(await record());
    for (const role of ['auditor', 'lead', 'assessor', 'family', 'town'] as const)
      expect(codes(await record({}, here.as(role, at)))).toEqual(['ACCESS.NOT_PERMITTED']);
    expect(codes(await directIncident(manager, { incidentId, text: '督办' }))).toEqual([
      'ACCESS.NOT_PERMITTED',
    ]);
    const other = elsewhere.as('manager', at);
    expect(codes(await record({}, other))).toEqual(['CARE.PERSON_UNKNOWN']);
    expect(await findIncident(other, { id: incidentId })).toBeUndefined();
    expect((await listIncidents(other, {})).rows).toEqual([]);
    for (const result of [
      await closeIncident(other, { incidentId, measures: '措施' }),
      await addToIncident(other, { incidentId, text: '补充' }),
      await tellOfIncident(other, {
        incidentId,
        whom: 'family',
        toldAt: noticedAt,
        how: 'phone',
        toldWhom: '某人',
      }),
    ])
      expect(codes(result)).toEqual(['CARE.INCIDENT_UNKNOWN']);
  });

  it('is kept by the database', async () => {
    const { incidentId } = got(await record());
    got(await tell(incidentId, 'family'));
    got(await addToIncident(manager, { incidentId, text: '补充' }));
    for (const change of [
      `update incidents set place = '别处' where id = '${incidentId}'`,
      `update incidents set closed_at = now(), closed_by_name = '甲' where id = '${incidentId}'`,
      `delete from incidents where id = '${incidentId}'`,
      `update incident_notices set told_at = told_at - interval '1 minute' where incident_id = '${incidentId}' and whom = 'family'`,
      `update incident_notices set due_at = due_at + interval '1 day' where incident_id = '${incidentId}' and whom = 'bureau'`,
      `update incident_entries set recorded_by_name = '乙' where incident_id = '${incidentId}'`,
      `delete from incident_entries where incident_id = '${incidentId}'`,
    ])
      await expect(
        asOwner((tx) => tx.unsafe(change)),
        change,
      ).rejects.toThrow();
  });
});

describe('a care note', () => {
  const note = (said: object = {}, by = manager) =>
    recordCareNote(by, { personId, kind: 'night', text: '夜间翻身三次', by: '护理员甲', ...said });

  it('is listed by its day, page after page, sealed and never edited', async () => {
    for (const days of [3, 1, 2, 1]) got(await note({ on: addDays(today, -days), text: `第 ${days} 天前` }));
    const listed: string[] = [];
    for (let after: string | undefined; ; ) {
      const { rows, next } = await listCareNotes(auditor, { personId, after, limit: 1 });
      listed.push(...rows.map(({ onDate, text }) => `${onDate} ${text}`));
      if (!next) break;
      after = next;
    }
    expect(listed).toEqual([1, 1, 2, 3].map((days) => `${addDays(today, -days)} 第 ${days} 天前`));
    expect(JSON.stringify(await owner`select * from care_notes where person_id = ${personId}`)).not.toContain(
      '天前',
    );
    await expect(
      asOwner((tx) => tx`update care_notes set by_name = '乙' where person_id = ${personId}`),
    ).rejects.toThrow('what was recorded stays');
  });

  it('is refused with every problem, and to who may not', async () => {
    expect(codes(await recordCareNote(manager, { personId } as never))).toEqual([
      'CARE.KIND_MISSING',
      'CARE.TEXT_MISSING',
      'CARE.BY_MISSING',
    ]);
    expect(codes(await note({ on: addDays(today, 1) }))).toEqual(['CARE.DATE_FUTURE']);
    for (const role of ['auditor', 'lead', 'assessor', 'family'] as const)
      expect(codes(await note({}, here.as(role, at)))).toEqual(['ACCESS.NOT_PERMITTED']);
    got(await note());
    expect(codes(await note({}, elsewhere.as('manager', at)))).toEqual(['CARE.PERSON_UNKNOWN']);
    expect((await listCareNotes(elsewhere.as('manager', at), { personId })).rows).toEqual([]);
  });
});

describe('an activity', () => {
  const people = () => residents.slice(0, 12).map((one) => one.personId);
  const plan = (said: object = {}, by = manager) =>
    planActivity(by, {
      name: '八段锦',
      kind: 'exercise',
      place: '院内',
      startsAt: '2026-11-20T14:00',
      endsAt: '2026-11-20T15:00',
      capacity: 3,
      leader: '社工',
      ...said,
    });
  const later = { ...manager, at: new Date('2026-11-20T08:00:00Z') };

  it('never has more people than places, whoever asks at once, and gives a place back', async () => {
    const { activityId } = got(await plan());
    const asked = await Promise.all(
      people().map((one) => joinActivity(manager, { activityId, personIds: [one] })),
    );
    expect(asked.filter(({ ok }) => ok).length).toBe(3);
    expect(new Set(asked.flatMap(codes))).toEqual(new Set(['CARE.ACTIVITY_FULL']));
    const on = (await findActivity(auditor, { id: activityId }))?.people.map((one) => one.personId) ?? [];
    expect(on.length).toBe(3);
    got(await joinActivity(manager, { activityId, personIds: on }));
    got(await leaveActivity(manager, { activityId, personId: on[0] ?? '' }));
    expect(codes(await leaveActivity(manager, { activityId, personId: on[0] ?? '' }))).toEqual([
      'CARE.NOT_JOINED',
    ]);
    got(await joinActivity(manager, { activityId, personIds: [personId] }));
    expect(codes(await joinActivity(manager, { activityId, personIds: [on[0] ?? ''] }))).toEqual([
      'CARE.ACTIVITY_FULL',
    ]);
  });

  it('takes all of those asked for or none', async () => {
    const { activityId } = got(await plan());
    expect(codes(await joinActivity(manager, { activityId, personIds: people().slice(0, 4) }))).toEqual([
      'CARE.ACTIVITY_FULL',
    ]);
    expect(codes(await joinActivity(manager, { activityId, personIds: [personId, randomUUID()] }))).toEqual([
      'CARE.NOT_RESIDENT',
    ]);
    expect((await findActivity(auditor, { id: activityId }))?.joined).toBe(0);
    const before = got(await plan({ startsAt: '2026-09-30T10:00', endsAt: '2026-09-30T11:00' }));
    expect(
      codes(await joinActivity(manager, { activityId: before.activityId, personIds: [personId] })),
    ).toEqual(['CARE.NOT_RESIDENT']);
  });

  it('notes who came once it has begun, and shows the risks of those on its list', async () => {
    got(
      await assessRisks(assessor, {
        personId,
        assessor: '王芳',
        risks: [
          { risk: 'activity', level: 'high', measures: '专人陪同' },
          { risk: 'fall', level: 'none' },
        ],
      }),
    );
    const { activityId } = got(await plan());
    const other = people()[0] ?? '';
    got(await joinActivity(manager, { activityId, personIds: [personId, other] }));
    expect(codes(await recordPresence(manager, { activityId, present: [personId] }))).toEqual([
      'CARE.ACTIVITY_NOT_BEGUN',
    ]);
    expect(codes(await recordPresence(later, { activityId, present: [randomUUID()] }))).toEqual([
      'CARE.NOT_JOINED',
    ]);
    got(await recordPresence(later, { activityId, present: [other] }));
    got(await recordPresence(later, { activityId, present: [personId] }));
    const found = await findActivity({ ...auditor, at: later.at }, { id: activityId });
    expect(found).toMatchObject({ state: 'over', joined: 2, present: 1 });
    const one = (id: string) => found?.people.find((row) => row.personId === id);
    expect(one(personId)).toMatchObject({ status: 'present', marks: [{ risk: 'activity', level: 'high' }] });
    expect(one(other)?.status).toBe('absent');
    expect(await listActivitiesOf(auditor, { personId, limit: 5 })).toMatchObject([
      { id: activityId, status: 'present', name: '八段锦' },
    ]);
    expect(codes(await leaveActivity(later, { activityId, personId }))).toEqual(['CARE.NOT_JOINED']);
  });

  it('is cancelled once, before it is over, and then takes nobody', async () => {
    const { activityId } = got(await plan());
    const cancelled = await Promise.all(
      Array.from({ length: 5 }, () => cancelActivity(manager, { activityId, reason: '下雨' })),
    );
    expect(cancelled.filter(({ ok }) => ok).length).toBe(1);
    expect(new Set(cancelled.flatMap(codes))).toEqual(new Set(['CARE.ACTIVITY_CANCELLED']));
    expect(codes(await joinActivity(manager, { activityId, personIds: [personId] }))).toEqual([
      'CARE.ACTIVITY_CANCELLED',
    ]);
    const over = got(await plan());
    expect(codes(await cancelActivity(later, { activityId: over.activityId, reason: '已经结束' }))).toEqual([
      'CARE.ACTIVITY_OVER',
    ]);
    await expect(
      asOwner(
        (tx) => tx`insert into activity_people (activity_id, person_id, status, changed_at, changed_by_name)
          values (${activityId}, ${personId}, 'joined', now(), '甲')`,
      ),
    ).rejects.toThrow('the activity was cancelled');
  });

  it('is in its month, entered once, in its own district, by who may', async () => {
    const activityId = randomUUID();
    const sent = await Promise.all(
      Array.from({ length: 5 }, () =>
        plan({ activityId, startsAt: '2027-03-01T00:00', endsAt: '2027-03-01T01:00' }),
      ),
    );
    expect(sent.filter(({ ok }) => ok).length).toBe(1);
    expect(new Set(sent.flatMap(codes))).toEqual(new Set(['CARE.ACTIVITY_TWICE']));
    const ids = async (from: string, until: string, by = auditor) =>
      (await listActivities(by, { from: plainDate(from), until: plainDate(until) })).map(({ id }) => id);
    expect(await ids('2027-03-01', '2027-04-01')).toEqual([activityId]);
    expect(await ids('2027-02-01', '2027-03-01')).toEqual([]);
    const other = elsewhere.as('manager', at);
    expect(await ids('2027-03-01', '2027-04-01', other)).toEqual([]);
    expect(await findActivity(other, { id: activityId })).toBeUndefined();
    expect(codes(await joinActivity(other, { activityId, personIds: [personId] }))).toEqual([
      'CARE.ACTIVITY_UNKNOWN',
    ]);
    for (const role of ['auditor', 'lead', 'assessor', 'family'] as const)
      expect(codes(await plan({}, here.as(role, at)))).toEqual(['ACCESS.NOT_PERMITTED']);
    expect(codes(await plan({ capacity: 0, startsAt: '明天', leader: '' }))).toEqual([
      'CARE.STARTS_AT',
      'CARE.CAPACITY',
      'CARE.LEADER_MISSING',
    ]);
    expect(codes(await plan({ endsAt: '2026-11-20T14:00' }))).toEqual(['CARE.ENDS_ORDER']);
  });
});

describe('a family', () => {
  const family = (id?: string) => ({ ...here.as('family', at), personId: id });

  it('sees the activities of its own, and of an incident that it happened once the family was told', async () => {
    expect(await findOwnCare(family())).toBeUndefined();
    expect(await findOwnCare(family(personId))).toEqual({ activities: [], incidents: [] });
    const { activityId } = got(
      await planActivity(manager, {
        name: '八段锦',
        kind: 'exercise',
        place: '院内',
        startsAt: '2026-11-21T14:00',
        endsAt: '2026-11-21T15:00',
        capacity: 3,
        leader: '社工',
      }),
    );
    got(await joinActivity(manager, { activityId, personIds: [personId] }));
    const { incidentId } = got(
      await recordIncident(manager, {
        personId,
        kind: 'fall',
        severity: 'minor',
        noticedAt: '2026-11-20T09:30',
        place: '走廊',
        what: '不写给家属看的经过',
      }),
    );
    expect(await findOwnCare(family(personId))).toMatchObject({
      activities: [{ state: 'coming' }],
      incidents: [],
    });
    got(
      await tellOfIncident(manager, {
        incidentId,
        whom: 'family',
        toldAt: '2026-11-20T09:40',
        how: 'phone',
        toldWhom: '女儿',
      }),
    );
    const seen = await findOwnCare(family(personId));
    expect(seen?.incidents).toMatchObject([{ kind: 'fall', closedAt: null }]);
    expect(JSON.stringify(seen)).not.toContain('不写给家属看的经过');
    expect(await findOwnCare(family(residents.at(-1)?.personId))).toEqual({ activities: [], incidents: [] });
    await expect(findOwnCare(manager)).rejects.toThrow(NotPermitted);
  });
});
