import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoOf, must } from '#db/seed/demo/demo';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { putInForce, standardSet } from '#test/factories/standards';
import { plainDate } from '~/domain/kernel/plain-date';
import { approveStandard } from '~/domain/standards/approve-standard';
import { declineStandard } from '~/domain/standards/decline-standard';
import { getStandard } from '~/domain/standards/get-standard';
import { countProposals, findStandard, listStandards } from '~/domain/standards/list-standards';
import { proposeStandard } from '~/domain/standards/propose-standard';
import { useFreshDatabase } from '../database';

const database = useFreshDatabase();
const [here, there] = demoTenants;
const demo = demoOf(here, { main: true });
const [finance, lead, auditor] = [demo.as('finance'), demo.as('lead'), demo.as('auditor')];
const both = { ...finance, permissions: new Set([...finance.permissions, ...lead.permissions]) };

let sql: postgres.Sql;
beforeAll(async () => {
  await insertTenants(database.ownerUrl, demoTenants);
  sql = postgres(database.ownerUrl, { max: 1 });
});
afterAll(() => sql.end());

const urbanDibao = { kind: 'dibao', registration: 'urban' } as const;
const on = (date: string) => getStandard(auditor, { ...urbanDibao, on: plainDate(date) });

describe('standards', () => {
  it('nothing is guessed before one is in force', async () => {
    expect(await on('2026-11-23')).toEqual({
      ok: false,
      refusals: [
        {
          code: 'STANDARD.MISSING',
          field: undefined,
          params: { what: '@standards_of_dibao_urban', on: '2026-11-23' },
        },
      ],
    });
  });

  it('one proposes, another approves, and only then it counts', async () => {
    const { id } = must(
      await proposeStandard(both, {
        ...urbanDibao,
        amountFen: '900',
        effectiveFrom: '2026-01-01',
        source: '演示数据',
      }),
    );
    expect(await countProposals(auditor, {})).toBe(1);
    expect((await on('2026-11-23')).ok).toBe(false);
    expect(await approveStandard(both, { standardId: id })).toMatchObject({
      ok: false,
      refusals: [{ code: 'STANDARD.OWN_PROPOSAL' }],
    });
    must(await approveStandard(lead, { standardId: id }));
    expect(await on('2026-11-23')).toMatchObject({
      ok: true,
      value: { amountFen: 90_000n, source: '演示数据' },
    });
    expect((await on('2025-12-31')).ok).toBe(false);
    expect(await approveStandard(lead, { standardId: id })).toMatchObject({
      ok: false,
      refusals: [{ code: 'STANDARD.DECIDED' }],
    });
    expect(await declineStandard(lead, { standardId: id, reason: '晚了' })).toMatchObject({
      ok: false,
      refusals: [{ code: 'STANDARD.DECIDED' }],
    });
  });

  it('a successor ends its predecessor the day it begins', async () => {
    const [id] = await putInForce({ proposer: finance, approver: lead }, [
      { ...urbanDibao, amountFen: 95_000n, effectiveFrom: '2027-01-01', source: '演示数据二' },
    ]);
    expect(await on('2026-12-31')).toMatchObject({ value: { amountFen: 90_000n, until: '2027-01-01' } });
    expect(await on('2027-01-01')).toMatchObject({ value: { amountFen: 95_000n, until: null } });
    const again = await proposeStandard(finance, {
      ...urbanDibao,
      amountFen: 1n,
      effectiveFrom: '2026-06-01',
      source: '演示数据',
    });
    expect(again).toMatchObject({
      ok: false,
      refusals: [{ code: 'STANDARD.OVERLAP', field: 'effectiveFrom' }],
    });
    expect(await findStandard(auditor, { id: id ?? '' })).toMatchObject({
      status: 'approved',
      decidedByName: lead.name,
    });
  });

  it('two overlapping proposals: whichever is approved second is refused, also when both are approved at once', async () => {
    const rural = {
      kind: 'dibao',
      registration: 'rural',
      amountFen: 70_000n,
      effectiveFrom: '2026-01-01',
      source: '演示数据',
    } as const;
    const ids = await Promise.all(
      [1, 2, 3, 4].map(async () => must(await proposeStandard(finance, rural)).id),
    );
    const results = await Promise.all(ids.map((standardId) => approveStandard(lead, { standardId })));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(
      results.filter((result) => !result.ok && result.refusals[0]?.code === 'STANDARD.OVERLAP'),
    ).toHaveLength(3);
    const [left] = (await listStandards(auditor, { kind: 'dibao', status: 'proposed' })).map((one) => one.id);
    must(await declineStandard(lead, { standardId: left ?? '', reason: '重复' }));
  });

  it('says everything that is wrong with a proposal at once', async () => {
    const result = await proposeStandard(finance, {
      kind: 'tekun-basic',
      amountFen: '1.234',
      effectiveFrom: '2026-02-30',
      source: ' ',
    });
    expect(result.ok ? [] : result.refusals.map(({ code, field }) => [code, field])).toEqual([
      ['STANDARD.AMOUNT', 'amountFen'],
      ['STANDARD.FROM', 'effectiveFrom'],
      ['STANDARD.SOURCE', 'source'],
    ]);
    const missing = await proposeStandard(finance, {
      kind: 'tekun-basic',
      amountFen: '1',
      effectiveFrom: '2026-02-03',
      source: 'x',
    });
    expect(missing.ok ? [] : missing.refusals.map(({ code }) => code)).toEqual([
      'STANDARD.REGISTRATION',
      'STANDARD.SUPPORT',
    ]);
  });

  it('refuses a basic living standard below its ratio, and a 低保 that would put one below', async () => {
    const basic = {
      kind: 'tekun-basic',
      registration: 'rural',
      support: 'centralised',
      effectiveFrom: '2026-01-01',
      source: '演示数据',
    } as const;
    expect(await proposeStandard(finance, { ...basic, amountFen: '909.99' })).toMatchObject({
      ok: false,
      refusals: [{ code: 'STANDARD.BASIC_TOO_LOW', field: 'amountFen', params: { leastFen: '91000' } }],
    });
    await putInForce({ proposer: finance, approver: lead }, [{ ...basic, amountFen: '910' }]);
    expect(
      await proposeStandard(finance, {
        kind: 'dibao',
        registration: 'rural',
        amountFen: '700.01',
        effectiveFrom: '2027-01-01',
        source: '演示数据',
      }),
    ).toMatchObject({
      ok: false,
      refusals: [{ code: 'STANDARD.BASIC_TOO_LOW', params: { on: '2027-01-01' } }],
    });
  });

  it('only finance proposes and only the bureau lead approves', async () => {
    expect(
      await proposeStandard(auditor, {
        ...urbanDibao,
        amountFen: '1',
        effectiveFrom: '2030-01-01',
        source: 'x',
      }),
    ).toMatchObject({ refusals: [{ code: 'ACCESS.NOT_PERMITTED' }] });
    expect(await approveStandard(finance, { standardId: here.id })).toMatchObject({
      refusals: [{ code: 'ACCESS.NOT_PERMITTED' }],
    });
  });

  it('another district has its own, and a whole set can be put in force', async () => {
    const other = demoOf(there, { main: false });
    expect(await listStandards(other.as('auditor'), {})).toEqual([]);
    const ids = await putInForce(
      { proposer: other.as('finance'), approver: other.as('lead') },
      standardSet('2026-01-01'),
    );
    expect(ids).toHaveLength(12);
  });

  it.each([
    [
      'two amounts on one day',
      "insert into standards (tenant_id, id, kind, registration, amount_fen, effective_from, source, status, proposed_by, proposed_by_name, proposed_at, decided_by, decided_by_name, decided_at) select tenant_id, gen_random_uuid(), kind, registration, 1, '2026-05-01', 'x', 'approved', 'a', 'a', now(), 'b', 'b', now() from standards where kind = 'dibao' and status = 'approved' limit 1",
      'standards_no_overlap',
    ],
    [
      'approval by whoever proposed',
      "insert into standards (tenant_id, id, kind, registration, amount_fen, effective_from, source, status, proposed_by, proposed_by_name, proposed_at, decided_by, decided_by_name, decided_at) select id, gen_random_uuid(), 'dibao', 'urban', 1, '2040-01-01', 'x', 'approved', 'a', 'a', now(), 'a', 'a', now() from tenants limit 1",
      'standards_two_persons',
    ],
    ['a changed amount', "update standards set amount_fen = 1 where status = 'approved'", 'standards_kept'],
    ['a deleted amount', 'delete from standards', 'standards_kept'],
    [
      'a care tier without a grade',
      "insert into standards (tenant_id, id, kind, amount_fen, effective_from, source, status, proposed_by, proposed_by_name, proposed_at) select id, gen_random_uuid(), 'care-tier', 1, '2026-01-01', 'x', 'proposed', 'a', 'a', now() from tenants limit 1",
      'standards_dimensions_whole',
    ],
  ])('the database refuses %s', async (_, statement, constraint) => {
    await expect(sql.unsafe(statement)).rejects.toMatchObject({ constraint_name: constraint });
  });
});
