import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#db/new-id';
import { demoOf } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { listTimeline } from '~/domain/audit/list-timeline';
import { disclose } from '~/domain/donations/disclose';
import { listSpendings } from '~/domain/donations/list-gifts';
import { recordCashGift } from '~/domain/donations/record-money';
import { proposeReturn } from '~/domain/donations/return-gift';
import { approveArrangement } from '~/domain/fees/approve-arrangement';
import { findAccount } from '~/domain/fees/find-account';
import { proposeArrangement } from '~/domain/fees/propose-arrangement';
import { findFund, findFundsOfEntry, listFunds } from '~/domain/funds/list-funds';
import {
  approveMovement,
  declineMovement,
  proposeShare,
  proposeSpending,
  proposeTransfer,
  receiveFiscal,
} from '~/domain/funds/move-money';
import { openFund } from '~/domain/funds/open-fund';
import { approveReversal, declineReversal, proposeReversal } from '~/domain/funds/reverse-movement';
import { approveBudget, declineBudget, proposeBudget } from '~/domain/funds/set-budget';
import { withdrawBudget, withdrawMovement, withdrawReversal } from '~/domain/funds/withdraw-proposal';
import { yuanText } from '~/domain/kernel/money';
import {
  addDays,
  addMonths,
  dateOf,
  monthOf,
  monthRange,
  type PlainDate,
  plainDate,
} from '~/domain/kernel/plain-date';
import type { Result } from '~/domain/kernel/refusals';
import { closePeriod } from '~/domain/ledger/close-period';
import { trialBalance } from '~/domain/ledger/trial-balance';
import { approveReturn } from '~/domain/receipts/approve-return';
import { openInMonth } from '~/domain/reports/open-in-month';
import { inLocale } from '~/platform/i18n/locale.server';
import { refusalText } from '~/platform/i18n/refusal-words.server';
import { useFreshDatabase } from '../database';
import { admitReceiver } from '../factories/donations';
import { billMonth, putTariffsInForce } from '../factories/fees';
import { fundOfPurpose } from '../factories/funds';
import { insertResidents } from '../factories/residents';
import { putInForce, standardSet } from '../factories/standards';
import { got } from '../factories/stays';

const database = useFreshDatabase({ connections: 20 });
const [here, there] = demoTenants;
const demo = demoOf(here, { main: true });
const [finance, lead, auditor] = [demo.as('finance'), demo.as('lead'), demo.as('auditor')];
const two = { proposer: finance, approver: lead };
const today = dateOf(new Date());
const year = Number(today.slice(0, 4));
const refusalsOf = (result: Result<unknown>) => (result.ok ? [] : result.refusals);
const codes = (result: Result<unknown>) => refusalsOf(result).map(({ code }) => code);

let sql: postgres.Sql;
let serial = 0;
beforeAll(async () => {
  await insertTenants(database.ownerUrl, demoTenants);
  sql = postgres(database.ownerUrl, { max: 2, onnotice: () => undefined });
  await loadReference(systemActor(here.id, 'reference', 'test'), here.regionCode);
  await admitReceiver({ admin: demo.as('admin'), finance });
  await putInForce(two, standardSet('2020-01-01'));
  await putTariffsInForce(two, '2020-01-01');
});
afterAll(() => sql.end());

const document = () => `演示文-${++serial}`;
const fiscalFund = async (payers: ('subsidy' | 'public-support')[] = []) => {
  const code = `fiscal-${++serial}`;
  return got(
    await openFund(finance, {
      code,
      name: `财政资金 ${code}`,
      nameEn: `Fiscal ${code}`,
      source: 'fiscal',
      restriction: '床位补贴',
      document: document(),
      payers,
    }),
  ).fundId;
};
const receive = (fundId: string, amountFen: string) =>
  receiveFiscal(finance, { fundId, amountFen, onDate: today, what: '年度拨款', document: document() });
const budgeted = async (fundId: string, amountFen: string, line = '床位') =>
  approveBudget(
    lead,
    got(await proposeBudget(finance, { fundId, year, line, amountFen, reason: '年初预算' })),
  );
const spending = (fundId: string, amountFen: string, more: object = { year, line: '床位' }) =>
  proposeSpending(finance, {
    fundId,
    amountFen,
    onDate: today,
    what: '护理床',
    document: document(),
    ...more,
  });
const approve = (movementId: string, by = lead) => approveMovement(by, { proposalId: movementId });
const leftOf = async (id: string) => (await findFund(auditor, { id }))?.leftFen;

