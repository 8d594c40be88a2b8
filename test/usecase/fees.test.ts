import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoOf, must } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { approveArrangement } from '~/domain/fees/approve-arrangement';
import { approveLeaveRule } from '~/domain/fees/approve-leave-rule';
import { approveTariff } from '~/domain/fees/approve-tariff';
import { billResidents } from '~/domain/fees/bill-residents';
import { declineLeaveRule } from '~/domain/fees/decline-leave-rule';
import { declineTariff } from '~/domain/fees/decline-tariff';
import { endArrangementOn } from '~/domain/fees/end-arrangement';
import { findOwnStatement, findStatement, listCharges } from '~/domain/fees/find-statement';
import { listClaims, listClaimTotals } from '~/domain/fees/list-claims';
import {
  getMonthTotals,
  getUnpaidTotals,
  listInvoices,
  listOwnInvoices,
  listUnpaidInvoices,
} from '~/domain/fees/list-invoices';
import { listLeaveRules } from '~/domain/fees/list-leave-rules';
import { listGaps, listRuns } from '~/domain/fees/list-runs';
import { listBands, listTariffs } from '~/domain/fees/list-tariffs';
import { matchBankLine } from '~/domain/fees/match-bank-line';
import { matchBankLines } from '~/domain/fees/match-bank-lines';
import { proposeArrangement } from '~/domain/fees/propose-arrangement';
import { proposeLeaveRule } from '~/domain/fees/propose-leave-rule';
import { proposeTariff } from '~/domain/fees/propose-tariff';
import { recordPayment } from '~/domain/fees/record-payment';
import { reversePayment } from '~/domain/fees/reverse-payment';
import { runMonth } from '~/domain/fees/run-month';
import { addDays, daysBetween, plainDate } from '~/domain/kernel/plain-date';
import type { Result } from '~/domain/kernel/refusals';
import { codeBalance } from '~/domain/ledger/account-balance';
import { closePeriod } from '~/domain/ledger/close-period';
import { importBankStatement } from '~/domain/ledger/import-bank-statement';
import { listUnmatchedBankLines } from '~/domain/ledger/list-bank-lines';
import { listPeriods } from '~/domain/ledger/list-periods';
import { trialBalance } from '~/domain/ledger/trial-balance';
import { approveStandard } from '~/domain/standards/approve-standard';
import { proposeStandard } from '~/domain/standards/propose-standard';
import { useFreshDatabase } from '../database';
import { billMonth, demoFees, putTariffsInForce } from '../factories/fees';
import { insertGrades, insertResidents, type ResidentFacts } from '../factories/residents';
import { putInForce, standardSet } from '../factories/standards';

const database = useFreshDatabase({ connections: 12 });
const [here, there] = demoTenants;
const demo = demoOf(here, { main: true });
const elsewhere = demoOf(there, { main: false });
/** The morning after November: what the monthly job sees. */
const at = new Date('2026-12-01T02:00:00Z');
const [finance, lead, auditor] = [demo.as('finance', at), demo.as('lead', at), demo.as('auditor', at)];
const both = { ...finance, permissions: new Set([...finance.permissions, ...lead.permissions]) };
const month = '2026-11';

let sql: postgres.Sql;
beforeAll(async () => {
  await insertTenants(database.ownerUrl, demoTenants);
  sql = postgres(database.ownerUrl, {
    max: 4,
    types: { bigint: postgres.BigInt },
    onnotice: () => undefined,
  });
  for (const { id, regionCode } of demoTenants)
    await loadReference(systemActor(id, 'reference', 'test'), regionCode);
});
afterAll(() => sql.end());

const codes = (result: Result<unknown>) => (result.ok ? [] : result.refusals.map(({ code }) => code));
const partial = (from: string) => ({ grade: 'partial', from }) as const;
const settle = (...facts: ResidentFacts[]) => insertResidents(sql, here.id, facts);
const allNovember: ResidentFacts = { from: '2026-06-01', grades: [partial('2026-06-01')] };
const billOf = async (personId: string) => (await listInvoices(auditor, { personId, month })).rows[0];

