import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoOf, must } from '#db/seed/demo/demo';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { publicActor } from '~/domain/access/public-actor';
import { systemActor } from '~/domain/access/system-actor';
import { listTimeline } from '~/domain/audit/list-timeline';
import { recordJobFailure } from '~/domain/audit/record-job-failure';
import { NotPermitted } from '~/domain/audit/use-case';
import { findGift } from '~/domain/donations/get-gift';
import { listBankLinesToTie } from '~/domain/donations/list-bank-lines-to-tie';
import { recordCashGift } from '~/domain/donations/record-money';
import { proposeReturn } from '~/domain/donations/return-gift';
import { takeUnpledgedLine } from '~/domain/donations/tie-bank-line';
import { importBankStatement } from '~/domain/ledger/import-bank-statement';
import { approveReturn } from '~/domain/receipts/approve-return';
import {
  askFiscal,
  askFiscalAgain,
  findOpenReversal,
  followFiscal,
  listFiscalRequests,
} from '~/domain/receipts/ask-fiscal';
import { runBatch, startBatch } from '~/domain/receipts/batches';
import { findFiscalUnit } from '~/domain/receipts/fiscal-unit';
import { giveReceipt, replaceReceipt } from '~/domain/receipts/give-receipt';
import { issueReceipt } from '~/domain/receipts/issue-receipt';
import {
  findVerifiableReceipt,
  getReceipt,
  listReceipts,
  listReceiptsOfGift,
} from '~/domain/receipts/list-receipts';
import { correctDonor, findDonorToCorrect, nameDonor, waitsForBill } from '~/domain/receipts/name-donor';
import { receiptNumber } from '~/domain/receipts/receipt.rules';
import { resendReceipt } from '~/domain/receipts/send-receipt';
import { voidReceipt } from '~/domain/receipts/void-receipt';
import {
  findOwnWithoutReceipt,
  findWithoutReceipt,
  listOwnWithoutReceipt,
} from '~/domain/receipts/without-receipt';
import { listWork } from '~/domain/reports/list-work';
import { FiscalProblem } from '~/platform/fiscal/port';
import { inLocale } from '~/platform/i18n/locale.server';
import { fiscalNextText } from '~/ui/receipts/labels';
import { useFreshDatabase } from '../database';
import { admitReceiver, bankRow, inventedCreditCode } from '../factories/donations';
import { setUpFiscal, useFiscalSystem } from '../fiscal/fiscal-server';
import { runJobs } from '../payments/here';
import { codes, value } from '../results';

const database = useFreshDatabase({ connections: 20 });
const [here, there] = demoTenants;
const demo = demoOf(here, { main: true });
const [finance, manager] = [demo.as('finance'), demo.as('manager')];
const system = systemActor(here.id, 'receipts.ask-fiscal', 'test');
const unit = inventedCreditCode(1);
const server = useFiscalSystem(unit);
const donor = { kind: 'organisation', name: '演示公司', creditCode: inventedCreditCode(30) } as const;

let sql: postgres.Sql;
beforeAll(async () => {
  // Read once, when the first receipt is issued; no donor here has an address.
  process.env.MAIL_URL = 'smtp://notice%40example.cn:right@127.0.0.1:9';
  await insertTenants(database.ownerUrl, demoTenants);
  sql = postgres(database.ownerUrl, { max: 2, types: { bigint: postgres.BigInt } });
  await admitReceiver({ admin: demo.as('admin'), finance }, { creditCode: unit });
});
afterAll(() => sql.end());

const cash = async (amountFen = '1409.50') =>
  must(
    await recordCashGift(finance, {
      purpose: 'care-beds',
      anonymous: true,
      amountFen,
      receivedOn: '2026-11-20',
      donor,
    }),
  ).giftId;
