import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoOf } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import tekunSix from '#db/seed/reference/scales/tekun-six-1.json';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { annulAssessment } from '~/domain/assessments/annul-assessment';
import { confirmAssessment } from '~/domain/assessments/confirm-assessment';
import { findAssessment } from '~/domain/assessments/find-assessment';
import { findGradeOn } from '~/domain/assessments/find-grade-on';
import { findScale, listScales } from '~/domain/assessments/find-scale';
import { listAssessments } from '~/domain/assessments/list-assessments';
import { listGradeRanges } from '~/domain/assessments/list-grade-ranges';
import { publishScale } from '~/domain/assessments/publish-scale';
import { recordAssessment } from '~/domain/assessments/record-assessment';
import { rejectAssessment } from '~/domain/assessments/reject-assessment';
import { listTimeline } from '~/domain/audit/list-timeline';
import type { Actor } from '~/domain/kernel/actor';
import { addDays, dateOf, plainDate } from '~/domain/kernel/plain-date';
import { correctPerson } from '~/domain/people/correct-person';
import { useFreshDatabase } from '../database';
import { sixAnswers } from '../factories/assessments';
import { aPerson } from '../factories/people';

const addresses = useFreshDatabase();
const here = demoOf(demoTenants[0], { main: true });
const elsewhere = demoOf(demoTenants[1], { main: false });
const someone = (role: Parameters<typeof here.as>[0], name: string, id: string | null): Actor => ({
  ...here.as(role),
  name,
  userId: id,
});
const wang = someone('assessor', '王芳', '01900000-0000-7000-8000-00000000a001');
const li = someone('manager', '李主任', '01900000-0000-7000-8000-00000000a002');
const intake = here.as('intake');
const today = dateOf(new Date());

let owner: postgres.Sql;
let personId: string;
beforeAll(async () => {
  owner = postgres(addresses.ownerUrl, { max: 1, onnotice: () => undefined });
  await insertTenants(addresses.ownerUrl, demoTenants);
  await loadReference(systemActor(here.tenant.id, 'reference', 'test'), '370304');
});
afterAll(() => owner.end());
beforeEach(async () => {
  personId = await aPerson(intake, { name: '被评估人' });
});

const filled = (unmet: number, given: { assessedOn?: string; [field: string]: unknown } = {}) => ({
  personId,
  assessedOn: '2026-11-01',
  secondAssessor: '赵敏',
  answers: sixAnswers(unmet),
  // By 王芳 through her own sign-in.
  signatures: [
    { party: 'second' as const, means: 'paper' as const, signedOn: given.assessedOn ?? '2026-11-01' },
  ],
  ...given,
});

async function recorded(unmet: number, given: Parameters<typeof filled>[1] = {}): Promise<string> {
  const result = await recordAssessment(wang, filled(unmet, given));
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  return result.value.assessmentId;
}

async function confirmed(unmet: number, assessedOn: string, validFrom?: string): Promise<string> {
  const assessmentId = await recorded(unmet, { assessedOn });
  const result = await confirmAssessment(li, { assessmentId, validFrom });
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  return assessmentId;
}

const codes = (result: { ok: boolean; refusals?: readonly { code: string; field?: string }[] }) =>
  result.refusals?.map(({ code, field }) => `${field ?? ''} ${code}`);