describe('tariffs', () => {
  const fee = (monthlyFeeFen: bigint | string, effectiveFrom = '2026-01-01', grade = 'partial') => ({
    grade,
    monthlyFeeFen,
    effectiveFrom,
  });

  it('without the standards there is no band, and no fee', async () => {
    expect(await proposeTariff(finance, fee('2600'))).toMatchObject({
      ok: false,
      refusals: [
        'tekun_basic_urban_centralised',
        'tekun_basic_rural_centralised',
        'care_tier_partial',
        'market_reference_partial',
      ].map((name) => ({
        code: 'STANDARD.MISSING',
        params: { what: `@standards_of_${name}`, on: '2026-01-01' },
      })),
    });
    await putInForce({ proposer: finance, approver: lead }, standardSet('2026-01-01'));
  });

  it.each(['1950', '1949.99', '3400', '9999'])(
    'a fee of %s is outside the band, which is named with its sources',
    async (yuan) => {
      expect(await proposeTariff(finance, fee(yuan))).toMatchObject({
        ok: false,
        refusals: [
          {
            code: 'FEES.OUTSIDE_BAND',
            field: 'monthlyFeeFen',
            params: {
              floorFen: '195000',
              marketFen: '340000',
              floorSource: expect.stringContaining('演示'),
              marketSource: expect.stringContaining('演示'),
            },
          },
        ],
      });
    },
  );

  it('finance proposes, the lead approves, never the same person', async () => {
    const { id } = must(await proposeTariff(both, fee('2600')));
    expect(codes(await approveTariff(both, { tariffId: id }))).toEqual(['FEES.OWN_PROPOSAL']);
    expect(codes(await approveTariff(finance, { tariffId: id }))).toEqual(['ACCESS.NOT_PERMITTED']);
    must(await approveTariff(lead, { tariffId: id }));
    expect(codes(await approveTariff(lead, { tariffId: id }))).toEqual(['FEES.DECIDED']);
    expect(codes(await declineTariff(lead, { tariffId: id, reason: 'x' }))).toEqual(['FEES.DECIDED']);
    expect(codes(await proposeTariff(finance, fee('2700')))).toEqual(['FEES.OVERLAP']);
  });

  it('a new fee ends the old one the day it begins, and two approvals at once leave one', async () => {
    const ids = await Promise.all(
      [1, 2, 3].map(async () => must(await proposeTariff(finance, fee('2650', '2026-03-01'))).id),
    );
    const results = await Promise.all(ids.map((tariffId) => approveTariff(lead, { tariffId })));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.flatMap(codes)).toEqual(['FEES.OVERLAP', 'FEES.OVERLAP']);
    for (const { id } of await listTariffs(auditor, { status: 'proposed' }))
      must(await declineTariff(lead, { tariffId: id, reason: '重复' }));
    const approved = await listTariffs(auditor, { status: 'approved' });
    expect(approved.map((tariff) => [tariff.effectiveFrom, tariff.effectiveUntil])).toEqual([
      ['2026-03-01', null],
      ['2026-01-01', '2026-03-01'],
    ]);
  });

  it('a standard that would put a fee in force outside its band is refused until a fitting fee is approved', async () => {
    const rise = must(
      await proposeStandard(finance, {
        kind: 'care-tier',
        grade: 'partial',
        amountFen: '1300',
        effectiveFrom: '2027-01-01',
        source: '演示数据',
      }),
    );
    expect(codes(await approveStandard(lead, { standardId: rise.id }))).toEqual(['STANDARD.BREAKS_TARIFF']);
    const { id } = must(await proposeTariff(finance, fee('3000', '2027-01-01')));
    must(await approveTariff(lead, { tariffId: id }));
    must(await approveStandard(lead, { standardId: rise.id }));
    const [band] = (await listBands(auditor, { from: plainDate('2026-12-01') })).filter(
      ({ grade }) => grade === 'partial',
    );
    expect(band?.stretches).toMatchObject([
      { from: '2026-12-01', until: '2027-01-01', band: { floorFen: 195_000n } },
      {
        from: '2027-01-01',
        until: null,
        band: { floorFen: 265_000n, careFen: 130_000n, basicFen: 135_000n },
      },
    ]);
  });

  it.each([
    ['the floor itself', 155_000],
    ['below the floor', 154_999],
    ['the market price itself', 260_000],
    ['above the market price', 260_001],
  ])('the database itself refuses a fee at %s', async (_, amount) => {
    await expect(
      sql`insert into tariffs (tenant_id, id, scale_code, grade, monthly_fee_fen, effective_from, status, proposed_by, proposed_by_name, proposed_at, decided_by, decided_by_name, decided_at)
        values (${here.id}, gen_random_uuid(), 'tekun-six', 'independent', ${amount}, '2026-01-01', 'approved', 'a', 'a', now(), 'b', 'b', now())`,
    ).rejects.toMatchObject({ constraint_name: 'tariffs_inside_band' });
  });

  it('and a fee on days for which a standard is missing', async () => {
    await expect(
      sql`insert into tariffs (tenant_id, id, scale_code, grade, monthly_fee_fen, effective_from, status, proposed_by, proposed_by_name, proposed_at, decided_by, decided_by_name, decided_at)
        values (${here.id}, gen_random_uuid(), 'tekun-six', 'independent', 200000, '2025-12-31', 'approved', 'a', 'a', now(), 'b', 'b', now())`,
    ).rejects.toMatchObject({ constraint_name: 'tariffs_inside_band' });
    await putTariffsInForce({ proposer: finance, approver: lead }, '2026-01-01', {
      independent: demoFees.independent,
      total: demoFees.total,
    });
  });
});

