import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoOf } from '#db/seed/demo/demo';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { publicActor } from '~/domain/access/public-actor';
import { systemActor } from '~/domain/access/system-actor';
import { findGift } from '~/domain/donations/get-gift';
import { pledgeMoneyPublicly } from '~/domain/donations/pledge-gift';
import { recordCashGift } from '~/domain/donations/record-money';
import { setDonorMail, setGiftMail } from '~/domain/donations/set-donor-mail';
import { dateOf } from '~/domain/kernel/plain-date';
import { findBatch, resumeBatch, runBatch, startBatch, stopBatch } from '~/domain/receipts/batches';
import { giveReceipt } from '~/domain/receipts/give-receipt';
import { listReceiptsOfGift } from '~/domain/receipts/list-receipts';
import { listSendings, resendReceipt } from '~/domain/receipts/send-receipt';
import { voidReceipt } from '~/domain/receipts/void-receipt';
import { useFreshDatabase } from '../database';
import { admitReceiver, inventedCreditCode, solvedGuard } from '../factories/donations';
import { type MailServer, startMailServer, subjectOf } from '../mail-server';
import { runJobs } from '../payments/here';
import { pdfText } from '../pdf-text';
import { codes, value } from '../results';

const database = useFreshDatabase({ connections: 12 });
const [here] = demoTenants;
const demo = demoOf(here, { main: true });
const finance = demo.as('finance');
const system = systemActor(here.id, 'test', 'test');
const today = dateOf(new Date());
const period = { from: '2026-11-01', last: today } as const;

let sql: postgres.Sql;
let server: MailServer;
beforeAll(async () => {
  server = await startMailServer();
  // Read once, when the first receipt is issued.
  process.env.MAIL_URL = `smtp://notice%40example.cn:right@127.0.0.1:${server.port}`;
  await insertTenants(database.ownerUrl, demoTenants);
  sql = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  await admitReceiver({ admin: demo.as('admin'), finance });
});
afterAll(async () => {
  await sql.end();
  await server.close();
});
beforeEach(() => {
  server.answer = undefined;
  server.received.length = 0;
});

let people = 0;
/** A gift in cash; `issued` as its own job does it, else left for a batch. */
async function cash({ mail, issued = true }: { mail?: string; issued?: boolean } = {}) {
  const donor = { kind: 'person', name: '演示寄送', phone: `199000${10_000 + ++people}`, mail } as const;
  const { giftId } = value(
    await recordCashGift(finance, {
      purpose: 'general',
      anonymous: true,
      amountFen: '10.00',
      receivedOn: '2026-11-20',
      donor,
    }),
  );
  if (issued) expect(await runJobs(sql)).toEqual([]);
  else await sql`delete from outbox where job = 'receipts.issue-receipt' and dispatched_at is null`;
  return giftId;
}
const receiptOf = async (giftId: string) => (await listReceiptsOfGift(finance, { giftId }))[0];
const donorOf = async (giftId: string) => (await findGift(finance, { giftId }))?.donorId ?? '';

/** The paper that came with a mail. */
function paperOf(raw: string): string {
  const [, packed = ''] = /application\/pdf[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+?)\r\n--/.exec(raw) ?? [];
  return pdfText(Buffer.from(packed.replace(/\s/g, ''), 'base64'));
}

describe('many receipts issued', () => {
  it('one for each gift that has none, a portion at a time, whoever else does so at that moment', async () => {
    const gifts = await Promise.all(Array.from({ length: 130 }, () => cash({ issued: false })));
    expect(codes(await startBatch(finance, { kind: 'issue', from: today, last: '2026-11-01' }))).toEqual([
      'RECEIPT.BATCH_DAYS',
    ]);
    expect(
      codes(await startBatch(finance, { kind: 'issue', from: '2020-01-01', last: '2020-01-02' })),
    ).toEqual(['RECEIPT.BATCH_EMPTY']);
    const started = await Promise.all(
      Array.from({ length: 3 }, () => startBatch(finance, { kind: 'issue', ...period })),
    );
    expect(started.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(started.flatMap(codes))).toEqual(new Set(['RECEIPT.BATCH_RUNS']));
    const batchId = started.flatMap((one) => (one.ok ? [one.value.batchId] : []))[0] ?? '';
    // The same turn several times at once, as when a job is taken up by two workers.
    for (const result of await Promise.all(
      Array.from({ length: 4 }, () => runBatch(system, { batchId, step: 0 })),
    ))
      value(result);
    expect(await findBatch(finance, { batchId })).toMatchObject({ done: 100, running: true, total: 130 });
    expect(await runJobs(sql)).toEqual([]);
    expect(await findBatch(finance, { batchId })).toMatchObject({
      done: 130,
      leftOut: 0,
      running: false,
      through: 130,
      sent: null,
    });
    const numbers = await sql<{ number: number }[]>`select number from receipts order by number`;
    expect(numbers.map(({ number }) => number)).toEqual(gifts.map((_, index) => index + 1));
    expect(codes(await stopBatch(finance, { batchId }))).toEqual(['RECEIPT.BATCH_OVER']);
    expect(codes(await stopBatch(finance, { batchId: randomUUID() }))).toEqual(['RECEIPT.BATCH_UNKNOWN']);
    expect(codes(await startBatch(demo.as('auditor'), { kind: 'issue', ...period }))).toEqual([
      'ACCESS.NOT_PERMITTED',
    ]);
  }, 60_000);
});

