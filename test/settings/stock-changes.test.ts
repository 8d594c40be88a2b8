import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { selectSoldFen } from '#db/queries/stock-changes';
import { demoOf, must } from '#db/seed/demo/demo';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { inTenant } from '#db/transaction';
import { publicActor } from '~/domain/access/public-actor';
import type { Role } from '~/domain/access/roles';
import { importBeds } from '~/domain/beds/import-beds';
import { listFreeBeds } from '~/domain/beds/list-free-beds';
import { allocateGoods, withdrawAllocation } from '~/domain/donations/allocate-goods';
import { disclose } from '~/domain/donations/disclose';
import { findGift, findOwnGift } from '~/domain/donations/get-gift';
import { handOverGoods } from '~/domain/donations/hand-over-goods';
import { findAllocation, listStock } from '~/domain/donations/list-stock';
import { moneyLeft } from '~/domain/donations/money-left';
import {
  approveStockChange,
  declineStockChange,
  findLot,
  findStockChange,
  listCountSheet,
  listLots,
  listStockChanges,
  proposeCount,
  proposeSale,
  proposeWriteOff,
} from '~/domain/donations/stock-changes';
import { stockGoods } from '~/domain/donations/stock-goods';
import { dateOf } from '~/domain/kernel/plain-date';
import type { Result } from '~/domain/kernel/refusals';
import { codeBalance } from '~/domain/ledger/account-balance';
import { trialBalance } from '~/domain/ledger/trial-balance';
import { inLocale } from '~/platform/i18n/locale.server';
import { labelsPaper, lotAddress } from '~/routes/donations/labels-paper.server';
import { slipPaper } from '~/routes/donations/slip-paper.server';
import { giftStatusText } from '~/ui/donations/labels';
import { lotCode } from '~/ui/donations/lot-code';
import { useFreshDatabase } from '../database';
import { bedRows } from '../factories/beds';
import { admitReceiver } from '../factories/donations';
import { broughtGoods } from '../factories/goods';
import { qrCodesOnPaper } from '../pdf-picture';
import { pdfText } from '../pdf-text';

const database = useFreshDatabase({ connections: 20 });
const [here] = demoTenants;
const demo = demoOf(here, { main: true });
const at = new Date('2026-12-01T02:00:00Z');
const as = (role: Role) => demo.as(role, at);
const [admin, finance, manager, lead] = [as('admin'), as('finance'), as('manager'), as('lead')];
const anybody = { ...publicActor(here.id, 'test'), at };
const today = dateOf(at);

let sql: postgres.Sql;
let dataDir: string;
let bedId: string;

vi.mock('~/platform/env', async (original) => {
  const real = await original<typeof import('~/platform/env')>();
  return { ...real, env: () => ({ ...real.env(), dataDir }) };
});

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'wellspring-stock-'));
  await insertTenants(database.ownerUrl, demoTenants);
  sql = postgres(database.ownerUrl, { max: 2, types: { bigint: postgres.BigInt } });
  await admitReceiver({ admin, finance });
  must(await importBeds(manager, { rows: bedRows(2), dryRun: false, fileName: 'beds.csv' }));
  bedId = (await listFreeBeds(manager, {}))[0]?.id as string;
});
afterAll(async () => {
  await sql.end();
  rmSync(dataDir, { recursive: true, force: true });
});

const codes = (result: Result<unknown>) => (result.ok ? [] : result.refusals.map(({ code }) => code));

let serial = 0;
/** Goods of their own in the store, and their one lot. */
async function aLot(quantity: number, more: Parameters<typeof broughtGoods>[2] = {}) {
  serial += 1;
  const name = `物资${serial}`;
  await broughtGoods({ finance, manager }, [{ name, unit: '件', quantity }], more);
  const lot = (await listStock(manager, {})).find((one) => one.name === name);
  if (!lot) throw new Error('not stocked');
  return lot;
}

const allocate = (goodsId: string, quantity: number) =>
  allocateGoods(manager, { bedId, lines: [{ goodsId, quantity }] });
const handOver = (allocationId: string) =>
  handOverGoods(manager, { allocationId, handedOverOn: today, handedTo: '演示住员', signed: 'paper' });
