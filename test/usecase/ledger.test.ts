import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoOf } from '#db/seed/demo/demo';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { madeReasons } from '~/domain/kernel/made-reasons';
import { accountBalance, accountBalances, codeBalance } from '~/domain/ledger/account-balance';
import { chart, residentReceivable } from '~/domain/ledger/chart';
import { claimBankLine, releaseBankLine } from '~/domain/ledger/claim-bank-line';
import { findEntry } from '~/domain/ledger/find-entry';
import { importBankStatement } from '~/domain/ledger/import-bank-statement';
import {
  countUnmatchedBankLines,
  listBankLines,
  listUnmatchedBankLines,
} from '~/domain/ledger/list-bank-lines';
import { listPostings } from '~/domain/ledger/list-postings';
import { postEntries } from '~/domain/ledger/post-entries';
import { postEntry } from '~/domain/ledger/post-entry';
import { reverseEntry } from '~/domain/ledger/reverse-entry';
import { trialBalance } from '~/domain/ledger/trial-balance';
import { inLocale } from '~/platform/i18n/locale.server';
import { useFreshDatabase } from '../database';

const database = useFreshDatabase({ connections: 12 });
const [here, there] = demoTenants;
const system = systemActor(here.id, 'test', 'test');
const finance = demoOf(here, { main: true }).as('finance');
const auditor = demoOf(here, { main: true }).as('auditor');
const on = '2026-11-23';

let sql: postgres.Sql;
beforeAll(async () => {
  await insertTenants(database.ownerUrl, demoTenants);
  sql = postgres(database.ownerUrl, { max: 2, types: { bigint: postgres.BigInt } });
});
afterAll(() => sql.end());

const entry = (
  debit: Parameters<typeof postEntry>[1]['postings'][number]['account'],
  credit: typeof debit,
  amountFen: bigint,
) => ({
  kind: 'test.move',
  subject: { type: 'test', id: randomUUID() },
  on,
  postings: [
    { account: debit, amountFen },
    { account: credit, amountFen: -amountFen },
  ],
});

/** What the books must always be, looked at behind the product's back. */
async function expectSoundBooks() {
  expect((await trialBalance(auditor, {})).sumFen).toBe(0n);
  const wrong = await sql`
    select a.code from ledger_accounts a
    left join ledger_balances b on b.tenant_id = a.tenant_id and b.account_id = a.id
    where coalesce(b.balance_fen, 0) <> (select coalesce(sum(p.amount_fen), 0) from ledger_postings p
      where p.tenant_id = a.tenant_id and p.account_id = a.id)`;
  expect(wrong).toEqual([]);
}