describe('a receipt by mail', () => {
  it('goes to a donor with an address as soon as it is issued, its paper with it, once', async () => {
    const giftId = await cash({ mail: 'giver@example.cn' });
    const receipt = await receiptOf(giftId);
    expect(server.received).toMatchObject([{ to: ['giver@example.cn'] }]);
    const raw = server.received[0]?.raw ?? '';
    expect(subjectOf(raw)).toMatch(/^捐赠收据 YQ2026-\d{6}（演示慈善总会）$/);
    expect(paperOf(raw)).toContain('人民币壹拾元整');
    expect(await listSendings(finance, { receiptId: receipt?.id ?? '' })).toMatchObject([{ status: 'sent' }]);
    const kept = JSON.stringify(await sql`select * from donors`);
    expect(kept).not.toContain('giver@example.cn');
  });

  it('is sent again when asked, and not without an address, when void, or while it is on its way', async () => {
    const giftId = await cash();
    const receiptId = (await receiptOf(giftId))?.id ?? '';
    expect(codes(await resendReceipt(finance, { receiptId }))).toEqual(['RECEIPT.NO_ADDRESS']);
    const donorId = await donorOf(giftId);
    expect(codes(await setDonorMail(finance, { donorId, mail: 'no address' }))).toEqual(['DONOR.MAIL_FORM']);
    const stranger = { ...demo.as('donor'), donorId: randomUUID() };
    expect(codes(await setDonorMail(stranger, { donorId, mail: 'thief@example.cn' }))).toEqual([
      'DONOR.UNKNOWN',
    ]);
    value(await setDonorMail({ ...demo.as('donor'), donorId }, { donorId, mail: 'again@example.cn' }));
    expect((await findGift(finance, { giftId }))?.donorMail).toBe('a***@example.cn');
    const again = await Promise.all(Array.from({ length: 8 }, () => resendReceipt(finance, { receiptId })));
    expect(again.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(again.flatMap(codes))).toEqual(new Set(['RECEIPT.SENDING']));
    expect(await runJobs(sql)).toEqual([]);
    expect(server.received.map(({ to }) => to)).toEqual([['again@example.cn']]);
    value(await voidReceipt(finance, { receiptId, reason: '写错' }));
    expect(codes(await resendReceipt(finance, { receiptId }))).toEqual(['RECEIPT.VOIDED']);
  });

  it('what is typed with another gift of the same donor counts for that gift alone', async () => {
    await cash({ mail: 'mine@example.cn' });
    const donor = {
      kind: 'person',
      name: '演示寄送',
      phone: `199000${10_000 + people}`,
      mail: 'other@example.cn',
    } as const;
    value(
      await recordCashGift(finance, {
        purpose: 'general',
        anonymous: true,
        amountFen: '1.00',
        receivedOn: '2026-11-20',
        donor,
      }),
    );
    expect(await runJobs(sql)).toEqual([]);
    expect(server.received.map(({ to }) => to)).toEqual([['mine@example.cn'], ['other@example.cn']]);
  });
});

describe('many receipts sent again', () => {
  it('each once per batch, those without an address counted, and what the server refuses shown', async () => {
    const { batchId } = value(await startBatch(finance, { kind: 'send', ...period, again: true }));
    server.answer = { code: 550, text: 'no such user' };
    expect(await runJobs(sql)).toEqual([]);
    const first = await findBatch(finance, { batchId });
    expect(first).toMatchObject({ running: false, sent: { sent: 0, waiting: 0, givenUp: 3 } });
    expect(first?.through).toBe(first?.total);
    server.answer = undefined;
    const again = value(await startBatch(finance, { kind: 'send', ...period, again: true }));
    expect(await runJobs(sql)).toEqual([]);
    expect(server.received).toHaveLength(3);
    expect((await findBatch(finance, again))?.sent).toMatchObject({ sent: 3, givenUp: 0, waiting: 0 });
  });

  it('stopped, it sends no more', async () => {
    const { batchId } = value(await startBatch(finance, { kind: 'send', ...period, again: true }));
    value(await runBatch(system, { batchId, step: 0 }));
    value(await runBatch(system, { batchId, step: 1 }));
    value(await stopBatch(finance, { batchId }));
    expect(codes(await stopBatch(finance, { batchId }))).toEqual(['RECEIPT.BATCH_OVER']);
    expect(await runJobs(sql)).toEqual([]);
    expect(server.received).toEqual([]);
    expect(await findBatch(finance, { batchId })).toMatchObject({
      running: false,
      sent: { sent: 0, waiting: 0, stopped: 3 },
    });
  });
});

