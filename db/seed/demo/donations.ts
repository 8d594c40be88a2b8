import { admitReceiver, bankRow, inventedCreditCode } from '#test/factories/donations';
import { linkUser } from '~/domain/access/link-user';
import type { Role } from '~/domain/access/roles';
import { systemActor } from '~/domain/access/system-actor';
import { allocateGoods } from '~/domain/donations/allocate-goods';
import { findGift } from '~/domain/donations/get-gift';
import { handOverGoods } from '~/domain/donations/hand-over-goods';
import { inspectGoods } from '~/domain/donations/inspect-goods';
import { listGifts } from '~/domain/donations/list-gifts';
import { listStock } from '~/domain/donations/list-stock';
import { matchBankLines } from '~/domain/donations/match-bank-lines';
import { pledgeGoods, pledgeMoney } from '~/domain/donations/pledge-gift';
import { receiveGoods } from '~/domain/donations/receive-goods';
import { addReceptionHours, bookDelivery, listSlots, setReceptionPlace } from '~/domain/donations/reception';
import { recordCashGift } from '~/domain/donations/record-money';
import { listCountSheet, proposeCount } from '~/domain/donations/stock-changes';
import { stockGoods } from '~/domain/donations/stock-goods';
import { valueGoods } from '~/domain/donations/value-goods';
import type { Actor } from '~/domain/kernel/actor';
import { addDays, dateOf, type PlainDate } from '~/domain/kernel/plain-date';
import { importBankStatement } from '~/domain/ledger/import-bank-statement';
import { issueReceipt, reissueReceipt } from '~/domain/receipts/issue-receipt';
import { voidReceipt } from '~/domain/receipts/void-receipt';
import { demoUserId } from './access';
import { demoBed } from './beds';
import { type Demo, must } from './demo';

/** Someone of the tenant at ten in the morning, so many days ago. */
class Days {
  private readonly later: { readonly ago: number; readonly make: () => Promise<unknown> }[] = [];

  constructor(
    private readonly demo: Demo,
    private readonly now: Date,
  ) {}

  private at(days: number): Date {
    return new Date(this.now.getTime() - days * 86_400_000);
  }

  date(days: number): PlainDate {
    return addDays(dateOf(this.now), -days);
  }

  /** Leaves something that takes a number of a register until all of it is known: numbers go by the day. */
  leave(ago: number, make: () => Promise<unknown>): void {
    this.later.push({ ago, make });
  }

  /** Makes what was left, the oldest first. */
  async makeLeft(): Promise<void> {
    for (const { make } of this.later.splice(0).sort((a, b) => b.ago - a.ago)) await make();
  }

  as(role: Role, days: number): Actor {
    return this.demo.as(role, this.at(days));
  }

  system(days: number): Actor {
    return { ...systemActor(this.demo.tenant.id, 'receipts.issue-receipt', 'demo-seed'), at: this.at(days) };
  }
}

const company = {
  kind: 'organisation',
  name: '演示陶琉有限公司',
  creditCode: inventedCreditCode(101),
  phone: '0533-4110001',
} as const;
/** The donor who has an account. */
const donor = { kind: 'person', name: '演示褚卫东', phone: '19900000201' } as const;
const neighbour = { kind: 'person', name: '演示邻居', phone: '19900000202' } as const;

/** What the donor with an account gave in money: on its way there, and back on paper. */
async function seedDonor(demo: Demo, days: Days): Promise<void> {
  const pledge = async (ago: number, amountFen: string, purpose: string) =>
    must(
      await pledgeMoney(days.as('finance', ago), {
        purpose,
        amountFen,
        anonymous: false,
        donor,
      }),
    );
  const first = await pledge(60, '2000.00', 'care-beds');
  const second = await pledge(20, '500.00', 'general');
  await pledge(2, '300.00', 'home-visits');
  const donorId = (await findGift(days.as('finance', 0), first))?.donorId;
  if (donorId) must(await linkUser(demo.as('admin'), { userId: demoUserId('donor', demo.tenant), donorId }));
  const line = (number: string, ago: number, amount: string, remark: string, payer: string) =>
    bankRow(2, { number, amount, remark, payer, date: days.date(ago) });
  await importLines(days, 55, [line('演示流水-1', 55, '2000.00', `捐款 ${first.reference}`, '演示褚卫东')]);
  // Less arrived than was promised, and one line carries no reference.
  await importLines(days, 15, [
    line('演示流水-2', 15, '498.00', second.reference, '演示褚卫东'),
    line('演示流水-3', 15, '300.00', '爱心捐款', '演示热心人'),
  ]);
  receiptLater(days, 55, first.giftId);
  receiptLater(days, 15, second.giftId);
}

