import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoOf, must } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { approveArrangement } from '~/domain/fees/approve-arrangement';
import { approveTariff } from '~/domain/fees/approve-tariff';
import { listInvoices } from '~/domain/fees/list-invoices';
import { previewStandard, previewTariff } from '~/domain/fees/preview-prices';
import { proposeArrangement } from '~/domain/fees/propose-arrangement';
import { proposeTariff } from '~/domain/fees/propose-tariff';
import { getPriceRules, settlePriceRules } from '~/domain/fees/settle-price-rules';
import type { Result } from '~/domain/kernel/refusals';
import { approveStandard } from '~/domain/standards/approve-standard';
import { proposeStandard } from '~/domain/standards/propose-standard';
import { useFreshDatabase } from '../database';
import { billMonth, putTariffsInForce } from '../factories/fees';
import { insertResidents } from '../factories/residents';
import { putInForce, standardSet } from '../factories/standards';

const database = useFreshDatabase({ connections: 8 });
const [here, there] = demoTenants;
const demo = demoOf(here, { main: true });
const at = new Date('2026-11-28T02:00:00Z');
const [finance, lead, auditor] = [demo.as('finance', at), demo.as('lead', at), demo.as('auditor', at)];
const elsewhere = demoOf(there, { main: false }).as('lead', at);
const both = { proposer: finance, approver: lead };
const codes = (result: Result<unknown>) => (result.ok ? [] : result.refusals.map(({ code }) => code));

let sql: postgres.Sql;
let residents: Awaited<ReturnType<typeof insertResidents>>;
beforeAll(async () => {
  await insertTenants(database.ownerUrl, demoTenants);
  sql = postgres(database.ownerUrl, { max: 2, onnotice: () => undefined });
  for (const { id, regionCode } of demoTenants)
    await loadReference(systemActor(id, 'reference', 'test'), regionCode);
  await putInForce(both, standardSet('2024-01-01'));
  await putTariffsInForce(both, '2024-01-01');
  residents = await insertResidents(sql, here.id, [
    { from: '2026-01-01', grades: [{ grade: 'partial', from: '2026-01-01' }] },
    { from: '2026-02-01', grades: [{ grade: 'partial', from: '2026-02-01' }] },
    { from: '2026-02-01', grades: [{ grade: 'total', from: '2026-02-01' }] },
    { from: '2026-02-01', until: '2026-11-20', grades: [{ grade: 'partial', from: '2026-02-01' }] },
  ]);
});
afterAll(() => sql.end());

const fee = (yuan: string, effectiveFrom: string, grade = 'partial') => ({
  grade,
  monthlyFeeFen: yuan,
  effectiveFrom,
});

describe('a fee and whose bills it changes', () => {
  it('names everybody of the grade who lies here then, with the part that other payers leave, as the bill will have it', async () => {
    const [first, second] = residents;
    const arrangement = {
      personId: first?.personId ?? '',
      payer: 'insurance',
      percent: '33.3',
      fromOn: '2026-01-01',
      source: '演示数据',
    } as const;
    const arranged = must(await proposeArrangement(finance, arrangement));
    must(await approveArrangement(lead, { arrangementId: arranged.id }));

    const { id } = must(await proposeTariff(finance, fee('2701.01', '2026-12-01')));
    const preview = await previewTariff(auditor, { tariffId: id });
    expect(preview).toMatchObject({
      on: '2026-12-01',
      month: '2026-12',
      beforeFen: 260_000n,
      afterFen: 270_101n,
    });
    expect(preview?.bills).toMatchObject([
      { personId: first?.personId, ownBeforeFen: 260_000n - 86_580n, ownAfterFen: 270_101n - 89_943n },
      { personId: second?.personId, ownBeforeFen: 260_000n, ownAfterFen: 270_101n },
    ]);

    must(await approveTariff(lead, { tariffId: id }));
    await billMonth({ ...finance, at: new Date('2027-01-01T02:00:00Z') }, '2026-12');
    const { rows } = await listInvoices(auditor, { month: '2026-12' });
    for (const bill of preview?.bills ?? [])
      expect(rows.find(({ personId }) => personId === bill.personId)?.amountFen).toBe(bill.ownAfterFen);
  });

  it('begins in the middle of a month: reckoned for the first whole month', async () => {
    const { id } = must(await proposeTariff(finance, fee('2800', '2026-12-15')));
    expect(await previewTariff(auditor, { tariffId: id })).toMatchObject({
      on: '2026-12-15',
      month: '2027-01',
      beforeFen: 270_101n,
    });
    expect(await previewTariff(elsewhere, { tariffId: id })).toBeUndefined();
    await expect(previewTariff(demo.as('intake', at), { tariffId: id })).rejects.toThrow();
  });

  it('a standard changes no bill, but names the fees that would be outside, and how many it concerns', async () => {
    const rise = { kind: 'care-tier', effectiveFrom: '2027-06-01', source: '演示数据' } as const;
    const fine = must(await proposeStandard(finance, { ...rise, grade: 'total', amountFen: '1210' }));
    expect(await previewStandard(auditor, { standardId: fine.id })).toEqual([]);
    const bad = must(await proposeStandard(finance, { ...rise, grade: 'total', amountFen: '2150' }));
    expect(await previewStandard(auditor, { standardId: bad.id })).toMatchObject([
      {
        grade: 'total',
        monthlyFeeFen: 350_000n,
        residents: 1,
        problems: [{ code: 'FEES.OUTSIDE_BAND', params: { floorFen: '350000', on: '2027-06-01' } }],
      },
    ]);
    expect(codes(await approveStandard(lead, { standardId: bad.id }))).toEqual(['STANDARD.BREAKS_TARIFF']);
  });
});

