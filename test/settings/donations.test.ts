import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { demoOf, must } from '#db/seed/demo/demo';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { importKinds } from '~/commands/import-kinds';
import { runImport } from '~/commands/run-import';
import { publicActor } from '~/domain/access/public-actor';
import { systemActor } from '~/domain/access/system-actor';
import { importBeds } from '~/domain/beds/import-beds';
import { listFreeBeds } from '~/domain/beds/list-free-beds';
import { admitEntity, qualifyEntity } from '~/domain/donations/admit-entity';
import { allocateGoods, withdrawAllocation } from '~/domain/donations/allocate-goods';
import { changeEntity, correctQualification, endQualification } from '~/domain/donations/change-entity';
import { disclose } from '~/domain/donations/disclose';
import { findGift, findOwnGift, findProof } from '~/domain/donations/get-gift';
import { giftColumns } from '~/domain/donations/gift-row.rules';
import { handOverGoods } from '~/domain/donations/hand-over-goods';
import { importGifts } from '~/domain/donations/import-gifts';
import { inspectGoods } from '~/domain/donations/inspect-goods';
import { listBankLinesToTie } from '~/domain/donations/list-bank-lines-to-tie';
import { listReceivingEntities } from '~/domain/donations/list-entities';
import { listGifts } from '~/domain/donations/list-gifts';
import { listOwnGifts } from '~/domain/donations/list-own-gifts';
import { listGoodsOfResident, listStock } from '~/domain/donations/list-stock';
import { matchBankLines } from '~/domain/donations/match-bank-lines';
import { pledgeGoods, pledgeMoney, pledgeMoneyPublicly } from '~/domain/donations/pledge-gift';
import { receiveGoods } from '~/domain/donations/receive-goods';
import { recordCashGift } from '~/domain/donations/record-money';
import { stockGoods } from '~/domain/donations/stock-goods';
import { takeUnpledgedLine, tieBankLine } from '~/domain/donations/tie-bank-line';
import { valueGoods } from '~/domain/donations/value-goods';
import { withdrawPledge } from '~/domain/donations/withdraw-pledge';
import { addDays, type PlainDate, plainDate } from '~/domain/kernel/plain-date';
import type { Result } from '~/domain/kernel/refusals';
import { codeBalance } from '~/domain/ledger/account-balance';
import { importBankStatement } from '~/domain/ledger/import-bank-statement';
import { trialBalance } from '~/domain/ledger/trial-balance';
import { registerOrganisation } from '~/domain/organisations/register-organisation';
import { issueReceipt } from '~/domain/receipts/issue-receipt';
import { inLocale } from '~/platform/i18n/locale.server';
import { refusalText } from '~/platform/i18n/refusal-words.server';
import { donePath, loader as giveDone } from '~/routes/donations/give-done';
import { useFreshDatabase } from '../database';
import { bedRows } from '../factories/beds';
import { admitReceiver, bankRow, inventedCreditCode, pdfBytes, solvedGuard } from '../factories/donations';
import { fundOfPurpose, spendPurpose } from '../factories/funds';
import { broughtGoods, type Item } from '../factories/goods';

const database = useFreshDatabase({ connections: 20 });
const [here, there] = demoTenants;
const demo = demoOf(here, { main: true });
const [admin, finance, manager, auditor] = (['admin', 'finance', 'manager', 'auditor'] as const).map((role) =>
  demo.as(role),
) as [
  ReturnType<typeof demo.as>,
  ReturnType<typeof demo.as>,
  ReturnType<typeof demo.as>,
  ReturnType<typeof demo.as>,
];
const two = { proposer: finance, approver: demo.as('lead') };
const system = systemActor(here.id, 'donations.match-bank-lines', 'test');
const anybody = publicActor(here.id, 'test');
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

let sql: postgres.Sql;
let dataDir: string;
let bedId: string;
let entityId: string;

vi.mock('~/platform/env', async (original) => {
  const real = await original<typeof import('~/platform/env')>();
  return { ...real, env: () => ({ ...real.env(), dataDir }) };
});

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'wellspring-proofs-'));
  await insertTenants(database.ownerUrl, demoTenants);
  sql = postgres(database.ownerUrl, { max: 2, types: { bigint: postgres.BigInt } });
  entityId = await admitReceiver({ admin, finance });
  must(await importBeds(manager, { rows: bedRows(2), dryRun: false, fileName: 'beds.csv' }));
  bedId = (await listFreeBeds(manager, {}))[0]?.id as string;
});
afterAll(async () => {
  await sql.end();
  rmSync(dataDir, { recursive: true, force: true });
});

const codes = (result: Result<unknown>) => (result.ok ? [] : result.refusals.map(({ code }) => code));
const person = { kind: 'person', name: '演示甲' } as const;
const money = { purpose: 'general', anonymous: false, amountFen: '500.00', donor: person };

const pledge = async (said: Partial<Parameters<typeof pledgeMoney>[1]> = {}) =>
  must(await pledgeMoney(finance, { ...money, ...said }));

let lineNumber = 0;
/** Imports one line of money in and gives the batch and the line. */
async function moneyIn(line: { amount: string; remark: string; payer?: string; date?: string }) {
  lineNumber += 1;
  const { batchId } = must(
    await importBankStatement(finance, {
      rows: [bankRow(2, { number: `L${lineNumber}`, ...line })],
      fileName: 'statement.csv',
      dryRun: false,
    }),
  );
  const [row] = await sql<{ id: string }[]>`select id from bank_lines where batch_id = ${batchId}`;
  return { batchId: batchId as string, lineId: row?.id as string };
}

const receiptJobs = async (giftId: string) =>
  Number(
    (
      await sql`select count(*) as n from outbox where job = 'receipts.issue-receipt' and payload ->> 'giftId' = ${giftId}`
    )[0]?.n,
  );

