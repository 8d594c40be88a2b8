import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { demoOf } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { dateOf } from '~/domain/kernel/plain-date';
import { useFreshDatabase } from '../database';
import { pdfOf, pngOf } from '../factories/documents';
import { aPerson } from '../factories/people';
import { useOneInstant } from '../one-instant';
import { refused, useApi } from './caller';

let dataDir: string;
vi.mock('~/platform/env', async (original) => {
  const real = await original<typeof import('~/platform/env')>();
  return { ...real, env: () => ({ ...real.env(), dataDir }) };
});

useOneInstant();
const database = useFreshDatabase();
const [tenant, other] = demoTenants;
const here = demoOf(tenant, { main: true });
const call = useApi();
const today = dateOf(new Date());

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'wellspring-papers-'));
  await insertTenants(database.ownerUrl, demoTenants);
  for (const { id, regionCode } of demoTenants)
    await loadReference(systemActor(id, 'reference', 'test'), regionCode);
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const started = async () => {
  const personId = await aPerson(here.as('intake'));
  const { body } = await call('intake', 'POST', '/application-drafts', { personId });
  return { personId, draftId: body.draftId as string };
};
const step = (
  draftId: string,
  name: string,
  version: number,
  said: unknown,
  role: 'intake' | 'town' = 'intake',
) => call(role, 'PUT', `/application-drafts/${draftId}/steps/${name}`, { version, said });

/** Every step of a draft that can be sent. */
const whole = {
  who: { appliedOn: today },
  household: {
    householdSize: 2,
    guardianName: '梁小文',
    guardianRelation: 'child',
    guardianPhone: '19900004321',
  },
  needs: { stated: { eating: 'unmet', bathing: 'unmet' } },
  hardship: { category: 'special_hardship', facts: ['living_alone'] },
  documents: { documentsLater: '下周补交' },
} as const;

async function sent() {
  const { personId, draftId } = await started();
  let { version } = (await call('intake', 'GET', `/application-drafts/${draftId}`)).body;
  for (const [name, said] of Object.entries(whole))
    version = (await step(draftId, name, version, said)).body.version;
  const { body } = await call('intake', 'POST', `/application-drafts/${draftId}/submission`, { version });
  return { personId, draftId, applicationId: body.applicationId as string };
}

describe('an application by a machine', () => {
  it('is filled in step by step, tells each step what is missing, and is taken once', async () => {
    const { personId, draftId } = await started();
    const again = await call('intake', 'POST', '/application-drafts', { personId });
    expect([again.status, again.body]).toEqual([201, { draftId, started: false }]);
    const listed = await call('intake', 'GET', '/application-drafts');
    expect(listed.body.items.map(({ id }: { id: string }) => id)).toContain(draftId);

    const { version } = (await call('intake', 'GET', `/application-drafts/${draftId}`)).body;
    const half = await step(draftId, 'household', version, { householdSize: 'viele' });
    expect(half.status).toBe(200);
    expect(half.body.problems.map(({ field }: { field: string }) => field)).toContain('householdSize');
    const early = await call('intake', 'POST', `/application-drafts/${draftId}/submission`, {
      version: half.body.version,
    });
    expect(early.status).toBe(422);
    expect(early.body.errors.length).toBeGreaterThan(2);
    expect((await step(draftId, 'household', version, whole.household)).status).toBe(422);
    expect((await step(draftId, 'nowhere', half.body.version, {})).status).toBe(404);

    let at = half.body.version;
    for (const [name, said] of Object.entries(whole)) at = (await step(draftId, name, at, said)).body.version;
    const key = randomUUID();
    const submission = `/application-drafts/${draftId}/submission`;
    const first = await call('intake', 'POST', submission, { version: at }, { key });
    expect(first.status).toBe(201);
    const second = await call('intake', 'POST', submission, { version: at }, { key });
    expect([second.replayed, second.body]).toEqual([true, first.body]);
    const { body } = await call('intake', 'GET', `/applications/${first.body.applicationId}`);
    expect(body).toMatchObject({ personId, householdSize: 2 });
  });

  it('is nobody else’s business, and a draft can be thrown away', async () => {
    const { draftId } = await started();
    const path = `/application-drafts/${draftId}`;
    expect((await call('intake', 'GET', path, {}, { tenant: other })).status).toBe(404);
    for (const role of ['finance', 'auditor', 'volunteer'] as const)
      expect((await call(role, 'POST', `${path}/discarding`)).status).toBe(403);
    expect((await call('intake', 'POST', `${path}/discarding`)).status).toBe(200);
    const { body } = await call('intake', 'GET', path);
    expect([body.status, body.said]).toEqual(['discarded', {}]);
    const late = await step(draftId, 'household', body.version, whole.household);
    expect(refused(late)).toEqual(['STAY.DRAFT_OVER']);
  });
});

