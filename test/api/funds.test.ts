import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { createApiKey } from '~/domain/access/create-api-key';
import type { Role } from '~/domain/access/roles';
import { systemActor } from '~/domain/access/system-actor';
import { approveBudget } from '~/domain/funds/set-budget';
import type { Actor } from '~/domain/kernel/actor';
import { dateOf } from '~/domain/kernel/plain-date';
import { actorOf } from '../actors';
import { useFreshDatabase } from '../database';
import { useOneInstant } from '../one-instant';
import { refused, useApi } from './caller';

useOneInstant();
const database = useFreshDatabase();
const [tenant, other] = demoTenants;
const call = useApi();
const today = dateOf(new Date());
const year = Number(today.slice(0, 4));

let owner: postgres.Sql;
beforeAll(async () => {
  await insertTenants(database.ownerUrl, demoTenants);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  await loadReference(systemActor(tenant.id, 'reference', 'test'), tenant.regionCode);
});
afterAll(() => owner.end());

const fund = {
  code: 'bed-subsidy',
  name: '床位补贴',
  nameEn: 'Bed subsidies',
  source: 'fiscal',
  restriction: '床位运营补贴',
  document: '演示财社1号',
  payers: ['subsidy'],
};
const moved = { onDate: today, what: '护理床', document: '凭-1' };