describe('giving money', () => {
  it('anybody gets a reference with a check digit and the account to pay to', async () => {
    const pledged = must(
      await pledgeMoneyPublicly(anybody, {
        ...money,
        purpose: 'care-beds',
        guard: await solvedGuard(anybody),
      }),
    );
    expect(pledged.reference).toMatch(/^G\d{10}$/);
    expect(pledged.account).toEqual({
      holder: '演示慈善总会',
      bank: '演示银行博山支行',
      number: '6200000000000001',
    });
    const gift = await findGift(finance, { giftId: pledged.giftId });
    expect(gift).toMatchObject({
      status: 'pledged',
      source: 'public',
      pledgedFen: 50_000n,
      purposeCode: 'care-beds',
      donorName: '演示甲',
    });
  });

  it('says everything that is wrong at once', async () => {
    const refused = await pledgeMoneyPublicly(anybody, {
      purpose: 'nowhere',
      anonymous: false,
      amountFen: '0',
      donor: { kind: 'organisation', name: '', creditCode: 'x' },
      guard: await solvedGuard(anybody),
    });
    expect(codes(refused)).toEqual([
      'GIFT.AMOUNT_FORM',
      'DONOR.NAME_MISSING',
      'ORGANISATION.CREDIT_CODE_FORM',
      'GIFT.PURPOSE_UNKNOWN',
    ]);
  });

  it('an organisation is one donor by its credit code, and not under two names', async () => {
    const donor = { kind: 'organisation', name: '演示公司', creditCode: inventedCreditCode(20) } as const;
    const [first, second] = [await pledge({ donor }), await pledge({ donor })];
    const [a, b] = [await findGift(finance, first), await findGift(finance, second)];
    expect(a?.donorId).toBe(b?.donorId);
    expect(codes(await pledgeMoney(finance, { ...money, donor: { ...donor, name: '另一公司' } }))).toEqual([
      'DONOR.CREDIT_CODE_TAKEN',
    ]);
  });

  it('organisations of one name and telephone are two donors by their credit codes; a person is one', async () => {
    const firm = { kind: 'organisation', name: '演示连锁店', phone: '199 0000 7001' } as const;
    const donorOf = async (donor: Parameters<typeof pledgeMoney>[1]['donor']) =>
      (await findGift(finance, await pledge({ donor })))?.donorId;
    const [one, other] = [inventedCreditCode(71), inventedCreditCode(72)];
    const first = await donorOf({ ...firm, creditCode: one });
    const second = await donorOf({ ...firm, creditCode: other });
    expect(second).not.toBe(first);
    expect(await donorOf({ ...firm, creditCode: other })).toBe(second);
    const li = { ...firm, kind: 'person' } as const;
    expect(await donorOf(li)).toBe(await donorOf(li));
  });

  it('a telephone is sealed in the database and masked on screen', async () => {
    const { giftId } = await pledge({ donor: { ...person, name: '演示电话', phone: '199 0000 5765' } });
    const rows = await sql<{ row: string }[]>`select d::text as row from donors d where name = '演示电话'`;
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).not.toMatch(/199 ?0000 ?5765/);
    expect((await findGift(finance, { giftId }))?.donorPhone).toBe('199****5765');
  });

  it('nobody promises to an organisation that may not receive, and the clause is in the refusal', async () => {
    const { id } = (
      await sql<{ id: string }[]>`select id from organisations where kind = 'receiving_entity'`
    )[0] ?? { id: '' };
    const late = { ...finance, at: new Date('2124-02-01T02:00:00Z') };
    const refused = await pledgeMoney(late, { ...money, entityId: id });
    expect(refused).toMatchObject({
      ok: false,
      refusals: [
        {
          code: 'GIFT.ENTITY_LAPSED',
          params: { entityBoth: expect.stringContaining('演示慈善总会\n'), until: '2124-01-01' },
        },
      ],
    });
  });

  it('a donor sees and withdraws only their own pledges', async () => {
    const { giftId } = await pledge({ donor: { ...person, name: '演示乙', phone: '19900000001' } });
    const donorId = (await findGift(finance, { giftId }))?.donorId as string;
    const donor = { ...demo.as('donor'), donorId };
    const stranger = { ...demo.as('donor'), donorId: randomUUID() };
    expect((await listOwnGifts(donor, {})).rows.map(({ id }) => id)).toEqual([giftId]);
    expect(await findOwnGift(stranger, { giftId })).toBeUndefined();
    expect(codes(await withdrawPledge(stranger, { giftId, reason: '改主意' }))).toEqual(['GIFT.UNKNOWN']);
    must(await withdrawPledge(donor, { giftId, reason: '改主意' }));
    expect(codes(await withdrawPledge(donor, { giftId, reason: '改主意' }))).toEqual(['GIFT.STEP_NOT_NOW']);
    const own = must(
      await pledgeMoney(donor, { purpose: 'general', anonymous: true, amountFen: '10', donor: person }),
    );
    expect((await findGift(finance, own))?.donorId).toBe(donorId);
    expect(codes(await pledgeMoney(demo.as('donor'), { purpose: 'general', amountFen: '10' }))).toEqual([
      'DONOR.NOT_LINKED',
    ]);
  });
});

