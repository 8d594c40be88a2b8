import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoOf } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { permissionsOf } from '~/domain/access/permissions';
import { systemActor } from '~/domain/access/system-actor';
import { confirmAssessment } from '~/domain/assessments/confirm-assessment';
import { findAssessment, findOwnAssessment } from '~/domain/assessments/find-assessment';
import { findGradeOn } from '~/domain/assessments/find-grade-on';
import { findOwnGrades } from '~/domain/assessments/find-own-grade';
import { importExternalResults } from '~/domain/assessments/import-external-results';
import { objectToGrade } from '~/domain/assessments/object-to-grade';
import { recordAssessment } from '~/domain/assessments/record-assessment';
import { recordExternalResult } from '~/domain/assessments/record-external-result';
import { rejectAssessment } from '~/domain/assessments/reject-assessment';
import { signAssessment } from '~/domain/assessments/sign-assessment';
import { listTimeline } from '~/domain/audit/list-timeline';
import type { Actor } from '~/domain/kernel/actor';
import { addDays, dateOf, plainDate } from '~/domain/kernel/plain-date';
import { useFreshDatabase } from '../database';
import { sixAnswers } from '../factories/assessments';
import { identityNumberOf } from '../factories/identity-number';
import { aPerson } from '../factories/people';
import { got } from '../factories/stays';

const addresses = useFreshDatabase({ connections: 20 });
const here = demoOf(demoTenants[0], { main: true });
const elsewhere = demoOf(demoTenants[1], { main: false });
const someone = (role: Parameters<typeof here.as>[0], name: string, id: string | null): Actor => ({
  ...here.as(role),
  name,
  userId: id,
});
const wang = someone('assessor', '王芳', '01900000-0000-7000-8000-00000000b001');
const zhao = someone('assessor', '赵敏', '01900000-0000-7000-8000-00000000b002');
const li = someone('manager', '李主任', '01900000-0000-7000-8000-00000000b003');
const clerk = someone('intake', '孙经办', '01900000-0000-7000-8000-00000000b004');
const today = dateOf(new Date());
const SIGNED = 'M20 100L60 40L100 120L160 60L220 110';

let owner: postgres.Sql;
let personId: string;
beforeAll(async () => {
  owner = postgres(addresses.ownerUrl, { max: 1, onnotice: () => undefined });
  await insertTenants(addresses.ownerUrl, demoTenants);
  for (const { tenant } of [here, elsewhere])
    await loadReference(systemActor(tenant.id, 'reference', 'test'), '370304');
});
afterAll(() => owner.end());
beforeEach(async () => {
  personId = await aPerson(clerk, { name: '被评估人' });
});

const filled = (given: object = {}) => ({
  personId,
  assessedOn: today as string,
  secondAssessor: '赵敏',
  answers: sixAnswers(2),
  ...given,
});
const codes = (result: { ok: boolean; refusals?: readonly { code: string; field?: string }[] }) =>
  result.refusals?.map(({ code, field }) => `${field ?? ''} ${code}`);
const howMany = async () =>
  Number((await owner`select count(*) from assessments where person_id = ${personId}`)[0]?.count);

