import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoOf, must } from '#db/seed/demo/demo';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { publicActor } from '~/domain/access/public-actor';
import { allocateGoods } from '~/domain/donations/allocate-goods';
import { disclose } from '~/domain/donations/disclose';
import type { Used } from '~/domain/donations/disclosure.rules';
import { findGiftUse } from '~/domain/donations/gift-use';
import { handOverGoods } from '~/domain/donations/hand-over-goods';
import { listStock } from '~/domain/donations/list-stock';
import { recordCashGift } from '~/domain/donations/record-money';
import { findGiftReport, readSharedReport, shareReport } from '~/domain/donations/share-report';
import { SMALLEST_GROUP } from '~/domain/donations/small-groups.rules';
import { findFund } from '~/domain/funds/list-funds';
import { approveReversal, proposeReversal } from '~/domain/funds/reverse-movement';
import { plainDate } from '~/domain/kernel/plain-date';
import { codeBalance } from '~/domain/ledger/account-balance';
import { closePeriod } from '~/domain/ledger/close-period';
import { findEntry } from '~/domain/ledger/find-entry';
import { listPostings } from '~/domain/ledger/list-postings';
import { listGiftPostings } from '~/domain/reports/indicators';
import { useFreshDatabase } from '../database';
import { admitReceiver } from '../factories/donations';
import { fundOfPurpose, spendPurpose } from '../factories/funds';
import { broughtGoods } from '../factories/goods';
import { insertResidents } from '../factories/residents';

const database = useFreshDatabase();
const [here] = demoTenants;
const demo = demoOf(here, { main: true });
const anybody = publicActor(here.id, 'test');
const auditor = demo.as('auditor');
const two = { proposer: demo.as('finance'), approver: demo.as('lead') };
const at = (role: 'finance' | 'lead' | 'manager', day: string) => ({
  ...demo.as(role),
  at: new Date(`${day}T02:00:00Z`),
});

let sql: postgres.Sql;
beforeAll(async () => {
  await insertTenants(database.ownerUrl, demoTenants);
  sql = postgres(database.ownerUrl, { max: 2, onnotice: () => undefined });
  await admitReceiver({ admin: demo.as('admin'), finance: demo.as('finance') });
});
afterAll(() => sql.end());

let vouchers = 0;
/** Books on `day` a voucher of `spentOn`. */
const spend = async (day: string, spentOn: string, amountFen: string, document = `迟到-${++vouchers}`) =>
  must(
    await spendPurpose(
      { proposer: at('finance', day), approver: at('lead', day) },
      { purpose: 'care-beds', amountFen, onDate: spentOn, what: '护理用品', document },
    ),
  );

/** How many vouchers or hand-overs lie behind a sum that is told; what was undone is none. */
async function behind({ from, until }: Used, kind: 'donations.spending' | 'donations.hand-over') {
  const [row] = await sql<{ count: number }[]>`select count(*)::int from ledger_entries
    e where kind = ${kind} and to_char(on_date, 'YYYY-MM') between ${from} and ${until} and reverses_id is null
    and not exists (select from ledger_entries r where r.reverses_id = e.id)`;
  return row?.count ?? 0;
}

/** The page stands up: it is the ledger's, and neither it nor any report tells of fewer than the smallest group. */
async function checkAll(giftId: string) {
  const page = await disclose(anybody, {});
  expect(page.reconciled).toBe(true);
  const sum = (rows: readonly Used[]) => rows.reduce((all, { fen }) => all + fen, 0n);
  expect(sum(page.moneyUsed)).toBe(await codeBalance(auditor, { code: 'expense.gifts-money' }));
  expect(sum(page.goodsUsed)).toBe(await codeBalance(auditor, { code: 'expense.gifts-goods' }));
  for (const used of page.moneyUsed)
    expect(await behind(used, 'donations.spending')).toBeGreaterThanOrEqual(SMALLEST_GROUP);
  for (const used of page.goodsUsed)
    expect(await behind(used, 'donations.hand-over')).toBeGreaterThanOrEqual(SMALLEST_GROUP);
  const months = ['2026-09', '2026-10', '2026-11'];
  for (const from of months)
    for (const until of months.filter((month) => month >= from)) {
      const report = await findGiftReport(auditor, { from, until });
      expect(report.reconciled).toBe(true);
      for (const used of report.moneyUsed) expect(page.moneyUsed).toContainEqual(used);
      for (const used of report.goodsUsed) expect(page.goodsUsed).toContainEqual(used);
      // Whatever the months, the lines are the totals of the public page, and so is what was lost.
      const { moneyUsedFen, goodsUsedFen, goodsLostFen } = page.total;
      expect(report.total).toEqual({ moneyUsedFen, goodsUsedFen, goodsLostFen });
      expect(report.notItemised).toEqual(page.notItemised);
      const inAll = (field: keyof typeof report.otherMonths) =>
        report.otherMonths[field] + report.notItemised[field];
      expect(sum(report.moneyUsed) + inAll('moneyUsedFen')).toBe(moneyUsedFen);
      expect(sum(report.goodsUsed) + inAll('goodsUsedFen')).toBe(goodsUsedFen);
    }
  expect((await findGiftUse(auditor, { giftId }))?.money).toEqual(page.moneyUsed);
  const days = { reader: '演示捐赠人', from: '2026-09', until: '2026-11', days: 3 };
  const { secret } = must(await shareReport(demo.as('finance'), days));
  const shared = await readSharedReport({ secret, requestId: 'test' });
  expect(shared).toMatchObject({ reconciled: true, moneyUsed: page.moneyUsed, goodsUsed: page.goodsUsed });
  return page;
}

