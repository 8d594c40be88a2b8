import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import postgres from 'postgres';
import { SMTPServer } from 'smtp-server';
import { demoOf, must } from '#db/seed/demo/demo';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { runReceiptBatchJob } from '#jobs/receipts/run-batch';
import { sendReceiptJob } from '#jobs/receipts/send-receipt';
import { startWorker } from '#jobs/worker';
import type { Bench, Report } from '~/commands/bench';
import { systemActor } from '~/domain/access/system-actor';
import { findGift } from '~/domain/donations/get-gift';
import { recordCashGift } from '~/domain/donations/record-money';
import { setDonorMail } from '~/domain/donations/set-donor-mail';
import { dateOf } from '~/domain/kernel/plain-date';
import { findBatch, startBatch } from '~/domain/receipts/batches';
import { issueReceipt } from '~/domain/receipts/issue-receipt';
import { getReceipt } from '~/domain/receipts/list-receipts';
import { receiptPaper } from '~/papers/receipt-paper.server';
import { env } from '~/platform/env';
import { mailSender } from '~/platform/messages/mail';
import { admitReceiver } from '../factories/donations';
import { overAll } from './over-all';

/** Receipts that are issued, so that each paper is another one. */
const RECEIPTS = 200;
/** Papers before the clock runs: fonts and template are read then, once per process. */
const WARM_UP = 20;
/** Each receipt is rendered so often. */
const ROUNDS = 5;
/** Gifts that are receipted at the same time: all of them want the next number of one register. */
const AT_ONCE = 8;

/** Gifts of the batch that a worker issues receipts for, and then sends, each with its paper. */
const BATCH = Number(process.env.BATCH ?? 10_000);
const SAMPLE_MS = 200;

const [tenant] = demoTenants;
const log = pino({ level: 'silent' });

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}

/** A mail server that takes everything and keeps nothing; answers its address and how to stop it. */
async function startDrain(): Promise<{ url: string; close(): Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      stream.on('data', () => undefined);
      stream.on('end', () => done());
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** Waits for a batch to end, and says how long it took and the most memory that the process held, in MB. */
async function untilOver(batchId: string, finance: Parameters<typeof findBatch>[0]) {
  const began = performance.now();
  let peak = 0;
  for (;;) {
    peak = Math.max(peak, process.memoryUsage.rss() / 1e6);
    if (!(await findBatch(finance, { batchId }))?.running) break;
    await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
  }
  return { seconds: (performance.now() - began) / 1_000, peak };
}

/** Receipts issued per second through one register, papers rendered per second in one process, and a batch through the worker. */
export default async function bench(report: Report, { database }: Bench): Promise<void> {
  const drain = await startDrain();
  // The place where the process keeps its ways of reaching somebody.
  (globalThis as unknown as Record<symbol, unknown>)[Symbol.for('wellspring.message-senders')] = {
    mail: mailSender({ url: drain.url, from: 'notice@example.cn' }),
  };
  const { ownerUrl } = await database();
  await insertTenants(ownerUrl, [tenant]);
  const demo = demoOf(tenant, { main: true });
  const finance = demo.as('finance');
  await admitReceiver(
    { admin: demo.as('admin'), finance },
    { validFrom: '2020-01-01', validUntil: '2100-01-01' },
  );
  const system = systemActor(tenant.id, 'bench', 'bench');
  const receivedOn = dateOf(new Date());
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

  const giver = { kind: 'person', name: '演示批量', phone: '19900000999' } as const;
  const batched: string[] = [];
  await overAll([...Array(BATCH).keys()], AT_ONCE, async (number) => {
    const said = {
      purpose: 'general',
      anonymous: true,
      amountFen: String(1 + number),
      receivedOn,
      donor: giver,
    };
    batched.push(must(await recordCashGift(finance, said)).giftId);
  });
  // Only the batch is to issue them.
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  await sql`delete from outbox`;
  await sql.end();
  const jobs = [runReceiptBatchJob, sendReceiptJob];
  const { sessionSecret } = env();
  const worker = await startWorker({ databaseUrl: ownerUrl, sessionSecret, jobs, schedule: [], log });
  const days = { from: receivedOn, last: receivedOn };
  report('memory before the batches', process.memoryUsage.rss() / 1e6, 'MB', 1);
  const issue = must(await startBatch(finance, { kind: 'issue', ...days }));
  const issuedIn = await untilOver(issue.batchId, finance);
  report('batch issued through the worker', BATCH / issuedIn.seconds, 'receipts/s', BATCH);
  report('most memory while issuing', issuedIn.peak, 'MB', BATCH);

  const donorId = (await findGift(finance, { giftId: batched[0] ?? '' }))?.donorId ?? '';
  must(await setDonorMail(finance, { donorId, mail: 'giver@example.cn' }));
  const send = must(await startBatch(finance, { kind: 'send', ...days }));
  const sentIn = await untilOver(send.batchId, finance);
  const sent = (await findBatch(finance, send))?.sent?.sent ?? 0;
  report('batch sent through the worker', sent / sentIn.seconds, 'papers/s', sent);
  report('most memory while sending', sentIn.peak, 'MB', sent);
  await worker.stop();
  await drain.close();
}