describe('a batch that was stopped', () => {
  /** Receipts that were never sent, whose donors have an address since. */
  async function unsent(...mails: string[]) {
    const receiptIds: string[] = [];
    for (const mail of mails) {
      const giftId = await cash();
      receiptIds.push((await receiptOf(giftId))?.id ?? '');
      value(await setDonorMail(finance, { donorId: await donorOf(giftId), mail }));
    }
    server.received.length = 0;
    return receiptIds;
  }
  const addresses = () => server.received.flatMap(({ to }) => to).sort();

  it('goes on with what was held back, each receipt once, whatever was sent by hand meanwhile', async () => {
    const [byHand = ''] = await unsent('hand@example.cn', 'held@example.cn');
    const { batchId, alreadySent } = value(await startBatch(finance, { kind: 'send', ...period }));
    expect(alreadySent).toBe(3);
    value(await runBatch(system, { batchId, step: 0 }));
    value(await runBatch(system, { batchId, step: 1 }));
    expect(codes(await resumeBatch(finance, { batchId }))).toEqual(['RECEIPT.BATCH_NOT_STOPPED']);
    value(await stopBatch(finance, { batchId }));
    expect(await runJobs(sql)).toEqual([]);
    expect(await findBatch(finance, { batchId })).toMatchObject({ running: false, sent: { stopped: 2 } });
    value(await resendReceipt(finance, { receiptId: byHand }));
    expect(await runJobs(sql)).toEqual([]);
    expect(addresses()).toEqual(['hand@example.cn']);

    expect(codes(await resumeBatch(demo.as('auditor'), { batchId }))).toEqual(['ACCESS.NOT_PERMITTED']);
    expect(codes(await resumeBatch(finance, { batchId: randomUUID() }))).toEqual(['RECEIPT.BATCH_UNKNOWN']);
    value(await resumeBatch(finance, { batchId }));
    expect(await findBatch(finance, { batchId })).toMatchObject({ running: true, stopRequestedAt: null });
    expect(await runJobs(sql)).toEqual([]);
    expect(addresses()).toEqual(['hand@example.cn', 'held@example.cn']);
    expect(await findBatch(finance, { batchId })).toMatchObject({
      running: false,
      sent: { sent: 1, stopped: 1, waiting: 0 },
    });
    const events = await sql<{ kind: string }[]>`
      select kind from audit_events where subject_id = ${batchId} order by id`;
    expect(events.map(({ kind }) => kind)).toEqual([
      'receipts.batch-begun',
      'receipts.batch-ended',
      'receipts.batch-stopped',
      'receipts.batch-resumed',
      'receipts.batch-ended',
    ]);
  });

  it('goes on also when the stop was not heard yet: nothing is lost and nothing sent twice', async () => {
    await unsent('early@example.cn', 'late@example.cn');
    const { batchId } = value(await startBatch(finance, { kind: 'send', ...period }));
    value(await runBatch(system, { batchId, step: 0 }));
    value(await stopBatch(finance, { batchId }));
    value(await resumeBatch(finance, { batchId }));
    expect(await runJobs(sql)).toEqual([]);
    expect(addresses()).toEqual(['early@example.cn', 'late@example.cn']);
    expect(await findBatch(finance, { batchId })).toMatchObject({
      running: false,
      sent: { sent: 2, stopped: 0 },
    });
  });

  it('waits for another one of its kind, and issues what it left', async () => {
    const gifts = [await cash({ issued: false }), await cash({ issued: false })];
    const { batchId } = value(await startBatch(finance, { kind: 'issue', ...period }));
    value(await stopBatch(finance, { batchId }));
    expect(await runJobs(sql)).toEqual([]);
    expect(await findBatch(finance, { batchId })).toMatchObject({ running: false, done: 0 });
    const other = value(await startBatch(finance, { kind: 'issue', ...period }));
    expect(codes(await resumeBatch(finance, { batchId }))).toEqual(['RECEIPT.BATCH_RUNS']);
    value(await stopBatch(finance, other));
    expect(await runJobs(sql)).toEqual([]);
    value(await resumeBatch(finance, { batchId }));
    expect(await runJobs(sql)).toEqual([]);
    expect(await findBatch(finance, { batchId })).toMatchObject({ running: false, done: 2, leftOut: 0 });
    for (const giftId of gifts) expect(await listReceiptsOfGift(finance, { giftId })).toHaveLength(1);
  });
});