describe('recording what two assessors scored', () => {
  it('proposes the grade and explains it', async () => {
    const result = await recordAssessment(wang, filled(2, { note: '右手无力' }));
    expect(result).toMatchObject({ ok: true, value: { scoring: { grade: 'partial' } } });
    const id = result.ok ? result.value.assessmentId : '';
    expect(await findAssessment(li, { id })).toMatchObject({
      status: 'proposed',
      grade: 'partial',
      firstAssessor: '王芳',
      firstAssessorId: wang.userId,
      secondAssessor: '赵敏',
      note: '右手无力',
      person: { name: '被评估人' },
      scale: { name: '特困人员生活自理能力评估（六项）', confidence: 'confirmed' },
      scoring: {
        items: expect.arrayContaining([expect.objectContaining({ code: 'eating', option: 'unmet' })]),
      },
      scoredByYourself: false,
    });
    expect((await findAssessment(wang, { id }))?.scoredByYourself).toBe(true);
    const events = await listTimeline(li, { type: 'assessment', id });
    expect(events).toMatchObject([
      { kind: 'assessment.signed', data: { party: 'second', means: 'paper' } },
      { kind: 'assessment.signed', data: { party: 'first', means: 'account' } },
      { kind: 'assessment.recorded', data: { proposed: 'partial', scale: 'tekun-six' } },
    ]);
  });

  it('keeps answers and remark sealed', async () => {
    const id = await recorded(3, { note: '夜间失禁' });
    const [row] = await owner`select * from assessments where id = ${id}`;
    expect(JSON.stringify(row)).not.toMatch(/unmet|夜间失禁/);
  });

  it('refuses a blank item, one and the same assessor and a date to come, all at once', async () => {
    const answers: Record<string, string> = sixAnswers(0);
    delete answers.walking;
    const result = await recordAssessment(
      wang,
      filled(0, { answers, secondAssessor: ' 王 芳', assessedOn: addDays(today, 1), signatures: [] }),
    );
    expect(codes(result)).toEqual([
      'assessedOn ASSESSMENT.DATE_FUTURE',
      'secondAssessor ASSESSMENT.ASSESSORS_SAME',
      'answers.walking ASSESSMENT.ITEM_BLANK',
    ]);
  });

  it('refuses a second account that is the first', async () => {
    expect(codes(await recordAssessment(wang, filled(0, { secondAssessorId: wang.userId })))).toEqual([
      'secondAssessor ASSESSMENT.ASSESSORS_SAME',
    ]);
  });

  it('refuses a day on which no version of the scale was in force', async () => {
    expect(codes(await recordAssessment(wang, filled(0, { assessedOn: '2021-06-30' })))).toEqual([
      ' ASSESSMENT.SCALE_MISSING',
    ]);
    expect(codes(await recordAssessment(wang, filled(0, { scaleCode: 'unheard-of' })))).toEqual([
      ' ASSESSMENT.SCALE_MISSING',
    ]);
  });

  it('refuses the dead and the unknown', async () => {
    await correctPerson(intake, { personId, name: '被评估人', deceasedOn: '2026-10-31' });
    expect(codes(await recordAssessment(wang, filled(0)))).toEqual(['personId ASSESSMENT.PERSON_DECEASED']);
    const unknown = '01900000-0000-7000-8000-000000000000';
    expect(codes(await recordAssessment(wang, filled(0, { personId: unknown })))).toEqual([
      'personId ASSESSMENT.PERSON_UNKNOWN',
    ]);
  });

  it('takes one proposal at a time, also when two are sent at once', async () => {
    const both = await Promise.all([recordAssessment(wang, filled(0)), recordAssessment(wang, filled(6))]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.flatMap((one) => codes(one) ?? [])).toEqual(['personId ASSESSMENT.PROPOSED_ALREADY']);
  });
});