describe('the books', () => {
  it('a resident owes what was billed less what was paid', async () => {
    const [li, wang] = [randomUUID(), randomUUID()];
    const billed = await postEntries(system, {
      entries: [
        entry(residentReceivable(li), chart.careFees, 186_000n),
        entry(residentReceivable(wang), chart.careFees, 92_500n),
      ],
    });
    expect(billed.ok).toBe(true);
    await postEntry(system, entry(chart.bank, residentReceivable(li), 100_000n));

    expect(
      await accountBalance(auditor, { code: 'receivable.residents', subject: { type: 'person', id: li } }),
    ).toBe(86_000n);
    const owed = await accountBalances(auditor, {
      code: 'receivable.residents',
      type: 'person',
      ids: [li, wang, randomUUID()],
    });
    expect([...owed]).toEqual(
      expect.arrayContaining([
        [li, 86_000n],
        [wang, 92_500n],
      ]),
    );
    expect(owed.size).toBe(2);
    expect(await codeBalance(auditor, { code: 'receivable.residents' })).toBe(178_500n);
    expect(await accountBalance(auditor, { code: 'income.care-fees' })).toBe(-278_500n);
    await expectSoundBooks();
  });

  it('refuses an entry that does not balance, and one whose account is of another kind', async () => {
    const bad = entry(chart.bank, chart.careFees, 100n);
    const unbalanced = await postEntry(system, {
      ...bad,
      postings: [
        bad.postings[0] as (typeof bad.postings)[number],
        { account: chart.careFees, amountFen: -99n },
      ],
    });
    expect(unbalanced).toMatchObject({ ok: false, refusals: [{ code: 'LEDGER.UNBALANCED' }] });
    const otherKind = await postEntry(system, entry({ code: 'bank', kind: 'income' }, chart.careFees, 100n));
    expect(otherKind).toMatchObject({
      ok: false,
      refusals: [{ code: 'LEDGER.ACCOUNT_KIND', params: { account: 'bank' } }],
    });
    const subjectOfOtherKind = await postEntry(
      system,
      entry(
        { code: 'bank', kind: 'income', subject: { type: 'person', id: randomUUID() } },
        chart.careFees,
        100n,
      ),
    );
    expect(subjectOfOtherKind).toMatchObject({ ok: false, refusals: [{ code: 'LEDGER.ACCOUNT_KIND' }] });
    await expectSoundBooks();
  });

  it('nobody posts by hand', async () => {
    expect(await postEntry(finance, entry(chart.bank, chart.careFees, 1n))).toMatchObject({
      ok: false,
      refusals: [{ code: 'ACCESS.NOT_PERMITTED' }],
    });
  });

  it('a reversal mirrors its entry, once, and is not itself reversed', async () => {
    const person = residentReceivable(randomUUID());
    const posted = await postEntry(system, entry(person, chart.careFees, 5_000n));
    const entryId = posted.ok ? posted.value.entryId : '';
    const reversed = await reverseEntry(system, { entryId, on, reason: '录入错误' });
    expect(reversed.ok).toBe(true);
    expect(await accountBalance(auditor, person)).toBe(0n);
    const again = await Promise.all(
      [1, 2, 3].map(() => reverseEntry(system, { entryId, on, reason: '再次' })),
    );
    for (const result of again)
      expect(result).toMatchObject({ ok: false, refusals: [{ code: 'LEDGER.REVERSED' }] });
    const mirror = reversed.ok ? reversed.value.entryId : '';
    expect(await reverseEntry(system, { entryId: mirror, on, reason: '再次' })).toMatchObject({
      ok: false,
      refusals: [{ code: 'LEDGER.IS_REVERSAL' }],
    });
    expect(await findEntry(auditor, { entryId })).toMatchObject({
      reversedById: mirror,
      postings: [{ amountFen: 5_000n }, { amountFen: -5_000n }],
    });
    expect(await reverseEntry(system, { entryId: randomUUID(), on, reason: 'x' })).toMatchObject({
      ok: false,
      refusals: [{ code: 'LEDGER.ENTRY_UNKNOWN' }],
    });
  });

  it('a memo that the product wrote is read in the language of the reader', async () => {
    const person = residentReceivable(randomUUID());
    const posted = await postEntry(system, entry(person, chart.careFees, 900n));
    const entryId = posted.ok ? posted.value.entryId : '';
    const reversed = await reverseEntry(system, { entryId, on, reason: madeReasons.payoutFailed });
    const mirror = { entryId: reversed.ok ? reversed.value.entryId : '' };
    expect(await findEntry(auditor, mirror)).toMatchObject({ memo: madeReasons.payoutFailed });
    const words = expect.stringMatching(/^The payment provider/);
    expect(await inLocale('en', () => findEntry(auditor, mirror))).toMatchObject({ memo: words });
    const asked = { code: person.code, subject: person.subject };
    const { rows } = await inLocale('en', () => listPostings(auditor, asked));
    expect(rows.find((row) => row.entryId === mirror.entryId)).toMatchObject({ memo: words });
  });

  it('of two reversals at once one wins', async () => {
    const posted = await postEntry(system, entry(chart.cash, chart.careFees, 700n));
    const entryId = posted.ok ? posted.value.entryId : '';
    const results = await Promise.all(
      Array.from({ length: 6 }, () => reverseEntry(system, { entryId, on, reason: '同时' })),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(
      results.filter((result) => !result.ok && result.refusals[0]?.code === 'LEDGER.REVERSED'),
    ).toHaveLength(5);
    await expectSoundBooks();
  });

  it('any sequence of entries and reversals keeps the books sound', async () => {
    const accounts = [
      chart.bank,
      chart.cash,
      chart.careFees,
      residentReceivable(randomUUID()),
      residentReceivable(randomUUID()),
    ];
    const step = fc.record({
      from: fc.nat(accounts.length - 1),
      to: fc.nat(accounts.length - 1),
      fen: fc.bigInt({ min: 1n, max: 9_999_999n }),
      reverse: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        for (const { from, to, fen, reverse } of steps) {
          const posted = await postEntry(
            system,
            entry(accounts[from] ?? chart.bank, accounts[to] ?? chart.cash, fen),
          );
          if (posted.ok && reverse)
            await reverseEntry(system, { entryId: posted.value.entryId, on, reason: '冲销' });
        }
        await expectSoundBooks();
      }),
      { numRuns: 15 },
    );
  });

  it('many posts to the same two accounts in both directions never deadlock', async () => {
    const [a, b] = [residentReceivable(randomUUID()), residentReceivable(randomUUID())];
    const results = await Promise.all(
      Array.from({ length: 120 }, (_, index) =>
        postEntry(system, index % 2 ? entry(a, b, 3n) : entry(b, a, 2n)),
      ),
    );
    expect(results.every((result) => result.ok)).toBe(true);
    expect(await accountBalance(auditor, a)).toBe(60n);
    expect(await accountBalance(auditor, b)).toBe(-60n);
    const [stats] = await sql<
      { deadlocks: bigint }[]
    >`select deadlocks from pg_stat_database where datname = current_database()`;
    expect(stats?.deadlocks).toBe(0n);
    await expectSoundBooks();
  });

  it('a balance opens down to its postings, page by page', async () => {
    const person = residentReceivable(randomUUID());
    for (const fen of [1n, 2n, 3n]) await postEntry(system, entry(person, chart.careFees, fen));
    const first = await listPostings(auditor, { ...person, limit: 2 });
    const second = await listPostings(auditor, { ...person, limit: 2, after: first.next });
    expect([...first.rows, ...second.rows].map((row) => row.amountFen)).toEqual([3n, 2n, 1n]);
    expect(second.next).toBeUndefined();
  });
});