const count = (lotId: string, expected: number, counted: number, reason = '数不到') =>
  proposeCount(manager, { reason: '月末盘点', lines: [{ lotId, expected, counted, reason }] });
const lotNow = async (lotId: string) => {
  const lot = await findLot(manager, { lotId });
  if (!lot) throw new Error('no lot');
  return lot;
};

/** Stock and books agree: the value in the ledger is that of what lies in the store. */
async function agree() {
  const [row] = await sql<{ fen: bigint }[]>`
    select coalesce((select sum(remaining_fen) from goods_lots), 0)::bigint + coalesce((select sum(i.value_fen) from goods_allocation_lines i
      join goods_allocations a on a.tenant_id = i.tenant_id and a.id = i.allocation_id where a.status = 'allocated'), 0)::bigint as fen`;
  expect(await codeBalance(finance, { code: 'stock.gifts' })).toBe(row?.fen);
  expect((await trialBalance(finance, {})).sumFen).toBe(0n);
  const page = await disclose(anybody, {});
  expect(page.reconciled).toBe(true);
  expect(page.total.goodsReceivedFen - page.total.goodsUsedFen - page.total.goodsLostFen).toBe(row?.fen);
  expect(page.total.moneyReceivedFen).toBe(-(await codeBalance(finance, { code: 'income.gifts-money' })));
  return page;
}