const receiptsOf = (giftId: string) => listReceiptsOfGift(finance, { giftId });
/** A gift whose bill was asked for, as the job does it after the gift. */
async function asked(amount?: string) {
  const giftId = await cash(amount);
  const given = value(await giveReceipt(system, { giftId }));
  if (given.state !== 'asked') throw new Error(given.state);
  return { giftId, requestId: given.requestId };
}
async function issued(amount?: string) {
  const { giftId } = await asked(amount);
  expect(await runJobs(sql)).toEqual([]);
  const [receipt] = await receiptsOf(giftId);
  if (!receipt) throw new Error('no receipt');
  return { giftId, receiptId: receipt.id, receipt };
}
const requestsOf = async (giftId: string) =>
  sql`select kind, state, attempts, problem_code as code from fiscal_requests where gift_id = ${giftId} order by id`;

describe('a bill of the fiscal system', () => {
  it('is asked for as soon as a gift is there, and kept as the fiscal system gave it', async () => {
    const giftId = await cash();
    expect(await runJobs(sql)).toEqual([]);
    const [receipt] = await receiptsOf(giftId);
    expect(receipt).toMatchObject({
      kind: 'fiscal_receipt',
      fiscalCode: '37050126',
      payerName: '演示公司',
      payerCreditCode: donor.creditCode,
      payeeCreditCode: unit,
      amountFen: 140_950n,
      reviewer: '演示复核人',
      supervisionSeal: '全国财政票据监制章（演示）',
      remarks: '照护床位与护理用品',
    });
    const bill = server.bills.at(-1);
    expect([receipt?.fiscalNumber, receipt?.fiscalCheckCode]).toEqual([bill?.number, bill?.checkCode]);
    const said = JSON.parse([...server.asked.values()].at(-1)?.body ?? '');
    expect(said).toMatchObject({
      kind: 'issue',
      payerName: '演示公司',
      totalFen: 140_950,
      totalInCapitals: '壹仟肆佰零玖元伍角整',
      handler: finance.name,
      lines: [{ itemCode: 'care-beds', quantity: 1, amountFen: 140_950 }],
    });
    expect(server.turnedAway).toBe(0);
    const kinds = (await listTimeline(finance, { type: 'gift', id: giftId })).map(({ kind }) => kind);
    expect(kinds.slice(0, 2)).toEqual(['receipts.issued', 'receipts.fiscal-asked']);
    expect(value(await giveReceipt(finance, { giftId }))).toMatchObject({ receiptId: receipt?.id });
  });

  it('is found by what stands on it, not by its serial in our register, and its request leads to it', async () => {
    const { receiptId, receipt } = await issued('21.00');
    const found = async (text: string) => (await listReceipts(finance, { text })).rows.map(({ id }) => id);
    const { fiscalCode, fiscalNumber, prefix, year, number } = receipt;
    for (const text of [fiscalNumber ?? '', `${fiscalCode} ${fiscalNumber}`])
      expect(await found(text)).toEqual([receiptId]);
    expect(await found(fiscalCode ?? '')).toContain(receiptId);
    expect(await found(receiptNumber({ prefix, year, number }))).not.toContain(receiptId);
    const done = (await listFiscalRequests(finance, { state: 'done' })).rows;
    expect(done.find((row) => row.issuedReceiptId === receiptId)).toMatchObject({
      kind: 'issue',
      receiptId: null,
      issuedCode: fiscalCode,
      issuedNumber: fiscalNumber,
      wantedFen: 2_100n,
    });
  });

  it('is issued once when the answer is lost, however often and by how many it is asked', async () => {
    const { giftId, requestId } = await asked('12.00');
    const before = server.bills.length;
    server.manner = 'lost';
    await expect(askFiscal(system, { requestId })).rejects.toThrow(FiscalProblem);
    expect(await requestsOf(giftId)).toMatchObject([{ state: 'waiting', attempts: 1, code: 'NO_ANSWER' }]);
    expect(codes(await issueReceipt(finance, { giftId }))).toEqual(['RECEIPT.FISCAL_WAITS']);
    expect(value(await giveReceipt(finance, { giftId }))).toEqual({ state: 'asked', requestId });
    server.manner = 'right';
    for (const result of await Promise.all(Array.from({ length: 8 }, () => askFiscal(system, { requestId }))))
      value(result);
    expect(server.bills).toHaveLength(before + 1);
    expect(await receiptsOf(giftId)).toHaveLength(1);
    expect(await runJobs(sql)).toEqual([]);
    expect(server.bills).toHaveLength(before + 1);
  });

  it.each([
    ['down', 'HTTP_503'],
    ['forged', 'SIGNATURE'],
    ['old', 'SIGNATURE'],
    ['other amount', 'ANSWER_AMOUNT'],
  ] as const)(
    '%s: nothing is believed, what stands in the way is shown, and it waits',
    async (manner, code) => {
      const { giftId, requestId } = await asked('7.00');
      server.manner = manner;
      await expect(askFiscal(system, { requestId })).rejects.toThrow(code);
      expect(await receiptsOf(giftId)).toEqual([]);
      const shown = (await listFiscalRequests(finance, {})).rows.find(({ id }) => id === requestId);
      expect(shown).toMatchObject({
        state: 'waiting',
        problemCode: code,
        attempts: 1,
        issuedReceiptId: null,
      });
      // What no further question changes says whom to call, and with what.
      const next = shown ? inLocale('zh-CN', () => fiscalNextText(shown)) : '';
      if (code === 'ANSWER_AMOUNT') {
        expect(next).toContain(requestId);
        expect(next).toContain('¥7.00');
      } else expect(next).toBe('');
    },
  );

  it('that takes its time is asked about until it is there', async () => {
    const { giftId, requestId } = await asked('8.00');
    server.manner = 'pending';
    value(await askFiscal(system, { requestId }));
    expect(await requestsOf(giftId)).toMatchObject([{ state: 'waiting', code: 'PENDING' }]);
    server.manner = 'right';
    const later = { ...system, at: new Date(Date.now() + 11 * 60_000) };
    expect(value(await followFiscal(later, { period: 'one' })).open).toBeGreaterThan(0);
    await runJobs(sql);
    expect(await receiptsOf(giftId)).toHaveLength(1);
  });

  it('that the system cannot give is asked for in each round without leaving a failure each, and none once it is there', async () => {
    const { giftId, requestId } = await asked('8.50');
    server.manner = 'down';
    expect(await runJobs(sql)).not.toEqual([]);
    const failed = { job: 'receipts.ask-fiscal', code: 'JOBS.FAILED', params: {}, detail: '', attempts: 5 };
    const payload = { requestId };
    value(await recordJobFailure(system, { ...failed, key: `${requestId}:first`, payload }));
    const failures = () => sql`select job_key from job_failures where starts_with(job_key, ${requestId})`;
    for (const minutes of [11, 22]) {
      const later = { ...system, at: new Date(Date.now() + minutes * 60_000) };
      value(await followFiscal(later, { period: `down-${minutes}` }));
      expect(await runJobs(sql)).toEqual([]);
    }
    const [request] = await requestsOf(giftId);
    expect(request).toMatchObject({ state: 'waiting', code: 'HTTP_503' });
    expect(await failures()).toHaveLength(1);
    server.manner = 'right';
    value(await askFiscal(system, { requestId }));
    expect(await receiptsOf(giftId)).toHaveLength(1);
    expect(await failures()).toEqual([]);
  });

  it('that is refused shows the reason; tried again it is a new request with what the gift says now', async () => {
    const { giftId, requestId } = await asked('9.00');
    server.manner = 'refused';
    value(await askFiscal(system, { requestId }));
    const shown = (await listFiscalRequests(finance, {})).rows.find(({ id }) => id === requestId);
    expect(shown).toMatchObject({
      state: 'refused',
      problemCode: 'E2001',
      problemText: '交款人名称与统一社会信用代码不符',
    });
    expect(await findWithoutReceipt(manager, { giftId })).toMatchObject({
      reason: 'fiscal_refused',
      problemCode: 'E2001',
    });
    server.manner = 'right';
    const again = value(await askFiscalAgain(finance, { requestId }));
    // Whoever asks again of the refused one is given the one that is under way.
    expect(again).not.toEqual({ requestId });
    expect(value(await askFiscalAgain(finance, { requestId }))).toEqual(again);
    await runJobs(sql);
    expect(await receiptsOf(giftId)).toHaveLength(1);
    expect(await findWithoutReceipt(manager, { giftId })).toBeUndefined();
    expect(await requestsOf(giftId)).toMatchObject([{ state: 'refused' }, { state: 'done' }]);
    expect((await listFiscalRequests(finance, {})).rows.map(({ giftId: id }) => id)).not.toContain(giftId);
    const done = (await listFiscalRequests(finance, { state: 'done' })).rows[0];
    expect(codes(await askFiscalAgain(finance, { requestId: done?.id ?? '' }))).toEqual([
      'RECEIPT.REQUEST_DONE',
    ]);
    expect(codes(await askFiscalAgain(finance, { requestId: randomUUID() }))).toEqual([
      'RECEIPT.REQUEST_UNKNOWN',
    ]);
  });

  it('that is refused is told to the donor without what the system said, and to nobody else', async () => {
    const { giftId, requestId } = await asked('9.50');
    const { donorId } = (await findGift(finance, { giftId })) ?? {};
    const giver = { ...demo.as('donor'), donorId: donorId ?? undefined };
    expect(await findOwnWithoutReceipt(giver, { giftId })).toBe('fiscal_waiting');
    server.manner = 'refused';
    value(await askFiscal(system, { requestId }));
    server.manner = 'right';
    expect(await findOwnWithoutReceipt(giver, { giftId })).toBe('fiscal_refused');
    expect(await findOwnWithoutReceipt({ ...giver, donorId: randomUUID() }, { giftId })).toBeUndefined();
    const ofGift = { giftIds: [giftId] };
    expect((await listOwnWithoutReceipt(giver, ofGift)).get(giftId)).toBe('fiscal_refused');
    expect((await listOwnWithoutReceipt({ ...giver, donorId: randomUUID() }, ofGift)).size).toBe(0);
    const elsewhere = demoOf(there, { main: false }).as('finance');
    expect(await findWithoutReceipt(elsewhere, { giftId })).toBeUndefined();
    for (const role of ['donor', 'town', 'intake'] as const)
      await expect(findWithoutReceipt(demo.as(role), { giftId })).rejects.toThrow(NotPermitted);
    await expect(findOwnWithoutReceipt(finance, { giftId })).rejects.toThrow(NotPermitted);
  });

  it('belongs to one receiver and one district; without settings donors get our own paper', async () => {
    expect(await findFiscalUnit(finance, {})).toBe(unit);
    expect(await findFiscalUnit(demoOf(there, { main: false }).as('finance'), {})).toBeUndefined();
    setUpFiscal(undefined);
    const giftId = await cash();
    expect(await runJobs(sql)).toEqual([]);
    expect(await receiptsOf(giftId)).toMatchObject([{ kind: 'donation_acknowledgement', fiscalCode: null }]);
  });
});

