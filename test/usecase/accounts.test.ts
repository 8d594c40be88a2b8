import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoOf, must } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { approveArrangement } from '~/domain/fees/approve-arrangement';
import { stepAfter } from '~/domain/fees/arrears.rules';
import { approvePayout, declinePayout } from '~/domain/fees/decide-payout';
import { findAccount, listProposedPayouts } from '~/domain/fees/find-account';
import { listArrears, listArrearsOf } from '~/domain/fees/list-arrears';
import { listInvoices } from '~/domain/fees/list-invoices';
import { proposeArrangement } from '~/domain/fees/propose-arrangement';
import { proposePayout } from '~/domain/fees/propose-payout';
import { receiveDeposit, settlePayer, spendDeposit } from '~/domain/fees/record-movement';
import { recordPayment } from '~/domain/fees/record-payment';
import { remindArrears } from '~/domain/fees/remind-arrears';
import { tellArrears } from '~/domain/fees/tell-arrears';
import { plainDate } from '~/domain/kernel/plain-date';
import type { Result } from '~/domain/kernel/refusals';
import { codeBalance } from '~/domain/ledger/account-balance';
import { trialBalance } from '~/domain/ledger/trial-balance';
import { useFreshDatabase } from '../database';
import { billMonth, putTariffsInForce } from '../factories/fees';
import { insertResidents } from '../factories/residents';
import { putInForce, standardSet } from '../factories/standards';

const database = useFreshDatabase({ connections: 12 });
const demo = demoOf(demoTenants[0], { main: true });
const at = new Date('2026-12-01T02:00:00Z');
const [finance, lead, auditor] = [demo.as('finance', at), demo.as('lead', at), demo.as('auditor', at)];
const both = { ...finance, permissions: new Set([...finance.permissions, ...lead.permissions]) };

let sql: postgres.Sql;
let personId: string;
let invoiceId: string;
beforeAll(async () => {
  await insertTenants(database.ownerUrl, demoTenants);
  sql = postgres(database.ownerUrl, {
    max: 1,
    types: { bigint: postgres.BigInt },
    onnotice: () => undefined,
  });
  await loadReference(systemActor(demoTenants[0].id, 'reference', 'test'), '370304');
  await putInForce({ proposer: finance, approver: lead }, standardSet('2026-01-01'));
  await putTariffsInForce({ proposer: finance, approver: lead }, '2026-01-01');
});

const codes = (result: Result<unknown>) => (result.ok ? [] : result.refusals.map(({ code }) => code));
const account = () => findAccount(auditor, { personId });
const deposit = (amountFen: bigint) =>
  receiveDeposit(finance, {
    personId,
    amountFen,
    method: 'cash',
    on: plainDate('2026-12-01'),
    otherName: '家属',
  });
const pay = (amountFen: string) =>
  recordPayment(finance, {
    invoiceId,
    amountFen,
    surplus: true,
    receivedOn: plainDate('2026-12-01'),
    payerName: '家属',
  } as never);
const payout = (kind: 'refund' | 'deposit-back', amountFen: bigint, by = finance) =>
  proposePayout(by, { personId, kind, amountFen, method: 'transfer', otherName: '家属', reason: '多缴退回' });

/** A resident with a bill of 2,600.00 for November. */
beforeEach(async () => {
  const [resident] = await insertResidents(sql, demoTenants[0].id, [
    { from: '2026-11-01', grades: [{ grade: 'partial', from: '2026-11-01' }] },
  ]);
  personId = resident?.personId ?? '';
  await billMonth(finance, '2026-11');
  invoiceId = (await listInvoices(auditor, { personId })).rows[0]?.id ?? '';
});