describe('money that arrives', () => {
  it('finds its gift by the reference; the received amount counts and is in the ledger under its purpose', async () => {
    const { giftId, reference } = await pledge({ purpose: 'care-beds' });
    const { batchId, lineId } = await moneyIn({ amount: '498.00', remark: `捐款 ${reference}` });
    expect(must(await matchBankLines(system, { batchId }))).toEqual({ giftIds: [giftId] });
    const gift = await findGift(finance, { giftId });
    expect(gift).toMatchObject({
      status: 'received',
      pledgedFen: 50_000n,
      receivedFen: 49_800n,
      receivedOn: '2026-11-03',
      bankLineId: lineId,
      means: 'transfer',
      handler: '演示经办人',
    });
    expect(gift?.entry?.postings.map(({ code, amountFen }) => [code, amountFen])).toEqual([
      ['bank', 49_800n],
      ['income.gifts-money', -49_800n],
    ]);
    expect(await receiptJobs(giftId)).toBe(1);
  });

  it('the same line and the same notice a hundred times at once make one gift and one receipt', async () => {
    const { giftId, reference } = await pledge();
    const { batchId, lineId } = await moneyIn({ amount: '500.00', remark: reference });
    const before = await codeBalance(finance, { code: 'income.gifts-money' });
    const matches = Array.from({ length: 60 }, () => matchBankLines(system, { batchId }));
    const ties = Array.from({ length: 20 }, () => tieBankLine(finance, { lineId, reference }));
    const imports = Array.from({ length: 20 }, () =>
      importBankStatement(finance, {
        rows: [bankRow(2, { number: `L${lineNumber}`, amount: '500.00', remark: reference })],
        fileName: 'again.csv',
        dryRun: false,
      }),
    );
    await Promise.all([...matches, ...ties, ...imports]);
    expect(await codeBalance(finance, { code: 'income.gifts-money' })).toBe(before - 50_000n);
    expect(
      Number((await sql`select count(*) as n from ledger_entries where subject_id = ${giftId}`)[0]?.n),
    ).toBe(1);
    expect(await receiptJobs(giftId)).toBe(1);
    const issued = await Promise.all(
      Array.from({ length: 100 }, () =>
        issueReceipt(systemActor(here.id, 'receipts.issue-receipt', 'test'), { giftId }),
      ),
    );
    expect(new Set(issued.map((one) => must(one).receiptId)).size).toBe(1);
    expect(Number((await sql`select count(*) as n from receipts where gift_id = ${giftId}`)[0]?.n)).toBe(1);
  });

  it('one line pays one gift, however many claim it at once', async () => {
    const pledges = await Promise.all(Array.from({ length: 8 }, () => pledge()));
    const { lineId } = await moneyIn({ amount: '500.00', remark: '没有参考号' });
    const outcomes = await Promise.all(
      pledges.map(({ reference }) => tieBankLine(finance, { lineId, reference })),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(outcomes.flatMap(codes))).toEqual(new Set(['LEDGER.LINE_CLAIMED']));
  });

  it('a second transfer under the same reference is no part of the first gift: a person decides', async () => {
    const { reference } = await pledge();
    const first = await moneyIn({ amount: '500', remark: reference });
    const second = await moneyIn({ amount: '500', remark: reference });
    expect(must(await matchBankLines(system, first)).giftIds).toHaveLength(1);
    expect(must(await matchBankLines(system, second)).giftIds).toEqual([]);
    const waiting = (await listBankLinesToTie(finance, {})).rows.find(({ id }) => id === second.lineId);
    expect(waiting).toMatchObject({ doubt: 'not-awaiting-money', references: [reference] });
  });

  it('an unknown reference waits, is tied by hand, or becomes the gift of somebody nobody knows', async () => {
    const open = await pledge({ amountFen: '321.99', donor: { ...person, name: '演示丙' } });
    const { lineId, batchId } = await moneyIn({ amount: '321.99', remark: '捐给老人', payer: '演示丙' });
    must(await matchBankLines(system, { batchId }));
    const waiting = (await listBankLinesToTie(finance, {})).rows.find(({ id }) => id === lineId);
    expect(waiting).toMatchObject({
      doubt: 'no-reference',
      suggested: [{ reference: open.reference, donorName: '演示丙' }],
    });
    expect(codes(await tieBankLine(finance, { lineId, reference: 'G0000000000' }))).toEqual([
      'GIFT.REFERENCE_UNKNOWN',
    ]);
    expect(codes(await tieBankLine(finance, { lineId, reference: 'G0000000001' }))).toEqual([
      'GIFT.REFERENCE_FORM',
    ]);
    expect(codes(await tieBankLine(finance, { lineId: randomUUID(), reference: 'G0000000000' }))).toEqual([
      'LEDGER.LINE_UNKNOWN',
      'GIFT.REFERENCE_UNKNOWN',
    ]);
    expect(
      codes(
        await takeUnpledgedLine(finance, {
          lineId,
          donorId: 'nobody',
          donor: { kind: 'person', name: '' },
          purpose: 'none',
        }),
      ),
    ).toEqual(['INPUT.INVALID', 'PERSON.NAME_MISSING', 'GIFT.PURPOSE_UNKNOWN']);
    must(await tieBankLine(finance, { lineId, reference: open.reference.replace('G', 'ｇ ') }));
    expect(codes(await takeUnpledgedLine(finance, { lineId, purpose: 'general' }))).toEqual([
      'LEDGER.LINE_CLAIMED',
    ]);

    const nobody = await moneyIn({ amount: '66.66', remark: '爱心', payer: '' });
    const { giftId } = must(await takeUnpledgedLine(finance, { lineId: nobody.lineId, purpose: 'general' }));
    expect(await findGift(finance, { giftId })).toMatchObject({
      donorId: null,
      payerName: null,
      anonymous: true,
      source: 'bank',
      receivedFen: 6_666n,
    });
  });

  it('money that came after the right to receive had ended stays for a person', async () => {
    const { reference } = await pledge();
    const { batchId, lineId } = await moneyIn({ amount: '500', remark: reference, date: '2124-01-02' });
    expect(must(await matchBankLines(system, { batchId })).giftIds).toEqual([]);
    expect(codes(await tieBankLine(finance, { lineId, reference }))).toEqual(['GIFT.ENTITY_LAPSED']);
  });

  it('only finance confirms money, and the auditor changes nothing', async () => {
    const { reference } = await pledge();
    const { lineId } = await moneyIn({ amount: '500', remark: '' });
    for (const actor of [manager, auditor, demo.as('donor'), anybody]) {
      expect(codes(await tieBankLine(actor, { lineId, reference }))).toEqual(['ACCESS.NOT_PERMITTED']);
    }
    const [gift] = (await listGifts(auditor, {})).rows;
    const { purposeId, purposeCode } = gift ?? {};
    const ofPurpose = (await listGifts(auditor, { purposeId: purposeId ?? '', limit: 200 })).rows;
    expect(new Set(ofPurpose.map((one) => one.purposeCode))).toEqual(new Set([purposeCode]));
    expect((await listGifts(auditor, { purposeId: randomUUID() })).rows).toEqual([]);
  });
});