describe('what the database refuses', () => {
  const asApp = async (work: (tx: postgres.TransactionSql) => Promise<unknown>) => {
    const app = postgres(database.appUrl, { max: 1 });
    try {
      return await app.begin(async (tx) => {
        await tx`select set_config('app.tenant_id', ${here.id}, true)`;
        return work(tx);
      });
    } finally {
      await app.end();
    }
  };
  const accountIds = () =>
    sql<
      { id: string }[]
    >`select id from ledger_accounts where tenant_id = ${here.id} and subject_id is null order by code limit 2`;

  it.each([
    'update ledger_entries set memo = null',
    'delete from ledger_entries',
    'truncate ledger_entries cascade',
    'update ledger_postings set amount_fen = 1',
    'delete from ledger_postings',
    'truncate ledger_postings',
    'update ledger_balances set balance_fen = 0',
    'insert into ledger_balances select * from ledger_balances',
    'delete from bank_batches',
  ])('to the product: %s', async (statement) => {
    await expect(asApp((tx) => tx.unsafe(statement))).rejects.toThrow(/permission denied/);
  });

  it.each([
    ['an entry without postings', []],
    ['an entry that does not sum to zero', [5, -4]],
    ['an entry with fewer postings than it says', [5]],
  ])('%s', async (_, amounts) => {
    const accounts = await accountIds();
    const id = randomUUID();
    await expect(
      asApp(async (tx) => {
        await tx`insert into ledger_entries (id, kind, subject_type, subject_id, on_date, lines, posted_at) values (${id}, 'test.move', 'test', ${id}, ${on}, 2, now())`;
        for (const [index, amount] of amounts.entries()) {
          await tx`insert into ledger_postings (entry_id, line, lines, on_date, account_id, amount_fen) values (${id}, ${index + 1}, 2, ${on}, ${accounts[index]?.id ?? ''}, ${amount})`;
        }
      }),
    ).rejects.toMatchObject({ constraint_name: 'ledger_entries_balanced' });
  });

  it('a posting added to an entry that stands', async () => {
    const posted = await postEntry(system, entry(chart.bank, chart.careFees, 8n));
    const id = posted.ok ? posted.value.entryId : '';
    const [account] = await accountIds();
    for (const [line, lines] of [
      [3, 2],
      [3, 3],
      [2, 2],
    ] as const) {
      await expect(
        asApp(
          (tx) =>
            tx`insert into ledger_postings (entry_id, line, lines, on_date, account_id, amount_fen) values (${id}, ${line}, ${lines}, ${on}, ${account?.id ?? ''}, 1)`,
        ),
      ).rejects.toMatchObject({
        constraint_name: expect.stringMatching(/^ledger_postings_(line_range|entry_fk|pk)$/),
      });
    }
  });

  it('a reversal that is not the mirror', async () => {
    const posted = await postEntry(system, entry(chart.bank, chart.careFees, 8n));
    const reversed = posted.ok ? posted.value.entryId : '';
    const accounts = await accountIds();
    const id = randomUUID();
    await expect(
      asApp(async (tx) => {
        await tx`insert into ledger_entries (id, kind, subject_type, subject_id, on_date, lines, posted_at, reverses_id) values (${id}, 'test.move', 'test', ${id}, ${on}, 2, now(), ${reversed})`;
        for (const [index, amount] of [7, -7].entries()) {
          await tx`insert into ledger_postings (entry_id, line, lines, on_date, account_id, amount_fen) values (${id}, ${index + 1}, 2, ${on}, ${accounts[index]?.id ?? ''}, ${amount})`;
        }
      }),
    ).rejects.toMatchObject({ constraint_name: 'ledger_entries_mirror' });
  });

  it('another district to see any of it', async () => {
    const other = demoOf(there, { main: false }).as('auditor');
    expect(await trialBalance(other, {})).toEqual({ asOf: expect.any(Date), lines: [], sumFen: 0n });
  });
});

