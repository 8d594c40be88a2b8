import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoOf } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { askEndingGrades } from '~/domain/assessments/ask-ending-grades';
import { askReassessment } from '~/domain/assessments/ask-reassessment';
import { confirmAssessment } from '~/domain/assessments/confirm-assessment';
import { dismissReassessment } from '~/domain/assessments/dismiss-reassessment';
import { findAssessment } from '~/domain/assessments/find-assessment';
import { findGradeOn } from '~/domain/assessments/find-grade-on';
import { findSuggestion } from '~/domain/assessments/find-suggestion';
import { listReassessments, listReassessmentsOf } from '~/domain/assessments/list-reassessments';
import { recordAssessment } from '~/domain/assessments/record-assessment';
import type { Actor } from '~/domain/kernel/actor';
import { addDays, dateOf, plainDate } from '~/domain/kernel/plain-date';
import { announceDays } from '~/domain/standards/announce-days';
import { useFreshDatabase } from '../database';
import { sixAnswers } from '../factories/assessments';
import { aPerson } from '../factories/people';
import { got } from '../factories/stays';

const addresses = useFreshDatabase();
const here = demoOf(demoTenants[0], { main: true });
const someone = (role: Parameters<typeof here.as>[0], name: string, id: string): Actor => ({
  ...here.as(role),
  name,
  userId: id,
});
const wang = someone('assessor', '王芳', '01900000-0000-7000-8000-00000000a001');
const chen = someone('assessor', '陈静', '01900000-0000-7000-8000-00000000a003');
const li = someone('manager', '李主任', '01900000-0000-7000-8000-00000000a002');
const intake = here.as('intake');
const worker = systemActor(here.tenant.id, 'assessments.ask-ending-grades', 'test');
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
  personId = await aPerson(intake, { name: '待复评人' });
});

const codes = (result: { ok: boolean; refusals?: readonly { code: string; field?: string }[] }) =>
  result.refusals?.map(({ code, field }) => `${field ?? ''} ${code}`);

async function recorded(given: object = {}, by = wang, second = '赵敏'): Promise<string> {
  const said = {
    personId,
    assessedOn: today,
    secondAssessor: second,
    answers: sixAnswers(2),
    signatures: [{ party: 'second', means: 'paper', signedOn: today }],
    ...given,
  };
  return got(await recordAssessment(by, recordAssessment.input.parse(said))).assessmentId;
}

async function confirmed(given: object = {}): Promise<string> {
  const assessmentId = await recorded(given);
  got(await confirmAssessment(li, { assessmentId }));
  return assessmentId;
}

const asked = (given: object = {}) =>
  askReassessment(
    intake,
    askReassessment.input.parse({
      personId,
      cause: 'change',
      askedBy: '女儿',
      statement: '跌倒后不能下床',
      ...given,
    }),
  );

