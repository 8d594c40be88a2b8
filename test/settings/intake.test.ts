import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { demoOf } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { listTimeline } from '~/domain/audit/list-timeline';
import type { Actor } from '~/domain/kernel/actor';
import { addDays, dateOf, plainDate } from '~/domain/kernel/plain-date';
import type { Result } from '~/domain/kernel/refusals';
import { listWork } from '~/domain/reports/list-work';
import { findWorkingDayAfter } from '~/domain/standards/list-special-days';
import { addDocuments } from '~/domain/stays/add-documents';
import {
  addRequestedDocuments,
  answerRequest,
  seeAnswer,
  withdrawRequest,
} from '~/domain/stays/answer-request';
import { confirmEligibility } from '~/domain/stays/confirm-eligibility';
import { discardDraft, eraseFiles, expireDrafts } from '~/domain/stays/discard-draft';
import { draftSteps } from '~/domain/stays/draft-steps.rules';
import { findApplication, findOwnApplication } from '~/domain/stays/find-application';
import { findDraft, findOwnDraft, listDrafts } from '~/domain/stays/find-draft';
import { listRequests } from '~/domain/stays/list-requests';
import { remindRequests } from '~/domain/stays/remind-requests';
import { requestInformation } from '~/domain/stays/request-information';
import { saveDraftStep } from '~/domain/stays/save-draft-step';
import { settleIntake } from '~/domain/stays/settle-intake';
import { startDraft } from '~/domain/stays/start-draft';
import { submitDraft } from '~/domain/stays/submit-draft';
import { findOwnDocument, viewDocument } from '~/domain/stays/view-document';
import { withdrawApplication } from '~/domain/stays/withdraw-application';
import { withdrawDocument } from '~/domain/stays/withdraw-document';
import { useFreshDatabase } from '../database';
import { jpegBytes, pdfOf, pngOf } from '../factories/documents';
import { identityNumberOf } from '../factories/identity-number';
import { aPerson } from '../factories/people';
import { anApplication, got } from '../factories/stays';

let dataDir: string;
vi.mock('~/platform/env', async (original) => {
  const real = await original<typeof import('~/platform/env')>();
  return { ...real, env: () => ({ ...real.env(), dataDir }) };
});

const addresses = useFreshDatabase();
const here = demoOf(demoTenants[0], { main: true });
const elsewhere = demoOf(demoTenants[1], { main: false });
const [intake, manager, auditor] = [here.as('intake'), here.as('manager'), here.as('auditor')];
const job = systemActor(demoTenants[0].id, 'test', 'test');
const today = dateOf(new Date());
const DAY_MS = 86_400_000;

let owner: postgres.Sql;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'wellspring-papers-'));
  owner = postgres(addresses.ownerUrl, { max: 2, onnotice: () => undefined });
  await insertTenants(addresses.ownerUrl, demoTenants);
  for (const { id, regionCode } of demoTenants)
    await loadReference(systemActor(id, 'reference', 'test'), regionCode);
});
afterAll(async () => {
  await owner.end();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  await owner`truncate buildings, people, application_drafts, intake_settings cascade`;
});

const codes = (result: Result<unknown>) => (result.ok ? [] : result.refusals.map(({ code }) => code));
const fields = (result: Result<unknown>) => (result.ok ? [] : result.refusals.map(({ field }) => field));
const kindsOf = async (type: string, id: string) =>
  (await listTimeline(manager, { type, id })).map(({ kind }) => kind);
const familyOf = (personId: string): Actor => ({ ...here.as('family'), personId });
const townOf = (townCode: string): Actor => ({ ...here.as('town'), townCode });

/** What a whole application says, by step. */
const whole = {
  who: { appliedOn: today },
  household: {
    householdSize: '2',
    guardianName: '梁小文',
    guardianRelation: 'child',
    guardianPhone: '199 0000 4321',
  },
  needs: { stated: { eating: 'unmet', bathing: 'unmet' }, care: ['oxygen'], rooms: ['window'], wish: '靠窗' },
  hardship: { category: 'special_hardship', facts: ['living_alone'] },
  documents: { documentsLater: '下周补交' },
  check: {},
} as const;

const file = (content: Uint8Array, name = '扫描.pdf') => ({ name, content: new Uint8Array(content) });
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