describe('a deposit', () => {
  it('is owed to the resident, pays what is owed, and is never more than is held', async () => {
    must(await deposit(300_000n));
    expect(await account()).toMatchObject({ balanceFen: 260_000n, depositFen: 300_000n });
    expect(codes(await spendDeposit(finance, { personId, amountFen: 300_001n, reason: '抵缴' }))).toEqual([
      'FEES.MORE_THAN_HELD',
    ]);
    expect(codes(await spendDeposit(finance, { personId, amountFen: 260_001n, reason: '抵缴' }))).toEqual([
      'FEES.MORE_THAN_OWED',
    ]);
    must(await spendDeposit(finance, { personId, amountFen: 260_000n, reason: '抵缴十一月费用' }));
    expect(await account()).toMatchObject({ balanceFen: 0n, depositFen: 40_000n });
    expect((await listInvoices(auditor, { personId })).rows[0]).toMatchObject({ openFen: 0n, state: 'paid' });
    expect((await trialBalance(auditor, {})).sumFen).toBe(0n);
  });

  it('is taken once however often the form is sent', async () => {
    const movementId = randomUUID();
    const said = {
      personId,
      movementId,
      amountFen: 1_000n,
      method: 'cash',
      on: plainDate('2026-12-01'),
      otherName: '家属',
    } as const;
    const results = await Promise.all(Array.from({ length: 10 }, () => receiveDeposit(finance, said)));
    expect(results.filter(({ ok }) => ok).length).toBe(1);
    expect(new Set(results.flatMap(codes))).toEqual(new Set(['FEES.PAYMENT_TWICE']));
    expect((await account()).depositFen).toBe(1_000n);
  });

  it('is used by one of fifty who use all of it at once', async () => {
    must(await deposit(5_000n));
    const results = await Promise.all(
      Array.from({ length: 50 }, () =>
        spendDeposit(finance, { personId, amountFen: 5_000n, reason: '抵缴' }),
      ),
    );
    expect(results.filter(({ ok }) => ok).length).toBe(1);
    expect(new Set(results.flatMap(codes))).toEqual(new Set(['FEES.MORE_THAN_HELD']));
    expect((await account()).depositFen).toBe(0n);
  });
});

describe('money that goes back', () => {
  it('is proposed by one and approved by another, and booked then', async () => {
    must(await pay('3000'));
    expect(codes(await payout('refund', 40_001n))).toEqual(['FEES.MORE_THAN_HELD']);
    const { movementId } = must(await payout('refund', 40_000n));
    expect(codes(await payout('refund', 1n))).toEqual(['FEES.PAYOUT_WAITS']);
    expect((await account()).creditFen).toBe(40_000n);
    expect((await listProposedPayouts(auditor, {})).filter((row) => row.personId === personId)).toMatchObject(
      [{ amountFen: 40_000n, recordedByName: finance.name }],
    );
    expect(codes(await approvePayout(finance, { movementId }))).toEqual(['ACCESS.NOT_PERMITTED']);
    must(await approvePayout(lead, { movementId }));
    expect(codes(await approvePayout(lead, { movementId }))).toEqual(['FEES.DECIDED']);
    expect(await account()).toMatchObject({ balanceFen: 0n, creditFen: 0n });
    await expect(sql`update account_movements set amount_fen = 1 where id = ${movementId}`).rejects.toThrow(
      'movements stay',
    );
  });

  it('is not approved by whoever asked, nor by the database', async () => {
    must(await deposit(10_000n));
    const { movementId } = must(await payout('deposit-back', 10_000n, both));
    expect(codes(await approvePayout(both, { movementId }))).toEqual(['FEES.OWN_PROPOSAL']);
    await expect(
      sql`update account_movements set status = 'declined', decided_by = recorded_by, decided_by_name = 'x', decided_at = now() where id = ${movementId}`,
    ).rejects.toThrow('account_movements_two_persons');
    must(await declinePayout(lead, { movementId, reason: '尚有欠费' }));
    expect((await account()).depositFen).toBe(10_000n);
  });

  it('is refused when less is held by the time it is approved', async () => {
    must(await deposit(10_000n));
    const { movementId } = must(await payout('deposit-back', 10_000n));
    must(await spendDeposit(finance, { personId, amountFen: 1n, reason: '抵缴' }));
    expect(codes(await approvePayout(lead, { movementId }))).toEqual(['FEES.MORE_THAN_HELD']);
    expect(await account()).toMatchObject({ depositFen: 9_999n });
  });

  it('leaves the books sound while payments come in at the same moment', async () => {
    must(await pay('2700'));
    const { movementId } = must(await payout('refund', 10_000n));
    const [approved, ...paid] = await Promise.all([
      approvePayout(lead, { movementId }),
      ...Array.from({ length: 10 }, () => pay('1')),
      approvePayout(lead, { movementId }),
    ]);
    const both_ = [approved, paid.at(-1)].filter((result) => result?.ok).length;
    expect(both_).toBe(1);
    expect(await account()).toMatchObject({ balanceFen: -1_000n, creditFen: 1_000n });
    expect((await trialBalance(auditor, {})).sumFen).toBe(0n);
  });
});