describe('a count of the store', () => {
  it('changes nothing until another person approves; then pieces, value and books change together', async () => {
    const { lotId, goodsId } = await aLot(10, { fen: '100.01' });
    const { allocationId } = must(await allocate(goodsId, 3));
    const sheet = await listCountSheet(manager, { store: '一号库' });
    expect(sheet.stores).toContain('一号库');
    expect(sheet.lots.find(({ id }) => id === lotId)).toMatchObject({
      remaining: 7,
      setAside: 3,
      onShelf: 10,
    });
    expect(
      codes(await proposeCount(manager, { reason: '月末盘点', lines: [{ lotId, expected: 10 }] })),
    ).toEqual(['STOCK.NOTHING_COUNTED']);
    expect(codes(await count(lotId, 10, 9, ''))).toEqual(['STOCK.REASON_MISSING']);
    expect(codes(await count(lotId, 9, 8))).toEqual(['STOCK.MOVED']);
    expect(codes(await count(lotId, 10, 2))).toEqual(['STOCK.SHORT']);
    expect(codes(await count(lotId, 10, 11))).toEqual(['STOCK.MORE_THAN_STOCKED']);
    expect(codes(await count(randomUUID(), 1, 1))).toEqual(['STOCK.LOT_UNKNOWN']);
    expect(codes(await proposeCount(finance, { reason: '盘点', lines: [] }))).toEqual([
      'ACCESS.NOT_PERMITTED',
    ]);
    const { changeId } = must(await count(lotId, 10, 8));
    expect((await lotNow(lotId)).remaining).toBe(7);
    expect(codes(await count(lotId, 10, 8))).toEqual(['STOCK.WAITS']);
    expect(codes(await approveStockChange(manager, { changeId }))).toEqual(['ACCESS.NOT_PERMITTED']);
    // What was set aside goes out meanwhile: the difference is the same.
    must(await handOver(allocationId));
    const both = {
      ...finance,
      permissions: new Set([...finance.permissions, ...manager.permissions]),
      name: manager.name,
    };
    expect(codes(await approveStockChange(both, { changeId }))).toEqual(['STOCK.CHANGE_OWN']);
    const approved = await Promise.all([
      approveStockChange(finance, { changeId }),
      approveStockChange(lead, { changeId }),
      approveStockChange(finance, { changeId }),
    ]);
    expect(approved.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(approved.flatMap(codes))).toEqual(new Set(['STOCK.CHANGE_DECIDED']));
    expect(await lotNow(lotId)).toMatchObject({ remaining: 5, setAside: 0, remainingFen: 5_001n });
    expect(await findStockChange(finance, { changeId })).toMatchObject({
      status: 'done',
      doneOn: today,
      lines: [{ expected: 10, counted: 8, valueFen: 2_000n }],
    });
    await agree();

    // Two are found again: they bring back what they took.
    const found = must(await count(lotId, 5, 7, '在隔壁找到'));
    must(await approveStockChange(finance, { changeId: found.changeId }));
    expect(await lotNow(lotId)).toMatchObject({ remaining: 7 });
    await agree();
    expect((await lotNow(lotId)).movements.map(({ kind, pieces }) => [kind, pieces])).toEqual(
      expect.arrayContaining([
        ['handed_over', 3],
        ['count', 2],
        ['count', -2],
      ]),
    );
  });

  it('last pieces that were lost and are found again come back to a lot that stands on no sheet', async () => {
    const { lotId } = await aLot(2, { fen: '20.00' });
    const { changeId } = must(await count(lotId, 2, 0));
    expect(await lotNow(lotId)).toMatchObject({ lost: 0 });
    must(await approveStockChange(finance, { changeId }));
    expect((await listCountSheet(manager, {})).lots.some(({ id }) => id === lotId)).toBe(false);
    expect(await lotNow(lotId)).toMatchObject({ remaining: 0, onShelf: 0, lost: 2 });
    must(
      await approveStockChange(finance, {
        changeId: must(await count(lotId, 0, 2, '在隔壁找到')).changeId,
      }),
    );
    expect(await lotNow(lotId)).toMatchObject({ remaining: 2, remainingFen: 2_000n, lost: 0 });
    await agree();
  });

  it('goes on from sheet to sheet until every lot was on one, once', async () => {
    const aside = await aLot(1, {});
    must(await allocate(aside.goodsId, 1));
    const whole = await listCountSheet(manager, {});
    expect(whole.next).toBeUndefined();
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { lots, next } = await listCountSheet(manager, { after, limit: 2 });
      seen.push(...lots.map(({ id }) => id));
      after = next;
    } while (after);
    expect(seen).toEqual(whole.lots.map(({ id }) => id));
    expect(seen).toContain(aside.lotId);
    expect((await listCountSheet(manager, { store: '别处', limit: 3 })).lots).toEqual([]);
    expect(
      (await listCountSheet(manager, { store: '一号库', after: seen[0], limit: 1 })).lots.map(({ id }) => id),
    ).toEqual([seen[1]]);
  });

  it('goods without a value are counted without one, and a count that is right is written down too', async () => {
    const { lotId } = await aLot(4, { unvalued: true });
    const right = must(await count(lotId, 4, 4, ''));
    must(await approveStockChange(lead, { changeId: right.changeId }));
    const { changeId } = must(await count(lotId, 4, 3));
    expect(must(await approveStockChange(finance, { changeId })).entryId).toBeNull();
    expect(await lotNow(lotId)).toMatchObject({ remaining: 3, remainingFen: null });
    await agree();
  });

  it('says before it is approved what it would take, by lot and in all, and that is what is booked', async () => {
    const proven = await aLot(10, { fen: '100.01' });
    const unproven = await aLot(4, { unvalued: true });
    const found = await aLot(8, { fen: '80.00' });
    must(
      await approveStockChange(finance, {
        changeId: must(await count(found.lotId, 8, 5)).changeId,
      }),
    );
    const { changeId } = must(
      await proposeCount(manager, {
        reason: '月末盘点',
        lines: [
          { lotId: proven.lotId, expected: 10, counted: 7, reason: '数不到' },
          { lotId: unproven.lotId, expected: 4, counted: 3, reason: '数不到' },
          { lotId: found.lotId, expected: 5, counted: 7, reason: '又找到了' },
        ],
      }),
    );
    const worth = async (actor = manager) => {
      const change = await findStockChange(actor, { changeId });
      return {
        total: change?.totalFen,
        of: (lot: { lotId: string }) => {
          const line = change?.lines.find(({ lotId }) => lotId === lot.lotId);
          return [line?.valueFen, line?.proven];
        },
      };
    };
    for (const actor of [manager, finance, lead, as('auditor')]) {
      const { total, of } = await worth(actor);
      expect(of(proven)).toEqual([3_000n, true]);
      expect(of(unproven)).toEqual([null, false]);
      expect(of(found)).toEqual([-2_000n, true]);
      expect(total).toBe(1_000n);
    }
    // Goods that are set aside meanwhile take their value with them: it is that of what lies there now.
    must(await allocate(proven.goodsId, 7));
    const { total, of } = await worth();
    expect(of(proven)).toEqual([3_001n, true]);
    const before = await codeBalance(finance, { code: 'expense.gifts-goods-lost' });
    expect((await listStockChanges(finance, { status: 'proposed' })).rows[0]).toMatchObject({
      id: changeId,
      totalFen: total,
    });
    must(await approveStockChange(finance, { changeId }));
    expect(await worth()).toMatchObject({ total });
    expect(await codeBalance(finance, { code: 'expense.gifts-goods-lost' })).toBe(before + (total ?? 0n));

    // More is set aside than would be left: it cannot be taken, and has no value any more.
    const short = await aLot(3, { fen: '30.00' });
    const waiting = must(await proposeWriteOff(manager, { lotId: short.lotId, quantity: 2, reason: '受潮' }));
    expect(await findStockChange(lead, waiting)).toMatchObject({ totalFen: 2_000n });
    must(await allocate(short.goodsId, 2));
    expect(await findStockChange(lead, waiting)).toMatchObject({
      totalFen: null,
      lines: [{ valueFen: null, proven: true }],
    });
    must(await declineStockChange(lead, { ...waiting, reason: '已分配' }));
  });

  it('is declined with a reason, and then counted again', async () => {
    const { lotId } = await aLot(4);
    const { changeId } = must(await count(lotId, 4, 3));
    expect(codes(await declineStockChange(finance, { changeId, reason: '' }))).toEqual([
      'GIFT.REASON_MISSING',
    ]);
    must(await declineStockChange(finance, { changeId, reason: '请重新数' }));
    expect(codes(await approveStockChange(finance, { changeId }))).toEqual(['STOCK.CHANGE_DECIDED']);
    expect((await lotNow(lotId)).remaining).toBe(4);
    must(await count(lotId, 4, 4, ''));
    expect(
      (await listStockChanges(as('auditor'), { status: 'declined' })).rows.map(({ id }) => id),
    ).toContain(changeId);
  });

  it('twenty who hand the same difference in at once make one proposal', async () => {
    const { lotId } = await aLot(5);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => count(lotId, 5, 4)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(outcomes.flatMap(codes))).toEqual(new Set(['STOCK.WAITS']));
  });
});