async function aDraft(actor: Actor, personId?: string) {
  const { draftId } = got(await startDraft(actor, { personId }));
  return draftId;
}

const versionOf = async (draftId: string): Promise<number> =>
  (await findDraft(intake, { id: draftId }))?.version ?? 0;

async function fill(actor: Actor, draftId: string, steps: readonly (keyof typeof whole)[] = draftSteps) {
  for (const step of steps)
    got(
      await saveDraftStep(actor, {
        draftId,
        step,
        version: await versionOf(draftId),
        said: plain(whole[step]),
      }),
    );
}

const send = async (actor: Actor, draftId: string) =>
  submitDraft(actor, { draftId, version: await versionOf(draftId) });

describe('filling in an application step by step', () => {
  it('begins once per person, whoever begins, and goes on from anywhere', async () => {
    const personId = await aPerson(intake);
    const begun = await Promise.all([
      startDraft(familyOf(personId), {}),
      startDraft(intake, { personId }),
      startDraft(familyOf(personId), {}),
    ]);
    expect(new Set(begun.map((one) => got(one).draftId)).size).toBe(1);
    expect(begun.filter((one) => got(one).started)).toHaveLength(1);
    const draftId = begun.map(got)[0]?.draftId ?? '';
    await fill(familyOf(personId), draftId, ['household']);
    expect((await findOwnDraft(familyOf(personId)))?.said.guardianName).toBe('梁小文');
    expect((await findDraft(intake, { id: draftId }))?.savedByName).toBe(here.as('family').name);
    expect((await listDrafts(intake)).map(({ name }) => name)).toEqual(['梁明文']);
    expect(await listDrafts(familyOf(personId))).toEqual([]);
  });

  it('refuses who has an application under way, who is unknown, and a family without a person', async () => {
    const { personId } = await anApplication(here, { appliedOn: addDays(today, -3) });
    expect(codes(await startDraft(intake, { personId }))).toEqual(['STAY.OPEN_APPLICATION']);
    expect(codes(await startDraft(intake, { personId: '01900000-0000-7000-8000-000000000000' }))).toEqual([
      'STAY.PERSON_UNKNOWN',
    ]);
    expect(codes(await startDraft(here.as('family'), {}))).toEqual(['STAY.FAMILY_NOT_LINKED']);
  });

  it('keeps what is wrong, tells it, and refuses only to send it: everything at once, each at its step', async () => {
    const draftId = await aDraft(intake);
    const saved = got(
      await saveDraftStep(intake, {
        draftId,
        step: 'who',
        version: 1,
        said: { person: { identityNumber: '110105194912310021', birthDate: '八月' } },
      }),
    );
    expect(saved.problems.map(({ code }) => code)).toEqual([
      'PERSON.BIRTH_DATE_FORM',
      'PERSON.NAME_MISSING',
      'PERSON.IDENTITY_CHECK',
    ]);
    expect((await findDraft(intake, { id: draftId }))?.said.person?.birthDate).toBe('八月');
    const sent = await send(intake, draftId);
    expect(codes(sent)).toEqual([
      'PERSON.BIRTH_DATE_FORM',
      'PERSON.NAME_MISSING',
      'PERSON.IDENTITY_CHECK',
      'STAY.CONTACT_MISSING',
      'STAY.CATEGORY_MISSING',
      'STAY.DOCUMENT_MISSING',
      'STAY.DOCUMENT_MISSING',
    ]);
    const draft = await findDraft(intake, { id: draftId });
    expect(draft?.problems.map(({ step }) => step)).toEqual([
      'who',
      'who',
      'who',
      'household',
      'hardship',
      'documents',
      'documents',
    ]);
    expect(fields(sent)).toContain('document.identity_card');
  });

  it('in any order makes the same application', async () => {
    const made: unknown[] = [];
    const orders = fc.sample(fc.shuffledSubarray([...draftSteps], { minLength: 6 }), 4);
    for (const order of orders) {
      const personId = await aPerson(intake);
      const draftId = await aDraft(familyOf(personId));
      await fill(familyOf(personId), draftId, order);
      const { applicationId } = got(await send(familyOf(personId), draftId));
      const found = await findApplication(manager, { id: applicationId });
      const { category, householdSize, guardianName, guardianPhone, stated, details, appliedOn, missing } =
        found ?? {};
      made.push({
        category,
        householdSize,
        guardianName,
        guardianPhone,
        stated,
        details,
        appliedOn,
        missing,
      });
    }
    expect(made[0]).toMatchObject({
      category: 'special_hardship',
      householdSize: 2,
      guardianPhone: '199****4321',
      details: { guardianRelation: 'child', care: ['oxygen'], rooms: ['window'], documentsLater: '下周补交' },
      missing: ['identity_card', 'household_register', 'guardian_proof'],
    });
    for (const other of made) expect(other).toEqual(made[0]);
  });

  it('tells the one of two who saves the same step later, and keeps both who work at different steps', async () => {
    const personId = await aPerson(intake);
    const family = familyOf(personId);
    const draftId = await aDraft(family);
    const save = (actor: Actor, step: 'household' | 'needs', said: object) =>
      saveDraftStep(actor, { draftId, step, version: 1, said });
    const results = await Promise.all([
      save(family, 'household', { guardianName: '甲' }),
      save(intake, 'household', { guardianName: '乙' }),
      save(intake, 'needs', { wish: '安静' }),
    ]);
    const lost = results.filter((one) => !one.ok);
    expect(lost.map(codes)).toEqual([['STAY.DRAFT_CHANGED']]);
    expect(results[2]?.ok).toBe(true);
    const draft = await findDraft(intake, { id: draftId });
    expect(draft?.version).toBe(3);
    expect(draft?.said.wish).toBe('安静');
    expect(draft?.said.guardianName).toBe(results[0]?.ok ? '甲' : '乙');
    const again = await saveDraftStep(family, {
      draftId,
      step: 'household',
      version: 3,
      said: { guardianName: '甲' },
    });
    expect(again.ok).toBe(true);
  });

  it('sent ten times at once is one application, and every sender learns the same', async () => {
    const personId = await aPerson(intake);
    const draftId = await aDraft(familyOf(personId));
    await fill(familyOf(personId), draftId);
    const version = await versionOf(draftId);
    const sent = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        submitDraft(n % 2 ? intake : familyOf(personId), { draftId, version }),
      ),
    );
    expect(new Set(sent.map((one) => got(one).applicationId)).size).toBe(1);
    const [{ count }] =
      (await owner`select count(*)::int as count from applications where person_id = ${personId}`) as unknown as [
        { count: number },
      ];
    expect(count).toBe(1);
    expect(codes(await saveDraftStep(intake, { draftId, step: 'needs', version, said: {} }))).toEqual([
      'STAY.DRAFT_OVER',
    ]);
    const [row] = await owner`select said_sealed, status from application_drafts where id = ${draftId}`;
    expect(row).toEqual({ said_sealed: null, status: 'submitted' });
    expect(await kindsOf('application-draft', draftId)).toEqual([
      'application-draft.submitted',
      ...draftSteps.map(() => 'application-draft.saved'),
      'application-draft.started',
    ]);
  });

  it('is not sent by whoever has not seen the last change', async () => {
    const personId = await aPerson(intake);
    const draftId = await aDraft(intake, personId);
    await fill(intake, draftId);
    expect(codes(await submitDraft(intake, { draftId, version: 2 }))).toEqual(['STAY.DRAFT_CHANGED']);
  });

  it('two drafts of one new person, sent at once, make one person and one application', async () => {
    const person = {
      name: '宋秀兰',
      identityNumber: identityNumberOf({ birthDate: plainDate('1948-05-06'), serial: 7 }),
    };
    const ids = await Promise.all([aDraft(intake), aDraft(townOf('370304111'))]);
    for (const draftId of ids) {
      await fill(intake, draftId);
      got(await saveDraftStep(intake, { draftId, step: 'who', version: 99, said: { person } }));
    }
    const results = await Promise.all(ids.map((draftId) => send(intake, draftId)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(['STAY.APPLIED_AT_ONCE', 'STAY.APPLIED_THAT_DAY']).toContain(results.flatMap(codes)[0]);
    const [made] =
      await owner`select count(*)::int as people, (select count(*)::int from applications) as applications from people`;
    expect(made).toEqual({ people: 1, applications: 1 });
    const left = await listDrafts(intake);
    expect(left.map(({ name }) => name)).toEqual(['宋秀兰']);
  });

  it('is closed to other families, other towns and other districts, as if it were not there', async () => {
    const personId = await aPerson(intake, { townCode: '370304111' });
    const draftId = await aDraft(familyOf(personId));
    const strangers = [familyOf(await aPerson(intake)), townOf('370304001'), elsewhere.as('intake')];
    for (const stranger of strangers) {
      expect(await findDraft(stranger, { id: draftId })).toBeUndefined();
      expect(codes(await saveDraftStep(stranger, { draftId, step: 'needs', version: 1, said: {} }))).toEqual([
        'STAY.DRAFT_UNKNOWN',
      ]);
      expect(codes(await submitDraft(stranger, { draftId, version: 1 }))).toEqual(['STAY.DRAFT_UNKNOWN']);
      expect(codes(await addDocuments(stranger, { draftId, kind: 'other', files: [file(pdfOf())] }))).toEqual(
        ['STAY.DRAFT_UNKNOWN'],
      );
    }
    expect(await findDraft(townOf('370304111'), { id: draftId })).toBeDefined();
  });

  it('lies sealed: nothing that was typed is in the database in the clear', async () => {
    const draftId = await aDraft(intake);
    got(
      await saveDraftStep(intake, {
        draftId,
        step: 'who',
        version: 1,
        said: { person: { name: '极少见名', identityNumber: '370304194805061234' } },
      }),
    );
    const [row] =
      await owner`select row_to_json(d)::text as text from application_drafts d where id = ${draftId}`;
    expect(row?.text).not.toContain('极少见名');
    expect(row?.text).not.toContain('370304194805061234');
    const [event] =
      await owner`select string_agg(data::text, '') as text from audit_events where subject_id = ${draftId}`;
    expect(event?.text).not.toContain('极少见名');
  });
});

