import { describe, expect, it } from 'vitest';
import { must } from '#db/seed/demo/demo';
import { matchGiftLinesJob } from '#jobs/donations/match-bank-lines';
import { matchBillLinesJob } from '#jobs/fees/match-bank-lines';
import { issueReceiptJob } from '#jobs/receipts/issue-receipt';
import { pledgeMoney } from '~/domain/donations/pledge-gift';
import { importBankStatement } from '~/domain/ledger/import-bank-statement';
import { admitReceiver, bankRow, inventedCreditCode } from '../factories/donations';
import { backends, eventually, publish, useBackend } from './backends';

const GIFTS = 25;

describe.each(backends)('gifts and receipts on %s', (backend) => {
  const on = useBackend(backend);
  const jobs = [matchGiftLinesJob, matchBillLinesJob, issueReceiptJob];

  it('one statement, told over and over by several doors, makes each gift and each receipt once, without a gap', async () => {
    const actor = on.actor();
    const today = new Date().toISOString().slice(0, 10);
    await admitReceiver(
      { admin: actor, finance: actor },
      { creditCode: inventedCreditCode(9), validFrom: '2020-01-01', validUntil: '2100-01-01' },
    );
    const references: string[] = [];
    for (let number = 0; number < GIFTS; number++) {
      const donor = { kind: 'person', name: '演示甲' } as const;
      const said = { purpose: 'general', anonymous: true, amountFen: '1.00', donor };
      references.push(must(await pledgeMoney(actor, said)).reference);
    }
    const rows = references.map((remark, index) =>
      bankRow(index + 2, { amount: '1.00', remark, number: `N${index}`, date: today }),
    );
    await Promise.all([1, 2].map(() => on.start(jobs)));
    const imports = await Promise.all(
      Array.from({ length: 5 }, () =>
        importBankStatement(actor, { rows, fileName: 'statement.csv', dryRun: false }),
      ),
    );
    const batchId = imports.map((one) => must(one).batchId).find(Boolean) as string;
    // The same notice under other keys, as when somebody has the job done again.
    await publish(actor, {
      messages: Array.from({ length: 10 }, (_, index) => ({
        job: matchGiftLinesJob.name,
        key: `again-${index}`,
        payload: { batchId },
      })),
    });

    const sql = on.sql();
    const receipts = () => sql<{ number: number }[]>`select number from receipts order by number`;
    const issued = await eventually(receipts, (all) => all.length >= GIFTS, 40_000);
    expect(issued.map(({ number }) => number)).toEqual(
      Array.from({ length: GIFTS }, (_, index) => index + 1),
    );
    const done = () => sql`select 1 from job_effects where job = ${matchGiftLinesJob.name}`;
    expect(await eventually(done, (all) => all.length === 11, 20_000)).toHaveLength(11);
    const [sums] = await sql<{ gifts: number; entries: number; receipts: number }[]>`
      select (select count(*) from gifts where status = 'received')::int as gifts,
        (select count(*) from ledger_entries where kind = 'donations.money')::int as entries,
        (select count(*) from receipts)::int as receipts`;
    expect(sums).toEqual({ gifts: GIFTS, entries: GIFTS, receipts: GIFTS });
    expect(await on.failures()).toEqual([]);
  });
});