const invoice = {
  basis: 'invoice',
  documentNumber: '演示发票-1',
  documentOn: today,
  proof: { name: '发票.pdf', content: pdfBytes },
} as const;
const quilts = { name: '棉被', spec: '1.5m', unit: '床', quantity: 10 };

/** Goods as far as they are asked to go. */
const goods = (items: readonly Item[] = [quilts], options: Parameters<typeof broughtGoods>[2] = {}) =>
  broughtGoods({ finance, manager }, items, options);

const stockOf = async (name: string) => (await listStock(manager, {})).filter((lot) => lot.name === name);

describe('giving goods', () => {
  it('are received, inspected in part, valued by proof, stocked, set aside, handed over, each fen in the ledger', async () => {
    const { giftId } = must(
      await pledgeGoods(finance, {
        purpose: 'care-beds',
        anonymous: false,
        donor: person,
        items: [
          { ...quilts, name: '护理床垫' },
          { ...quilts, name: '纸尿裤', unit: '包' },
        ],
      }),
    );
    const gift = async () => findGift(finance, { giftId });
    const [pads, nappies] = (await gift())?.items ?? [];
    if (!pads || !nappies) throw new Error('no items');
    expect(codes(await inspectGoods(manager, { giftId, items: [] }))).toEqual(['GIFT.STEP_NOT_NOW']);
    must(
      await receiveGoods(manager, {
        giftId,
        receivedOn: today,
        items: [
          { itemId: pads.id, received: 10 },
          { itemId: nappies.id, received: 8 },
        ],
      }),
    );
    expect(
      codes(
        await inspectGoods(manager, {
          giftId,
          items: [
            { itemId: pads.id, accepted: 11 },
            { itemId: nappies.id, accepted: 3 },
          ],
        }),
      ),
    ).toEqual(['GIFT.ACCEPTED_TOO_MANY', 'GIFT.REFUSAL_REASON_MISSING']);
    must(
      await inspectGoods(manager, {
        giftId,
        items: [
          { itemId: pads.id, accepted: 10 },
          { itemId: nappies.id, accepted: 3, reason: '包装破损' },
        ],
      }),
    );

    const values = [
      { itemId: pads.id, valueFen: '1000.01' },
      { itemId: nappies.id, valueFen: '99.99' },
    ];
    expect(codes(await valueGoods(finance, { giftId, ...invoice, proof: undefined, items: values }))).toEqual(
      ['VALUATION.PROOF_MISSING'],
    );
    const script = { name: '发票.pdf', content: new TextEncoder().encode('<script>') };
    expect(codes(await valueGoods(finance, { giftId, ...invoice, proof: script, items: values }))).toEqual([
      'VALUATION.PROOF_CONTENT',
    ]);
    expect(await receiptJobs(giftId)).toBe(0);
    const before = await codeBalance(finance, { code: 'stock.gifts' });
    must(await valueGoods(finance, { giftId, ...invoice, items: values }));
    expect(await codeBalance(finance, { code: 'stock.gifts' })).toBe(before + 110_000n);
    expect(await receiptJobs(giftId)).toBe(1);
    expect(codes(await valueGoods(finance, { giftId, ...invoice, items: values }))).toEqual(['GIFT.VALUED']);
    expect((await findProof(auditor, { giftId }))?.content.equals(Buffer.from(pdfBytes))).toBe(true);

    must(
      await stockGoods(manager, {
        giftId,
        lots: [
          { itemId: pads.id, quantity: 4, store: '一号库' },
          { itemId: pads.id, quantity: 6, store: '二号库' },
          { itemId: nappies.id, quantity: 3, store: '一号库', expiresOn: '2124-06-30' },
        ],
      }),
    );
    const [lot] = await stockOf('护理床垫');
    const { allocationId } = must(
      await allocateGoods(manager, { bedId, lines: [{ goodsId: lot?.goodsId as string, quantity: 7 }] }),
    );
    expect(
      codes(
        await handOverGoods(manager, { allocationId, handedOverOn: today, handedTo: '', signed: 'paper' }),
      ),
    ).toEqual(['GOODS.HANDED_TO_MISSING']);
    must(
      await handOverGoods(manager, {
        allocationId,
        handedOverOn: today,
        handedTo: '演示住员',
        signed: 'paper',
      }),
    );
    expect(
      codes(
        await handOverGoods(manager, {
          allocationId,
          handedOverOn: today,
          handedTo: '演示住员',
          signed: 'paper',
        }),
      ),
    ).toEqual(['GOODS.ALLOCATION_NOT_OPEN']);
    const ofBed = async (fromOn: PlainDate, untilOn: PlainDate | null) =>
      (
        await listGoodsOfResident(manager, { personId: randomUUID(), beds: [{ id: bedId, fromOn, untilOn }] })
      ).filter(({ id }) => id === allocationId);
    const lines = (await ofBed(plainDate(today), null))[0]?.lines;
    expect(lines?.reduce((sum, line) => sum + line.quantity, 0)).toBe(7);
    expect(await ofBed(addDays(plainDate(today), -9), plainDate(today))).toEqual([]);
    expect(await ofBed(addDays(plainDate(today), 1), null)).toEqual([]);
    expect(await listGoodsOfResident(manager, { personId: randomUUID(), beds: [] })).toEqual([]);
    const used = (await gift())?.lots
      .filter(({ name }) => name === '护理床垫')
      .reduce((sum, one) => sum + one.handedOver, 0);
    expect(used).toBe(7);
    expect((await disclose(anybody, {})).reconciled).toBe(true);
    expect((await trialBalance(finance, {})).sumFen).toBe(0n);
  });

  it('are not taken in on a day on which the receiver may not receive', async () => {
    const { giftId } = must(
      await pledgeGoods(finance, { purpose: 'care-beds', anonymous: true, donor: person, items: [quilts] }),
    );
    const [item] = (await findGift(finance, { giftId }))?.items ?? [];
    const bring = (on: string) => {
      const there = { ...manager, at: new Date(`${on}T02:00:00Z`) };
      return receiveGoods(there, {
        giftId,
        receivedOn: plainDate(on),
        items: [{ itemId: item?.id ?? '', received: 0 }],
      });
    };
    expect(await bring('2124-02-01')).toMatchObject({
      refusals: [
        { code: 'GIFT.ENTITY_LAPSED', field: 'receivedOn', params: { until: '2124-01-01' } },
        { code: 'GIFT.NOTHING_CAME' },
      ],
    });
    expect(codes(await bring('2023-12-31'))).toEqual(['GIFT.ENTITY_NOT_QUALIFIED', 'GIFT.NOTHING_CAME']);
  });

  it('what is not taken at all is refused, with the reason', async () => {
    const { giftId, items } = await goods([quilts], { until: 'received' });
    must(
      await inspectGoods(manager, {
        giftId,
        items: items.map(({ id }) => ({ itemId: id, accepted: 0, reason: '已过保质期' })),
      }),
    );
    expect((await findGift(finance, { giftId }))?.status).toBe('refused');
  });

  it('without proof goods go into the store without a value only when that is said, and get no receipt', async () => {
    const { giftId, items } = await goods([{ ...quilts, name: '旧衣' }], { until: 'inspected' });
    const lots = items.map(({ id }) => ({ itemId: id, quantity: 10, store: '一号库' }));
    expect(codes(await stockGoods(manager, { giftId, lots }))).toEqual(['GIFT.NOT_VALUED']);
    must(await stockGoods(manager, { giftId, lots, withoutValue: true }));
    expect((await stockOf('旧衣'))[0]?.remainingFen).toBeNull();
    expect(
      codes(
        await valueGoods(finance, {
          giftId,
          ...invoice,
          items: items.map(({ id }) => ({ itemId: id, valueFen: '1' })),
        }),
      ),
    ).toEqual(['GIFT.STEP_NOT_NOW']);
    expect(codes(await issueReceipt(systemActor(here.id, 'test', 'test'), { giftId }))).toEqual([
      'RECEIPT.GOODS_NOT_VALUED',
    ]);
  });

  it('fifty at once take what is there, first expiry first, and stock never falls below zero', async () => {
    await goods([{ ...quilts, name: '牛奶', unit: '箱', quantity: 20 }], { expiresOn: '2124-03-01' });
    await goods([{ ...quilts, name: '牛奶', unit: '箱', quantity: 13 }], { expiresOn: '2124-01-01' });
    const goodsId = (await stockOf('牛奶'))[0]?.goodsId as string;
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => allocateGoods(manager, { bedId, lines: [{ goodsId, quantity: 1 }] })),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(33);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({
      refusals: [{ code: 'GOODS.SHORT', params: { item: '牛奶 1.5m', unit: '箱', wanted: 1, available: 0 } }],
    });
    const lots = await sql<
      { expires_on: string; remaining: number; remaining_fen: bigint }[]
    >`select l.expires_on::text, l.remaining, l.remaining_fen from goods_lots l where l.goods_id = ${goodsId}`;
    expect(lots.every(({ remaining, remaining_fen }) => remaining === 0 && remaining_fen === 0n)).toBe(true);
  });

  it('the database itself refuses to go below zero', async () => {
    const { giftId } = await goods([{ ...quilts, name: '毛巾' }]);
    await expect(sql`update goods_lots set remaining = -1 where gift_id = ${giftId}`).rejects.toThrow(
      /goods_lots_never_negative/,
    );
  });

  it('names every item that is short, takes nothing, and keeps goods of other purposes away from beds', async () => {
    await goods([{ ...quilts, name: '轮椅', quantity: 2 }]);
    await goods([{ ...quilts, name: '拐杖', quantity: 3 }], { purpose: 'home-visits' });
    const [wheelchair, stick] = [
      (await stockOf('轮椅'))[0]?.goodsId as string,
      (await stockOf('拐杖'))[0]?.goodsId as string,
    ];
    const refused = await allocateGoods(manager, {
      bedId,
      lines: [
        { goodsId: wheelchair, quantity: 3 },
        { goodsId: stick, quantity: 1 },
      ],
    });
    expect(refused.ok ? [] : refused.refusals.map(({ params }) => params)).toEqual([
      { item: '轮椅 1.5m', unit: '床', wanted: 3, available: 2 },
      { item: '拐杖 1.5m', unit: '床', wanted: 1, available: 0 },
    ]);
    expect((await stockOf('轮椅'))[0]?.remaining).toBe(2);
    expect(
      codes(
        await allocateGoods(manager, { bedId: randomUUID(), lines: [{ goodsId: wheelchair, quantity: 1 }] }),
      ),
    ).toEqual(['GOODS.BED_UNKNOWN']);
  });

  it('what was set aside and not handed over goes back to the fen', async () => {
    await goods([{ ...quilts, name: '台灯', quantity: 3 }], { fen: '100.00' });
    const [lot] = await stockOf('台灯');
    const { allocationId } = must(
      await allocateGoods(manager, { bedId, lines: [{ goodsId: lot?.goodsId as string, quantity: 2 }] }),
    );
    expect((await stockOf('台灯'))[0]).toMatchObject({ remaining: 1, remainingFen: 3_334n });
    must(await withdrawAllocation(manager, { allocationId, reason: '床位调整' }));
    expect((await stockOf('台灯'))[0]).toMatchObject({ remaining: 3, remainingFen: 10_000n });
    expect(codes(await withdrawAllocation(manager, { allocationId, reason: '床位调整' }))).toEqual([
      'GOODS.ALLOCATION_NOT_OPEN',
    ]);
  });
});

