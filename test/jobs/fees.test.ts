import { describe, expect, it } from 'vitest';
import { loadReference } from '#db/seed/reference/load-reference';
import { matchGiftLinesJob } from '#jobs/donations/match-bank-lines';
import { billResidentsJob } from '#jobs/fees/bill-residents';
import { matchBillLinesJob } from '#jobs/fees/match-bank-lines';
import { runMonthJob } from '#jobs/fees/run-month';
import { monthly } from '#jobs/recurring';
import { monthsBefore } from '~/domain/fees/charge.rules';
import { dateOf, monthRange } from '~/domain/kernel/plain-date';
import { importBankStatement } from '~/domain/ledger/import-bank-statement';
import { putTariffsInForce } from '../factories/fees';
import { insertResidents } from '../factories/residents';
import { putInForce, standardSet } from '../factories/standards';
import { backends, eventually, publish, useBackend } from './backends';

/** More than a run bills in one turn. */
const RESIDENTS = 510;

describe.each(backends)('billing on %s', (backend) => {
  const on = useBackend(backend);
  const last = monthsBefore(dateOf(new Date()).slice(0, 7), 1)[0] ?? '';
  const { from } = monthRange(last);

  it('the month closes by itself, in several turns, once, and a transfer that names its bill is recorded', async () => {
    const [tenant] = on.tenants;
    await loadReference(on.actor(), '370304');
    const other = { ...on.actor(), name: 'approver' };
    await putInForce({ proposer: on.actor(), approver: other }, standardSet('2020-01-01'));
    await putTariffsInForce({ proposer: on.actor(), approver: other }, '2020-01-01');
    const facts = Array.from({ length: RESIDENTS }, () => ({
      from,
      grades: [{ grade: 'partial', from } as const],
    }));
    const sql = on.sql();
    await insertResidents(sql, tenant, facts);

    const jobs = [runMonthJob, billResidentsJob, matchBillLinesJob, matchGiftLinesJob];
    // As many workers as there are doors to the same month: the schedule of each, and a message by hand.
    await Promise.all(
      [1, 2].map(() => on.start(jobs, { schedule: [{ job: runMonthJob, rhythm: monthly('00:00') }] })),
    );
    await publish(on.actor(), {
      messages: [
        { job: runMonthJob.name, key: 'by hand', payload: { period: dateOf(new Date()).slice(0, 7) } },
      ],
    });

    const bills = () => sql<{ bills: number; days: number; fen: string }[]>`
      select (select count(*) from invoices)::int as bills, (select count(*) from charges)::int as days,
        (select coalesce(sum(amount_fen), 0) from invoices) as fen`;
    const finished = () =>
      sql`select 1 from bill_runs where finished_at is not null and tenant_id = ${tenant}`;
    await eventually(finished, (runs) => runs.length > 0, 30_000);
    const days = (Date.parse(monthRange(last).until) - Date.parse(from)) / 86_400_000;
    expect(await bills()).toEqual([
      { bills: RESIDENTS, days: RESIDENTS * days, fen: String(RESIDENTS * 260_000) },
    ]);
    expect((await sql`select 1 from audit_events where kind = 'invoice.issued'`).length).toBe(RESIDENTS);

    const [bill] = await sql<{ reference: string }[]>`select reference from invoices order by serial limit 1`;
    const cells = { 交易日期: from, 收入金额: '2600', 附言: bill?.reference ?? '', 流水号: '1' };
    const imported = await importBankStatement(on.actor(), {
      rows: [{ row: 2, cells }],
      fileName: '对账单.csv',
      dryRun: false,
    });
    expect(imported.ok).toBe(true);
    const paid = await eventually(
      () => sql`select amount_fen::int as fen from payments`,
      (rows) => rows.length > 0,
    );
    expect(paid).toEqual([{ fen: 260_000 }]);
    expect(await on.failures()).toEqual([]);
  });
});