describe('the monthly bills', () => {
  beforeEach(async () => {
    await sql`truncate people, buildings, bill_runs, invoice_registers, ledger_entries, ledger_periods, bank_batches, ledger_accounts cascade`;
  });

  /** Books and bills as they must always be, looked at behind the product's back. */
  async function expectSoundBills() {
    const wrong = await sql`
      select i.number from invoices i
      where i.charged_fen <> (select coalesce(sum(c.amount_fen), 0) from charges c where c.invoice_id = i.id)
        or i.charged_fen <> (select coalesce(sum(s.charged_fen), 0) from invoice_shares s where s.invoice_id = i.id)
        or i.amount_fen <> (select s.amount_fen from invoice_shares s where s.invoice_id = i.id and s.payer = 'resident')
        or i.amount_fen < 0 or exists (select from invoice_shares s where s.invoice_id = i.id and s.amount_fen < 0)`;
    expect(wrong).toEqual([]);
    const monthly = await sql`
      select * from (select i.person_id, to_char(c.day, 'YYYY-MM') as month, sum(c.amount_fen) as fen from charges c join invoices i on i.id = c.invoice_id group by 1, 2) c
      full join (select i.person_id, m.month, sum(m.charged_fen) as fen from invoice_share_months m join invoices i on i.id = m.invoice_id group by 1, 2) m
        using (person_id, month)
      where coalesce(c.fen, 0) <> coalesce(m.fen, 0)`;
    expect(monthly).toEqual([]);
    expect((await trialBalance(auditor, {})).sumFen).toBe(0n);
    const owed = await sql<{ payer: string; fen: bigint; paid: bigint }[]>`
      select s.payer, sum(s.charged_fen)::bigint as fen,
        case when s.payer = 'resident' then (select coalesce(sum(amount_fen), 0)::bigint from payments where reversed_at is null) else 0 end as paid
      from invoice_shares s group by 1`;
    for (const { payer, fen, paid } of owed) {
      const code = payer === 'resident' ? 'receivable.residents' : `receivable.${payer}`;
      expect({ payer, fen: await codeBalance(auditor, { code }) }).toEqual({ payer, fen: fen - paid });
    }
    const registers = await sql`
      select r.year from invoice_registers r
      where r.last_serial <> (select count(*) from invoices i where i.year = r.year)
        or r.last_serial <> (select coalesce(max(i.serial), 0) from invoices i where i.year = r.year)`;
    expect(registers).toEqual([]);
  }

  it('a whole month is the monthly fee to the fen, one charge a day, one bill, one entry', async () => {
    const [resident] = await settle(allNovember);
    await billMonth(finance, month);
    const bill = await billOf(resident?.personId ?? '');
    expect(bill).toMatchObject({
      amountFen: 265_000n,
      openFen: 265_000n,
      state: 'open',
      month,
      issuedOn: '2026-12-01',
      dueOn: '2026-12-16',
      overdue: false,
    });
    const days = await listCharges(auditor, { invoiceId: bill?.id ?? '' });
    expect(days.map(({ day }) => day)).toEqual(
      Array.from({ length: 30 }, (_, day) => addDays(plainDate('2026-11-01'), day)),
    );
    expect(days.map(({ amountFen }) => amountFen)).toEqual([
      ...Array(10).fill(8_834n),
      ...Array(20).fill(8_833n),
    ]);
    expect(await getMonthTotals(auditor, { month })).toEqual({ count: 1, amountFen: 265_000n });
    await expectSoundBills();
  });

  it('the day of admission counts and the day of discharge does not; each day has the grade of that day', async () => {
    const [resident] = await settle({
      from: '2026-11-10',
      until: '2026-11-21',
      grades: [partial('2026-11-10'), { grade: 'total', from: '2026-11-16' }],
    });
    await billMonth(finance, month);
    const bill = await billOf(resident?.personId ?? '');
    const statement = await findStatement(auditor, { id: bill?.id ?? '' });
    // 10 to 15 November at 2,650.00 a month (the first ten days of the month carry the fen that is left over), then 3,500.00.
    expect(statement?.groups).toMatchObject([
      {
        grade: 'partial',
        days: 6,
        from: '2026-11-10',
        last: '2026-11-15',
        monthlyFeeFen: 265_000n,
        amountFen: 8_834n + 5n * 8_833n,
        corrected: false,
      },
      {
        grade: 'total',
        days: 5,
        from: '2026-11-16',
        last: '2026-11-20',
        monthlyFeeFen: 350_000n,
        amountFen: 58_335n,
      },
    ]);
    expect(statement?.amountFen).toBe(52_999n + 58_335n);
    expect(statement?.shares).toEqual([
      { payer: 'resident', chargedFen: 111_334n, carriedFen: 0n, amountFen: 111_334n },
    ]);
  });

  it('running again adds nothing', async () => {
    await settle(allNovember, { ...allNovember, from: '2026-11-15' });
    await billMonth(finance, month);
    const before = await sql`select * from charges order by stay_id, day`;
    for (let again = 0; again < 3; again++) await billMonth(finance, month);
    expect(await sql`select * from charges order by stay_id, day`).toEqual(before);
    expect((await listRuns(auditor, { month })).map((run) => run.billed)).toEqual([0, 0, 0, 2]);
    expect((await getMonthTotals(auditor, { month })).amountFen).toBe(265_000n + 16n * 8_833n);
    await expectSoundBills();
  });

  it('many runs at once make one set of bills', async () => {
    await settle(...Array.from({ length: 40 }, () => allNovember));
    const runs = await Promise.all(Array.from({ length: 6 }, () => runMonth(finance, { month })));
    const [runId = '', ...others] = new Set(runs.map((run) => must(run).runId));
    expect(others).toEqual([]);
    const turns = await Promise.all(
      Array.from({ length: 8 }, () => billResidents(finance, { runId, batch: 0 })),
    );
    expect(turns.every((turn) => turn.ok && turn.value.finished)).toBe(true);
    const [count] = await sql<
      { bills: bigint; days: bigint }[]
    >`select (select count(*) from invoices) as bills, (select count(*) from charges) as days`;
    expect(count).toEqual({ bills: 40n, days: 1200n });
    await expectSoundBills();
  });

  it('a day without a grade, or with a grade that has no fee, stops the bill and is listed', async () => {
    const [ungraded, unpriced, fine] = await settle(
      { from: '2026-11-05', grades: [partial('2026-11-08')] },
      { from: '2025-11-01', until: '2026-11-03', grades: [] },
      allNovember,
    );
    await billMonth(finance, month);
    expect(await billOf(ungraded?.personId ?? '')).toBeUndefined();
    expect(await listGaps(auditor, { month })).toMatchObject([
      { personId: ungraded?.personId, code: 'FEES.NO_GRADE', fromOn: '2026-11-05', untilOn: '2026-11-08' },
      { personId: unpriced?.personId, code: 'FEES.NO_GRADE', fromOn: '2026-11-01', untilOn: '2026-11-03' },
    ]);
    expect((await billOf(fine?.personId ?? ''))?.amountFen).toBe(265_000n);

    await insertGrades(sql, here.id, [{ personId: ungraded?.personId, ...partial('2026-11-05') }]);
    await billMonth(finance, month);
    expect((await billOf(ungraded?.personId ?? ''))?.amountFen).toBe(26n * 8_833n + 6n);
    expect((await listGaps(auditor, { month })).map(({ personId }) => personId)).toEqual([
      unpriced?.personId,
    ]);

    const early = { ...finance, at: new Date('2026-01-02T02:00:00Z') };
    await insertGrades(sql, here.id, [{ personId: fine?.personId, ...partial('2025-11-01') }]);
    await put(fine?.personId ?? '', { admitted: '2025-11-01' });
    await billMonth(early, '2025-12');
    expect(await listGaps(auditor, { month: '2025-12' })).toMatchObject([
      { code: 'FEES.NO_GRADE' },
      {
        personId: fine?.personId,
        code: 'FEES.NO_TARIFF',
        scaleCode: 'tekun-six',
        grade: 'partial',
        fromOn: '2025-12-01',
        untilOn: '2026-01-01',
      },
    ]);
  });

  it('a month that is not over is not billed', async () => {
    expect(await runMonth(finance, { month: '2026-12' })).toMatchObject({
      ok: false,
      refusals: [{ code: 'FEES.MONTH_NOT_OVER', params: { until: '2027-01-01' } }],
    });
    expect(codes(await runMonth(finance, { month: '2026-13' }))).toEqual(['FEES.MONTH']);
    expect(codes(await runMonth(auditor, { month }))).toEqual(['ACCESS.NOT_PERMITTED']);
  });

  it('what changes late comes on the next bill as a difference, and never twice', async () => {
    const [resident] = await settle(allNovember);
    const personId = resident?.personId ?? '';
    await billMonth(finance, month);
    const november = await billOf(personId);
    // Discharged on 20 November, which is entered in December: eleven days too many were billed.
    await put(personId, { discharged: '2026-11-20' });
    const january = { ...finance, at: new Date('2027-01-01T02:00:00Z') };
    await billMonth(january, '2026-12');
    const [credit] = (await listInvoices(auditor, { personId, month: '2026-12' })).rows;
    expect(credit).toMatchObject({
      amountFen: 0n,
      chargedFen: -11n * 8_833n,
      state: 'credit',
      openFen: 0n,
    });
    expect((await findStatement(auditor, { id: credit?.id ?? '' }))?.groups).toMatchObject([
      {
        month: '2026-11',
        corrected: true,
        grade: 'partial',
        days: 11,
        from: '2026-11-20',
        last: '2026-11-30',
        amountFen: -97_163n,
      },
    ]);
    expect((await billOf(personId))?.amountFen).toBe(november?.amountFen);
    expect((await billOf(personId))?.openFen).toBe(265_000n - 97_163n);
    await billMonth({ ...finance, at: new Date('2027-02-01T02:00:00Z') }, '2027-01');
    expect((await listInvoices(auditor, { personId })).rows).toHaveLength(2);
    await expectSoundBills();
  });

  it('a grade confirmed for days already billed is charged at its difference', async () => {
    const [resident] = await settle(allNovember);
    const personId = resident?.personId ?? '';
    await billMonth(finance, month);
    await sql`insert into assessments (tenant_id, id, person_id, scale_code, scale_version, reason, assessed_on, first_assessor, second_assessor, answers_sealed, grade, status, decided_by, decided_by_name, decided_at, valid_from)
      select tenant_id, gen_random_uuid(), person_id, scale_code, scale_version, 'change', '2026-11-21', '甲', '乙', '', 'total', 'confirmed', decided_by, decided_by_name, now(), '2026-11-21' from assessments where person_id = ${personId}`;
    await billMonth({ ...finance, at: new Date('2027-01-01T02:00:00Z') }, '2026-12');
    const [bill] = (await listInvoices(auditor, { personId, month: '2026-12' })).rows;
    expect((await findStatement(auditor, { id: bill?.id ?? '' }))?.groups).toMatchObject([
      { month: '2026-12', corrected: false, grade: 'total', days: 31, amountFen: 350_000n },
      { month: '2026-11', corrected: true, grade: 'total', days: 10, amountFen: 116_660n - 88_330n },
    ]);
    await expectSoundBills();
  });

  /** The stay of a person began or ended on another day than was entered. */
  const put = (personId: string, days: { admitted?: string; discharged?: string }) =>
    sql.begin(async (tx) => {
      if (days.admitted) {
        await tx`update stays set admitted_on = ${days.admitted} where person_id = ${personId}`;
        await tx`update bed_occupancies set from_on = ${days.admitted} where person_id = ${personId}`;
      }
      if (days.discharged) {
        await tx`update stays set discharged_on = ${days.discharged}, discharge_cause = 'home' where person_id = ${personId}`;
        await tx`update bed_occupancies set until_on = ${days.discharged} where person_id = ${personId}`;
      }
    });
  const on = (day: string) => ({ ...finance, at: new Date(`${day}T02:00:00Z`) });
  const decide = async (
    proposed: Promise<Result<{ id: string }>>,
    how: typeof approveArrangement | typeof approveLeaveRule,
  ) => {
    const { id } = must(await proposed);
    must(await (how as typeof approveLeaveRule)(lead, { ruleId: id, arrangementId: id } as never));
    return id;
  };
  const arrange = (
    personId: string,
    measure: { monthlyFen: string } | { percent: string },
    more: Record<string, unknown> = {},
  ) =>
    decide(
      proposeArrangement(finance, {
        personId,
        payer: 'insurance',
        fromOn: '2026-01-01',
        source: '演示数据',
        ...measure,
        ...more,
      }),
      approveArrangement,
    );

  describe('days away', () => {
    const leave = (stayId: string, from: string, until: string | null, kind = 'hospital') =>
      sql`insert into stay_leaves ${sql({ tenant_id: here.id, id: randomUUID(), stay_id: stayId, kind, from_on: from, until_on: until, recorded_at: at, recorded_by_name: '演示' })}`;

    it('stop the bill until two people have decided what such a day costs; then it is charged so', async () => {
      const [resident] = await settle(allNovember);
      await leave(resident?.stayId ?? '', '2026-11-11', '2026-11-21');
      await billMonth(finance, month);
      expect(await listGaps(auditor, { month })).toMatchObject([
        { code: 'FEES.NO_LEAVE_RULE', absence: 'hospital', fromOn: '2026-11-11', untilOn: '2026-11-21' },
      ]);
      const rule = {
        kind: 'hospital' as const,
        effectiveFrom: '2026-01-01',
        bands: [
          { fromDay: '1', percent: '100' },
          { fromDay: '6', percent: '50' },
        ],
        source: '演示数据',
      };
      expect(
        codes(await proposeLeaveRule(finance, { ...rule, bands: [{ fromDay: 2, percent: 50 }] })),
      ).toEqual(['FEES.LEAVE_BANDS']);
      const { id } = must(await proposeLeaveRule(both, rule));
      expect(codes(await approveLeaveRule(both, { ruleId: id }))).toEqual(['FEES.OWN_PROPOSAL']);
      expect(codes(await approveLeaveRule(finance, { ruleId: id }))).toEqual(['ACCESS.NOT_PERMITTED']);
      must(await approveLeaveRule(lead, { ruleId: id }));
      const again = must(await proposeLeaveRule(finance, rule));
      expect(codes(await approveLeaveRule(lead, { ruleId: again.id }))).toEqual(['FEES.LEAVE_RULE_SAME_DAY']);
      must(await declineLeaveRule(lead, { ruleId: again.id, reason: '重复' }));
      expect((await listLeaveRules(auditor, {})).filter(({ inForce }) => inForce)).toHaveLength(1);
      await expect(
        sql`update leave_rules set bands = '[{"fromDay":1,"permille":0}]' where status = 'approved'`,
      ).rejects.toMatchObject({ constraint_name: 'leave_rules_kept' });

      await billMonth(finance, month);
      const bill = await billOf(resident?.personId ?? '');
      expect(bill?.chargedFen).toBe(265_000n - 5n * 4_417n);
      expect((await findStatement(auditor, { id: bill?.id ?? '' }))?.groups).toMatchObject([
        { days: 20, absence: null, permille: 1000 },
        { days: 5, absence: 'hospital', permille: 1000, from: '2026-11-11', last: '2026-11-15' },
        {
          days: 5,
          absence: 'hospital',
          permille: 500,
          from: '2026-11-16',
          last: '2026-11-20',
          amountFen: 5n * 4_416n,
        },
      ]);
      await expectSoundBills();
    });

    it('entered late are a difference on the next bill, and so is a return', async () => {
      const [resident] = await settle(allNovember);
      await billMonth(finance, month);
      await leave(resident?.stayId ?? '', '2026-11-21', null);
      await billMonth(on('2027-01-01'), '2026-12');
      const [december] = (await listInvoices(auditor, { personId: resident?.personId, month: '2026-12' }))
        .rows;
      // Days 6 to 10 of the absence in November at half, all of December at half.
      expect(december?.chargedFen).toBe(-5n * (8_833n - 4_416n) + 16n * 4_274n + 15n * 4_274n);
      await sql`update stay_leaves set until_on = '2026-11-26'`;
      await billMonth(on('2027-02-01'), '2027-01');
      const rows = (await listInvoices(auditor, { personId: resident?.personId })).rows;
      expect(rows.reduce((sum, row) => sum + row.chargedFen, 0n)).toBe(2n * 265_000n + 300_000n);
      await expectSoundBills();
    });
  });

  describe('who pays', () => {
    it('is arranged by one, approved by another, never twice for one payer on one day', async () => {
      const [resident] = await settle(allNovember);
      const personId = resident?.personId ?? '';
      const input = { personId, payer: 'insurance' as const, fromOn: '2026-11-01', source: '演示数据' };
      expect(codes(await proposeArrangement(finance, input))).toEqual(['FEES.ONE_MEASURE']);
      expect(codes(await proposeArrangement(finance, { ...input, percent: '100.1' }))).toEqual([
        'FEES.PERCENT',
      ]);
      expect(
        codes(await proposeArrangement(finance, { ...input, personId: randomUUID(), percent: 50 })),
      ).toEqual(['FEES.RESIDENT_UNKNOWN']);
      const { id } = must(await proposeArrangement(both, { ...input, percent: '33.3' }));
      expect(codes(await approveArrangement(both, { arrangementId: id }))).toEqual(['FEES.OWN_PROPOSAL']);
      const rivals = await Promise.all(
        [1, 2, 3].map(
          async () => must(await proposeArrangement(finance, { ...input, monthlyFen: '100' })).id,
        ),
      );
      const results = await Promise.all(
        [id, ...rivals].map((arrangementId) => approveArrangement(lead, { arrangementId })),
      );
      expect(results.filter((result) => result.ok)).toHaveLength(1);
      expect(new Set(results.flatMap(codes))).toEqual(new Set(['FEES.ARRANGEMENT_OVERLAP']));
    });

    it('each share is to the fen, on the bill and in the books', async () => {
      const [resident] = await settle(allNovember);
      const personId = resident?.personId ?? '';
      await arrange(personId, { percent: '33.3' });
      await arrange(personId, { monthlyFen: '500' }, { payer: 'subsidy', fromOn: '2026-11-16' });
      await billMonth(finance, month);
      const bill = await billOf(personId);
      expect(bill).toMatchObject({ chargedFen: 265_000n, amountFen: 265_000n - 88_244n - 24_995n });
      expect((await findStatement(auditor, { id: bill?.id ?? '' }))?.shares).toMatchObject([
        { payer: 'insurance', amountFen: 88_244n },
        { payer: 'resident', amountFen: 151_761n },
        // The days 16 to 30: five of the first twenty of the month carry one of the fen that are left over.
        { payer: 'subsidy', amountFen: 24_995n },
      ]);
      expect((await listClaims(auditor, { month, payer: 'insurance' })).rows).toMatchObject([
        { personId, number: bill?.number, chargedFen: 88_244n, carriedFen: 0n, amountFen: 88_244n },
      ]);
      expect(await listClaimTotals(auditor, { month })).toMatchObject([
        { payer: 'insurance', bills: 1, amountFen: 88_244n },
        { payer: 'subsidy', bills: 1, amountFen: 24_995n },
      ]);
      expect(await listClaimTotals(elsewhere.as('finance', at), { month })).toEqual([]);
      await expectSoundBills();
    });

    it('arranged late or ended early moves the shares and charges nothing twice', async () => {
      const [resident] = await settle({ ...allNovember, until: '2026-12-01' });
      const personId = resident?.personId ?? '';
      await billMonth(finance, month);
      const id = await arrange(personId, { percent: '40' });
      await billMonth(on('2027-01-01'), '2026-12');
      const [moved] = (await listInvoices(auditor, { personId, month: '2026-12' })).rows;
      expect(moved).toMatchObject({ chargedFen: 0n, amountFen: 0n });
      expect(await codeBalance(auditor, { code: 'receivable.insurance' })).toBe(106_000n);
      expect((await billOf(personId))?.openFen).toBe(159_000n);
      must(await endArrangementOn(lead, { arrangementId: id, untilOn: '2026-11-16', reason: '停保' }));
      expect(
        codes(await endArrangementOn(lead, { arrangementId: id, untilOn: '2026-12-01', reason: '停保' })),
      ).toEqual(['FEES.ARRANGEMENT_END']);
      await billMonth(on('2027-02-01'), '2027-01');
      expect(await codeBalance(auditor, { code: 'receivable.insurance' })).toBe((132_505n * 400n) / 1000n);
      await expectSoundBills();
    });
  });

  it('what corrections take off beyond a month is carried to the next bill, and no bill is below zero', async () => {
    const [resident] = await settle(allNovember);
    const personId = resident?.personId ?? '';
    await billMonth(finance, month);
    must(
      await recordPayment(finance, {
        invoiceId: (await billOf(personId))?.id ?? '',
        amountFen: '2650',
        receivedOn: '2026-12-01',
        payerName: '家属（演示数据）',
      }),
    );
    // Left on 20 November and came back on 28 December: both entered in January.
    await put(personId, { discharged: '2026-11-20' });
    const [stayId, applicationId] = [randomUUID(), randomUUID()];
    await sql.begin(async (tx) => {
      await tx`insert into applications (tenant_id, id, person_id, applied_on, category, status, origin)
        values (${here.id}, ${applicationId}, ${personId}, '2026-12-20', 'tekun', 'admitted', 'page')`;
      await tx`insert into stays (tenant_id, id, person_id, application_id, contract_number, admitted_on)
        values (${here.id}, ${stayId}, ${personId}, ${applicationId}, 'RZ2026-9999', '2026-12-28')`;
      await tx`insert into bed_occupancies (tenant_id, id, bed_id, person_id, stay_id, from_on)
        select tenant_id, gen_random_uuid(), bed_id, person_id, ${stayId}, '2026-12-28' from bed_occupancies where person_id = ${personId}`;
    });
    await billMonth(on('2027-01-01'), '2026-12');
    const [december] = (await listInvoices(auditor, { personId, month: '2026-12' })).rows;
    const fourDays = 4n * 8_548n;
    expect(december).toMatchObject({ chargedFen: fourDays - 97_163n, amountFen: 0n, state: 'credit' });
    await billMonth(on('2027-02-01'), '2027-01');
    const [january] = (await listInvoices(auditor, { personId, month: '2027-01' })).rows;
    expect(january).toMatchObject({
      chargedFen: 300_000n,
      amountFen: 300_000n - (97_163n - fourDays),
      openFen: 300_000n - (97_163n - fourDays),
    });
    await expectSoundBills();
  });

  describe('closing the books of a month', () => {
    it('in order, once, when it is over; what comes late is booked in the first open month', async () => {
      const [resident] = await settle(allNovember);
      const personId = resident?.personId ?? '';
      await billMonth(finance, month);
      const pay = (receivedOn: string, at: Date) =>
        recordPayment(
          { ...finance, at },
          {
            invoiceId: bill?.id ?? '',
            amountFen: '1',
            receivedOn,
            payerName: '家属（演示数据）',
          },
        );
      const bill = await billOf(personId);
      must(await pay('2026-11-30', new Date('2026-12-02T02:00:00Z')));
      const january = on('2027-01-05');
      expect(codes(await closePeriod(january, { month: '2027-01' }))).toEqual(['LEDGER.MONTH_NOT_OVER']);
      expect(await closePeriod(january, { month: '2026-12' })).toMatchObject({
        refusals: [{ code: 'LEDGER.MONTH_BEFORE_OPEN', params: { first: '2026-11' } }],
      });
      expect(must(await closePeriod(january, { month: '2026-11' }))).toMatchObject({
        entries: 1,
        turnoverFen: 100n,
      });
      expect(codes(await closePeriod(january, { month: '2026-11' }))).toEqual(['LEDGER.MONTH_CLOSED']);
      must(await pay('2026-11-29', new Date('2027-01-05T02:00:00Z')));
      const [entry] =
        await sql`select on_date::text as on from ledger_entries order by posted_at desc, id desc limit 1`;
      expect(entry?.on).toBe('2026-12-01');
      await expect(
        sql`insert into ledger_entries (tenant_id, id, kind, subject_type, subject_id, on_date, lines, posted_at)
          values (${here.id}, ${randomUUID()}, 'fees.payment', 'payment', ${randomUUID()}, '2026-11-30', 2, now())`,
      ).rejects.toMatchObject({ constraint_name: 'ledger_entries_open_period' });
      const closed = await Promise.all(
        Array.from({ length: 5 }, () => closePeriod(january, { month: '2026-12' })),
      );
      expect(closed.filter((result) => result.ok)).toHaveLength(1);
      expect(await listPeriods(auditor, {})).toMatchObject({
        closed: [{ month: '2026-12' }, { month: '2026-11' }],
        next: undefined,
      });
      await expectSoundBills();
    });

    it('while payments come in: each is in the closed month or in the next, never lost', async () => {
      await settle(...Array.from({ length: 8 }, () => allNovember));
      await billMonth(finance, month);
      const bills = (await listInvoices(auditor, { month })).rows;
      const january = on('2027-01-05');
      const [closed, ...paid] = await Promise.all([
        closePeriod(january, { month: '2026-12' }),
        ...bills.map((bill) =>
          recordPayment(january, {
            invoiceId: bill.id,
            amountFen: '1',
            receivedOn: '2026-12-20',
            payerName: '家属（演示数据）',
          }),
        ),
      ]);
      expect(paid.every((result) => result.ok)).toBe(true);
      const [count] = await sql<{ before: bigint; after: bigint }[]>`
        select count(*) filter (where on_date < '2027-01-01') as before, count(*) filter (where on_date = '2027-01-01') as after from ledger_entries`;
      expect(count?.before).toBe(BigInt(must(closed as Result<{ entries: number }>).entries));
      expect(Number(count?.before) + Number(count?.after)).toBe(16);
      await expectSoundBills();
    });
  });

  it('whatever the days and grades, the charges of a stay are exactly its bed-days', async () => {
    const day = fc.integer({ min: -20, max: 45 }).map((offset) => addDays(plainDate('2026-11-01'), offset));
    const facts = fc
      .tuple(
        day,
        fc.integer({ min: 0, max: 40 }),
        fc.array(
          fc.tuple(fc.integer({ min: 1, max: 30 }), fc.constantFrom('independent', 'partial', 'total')),
          { maxLength: 3 },
        ),
      )
      .map(([from, length, changes]): ResidentFacts => {
        let on = from;
        const later = changes.map(([days, grade]) => {
          on = addDays(on, days);
          return { grade: grade as 'partial', from: on };
        });
        return { from, until: addDays(from, length), grades: [partial(from), ...later] };
      });
    await fc.assert(
      fc.asyncProperty(fc.array(facts, { minLength: 1, maxLength: 12 }), async (many) => {
        await sql`truncate people, buildings, bill_runs, invoice_registers, ledger_entries, ledger_accounts cascade`;
        const residents = await settle(...many);
        await billMonth(finance, month);
        const charged = await sql<{ stay: string; days: bigint; first: string; last: string }[]>`
          select stay_id as stay, count(*) as days, min(day)::text as first, max(day)::text as last from charges group by 1`;
        const byStay = new Map(charged.map((row) => [row.stay, row]));
        for (const [index, fact] of many.entries()) {
          const from = fact.from > '2026-11-01' ? fact.from : '2026-11-01';
          const until = (fact.until ?? '') < '2026-12-01' ? (fact.until ?? '') : '2026-12-01';
          const days = Math.max(0, daysBetween(plainDate(from), plainDate(until)));
          const row = byStay.get(residents[index]?.stayId ?? '');
          expect(row ? [Number(row.days), row.first, row.last] : [0]).toEqual(
            days ? [days, from, addDays(plainDate(until), -1)] : [0],
          );
        }
        await expectSoundBills();
      }),
      { numRuns: 12 },
    );
  });

  it('the database refuses a bill that is not the sum of its charges, a charge added later, and a second charge of a day', async () => {
    await settle(allNovember);
    await billMonth(finance, month);
    const [charge] = await sql`select * from charges limit 1`;
    const copy = (over: Record<string, unknown>) => sql`insert into charges ${sql({ ...charge, ...over })}`;
    await expect(copy({ line: 31, day: '2026-12-01' })).rejects.toMatchObject({
      constraint_name: 'charges_line_range',
    });
    await expect(copy({ line: 31, lines: 31, day: '2026-12-01' })).rejects.toMatchObject({
      constraint_name: 'charges_invoice_fk',
    });
    await expect(copy({ line: 2, day: '2026-12-01' })).rejects.toMatchObject({
      constraint_name: 'charges_pk',
    });
    await expect(
      sql.begin(async (tx) => {
        const [bill] = await tx`select * from invoices`;
        const id = randomUUID();
        const next = {
          ...bill,
          id,
          serial: 2,
          number: '2026-000002',
          reference: 'F260000029',
          month: '2026-10',
          lines: 1,
          amount_fen: 5,
          charged_fen: 5,
        };
        await tx`insert into invoices ${tx(next)}`;
        await tx`insert into charges ${tx({ ...charge, invoice_id: id, lines: 1, line: 1, day: '2026-12-01', amount_fen: 4 })}`;
        await tx`insert into invoice_shares (tenant_id, invoice_id, payer, amount_fen, charged_fen) values (${here.id}, ${id}, 'resident', 5, 5)`;
        await tx`insert into invoice_share_months (tenant_id, invoice_id, payer, month, charged_fen) values (${here.id}, ${id}, 'resident', '2026-12', 5)`;
      }),
    ).rejects.toMatchObject({ constraint_name: 'invoices_sum' });
    await expect(
      sql`insert into invoice_shares (tenant_id, invoice_id, payer, amount_fen, charged_fen) select tenant_id, id, 'subsidy', 5, 5 from invoices`,
    ).rejects.toMatchObject({ constraint_name: 'invoices_sum' });
  });

  describe('payments', () => {
    const cash = (invoiceId: string, amountFen: string, more: Record<string, unknown> = {}) =>
      recordPayment(finance, {
        invoiceId,
        amountFen,
        surplus: true,
        receivedOn: '2026-12-01',
        payerName: '家属（演示数据）',
        ...more,
      });

    it('part of a bill leaves the rest open, too much stays as credit for the next', async () => {
      const [resident] = await settle(allNovember);
      const personId = resident?.personId ?? '';
      await billMonth(finance, month);
      const id = (await billOf(personId))?.id ?? '';
      must(await cash(id, '1000'));
      expect(await billOf(personId)).toMatchObject({ openFen: 165_000n, state: 'part' });
      expect(await getUnpaidTotals(auditor, {})).toEqual({
        count: 1,
        fen: 165_000n,
        overdue: 0,
        overdueFen: 0n,
      });
      must(await cash(id, '2000'));
      expect(await billOf(personId)).toMatchObject({ openFen: 0n, state: 'paid' });
      expect(await findStatement(auditor, { id })).toMatchObject({ balanceFen: -35_000n });
      expect((await listUnpaidInvoices(auditor, {})).rows).toEqual([]);
      await billMonth({ ...finance, at: new Date('2027-01-01T02:00:00Z') }, '2026-12');
      const [next] = (await listInvoices(auditor, { personId, month: '2026-12' })).rows;
      expect(next).toMatchObject({ amountFen: 265_000n, openFen: 230_000n, state: 'part' });
      const late = { ...auditor, at: new Date('2027-02-01T02:00:00Z') };
      expect((await listUnpaidInvoices(late, { overdue: true })).rows).toMatchObject([
        { id: next?.id, overdue: true },
      ]);
      await expectSoundBills();
    });

    it('more than is open is taken for a mistake until it is said to be meant', async () => {
      const [resident] = await settle(allNovember);
      await billMonth(finance, month);
      const invoiceId = (await billOf(resident?.personId ?? ''))?.id ?? '';
      const pay = (amountFen: string, more: object) =>
        recordPayment(finance, {
          invoiceId,
          amountFen,
          receivedOn: '2026-12-01',
          payerName: '家属（演示数据）',
          ...more,
        });
      expect(await pay('26500', { receivedOn: '2099-01-01' })).toMatchObject({
        ok: false,
        refusals: [
          { code: 'FEES.RECEIVED_LATER', field: 'receivedOn' },
          { code: 'FEES.MORE_THAN_OPEN', field: 'surplus', params: { more: '23850.00' } },
        ],
      });
      must(await pay('2650', {}));
      expect(await pay('0.01', {})).toMatchObject({
        ok: false,
        refusals: [{ code: 'FEES.MORE_THAN_OPEN', params: { more: '0.01' } }],
      });
      must(await pay('0.01', { surplus: true }));
    });

    it('the same form sent twice is one payment, and a day to come is refused', async () => {
      const [resident] = await settle(allNovember);
      await billMonth(finance, month);
      const id = (await billOf(resident?.personId ?? ''))?.id ?? '';
      const paymentId = randomUUID();
      const results = await Promise.all([1, 2, 3].map(() => cash(id, '100', { paymentId })));
      expect(results.filter((result) => result.ok)).toHaveLength(1);
      expect(results.flatMap(codes)).toEqual(['FEES.PAYMENT_TWICE', 'FEES.PAYMENT_TWICE']);
      expect(codes(await cash(id, '100', { receivedOn: '2026-12-02' }))).toEqual(['FEES.RECEIVED_LATER']);
      expect(codes(await cash(id, '-5', { payerName: ' ' }))).toEqual(['FEES.AMOUNT', 'FEES.PAYER']);
      expect(codes(await cash(randomUUID(), '1'))).toEqual(['FEES.INVOICE_UNKNOWN']);
      await expectSoundBills();
    });

    it('a payment recorded by mistake is reversed once, and stays to be seen', async () => {
      const [resident] = await settle(allNovember);
      const personId = resident?.personId ?? '';
      await billMonth(finance, month);
      const id = (await billOf(personId))?.id ?? '';
      const { paymentId } = must(await cash(id, '2650'));
      const results = await Promise.all(
        [1, 2, 3].map(() => reversePayment(finance, { paymentId, reason: '记错人' })),
      );
      expect(results.filter((result) => result.ok)).toHaveLength(1);
      expect(results.flatMap(codes)).toEqual(['FEES.PAYMENT_REVERSED', 'FEES.PAYMENT_REVERSED']);
      expect(await billOf(personId)).toMatchObject({ openFen: 265_000n, state: 'open' });
      expect((await findStatement(auditor, { id }))?.payments).toMatchObject([{ reversalReason: '记错人' }]);
      await expect(sql`update payments set amount_fen = 1`).rejects.toMatchObject({
        constraint_name: 'payments_kept',
      });
      await expectSoundBills();
    });

    it('a bank line that names a bill pays it, whatever its amount; the rest waits for a person', async () => {
      const [one, two] = await settle(allNovember, allNovember);
      await billMonth(finance, month);
      const [first, second] = [await billOf(one?.personId ?? ''), await billOf(two?.personId ?? '')];
      const line = (index: number, amount: string, remark: string) => ({
        row: index,
        cells: {
          交易日期: '2026-11-30',
          收入金额: amount,
          对方户名: `付款人${index}`,
          附言: remark,
          流水号: `T${index}`,
        },
      });
      const rows = [
        line(2, '2650', `11月照护费 ${first?.reference.toLowerCase()}`),
        line(3, '700', `${second?.reference.slice(0, 5)} ${second?.reference.slice(5)}`),
        line(4, '2650', '李某某照护费'),
        line(5, '5300', `${first?.reference} ${second?.reference}`),
        line(6, '10', `${second?.reference.slice(0, -1)}${(Number(second?.reference.at(-1)) + 1) % 10}`),
      ];
      const imported = must(
        await importBankStatement(finance, { rows, fileName: '对账单.csv', dryRun: false }),
      );
      const batchId = imported.batchId ?? '';
      const runs = await Promise.all(
        [1, 2, 3].map(() => matchBankLines(systemActor(here.id, 'job', 'test'), { batchId })),
      );
      expect(runs.map((run) => must(run).matched).sort()).toEqual([0, 0, 2]);
      expect(await billOf(one?.personId ?? '')).toMatchObject({ openFen: 0n, state: 'paid' });
      expect(await billOf(two?.personId ?? '')).toMatchObject({ openFen: 195_000n, state: 'part' });
      const waiting = (await listUnmatchedBankLines(finance, {})).rows;
      expect(waiting.map((one) => one.amountFen).sort()).toEqual([1_000n, 265_000n, 530_000n].sort());

      const byHand = waiting.find((one) => one.amountFen === 265_000n);
      expect(
        codes(await matchBankLine(finance, { lineId: byHand?.id ?? '', reference: 'F000000000' })),
      ).toEqual(['FEES.REFERENCE_UNKNOWN']);
      const { paymentId } = must(
        await matchBankLine(finance, {
          lineId: byHand?.id ?? '',
          reference: ` ${second?.reference.toLowerCase()} `,
        }),
      );
      expect(
        codes(await matchBankLine(finance, { lineId: byHand?.id ?? '', reference: second?.reference ?? '' })),
      ).toEqual(['LEDGER.LINE_CLAIMED']);
      expect((await findStatement(auditor, { id: second?.id ?? '' }))?.balanceFen).toBe(-70_000n);
      must(await reversePayment(finance, { paymentId, reason: '不是这位老人的' }));
      expect((await listUnmatchedBankLines(finance, {})).rows.map(({ id }) => id)).toContain(byHand?.id);
      await expectSoundBills();
    });

    it('a family sees the bills of its own resident and of nobody else', async () => {
      const [mine, other] = await settle(allNovember, allNovember);
      await billMonth(finance, month);
      const family = { ...demo.as('family', at), personId: mine?.personId };
      const [bill] = await listOwnInvoices(family, {});
      expect(bill).toMatchObject({ personId: mine?.personId, amountFen: 265_000n });
      expect(await findOwnStatement(family, { id: bill?.id ?? '' })).toMatchObject({ number: bill?.number });
      expect(
        await findOwnStatement(family, { id: (await billOf(other?.personId ?? ''))?.id ?? '' }),
      ).toBeUndefined();
      expect(await listOwnInvoices(demo.as('family', at), {})).toEqual([]);
      await expect(listInvoices(family, {})).rejects.toThrow(/Not permitted/);
      expect((await listInvoices(elsewhere.as('auditor', at), {})).rows).toEqual([]);
      expect(await findStatement(elsewhere.as('auditor', at), { id: bill?.id ?? '' })).toBeUndefined();
    });
  });
});