describe('asking for somebody to be assessed again', () => {
  it('is due on the tenth working day by the calendar, and closed by the assessment that answers it', async () => {
    const { reassessmentId, dueOn } = got(await asked({ askedOn: '2026-09-28' }));
    expect(dueOn).toBe('2026-10-16');
    const listed = (await listReassessments(li, { limit: 200 })).rows.find(({ id }) => id === reassessmentId);
    expect(listed).toMatchObject({
      personName: '待复评人',
      cause: 'change',
      askedBy: '女儿',
      late: dueOn < today,
    });
    const answer = await confirmed();
    expect(await listReassessmentsOf(li, { personId })).toMatchObject([
      { statement: '跌倒后不能下床', closingAssessmentId: answer, closingReason: null },
    ]);
    expect((await listReassessments(li, { limit: 200 })).rows.map(({ id }) => id)).not.toContain(
      reassessmentId,
    );
  });

  it('counts days that were announced later', async () => {
    got(
      await announceDays(
        here.as('finance'),
        announceDays.input.parse({
          from: '2031-03-03',
          last: '2031-03-05',
          kind: 'holiday',
          name: '演示假期',
          source: '演示通知',
        }),
      ),
    );
    await owner`insert into people (tenant_id, id, name, sex, birth_date) values (${here.tenant.id}, gen_random_uuid(), '占位', 'male', '1950-01-01')`;
    const late = { ...intake, at: new Date('2031-02-28T02:00:00Z') };
    const result = await askReassessment(
      late,
      askReassessment.input.parse({ personId, cause: 'change', askedBy: '村委会', statement: '病情加重' }),
    );
    // 28 February 2031 is a Friday; 3 to 5 March are off.
    expect(got(result).dueOn).toBe('2031-03-19');
  });

  it('refuses, all at once, a day to come and an objection to nothing', async () => {
    expect(codes(await asked({ cause: 'objection', askedOn: addDays(today, 1) }))).toEqual([
      'askedOn REASSESSMENT.DATE_FUTURE',
      'assessmentId REASSESSMENT.NOTHING_TO_OBJECT',
    ]);
    const other = await confirmed();
    personId = await aPerson(intake, { name: '另一人' });
    expect(codes(await asked({ cause: 'objection', assessmentId: other }))).toEqual([
      'assessmentId REASSESSMENT.NOTHING_TO_OBJECT',
    ]);
  });

  it('is open once for each reason, also when fifty ask at once', async () => {
    const results = await Promise.all(Array.from({ length: 50 }, () => asked()));
    expect(results.filter(({ ok }) => ok).length).toBe(1);
    expect(new Set(results.flatMap((result) => codes(result) ?? []))).toEqual(
      new Set(['cause REASSESSMENT.OPEN_ALREADY']),
    );
  });

  it('is dismissed once, with a reason, and then stays as it is', async () => {
    const { reassessmentId } = got(await asked());
    got(await dismissReassessment(li, { reassessmentId, reason: '情况没有变化，已入户核实' }));
    expect(codes(await dismissReassessment(li, { reassessmentId, reason: '再次' }))).toEqual([
      'reassessmentId REASSESSMENT.UNKNOWN',
    ]);
    await expect(
      owner`update reassessments set closing_reason = '改写' where id = ${reassessmentId}`,
    ).rejects.toThrow('what was asked for stays');
    await expect(owner`delete from reassessments where id = ${reassessmentId}`).rejects.toThrow(
      'what was asked for stays',
    );
  });

  it('is seen by a town for its own people only', async () => {
    got(await asked());
    const town = { ...here.as('town'), townCode: '370304100' };
    expect(
      (await listReassessments(town, { limit: 200 })).rows.filter((row) => row.townCode !== '370304100'),
    ).toEqual([]);
  });
});

describe('an objection', () => {
  it('is assessed by two others', async () => {
    const first = await confirmed();
    got(await asked({ cause: 'objection', assessmentId: first, statement: '当天发烧' }));
    expect(
      codes(
        await recordAssessment(
          wang,
          recordAssessment.input.parse({
            personId,
            assessedOn: today,
            secondAssessor: '赵 敏',
            answers: sixAnswers(0),
            reason: 'review',
          }),
        ),
      ),
    ).toEqual([
      'firstAssessor ASSESSMENT.SCORED_WHAT_IS_OBJECTED',
      'secondAssessor ASSESSMENT.SCORED_WHAT_IS_OBJECTED',
    ]);
    const second = await recorded({ reason: 'review' }, chen, '孙丽');
    got(await confirmAssessment(li, { assessmentId: second, validFrom: addDays(today, 1) }));
    expect(await listReassessmentsOf(li, { personId })).toMatchObject([{ closingAssessmentId: second }]);
  });
});

