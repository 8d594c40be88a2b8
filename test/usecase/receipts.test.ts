import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoOf, must } from '#db/seed/demo/demo';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { inTenant } from '#db/transaction';
import { publicActor } from '~/domain/access/public-actor';
import { systemActor } from '~/domain/access/system-actor';
import { listTimeline } from '~/domain/audit/list-timeline';
import { recordJobFailure } from '~/domain/audit/record-job-failure';
import { findVerified } from '~/domain/audit/verification';
import { findGift } from '~/domain/donations/get-gift';
import { pledgeMoney } from '~/domain/donations/pledge-gift';
import { recordCashGift } from '~/domain/donations/record-money';
import { madeReasons } from '~/domain/kernel/made-reasons';
import { dateOf } from '~/domain/kernel/plain-date';
import type { Result } from '~/domain/kernel/refusals';
import { issueReceipt, reissueReceipt } from '~/domain/receipts/issue-receipt';
import {
  findVerifiableReceipt,
  getOwnReceipt,
  getReceipt,
  listOwnReceipts,
  listReceipts,
  listReceiptsOfGift,
  listRegisters,
} from '~/domain/receipts/list-receipts';
import { voidReceipt } from '~/domain/receipts/void-receipt';
import { findWithoutReceipt } from '~/domain/receipts/without-receipt';
import { inLocale } from '~/platform/i18n/locale.server';
import { withFailureText } from '~/routes/receipts/failure-text.server';
import { withoutWhy } from '~/ui/receipts/without';
import { m } from '~/words/generated/messages';
import { useFreshDatabase } from '../database';
import { admitReceiver, inventedCreditCode } from '../factories/donations';

const database = useFreshDatabase({ connections: 20 });
const [here, there] = demoTenants;
const demo = demoOf(here, { main: true });
const finance = demo.as('finance');
const auditor = demo.as('auditor');
const system = systemActor(here.id, 'receipts.issue-receipt', 'test');
const donor = { kind: 'organisation', name: '演示公司', creditCode: inventedCreditCode(30) } as const;

let sql: postgres.Sql;
beforeAll(async () => {
  await insertTenants(database.ownerUrl, demoTenants);
  sql = postgres(database.ownerUrl, { max: 2, types: { bigint: postgres.BigInt } });
  await admitReceiver({ admin: demo.as('admin'), finance });
});
afterAll(() => sql.end());

const codes = (result: Result<unknown>) => (result.ok ? [] : result.refusals.map(({ code }) => code));

async function cash(amount = '1409.50') {
  const said = { purpose: 'care-beds', anonymous: true, amountFen: amount, receivedOn: '2026-11-20', donor };
  return must(await recordCashGift(finance, said)).giftId;
}
const issued = async () => must(await issueReceipt(system, { giftId: await cash() }));
const numbers = async () =>
  (
    await sql<{ number: number }[]>`select number from receipts where tenant_id = ${here.id} order by number`
  ).map(({ number }) => number);