describe('what is wrong', () => {
  it('with money that moves is told at once: of the form, of the fund and of what stands there already', async () => {
    const fundId = await fiscalFund(['subsidy']);
    const said = { fundId, amountFen: '5', onDate: today, what: '年度拨款', document: document() };
    got(await receiveFiscal(finance, said));
    const bad = { ...said, what: ' ', onDate: addDays(today, 1), amountFen: '5000' };
    expect(codes(await receiveFiscal(finance, { ...bad, amountFen: '5' }))).toEqual([
      'FUND.WHAT_MISSING',
      'FUND.DATE_AHEAD',
      'FUND.DOCUMENT_KNOWN',
    ]);
    expect(codes(await proposeSpending(finance, { ...bad, year, line: '没有' }))).toEqual([
      'FUND.WHAT_MISSING',
      'FUND.DATE_AHEAD',
      'FUND.SHORT',
      'FUND.LINE_UNKNOWN',
    ]);
    // Of a year that cannot be read nothing is said of its lines.
    expect(codes(await proposeSpending(finance, { ...bad, what: '床', year: 'x', line: '没有' }))).toEqual([
      'FUND.YEAR',
      'FUND.DATE_AHEAD',
      'FUND.SHORT',
    ]);
    expect(
      codes(
        await proposeShare(finance, {
          ...bad,
          personId: '00000000-0000-4000-8000-000000000000',
          payer: 'public-support',
        }),
      ),
    ).toEqual([
      'FUND.WHAT_MISSING',
      'FUND.DATE_AHEAD',
      'FUND.SHORT',
      'FUND.LINE_MISSING',
      'FUND.PAYER',
      'FUND.RESIDENT_UNKNOWN',
    ]);
    expect(codes(await proposeTransfer(finance, { ...bad, toFundId: fundId }))).toEqual([
      'FUND.WHAT_MISSING',
      'FUND.DATE_AHEAD',
      'FUND.SHORT',
      'FUND.TRANSFER_SAME',
    ]);
    const elsewhere = demoOf(there, { main: false }).as('finance');
    expect(codes(await receiveFiscal(elsewhere, { ...said, what: '' }))).toEqual([
      'FUND.WHAT_MISSING',
      'FUND.UNKNOWN',
    ]);
  });

  it('with a fund that is opened, a budget and a decision is told at once', async () => {
    const code = `taken-${++serial}`;
    const fund = { code, name: '一', nameEn: 'One', source: 'fiscal', restriction: '用途' } as const;
    got(await openFund(finance, { ...fund, document: document() }));
    expect(
      codes(await openFund(finance, { ...fund, name: '', document: '', payers: ['donated-relief'] })),
    ).toEqual(['FUND.NAME_MISSING', 'FUND.DOCUMENT_MISSING', 'FUND.CODE_TAKEN', 'FUND.PAYERS']);
    const nowhere = '00000000-0000-4000-8000-000000000000';
    expect(
      codes(await proposeBudget(finance, { fundId: nowhere, year, line: '', amountFen: 'x', reason: '' })),
    ).toEqual(['FUND.LINE_NAME', 'FUND.AMOUNT_SIGNED', 'FUND.REASON_MISSING', 'FUND.UNKNOWN']);
    expect(codes(await declineMovement(lead, { proposalId: nowhere, reason: '' }))).toEqual([
      'FUND.REASON_MISSING',
      'FUND.PROPOSAL_UNKNOWN',
    ]);
    expect(codes(await declineBudget(lead, { proposalId: nowhere, reason: '' }))).toEqual([
      'FUND.REASON_MISSING',
      'FUND.PROPOSAL_UNKNOWN',
    ]);
  });

  it('is refused by the database when two send the same voucher at once', async () => {
    const fundId = await fiscalFund();
    const said = { fundId, amountFen: '5', onDate: today, what: '年度拨款', document: document() };
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => receiveFiscal(finance, said)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(outcomes.flatMap(codes))).toEqual(new Set(['FUND.DOCUMENT_KNOWN']));
    expect(await leftOf(fundId)).toBe(500n);
  });

  it('names the fund in the language of the reader', async () => {
    const fundId = await fiscalFund();
    const [short] = refusalsOf(await spending(fundId, '1', { year }));
    expect(short?.code).toBe('FUND.SHORT');
    if (!short) return;
    expect(inLocale('en', () => refusalText(short))).toMatch(/Fiscal fiscal-/);
    expect(inLocale('zh-CN', () => refusalText(short))).toMatch(/财政资金 fiscal-/);
  });
});

describe('opening a fund', () => {
  it('tells everything that is wrong at once, and each code and purpose is one fund', async () => {
    expect(
      codes(
        await openFund(finance, {
          code: 'Ü',
          name: '',
          nameEn: '',
          source: 'fiscal',
          restriction: '',
          document: '',
          payers: [],
        }),
      ),
    ).toEqual([
      'FUND.CODE_FORM',
      'FUND.NAME_MISSING',
      'FUND.NAME_MISSING',
      'FUND.RESTRICTION_MISSING',
      'FUND.DOCUMENT_MISSING',
    ]);
    const fund = { code: 'one', name: '一', nameEn: 'One', restriction: '用途', document: '文' } as const;
    expect(
      codes(
        await openFund(finance, {
          ...fund,
          source: 'fiscal',
          purpose: 'general',
          payers: ['donated-relief'],
        }),
      ),
    ).toEqual(['FUND.PURPOSE', 'FUND.PAYERS']);
    expect(codes(await openFund(finance, { ...fund, source: 'donated' }))).toEqual(['FUND.PURPOSE']);
    got(await openFund(finance, { ...fund, source: 'fiscal' }));
    expect(codes(await openFund(finance, { ...fund, source: 'fiscal' }))).toEqual(['FUND.CODE_TAKEN']);
    await fundOfPurpose(two, 'home-visits');
    const twin = { ...fund, code: 'twin', source: 'donated', purpose: 'home-visits' } as const;
    expect(codes(await openFund(finance, twin))).toEqual(['FUND.PURPOSE_TAKEN']);
    expect(codes(await openFund(lead, { ...fund, code: 'two', source: 'fiscal' }))).toEqual([
      'ACCESS.NOT_PERMITTED',
    ]);
  });
});