describe('money that is spent', () => {
  it('never exceeds what was given for the purpose, however many spend at once', async () => {
    must(
      await recordCashGift(finance, {
        purpose: 'home-visits',
        anonymous: true,
        amountFen: '100.00',
        receivedOn: '2026-11-20',
        donor: person,
      }),
    );
    await fundOfPurpose(two, 'home-visits');
    const spend = (n: number) =>
      spendPurpose(two, {
        purpose: 'home-visits',
        amountFen: '30.00',
        onDate: today,
        what: '探访交通补助',
        document: `演示凭-${n}`,
      });
    const outcomes = await Promise.all([1, 2, 3, 4, 5, 6].map(spend));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(3);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({
      refusals: [{ code: 'FUND.SHORT', params: { leftFen: '1000' } }],
    });
  });
});

describe('importing gifts that were written down elsewhere', () => {
  const row = (n: number, cells: Record<string, string> = {}) => ({
    row: n,
    cells: {
      登记号: `演示-${n}`,
      捐赠人类型: '个人',
      捐赠人: '演示丁',
      捐赠形式: '货币',
      金额: '20',
      物资名称: '',
      规格: '',
      单位: '',
      数量: '',
      捐赠日期: '2026-11-05',
      用途: '',
      匿名: '',
      ...cells,
    },
  });
  const rows = [
    row(2),
    row(3, { 捐赠形式: '物资', 金额: '', 物资名称: '棉被', 单位: '床', 数量: '4' }),
    row(4, { 用途: '没有的用途' }),
    row(5, { 登记号: '演示-2' }),
    row(6, { 捐赠日期: '2023-01-01' }),
  ];

  it('takes each once, refuses single rows with reasons, and a dry run leaves nothing', async () => {
    const before = (await listGifts(finance, { limit: 200 })).rows.length;
    const dry = must(await importGifts(finance, { rows, dryRun: true, fileName: 'gifts.csv' }));
    expect((await listGifts(finance, { limit: 200 })).rows.length).toBe(before);
    const report = must(await importGifts(finance, { rows, dryRun: false, fileName: 'gifts.csv' }));
    expect(report).toEqual(dry);
    expect(report).toMatchObject({ rows: 5, accepted: 2, unchanged: 0 });
    expect(report.refused.map(({ row: at, problems }) => [at, problems[0].code])).toEqual([
      [4, 'GIFT.PURPOSE_UNKNOWN'],
      [5, 'GIFT.KEY_TWICE'],
      [6, 'GIFT.ENTITY_NOT_QUALIFIED'],
    ]);
    const again = must(
      await importGifts(finance, { rows: rows.slice(0, 2), dryRun: false, fileName: 'gifts.csv' }),
    );
    expect(again).toMatchObject({ accepted: 2, unchanged: 2, refused: [] });
  });
});