describe('papers', () => {
  it('are taken, shown again as they are, and lie encrypted outside of the database', async () => {
    const personId = await aPerson(intake);
    const family = familyOf(personId);
    const draftId = await aDraft(family);
    const picture = pngOf({ shade: 200 });
    const { documentIds } = got(
      await addDocuments(family, {
        draftId,
        kind: 'identity_card',
        files: [file(picture, '..\\身份证正面.png'), file(pdfOf('% 演示\n'), '/tmp/背面.pdf')],
      }),
    );
    const [first = '', second = ''] = documentIds;
    expect(Buffer.from((await findOwnDocument(family, { id: first }))?.content ?? [])).toEqual(picture);
    expect(await findOwnDocument(family, { id: second })).toMatchObject({
      name: '背面.pdf',
      type: 'application/pdf',
    });
    const shown = got(await viewDocument(intake, { documentId: first }));
    expect(shown).toMatchObject({ name: '身份证正面.png', type: 'image/png' });
    const [row] =
      await owner`select file_key, row_to_json(d)::text as text from application_documents d where id = ${first}`;
    expect(row?.text).not.toContain('身份证正面');
    const path = join(dataDir, 'files', demoTenants[0].id, row?.file_key.slice(0, 2), row?.file_key);
    expect(readFileSync(path).includes(picture.subarray(0, 8))).toBe(false);
  });

  it('in order are kept even when others of the same form are not, which are named', async () => {
    const draftId = await aDraft(intake);
    const added = got(
      await addDocuments(intake, {
        draftId,
        kind: 'other',
        files: [
          file(jpegBytes, '好.jpg'),
          file(Buffer.from('<svg><script/></svg>'), '坏.jpg'),
          file(jpegBytes.subarray(0, 300), '断.jpg'),
          file(jpegBytes, '又.jpg'),
        ],
      }),
    );
    expect(added.documentIds).toHaveLength(1);
    expect(added.refused.map(({ code, params }) => `${code} ${params?.name}`)).toEqual([
      'STAY.FILE_CONTENT 坏.jpg',
      'STAY.FILE_BROKEN 断.jpg',
      'STAY.DOCUMENT_TWICE 又.jpg',
    ]);
    expect(codes(await addDocuments(intake, { draftId, kind: 'other', files: [file(jpegBytes)] }))).toEqual([
      'STAY.DOCUMENT_TWICE',
    ]);
  });

  it('without a file, of no known kind, or too many are refused, and nothing is left on the disk', async () => {
    const draftId = await aDraft(intake);
    expect(codes(await addDocuments(intake, { draftId, kind: 'selfie', files: [] }))).toEqual([
      'STAY.DOCUMENT_KIND',
      'STAY.FILE_MISSING',
    ]);
    const eleven = Array.from({ length: 11 }, (_, n) => file(pngOf({ shade: n })));
    expect(codes(await addDocuments(intake, { draftId, kind: 'other', files: eleven }))).toEqual([
      'STAY.FILES_MANY',
    ]);
    got(await settleIntake(manager, { draftKeepDays: 30, answerDays: 5, decideDays: 10, documentsLimit: 5 }));
    const six = eleven.slice(0, 6);
    expect(codes(await addDocuments(intake, { draftId, kind: 'other', files: six }))).toEqual([
      'STAY.DOCUMENTS_LIMIT',
    ]);
  });

  it('the same handed in by two at once is there once', async () => {
    const personId = await aPerson(intake);
    const draftId = await aDraft(intake, personId);
    const results = await Promise.all(
      [intake, familyOf(personId), intake].map((actor) =>
        addDocuments(actor, { draftId, kind: 'other', files: [file(pdfOf())] }),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(results.flatMap(codes))).toEqual(new Set(['STAY.DOCUMENT_TWICE']));
  });

  it('go over to the application, count there, and are withdrawn with a reason but never gone', async () => {
    const personId = await aPerson(intake);
    const family = familyOf(personId);
    const draftId = await aDraft(family);
    await fill(family, draftId);
    const { documentIds } = got(
      await addDocuments(family, { draftId, kind: 'identity_card', files: [file(pngOf())] }),
    );
    const { applicationId } = got(await send(family, draftId));
    const application = await findApplication(intake, { id: applicationId });
    expect(application?.documents.map(({ id }) => id)).toEqual(documentIds);
    expect(application?.missing).toEqual(['household_register', 'guardian_proof']);

    const documentId = documentIds[0] ?? '';
    expect(codes(await withdrawDocument(family, { documentId, reason: '' }))).toEqual([
      'STAY.REASON_MISSING',
    ]);
    got(await withdrawDocument(family, { documentId, reason: '拍糊了' }));
    expect(codes(await withdrawDocument(family, { documentId, reason: '拍糊了' }))).toEqual([
      'STAY.DOCUMENT_WITHDRAWN',
    ]);
    expect((await findApplication(intake, { id: applicationId }))?.missing).toContain('identity_card');
    expect((await findOwnApplication(family))?.documents[0]?.withdrawnReason).toBe('拍糊了');
    expect(got(await viewDocument(intake, { documentId })).type).toBe('image/png');
    await expect(owner`delete from application_documents where id = ${documentId}`).rejects.toThrow(/stays/);
    await expect(
      owner`update application_documents set kind = 'other' where id = ${documentId}`,
    ).rejects.toThrow(/stays/);
    await expect(
      owner`update application_documents set destroyed_at = now(), key_sealed = null where id = ${documentId}`,
    ).rejects.toThrow(/application_documents_record_stays/);
  });

  it('are shown to those who may reveal them, each look is written down, and to nobody else', async () => {
    const { applicationId, personId } = await anApplication(here, { townCode: '370304111' });
    const { documentIds } = got(
      await addDocuments(intake, { applicationId, kind: 'medical_report', files: [file(pdfOf())] }),
    );
    const documentId = documentIds[0] ?? '';
    for (const viewer of [auditor, townOf('370304111')]) got(await viewDocument(viewer, { documentId }));
    const events = await listTimeline(manager, { type: 'application', id: applicationId });
    expect(events.filter(({ kind }) => kind === 'document.viewed').map(({ actorName }) => actorName)).toEqual(
      [here.as('town').name, auditor.name],
    );
    expect(codes(await viewDocument(here.as('finance'), { documentId }))).toEqual(['ACCESS.NOT_PERMITTED']);
    for (const stranger of [townOf('370304001'), elsewhere.as('intake')])
      expect(codes(await viewDocument(stranger, { documentId }))).toEqual(['STAY.DOCUMENT_UNKNOWN']);
    expect(await findOwnDocument(familyOf(await aPerson(intake)), { id: documentId })).toBeUndefined();
    expect(await findOwnDocument(familyOf(personId), { id: documentId })).toBeDefined();
    const seen = await findApplication(here.as('finance'), { id: applicationId });
    expect([seen?.papersShown, seen?.documents, seen?.requests]).toEqual([false, [], []]);
  });

  it('are not taken any more once the application is closed', async () => {
    const { applicationId } = await anApplication(here);
    got(await withdrawApplication(intake, { applicationId, reason: '不再需要' }));
    expect(
      codes(await addDocuments(intake, { applicationId, kind: 'other', files: [file(pdfOf())] })),
    ).toEqual(['STAY.PAPERS_CLOSED']);
  });
});

describe('drafts that are given up', () => {
  const filesOnDisk = () => {
    const folder = join(dataDir, 'files', demoTenants[0].id);
    return existsSync(folder)
      ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length
      : 0;
  };

  it('lose what was typed at once, and their files by the job that follows, which may run twice', async () => {
    const draftId = await aDraft(intake);
    await fill(intake, draftId, ['household']);
    const { documentIds } = got(
      await addDocuments(intake, { draftId, kind: 'other', files: [file(pdfOf('% fort\n'))] }),
    );
    const before = filesOnDisk();
    got(await discardDraft(intake, { draftId }));
    expect(codes(await viewDocument(intake, { documentId: documentIds[0] ?? '' }))).toEqual([
      'STAY.DOCUMENT_GONE',
    ]);
    const [message] =
      await owner`select payload from outbox where job = 'stays.erase-files' and job_key = ${draftId}`;
    expect(message?.payload).toEqual({ draftId });
    expect(got(await eraseFiles(job, { draftId }))).toEqual({ erased: 1 });
    expect(got(await eraseFiles(job, { draftId }))).toEqual({ erased: 0 });
    expect(filesOnDisk()).toBe(before - 1);
    const [row] = await owner`select said_sealed from application_drafts where id = ${draftId}`;
    expect(row?.said_sealed).toBeNull();
    expect(codes(await discardDraft(intake, { draftId }))).toEqual(['STAY.DRAFT_OVER']);
  });

  it('are those that nobody has saved for as long as the rules say, and no others', async () => {
    const old = await aDraft(here.as('intake', new Date(Date.now() - 91 * DAY_MS)));
    const young = await aDraft(here.as('intake', new Date(Date.now() - 89 * DAY_MS)));
    expect(got(await expireDrafts(job, {}))).toEqual({ expired: 1 });
    expect(got(await expireDrafts(job, {}))).toEqual({ expired: 0 });
    expect((await findDraft(intake, { id: old }))?.status).toBe('expired');
    expect((await findDraft(intake, { id: young }))?.status).toBe('open');
    got(
      await settleIntake(manager, { draftKeepDays: 30, answerDays: 5, decideDays: 10, documentsLimit: 30 }),
    );
    expect(got(await expireDrafts(job, {}))).toEqual({ expired: 1 });
  });

  it('an application’s papers stay, however long ago its draft was', async () => {
    const personId = await aPerson(intake);
    const at = new Date(Date.now() - 200 * DAY_MS);
    const draftId = await aDraft(here.as('intake', at), personId);
    const { documentIds } = got(
      await addDocuments(here.as('intake', at), { draftId, kind: 'other', files: [file(pdfOf())] }),
    );
    await fill(intake, draftId);
    got(await send(intake, draftId));
    got(await expireDrafts(job, {}));
    expect(got(await viewDocument(intake, { documentId: documentIds[0] ?? '' })).type).toBe(
      'application/pdf',
    );
  });
});

describe('asking for more', () => {
  const items = [
    { documentKind: 'household_register', text: '户主页看不清，请重拍' },
    { text: '谁在照料，每天多久' },
  ];

  async function asked(at?: Date) {
    const made = await anApplication(here, { townCode: '370304111', at });
    const request = got(
      await requestInformation(here.as('intake', at), { applicationId: made.applicationId, items }),
    );
    const found = await findApplication(intake, { id: made.applicationId });
    const itemIds = found?.requests[0]?.items.map(({ id }) => id) ?? [];
    return { ...made, ...request, itemIds, family: familyOf(made.personId) };
  }

  it('is due after as many working days as the rules say, and stops the clock until it is answered', async () => {
    const { applicationId, requestId, dueOn, itemIds, family } = await asked();
    expect(dueOn).toBe(await findWorkingDayAfter(manager, { from: today, count: 10 }));
    expect((await findApplication(intake, { id: applicationId }))?.clock?.stopped).toBe(true);
    expect(
      codes(await confirmEligibility(intake, { applicationId, outcome: 'ineligible', reason: '材料不全' })),
    ).toEqual(['STAY.REQUEST_WAITS']);

    const answers = itemIds.map((itemId) => ({ itemId }));
    const left = await answerRequest(family, { requestId, answers });
    expect(codes(left)).toEqual(['STAY.ITEM_UNANSWERED', 'STAY.ITEM_UNANSWERED']);
    expect(fields(left)).toEqual(['answers.0.text', 'answers.1.text']);
    got(
      await addRequestedDocuments(family, {
        requestId,
        kind: 'household_register',
        files: [file(jpegBytes)],
      }),
    );
    const told = [{ itemId: itemIds[1] ?? '', text: '儿子，每天两小时' }];
    got(await answerRequest(family, { requestId, answers: told }));
    const application = await findApplication(intake, { id: applicationId });
    expect(application?.clock?.stopped).toBe(false);
    expect(application?.requests[0]).toMatchObject({ status: 'answered', closedByName: family.name });
    expect(application?.requests[0]?.items.map(({ answer }) => answer)).toEqual([null, '儿子，每天两小时']);
    expect(application?.documents[0]).toMatchObject({ kind: 'household_register', requestId });
    expect(codes(await answerRequest(family, { requestId, answers: told }))).toEqual(['STAY.REQUEST_OVER']);
    expect(await kindsOf('application', applicationId)).toEqual([
      'application.request-answered',
      'document.added',
      'application.request-made',
      'application.received',
    ]);
    const [row] =
      await owner`select string_agg(text_sealed || coalesce(answer_sealed, ''), '') as text from application_request_items`;
    expect(row?.text).not.toContain('儿子');
    got(await confirmEligibility(intake, { applicationId, outcome: 'eligible', reason: '材料齐全' }));
  });

  it('waits on the work list until it is answered and looked at, late ones counted', async () => {
    const long = new Date(Date.now() - 60 * DAY_MS);
    const { requestId, itemIds, family } = await asked(long);
    const work = async () => (await listWork(intake)).find(({ key }) => key === 'requests');
    expect(await work()).toMatchObject({ count: 1, late: 1, to: '/applications/requests' });
    expect((await listRequests(intake)).map(({ overdue }) => overdue)).toEqual([true]);
    expect(await listRequests(townOf('370304001'))).toEqual([]);
    got(
      await answerRequest(family, {
        requestId,
        answers: itemIds.map((itemId) => ({ itemId, text: '已说明' })),
      }),
    );
    expect(await work()).toMatchObject({ count: 1, late: 0 });
    expect(codes(await seeAnswer(here.as('town'), { requestId }))).toEqual(['ACCESS.NOT_PERMITTED']);
    got(await seeAnswer(intake, { requestId }));
    got(await seeAnswer(manager, { requestId }));
    expect(await work()).toMatchObject({ count: 0 });
  });

  it('is asked for all at once: one waits at a time, and a second one says why', async () => {
    const { applicationId, requestId, itemIds, family } = await asked();
    expect(codes(await requestInformation(intake, { applicationId, items }))).toEqual(['STAY.REQUEST_OPEN']);
    got(
      await answerRequest(family, {
        requestId,
        answers: itemIds.map((itemId) => ({ itemId, text: '已说明' })),
      }),
    );
    expect(codes(await requestInformation(intake, { applicationId, items }))).toEqual([
      'STAY.AGAIN_REASON_MISSING',
    ]);
    got(await requestInformation(intake, { applicationId, items, againReason: '答复中提到新的病历' }));
  });

  it('at the same moment by two is one request', async () => {
    const { applicationId } = await anApplication(here);
    const results = await Promise.all(
      [intake, manager].map((actor) => requestInformation(actor, { applicationId, items })),
    );
    expect(results.flatMap(codes)).toEqual(['STAY.REQUEST_OPEN']);
  });

  it('says everything that is wrong with it at once', async () => {
    const { applicationId } = await anApplication(here);
    expect(
      codes(
        await requestInformation(intake, {
          applicationId,
          items: [{ documentKind: 'selfie', text: '自拍' }],
          dueOn: today,
        }),
      ),
    ).toEqual(['STAY.DOCUMENT_KIND', 'STAY.DUE_PAST']);
    expect(codes(await requestInformation(intake, { applicationId, items: [] }))).toEqual([
      'STAY.ITEMS_MISSING',
    ]);
    expect(codes(await requestInformation(intake, { applicationId, items: [{ text: ' ' }] }))).toEqual([
      'STAY.ITEM_TEXT',
    ]);
  });

  it('is reminded of once when it is near, and once when it has passed', async () => {
    const { applicationId, dueOn } = await asked();
    const on = (days: number): Actor => ({ ...job, at: new Date(`${addDays(dueOn, days)}T02:00:00Z`) });
    expect(got(await remindRequests(on(-3), {}))).toEqual({ due: 0, overdue: 0 });
    expect(got(await remindRequests(on(-2), {}))).toEqual({ due: 1, overdue: 0 });
    expect(got(await remindRequests(on(-1), {}))).toEqual({ due: 0, overdue: 0 });
    expect(got(await remindRequests(on(0), {}))).toEqual({ due: 0, overdue: 0 });
    expect(got(await remindRequests(on(1), {}))).toEqual({ due: 0, overdue: 1 });
    expect(got(await remindRequests(on(2), {}))).toEqual({ due: 0, overdue: 0 });
    expect(
      (await kindsOf('application', applicationId)).filter((kind) => kind === 'application.request-reminded'),
    ).toHaveLength(2);
  });

  it('lapses when somebody decides after its day, and goes with the application', async () => {
    const late = await asked(new Date(Date.now() - 60 * DAY_MS));
    got(
      await confirmEligibility(intake, {
        applicationId: late.applicationId,
        outcome: 'ineligible',
        reason: '逾期未补正',
      }),
    );
    expect((await findApplication(intake, { id: late.applicationId }))?.requests[0]?.status).toBe('lapsed');
    const given = await asked();
    got(await withdrawApplication(given.family, { applicationId: given.applicationId, reason: '不再申请' }));
    expect((await findApplication(intake, { id: given.applicationId }))?.requests[0]).toMatchObject({
      status: 'withdrawn',
      closedReason: '不再申请',
    });
  });

  it('is taken back with a reason, and the clock goes on', async () => {
    const { requestId, applicationId, family } = await asked();
    got(await withdrawRequest(intake, { requestId, reason: '已从村里拿到' }));
    expect((await findApplication(intake, { id: applicationId }))?.clock?.stopped).toBe(false);
    expect(
      codes(await addRequestedDocuments(family, { requestId, kind: 'other', files: [file(pdfOf())] })),
    ).toEqual(['STAY.REQUEST_OVER']);
    await expect(owner`delete from application_requests where id = ${requestId}`).rejects.toThrow(/stays/);
    await expect(
      owner`update application_requests set due_on = due_on + 9 where id = ${requestId}`,
    ).rejects.toThrow(/stays/);
  });

  it('is closed to other families, towns and districts', async () => {
    const { requestId, applicationId } = await asked();
    const strangers = [familyOf(await aPerson(intake)), townOf('370304001'), elsewhere.as('intake')];
    for (const stranger of strangers) {
      expect(codes(await answerRequest(stranger, { requestId, answers: [] }))).toEqual([
        'STAY.REQUEST_UNKNOWN',
      ]);
      expect(
        codes(await addRequestedDocuments(stranger, { requestId, kind: 'other', files: [file(pdfOf())] })),
      ).toEqual(['STAY.REQUEST_UNKNOWN']);
    }
    expect(codes(await requestInformation(elsewhere.as('intake'), { applicationId, items }))).toEqual([
      'STAY.APPLICATION_UNKNOWN',
    ]);
  });
});