describe('issuing a receipt', () => {
  it('states donor, kind, amount, purpose, receiver, handler and date (慈善法 Art. 38)', async () => {
    const { receiptId, number } = await issued();
    expect(number).toMatch(/^YQ20\d{2}-\d{6}$/);
    expect(await getReceipt(auditor, { receiptId })).toMatchObject({
      kind: 'donation_acknowledgement',
      payerName: '演示公司',
      payerCreditCode: donor.creditCode,
      payeeName: '演示慈善总会',
      giftKind: 'money',
      purposeName: '照护床位与护理用品',
      amountFen: 140_950n,
      receivedOn: '2026-11-20',
      handler: finance.name,
      voidedOn: null,
      fiscalCode: null,
      lines: [{ itemCode: 'care-beds', quantity: 1, amountFen: 140_950n }],
    });
  });

  it('is refused for a promise that nobody has kept yet', async () => {
    const pledged = must(await pledgeMoney(finance, { purpose: 'general', amountFen: '5', donor }));
    expect(codes(await issueReceipt(system, pledged))).toEqual(['RECEIPT.MONEY_NOT_RECEIVED']);
    expect(codes(await issueReceipt(system, { giftId: randomUUID() }))).toEqual(['GIFT.UNKNOWN']);
  });

  it('that failed is told in the words of the reader, not by a code', async () => {
    const giftId = await cash();
    const failed = {
      job: 'receipts.issue-receipt',
      key: giftId,
      payload: { giftId },
      detail: '',
      attempts: 5,
    };
    const why = async (locale: 'zh-CN' | 'en') => {
      const row = await findWithoutReceipt(finance, { giftId });
      return inLocale(locale, () => row && withoutWhy(withFailureText(row)));
    };
    must(await recordJobFailure(system, { ...failed, code: 'JOBS.FAILED', params: {} }));
    expect(await why('zh-CN')).toBe(
      inLocale('zh-CN', () =>
        m.receipts_without_more({ why: m.receipts_without_failed(), more: m.refusal_JOBS_FAILED() }),
      ),
    );
    const params = { entityBoth: '演示慈善总会\nDemo charity', until: '2124-01-01' };
    must(await recordJobFailure(system, { ...failed, code: 'GIFT.ENTITY_LAPSED', params }));
    expect(await why('en')).toContain('Demo charity');
  });

  it('leaves no gap and no number twice under fifty at once with failures mixed in', async () => {
    const before = (await numbers()).length;
    const gifts = await Promise.all(Array.from({ length: 50 }, () => cash('1.00')));
    const failing = async (giftId: string) => {
      // Issued, then thrown away with its transaction, as when a worker is killed in the middle.
      const scope = {
        actor: system,
        now: new Date(),
        today: dateOf(new Date()),
        audit: () => undefined,
        publish: () => undefined,
      };
      await expect(
        inTenant({ tenantId: here.id, actorId: null }, async (tx) => {
          must(await issueReceipt.within({ ...scope, tx }, { giftId }));
          throw new Error('killed');
        }),
      ).rejects.toThrow('killed');
    };
    await Promise.all([
      ...gifts.map((giftId) => issueReceipt(system, { giftId })),
      ...gifts.filter((_, index) => index % 2 === 0).map(failing),
      ...gifts.filter((_, index) => index % 5 === 0).map((giftId) => issueReceipt(system, { giftId })),
    ]);
    const after = await numbers();
    expect(after).toEqual(Array.from({ length: before + 50 }, (_, index) => index + 1));
    const [register] = await listRegisters(auditor, {});
    expect(register).toMatchObject({ lastNumber: before + 50, issued: before + 50 });
  }, 60_000);

  it('numbers run by register: another year begins at one', async () => {
    const nextYear = { ...system, at: new Date('2027-01-02T02:00:00Z') };
    expect(must(await issueReceipt(nextYear, { giftId: await cash() })).number).toBe('YQ2027-000001');
    const backAgain = await issued();
    expect(backAgain.number).not.toMatch(/-000001$/);
  });

  it('the product itself can neither give a number out, nor take one back, nor change what was printed', async () => {
    const { receiptId } = await issued();
    const attempts = [
      `update receipt_registers set last_number = 0`,
      `delete from receipts where id = '${receiptId}'`,
      `update receipts set amount_fen = 1 where id = '${receiptId}'`,
      `delete from receipt_voids`,
      `update receipt_lines set amount_fen = 1`,
    ];
    const app = postgres(database.appUrl, { max: 1 });
    try {
      for (const attempt of attempts)
        await expect(app.unsafe(attempt), attempt).rejects.toThrow(/permission denied/);
    } finally {
      await app.end();
    }
  });

  it('lines that do not sum to the amount are refused by the database', async () => {
    await expect(
      sql`insert into receipts (tenant_id, id, gift_id, entity_id, kind, year, number, prefix, verification_code, issued_on, issued_at, received_on,
        payee_name, gift_kind, purpose_name, amount_fen, lines, handler)
        select tenant_id, gen_random_uuid(), ${await cash()}, entity_id, kind, year, 0, prefix, 'X', issued_on, issued_at, received_on,
        payee_name, gift_kind, purpose_name, amount_fen, 1, handler from receipts limit 1`,
    ).rejects.toThrow(/receipt .* has 0 of 1 lines/);
  });
});