describe('funds by a machine', () => {
  it('are opened, filled, budgeted, spent by two, and read with their figures', async () => {
    const wrong = await call('finance', 'POST', '/funds', { ...fund, code: '1', source: 'private' });
    expect([wrong.status, refused(wrong)]).toEqual([422, ['FUND.CODE_FORM /code', 'FUND.SOURCE /source']]);
    const { body: opened } = await call('finance', 'POST', '/funds', fund);
    const at = `/funds/${opened.fundId}`;
    for (const role of ['auditor', 'manager', 'lead'] as const)
      expect((await call(role, 'POST', `${at}/receipts`, { ...moved, amountFen: 100 })).status).toBe(403);
    expect((await call('finance', 'POST', `${at}/receipts`, { ...moved, amountFen: 100_000 })).status).toBe(
      201,
    );

    const budget = { year, line: '床位', amountFen: 60_000, reason: '年初预算' };
    const { body: proposed } = await call('finance', 'POST', `${at}/budgets`, budget);
    const deciding = `/fund-budgets/${proposed.proposalId}`;
    expect((await call('finance', 'POST', `${deciding}/approval`)).status).toBe(403);
    expect((await call('lead', 'POST', `${deciding}/approval`)).status).toBe(200);
    const late = await call('lead', 'POST', `${deciding}/refusal`, { reason: '晚了' });
    expect(refused(late)).toEqual(['FUND.DECIDED']);

    const much = await call('finance', 'POST', `${at}/spendings`, {
      ...moved,
      document: '凭-2',
      amountFen: 70_000,
      year,
      line: '床位',
    });
    expect(refused(much)).toEqual(['FUND.LINE_SHORT /amountFen']);
    const asked = { ...moved, document: '凭-3', amountFen: 60_000, year, line: '床位' };
    const { body: spending } = await call('finance', 'POST', `${at}/spendings`, asked);
    const waiting = (await call('auditor', 'GET', `${at}?limit=1`)).body;
    expect(waiting).toMatchObject({
      waiting: [{ id: spending.movementId }],
      movements: [{ kind: 'received' }],
    });
    const approval = `/fund-movements/${spending.movementId}/approval`;
    expect((await call('lead', 'POST', approval)).status).toBe(200);
    expect(refused(await call('lead', 'POST', approval))).toEqual(['FUND.DECIDED']);
    expect((await call('auditor', 'GET', at)).body).toMatchObject({
      receivedFen: 100_000,
      usedFen: 60_000,
      leftFen: 40_000,
      waitingFen: 0,
      lines: [{ year, line: '床位', budgetFen: 60_000, usedFen: 60_000 }],
      waiting: [],
    });
    const { body: one } = await call('auditor', 'GET', `${at}?limit=1`);
    const { body: two } = await call('auditor', 'GET', `${at}?limit=1&after=${encodeURIComponent(one.next)}`);
    expect([one, two].map(({ movements }) => movements[0].kind)).toEqual(['spending', 'received']);
    expect(two.next).toBeNull();
    const undoing = `/fund-movements/${spending.movementId}/reversals`;
    expect((await call('lead', 'POST', undoing, { reason: '录错' })).status).toBe(403);
    expect(refused(await call('finance', 'POST', undoing, {}))).toEqual(['FUND.REASON_MISSING /reason']);
    const { body: undo } = await call('finance', 'POST', undoing, { reason: '录错' });
    expect((await call('auditor', 'GET', at)).body.reversals).toMatchObject([
      { id: undo.proposalId, reason: '录错' },
    ]);
    const undone = `/fund-reversals/${undo.proposalId}`;
    expect((await call('finance', 'POST', `${undone}/approval`)).status).toBe(403);
    expect((await call('lead', 'POST', `${undone}/approval`)).status).toBe(200);
    expect(refused(await call('lead', 'POST', `${undone}/refusal`, { reason: '晚了' }))).toEqual([
      'FUND.DECIDED',
    ]);
    expect((await call('auditor', 'GET', at)).body).toMatchObject({
      leftFen: 100_000,
      movements: [{ status: 'reversed', reversal: { status: 'done' } }, { kind: 'received' }],
      reversals: [],
    });
    expect((await call('auditor', 'GET', '/funds')).body.items).toMatchObject([{ code: 'bed-subsidy' }]);
    expect((await call('auditor', 'GET', at, {}, { tenant: other })).status).toBe(404);
    expect((await call('intake', 'GET', at)).status).toBe(403);
  });

  it('settle a share only of whom there is, and carry over only to another fund', async () => {
    const { body } = await call('finance', 'POST', '/funds', {
      ...fund,
      code: 'second',
      document: '演示财社2号',
    });
    const at = `/funds/${body.fundId}`;
    await call('finance', 'POST', `${at}/receipts`, { ...moved, document: '凭-4', amountFen: 100 });
    const share = { ...moved, document: '凭-5', amountFen: 100, personId: body.fundId, payer: 'insurance' };
    expect(refused(await call('finance', 'POST', `${at}/shares`, share)).sort()).toEqual([
      'FUND.LINE_MISSING /line',
      'FUND.PAYER /payer',
      'FUND.RESIDENT_UNKNOWN /personId',
    ]);
    const transfer = { ...moved, document: '凭-6', amountFen: 100, toFundId: body.fundId };
    expect(refused(await call('finance', 'POST', `${at}/transfers`, transfer))).toEqual([
      'FUND.TRANSFER_SAME /toFundId',
    ]);
    const { body: funds } = await call('auditor', 'GET', '/funds');
    const first = funds.items.find(({ code }: { code: string }) => code === 'bed-subsidy');
    const carried = await call('finance', 'POST', `${at}/transfers`, { ...transfer, toFundId: first.id });
    expect(carried.status).toBe(201);
    const refusal = `/fund-movements/${carried.body.movementId}/refusal`;
    expect((await call('lead', 'POST', refusal, {})).status).toBe(422);
    expect((await call('lead', 'POST', refusal, { reason: '不符合规定' })).status).toBe(200);
  });

  it('withdraw what was proposed by the same key alone, and say on which ground money changes its purpose', async () => {
    const { body: opened } = await call('finance', 'POST', '/funds', { ...fund, code: 'withdrawn' });
    const at = `/funds/${opened.fundId}`;
    const budget = { year, line: '床位', amountFen: 1_000, reason: '年初预算' };
    const { body: proposed } = await call('finance', 'POST', `${at}/budgets`, budget);
    const withdrawal = `/fund-budgets/${proposed.proposalId}/withdrawal`;
    expect((await call('lead', 'POST', withdrawal)).status).toBe(403);
    expect((await call('finance', 'POST', withdrawal)).status).toBe(200);
    expect(refused(await call('finance', 'POST', withdrawal))).toEqual(['FUND.WITHDRAWN']);
    expect((await call('auditor', 'GET', at)).body).toMatchObject({ budgets: [{ status: 'withdrawn' }] });
    const transfer = {
      ...moved,
      document: '凭-9',
      amountFen: 100,
      toFundId: opened.fundId,
      ground: 'because',
    };
    expect(refused(await call('finance', 'POST', `${at}/transfers`, transfer))).toContain(
      'FUND.GROUND_MISSING /ground',
    );
  });

  it('are not proposed and approved by two keys of one maker, nor by the maker and their key', async () => {
    const { body: opened } = await call('finance', 'POST', '/funds', { ...fund, code: 'two-keys' });
    const at = `/funds/${opened.fundId}`;
    const budget = { year, line: '床位', amountFen: 1_000, reason: '年初预算' };
    const maker = actorOf('admin', tenant);
    const keyOf = async (role: Role, by: Actor = maker) => {
      const made = await createApiKey(by, { role, label: role });
      return made.ok ? made.value.key : '';
    };
    const propose = async (bearer: string) =>
      (await call('finance', 'POST', `${at}/budgets`, budget, { bearer })).body.proposalId;
    const approve = async (proposalId: string, bearer: string) =>
      refused(await call('lead', 'POST', `/fund-budgets/${proposalId}/approval`, {}, { bearer }));

    const proposed = await propose(await keyOf('finance'));
    expect(await approve(proposed, await keyOf('lead'))).toEqual(['FUND.OWN_PROPOSAL']);
    const inPerson = { ...actorOf('lead', tenant), userId: maker.userId };
    expect(await approveBudget(inPerson, { proposalId: proposed })).toMatchObject({
      ok: false,
      refusals: [{ code: 'FUND.OWN_PROPOSAL' }],
    });
    expect(await approve(proposed, await keyOf('lead', { ...maker, userId: randomUUID() }))).toEqual([]);

    const command = systemActor(tenant.id, 'npm run apikey', 'test');
    const second = await propose(await keyOf('finance', command));
    expect(await approve(second, await keyOf('lead', command))).toEqual(['FUND.OWN_PROPOSAL']);
    expect(await approve(second, await keyOf('lead'))).toEqual([]);
  });
});
