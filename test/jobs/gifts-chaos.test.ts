import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { must } from '#db/seed/demo/demo';
import { disclose } from '~/domain/donations/disclose';
import { payGift } from '~/domain/donations/pay-gift';
import { pledgeMoney } from '~/domain/donations/pledge-gift';
import { dateOf } from '~/domain/kernel/plain-date';
import { trialBalance } from '~/domain/ledger/trial-balance';
import { compareBill } from '~/domain/payments/compare-bill';
import { providerNames } from '~/domain/payments/payment.rules';
import { receiveNotice } from '~/domain/payments/receive-notice';
import { projectRoot } from '~/platform/project-root';
import { admitReceiver, inventedCreditCode } from '../factories/donations';
import { noticeOf, useProvidersHere } from '../payments/here';
import { eventually, useBackend } from './backends';

/** How many gifts; more take longer: `GIFTS=10000 npx vitest run test/jobs/gifts-chaos.test.ts`. */
const GIFTS = Number(process.env.GIFTS ?? 240);
const SECONDS = 120 + GIFTS / 10;
const LOCK_MS = 2_000;
const AT_ONCE = 8;

const on = useBackend('postgres');
const servers = useProvidersHere();
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A worker as a process of its own, for being killed. */
async function startProcess(): Promise<ChildProcess> {
  const child = fork(join(projectRoot, 'test/jobs/worker-process.ts'), { execArgv: ['--import', 'tsx'] });
  children.push(child);
  const jobs = ['donations.take-online-gift', 'receipts.issue-receipt'];
  child.send({ ...on.queue(), lockMs: LOCK_MS, jobs });
  await once(child, 'message');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** Works through a list, a few at a time. */
async function each<T>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<unknown>,
): Promise<void> {
  const next = items.entries();
  const worker = async () => {
    for (const [index, item] of next) await work(item, index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Numbers from 0 to below 1 in an order that looks like none and is always the same (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

it('gifts whose notices come twice, in any order, or never, while workers are killed: each once, each receipt once, no gap', {
  timeout: SECONDS * 1_000,
}, async () => {
  const actor = on.actor();
  const random = numbers(20_261_128);
  await admitReceiver({ admin: actor, finance: actor }, { creditCode: inventedCreditCode(11) });
  const yesterday = new Date(Date.now() - 86_400_000);
  const orders: { provider: (typeof providerNames)[number]; number: string; fen: bigint }[] = [];
  await each(Array.from({ length: GIFTS }), async (_, index) => {
    const provider = providerNames[index % 2] ?? 'alipay';
    const fen = BigInt(100 + index);
    const donor = { kind: 'person', name: '演示甲' } as const;
    const said = { purpose: index % 3 ? 'general' : 'care-beds', anonymous: true, amountFen: fen, donor };
    const { giftId } = must(await pledgeMoney(actor, said));
    const { number } = must(await payGift(actor, { giftId, provider, way: 'code' }));
    servers[provider].trades.open({ number, fen, notifyUrl: '' });
    servers[provider].trades.pay(number, yesterday);
    orders.push({ provider, number, fen });
  });
  const wantedFen = orders.reduce((sum, { fen }) => sum + fen, 0n);

  // A quarter of the orders is never told of; the others once to three times, some of these by the very same notice.
  const notices = orders
    .flatMap((order) => {
      const times = random() < 0.25 ? 0 : 1 + Math.floor(random() * 3);
      const eventId = `event ${order.number}`;
      return Array.from({ length: times }, () => ({
        ...order,
        eventId: random() < 0.5 ? eventId : `${eventId} ${random()}`,
        place: random(),
      }));
    })
    .sort((one, other) => one.place - other.place);
  expect(notices.length).toBeGreaterThan(GIFTS / 2);

  const sql = on.sql();
  const received = async () =>
    Number((await sql`select count(*) as n from gifts where status = 'received'`)[0]?.n);
  const atLeast = (wanted: number) => eventually(received, (n) => n >= wanted, SECONDS * 1_000);

  const first = await startProcess();
  const telling = each(notices, ({ provider, number, eventId }) =>
    receiveNotice(provider, { ...noticeOf(servers, provider, number, { eventId }), requestId: 'test' }),
  );
  await atLeast(Math.floor(GIFTS / 10));
  await kill(first);
  const second = await startProcess();
  await atLeast(Math.floor(GIFTS / 4));
  await kill(second);
  await telling;
  const third = await startProcess();
  // The night after: what nobody told is found in the providers' bills, by whoever reads them, twice at once.
  const day = dateOf(yesterday);
  await Promise.all(
    providerNames.flatMap((provider) => [1, 2].map(() => compareBill(actor, { provider, day }))),
  );
  await atLeast(GIFTS);
  const receipts = () => sql<{ number: number }[]>`select number from receipts order by number`;
  const issued = await eventually(receipts, (all) => all.length >= GIFTS, SECONDS * 1_000);
  await kill(third);

  expect(issued.map(({ number }) => number)).toEqual(Array.from({ length: GIFTS }, (_, n) => n + 1));
  const [sums] = await sql<Record<string, number>[]>`
      select (select count(*) from gifts)::int as gifts,
        (select count(distinct order_id) from gifts where status = 'received')::int as paid,
        (select count(*) from payment_orders where status = 'paid')::int as orders,
        (select count(distinct gift_id) from receipts)::int as receipted,
        (select count(*) from ledger_entries where kind = 'donations.money')::int as entries,
        (select count(*) from payment_reviews)::int as reviews`;
  expect(sums).toEqual({
    gifts: GIFTS,
    paid: GIFTS,
    orders: GIFTS,
    receipted: GIFTS,
    entries: GIFTS,
    reviews: 0,
  });
  expect((await trialBalance(actor, {})).sumFen).toBe(0n);
  const shown = await disclose(actor, {});
  expect(shown.reconciled).toBe(true);
  expect(shown.total.moneyReceivedFen).toBe(wantedFen);
  expect(await on.failures()).toEqual([]);
});