describe('what cannot be kept', () => {
  it('expired goods are written off and never sold; what is set aside is not theirs to lose', async () => {
    const { lotId, goodsId } = await aLot(6, { expiresOn: today, fen: '60.00' });
    must(await allocate(goodsId, 2));
    const later = { ...manager, at: new Date(at.getTime() + 86_400_000) };
    const said = { lotId, quantity: 4, reason: '已过保质期' };
    const sale = {
      ...said,
      buyer: '演示回收站',
      proceedsFen: '5',
      means: 'cash' as const,
      document: '演示收-9',
    };
    expect(codes(await proposeSale(later, sale))).toEqual(['STOCK.EXPIRED_SALE']);
    expect(await proposeWriteOff(later, { ...said, quantity: 5 })).toMatchObject({
      refusals: [
        { code: 'STOCK.SHORT', field: 'quantity', params: { missing: 5, available: 4, setAside: 2 } },
      ],
    });
    expect(codes(await proposeWriteOff(later, { ...said, quantity: 0, reason: '' }))).toEqual([
      'GOODS.QUANTITY_FORM',
      'GIFT.REASON_MISSING',
    ]);
    const { changeId } = must(await proposeWriteOff(later, said));
    const before = await codeBalance(finance, { code: 'expense.gifts-goods-lost' });
    must(await approveStockChange(finance, { changeId }));
    expect(await codeBalance(finance, { code: 'expense.gifts-goods-lost' })).toBe(before + 4_000n);
    expect(await lotNow(lotId)).toMatchObject({ remaining: 0, remainingFen: 0n, setAside: 2 });
    await agree();
  });

  it('what passed its last day before it was stocked is stocked to be written off, and its second person decides', async () => {
    const goods = [{ name: '过期面粉', unit: '袋', quantity: 5 }];
    const { giftId, items } = await broughtGoods({ finance, manager }, goods, {
      until: 'valued',
      fen: '50.00',
    });
    const itemId = items[0]?.id ?? '';
    const fresh = { itemId, quantity: 2, store: '一号库', expiresOn: '2030-01-01' };
    const late = { itemId, quantity: 3, store: '一号库', expiresOn: '2026-11-30' };
    expect(await stockGoods(manager, { giftId, lots: [fresh, late] })).toMatchObject({
      refusals: [
        {
          code: 'GOODS.EXPIRED',
          field: 'lots.1.writeOff',
          params: { item: '过期面粉', expiresOn: '2026-11-30' },
        },
      ],
    });
    must(await stockGoods(manager, { giftId, lots: [fresh, { ...late, writeOff: '入库前已过期' }] }));
    const lots = (await findGift(manager, { giftId }))?.lots ?? [];
    const lotId = lots.find(({ expiresOn }) => expiresOn === '2026-11-30')?.id ?? '';
    expect(await lotNow(lotId)).toMatchObject({ remaining: 3, waits: true, usable: false });
    await agree();
    const { rows } = await listStockChanges(finance, { status: 'proposed' });
    const change = rows.find(({ lines }) => lines.some((line) => line.lotId === lotId));
    expect(change).toMatchObject({ kind: 'write_off', reason: '入库前已过期', totalFen: 3_000n });
    expect(codes(await approveStockChange(manager, { changeId: change?.id ?? '' }))).not.toEqual([]);
    must(await approveStockChange(finance, { changeId: change?.id ?? '' }));
    expect(await lotNow(lotId)).toMatchObject({ remaining: 0, waits: false });
    await agree();
  });

  it('a sale brings its proceeds, after costs, to the purpose of the gift, where they can be used', async () => {
    const { lotId } = await aLot(8, { purpose: 'care-beds', fen: '80.00' });
    const [purpose] = await sql<{ id: string }[]>`select id from gift_purposes where code = 'care-beds'`;
    const left = () =>
      inTenant({ tenantId: here.id, actorId: null }, (tx) =>
        moneyLeft({ tx, actor: finance, now: at, today }, purpose?.id as string),
      );
    const sale = {
      lotId,
      quantity: 3,
      reason: '无冷藏条件',
      buyer: '演示超市',
      proceedsFen: '25.50',
      costsFen: '5.50',
      means: 'transfer' as const,
      document: '演示合同-1',
    };
    expect(
      codes(await proposeSale(manager, { ...sale, quantity: 9, proceedsFen: 'viel', buyer: '演示' })),
    ).toEqual(['STOCK.SHORT', 'GIFT.AMOUNT_FORM']);
    expect(codes(await proposeSale(manager, { ...sale, costsFen: '25.50' }))).toEqual(['STOCK.COSTS']);
    expect(
      codes(await proposeSale(manager, { ...sale, costsFen: 'wenig', buyer: ' ', document: '' })),
    ).toEqual(['STOCK.BUYER_MISSING', 'STOCK.COSTS_FORM', 'STOCK.DOCUMENT_MISSING']);
    const before = await left();
    const sold = () =>
      inTenant({ tenantId: here.id, actorId: null }, (tx) => selectSoldFen(tx, purpose?.id as string));
    const soldBefore = await sold();
    const bank = await codeBalance(finance, { code: 'bank' });
    const { changeId } = must(await proposeSale(manager, sale));
    const other = await aLot(1);
    expect(codes(await proposeSale(manager, { ...sale, lotId: other.lotId, quantity: 1 }))).toEqual([
      'STOCK.DOCUMENT_TAKEN',
    ]);
    expect(await left()).toBe(before);
    expect(await sold()).toBe(soldBefore);
    must(await approveStockChange(lead, { changeId }));
    expect(await left()).toBe(before + 2_000n);
    expect(await sold()).toBe(soldBefore + 2_000n);
    expect(await codeBalance(finance, { code: 'bank' })).toBe(bank + 2_000n);
    expect(await lotNow(lotId)).toMatchObject({ remaining: 5, remainingFen: 5_000n });
    // No gift of money stands behind it: the public reads it by itself, and the goods among those that are gone.
    const page = await agree();
    expect(page.total).toMatchObject({ moneyReceivedFen: page.total.soldFen, soldFen: soldBefore + 2_000n });
    const month = page.rows.find((one) => one.code === 'care-beds' && one.month === today.slice(0, 7));
    expect(month?.soldFen).toBe(soldBefore + 2_000n);
    expect(month?.goodsLostFen).toBeGreaterThanOrEqual(3_000n);
    expect(page.byPurpose.reduce((sum, { goodsLostFen }) => sum + goodsLostFen, 0n)).toBe(
      page.total.goodsLostFen,
    );
    const shown = page.goods.find(({ name }) => name === `物资${serial - 1}`);
    expect(shown).toMatchObject({ received: 8, handedOver: 0, lost: 3 });
    // Goods without a value bring money too.
    const old = await aLot(2, { unvalued: true });
    const cheap = must(
      await proposeSale(manager, {
        ...sale,
        lotId: old.lotId,
        quantity: 2,
        costsFen: undefined,
        document: '演示合同-2',
      }),
    );
    expect(must(await approveStockChange(finance, { changeId: cheap.changeId })).entryId).toEqual(
      expect.any(String),
    );
    await agree();
  });
});