describe('confirming a grade', () => {
  it('is for a person who took no part in the scoring', async () => {
    const assessmentId = await recorded(4);
    const asManager = (name: string, id: string | null): Actor => someone('manager', name, id);
    for (const scorer of [
      asManager('王芳', wang.userId),
      asManager('换了名', wang.userId),
      asManager('赵敏', null),
    ]) {
      expect(codes(await confirmAssessment(scorer, { assessmentId }))).toEqual([
        ' ASSESSMENT.SCORED_BY_YOURSELF',
      ]);
    }
    expect(codes(await confirmAssessment(wang, { assessmentId }))).toEqual([' ACCESS.NOT_PERMITTED']);
    const machine = systemActor(here.tenant.id, 'nightly', 'test');
    expect(codes(await confirmAssessment(machine, { assessmentId }))).toEqual([' ASSESSMENT.NEEDS_PERSON']);
    const key: Actor = { ...asManager('接口', null), keyMaker: li.userId };
    expect(codes(await confirmAssessment(key, { assessmentId }))).toEqual([' ASSESSMENT.NEEDS_PERSON']);
    expect(await confirmAssessment(li, { assessmentId })).toEqual({
      ok: true,
      value: { grade: 'total', from: '2026-11-01', until: null },
    });
    expect(codes(await confirmAssessment(li, { assessmentId }))).toEqual([' ASSESSMENT.DECIDED_ALREADY']);
  });

  it('lets one of two who confirm at once succeed', async () => {
    const assessmentId = await recorded(1);
    const both = await Promise.all([
      confirmAssessment(li, { assessmentId }),
      rejectAssessment(intake, { assessmentId, reason: '面谈不符' }),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.flatMap((one) => codes(one) ?? [])).toEqual([' ASSESSMENT.DECIDED_ALREADY']);
  });

  it('is refused by the database itself when a scorer confirms', async () => {
    const assessmentId = await recorded(1);
    const bySelf = owner`update assessments set status = 'confirmed', valid_from = '2026-11-01', decided_at = now(),
      decided_by_name = '王芳', decided_by = ${wang.userId} where id = ${assessmentId}`;
    await expect(bySelf).rejects.toThrow('assessments_decided_by_another');
  });

  it('counts from the day of the assessment or a later one, never an earlier', async () => {
    const assessmentId = await recorded(1);
    expect(codes(await confirmAssessment(li, { assessmentId, validFrom: '2026-10-31' }))).toEqual([
      'validFrom ASSESSMENT.VALID_BEFORE_ASSESSED',
    ]);
    expect(await confirmAssessment(li, { assessmentId, validFrom: '2026-12-01' })).toMatchObject({
      ok: true,
    });
  });
});

describe('the grade that counts', () => {
  it('is the newest confirmed one that has begun; a proposal never counts', async () => {
    await confirmed(0, '2026-01-10');
    await confirmed(5, '2026-06-01', '2026-07-01');
    await recorded(2, { assessedOn: '2026-08-01', reason: 'change' });
    const on = async (day: string) => (await findGradeOn(li, { personId, on: plainDate(day) }))?.grade;
    expect(await on('2026-01-09')).toBeUndefined();
    expect(await on('2026-01-10')).toBe('independent');
    expect(await on('2026-06-30')).toBe('independent');
    expect(await on('2026-07-01')).toBe('total');
    expect(await on('2026-11-23')).toBe('total');
    expect(
      await listGradeRanges(li, {
        personIds: [personId],
        from: plainDate('2026-06-15'),
        until: plainDate('2026-07-15'),
      }),
    ).toMatchObject([
      {
        personId,
        scaleCode: 'tekun-six',
        scaleVersion: 1,
        grade: 'independent',
        from: '2026-06-15',
        until: '2026-07-01',
      },
      { grade: 'total', from: '2026-07-01', until: '2026-07-15' },
    ]);
    expect(
      await listGradeRanges(li, {
        personIds: [],
        from: plainDate('2026-01-01'),
        until: plainDate('2027-01-01'),
      }),
    ).toEqual([]);
  });

  it('is the one before again when the newest is annulled, which stays on file', async () => {
    await confirmed(0, '2026-01-10');
    const wrong = await confirmed(5, '2026-06-01');
    expect(codes(await annulAssessment(li, { assessmentId: wrong, reason: '' }))).toEqual([
      'reason ASSESSMENT.REASON_MISSING',
    ]);
    expect(await annulAssessment(li, { assessmentId: wrong, reason: '录入错误，误选他人' })).toMatchObject({
      ok: true,
    });
    expect((await findGradeOn(li, { personId, on: plainDate('2026-06-02') }))?.grade).toBe('independent');
    expect((await listAssessments(li, { personId })).rows.map(({ status }) => status)).toEqual([
      'annulled',
      'confirmed',
    ]);
    expect(await confirmed(1, '2026-06-01')).toBeTruthy();
  });

  it('begins once a day', async () => {
    await confirmed(0, '2026-02-01');
    const assessmentId = await recorded(6, { assessedOn: '2026-02-01' });
    expect(codes(await confirmAssessment(li, { assessmentId }))).toEqual([
      'validFrom ASSESSMENT.VALID_FROM_TAKEN',
    ]);
  });
});

describe('lists', () => {
  it('show newest first, page by page, with the grade in words', async () => {
    for (const day of ['2026-03-01', '2026-04-01', '2026-05-01']) await confirmed(1, day);
    const first = await listAssessments(li, { personId, status: 'confirmed', limit: 2 });
    expect(first.rows.map(({ assessedOn, gradeLabel }) => [assessedOn, gradeLabel?.en])).toEqual([
      ['2026-05-01', 'Partially dependent'],
      ['2026-04-01', 'Partially dependent'],
    ]);
    const second = await listAssessments(li, { personId, status: 'confirmed', limit: 2, after: first.next });
    expect(second.rows.map(({ assessedOn }) => assessedOn)).toEqual(['2026-03-01']);
    expect(second.next).toBeUndefined();
    expect((await listAssessments(elsewhere.as('manager'), {})).rows).toEqual([]);
  });
});

describe('scales', () => {
  const next = {
    ...tekunSix,
    version: 2,
    fromOn: '2026-12-01',
    confidence: 'unconfirmed',
    definition: { ...tekunSix.definition, validMonths: 24 },
  };

  it('are published once and never changed', async () => {
    expect(await publishScale(here.as('admin'), tekunSix)).toEqual({ ok: true, value: { published: false } });
    await expect(owner`update scales set definition = '{}' where code = 'tekun-six'`).rejects.toThrow(
      'stays as it is',
    );
    await expect(owner`delete from scales where code = 'tekun-six'`).rejects.toThrow('stays as it is');
  });

  it('have versions, each in force from its day; an assessment keeps the one it was made by', async () => {
    const before = await recorded(3);
    expect(await publishScale(here.as('admin'), next)).toEqual({ ok: true, value: { published: true } });
    expect((await findScale(li, { code: 'tekun-six', on: plainDate('2026-11-30') }))?.version).toBe(1);
    expect((await findScale(li, { code: 'tekun-six', on: plainDate('2026-12-01') }))?.version).toBe(2);
    expect(
      (await listScales(li)).filter(({ code }) => code === 'tekun-six').map(({ version }) => version),
    ).toEqual([2, 1]);
    const later: Actor = { ...wang, at: new Date('2026-12-05T02:00:00Z') };
    const other = await aPerson(intake, { name: '新版' });
    const result = await recordAssessment(later, filled(3, { personId: other, assessedOn: '2026-12-03' }));
    const id = result.ok ? result.value.assessmentId : '';
    expect(await findAssessment(li, { id: before })).toMatchObject({ scaleVersion: 1 });
    expect(await findAssessment(li, { id })).toMatchObject({
      scaleVersion: 2,
      scale: { confidence: 'unconfirmed' },
    });
    expect(await confirmAssessment({ ...li, at: later.at }, { assessmentId: id })).toMatchObject({
      ok: true,
      value: { until: '2028-12-03' },
    });
  });

  it('are refused when an answer would be left without a grade, or two begin on one day', async () => {
    const gap = {
      ...next,
      version: 3,
      fromOn: '2027-01-01',
      definition: { ...tekunSix.definition, grades: tekunSix.definition.grades.slice(1) },
    };
    expect(codes(await publishScale(here.as('admin'), gap))).toEqual(['definition ASSESSMENT.SCALE_BROKEN']);
    expect(codes(await publishScale(here.as('admin'), { ...tekunSix, version: 9 }))).toEqual([
      'fromOn ASSESSMENT.SCALE_FROM_TAKEN',
    ]);
  });
});