async function importLines(days: Days, ago: number, rows: ReturnType<typeof bankRow>[]): Promise<void> {
  const { batchId } = must(
    await importBankStatement(days.as('finance', ago), { rows, fileName: '演示对账单.csv', dryRun: false }),
  );
  if (batchId) must(await matchBankLines(days.system(ago), { batchId }));
}

const receipt = async (days: Days, ago: number, giftId: string) =>
  must(await issueReceipt(days.system(ago), { giftId }));

const receiptLater = (days: Days, ago: number, giftId: string): void =>
  days.leave(ago, () => receipt(days, ago, giftId));

/** Cash of a firm, with a receipt that was made out wrongly first, and what was bought for it. */
async function seedCash(days: Days): Promise<void> {
  const { giftId } = must(
    await recordCashGift(days.as('finance', 40), {
      purpose: 'care-beds',
      amountFen: '8000.00',
      anonymous: false,
      receivedOn: days.date(40),
      donor: company,
    }),
  );
  days.leave(40, async () => {
    const { receiptId } = await receipt(days, 40, giftId);
    const reason = '交款人要求更换抬头（演示数据）';
    must(await voidReceipt(days.as('finance', 39), { receiptId, reason }));
    must(await reissueReceipt(days.as('finance', 39), { receiptId }));
  });
  const anonymous = must(
    await recordCashGift(days.as('finance', 10), {
      purpose: 'general',
      amountFen: '1409.50',
      anonymous: true,
      receivedOn: days.date(10),
      donor: neighbour,
    }),
  );
  receiptLater(days, 10, anonymous.giftId);
}

type Item = { name: string; spec: string; unit: string; quantity: number };

const pledgedGoods = async (days: Days, ago: number, items: Item[], by: typeof company | typeof donor) => {
  const gift = { purpose: 'care-beds', anonymous: false, donor: by, items };
  return must(await pledgeGoods(days.as('finance', ago), gift)).giftId;
};

const itemsOf = async (days: Days, giftId: string) =>
  (await findGift(days.as('finance', 0), { giftId }))?.items ?? [];

async function receivedGoods(
  days: Days,
  ago: number,
  items: Item[],
  by: typeof company | typeof donor = company,
): Promise<string> {
  const giftId = await pledgedGoods(days, ago + 3, items, by);
  const came = (await itemsOf(days, giftId)).map(({ id, pledged }) => ({ itemId: id, received: pledged }));
  must(await receiveGoods(days.as('manager', ago), { giftId, receivedOn: days.date(ago), items: came }));
  return giftId;
}

/** Goods that went all the way to a bed, and goods that still wait for somebody to look at them. */
async function seedGoods(demo: Demo, days: Days): Promise<void> {
  const giftId = await receivedGoods(days, 34, [
    { name: '棉被', spec: '1.5m×2.0m', unit: '床', quantity: 20 },
    { name: '成人纸尿裤', spec: 'L', unit: '包', quantity: 60 },
  ]);
  const items = await itemsOf(days, giftId);
  const accepted = items.map(({ id, received }, index) =>
    index === 0
      ? { itemId: id, accepted: received ?? 0 }
      : { itemId: id, accepted: 54, reason: '6 包包装破损（演示数据）' },
  );
  must(await inspectGoods(days.as('manager', 33), { giftId, items: accepted }));
  must(
    await valueGoods(days.as('finance', 32), {
      giftId,
      basis: 'invoice',
      documentNumber: '演示发票-00001',
      documentOn: days.date(35),
      items: items.map(({ id }, index) => ({ itemId: id, valueFen: index === 0 ? '2400.00' : '1890.00' })),
      proof: { name: '演示发票-00001.pdf', content: demoInvoice() },
    }),
  );
  const lots = items.map(({ id }, index) =>
    index === 0
      ? { itemId: id, quantity: 20, store: '一号库' }
      : { itemId: id, quantity: 54, store: '一号库', expiresOn: addDays(days.date(0), 400) },
  );
  must(await stockGoods(days.as('manager', 32), { giftId, lots }));
  receiptLater(days, 32, giftId);
  await seedUnproven(days);
  await seedAllocations(demo, days);
  await receivedGoods(days, 1, [{ name: '纯牛奶', spec: '250ml×12', unit: '箱', quantity: 30 }]);
}