describe('the database', () => {
  it('the page of a gift says what became of every piece, for its donor too, and that nothing is left', async () => {
    const donor = { kind: 'person', name: '演示去向', phone: '19900007321' } as const;
    const { lotId, goodsId, giftId } = await aLot(9, { donor, fen: '90.00' });
    const apart = must(await allocate(goodsId, 1));
    must(await handOver(must(await allocate(goodsId, 3)).allocationId));
    const lost = must(await count(lotId, 6, 5));
    must(await approveStockChange(finance, lost));
    const spoiled = must(await proposeWriteOff(manager, { lotId, quantity: 1, reason: '受潮发霉' }));
    must(await approveStockChange(finance, spoiled));
    const sold = must(
      await proposeSale(manager, {
        lotId,
        quantity: 2,
        reason: '无冷藏条件',
        buyer: '演示超市',
        proceedsFen: '12.50',
        costsFen: '2.50',
        means: 'transfer',
        document: '演示合同-7321',
      }),
    );
    must(await approveStockChange(finance, sold));
    const gift = await findGift(manager, { giftId });
    expect(gift).toMatchObject({ status: 'stocked', nothingLeft: false });
    const [lot] = gift?.lots ?? [];
    expect(lot).toMatchObject({ quantity: 9, handedOver: 3, setAside: 1, remaining: 1 });
    expect(lot?.left).toEqual([
      { changeId: lost.changeId, kind: 'count', pieces: 1, broughtFen: null },
      { changeId: spoiled.changeId, kind: 'write_off', pieces: 1, broughtFen: null },
      { changeId: sold.changeId, kind: 'sale', pieces: 2, broughtFen: 1_000n },
    ]);
    const own = await findOwnGift({ ...demo.as('donor'), at, donorId: gift?.donorId ?? '' }, { giftId });
    expect(own?.lots[0]?.left).toEqual([
      { kind: 'count', pieces: 1, broughtFen: null },
      { kind: 'write_off', pieces: 1, broughtFen: null },
      { kind: 'sale', pieces: 2, broughtFen: 1_000n },
    ]);
    const rest = must(await proposeWriteOff(manager, { lotId, quantity: 1, reason: '破损' }));
    must(await approveStockChange(finance, rest));
    expect((await findGift(manager, { giftId }))?.nothingLeft).toBe(false);
    must(await handOver(apart.allocationId));
    const gone = await findGift(manager, { giftId });
    expect(gone?.nothingLeft).toBe(true);
    expect(gone && giftStatusText(gone)).toBe('已全部出库');
  });

  it('keeps what was decided, wants two persons, and lets no lot say other than what happened to it', async () => {
    const { lotId } = await aLot(5);
    const { changeId } = must(await count(lotId, 5, 4));
    const own = sql`update stock_changes set status = 'declined', decided_by = proposed_by, decided_by_name = 'x', decided_at = now(),
      decision_reason = '否' where id = ${changeId}`;
    await expect(own).rejects.toThrow(/stock_changes_two_persons/);
    await expect(sql`update stock_changes set reason = '别的' where id = ${changeId}`).rejects.toThrow(
      /stays/,
    );
    await expect(
      sql`update stock_change_lines set counted = 3 where change_id = ${changeId}`,
    ).rejects.toThrow(/stays/);
    must(await approveStockChange(finance, { changeId }));
    await expect(sql`delete from stock_changes where id = ${changeId}`).rejects.toThrow();
    await expect(
      sql`update stock_change_lines set value_fen = 0 where change_id = ${changeId}`,
    ).rejects.toThrow(/stays/);
    await expect(sql`update goods_lots set remaining = 3 where id = ${lotId}`).rejects.toThrow(
      /does not add up/,
    );
    await expect(
      sql`update goods_lots set remaining_fen = remaining_fen - 1 where id = ${lotId}`,
    ).rejects.toThrow(/does not add up/);
  });
});