describe('voiding a receipt', () => {
  it('keeps it and its number, and the next one says which it replaces', async () => {
    const first = await issued();
    expect(codes(await reissueReceipt(finance, first))).toEqual(['RECEIPT.NOT_VOIDED']);
    must(await voidReceipt(finance, { ...first, reason: '抬头写错' }));
    expect(codes(await voidReceipt(finance, { ...first, reason: '抬头写错' }))).toEqual(['RECEIPT.VOIDED']);
    const second = must(await reissueReceipt(finance, first));
    const [old, fresh] = [await getReceipt(finance, first), await getReceipt(finance, second)];
    expect(old).toMatchObject({ voidReason: '抬头写错', replacedById: second.receiptId });
    expect(fresh).toMatchObject({ voidedOn: null, replacesId: first.receiptId, replacesNumber: old?.number });
    expect(fresh?.number).toBeGreaterThan(old?.number ?? 0);
    expect((await listReceipts(finance, { state: 'voided' })).rows.map(({ id }) => id)).toContain(
      first.receiptId,
    );
    const timeline = await listTimeline(auditor, { type: 'receipt', id: first.receiptId });
    expect(timeline.map(({ kind }) => kind)).toEqual(['receipts.voided', 'receipts.issued']);
  });

  it('of many who issue again at once one does, and a gift never has two receipts that hold', async () => {
    const first = await issued();
    const receipt = await getReceipt(finance, first);
    must(await voidReceipt(finance, { ...first, reason: '金额有误' }));
    const outcomes = await Promise.all([
      ...Array.from({ length: 6 }, () => reissueReceipt(finance, first)),
      ...Array.from({ length: 6 }, () => issueReceipt(system, { giftId: receipt?.giftId as string })),
    ]);
    expect(outcomes.slice(0, 6).filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(outcomes.slice(0, 6).flatMap(codes))).toEqual(new Set(['RECEIPT.REPLACED']));
    const all = await listReceiptsOfGift(finance, { giftId: receipt?.giftId as string });
    expect(all.filter(({ voidedOn }) => voidedOn === null)).toHaveLength(1);
    expect(all).toHaveLength(2);
  });

  it('for a reason that the product wrote says it in the language of the reader', async () => {
    const receipt = await issued();
    must(await voidReceipt(finance, { ...receipt, reason: madeReasons.givenBackMeanwhile }));
    const shown = await inLocale('en', () => getReceipt(finance, receipt));
    expect(shown?.voidReason).toMatch(/^The gift was returned/);
    const giftId = shown?.giftId as string;
    const chain = await inLocale('en', () => listReceiptsOfGift(finance, { giftId }));
    expect(chain[0]?.voidReason).toBe(shown?.voidReason);
    expect((await getReceipt(finance, receipt))?.voidReason).toBe(madeReasons.givenBackMeanwhile);
  });

  it('only finance may, with a reason', async () => {
    const receipt = await issued();
    for (const role of ['auditor', 'lead', 'manager', 'donor'] as const) {
      expect(codes(await voidReceipt(demo.as(role), { ...receipt, reason: '写错' }))).toEqual([
        'ACCESS.NOT_PERMITTED',
      ]);
    }
    expect(codes(await voidReceipt(finance, { ...receipt, reason: ' ' }))).toEqual([
      'RECEIPT.REASON_MISSING',
    ]);
  });
});

describe('who sees a receipt', () => {
  it('the donor sees their own and nobody else’s', async () => {
    const { receiptId } = await issued();
    const giftId = (await getReceipt(finance, { receiptId }))?.giftId as string;
    const donorId = (await findGift(finance, { giftId }))?.donorId as string;
    const own = { ...demo.as('donor'), donorId };
    const other = { ...demo.as('donor'), donorId: randomUUID() };
    expect((await listOwnReceipts(own, { giftId })).map(({ id }) => id)).toEqual([receiptId]);
    expect((await getOwnReceipt(own, { receiptId }))?.id).toBe(receiptId);
    expect(await listOwnReceipts(other, { giftId })).toEqual([]);
    expect(await getOwnReceipt(other, { receiptId })).toBeUndefined();
    expect(await getOwnReceipt(demo.as('donor'), { receiptId })).toBeUndefined();
  });

  it('whoever holds the paper finds it by its code, as they type it, from any district', async () => {
    const { receiptId } = await issued();
    const code = (await getReceipt(finance, { receiptId }))?.verificationCode as string;
    for (const typed of [code, code.toLowerCase(), `${code.slice(0, 4)}-${code.slice(4)}`]) {
      expect(await findVerified(typed)).toEqual({
        tenantId: here.id,
        subjectType: 'receipt',
        subjectId: receiptId,
      });
    }
    expect(await findVerified('0000000000000000')).toBeUndefined();
    expect((await findVerifiableReceipt(publicActor(here.id, 'test'), { receiptId }))?.payerName).toBe(
      '演示公司',
    );
    expect(await findVerifiableReceipt(publicActor(there.id, 'test'), { receiptId })).toBeUndefined();
  });
});