describe('documents by a machine', () => {
  it('are told by their content, kept, read back safely and withdrawn with a reason', async () => {
    const { draftId, applicationId } = await sent();
    const kinds = (await call('intake', 'GET', '/document-kinds')).body.items.map(
      ({ code }: { code: string }) => code,
    );
    const [kind] = kinds;
    const at = `/applications/${applicationId}/documents`;
    const query = `kind=${kind}&name=${encodeURIComponent('户口簿.pdf')}`;
    const fake = await call('intake', 'POST', `${at}?${query}`, Buffer.from('<script>alert(1)</script>'));
    expect([fake.status, refused(fake)[0]]).toEqual([422, 'STAY.FILE_CONTENT /files']);
    const nothing = await call('intake', 'POST', `${at}?${query}`, Buffer.alloc(0));
    expect(nothing.status).toBe(422);

    const taken = await call('intake', 'POST', `${at}?${query}`, pdfOf());
    expect(taken.status).toBe(201);
    const [documentId] = taken.body.documentIds;
    expect((await call('auditor', 'GET', at)).body.items).toMatchObject([{ id: documentId, kind }]);
    const file = await call('auditor', 'GET', `/documents/${documentId}/file`);
    expect([file.status, file.bytes?.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
    expect((await call('finance', 'GET', `/documents/${documentId}/file`)).status).toBe(403);
    expect((await call('intake', 'GET', `/documents/${documentId}/file`, {}, { tenant: other })).status).toBe(
      404,
    );

    const withdrawal = `/documents/${documentId}/withdrawal`;
    expect((await call('intake', 'POST', withdrawal, {})).status).toBe(422);
    expect((await call('intake', 'POST', withdrawal, { reason: '重复上传' })).status).toBe(200);
    const late = await call('intake', 'POST', `/application-drafts/${draftId}/documents?${query}`, pngOf());
    expect(late.status).toBe(422);
  });
});

describe('a request for what is missing by a machine', () => {
  it('is asked once, answered with a document and in words, and seen', async () => {
    const { applicationId } = await sent();
    const at = `/applications/${applicationId}/requests`;
    const empty = await call('intake', 'POST', at, { items: [] });
    expect([empty.status, refused(empty)]).toEqual([422, ['STAY.ITEMS_MISSING /items']]);
    const [kind] = (await call('intake', 'GET', '/document-kinds')).body.items;
    const items = [{ documentKind: kind.code, text: '请补交原件照片' }, { text: '监护人现在住在哪里？' }];
    const asked = await call('intake', 'POST', at, { items });
    expect(asked.status).toBe(201);
    const twice = await call('manager', 'POST', at, { items });
    expect(refused(twice)).toContain('STAY.REQUEST_OPEN');
    const open = await call('auditor', 'GET', '/application-requests');
    expect(open.body.items.map(({ id }: { id: string }) => id)).toContain(asked.body.requestId);

    const request = `/application-requests/${asked.body.requestId}`;
    const [found] = (await call('intake', 'GET', at)).body.items;
    const answers = found.items.map(({ id }: { id: string }) => ({ itemId: id, text: '与申请人同住' }));
    const added = await call('intake', 'POST', `${request}/documents?kind=${kind.code}&name=a.png`, pngOf());
    expect(added.status).toBe(201);
    expect((await call('auditor', 'POST', `${request}/answer`, { answers })).status).toBe(403);
    expect((await call('intake', 'POST', `${request}/seen`)).status).toBe(422);
    expect((await call('intake', 'POST', `${request}/answer`, { answers })).status).toBe(200);
    expect(refused(await call('intake', 'POST', `${request}/answer`, { answers }))).toEqual([
      'STAY.REQUEST_OVER',
    ]);
    expect((await call('intake', 'POST', `${request}/seen`)).status).toBe(200);
    expect((await call('intake', 'GET', at)).body.items).toMatchObject([{ status: 'answered' }]);
  });
});