describe('stock', () => {
  it('is what came less what left, and the ledger is its value, after any order of events', async () => {
    const pick = fc.nat(9);
    const step = fc.oneof(
      fc.record({
        do: fc.constantFrom('allocate', 'write-off', 'sell'),
        pieces: fc.integer({ min: 1, max: 6 }),
        pick,
      }),
      fc.record({ do: fc.constantFrom('hand-over', 'take-back'), pieces: fc.constant(0), pick }),
      fc.record({ do: fc.constant('count'), pieces: fc.integer({ min: -4, max: 4 }), pick }),
    );
    let documents = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 99_999 }),
        fc.boolean(),
        fc.array(step, { minLength: 1, maxLength: 9 }),
        async (quantity, fen, unvalued, steps) => {
          const { lotId, goodsId } = await aLot(quantity, { fen: (fen / 100).toFixed(2), unvalued });
          let [remaining, out] = [quantity, 0];
          const open: { allocationId: string; pieces: number }[] = [];
          const aside = () => open.reduce((sum, { pieces }) => sum + pieces, 0);
          const decide = async (
            proposal: Result<{ changeId: string }>,
            pieces: number,
            possible: boolean,
            no: boolean,
          ) => {
            expect(proposal.ok).toBe(possible);
            if (!proposal.ok) return;
            const { changeId } = proposal.value;
            if (no) must(await declineStockChange(lead, { changeId, reason: '不批准' }));
            else must(await approveStockChange(lead, { changeId }));
            if (!no) [remaining, out] = [remaining - pieces, out + pieces];
          };
          for (const { do: what, pieces, pick: which } of steps) {
            const no = which === 0;
            const said = { lotId, quantity: pieces, reason: '随机原因' };
            if (what === 'allocate') {
              const result = await allocate(goodsId, pieces);
              expect(result.ok).toBe(pieces <= remaining);
              if (result.ok) open.push({ allocationId: result.value.allocationId, pieces });
              if (result.ok) remaining -= pieces;
            } else if (what === 'hand-over' || what === 'take-back') {
              const [one] = open.splice(which % Math.max(1, open.length), 1);
              if (!one) continue;
              if (what === 'hand-over') out += one.pieces;
              else remaining += one.pieces;
              if (what === 'hand-over') must(await handOver(one.allocationId));
              else
                must(await withdrawAllocation(manager, { allocationId: one.allocationId, reason: '退回' }));
            } else if (what === 'write-off') {
              await decide(await proposeWriteOff(manager, said), pieces, pieces <= remaining, no);
            } else if (what === 'sell') {
              documents += 1;
              const sale = {
                buyer: '演示',
                proceedsFen: '1.23',
                means: 'cash' as const,
                document: `随机-${documents}`,
              };
              await decide(await proposeSale(manager, { ...said, ...sale }), pieces, pieces <= remaining, no);
            } else {
              const expected = remaining + aside();
              const counted = expected + pieces;
              if (counted < 0) continue;
              const possible = counted <= quantity && -pieces <= remaining;
              await decide(await count(lotId, expected, counted), -pieces, possible, no);
            }
            expect(remaining + aside() + out).toBe(quantity);
            expect(await lotNow(lotId)).toMatchObject({ remaining, setAside: aside() });
          }
          await agree();
        },
      ),
      { numRuns: 10 },
    );
  });

  it('many who take and write off the same lot at once never take more than is there', async () => {
    const { lotId, goodsId } = await aLot(20, { fen: '33.33' });
    const { changeId } = must(await proposeWriteOff(manager, { lotId, quantity: 5, reason: '受潮' }));
    const outcomes = await Promise.all([
      ...Array.from({ length: 25 }, () => allocate(goodsId, 1)),
      approveStockChange(finance, { changeId }),
    ]);
    const approved = outcomes.at(-1)?.ok ?? false;
    const taken = outcomes.slice(0, -1).filter(({ ok }) => ok).length;
    expect(taken).toBe(approved ? 15 : 20);
    expect((await lotNow(lotId)).remaining).toBe(0);
    if (!approved) expect(codes(outcomes.at(-1) as Result<unknown>)).toEqual(['STOCK.SHORT']);
    await agree();
  });
});