describe('what is sent under the id of a draft', () => {
  it('is one assessment, fifty times at once and again later', async () => {
    const draftId = randomUUID();
    const sent = filled({
      draftId,
      signatures: [{ party: 'second' as const, means: 'drawn' as const, strokes: SIGNED }],
    });
    const answers = await Promise.all(Array.from({ length: 50 }, () => recordAssessment(wang, sent)));
    const ids = new Set(answers.map((one) => got(one).assessmentId));
    expect(ids.size).toBe(1);
    expect(got(await recordAssessment(wang, sent))).toMatchObject({
      assessmentId: [...ids][0],
      scoring: { grade: 'partial' },
    });
    expect(await howMany()).toBe(1);
    const [signed] =
      await owner`select count(*) from assessment_signatures where assessment_id = ${[...ids][0] as string}`;
    expect(Number(signed?.count)).toBe(2);
  });

  it('stays one after it was decided', async () => {
    const sent = filled({ draftId: randomUUID() });
    const { assessmentId } = got(await recordAssessment(wang, sent));
    got(await rejectAssessment(li, { assessmentId, reason: '再看一次' }));
    expect(got(await recordAssessment(wang, sent)).assessmentId).toBe(assessmentId);
    expect(await howMany()).toBe(1);
  });

  it('is refused with other contents, for another person, and from somebody else', async () => {
    const draftId = randomUUID();
    got(await recordAssessment(wang, filled({ draftId })));
    const other = await aPerson(clerk, { name: '另一人' });
    for (const [actor, given] of [
      [wang, { answers: sixAnswers(5) }],
      [wang, { personId: other }],
      [wang, { assessedOn: addDays(today, -1) }],
      [zhao, { secondAssessor: '王芳' }],
    ] as const)
      expect(codes(await recordAssessment(actor, filled({ draftId, ...given })))).toEqual([
        ' ASSESSMENT.DRAFT_DIFFERS',
      ]);
    expect(await howMany()).toBe(1);
  });

  it('frees its id when it was refused', async () => {
    const draftId = randomUUID();
    expect(codes(await recordAssessment(wang, filled({ draftId, secondAssessor: '王芳' })))).toEqual([
      'secondAssessor ASSESSMENT.ASSESSORS_SAME',
    ]);
    expect(await recordAssessment(wang, filled({ draftId }))).toMatchObject({ ok: true });
  });

  it('is one by the database itself, and does not reach another tenant', async () => {
    const draftId = randomUUID();
    const { assessmentId } = got(await recordAssessment(wang, filled({ draftId })));
    await expect(
      owner`insert into assessments select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'status', 'rejected',
        'decided_by_name', '丙', 'decided_at', now()))).* from assessments a where id = ${assessmentId}`,
    ).rejects.toThrow('assessments_draft_unique');
    const there = await aPerson(elsewhere.as('intake'), { name: '别处的人' });
    expect(
      await recordAssessment(elsewhere.as('assessor'), filled({ draftId, personId: there })),
    ).toMatchObject({ ok: true });
    expect(await findAssessment(elsewhere.as('manager'), { id: assessmentId })).toBeUndefined();
  });
});

