import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { must } from '#db/seed/demo/demo';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import type { Bench, Report } from '~/commands/bench';
import { systemActor } from '~/domain/access/system-actor';
import { plainDate } from '~/domain/kernel/plain-date';
import type { Account } from '~/domain/ledger/chart';
import { postEntry } from '~/domain/ledger/post-entry';
import { trialBalance } from '~/domain/ledger/trial-balance';

const ENTRIES = 4_000;
/** As many at once as the process has connections. */
const AT_ONCE = 16;
const ACCOUNTS = 1_000;
const POSTINGS = ENTRIES * 2;
const [tenant] = demoTenants;
const actor = systemActor(tenant.id, 'bench', 'bench');

const account = (code: string, kind: Account['kind'], id?: string): Account => ({
  code,
  kind,
  ...(id && { subject: { type: 'bench', id } }),
});

/** Seconds in which the work is done for each number below `ENTRIES`, some at once. */
async function seconds(work: (n: number) => Promise<unknown>): Promise<number> {
  const began = performance.now();
  let next = 0;
  const lane = async () => {
    while (next < ENTRIES) await work(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return (performance.now() - began) / 1_000;
}

const post = (debit: Account, credit: Account, n: number) =>
  postEntry(actor, {
    kind: 'bench.entry',
    subject: { type: 'bench', id: randomUUID() },
    on: plainDate('2026-11-01'),
    memo: `${n}`,
    postings: [
      { account: debit, amountFen: 100n },
      { account: credit, amountFen: -100n },
    ],
  }).then(must);

/** Postings per second, each entry in a transaction of its own, beside the same rows written without rules, checks or balances. */
export default async function bench(report: Report, { database }: Bench): Promise<void> {
  const { ownerUrl } = await database();
  await insertTenants(ownerUrl, [tenant]);
  const subjects = Array.from({ length: ACCOUNTS }, () => randomUUID());
  const subject = (n: number) => subjects[n % ACCOUNTS];
  const hot = await seconds((n) =>
    post(account('bench.hot', 'asset'), account('bench.income', 'income', subject(n)), n),
  );
  report('one hot account', POSTINGS / hot, 'postings/s', POSTINGS);
  const many = await seconds((n) =>
    post(
      account('bench.many', 'asset', subject(n * 7)),
      account('bench.many-income', 'income', subject(n)),
      n,
    ),
  );
  report('a thousand accounts', POSTINGS / many, 'postings/s', POSTINGS);
  if ((await trialBalance(actor, {})).sumFen !== 0n) throw new Error('The books do not balance.');

  const sql = postgres(ownerUrl, { max: AT_ONCE, onnotice: () => undefined });
  try {
    await sql`create table bare_entries as select * from ledger_entries with no data`;
    await sql`create table bare_postings as select * from ledger_postings with no data`;
    const bare = await seconds((n) => {
      const id = randomUUID();
      return sql.begin(async (tx) => {
        await tx`insert into bare_entries (tenant_id, id, kind, subject_type, subject_id, on_date, memo, lines, posted_at)
          values (${tenant.id}, ${id}, 'bench.entry', 'bench', ${id}, '2026-11-01', ${String(n)}, 2, now())`;
        await tx`insert into bare_postings (tenant_id, entry_id, line, lines, on_date, account_id, amount_fen)
          values (${tenant.id}, ${id}, 1, 2, '2026-11-01', ${id}, 100), (${tenant.id}, ${id}, 2, 2, '2026-11-01', ${id}, -100)`;
      });
    });
    report('bare insert of the same rows', POSTINGS / bare, 'postings/s', POSTINGS);
  } finally {
    await sql.end();
  }
}