describe('labels', () => {
  it('are read by a camera from the picture of the sheet, each leading to its own lot, and name no giver', async () => {
    const made = [await aLot(3, { expiresOn: '2124-06-30' }), await aLot(40), await aLot(1)];
    const lots = await listLots(manager, { lotIds: made.map(({ lotId }) => lotId) });
    const pdf = await labelsPaper({ lots, more: false }, { demo: true });
    const text = pdfText(pdf);
    for (const { name } of made) expect(text).toContain(name);
    expect(text).toContain('2124年6月30日');
    expect(text).not.toContain('演示甲');
    expect(pdfText(await labelsPaper({ lots, more: true }, { demo: true }))).toContain('还有更多批次');
    const read = await qrCodesOnPaper(pdf, { columns: 3, rows: 8 });
    expect(read).toEqual(lots.map(({ id }) => lotAddress(id)));
  });

  it('keep expiry, quantity and code whole beside a long name and a long place, whose ends are left out', async () => {
    const { lotId } = await aLot(12, { expiresOn: '2124-06-30' });
    const [lot] = await listLots(manager, { lotIds: [lotId] });
    if (!lot) throw new Error('no lot');
    const long = { ...lot, name: `${'甲'.repeat(79)}终`, store: `${'乙'.repeat(59)}末` };
    const pdf = await labelsPaper({ lots: [long, lot], more: false }, { demo: true });
    const text = pdfText(pdf).replace(/\s/g, '');
    for (const whole of ['2124年6月30日', '12件', lotCode(lotId)])
      expect(text.split(whole).length - 1).toBe(2);
    expect(text).toContain('…');
    expect(text).not.toMatch(/[终末]/);
  });
});