describe('signatures', () => {
  it('by both assessors come before the grade counts', async () => {
    const { assessmentId } = got(await recordAssessment(wang, filled()));
    expect(codes(await confirmAssessment(li, { assessmentId }))).toEqual([' ASSESSMENT.SECOND_NOT_SIGNED']);
    expect(codes(await signAssessment(wang, { assessmentId, party: 'second', means: 'account' }))).toEqual([
      'means SIGNATURE.NOT_YOURS',
    ]);
    got(await signAssessment(zhao, { assessmentId, party: 'second', means: 'account' }));
    expect(codes(await signAssessment(zhao, { assessmentId, party: 'second', means: 'account' }))).toEqual([
      'means SIGNATURE.TWICE',
    ]);
    expect(await confirmAssessment(li, { assessmentId })).toMatchObject({ ok: true });
  });

  it('of both are needed where somebody else types in what two scored', async () => {
    const { assessmentId } = got(await recordAssessment(wang, filled({ firstAssessor: '周一' })));
    expect(codes(await confirmAssessment(li, { assessmentId }))).toEqual([
      ' ASSESSMENT.FIRST_NOT_SIGNED',
      ' ASSESSMENT.SECOND_NOT_SIGNED',
    ]);
    await expect(
      owner`update assessments set status = 'confirmed', valid_from = ${today}, decided_at = now(), decided_by_name = '李主任' where id = ${assessmentId}`,
    ).rejects.toThrow('both assessors stand for what they scored');
    for (const party of ['first', 'second'] as const)
      got(await signAssessment(clerk, { assessmentId, party, means: 'paper', signedOn: today }));
    expect(await confirmAssessment(li, { assessmentId })).toMatchObject({ ok: true });
  });

  it('lie sealed, say who and when, and stay as they are', async () => {
    const { assessmentId } = got(
      await recordAssessment(
        wang,
        filled({
          signatures: [
            { party: 'second', means: 'drawn', strokes: SIGNED },
            { party: 'guardian', means: 'refused', signer: '其子', reason: '认为评得太轻' },
            { party: 'person' },
          ],
        }),
      ),
    );
    expect((await findAssessment(li, { id: assessmentId }))?.signatures).toMatchObject([
      { party: 'first', means: 'account', signer: '王芳', signedOn: today, recordedByName: '王芳' },
      { party: 'second', means: 'drawn', signer: '赵敏', strokes: SIGNED },
      { party: 'guardian', means: 'refused', signer: '其子', reason: '认为评得太轻', strokes: null },
    ]);
    const rows = await owner`select * from assessment_signatures where assessment_id = ${assessmentId}`;
    expect(JSON.stringify(rows)).not.toMatch(/M20 100|评得太轻/);
    for (const change of [
      owner`update assessment_signatures set signer = '别人' where assessment_id = ${assessmentId}`,
      owner`update assessment_signatures set strokes_sealed = null where assessment_id = ${assessmentId} and means = 'drawn'`,
      owner`delete from assessment_signatures where assessment_id = ${assessmentId}`,
    ])
      await expect(change).rejects.toThrow();
    await expect(
      owner`update assessments set second_assessor = '别人' where id = ${assessmentId}`,
    ).rejects.toThrow('stays as it was made');
  });

  it('come later too: the person who refused signs after all', async () => {
    const { assessmentId } = got(await recordAssessment(wang, filled()));
    got(await signAssessment(clerk, { assessmentId, party: 'person', means: 'refused', reason: '不识字' }));
    got(await signAssessment(clerk, { assessmentId, party: 'person', means: 'drawn', strokes: SIGNED }));
    const found = await findAssessment(li, { id: assessmentId });
    expect(found?.signatures.filter(({ party }) => party === 'person').map(({ means }) => means)).toEqual([
      'refused',
      'drawn',
    ]);
    const kinds = (await listTimeline(li, { type: 'assessment', id: assessmentId })).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'assessment.signed')).toHaveLength(3);
  });

  it('are refused where there is nothing to sign, and to whoever may not', async () => {
    const { assessmentId } = got(await recordAssessment(wang, filled()));
    const paper = { assessmentId, party: 'second', means: 'paper', signedOn: today } as const;
    expect(codes(await signAssessment(here.as('family'), paper))).toEqual([' ACCESS.NOT_PERMITTED']);
    expect(codes(await signAssessment(here.as('auditor'), paper))).toEqual([' ACCESS.NOT_PERMITTED']);
    expect(codes(await signAssessment(elsewhere.as('manager'), paper))).toEqual([' ASSESSMENT.UNKNOWN']);
    expect(codes(await signAssessment(clerk, { assessmentId, party: 'person' }))).toEqual([
      'means SIGNATURE.MEANS_MISSING',
    ]);
    got(await rejectAssessment(li, { assessmentId, reason: '再看一次' }));
    expect(codes(await signAssessment(clerk, paper))).toEqual([' SIGNATURE.CLOSED']);
    const bad = filled({
      signatures: [
        { party: 'first', means: 'account' },
        { party: 'second', means: 'drawn', strokes: 'M1 1L2 2' },
      ],
    });
    expect(codes(await recordAssessment(wang, bad))).toEqual([
      'signatures.0.means SIGNATURE.NOT_YOURS',
      'signatures.1.means SIGNATURE.DRAWN_SMALL',
    ]);
  });
});