describe('bank statements', () => {
  const row = (index: number, cells: Record<string, string>) => ({ row: index + 2, cells });
  const header = {
    本方账号: '370304 0001',
    交易日期: '',
    收入金额: '',
    支出金额: '',
    对方户名: '',
    对方账号: '',
    摘要: '',
    附言: '',
    流水号: '',
  };
  const statement = [
    row(0, {
      ...header,
      交易日期: '2026-11-03',
      收入金额: '1,860.00',
      对方户名: '李演示',
      对方账号: '6222 0000 1111',
      附言: 'F260000121',
      流水号: 'N1',
    }),
    row(1, {
      ...header,
      交易日期: '2026/11/4',
      支出金额: '35.50',
      对方户名: '供电公司（演示数据）',
      流水号: 'N2',
    }),
    // Two equal gifts on one day, without a number of the bank: two lines.
    row(2, { ...header, 交易日期: '20261105', 收入金额: '100', 对方户名: '匿名' }),
    row(3, { ...header, 交易日期: '20261105', 收入金额: '100', 对方户名: '匿名' }),
    row(4, { ...header, 交易日期: '昨天', 收入金额: '壹佰' }),
  ];

  it('the same file a hundred times adds its lines once', async () => {
    const dry = await importBankStatement(finance, { rows: statement, fileName: '对账单.csv', dryRun: true });
    expect(dry).toMatchObject({ ok: true, value: { rows: 5, accepted: 4, unchanged: 0, batchId: null } });
    expect((await listBankLines(auditor, { state: 'all' })).rows).toHaveLength(0);

    const first = await importBankStatement(finance, {
      rows: statement,
      fileName: '对账单.csv',
      dryRun: false,
    });
    expect(first).toMatchObject({
      ok: true,
      value: {
        rows: 5,
        accepted: 4,
        unchanged: 0,
        refused: [
          {
            row: 6,
            problems: [
              { code: 'LEDGER.LINE_DATE', field: '交易日期' },
              { code: 'LEDGER.LINE_AMOUNT', field: '收入金额' },
            ],
          },
        ],
      },
    });
    const again = await Promise.all(
      Array.from({ length: 99 }, () =>
        importBankStatement(finance, { rows: statement, fileName: '对账单.csv', dryRun: false }),
      ),
    );
    for (const result of again)
      expect(result).toMatchObject({ ok: true, value: { accepted: 4, unchanged: 4, batchId: null } });

    const all = await listBankLines(auditor, { state: 'all' });
    expect(all.rows.map((line) => line.amountFen)).toEqual(
      expect.arrayContaining([186_000n, -3_550n, 10_000n, 10_000n]),
    );
    expect(all.rows).toHaveLength(4);
    const jobs = await sql`select job, payload from outbox where tenant_id = ${here.id} order by job`;
    const batchId = first.ok ? first.value.batchId : '';
    expect(jobs).toEqual([
      { job: 'donations.match-bank-lines', payload: { batchId } },
      { job: 'fees.match-bank-lines', payload: { batchId } },
    ]);
  });

  it('two imports of one new file at once add it once', async () => {
    const rows = [row(0, { ...header, 交易日期: '2026-11-09', 收入金额: '7', 流水号: 'RACE' })];
    const results = await Promise.all(
      Array.from({ length: 8 }, () =>
        importBankStatement(finance, { rows, fileName: 'race.csv', dryRun: false }),
      ),
    );
    expect(results.filter((result) => result.ok && result.value.unchanged === 0)).toHaveLength(1);
    expect(results.every((result) => result.ok)).toBe(true);
  });

  it('keeps the account number of the other side sealed', async () => {
    const lines = await sql<{ text: string }[]>`select bank_lines::text as text from bank_lines`;
    expect(lines.some((line) => /6222|00001111/.test(line.text))).toBe(false);
  });

  it('a line is claimed once, and again only after it was released', async () => {
    const waiting = await listUnmatchedBankLines(finance, {});
    const line = waiting.rows.find((one) => one.remark === 'F260000121');
    const lineId = line?.id ?? '';
    const before = await countUnmatchedBankLines(finance, {});
    const results = await Promise.all(
      Array.from({ length: 10 }, () =>
        claimBankLine(system, { lineId, subject: { type: 'payment', id: randomUUID() } }),
      ),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(
      results.filter((result) => !result.ok && result.refusals[0]?.code === 'LEDGER.LINE_CLAIMED'),
    ).toHaveLength(9);
    expect(await countUnmatchedBankLines(finance, {})).toBe(before - 1);
    await expect(
      sql`update bank_lines set claim_id = ${randomUUID()} where id = ${lineId}`,
    ).rejects.toMatchObject({ constraint_name: 'bank_lines_claimed_once' });
    await expect(sql`update bank_lines set amount_fen = 1 where id = ${lineId}`).rejects.toMatchObject({
      constraint_name: 'bank_lines_kept',
    });
    expect((await releaseBankLine(system, { lineId, reason: '认领有误' })).ok).toBe(true);
    expect(await releaseBankLine(system, { lineId, reason: '再次' })).toMatchObject({
      ok: false,
      refusals: [{ code: 'LEDGER.LINE_FREE' }],
    });
    expect((await claimBankLine(system, { lineId, subject: { type: 'payment', id: randomUUID() } })).ok).toBe(
      true,
    );
  });

  it('refuses a file in which no date or no amount can be found', async () => {
    const result = await importBankStatement(finance, {
      rows: [row(0, { 姓名: '李演示' })],
      fileName: 'x.csv',
      dryRun: false,
    });
    expect(result).toMatchObject({
      ok: false,
      refusals: [{ code: 'LEDGER.STATEMENT_COLUMNS', params: { columns: '交易日期、收入金额' } }],
    });
  });
});