describe('what was set aside', () => {
  it('says where it lies, the first to expire first, and is printed as a slip to sign on, without giver and value', async () => {
    const late = await aLot(2, { expiresOn: '2124-06-30' });
    const { name } = late;
    await broughtGoods({ finance, manager }, [{ name, unit: '件', quantity: 3 }], {
      expiresOn: '2124-01-31',
    });
    const { allocationId } = must(await allocate(late.goodsId, 4));
    const allocation = await findAllocation(manager, { allocationId });
    expect(allocation?.lines).toMatchObject([
      { quantity: 3, expiresOn: '2124-01-31', store: '一号库' },
      { quantity: 1, expiresOn: '2124-06-30', store: '一号库', lotId: late.lotId },
    ]);
    if (!allocation) throw new Error('no allocation');
    const slip = await slipPaper(allocation, { tenant: here, printedBy: '演示库管' });
    const text = pdfText(slip).replace(/\s/g, '');
    for (const told of [
      '签收单',
      lotCode(allocationId),
      lotCode(late.lotId),
      name,
      '2124年1月31日',
      '一号库',
      '3件',
      '交付人',
      '签收人',
    ])
      expect(text).toContain(told);
    expect(text).not.toMatch(/演示甲|¥/);
    await inLocale('en', async () => {
      expect(pdfText(await slipPaper(allocation, { tenant: here, printedBy: 'Demo' }))).toContain('Slip');
    });
  });
});