describe('a result of others', () => {
  let number = 0;
  const paper = (given: object = {}) => ({
    personId,
    scaleCode: 'gbt-42195',
    issuerKind: 'hospital' as const,
    issuer: '区中医院',
    issuerNumber: `A-${++number}`,
    assessedOn: addDays(today, -30) as string,
    grade: 'grade-2',
    proofReference: '档案室 3-12',
    totals: { total: '58' },
    ...given,
  });

  it('is a proposal that another person confirms, and holds from the day of the assessment as the scale says', async () => {
    const { assessmentId } = got(await recordExternalResult(clerk, paper()));
    expect(await findAssessment(li, { id: assessmentId })).toMatchObject({
      origin: 'external',
      status: 'proposed',
      grade: 'grade-2',
      issuer: '区中医院',
      totals: { total: 58 },
      recordedByName: '孙经办',
      firstAssessor: null,
      scoring: {
        grade: 'grade-2',
        items: [],
        measures: [
          { code: 'total', value: 58 },
          { code: 'grade', value: 2 },
        ],
      },
    });
    const byAnother = { ...clerk, userId: null };
    for (const self of [clerk, byAnother])
      expect(codes(await confirmAssessment(self, { assessmentId }))).toEqual([
        ' ASSESSMENT.SCORED_BY_YOURSELF',
      ]);
    const confirmed = got(await confirmAssessment(li, { assessmentId, validFrom: today }));
    const [row] =
      await owner`select (assessed_on + interval '12 months')::date::text as until from assessments where id = ${assessmentId}`;
    expect(confirmed).toEqual({ grade: 'grade-2', from: today, until: row?.until });
    expect(await findGradeOn(li, { personId, on: today, scaleCode: 'gbt-42195' })).toMatchObject({
      grade: 'grade-2',
    });
    expect(JSON.stringify(await owner`select * from assessments where id = ${assessmentId}`)).not.toMatch(
      /"58"|"total\\*":\s*58/,
    );
  });

  it('never holds longer than its paper says', async () => {
    const statedUntil = addDays(today, 10);
    const { assessmentId } = got(await recordExternalResult(clerk, paper({ statedUntil })));
    expect(codes(await confirmAssessment(li, { assessmentId, validFrom: statedUntil }))).toEqual([
      'validFrom ASSESSMENT.RESULT_EXPIRED',
    ]);
    expect(got(await confirmAssessment(li, { assessmentId })).until).toBe(statedUntil);
  });

  it('by the six counts as the grade that the centre goes by', async () => {
    const { assessmentId } = got(
      await recordExternalResult(
        clerk,
        paper({ scaleCode: 'tekun-six', grade: 'total', totals: {}, answers: sixAnswers(5) }),
      ),
    );
    expect((await findAssessment(li, { id: assessmentId }))?.scoring.items).toHaveLength(6);
    got(await confirmAssessment(li, { assessmentId }));
    expect(await findGradeOn(li, { personId, on: today })).toMatchObject({ grade: 'total' });
  });

  it('is refused when it contradicts itself, and twice under one number, also at once and however it is written', async () => {
    expect(
      codes(await recordExternalResult(clerk, paper({ totals: { total: '80' }, grade: 'grade-3' }))),
    ).toEqual(['grade ASSESSMENT.GRADE_AGAINST_SCORES']);
    const one = paper({ issuerNumber: 'ＰＧ 77' });
    const two = { ...one, issuerNumber: 'pg77', scaleCode: 'mzt-039', grade: 'grade-1', totals: {} };
    const both = await Promise.all([recordExternalResult(clerk, one), recordExternalResult(wang, two)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.flatMap((result) => codes(result) ?? [])).toEqual(['issuerNumber ASSESSMENT.RESULT_TAKEN']);
  });

  it('may be entered again after it was returned', async () => {
    const said = paper();
    const { assessmentId } = got(await recordExternalResult(clerk, said));
    got(await rejectAssessment(li, { assessmentId, reason: '等级抄错' }));
    expect(await recordExternalResult(clerk, said)).toMatchObject({ ok: true });
  });

  it('is whole and unchanged by the database itself', async () => {
    const { assessmentId } = got(await recordExternalResult(clerk, paper()));
    await expect(owner`update assessments set issuer = '别的' where id = ${assessmentId}`).rejects.toThrow(
      'stays as it was made',
    );
    await expect(
      owner`insert into assessments select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'status', 'rejected',
        'decided_by_name', '丙', 'decided_at', now(), 'issuer_number', null))).* from assessments a where id = ${assessmentId}`,
    ).rejects.toThrow('assessments_external_whole');
  });

  it('is not for families and other tenants', async () => {
    expect(codes(await recordExternalResult(here.as('family'), paper()))).toEqual([' ACCESS.NOT_PERMITTED']);
    expect(codes(await recordExternalResult(elsewhere.as('intake'), paper()))).toEqual([
      'personId ASSESSMENT.PERSON_UNKNOWN',
    ]);
  });
});

describe('a list of results of others', () => {
  let serial = 100;
  async function known(name: string) {
    const identityNumber = identityNumberOf({ birthDate: plainDate('1941-09-09'), serial: ++serial });
    const id = await aPerson(clerk, { name, identityNumber });
    return { id, identityNumber, name };
  }
  const rowOf = (
    { identityNumber, name }: { identityNumber: string; name: string },
    given: Record<string, string> = {},
  ): Record<string, string> => ({
    身份证号: identityNumber,
    姓名: name,
    量表: '老年人能力评估（26项）',
    机构类别: '第三方评估机构',
    评估机构: '某某评估中心',
    报告编号: `L-${identityNumber.slice(-6)}`,
    评估日期: addDays(today, -20),
    等级: '2级',
    得分: '58',
    证明材料: '附件袋 7',
    ...given,
  });
  const taking = (cells: Record<string, string>[], dryRun = false) =>
    importExternalResults(clerk, {
      rows: cells.map((one, place) => ({ row: place + 2, cells: one })),
      dryRun,
      fileName: 'results',
    });

  it('is tried, taken row by row, and adds nothing the second time, whatever was decided meanwhile', async () => {
    const [a, b, c] = [await known('甲一'), await known('乙二'), await known('丙三')];
    const sheet = [
      rowOf(a),
      rowOf(b, { 等级: '1级' }),
      rowOf(c, { 姓名: '丁四' }),
      rowOf({
        identityNumber: identityNumberOf({ birthDate: plainDate('1941-09-09'), serial: 400 }),
        name: '无人',
      }),
      rowOf(a, { 量表: 'ltc-37', 等级: '3级', 得分: '' }),
      rowOf(c, { 报告编号: 'C-9' }),
    ];
    const refused = [
      [3, 'ASSESSMENT.GRADE_AGAINST_SCORES'],
      [4, 'ASSESSMENT.NAME_DIFFERS'],
      [5, 'ASSESSMENT.PERSON_NOT_REGISTERED'],
      [6, 'ASSESSMENT.TWICE_IN_FILE'],
    ];
    for (const dryRun of [true, false]) {
      const report = got(await taking(sheet, dryRun));
      expect(report).toMatchObject({ rows: 6, accepted: 2, unchanged: 0 });
      expect(report.refused.map(({ row, problems }) => [row, problems[0].code])).toEqual(refused);
    }
    const [row] = await owner<{ id: string }[]>`select id from assessments where person_id = ${a.id}`;
    got(await rejectAssessment(li, { assessmentId: row?.id ?? '', reason: '原件不清楚' }));
    expect(got(await taking(sheet))).toMatchObject({ accepted: 2, unchanged: 2 });
    const [count] =
      await owner`select count(*) from assessments where person_id in (${a.id}, ${b.id}, ${c.id})`;
    expect(Number(count?.count)).toBe(2);
  });

  it('refuses another result under a known number, and a second one of a scale that waits', async () => {
    const [a, b] = [await known('戊五'), await known('己六')];
    got(await taking([rowOf(a)]));
    const report = got(
      await taking([
        rowOf(a, { 等级: '3级' }),
        rowOf(a, { 报告编号: 'X-1' }),
        rowOf(b),
        rowOf(b, { 报告编号: 'X-2' }),
      ]),
    );
    expect(report.refused.map(({ row, problems }) => [row, problems[0].code])).toEqual([
      [2, 'ASSESSMENT.RESULT_DIFFERS'],
      [3, 'ASSESSMENT.PROPOSED_ALREADY'],
      [5, 'ASSESSMENT.PROPOSED_ALREADY'],
    ]);
  });

  it('is for those who may take over, and of their own tenant', async () => {
    const a = await known('庚七');
    const rows = [{ row: 2, cells: rowOf(a) }];
    const list = { rows, dryRun: false, fileName: 'results' };
    expect(codes(await importExternalResults(here.as('finance'), list))).toEqual([' ACCESS.NOT_PERMITTED']);
    const there = got(await importExternalResults(elsewhere.as('intake'), list));
    expect(there.refused[0]?.problems[0].code).toBe('ASSESSMENT.PERSON_NOT_REGISTERED');
  });
});

describe('what a family sees of the grade, and may object to', () => {
  const family = (id: string | undefined, at?: Date): Actor => ({
    ...here.as('family'),
    permissions: permissionsOf(['family']),
    personId: id,
    at,
  });
  async function graded(unmet = 2): Promise<string> {
    const { assessmentId } = got(
      await recordAssessment(
        wang,
        filled({
          answers: sixAnswers(unmet),
          signatures: [{ party: 'second', means: 'paper', signedOn: today }],
        }),
      ),
    );
    expect(await findOwnGrades(family(personId))).toEqual([]);
    got(await confirmAssessment(li, { assessmentId }));
    return assessmentId;
  }
  const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);

  it('is the grade with everything that led to it, and nobody else’s', async () => {
    const id = await graded();
    expect(await findOwnGrades(family(personId))).toMatchObject([
      { id, grade: 'partial', mayObject: true, scoring: { items: { length: 6 }, grade: 'partial' } },
    ]);
    expect(await findOwnAssessment(family(personId), { id })).toMatchObject({ id });
    const other = await aPerson(clerk, { name: '别家的人' });
    expect(await findOwnGrades(family(other))).toEqual([]);
    expect(await findOwnGrades(family(undefined))).toEqual([]);
    expect(await findOwnAssessment(family(other), { id })).toBeUndefined();
    expect(codes(await objectToGrade(family(other), { assessmentId: id, statement: '太轻了' }))).toEqual([
      ' REASSESSMENT.NOTHING_TO_OBJECT',
    ]);
  });

  it('is objected to once at a time and within the term; two others assess again', async () => {
    const id = await graded();
    const late = family(personId, inDays(31));
    expect(codes(await objectToGrade(late, { assessmentId: id, statement: '太轻了' }))).toEqual([
      ' REASSESSMENT.TERM_OVER',
    ]);
    expect((await findOwnGrades(late))[0]?.mayObject).toBe(false);
    expect((await findOwnGrades(family(personId, inDays(30))))[0]?.mayObject).toBe(true);
    expect(codes(await objectToGrade(family(personId), { assessmentId: id, statement: '' }))).toEqual([
      'statement REASSESSMENT.STATEMENT_MISSING',
    ]);
    got(await objectToGrade(family(personId), { assessmentId: id, statement: '夜里需要两个人扶' }));
    expect(codes(await objectToGrade(family(personId), { assessmentId: id, statement: '再说一次' }))).toEqual(
      ['statement REASSESSMENT.OPEN_ALREADY'],
    );
    expect(await findOwnGrades(family(personId))).toMatchObject([
      { mayObject: false, objections: [{ statement: '夜里需要两个人扶', closedAt: null }] },
    ]);
    expect(codes(await recordAssessment(wang, filled({ secondAssessor: '周一', reason: 'review' })))).toEqual(
      ['firstAssessor ASSESSMENT.SCORED_WHAT_IS_OBJECTED'],
    );
  });
});
