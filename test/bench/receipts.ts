import { demoOf, must } from '#db/seed/demo/demo';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import type { Bench, Report } from '~/commands/bench';
import { systemActor } from '~/domain/access/system-actor';
import { recordCashGift } from '~/domain/donations/record-money';
import { issueReceipt } from '~/domain/receipts/issue-receipt';
import { getReceipt } from '~/domain/receipts/list-receipts';
import { receiptPaper } from '~/papers/receipt-paper.server';
import { admitReceiver } from '../factories/donations';

/** Receipts that are issued, so that each paper is another one. */
const RECEIPTS = 200;
/** Papers before the clock runs: fonts and template are read then, once per process. */
const WARM_UP = 20;
/** Each receipt is rendered so often. */
const ROUNDS = 5;
/** Gifts that are receipted at the same time: all of them want the next number of one register. */
const AT_ONCE = 8;

const [tenant] = demoTenants;

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}

/** Runs `work` over all of `items`, so many at a time. */
async function overAll<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) await work(items[at] as Item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Receipts issued per second through one register, and papers rendered per second, both in one process. */
export default async function bench(report: Report, { database }: Bench): Promise<void> {
  const { ownerUrl } = await database();
  await insertTenants(ownerUrl, [tenant]);
  const demo = demoOf(tenant, { main: true });
  const finance = demo.as('finance');
  await admitReceiver(
    { admin: demo.as('admin'), finance },
    { validFrom: '2020-01-01', validUntil: '2100-01-01' },
  );
  const system = systemActor(tenant.id, 'bench', 'bench');
  const receivedOn = new Date().toISOString().slice(0, 10);
  const giftIds: string[] = [];
  await overAll([...Array(RECEIPTS).keys()], AT_ONCE, async (number) => {
    const donor = { kind: 'person', name: '演示捐赠人' } as const;
    const said = { purpose: 'general', anonymous: true, amountFen: String(100 + number), receivedOn, donor };
    giftIds.push(must(await recordCashGift(finance, said)).giftId);
  });

  const issuing = await seconds(() =>
    overAll(giftIds, AT_ONCE, async (giftId) => must(await issueReceipt(system, { giftId }))),
  );
  report('issued', RECEIPTS / issuing, 'receipts/s', RECEIPTS);

  const receipts = await Promise.all(
    giftIds.map(async (giftId) => {
      const { receiptId } = must(await issueReceipt(system, { giftId }));
      const receipt = await getReceipt(finance, { receiptId });
      if (!receipt) throw new Error('An issued receipt is not there');
      return receipt;
    }),
  );
  for (const receipt of receipts.slice(0, WARM_UP)) await receiptPaper(receipt, { demo: true });
  const rendering = await seconds(async () => {
    for (let round = 0; round < ROUNDS; round++)
      for (const receipt of receipts) await receiptPaper(receipt, { demo: true });
  });
  report('rendered', (RECEIPTS * ROUNDS) / rendering, 'receipts/s', RECEIPTS * ROUNDS);
}