/** Goods whose worth the donor cannot prove: they are used, and have no receipt of a value. */
async function seedUnproven(days: Days): Promise<void> {
  const giftId = await receivedGoods(
    days,
    31,
    [{ name: '防压疮坐垫', spec: '充气', unit: '个', quantity: 8 }],
    donor,
  );
  const items = await itemsOf(days, giftId);
  const accepted = items.map(({ id, received }) => ({ itemId: id, accepted: received ?? 0 }));
  must(await inspectGoods(days.as('manager', 30), { giftId, items: accepted }));
  const lots = accepted.map(({ itemId, accepted: quantity }) => ({ itemId, quantity, store: '一号库' }));
  must(await stockGoods(days.as('manager', 30), { giftId, lots, withoutValue: true }));
}

/** A count in which one pack is missing, for somebody else to approve. */
async function seedCount(days: Days): Promise<void> {
  const manager = days.as('manager', 0);
  const lot = (await listCountSheet(manager, {})).lots.find(({ name }) => name === '成人纸尿裤');
  if (!lot) return;
  const line = {
    lotId: lot.id,
    expected: lot.onShelf,
    counted: lot.onShelf - 1,
    reason: '少 1 包，原因待查（演示数据）',
  };
  must(await proposeCount(manager, { reason: '月末盘点（演示数据）', lines: [line] }));
}

/** Hours of the centre for goods, and a delivery that is agreed for the next of them. */
async function seedReception(days: Days): Promise<void> {
  const manager = days.as('manager', 0);
  const hours = [
    { from: '09:00', until: '11:30', capacity: 4 },
    { from: '14:00', until: '16:30', capacity: 4 },
  ];
  for (const weekday of [2, 4])
    for (const time of hours) must(await addReceptionHours(manager, { weekday, ...time }));
  must(
    await setReceptionPlace(manager, {
      address: '演示路 1 号颐养中心东门物资接收处（演示数据）',
      phone: '0533-0000000',
      contact: '前台',
    }),
  );
  const giftId = await pledgedGoods(
    days,
    1,
    [{ name: '护理床', spec: '双摇', unit: '张', quantity: 2 }],
    company,
  );
  const [next] = await listSlots(manager, {});
  if (next) must(await bookDelivery(days.as('finance', 0), { giftId, slot: next.id }));
}

/** Goods at beds of both kinds, and a quilt that is set aside and not handed over yet. */
async function seedAllocations(demo: Demo, days: Days): Promise<void> {
  const stock = await listStock(days.as('manager', 0), {});
  const setAside = async (ago: number, room: string, goods: Readonly<Record<string, number>>) =>
    must(
      await allocateGoods(days.as('manager', ago), {
        bedId: await demoBed(demo, room, '1床'),
        lines: Object.entries(goods).map(([name, quantity]) => ({
          goodsId: stock.find((lot) => lot.name === name)?.goodsId ?? '',
          quantity,
        })),
      }),
    );
  for (const [room, goods] of [
    ['C101', { 棉被: 1, 防压疮坐垫: 1 }],
    ['C102', { 棉被: 2, 成人纸尿裤: 7, 防压疮坐垫: 1 }],
    ['C203', { 棉被: 1, 防压疮坐垫: 2 }],
  ] as const)
    must(
      await handOverGoods(days.as('manager', 24), {
        allocationId: (await setAside(25, room, goods)).allocationId,
        handedOverOn: days.date(24),
        handedTo: '演示护理员',
        signed: 'paper',
      }),
    );
  await setAside(3, 'C205', { 棉被: 1 });
}

/** A one-page PDF that says what it is. */
function demoInvoice(): Uint8Array<ArrayBuffer> {
  const text = 'BT /F1 18 Tf 72 720 Td (Demo invoice: invented data, not a document) Tj ET';
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const starts = objects.map((object, index) => {
    const start = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return start;
  });
  const rows = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return new TextEncoder().encode(file + table + trailer);
}

/** A receiver in both tenants; in the main one gifts in every state, a void receipt, goods in the store and at a bed. */
export async function seedDonations(demo: Demo): Promise<void> {
  const people = { admin: demo.as('admin'), finance: demo.as('finance') };
  const days = new Days(demo, new Date());
  const validity = { validFrom: addDays(days.date(0), -700), validUntil: addDays(days.date(0), 700) };
  const names = demo.main
    ? { name: '博山区慈善总会（演示数据）', receiptPrefix: 'YQ', creditCode: inventedCreditCode(370304) }
    : { name: '淄川区慈善总会（演示数据）', receiptPrefix: 'ZC', creditCode: inventedCreditCode(370302) };
  await admitReceiver(people, { ...names, ...validity, handler: '许静怡（演示数据）' });
  if (!demo.main || (await listGifts(people.finance, { limit: 1 })).rows.length > 0) return;
  await seedDonor(demo, days);
  await seedCash(days);
  await seedGoods(demo, days);
  await days.makeLeft();
  await seedReception(days);
  await seedCount(days);
}