describe('another payer', () => {
  it('pays what it owes for a resident and no more', async () => {
    const { id } = must(
      await proposeArrangement(finance, {
        personId,
        payer: 'insurance',
        percent: 50,
        fromOn: plainDate('2026-11-01'),
        source: '演示文件',
      }),
    );
    must(await approveArrangement(lead, { arrangementId: id }));
    await billMonth(demo.as('finance', new Date('2027-01-01T02:00:00Z')), '2026-12');
    const [owed] = (await account()).others;
    expect(owed?.payer).toBe('insurance');
    const january = demo.as('finance', new Date('2027-01-05T02:00:00Z'));
    const settle = (amountFen: bigint) =>
      settlePayer(january, {
        personId,
        payer: 'insurance',
        amountFen,
        method: 'transfer',
        on: plainDate('2027-01-04'),
        otherName: '演示拨付单',
      });
    expect(codes(await settle((owed?.owedFen ?? 0n) + 1n))).toEqual(['FEES.MORE_THAN_OWED']);
    must(await settle(owed?.owedFen ?? 0n));
    expect((await account()).others).toEqual([]);
    expect(await codeBalance(auditor, { code: 'receivable.insurance' })).toBe(0n);
    expect((await account()).movements).toMatchObject([
      { kind: 'payer-paid', payer: 'insurance', status: 'done' },
    ]);
  });
});

describe('what is overdue', () => {
  const night = (day: string) => ({
    ...systemActor(demoTenants[0].id, 'fees.remind-arrears', 'test'),
    at: new Date(`${day}T21:30:00Z`),
  });
  const steps = async () =>
    (await listArrearsOf(auditor, { personId })).map(({ step, owedFen }) => [step, owedFen]);

  it('is reminded of step by step, each once, until it is paid', async () => {
    // Due on 16 December; half past five in the morning of the 17th is the first night after.
    must(await remindArrears(night('2026-12-15'), {}));
    expect(await steps()).toEqual([]);
    const many = await Promise.all(Array.from({ length: 5 }, () => remindArrears(night('2026-12-16'), {})));
    expect(many.every(({ ok }) => ok)).toBe(true);
    expect(await steps()).toEqual([[1, 260_000n]]);
    must(await remindArrears(night('2026-12-29'), {}));
    expect(await steps()).toEqual([[1, 260_000n]]);
    must(await remindArrears(night('2026-12-30'), {}));
    expect(await steps()).toEqual([
      [2, 260_000n],
      [1, 260_000n],
    ]);
    must(await pay('2600'));
    must(await remindArrears(night('2027-01-20'), {}));
    expect((await steps()).length).toBe(2);
  });

  it('takes the step that is due by now when nights were missed, and is told by somebody once', async () => {
    must(await remindArrears(night('2027-02-20'), {}));
    const [notice] = (await listArrears(auditor, {})).filter((row) => row.personId === personId);
    expect(notice).toMatchObject({ step: 4, overdueDays: 67 });
    const noticeId = notice?.id ?? '';
    const told = await Promise.all(
      Array.from({ length: 5 }, () => tellArrears(finance, { noticeId, how: 'meeting', note: '约定分三期' })),
    );
    expect(told.filter(({ ok }) => ok).length).toBe(1);
    expect(new Set(told.flatMap(codes))).toEqual(new Set(['FEES.NOTICE_UNKNOWN']));
    expect((await listArrears(auditor, {})).some(({ id }) => id === noticeId)).toBe(false);
    await expect(sql`update arrears_notices set told_note = '改写' where id = ${noticeId}`).rejects.toThrow(
      'reminders stay',
    );
  });

  it('has steps from the first day on, in their order', () => {
    expect([0, 1, 14, 15, 29, 30, 59, 60, 400].map(stepAfter)).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4]);
  });
});
