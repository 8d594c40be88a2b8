import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { must } from '#db/seed/demo/demo';
import { recordCashGift } from '~/domain/donations/record-money';
import { startBatch } from '~/domain/receipts/batches';
import { projectRoot } from '~/platform/project-root';
import { admitReceiver, inventedCreditCode } from '../factories/donations';
import { eventually, useBackend } from './backends';

/** Three portions of a batch, the last one not full. */
const GIFTS = 230;
const LOCK_MS = 2_000;

const on = useBackend('postgres');
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

async function startProcess(): Promise<ChildProcess> {
  const child = fork(join(projectRoot, 'test/jobs/worker-process.ts'), { execArgv: ['--import', 'tsx'] });
  children.push(child);
  child.send({ ...on.queue(), lockMs: LOCK_MS, jobs: ['receipts.run-batch'] });
  await once(child, 'message');
  return child;
}

it('a batch whose worker is killed goes on where it was: each gift one receipt, no gap', {
  timeout: 120_000,
}, async () => {
  const actor = on.actor();
  await admitReceiver({ admin: actor, finance: actor }, { creditCode: inventedCreditCode(12) });
  const donor = { kind: 'person', name: '演示甲', phone: '19900000777' } as const;
  const said = { purpose: 'general', anonymous: true, amountFen: '1.00', receivedOn: '2026-11-20', donor };
  for (let made = 0; made < GIFTS; made += 10)
    await Promise.all(Array.from({ length: 10 }, async () => must(await recordCashGift(actor, said))));
  const sql = on.sql();
  // Only the batch is to issue them.
  await sql`delete from outbox where job = 'receipts.issue-receipt'`;
  const { batchId } = must(
    await startBatch(actor, { kind: 'issue', from: '2026-11-20', last: '2026-11-20' }),
  );
  const receipts = async () =>
    (await sql<{ number: number }[]>`select number from receipts order by number`).map(
      ({ number }) => number,
    );

  const first = await startProcess();
  await eventually(receipts, (all) => all.length > 0, 60_000);
  first.kill('SIGKILL');
  await once(first, 'exit');
  await startProcess();
  const wanted = Array.from({ length: GIFTS }, (_, index) => index + 1);
  expect(await eventually(receipts, (all) => all.length >= GIFTS, 60_000)).toEqual(wanted);
  const batch = () =>
    sql`select done, left_out as "leftOut", steps, finished_at is not null as over from receipt_batches where id = ${batchId}`;
  expect(await eventually(batch, ([one]) => one?.over, 20_000)).toEqual([
    { done: GIFTS, leftOut: 0, steps: 3, over: true },
  ]);
  expect(await on.failures()).toEqual([]);
});