describe('a file of gifts as people keep it', () => {
  const sheet = [
    '登记号,捐赠人类型,捐赠人,统一社会信用代码,联系电话,捐赠形式,金额,物资名称,规格,单位,数量,捐赠日期,用途,匿名',
    '文件-1,个人,演示甲,,,货币,500.00,,,,,2026-11-03,,是',
    '文件-2,单位,演示乙公司,91350100M000100Y44,,货币,很多,,,,,2026-11-03,,否',
    '文件-3,个人,演示丙,,,物资,,棉被,1.5m,床,4,2026/11/4,照护床位与护理用品,否',
    '文件-1,个人,演示丁,,,货币,5,,,,,2026-11-03,,是',
    '文件-5,谁,,,12,现货,,,,,,昨天,,也许',
    '文件-6,个人,演示戊,,,货币,5,,,,,2023-11-03,,是',
    '文件-7,个人,演示己,,,物资,,,,,0,2026-11-03,修路,是',
  ].join('\r\n');

  it('is read under its headings, and every refusal says in words what is wrong', async () => {
    const file = { bytes: Buffer.from(`\ufeff${sheet}`), fileName: '捐赠名单.csv', dryRun: true };
    const report = must(await runImport(finance, importKinds.gifts, file));
    expect({ rows: report.rows, accepted: report.accepted }).toEqual({ rows: 7, accepted: 2 });
    expect(report.refused.map(({ row, problems }) => [row, problems.map(({ code }) => code)])).toEqual([
      [3, ['ORGANISATION.CREDIT_CODE_CHECK', 'GIFT.AMOUNT_FORM']],
      [5, ['GIFT.KEY_TWICE']],
      [6, ['GIFT.DONOR_KIND_UNKNOWN', 'GIFT.KIND_UNKNOWN', 'GIFT.DATE_FORM', 'GIFT.ANONYMOUS_FORM']],
      [7, ['GIFT.ENTITY_NOT_QUALIFIED']],
      [8, ['GOODS.NAME_MISSING', 'GOODS.UNIT_MISSING', 'GOODS.QUANTITY_FORM']],
    ]);
    const fields = new Set<string>(giftColumns.map(({ field }) => field));
    for (const problem of report.refused.flatMap(({ problems }) => problems)) {
      expect(refusalText(problem)).toMatch(/\p{Script=Han}/u);
      expect(inLocale('en', () => refusalText(problem))).toMatch(/[a-z]{3}/);
      expect(fields).toContain(problem.field);
    }
  });
});