describe('another batch over the same days', () => {
  const at = new Date('2026-10-06T02:00:00Z');
  const days = { kind: 'send', from: '2026-10-06', last: '2026-10-06' } as const;

  it('leaves out what was sent already and says how many, unless told to send again', async () => {
    const giftId = await cash({ mail: 'once@example.cn', issued: false });
    value(await giveReceipt({ ...finance, at }, { giftId }));
    expect(await runJobs(sql)).toEqual([]);
    expect(server.received.map(({ to }) => to)).toEqual([['once@example.cn']]);
    const all = await startBatch(finance, days);
    expect(all).toMatchObject({
      ok: false,
      refusals: [{ code: 'RECEIPT.BATCH_ALL_SENT', field: 'again', params: { count: 1 } }],
    });
    const without = await cash({ issued: false });
    value(await giveReceipt({ ...finance, at }, { giftId: without }));
    const some = value(await startBatch(finance, days));
    expect(await runJobs(sql)).toEqual([]);
    expect(some.alreadySent).toBe(1);
    expect(await findBatch(finance, some)).toMatchObject({ total: 1, alreadySent: 1, again: false });
    expect(server.received).toHaveLength(1);
    const again = value(await startBatch(finance, { ...days, again: true }));
    expect(await runJobs(sql)).toEqual([]);
    expect(again.alreadySent).toBe(0);
    expect(server.received).toHaveLength(2);
  });
});

describe('where a receipt goes', () => {
  it('is what its own gift says, whoever typed it, and never makes that the donor’s own address', async () => {
    const donor = { kind: 'organisation', name: '演示食品公司', creditCode: inventedCreditCode(80) } as const;
    const of = { purpose: 'general', anonymous: true } as const;
    const cashOf = async (mail?: string) => {
      const said = { ...of, amountFen: '1.00', receivedOn: '2026-11-20', donor: { ...donor, mail } } as const;
      return value(await recordCashGift(finance, said)).giftId;
    };
    // A stranger knows name and credit code, as anybody may.
    const anybody = publicActor(here.id, 'test');
    const promised = value(
      await pledgeMoneyPublicly(anybody, {
        ...of,
        amountFen: '1.00',
        donor: { ...donor, mail: 'stranger@example.cn' },
        guard: await solvedGuard(anybody),
      }),
    );
    const theirs = await cashOf();
    expect(await runJobs(sql)).toEqual([]);
    expect(server.received).toEqual([]);
    expect(await findGift(finance, promised)).toMatchObject({ giftMail: 's***@example.cn', donorMail: null });
    expect(await findGift(finance, { giftId: theirs })).toMatchObject({ giftMail: null, donorMail: null });

    // Of a donor who is known what is typed is kept, and their own address serves the gifts that have none.
    const donorId = await donorOf(theirs);
    value(await setDonorMail(finance, { donorId, mail: 'own@example.cn' }));
    await cashOf();
    await cashOf('typed@example.cn');
    expect(await runJobs(sql)).toEqual([]);
    expect(server.received.flatMap(({ to }) => to).sort()).toEqual(['own@example.cn', 'typed@example.cn']);
    const kept = JSON.stringify(await sql`select * from gifts`);
    expect(kept).not.toContain('example.cn');
  });

  it('is put right when it was wrong, or left empty for the donor’s own', async () => {
    const giftId = await cash({ mail: 'wrong@example.cn' });
    const receiptId = (await receiptOf(giftId))?.id ?? '';
    value(await setDonorMail(finance, { donorId: await donorOf(giftId), mail: 'own@example.cn' }));
    server.received.length = 0;
    expect(codes(await setGiftMail(finance, { giftId, mail: 'no address' }))).toEqual(['DONOR.MAIL_FORM']);
    expect(codes(await setGiftMail(finance, { giftId: randomUUID(), mail: '' }))).toEqual(['GIFT.UNKNOWN']);
    expect(codes(await setGiftMail(demo.as('manager'), { giftId, mail: '' }))).toEqual([
      'ACCESS.NOT_PERMITTED',
    ]);
    for (const mail of ['right@example.cn', '']) {
      value(await setGiftMail(finance, { giftId, mail }));
      value(await resendReceipt(finance, { receiptId }));
      expect(await runJobs(sql)).toEqual([]);
    }
    expect(server.received.map(({ to }) => to)).toEqual([['right@example.cn'], ['own@example.cn']]);
    const events =
      await sql`select data from audit_events where kind = 'gifts.mail-set' and subject_id = ${giftId}
      order by seq`;
    expect(events.map(({ data }) => data)).toEqual([{ hasMail: true }, { hasMail: false }]);
  });
});