describe('a grade that runs out', () => {
  it('is asked about once, thirty days before, however often the night comes', async () => {
    const start = addDays(today, -700);
    const ltc = await findGradeOn(li, { personId, on: today, scaleCode: 'ltc-37' });
    expect(ltc).toBeUndefined();
    const [assessment] = await owner<{ id: string }[]>`
      insert into assessments (tenant_id, id, person_id, scale_code, scale_version, reason, assessed_on, first_assessor, second_assessor,
        answers_sealed, grade, status, decided_by_name, decided_at, valid_from, valid_until)
      values (${here.tenant.id}, gen_random_uuid(), ${personId}, 'ltc-37', 1, 'first', ${start}, '甲', '乙', '', 'grade-1', 'confirmed', '丙', now(),
        ${start}, ${addDays(today, 30)})
      returning id`;
    expect(got(await askEndingGrades(worker, {})).asked).toBe(1);
    expect(got(await askEndingGrades(worker, {})).asked).toBe(0);
    const [row] = await listReassessmentsOf(li, { personId });
    expect(row).toMatchObject({ cause: 'expiry', assessmentId: assessment?.id, dueOn: addDays(today, 29) });
    got(await dismissReassessment(li, { reassessmentId: row?.id ?? '', reason: '已转出本区' }));
    expect(got(await askEndingGrades(worker, {})).asked).toBe(0);
  });
});

describe('items that were refused', () => {
  it('leave the grade to a person, who says why, among those still possible', async () => {
    const assessmentId = await recorded({ answers: { ...sixAnswers(3), bathing: 'refused' } });
    expect(await findAssessment(li, { id: assessmentId })).toMatchObject({
      grade: null,
      scoring: { undecided: { items: [{ code: 'bathing' }] } },
    });
    expect(codes(await confirmAssessment(li, { assessmentId }))).toEqual([
      'grade ASSESSMENT.GRADE_MISSING',
      'reason ASSESSMENT.REASON_MISSING',
    ]);
    expect(
      codes(await confirmAssessment(li, { assessmentId, grade: 'independent', reason: '看起来可以' })),
    ).toEqual(['grade ASSESSMENT.GRADE_OUTSIDE']);
    await expect(
      owner`update assessments set status = 'confirmed', valid_from = ${today}, decided_by_name = '丙', decided_at = now() where id = ${assessmentId}`,
    ).rejects.toThrow('assessments_grade_when_counted');
    got(await confirmAssessment(li, { assessmentId, grade: 'total', reason: '护理记录显示洗澡须两人协助' }));
    expect(await findGradeOn(li, { personId, on: today })).toMatchObject({ grade: 'total' });
  });

  it('are needed for another grade than the scale gives', async () => {
    const assessmentId = await recorded();
    expect(codes(await confirmAssessment(li, { assessmentId, grade: 'total', reason: '更重' }))).toEqual([
      'grade ASSESSMENT.GRADE_FIXED',
    ]);
    got(await confirmAssessment(li, { assessmentId }));
  });
});

describe('what another scale suggests', () => {
  it('stands beside the questions once that assessment is confirmed', async () => {
    expect(await findSuggestion(wang, { personId })).toBeUndefined();
    const best = {
      feeding: '5',
      dressing: '10',
      'face-mouth': '5',
      bowels: '10',
      bladder: '10',
      toilet: '10',
    };
    const answers = {
      ...best,
      ...{ walking: '15', transfer: '15', stairs: '10', bathing: '0' },
      ...{ time: '4', person: '4', place: '4', memory: '4', vision: '4', hearing: '4', communication: '4' },
    };
    const assessmentId = await recorded({ scaleCode: 'ltc-37', answers });
    expect(await findAssessment(li, { id: assessmentId })).toMatchObject({ grade: 'grade-1' });
    got(await confirmAssessment(li, { assessmentId }));
    expect(await findSuggestion(wang, { personId })).toMatchObject({
      assessmentId,
      answers: { eating: 'unmet', bathing: 'unmet', dressing: 'met', walking: 'met' },
    });
    const until = plainDate(
      (await findGradeOn(li, { personId, on: today, scaleCode: 'ltc-37' }))?.until ?? '',
    );
    expect(until.slice(0, 4)).toBe(String(Number(today.slice(0, 4)) + 2));
  });
});