describe('the public page', () => {
  it('its totals equal the ledger to the fen after any sequence of gifts and uses', async () => {
    const step = fc.oneof(
      fc.record({
        do: fc.constant('cash' as const),
        purpose: fc.constantFrom('general', 'care-beds', 'home-visits'),
        fen: fc.integer({ min: 1, max: 99_999_999 }),
        day: fc.integer({ min: 1, max: 28 }),
      }),
      fc.record({
        do: fc.constant('goods' as const),
        purpose: fc.constantFrom('general', 'care-beds'),
        fen: fc.integer({ min: 1, max: 999_999 }),
        quantity: fc.integer({ min: 1, max: 9 }),
        use: fc.integer({ min: 0, max: 9 }),
      }),
      fc.record({
        do: fc.constant('spend' as const),
        purpose: fc.constantFrom('general', 'care-beds'),
        fen: fc.integer({ min: 1, max: 500_000 }),
      }),
    );
    let n = 0;
    const yuan = (fen: number) => (fen / 100).toFixed(2);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
        for (const one of steps) {
          n += 1;
          if (one.do === 'cash') {
            must(
              await recordCashGift(finance, {
                purpose: one.purpose,
                anonymous: n % 2 === 0,
                amountFen: yuan(one.fen),
                receivedOn: `2026-10-${String(one.day).padStart(2, '0')}`,
                donor: person,
              }),
            );
          } else if (one.do === 'spend') {
            await spendPurpose(two, {
              purpose: one.purpose,
              amountFen: yuan(one.fen),
              onDate: today,
              what: '护理用品',
              document: `性质-${n}`,
            });
          } else {
            await goods([{ ...quilts, name: `随机物资${n}`, quantity: one.quantity }], {
              purpose: one.purpose,
              fen: yuan(one.fen),
            });
            const goodsId = (await stockOf(`随机物资${n}`))[0]?.goodsId as string;
            const allocated = await allocateGoods(manager, {
              bedId,
              lines: [{ goodsId, quantity: Math.max(1, Math.min(one.use, one.quantity)) }],
            });
            if (one.use > 0)
              must(
                await handOverGoods(manager, {
                  allocationId: must(allocated).allocationId,
                  handedOverOn: today,
                  handedTo: '演示住员',
                  signed: 'paper',
                }),
              );
          }
        }
        const page = await disclose(anybody, {});
        expect(page.reconciled).toBe(true);
        expect(page.total.moneyReceivedFen).toBe(
          -(await codeBalance(auditor, { code: 'income.gifts-money' })),
        );
        expect(page.total.goodsReceivedFen).toBe(
          -(await codeBalance(auditor, { code: 'income.gifts-goods' })),
        );
        expect(page.total.moneyUsedFen).toBe(await codeBalance(auditor, { code: 'expense.gifts-money' }));
        expect(page.total.goodsUsedFen).toBe(await codeBalance(auditor, { code: 'expense.gifts-goods' }));
        expect(page.total.goodsReceivedFen - page.total.goodsUsedFen - page.total.goodsLostFen).toBe(
          await codeBalance(auditor, { code: 'stock.gifts' }),
        );
      }),
      { numRuns: 8 },
    );
  });

  it('names nobody but donors who agreed, no bed, no telephone, nobody who signed', async () => {
    must(
      await recordCashGift(finance, {
        purpose: 'general',
        anonymous: true,
        amountFen: '8.88',
        receivedOn: today,
        donor: { kind: 'person', name: '不愿具名者', phone: '19900007777' },
      }),
    );
    must(
      await recordCashGift(finance, {
        purpose: 'general',
        anonymous: false,
        amountFen: '8.88',
        receivedOn: today,
        donor: { kind: 'person', name: '愿意具名者', phone: '19900008888' },
      }),
    );
    const text = JSON.stringify(await disclose(anybody, {}), (_, value) =>
      typeof value === 'bigint' ? value.toString() : value,
    );
    expect(text).toContain('愿意具名者');
    for (const secret of ['不愿具名者', '19900007777', '19900008888', '演示住员', '试验楼', bedId])
      expect(text).not.toContain(secret);
    const page = await disclose(publicActor(there.id, 'test'), {});
    expect(page.total.moneyReceivedFen).toBe(0n);
    expect(page.gifts).toEqual([]);
  });
});