describe('bounds that are out of date', () => {
  it('stop a fee in the form of the proposal, and once more when it is approved', async () => {
    expect(await getPriceRules(auditor)).toEqual({ boundMonths: 36, slightPercent: 20 });
    const outdated = await proposeTariff(finance, fee('2100', '2027-01-02', 'independent'));
    expect(outdated).toMatchObject({
      ok: false,
      refusals: [
        'tekun_basic_urban_centralised',
        'tekun_basic_rural_centralised',
        'care_tier_independent',
        'market_reference_independent',
      ].map((name) => ({
        code: 'STANDARD.OUTDATED',
        field: 'effectiveFrom',
        params: { what: `@standards_of_${name}`, from: '2024-01-01', on: '2027-01-02', months: 36 },
      })),
    });
    const { id } = must(await proposeTariff(finance, fee('2100', '2027-01-01', 'independent')));
    must(await settlePriceRules(lead, { boundMonths: 35, slightPercent: 10 }));
    expect(new Set(codes(await approveTariff(lead, { tariffId: id })))).toEqual(
      new Set(['STANDARD.OUTDATED']),
    );
    must(await settlePriceRules(lead, { boundMonths: 36, slightPercent: 10 }));
    must(await approveTariff(lead, { tariffId: id }));
  });

  it('the database itself refuses such a fee, by the months that the district has settled', async () => {
    const insert =
      () => sql`insert into tariffs (tenant_id, id, scale_code, grade, monthly_fee_fen, effective_from,
        status, proposed_by, proposed_by_name, proposed_at, decided_by, decided_by_name, decided_at)
      values (${here.id}, gen_random_uuid(), 'tekun-six', 'total', 350000, '2028-01-01', 'approved', 'a', 'a', now(), 'b', 'b', now())`;
    // A fee in force goes on, and may be ended, however old its bounds have become.
    await sql`update tariffs set effective_until = '2028-01-01' where grade = 'total' and effective_until is null`;
    await expect(insert()).rejects.toMatchObject({ constraint_name: 'tariffs_bounds_fresh' });
    must(await settlePriceRules(lead, { boundMonths: 48, slightPercent: 20 }));
    await expect(insert()).resolves.toBeDefined();
  });

  it('are the affair of whoever approves fees, and of this district', async () => {
    expect(codes(await settlePriceRules(finance, { boundMonths: 1, slightPercent: 1 }))).toEqual([
      'ACCESS.NOT_PERMITTED',
    ]);
    expect(codes(await settlePriceRules(lead, { boundMonths: 0, slightPercent: 201 }))).toEqual([
      'FEES.BOUND_MONTHS',
      'FEES.SLIGHT_PERCENT',
    ]);
    expect(await getPriceRules(elsewhere)).toEqual({ boundMonths: 36, slightPercent: 20 });
  });
});