describe('fiscal money', () => {
  it('is spent on an approved line by two people, to the last fen and not beyond', async () => {
    const fundId = await fiscalFund();
    got(await receive(fundId, '1000'));
    expect(codes(await spending(fundId, '1', {}))).toEqual(['FUND.LINE_MISSING']);
    expect(codes(await spending(fundId, '5000'))).toEqual(['FUND.SHORT', 'FUND.LINE_UNKNOWN']);
    got(await budgeted(fundId, '600'));
    expect(codes(await spending(fundId, '601'))).toEqual(['FUND.LINE_SHORT']);
    const { movementId } = got(await spending(fundId, '600'));
    expect(await findFund(auditor, { id: fundId })).toMatchObject({ leftFen: 100_000n, waitingFen: 60_000n });
    expect(codes(await approve(movementId, finance))).toEqual(['ACCESS.NOT_PERMITTED']);
    got(await approve(movementId));
    expect(codes(await approve(movementId))).toEqual(['FUND.DECIDED']);
    expect(await leftOf(fundId)).toBe(40_000n);
    expect(codes(await spending(fundId, '0.01'))).toEqual(['FUND.LINE_SHORT']);
    const less = got(
      await proposeBudget(finance, { fundId, year, line: '床位', amountFen: '-0.01', reason: '调减' }),
    );
    expect(codes(await approveBudget(lead, less))).toEqual(['FUND.BUDGET_BELOW_USED']);
    expect(codes(await declineBudget(lead, { ...less, reason: '' }))).toEqual(['FUND.REASON_MISSING']);
    got(await declineBudget(lead, { ...less, reason: '已经用完' }));
    const trail = await listTimeline(auditor, { type: 'fund', id: fundId });
    expect(trail.map(({ kind }) => kind).reverse()).toEqual([
      'funds.opened',
      'funds.received',
      'funds.budget-proposed',
      'funds.budget-approved',
      'funds.movement-proposed',
      'funds.movement-approved',
      'funds.budget-proposed',
      'funds.budget-declined',
    ]);
  });

  it('of fifty uses approved at once as many go through as there is money for', async () => {
    const fundId = await fiscalFund();
    got(await receive(fundId, '300'));
    got(await budgeted(fundId, '10000'));
    const proposals: string[] = [];
    for (let n = 0; n < 50; n++) proposals.push(got(await spending(fundId, '10')).movementId);
    const outcomes = await Promise.all(proposals.map((id) => approve(id)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(30);
    expect(new Set(outcomes.flatMap(codes))).toEqual(new Set(['FUND.SHORT']));
    expect(await leftOf(fundId)).toBe(0n);
    expect((await trialBalance(auditor, {})).sumFen).toBe(0n);
  });

  it('of a restricted purpose no more is spent than was given for it, fifty approved at once, and each is on the list once', async () => {
    const donor = { kind: 'person', name: '演示甲' } as const;
    const given = { purpose: 'home-visits', amountFen: '300', receivedOn: today, anonymous: false, donor };
    got(await recordCashGift(finance, given));
    const fundId = await fundOfPurpose(two, 'home-visits');
    const proposals: string[] = [];
    for (let n = 0; n < 50; n++) proposals.push(got(await spending(fundId, '10', {})).movementId);
    const outcomes = await Promise.all(proposals.map((id) => approve(id)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(30);
    expect(new Set(outcomes.flatMap(codes))).toEqual(new Set(['FUND.SHORT']));
    expect(await leftOf(fundId)).toBe(0n);
    expect((await trialBalance(auditor, {})).sumFen).toBe(0n);
    const listed: string[] = [];
    for (let part = await listSpendings(auditor, { limit: 7 }); ; ) {
      listed.push(...part.rows.map(({ id }) => id));
      if (part.next === undefined) break;
      part = await listSpendings(auditor, { after: part.next, limit: 7 });
    }
    expect(listed).toHaveLength(30);
    expect(new Set(listed).size).toBe(30);
  });

  it('of one use approved by many at once is used once', async () => {
    const fundId = await fiscalFund();
    got(await receive(fundId, '100'));
    got(await budgeted(fundId, '100'));
    const { movementId } = got(await spending(fundId, '10'));
    const outcomes = await Promise.all(
      [...Array(10)].map((_, n) => approve(movementId, { ...lead, name: `审批人${n}` })),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await leftOf(fundId)).toBe(9_000n);
  });

  it('is not recorded twice by one document, nor in a day to come, nor for donated money', async () => {
    const fundId = await fiscalFund();
    const said = { fundId, amountFen: '5', onDate: today, what: '拨款', document: document() };
    got(await receiveFiscal(finance, said));
    expect(codes(await receiveFiscal(finance, said))).toEqual(['FUND.DOCUMENT_KNOWN']);
    const donated = await fundOfPurpose(two, 'home-visits');
    expect(
      codes(await receiveFiscal(finance, { ...said, fundId: donated, onDate: addDays(today, 1) })),
    ).toEqual(['FUND.DATE_AHEAD', 'FUND.DOCUMENT_KNOWN', 'FUND.NOT_FISCAL']);
  });
});

describe('money carried over', () => {
  it('goes to a fund of its kind and is spent there', async () => {
    const [from, to] = [await fiscalFund(), await fiscalFund()];
    got(await receive(from, '80'));
    const carry = (amountFen: string, toFundId: string, fundId = from) =>
      proposeTransfer(finance, {
        fundId,
        toFundId,
        amountFen,
        onDate: today,
        what: '结余结转',
        document: document(),
      });
    const donated = await fundOfPurpose(two, 'home-visits');
    expect(codes(await carry('1', donated))).toEqual(['FUND.TRANSFER_SOURCE']);
    expect(codes(await carry('81', from))).toEqual(['FUND.SHORT', 'FUND.TRANSFER_SAME']);
    got(await approve(got(await carry('80', to)).movementId));
    expect([await leftOf(from), await leftOf(to)]).toEqual([0n, 8_000n]);
    got(await budgeted(to, '80'));
    got(await approve(got(await spending(to, '80')).movementId));
    expect(await leftOf(to)).toBe(0n);
  });

  it('in both directions at once waits and never deadlocks', async () => {
    const [one, other] = [await fiscalFund(), await fiscalFund()];
    for (const fundId of [one, other]) got(await receive(fundId, '100'));
    const carry = async (fundId: string, toFundId: string) =>
      got(
        await proposeTransfer(finance, {
          fundId,
          toFundId,
          amountFen: '1',
          onDate: today,
          what: '调剂',
          document: document(),
        }),
      ).movementId;
    const proposals: string[] = [];
    for (let n = 0; n < 10; n++) proposals.push(await carry(one, other), await carry(other, one));
    const outcomes = await Promise.all(proposals.map((id) => approve(id)));
    expect(outcomes.flatMap(codes)).toEqual([]);
    expect([await leftOf(one), await leftOf(other)]).toEqual([10_000n, 10_000n]);
  });
});

describe('donated money', () => {
  it('leaves by its fund alone, and the public sums stay those of the ledger', async () => {
    const gift = {
      purpose: 'care-beds',
      anonymous: true,
      receivedOn: today,
      donor: { kind: 'person', name: '演示甲' },
    };
    got(await recordCashGift(finance, { ...gift, amountFen: '500' } as never));
    const fundId = await fundOfPurpose(two, 'care-beds');
    const { movementId } = got(await spending(fundId, '120', {}));
    const turnedDown = got(await spending(fundId, '30', {}));
    const { entryId } = got(await approve(movementId));
    expect(await findFundsOfEntry(auditor, { entryId })).toMatchObject([{ id: fundId }]);
    got(await declineMovement(lead, { proposalId: turnedDown.movementId, reason: '缺发票' }));
    expect(await leftOf(fundId)).toBe(38_000n);
    const shown = await disclose({ ...auditor, permissions: new Set(['public']) } as never, {});
    expect(shown.reconciled).toBe(true);
    expect((await listFunds(auditor)).find(({ id }) => id === fundId)).toMatchObject({ usedFen: 12_000n });
  });

  it('is carried over or goes back to its giver, and never both at once', async () => {
    const [from, to] = [await fundOfPurpose(two, 'home-visits'), await fundOfPurpose(two, 'care-beds')];
    const donor = { kind: 'person', name: '演示丙' } as const;
    const gift = { purpose: 'home-visits', anonymous: false, receivedOn: today, amountFen: '100', donor };
    for (let round = 0; round < 4; round++) {
      const { giftId } = got(await recordCashGift(finance, gift));
      const back = got(await proposeReturn(finance, { giftId, reason: '重复捐赠' }));
      const leftFen = (await leftOf(from)) ?? 0n;
      const carry = got(
        await proposeTransfer(finance, {
          fundId: from,
          toFundId: to,
          amountFen: yuanText(leftFen),
          onDate: today,
          what: '结余结转',
          document: document(),
          ground: 'donors',
        }),
      );
      const outcomes = await Promise.all([approveReturn(lead, back), approve(carry.movementId)]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect([0n, leftFen - 10_000n]).toContain(await leftOf(from));
    }
    expect((await trialBalance(auditor, {})).sumFen).toBe(0n);
  });
});

describe('donated money for another purpose', () => {
  it('is carried over on a ground that is named, and stands in the public figures with it', async () => {
    const [from, to] = [await fundOfPurpose(two, 'home-visits'), await fundOfPurpose(two, 'care-beds')];
    const donor = { kind: 'person', name: '演示丁' } as const;
    const given = { purpose: 'home-visits', anonymous: false, receivedOn: today, amountFen: '90', donor };
    got(await recordCashGift(finance, given));
    const carry = { fundId: from, toFundId: to, amountFen: '40', onDate: today, what: '结余结转' };
    expect(codes(await proposeTransfer(finance, { ...carry, document: document() }))).toEqual([
      'FUND.GROUND_MISSING',
    ]);
    const { movementId } = got(
      await proposeTransfer(finance, { ...carry, document: document(), ground: 'similar' }),
    );
    const publicly = () => disclose({ ...auditor, permissions: new Set(['public']) } as never, {});
    const carriedOf = async (purpose: string) =>
      (await publicly()).byPurpose.find(({ code }) => code === purpose)?.moneyCarriedFen ?? 0n;
    const before = [await carriedOf('home-visits'), await carriedOf('care-beds')] as const;
    const { entryId } = got(await approve(movementId));
    expect(await findFundsOfEntry(auditor, { entryId })).toMatchObject([{ id: from }, { id: to }]);
    expect([await carriedOf('home-visits'), await carriedOf('care-beds')]).toEqual([
      before[0] - 4_000n,
      before[1] + 4_000n,
    ]);
    const shown = await publicly();
    expect([shown.reconciled, shown.total.moneyCarriedFen]).toEqual([true, 0n]);
    expect(shown.carriedOver[0]).toMatchObject({
      from: { code: 'home-visits' },
      to: { code: 'care-beds' },
      ground: 'similar',
      amountFen: 4_000n,
      undoneOn: null,
    });
    const [event] = await listTimeline(auditor, { type: 'fund', id: from });
    expect(event).toMatchObject({
      kind: 'funds.movement-approved',
      data: { ground: 'similar', toFundId: to },
    });

    got(await approveReversal(lead, got(await proposeReversal(finance, { movementId, reason: '转错用途' }))));
    expect([await carriedOf('home-visits'), await carriedOf('care-beds')]).toEqual(before);
    const undone = await publicly();
    expect([undone.reconciled, undone.carriedOver[0]?.undoneOn]).toEqual([true, today]);
  });

  it('is refused by the database without a ground, and by the approver where it was proposed without', async () => {
    const [from, to] = [await fundOfPurpose(two, 'home-visits'), await fundOfPurpose(two, 'care-beds')];
    const id = newId();
    const insert = () =>
      sql.begin(async (tx) => {
        await tx`select set_config('app.tenant_id', ${here.id}, true)`;
        await tx`insert into fund_movements (id, fund_id, kind, amount_fen, on_date, what, document, to_fund_id, status,
          proposed_by, proposed_by_name, proposed_at) values (${id}, ${from}, 'transfer', 1, ${today}, '旧结转', ${id}, ${to},
          'proposed', 'x', 'x', now())`;
      });
    await expect(insert()).rejects.toMatchObject({ constraint_name: 'fund_movements_grounded' });
    await sql`alter table fund_movements disable trigger fund_movements_grounded`;
    await insert();
    await sql`alter table fund_movements enable trigger fund_movements_grounded`;
    expect(codes(await approve(id))).toEqual(['FUND.GROUND_UNNAMED']);
    got(await declineMovement(lead, { proposalId: id, reason: '请写明依据' }));
  });
});

describe('a proposal of one’s own', () => {
  it('is withdrawn by whoever made it, before anybody decided, and its document is free again', async () => {
    const fundId = await fiscalFund();
    const { movementId: received } = got(await receive(fundId, '50'));
    got(await budgeted(fundId, '50'));
    const voucher = document();
    const more = { year, line: '床位', document: voucher };
    const { movementId } = got(await spending(fundId, '20', more));
    const another = { ...finance, userId: lead.userId, name: '另一财务' };
    expect(codes(await withdrawMovement(another, { proposalId: movementId }))).toEqual([
      'FUND.OTHERS_PROPOSAL',
    ]);
    got(await withdrawMovement(finance, { proposalId: movementId }));
    expect(codes(await withdrawMovement(finance, { proposalId: movementId }))).toEqual(['FUND.WITHDRAWN']);
    expect(codes(await approve(movementId))).toEqual(['FUND.WITHDRAWN']);
    const { movementId: again } = got(await spending(fundId, '20', more));
    got(await approve(again));
    expect(codes(await withdrawMovement(finance, { proposalId: again }))).toEqual(['FUND.DECIDED']);

    const budget = got(
      await proposeBudget(finance, { fundId, year, line: '车辆', amountFen: '5', reason: '追加' }),
    );
    got(await withdrawBudget(finance, budget));
    expect(codes(await approveBudget(lead, budget))).toEqual(['FUND.WITHDRAWN']);

    const undo = () => proposeReversal(finance, { movementId: again, reason: '记错' });
    const reversal = got(await undo());
    got(await withdrawReversal(finance, reversal));
    expect(codes(await approveReversal(lead, reversal))).toEqual(['FUND.WITHDRAWN']);
    // Somebody may propose it anew.
    got(await undo());

    const fund = await findFund(auditor, { id: fundId });
    expect(fund?.waiting).toEqual([]);
    expect(fund?.movements.map(({ id, status }) => [id, status])).toEqual([
      [again, 'done'],
      [movementId, 'withdrawn'],
      [received, 'done'],
    ]);
    expect(fund?.budgets.find(({ line }) => line === '车辆')).toMatchObject({
      status: 'withdrawn',
      reason: '追加',
    });
    const kinds = (await listTimeline(auditor, { type: 'fund', id: fundId })).map(({ kind }) => kind);
    for (const of of ['movement', 'budget', 'reversal']) expect(kinds).toContain(`funds.${of}-withdrawn`);
  });
});

describe('a day of money that moves', () => {
  it('lies at most a year back, and in a closed month the ledger has it on the first open day', async () => {
    const fundId = await fiscalFund();
    const said = { fundId, amountFen: '5', what: '年度拨款' };
    const old = { ...said, document: document(), onDate: plainDate('1990-01-01') };
    expect(codes(await receiveFiscal(finance, old))).toEqual(['FUND.DATE_OLD']);
    const first = addMonths(today, -12);
    expect(codes(await receiveFiscal(finance, { ...old, onDate: addDays(first, -1) }))).toEqual([
      'FUND.DATE_OLD',
    ]);
    const openFrom = monthRange(monthOf(today)).from;
    const late = addDays(openFrom, -3);
    const waiting = await openInMonth(finance, { month: monthOf(late) });
    expect(waiting.find(({ key }) => key === 'funds_proposed')).toBeUndefined();
    const { movementId: open } = got(
      await receiveFiscal(finance, { ...said, document: document(), onDate: today }),
    );
    got(await budgeted(fundId, '5'));
    got(await spending(fundId, '1', { year, line: '床位', onDate: late }));
    expect(await openInMonth(finance, { month: monthOf(late) })).toContainEqual({
      key: 'funds_proposed',
      to: '/funds',
      count: 1,
    });
    got(await closePeriod(finance, { month: monthOf(late) }));
    const { movementId } = got(await receiveFiscal(finance, { ...said, document: document(), onDate: late }));
    const fund = await findFund(auditor, { id: fundId });
    expect(fund?.openFrom).toBe(openFrom);
    const booked = (id: string) => fund?.movements.find((row) => row.id === id);
    expect(booked(movementId)).toMatchObject({ onDate: late, bookedOn: openFrom });
    expect(booked(open)).toMatchObject({ onDate: today, bookedOn: today });
  });
});

describe('a share of care fees', () => {
  it('has its source: the fund pays what the other payer owes, once, and no more', async () => {
    const from = '2026-08-01' as PlainDate;
    const [resident] = await insertResidents(sql, here.id, [{ from, grades: [{ grade: 'partial', from }] }]);
    const personId = resident?.personId ?? '';
    const arrangement = {
      personId,
      payer: 'subsidy',
      monthlyFen: '800',
      fromOn: from,
      source: '演示补贴文件',
    } as const;
    const { id: arrangementId } = got(await proposeArrangement(finance, arrangement));
    got(await approveArrangement(lead, { arrangementId }));
    await billMonth({ ...finance, at: new Date('2026-09-01T02:00:00Z') }, '2026-08');
    expect((await findAccount(auditor, { personId })).others).toEqual([
      { payer: 'subsidy', owedFen: 80_000n },
    ]);

    const stranger = await fiscalFund(['public-support']);
    got(await receive(stranger, '900'));
    const fundId = await fiscalFund(['subsidy']);
    got(await receive(fundId, '2000'));
    for (const id of [stranger, fundId]) got(await budgeted(id, '2000', '补贴'));
    const share = (amountFen: string, id = fundId) =>
      proposeShare(finance, {
        fundId: id,
        amountFen,
        onDate: today,
        what: '床位补贴',
        document: document(),
        year,
        line: '补贴',
        personId,
        payer: 'subsidy',
      });
    expect((await findFund(auditor, { id: fundId }))?.owed).toMatchObject([
      { personId, payer: 'subsidy', owedFen: 80_000n },
    ]);
    expect(codes(await share('1', stranger))).toEqual(['FUND.PAYER']);
    // Nobody proposes what the payer does not owe: neither more than it owes nor in the name of one that owes nothing.
    const [more] = refusalsOf(await share('800.01'));
    expect(more).toMatchObject({
      code: 'FUND.MORE_THAN_OWED',
      field: 'amountFen',
      params: { owedFen: '80000' },
    });
    if (more) expect(inLocale('en', () => refusalText(more))).toMatch(/owes ¥800\.00/);
    const both = await fiscalFund(['subsidy', 'public-support']);
    got(await receive(both, '50'));
    got(await budgeted(both, '50', '补贴'));
    const nothing = await proposeShare(finance, {
      fundId: both,
      amountFen: '50',
      onDate: today,
      what: '床位补贴',
      document: document(),
      year,
      line: '补贴',
      personId,
      payer: 'public-support',
    });
    expect(codes(nothing)).toEqual(['FUND.MORE_THAN_OWED']);
    const [one, other] = [got(await share('800')), got(await share('800'))];
    const outcomes = await Promise.all([one, other].map(({ movementId }) => approve(movementId)));
    expect(outcomes.flatMap(codes)).toEqual(['FEES.MORE_THAN_OWED']);
    const account = await findAccount(auditor, { personId });
    expect(account.others).toEqual([]);
    expect(account.movements).toMatchObject([
      { kind: 'payer-paid', payer: 'subsidy', method: 'fund', amountFen: 80_000n },
    ]);
    const fund = await findFund(auditor, { id: fundId });
    expect(fund).toMatchObject({ leftFen: 120_000n, lines: [{ line: '补贴', usedFen: 80_000n }], owed: [] });
    expect(account.movements[0]?.entryId).toBe(
      fund?.movements.find(({ kind, status }) => kind === 'share' && status === 'done')?.entryId,
    );
    expect((await trialBalance(auditor, {})).sumFen).toBe(0n);

    // A share that was wrong: the payer owes it again, and the account keeps what was undone.
    const paid = fund?.movements.find(({ kind, status }) => kind === 'share' && status === 'done')?.id ?? '';
    const undo = got(await proposeReversal(finance, { movementId: paid, reason: '张冠李戴' }));
    got(await approveReversal(lead, undo));
    const undone = await findAccount(auditor, { personId });
    expect(undone.others).toEqual([{ payer: 'subsidy', owedFen: 80_000n }]);
    expect(undone.movements).toMatchObject([{ status: 'failed', decisionReason: '张冠李戴' }]);
    expect(await leftOf(fundId)).toBe(200_000n);
  });
});

describe('what was booked wrongly', () => {
  const undo = (movementId: string, reason = '金额录错') => proposeReversal(finance, { movementId, reason });
  const movementOf = async (fundId: string, movementId: string) =>
    (await findFund(auditor, { id: fundId }))?.movements.find(({ id }) => id === movementId);

  it('of fiscal money is undone by two, once, leaves its line and its voucher free, and both entries stand', async () => {
    const fundId = await fiscalFund();
    got(await receive(fundId, '100'));
    got(await budgeted(fundId, '100'));
    const said = {
      fundId,
      amountFen: '100',
      onDate: today,
      what: '床',
      document: document(),
      year,
      line: '床位',
    };
    const { movementId } = got(await proposeSpending(finance, said));
    expect(codes(await undo(movementId))).toEqual(['FUND.REVERSAL_NOT_BOOKED']);
    got(await approve(movementId));
    expect(codes(await undo(movementId, ' '))).toEqual(['FUND.REASON_MISSING']);
    expect(codes(await undo('00000000-0000-4000-8000-000000000000'))).toEqual(['FUND.MOVEMENT_UNKNOWN']);
    expect(codes(await proposeReversal(auditor, { movementId, reason: '误' }))).toEqual([
      'ACCESS.NOT_PERMITTED',
    ]);

    const first = got(await undo(movementId));
    expect(codes(await undo(movementId))).toEqual(['FUND.REVERSAL_ASKED']);
    expect((await findFund(auditor, { id: fundId }))?.reversals).toMatchObject([
      { id: first.proposalId, movementId, reason: '金额录错', own: false },
    ]);
    const own = { ...lead, name: finance.name };
    expect(codes(await declineReversal(own, { ...first, reason: '凭证没错' }))).toEqual([
      'FUND.OWN_PROPOSAL',
    ]);
    got(await declineReversal(lead, { ...first, reason: '凭证没错' }));
    expect(await movementOf(fundId, movementId)).toMatchObject({ reversal: null, keptReason: '凭证没错' });
    expect(await leftOf(fundId)).toBe(0n);
    const again = got(await undo(movementId));
    expect(codes(await approveReversal(own, again))).toEqual(['FUND.OWN_PROPOSAL']);
    const outcomes = await Promise.all(
      [...Array(8)].map((_, n) => approveReversal({ ...lead, name: `审批人${n}` }, again)),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(outcomes.flatMap(codes))).toEqual(new Set(['FUND.DECIDED']));
    expect(await findFund(auditor, { id: fundId })).toMatchObject({
      leftFen: 10_000n,
      usedFen: 0n,
      lines: [{ usedFen: 0n }],
      reversals: [],
    });
    expect(await movementOf(fundId, movementId)).toMatchObject({
      status: 'reversed',
      reversal: { status: 'done', reason: '金额录错', entryId: expect.any(String) },
    });
    expect(codes(await undo(movementId))).toEqual(['FUND.REVERSED']);
    expect((await trialBalance(auditor, {})).sumFen).toBe(0n);
    // The same voucher stands for the right amount now.
    got(await approve(got(await proposeSpending(finance, { ...said, amountFen: '40' })).movementId));
    expect(await leftOf(fundId)).toBe(6_000n);
    const trail = await listTimeline(auditor, { type: 'fund', id: fundId });
    expect(
      trail
        .map(({ kind }) => kind)
        .filter((kind) => kind.startsWith('funds.reversal'))
        .reverse(),
    ).toEqual([
      'funds.reversal-proposed',
      'funds.reversal-declined',
      'funds.reversal-proposed',
      'funds.reversal-approved',
    ]);
  });

  it('goes back only as far as it is still there: what came in, and what was carried over', async () => {
    const [from, to] = [await fiscalFund(), await fiscalFund()];
    const { movementId: received } = got(await receive(from, '80'));
    const carried = {
      fundId: from,
      toFundId: to,
      amountFen: '80',
      onDate: today,
      what: '结转',
      document: document(),
    };
    const { movementId: transfer } = got(await proposeTransfer(finance, carried));
    got(await approve(transfer));
    const [short] = refusalsOf(await undo(received));
    expect(short).toMatchObject({ code: 'FUND.REVERSAL_SHORT', params: { leftFen: '0' } });
    const back = got(await undo(transfer));
    got(await budgeted(to, '80'));
    const { movementId: spent } = got(await spending(to, '30'));
    got(await approve(spent));
    // It was there when it was proposed, and is not any more.
    expect(codes(await approveReversal(lead, back))).toEqual(['FUND.REVERSAL_SHORT']);
    got(await approveReversal(lead, got(await undo(spent))));
    got(await approveReversal(lead, back));
    expect([await leftOf(from), await leftOf(to)]).toEqual([8_000n, 0n]);
    got(await approveReversal(lead, got(await undo(received))));
    expect(await leftOf(from)).toBe(0n);
    expect((await trialBalance(auditor, {})).sumFen).toBe(0n);
  });

  it('is refused by the database to whoever is alone', async () => {
    const fundId = await fiscalFund();
    const { movementId } = got(await receive(fundId, '10'));
    const raw = (text: string) =>
      sql.begin(async (tx) => {
        await tx`select set_config('app.tenant_id', ${here.id}, true)`;
        await tx.unsafe(text);
      });
    await expect(
      raw(`update fund_movements set status = 'reversed' where id = '${movementId}'`),
    ).rejects.toMatchObject({ constraint_name: 'fund_movements_reversed_by_two' });
    const { proposalId } = got(await undo(movementId));
    await expect(
      raw(`update fund_reversals set status = 'declined', decision_reason = 'x', decided_by = proposed_by,
        decided_by_name = 'x', decided_at = now() where id = '${proposalId}'`),
    ).rejects.toMatchObject({ constraint_name: 'fund_reversals_two_persons' });
    await expect(raw(`delete from fund_reversals where id = '${proposalId}'`)).rejects.toMatchObject({
      constraint_name: 'fund_rows_kept',
    });
    await expect(raw('update gift_spendings set amount_fen = 1')).rejects.toMatchObject({
      constraint_name: 'gift_spendings_kept',
    });
  });
});

describe('an entry of the ledger', () => {
  it('leads to the fund that moved, what undoes it too, and other entries to none', async () => {
    const fundId = await fiscalFund();
    got(await receive(fundId, '100.00'));
    got(await budgeted(fundId, '100.00'));
    const { movementId } = got(await spending(fundId, '10.00'));
    const used = got(await approve(movementId));
    const asked = got(await proposeReversal(finance, { movementId, reason: '金额录错' }));
    const undone = got(await approveReversal(lead, asked));
    for (const { entryId } of [used, undone])
      expect(await findFundsOfEntry(auditor, { entryId })).toMatchObject([{ id: fundId }]);
    const other = { entryId: '01900000-0000-7000-8000-0000000000aa' };
    expect(await findFundsOfEntry(auditor, other)).toEqual([]);
  });
});

describe('the list of funds', () => {
  it('says how many proposals of each wait: uses, budgets and what is to be undone', async () => {
    const fundId = await fiscalFund();
    const waiting = async () => (await listFunds(lead)).find(({ id }) => id === fundId)?.proposals;
    const { movementId } = got(await receive(fundId, '100'));
    expect(await waiting()).toBe(0);
    const budget = got(
      await proposeBudget(finance, { fundId, year, line: '床位', amountFen: '50', reason: '年初预算' }),
    );
    const asked = got(await proposeReversal(finance, { movementId, reason: '金额录错' }));
    expect(await waiting()).toBe(2);
    got(await approveBudget(lead, budget));
    got(await spending(fundId, '50'));
    got(await declineReversal(lead, { ...asked, reason: '凭证没错' }));
    expect(await waiting()).toBe(1);
  });
});

describe('the list of a fund', () => {
  it('is paged, and what waits is listed whole, however much was decided since', async () => {
    const fundId = await fiscalFund();
    got(await receive(fundId, '10'));
    got(await budgeted(fundId, '10'));
    const proposals: string[] = [];
    for (let n = 0; n < 6; n++) proposals.push(got(await spending(fundId, '1')).movementId);
    for (let n = 0; n < 11; n++) got(await receive(fundId, '1'));
    const first = await findFund(auditor, { id: fundId, limit: 5 });
    expect(first?.waiting.map(({ id }) => id)).toEqual(proposals);
    const listed: string[] = [];
    for (let page = first; page; ) {
      listed.push(...page.movements.map(({ id }) => id));
      expect(page.waiting).toHaveLength(6);
      page = page.next ? await findFund(auditor, { id: fundId, after: page.next, limit: 5 }) : undefined;
    }
    expect(listed).toHaveLength(12);
    expect(new Set(listed).size).toBe(12);
    expect(listed.some((id) => proposals.includes(id))).toBe(false);
  });
});

describe('the database', () => {
  it('lets nobody approve alone, rewrite what was decided, or overdraw a fund', async () => {
    const fundId = await fiscalFund();
    got(await receive(fundId, '10'));
    got(await budgeted(fundId, '10'));
    const { movementId } = got(await spending(fundId, '10'));
    const raw = (text: string) =>
      sql.begin(async (tx) => {
        await tx`select set_config('app.tenant_id', ${here.id}, true)`;
        await tx.unsafe(text);
      });
    await expect(
      raw(`update fund_movements set status = 'declined', decision_reason = 'x', decided_by = proposed_by,
        decided_by_name = 'x', decided_at = now() where id = '${movementId}'`),
    ).rejects.toMatchObject({ constraint_name: 'fund_movements_two_persons' });
    await expect(
      raw(`update fund_movements set amount_fen = 1 where id = '${movementId}'`),
    ).rejects.toMatchObject({
      constraint_name: 'fund_rows_kept',
    });
    await expect(raw(`delete from fund_budgets where fund_id = '${fundId}'`)).rejects.toMatchObject({
      constraint_name: 'fund_rows_kept',
    });
    got(await approve(movementId));
    await expect(
      raw(`insert into fund_movements (id, fund_id, kind, amount_fen, on_date, what, document, year, line, status, entry_id,
        proposed_by, proposed_by_name, proposed_at, decided_by, decided_by_name, decided_at)
        select gen_random_uuid(), fund_id, kind, amount_fen, on_date, what, 'y', year, line, 'done', e.id, 'a', 'a', now(), 'b', 'b', now()
        from fund_movements m cross join lateral (select id from ledger_entries where subject_id = '${movementId}') e
        where m.id = '${movementId}'`),
    ).rejects.toMatchObject({ constraint_name: 'fund_movements_entry_once' });
  });

  it('shows another district nothing', async () => {
    const fundId = await fiscalFund();
    const stranger = demoOf(there, { main: false }).as('auditor');
    expect(await findFund(stranger, { id: fundId })).toBeUndefined();
    expect(await listFunds(stranger)).toEqual([]);
  });
});
