import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import type { Role } from '~/domain/access/roles';
import { systemActor } from '~/domain/access/system-actor';
import { projectRoot } from '~/platform/project-root';
import type { Method } from '~/routes/api/endpoint.server';
import { assessmentEndpoints } from '~/routes/assessments/assessments.api.server';
import { importEndpoints } from '~/routes/imports/imports.api.server';
import { organisationEndpoints } from '~/routes/organisations/organisations.api.server';
import { peopleEndpoints } from '~/routes/people/people.api.server';
import { actorOf } from '../actors';
import { useFreshDatabase } from '../database';
import { sixAnswers } from '../factories/assessments';
import { personSaid } from '../factories/people';

const addresses = useFreshDatabase();
const endpoints = [...organisationEndpoints, ...peopleEndpoints, ...assessmentEndpoints, ...importEndpoints];

beforeAll(async () => {
  await insertTenants(addresses.ownerUrl, demoTenants);
  await loadReference(systemActor(demoTenants[0].id, 'reference', 'test'), '370304');
});

interface Asked {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
  readonly bytes?: Buffer;
}

/** What an endpoint answers, by its own schemas; what its shape does not name is left out. */
async function call(
  role: Role,
  method: Method,
  path: string,
  { params = {}, query = {}, body, bytes }: Asked = {},
) {
  const found = endpoints.find((one) => one.method === method && one.path === path);
  if (!found || typeof found.response === 'string') throw new Error(`${method} ${path}`);
  const answer = (await found.handle({
    actor: actorOf(role),
    params,
    query: found.query?.parse(query),
    body: found.body?.parse(body),
    upload: bytes && { bytes, type: 'application/octet-stream' },
  })) as { ok?: boolean; value?: unknown; refusals?: { code: string }[] } | undefined;
  if (answer?.ok === false) return { refused: answer.refusals?.map(({ code }) => code) };
  return z.record(z.string(), z.unknown()).parse(found.response.parse(answer?.ok ? answer.value : answer));
}

describe('a machine registers, has assessed, confirms and reads', () => {
  it('from a person to the grade of a day', async () => {
    const { personId } = (await call('intake', 'POST', '/people', {
      body: personSaid({ name: '接口' }),
    })) as { personId: string };
    const params = { personId };
    const person = await call('intake', 'GET', '/people/:personId', { params });
    expect(person).toMatchObject({ name: '接口', phone: expect.stringMatching(/^199\*{4}\d{4}$/) });
    expect(Object.keys(person)).not.toContain('identityIndex');
    expect(await call('intake', 'GET', '/people', { query: { search: '接口' } })).toMatchObject({
      items: [{ id: personId }],
      next: null,
    });

    const body = {
      personId,
      assessedOn: '2026-11-01',
      firstAssessor: '王芳',
      secondAssessor: '赵敏',
      answers: sixAnswers(4),
    };
    const blank = { ...body, answers: { ...body.answers, bathing: '' } };
    expect(await call('assessor', 'POST', '/assessments', { body: blank })).toEqual({
      refused: ['ASSESSMENT.ITEM_BLANK'],
    });
    const recorded = await call('assessor', 'POST', '/assessments', { body });
    expect(recorded).toMatchObject({ scoring: { grade: 'total', items: expect.any(Array) } });
    const assessment = { assessmentId: String(recorded.assessmentId) };
    expect(
      await call('manager', 'POST', '/assessments/:assessmentId/confirmation', {
        params: assessment,
        body: {},
      }),
    ).toEqual({ refused: ['ASSESSMENT.FIRST_NOT_SIGNED', 'ASSESSMENT.SECOND_NOT_SIGNED'] });
    for (const party of ['first', 'second'])
      await call('intake', 'POST', '/assessments/:assessmentId/signatures', {
        params: assessment,
        body: { party, means: 'paper', signedOn: '2026-11-01' },
      });
    expect(
      await call('manager', 'POST', '/assessments/:assessmentId/confirmation', {
        params: assessment,
        body: {},
      }),
    ).toEqual({
      grade: 'total',
      from: '2026-11-01',
      until: null,
    });
    expect(await call('manager', 'GET', '/assessments/:assessmentId', { params: assessment })).toMatchObject({
      status: 'confirmed',
    });
    expect(await call('manager', 'GET', '/assessments', { query: { personId } })).toMatchObject({
      items: [{ grade: 'total' }],
    });
    expect(
      await call('manager', 'GET', '/people/:personId/grade', { params, query: { on: '2026-11-02' } }),
    ).toMatchObject({ grade: 'total' });
    expect(await call('manager', 'GET', '/assessments/:assessmentId', { params: assessment })).toMatchObject({
      origin: 'own',
      signatures: [{ party: 'first', means: 'paper', signer: '王芳' }, { party: 'second' }],
    });
    const paper = {
      personId,
      scaleCode: 'tekun-six',
      issuerKind: 'agency',
      issuer: '某某评估中心',
      issuerNumber: 'API-1',
      assessedOn: '2026-11-20',
      grade: 'partial',
      proofReference: '附件袋 7',
      totals: { unmet: 2 },
    };
    expect(await call('intake', 'POST', '/external-results', { body: { ...paper, grade: 'total' } })).toEqual(
      {
        refused: ['ASSESSMENT.GRADE_AGAINST_SCORES'],
      },
    );
    expect(await call('intake', 'POST', '/external-results', { body: paper })).toMatchObject({
      assessmentId: expect.any(String),
    });
    // A key that acts for nobody sees nobody's grade.
    expect(await call('family', 'GET', '/my/grades')).toEqual({ items: [], next: null });
    expect(
      await call('family', 'POST', '/my/grades/:assessmentId/objection', {
        params: assessment,
        body: { statement: '太轻了' },
      }),
    ).toEqual({ refused: ['REASSESSMENT.NOTHING_TO_OBJECT'] });
  });

  it('organisations, scales and a spreadsheet', async () => {
    expect(await call('admin', 'GET', '/organisations', { query: { kind: 'town' } })).toMatchObject({
      items: { length: 10 },
    });
    expect(await call('manager', 'GET', '/scales')).toMatchObject({
      items: ['gbt-42195', 'ltc-37', 'mzt-039', 'tekun-six'].map((code) => ({ code, version: 1 })),
    });
    const bytes = readFileSync(join(projectRoot, 'test/fixtures/intake/applicants.xlsx'));
    const asked = {
      params: { kind: 'applicants' },
      query: { dryRun: 'true', fileName: 'applicants.xlsx' },
      bytes,
    };
    const report = await call('intake', 'POST', '/imports/:kind', asked);
    expect(report).toMatchObject({ rows: 81, accepted: 72 });
    expect((report.refused as { row: number }[]).map(({ row }) => row)).toEqual([
      34, 39, 44, 49, 54, 59, 64, 69, 79,
    ]);
    expect(await call('finance', 'POST', '/imports/:kind', asked)).toEqual({
      refused: ['ACCESS.NOT_PERMITTED'],
    });
  });
});

describe('the description of the API', () => {
  it.each(endpoints.map((one) => [`${one.method} ${one.path}`, one] as const))(
    '%s can be written as JSON Schema',
    (_, one) => {
      for (const schema of [one.body, one.query]) {
        if (schema)
          expect(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })).toHaveProperty(
            'type',
            'object',
          );
      }
    },
  );
});