it('what is told late of closed months stands in the month of its entry, with whom it reached', async () => {
  const gift = {
    purpose: 'care-beds',
    anonymous: true,
    amountFen: '5000',
    receivedOn: '2026-09-01',
    donor: { kind: 'person', name: '演示甲' },
  } as const;
  const { giftId } = must(await recordCashGift(at('finance', '2026-09-01'), gift));
  const [finance, manager] = [at('finance', '2026-09-05'), at('manager', '2026-09-05')];
  const pads = { name: '护理床垫', unit: '张', quantity: 8 };
  await broughtGoods({ finance, manager }, [pads], { purpose: 'care-beds', fen: '800' });
  const goodsId = (await listStock(manager, {}))[0]?.goodsId ?? '';
  const residents = await insertResidents(
    sql,
    here.id,
    Array.from({ length: 7 }, () => ({ from: '2026-01-01', grades: [] })),
  );
  const setAside: string[] = [];
  for (const { personId } of residents) {
    const said = { personId, lines: [{ goodsId, quantity: 1 }] };
    setAside.push(must(await allocateGoods(manager, said)).allocationId);
  }
  const handOver = async (day: string, handedOverOn: string, count: number) => {
    for (const allocationId of setAside.splice(0, count)) {
      const said = { allocationId, handedOverOn, handedTo: '演示住员', signed: 'paper' } as const;
      must(await handOverGoods(at('manager', day), said));
    }
  };
  for (let n = 0; n < 5; n++) await spend('2026-09-10', '2026-09-10', '10');
  for (let n = 0; n < 5; n++) await spend('2026-10-10', '2026-10-10', '20');
  await handOver('2026-10-10', '2026-10-09', 5);
  const before = await checkAll(giftId);
  const [september] = before.moneyUsed;
  expect(before.moneyUsed.map(({ from, until, fen }) => [from, until, fen])).toEqual([
    ['2026-09', '2026-09', 5_000n],
    ['2026-10', '2026-10', 10_000n],
  ]);

  for (const month of ['2026-09', '2026-10']) must(await closePeriod(at('finance', '2026-11-05'), { month }));
  await spend('2026-11-06', '2026-09-20', '7');
  await checkAll(giftId);
  await spend('2026-11-06', '2026-10-20', '8');
  await handOver('2026-11-06', '2026-10-20', 2);
  const after = await checkAll(giftId);
  // The month that was told is as it was, and what came late is with those of the month in which it was booked.
  expect(after.moneyUsed[0]).toEqual(september);
  expect(after.moneyUsed.map(({ from, until, fen }) => [from, until, fen])).toEqual([
    ['2026-09', '2026-09', 5_000n],
    ['2026-10', '2026-11', 11_500n],
  ]);
  expect(after.goodsUsed.map(({ from, until, fen }) => [from, until, fen])).toEqual([
    ['2026-10', '2026-11', 70_000n],
  ]);

  for (let n = 0; n < 3; n++) await spend('2026-11-07', '2026-11-07', '1');
  expect((await checkAll(giftId)).moneyUsed.map(({ from, until }) => [from, until])).toEqual([
    ['2026-09', '2026-09'],
    ['2026-10', '2026-10'],
    ['2026-11', '2026-11'],
  ]);

  // A use of October that was wrong is less in the month in which that is approved, and its voucher may stand for the right one.
  const fund = await findFund(auditor, { id: await fundOfPurpose(two, 'care-beds'), limit: 200 });
  const wrong = fund?.movements.find(({ what, amountFen }) => what === '护理用品' && amountFen === 2_000n);
  const asked = { movementId: wrong?.id ?? '', reason: '金额录错' };
  const { proposalId } = must(await proposeReversal(at('finance', '2026-11-08'), asked));
  const undone = await approveReversal(at('lead', '2026-11-08'), { proposalId });
  expect(undone.ok).toBe(true);
  const less = await checkAll(giftId);
  expect(less.total.moneyUsedFen).toBe(5_000n + 10_000n + 1_500n + 300n - 2_000n);
  // October has four vouchers left, which is not enough to be told by itself.
  expect(less.moneyUsed.map(({ from, until, fen }) => [from, until, fen])).toEqual([
    ['2026-09', '2026-09', 5_000n],
    ['2026-10', '2026-11', 9_800n],
  ]);
  await spend('2026-11-08', '2026-10-10', '20', wrong?.document);
  expect((await checkAll(giftId)).total.moneyUsedFen).toBe(16_800n);

  // Each voucher behind what was used says what for and by which record, and nobody whom it reached.
  const used = { on: plainDate('2026-11-30'), indicator: 'gifts-used' } as const;
  const { rows } = await listGiftPostings(auditor, used);
  const of = (type: string) => rows.filter(({ subjectType }) => subjectType === type);
  // The one that was undone stands there twice.
  expect([of('gift-spending').length, of('goods-allocation').length, rows.length]).toEqual([17, 7, 24]);
  for (const row of of('gift-spending')) {
    expect(row).toMatchObject({ what: '护理用品', voucher: expect.stringMatching(/^迟到-\d+$/) });
    expect(row.fundId).not.toBeNull();
    if (row.amountFen > 0n) expect(row.memo).toBe(`${row.voucher} 护理用品`);
  }
  const [posting] = (await listPostings(auditor, { code: 'expense.gifts-money' })).rows;
  expect(posting).toMatchObject({ purposeName: '照护床位与护理用品', purposeNameEn: expect.any(String) });
  expect((await findEntry(auditor, { entryId: posting?.entryId ?? '' }))?.postings).toMatchObject([
    { code: 'expense.gifts-money', purposeName: '照护床位与护理用品' },
    { code: 'bank', purposeName: null },
  ]);
  for (const row of of('goods-allocation')) expect(row.what).toBe('护理床垫 × 1 张');
}, 180_000);