describe('who may receive', () => {
  it('is corrected with a reason, and a right ends early; on what gifts rely is not rewritten', async () => {
    const { organisationId } = must(
      await registerOrganisation(admin, { kind: 'receiving_entity', name: '演示更正基金会' }),
    );
    const account = { accountHolder: '错户名', accountBank: '错银行', accountNumber: '6200000000000009' };
    must(
      await admitEntity(finance, {
        ...account,
        organisationId,
        kind: 'charity',
        number: '错号',
        validFrom: '2024-01-01',
        receiptPrefix: 'GZ',
        handler: '演示',
      }),
    );
    const found = async () =>
      (await listReceivingEntities(finance, {})).find(({ id }) => id === organisationId);
    const right = { ...account, accountHolder: '演示更正基金会', handler: '演示新经办' };
    expect(codes(await changeEntity(auditor, { ...right, organisationId, reason: '换户' }))).toEqual([
      'ACCESS.NOT_PERMITTED',
    ]);
    expect(
      codes(await changeEntity(finance, { ...right, accountNumber: 'x', organisationId, reason: '' })),
    ).toEqual(['ENTITY.ACCOUNT_FORM', 'ENTITY.REASON_MISSING']);
    must(await changeEntity(finance, { ...right, organisationId, reason: '登记时录错' }));
    expect(await found()).toMatchObject(right);

    const qualificationId = (await found())?.qualifications[0]?.id ?? '';
    const said = {
      qualificationId,
      kind: 'charity',
      number: '演示慈证1号',
      validFrom: '2024-03-01',
    } as const;
    must(await correctQualification(finance, { ...said, reason: '编号录错' }));
    expect((await found())?.qualifications).toMatchObject([{ number: '演示慈证1号', validUntil: null }]);
    const given = { purpose: 'general', anonymous: false, donor: person } as const;
    must(
      await recordCashGift(finance, {
        ...given,
        entityId: organisationId,
        amountFen: '5.00',
        receivedOn: '2024-06-01',
      }),
    );
    expect(codes(await correctQualification(finance, { ...said, reason: '再改' }))).toEqual([
      'ENTITY.QUALIFICATION_USED',
    ]);
    const end = (lastOn: string, reason = '登记证书被撤销') =>
      endQualification(finance, { qualificationId, lastOn, reason });
    expect(codes(await end('2024-02-29'))).toEqual(['ENTITY.ENDS_EARLIER']);
    expect(codes(await end('2024-02-29', ''))).toEqual(['ENTITY.REASON_MISSING', 'ENTITY.ENDS_EARLIER']);
    must(await end('2024-12-31'));
    expect(codes(await end('2024-12-31'))).toEqual(['ENTITY.ENDS_EARLIER']);
    expect((await found())?.qualifications).toMatchObject([{ validUntil: '2025-01-01' }]);
    expect(
      codes(
        await recordCashGift(finance, {
          ...given,
          entityId: organisationId,
          amountFen: '5.00',
          receivedOn: '2025-01-01',
        }),
      ),
    ).toEqual(['GIFT.ENTITY_LAPSED']);

    // One of several is chosen; where none may receive there is nothing to choose.
    const unsaid = (day: string) =>
      pledgeMoney({ ...finance, at: new Date(`${day}T02:00:00Z`) }, { ...given, amountFen: '5.00' });
    expect(codes(await unsaid('2024-06-01'))).toEqual(['GIFT.ENTITY_MISSING']);
    expect(codes(await unsaid('2124-02-01'))).toEqual(['GIFT.NOBODY_RECEIVES']);
  });

  it('is the one whose account a giver is shown after a promise, whatever other account ends alike', async () => {
    const account = {
      accountHolder: '演示同尾基金会',
      accountBank: '演示银行博山支行',
      accountNumber: '6200009999990001',
    };
    const [able, lapsed] = await Promise.all(
      [undefined, '2024-12-31'].map(async (validUntil, place) => {
        const { organisationId } = must(
          await registerOrganisation(admin, { kind: 'receiving_entity', name: `演示同尾基金会${place}` }),
        );
        must(
          await admitEntity(finance, {
            ...account,
            organisationId,
            kind: 'charity',
            number: '演示同尾',
            validFrom: '2024-01-01',
            validUntil,
            receiptPrefix: `TW${'AB'[place]}`,
            handler: '演示',
          }),
        );
        return organisationId;
      }),
    );
    const shown = async (receiver: string | undefined) => {
      const to = { reference: 'G0000000000', entityId: receiver ?? '' };
      const path = donePath(to, { kind: 'money', district: here.slug });
      const request = new Request(`http://localhost${path}`);
      return (await giveDone({ request, params: {}, context: { requestId: 'test' } } as never)).account;
    };
    const pledged = await pledge({ entityId: able });
    expect(pledged.entityId).toBe(able);
    expect(await shown(pledged.entityId)).toMatchObject({ id: able, accountNumber: account.accountNumber });
    expect(await shown(entityId)).toMatchObject({ id: entityId, accountNumber: '6200000000000001' });
    expect(await shown(lapsed)).toBeUndefined();
  });

  it('is admitted once; a second organisation needs letters of its own for its receipts', async () => {
    expect(await admitReceiver({ admin, finance })).toBe(entityId);
    const { organisationId } = must(
      await registerOrganisation(admin, { kind: 'receiving_entity', name: '演示基金会' }),
    );
    const said = {
      kind: 'bureau' as const,
      number: '1',
      validFrom: '2024-01-01',
      accountHolder: '演示',
      accountBank: '演示',
      accountNumber: '6200000000000002',
      receiptPrefix: 'YQ',
      handler: '演示',
    };
    expect(codes(await admitEntity(finance, { ...said, organisationId }))).toEqual(['ENTITY.PREFIX_TAKEN']);
    expect(
      codes(await admitEntity(finance, { ...said, receiptPrefix: 'QY', organisationId: randomUUID() })),
    ).toEqual(['ENTITY.ORGANISATION_UNKNOWN']);
    // The last day is the certificate's: it may be the first, and is read back as it was said.
    expect(
      codes(
        await qualifyEntity(finance, {
          ...said,
          organisationId: entityId,
          number: '一日',
          validFrom: '2023-05-04',
          validUntil: '2023-05-04',
        }),
      ),
    ).toEqual([]);
    const nobody = { ...said, organisationId: randomUUID(), validUntil: '2023-01-01' };
    expect(codes(await admitEntity(finance, { ...nobody, handler: '' }))).toEqual([
      'ENTITY.HANDLER_MISSING',
      'ENTITY.ORGANISATION_UNKNOWN',
      'ENTITY.PREFIX_TAKEN',
      'ENTITY.VALIDITY_RANGE',
    ]);
    expect(codes(await qualifyEntity(finance, { ...nobody, number: '' }))).toEqual([
      'ENTITY.NUMBER_MISSING',
      'ENTITY.NOT_ADMITTED',
      'ENTITY.VALIDITY_RANGE',
    ]);
  });
});