describe('a bill that is reversed', () => {
  it('holds until the red one is there, then another takes its place, and the chain is kept', async () => {
    const { giftId, receiptId, receipt } = await issued('20.00');
    expect(await findOpenReversal(finance, { receiptId })).toBeUndefined();
    server.manner = 'refused';
    value(await voidReceipt(finance, { receiptId, reason: '抬头写错' }));
    expect(await findOpenReversal(finance, { receiptId })).toMatchObject({ state: 'waiting' });
    await runJobs(sql);
    // Refused: it holds, and whoever looks at it sees why.
    expect(await findOpenReversal(finance, { receiptId })).toMatchObject({
      state: 'refused',
      problemCode: 'E2001',
    });
    expect(await getReceipt(finance, { receiptId })).toMatchObject({ voidedOn: null, reversalAskedAt: null });
    server.manner = 'right';
    value(await voidReceipt(finance, { receiptId, reason: '抬头写错' }));
    expect(await findOpenReversal(finance, { receiptId })).toMatchObject({ state: 'waiting' });
    expect(await getReceipt(finance, { receiptId })).toMatchObject({
      voidedOn: null,
      reversalAskedAt: expect.any(Date),
    });
    expect(codes(await voidReceipt(finance, { receiptId, reason: '抬头写错' }))).toEqual([
      'RECEIPT.REVERSAL_WAITS',
    ]);
    expect(codes(await replaceReceipt(finance, { receiptId }))).toEqual(['RECEIPT.NOT_VOIDED']);
    expect(codes(await resendReceipt(finance, { receiptId }))).toEqual(['RECEIPT.REVERSAL_WAITS']);
    expect(await runJobs(sql)).toEqual([]);
    const red = server.bills.at(-1);
    expect(await findOpenReversal(finance, { receiptId })).toBeUndefined();
    const asJson = JSON.parse([...server.asked.values()].at(-1)?.body ?? '');
    expect(asJson).toMatchObject({ kind: 'reverse', number: receipt.fiscalNumber, reason: '抬头写错' });
    expect(await getReceipt(finance, { receiptId })).toMatchObject({
      voidReason: '抬头写错',
      voidedBy: finance.name,
      redNumber: red?.number,
      redCode: red?.code,
    });
    const verified = await findVerifiableReceipt(publicActor(here.id, 'test'), { receiptId });
    expect(verified).toMatchObject({ kind: 'fiscal_receipt', replaced: false });
    expect(verified?.voidedOn).not.toBeNull();

    const again = await Promise.all(Array.from({ length: 4 }, () => replaceReceipt(finance, { receiptId })));
    expect(new Set(again.map((one) => JSON.stringify(value(one)))).size).toBe(1);
    expect(await runJobs(sql)).toEqual([]);
    const [second, first] = await receiptsOf(giftId);
    expect(first).toMatchObject({ id: receiptId, replacedById: second?.id });
    expect(second).toMatchObject({
      kind: 'fiscal_receipt',
      voidedOn: null,
      replacesFiscalNumber: receipt.fiscalNumber,
    });
    expect(codes(await replaceReceipt(finance, { receiptId }))).toEqual(['RECEIPT.REPLACED']);
    expect(await findVerifiableReceipt(publicActor(here.id, 'test'), { receiptId })).toMatchObject({
      replaced: true,
    });
    expect(receiptNumber(receipt)).toMatch(/^37050126 \d{10}$/);
  });

  it('an acknowledgement of our own gives way to a bill once the fiscal system is set up', async () => {
    setUpFiscal(undefined);
    const giftId = await cash('21.00');
    await runJobs(sql);
    const [own] = await receiptsOf(giftId);
    setUpFiscal(server);
    value(await voidReceipt(finance, { receiptId: own?.id ?? '', reason: '捐赠人要求财政票据' }));
    expect(value(await replaceReceipt(finance, { receiptId: own?.id ?? '' })).state).toBe('asked');
    await runJobs(sql);
    expect((await receiptsOf(giftId)).map(({ kind }) => kind)).toEqual([
      'fiscal_receipt',
      'donation_acknowledgement',
    ]);
  });

  it('a giver whom nobody knows gets an acknowledgement, also in place of one, since no bill can be', async () => {
    const line = bankRow(1, { amount: '26.00', remark: '爱心', payer: '', number: '无名-1' });
    must(await importBankStatement(finance, { dryRun: false, fileName: '对账单', rows: [line] }));
    const [found] = (await listBankLinesToTie(finance, {})).rows;
    const { giftId } = must(
      await takeUnpledgedLine(finance, { lineId: found?.id ?? '', purpose: 'care-beds' }),
    );
    const given = value(await giveReceipt(finance, { giftId }));
    expect(given).toMatchObject({ state: 'issued' });
    expect(value(await giveReceipt(finance, { giftId }))).toEqual(given);
    const receiptId = 'receiptId' in given ? given.receiptId : '';
    const missing = async () =>
      (await listWork(finance, {})).find(({ key }) => key === 'receipts_missing')?.count ?? 0;
    const before = await missing();
    value(await voidReceipt(finance, { receiptId, reason: '印刷有误' }));
    expect(await missing()).toBe(before + 1);
    expect(value(await replaceReceipt(finance, { receiptId }))).toMatchObject({ state: 'issued' });
    expect(await missing()).toBe(before);
    expect(await receiptsOf(giftId)).toMatchObject([
      { kind: 'donation_acknowledgement', voidedOn: null, replacesId: receiptId },
      { id: receiptId },
    ]);
  });

  it('a giver is not named while the bill is asked for that names the payer of the bank', async () => {
    const line = bankRow(2, { amount: '27.00', remark: '爱心', payer: '演示账户', number: '无名-2' });
    must(await importBankStatement(finance, { dryRun: false, fileName: '对账单', rows: [line] }));
    const [found] = (await listBankLinesToTie(finance, {})).rows;
    const { giftId } = must(
      await takeUnpledgedLine(finance, { lineId: found?.id ?? '', purpose: 'care-beds' }),
    );
    const name = () => nameDonor(finance, { giftId, donor, reason: '持银行回单' });
    const given = value(await giveReceipt(system, { giftId }));
    expect(given).toMatchObject({ state: 'asked' });
    expect(await waitsForBill(finance, { giftId })).toBe(true);
    expect(codes(await name())).toEqual(['GIFT.BILL_WAITS']);
    expect(await runJobs(sql)).toEqual([]);
    expect(await waitsForBill(finance, { giftId })).toBe(false);
    value(await name());
    // The bill bears the payer it was asked with; the gift's page says so, and another takes its place.
    const [first] = await receiptsOf(giftId);
    expect(first).toMatchObject({ kind: 'fiscal_receipt', payerName: '演示账户', voidedOn: null });
    expect(server.bills.at(-1)?.number).toBe(first?.fiscalNumber);
    const receiptId = first?.id ?? '';
    value(await voidReceipt(finance, { receiptId, reason: '补记捐赠人' }));
    expect(await runJobs(sql)).toEqual([]);
    value(await replaceReceipt(finance, { receiptId }));
    expect(await runJobs(sql)).toEqual([]);
    expect((await receiptsOf(giftId))[0]).toMatchObject({ payerName: '演示公司', voidedOn: null });
  });

  it('that is refused for its payer is asked for anew with the donor corrected; what was issued before stays', async () => {
    const wrong = { kind: 'organisation', name: '演示商贸公司', creditCode: inventedCreditCode(31) } as const;
    const given = async () =>
      must(
        await recordCashGift(finance, {
          purpose: 'care-beds',
          anonymous: true,
          amountFen: '33.00',
          receivedOn: '2026-11-20',
          donor: wrong,
        }),
      ).giftId;
    const before = await given();
    await runJobs(sql);
    const giftId = await given();
    server.manner = 'refused';
    await runJobs(sql);
    server.manner = 'right';
    const right = { ...wrong, name: '演示商贸有限公司' };
    const correct = (said: object = {}) =>
      correctDonor(finance, { giftId, donor: right, reason: '核对营业执照', ...said });
    expect(codes(await correct({ donor: { name: '', creditCode: '1' }, reason: '' }))).toEqual([
      'DONOR.KIND_MISSING',
      'DONOR.NAME_MISSING',
      'GIFT.REASON_MISSING',
    ]);
    expect(codes(await correctDonor(manager, { giftId, donor: right, reason: '核对营业执照' }))).toEqual([
      'ACCESS.NOT_PERMITTED',
    ]);
    // Another donor is that one already, by this name or under another.
    expect(codes(await correct({ donor: { ...donor } }))).toEqual(['GIFT.DONOR_SAME']);
    expect(codes(await correct({ donor: { ...donor, name: '别的公司' }, toKnown: true }))).toEqual([
      'GIFT.DONOR_SAME_CODE',
    ]);
    expect(await findDonorToCorrect(finance, { giftId })).toMatchObject({ ...wrong, gifts: 2, waits: false });
    value(await correct());
    const [first] = await receiptsOf(before);
    expect(first).toMatchObject({ payerName: wrong.name, voidedOn: null });
    const [{ id: requestId = '' } = {}] = await sql`select id from fiscal_requests where gift_id = ${giftId}`;
    value(await askFiscalAgain(finance, { requestId }));
    expect(codes(await correct())).toEqual(['GIFT.BILL_WAITS']);
    expect(await runJobs(sql)).toEqual([]);
    expect(JSON.parse([...server.asked.values()].at(-1)?.body ?? '')).toMatchObject({
      payerName: right.name,
      payerCreditCode: right.creditCode,
    });
    expect((await receiptsOf(giftId))[0]).toMatchObject({ payerName: right.name, voidedOn: null });
    // The one that was issued before is voided and issued again, with the name that is right.
    value(await voidReceipt(finance, { receiptId: first?.id ?? '', reason: '更正捐赠人' }));
    await runJobs(sql);
    value(await replaceReceipt(finance, { receiptId: first?.id ?? '' }));
    expect(await runJobs(sql)).toEqual([]);
    expect(await receiptsOf(before)).toMatchObject([{ payerName: right.name }, { payerName: wrong.name }]);
    // One gift goes over to the donor who is here already; the other stays.
    value(await correct({ donor: { ...donor }, toKnown: true }));
    expect(await findGift(finance, { giftId })).toMatchObject({ donorName: donor.name });
    expect(await findGift(finance, { giftId: before })).toMatchObject({ donorName: right.name });
    const events = await sql`select data, reason from audit_events
      where kind = 'gifts.donor-corrected' and subject_id = ${giftId} order by seq`;
    expect(events).toMatchObject([
      { reason: '核对营业执照', data: { from: { name: wrong.name }, to: { name: right.name } } },
      { data: { from: { name: right.name }, to: { name: donor.name } } },
    ]);
  });

  it('of one who asks for the bill and one who names the giver at once, the bill bears whom the gift has', async () => {
    for (let round = 0; round < 8; round++) {
      const line = bankRow(2, {
        amount: '28.00',
        payer: '演示账户',
        remark: '爱心',
        number: `同时-${round}`,
      });
      must(await importBankStatement(finance, { dryRun: false, fileName: '对账单', rows: [line] }));
      const [found] = (await listBankLinesToTie(finance, {})).rows;
      const { giftId } = must(
        await takeUnpledgedLine(finance, { lineId: found?.id ?? '', purpose: 'care-beds' }),
      );
      const [, named] = await Promise.all([
        giveReceipt(system, { giftId }),
        nameDonor(finance, { giftId, donor, reason: '持银行回单' }),
      ]);
      expect(await runJobs(sql)).toEqual([]);
      const { payerName } = JSON.parse([...server.asked.values()].at(-1)?.body ?? '');
      expect(payerName).toBe(named.ok ? '演示公司' : '演示账户');
      expect((await receiptsOf(giftId))[0]).toMatchObject({ payerName });
    }
  });

  it('is not sent by a batch while it waits to be reversed', async () => {
    const [kept, going] = [await issued('31.00'), await issued('32.00')];
    value(await voidReceipt(finance, { receiptId: going.receiptId, reason: '写错' }));
    const { issuedOn } = kept.receipt;
    const { batchId } = value(await startBatch(finance, { kind: 'send', from: issuedOn, last: issuedOn }));
    value(await runBatch(system, { batchId, step: 0 }));
    const written = await sql`select receipt_id from receipt_deliveries where batch_id = ${batchId}`;
    const ids = written.map(({ receipt_id }) => receipt_id);
    expect(ids).toContain(kept.receiptId);
    expect(ids).not.toContain(going.receiptId);
    expect(await runJobs(sql)).toEqual([]);
  });

  it('cannot be without the fiscal system', async () => {
    const { receiptId } = await issued('22.00');
    setUpFiscal(undefined);
    expect(codes(await voidReceipt(finance, { receiptId, reason: '写错' }))).toEqual([
      'RECEIPT.FISCAL_NOT_SET_UP',
    ]);
    await expect(
      sql`insert into receipt_voids (tenant_id, receipt_id, gift_id, kind, reason, voided_on, voided_at, voided_by)
        select tenant_id, id, gift_id, kind, '写错', current_date, now(), '某' from receipts where id = ${receiptId}`,
    ).rejects.toThrow('receipt_voids_fiscal_request_whole');
  });

  it('a gift that goes back has its bill reversed, also when the bill comes after it', async () => {
    const lead = demo.as('lead');
    const back = async (giftId: string) => {
      const { returnId } = value(await proposeReturn(finance, { giftId, reason: '重复转账' }));
      value(await approveReturn(lead, { returnId }));
    };
    const early = await issued('23.00');
    await back(early.giftId);
    const late = await asked('24.00');
    server.manner = 'lost';
    await expect(askFiscal(system, late)).rejects.toThrow();
    server.manner = 'right';
    await back(late.giftId);
    const never = await asked('25.00');
    await back(never.giftId);
    await runJobs(sql);
    await askFiscal(system, late);
    await runJobs(sql);
    for (const { giftId } of [early, late]) {
      const all = await receiptsOf(giftId);
      expect(all).toHaveLength(1);
      expect(all[0]?.voidedOn).not.toBeNull();
    }
    expect(await receiptsOf(never.giftId)).toEqual([]);
    expect(await requestsOf(never.giftId)).toMatchObject([
      { state: 'refused', attempts: 0, code: 'RECEIPT.GIFT_RETURNED' },
    ]);
  });
});

describe('what the database refuses', () => {
  it('a bill that nobody asked for, one changed afterwards, and a gift with two', async () => {
    const { giftId, receiptId } = await issued('30.00');
    const columns = `tenant_id, id, gift_id, entity_id, kind, year, number, prefix, verification_code, issued_on, issued_at,
      received_on, payee_name, gift_kind, purpose_name, amount_fen, lines, handler, fiscal_code, fiscal_number, fiscal_check_code`;
    const invented = `insert into receipts (${columns}) select tenant_id, gen_random_uuid(), gift_id, entity_id, kind, year, 0, prefix,
      'Y' || substr(verification_code, 2), issued_on, issued_at, received_on, payee_name, gift_kind, purpose_name, amount_fen, 1, handler,
      fiscal_code, '9999999999', fiscal_check_code from receipts where id = '${receiptId}'`;
    await expect(sql.unsafe(invented)).rejects.toThrow('receipts_fiscal_request_whole');
    await expect(sql`update fiscal_requests set state = 'waiting' where gift_id = ${giftId}`).rejects.toThrow(
      'what the fiscal system was asked stays',
    );
    await expect(sql`delete from fiscal_requests where gift_id = ${giftId}`).rejects.toThrow('stays');
  });
});
