import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoOf } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { closeBed } from '~/domain/beds/close-bed';
import { retireBed } from '~/domain/beds/retire-bed';
import { settleBedRules } from '~/domain/beds/settle-bed-rules';
import { type PlainDate, plainDate } from '~/domain/kernel/plain-date';
import { postEntries } from '~/domain/ledger/post-entries';
import {
  getIndicators,
  listGiftPostings,
  listIndicatorBeds,
  listSupported,
  listTrend,
  listWaited,
} from '~/domain/reports/indicators';
import { useFreshDatabase } from '../database';
import { insertResidents } from '../factories/residents';
import { got, someBeds } from '../factories/stays';

const addresses = useFreshDatabase();
const here = demoOf(demoTenants[0], { main: true });
const manager = here.as('manager');
const auditor = here.as('auditor');
const elsewhere = demoOf(demoTenants[1], { main: false });

let sql: postgres.Sql;
let beds: string[];
beforeAll(async () => {
  sql = postgres(addresses.ownerUrl, { max: 1, onnotice: () => undefined });
  await insertTenants(addresses.ownerUrl, demoTenants);
  for (const { id, regionCode } of demoTenants)
    await loadReference(systemActor(id, 'reference', 'test'), regionCode);
  // Four residents, each in a nursing bed of their own; one of them until the end of August.
  const residents = await insertResidents(sql, demoTenants[0].id, [
    { from: '2026-02-10', grades: [{ grade: 'total', from: '2026-02-01' }] },
    {
      from: '2026-04-01',
      grades: [
        { grade: 'partial', from: '2026-03-01' },
        { grade: 'total', from: '2026-09-15' },
      ],
    },
    { from: '2026-05-01', until: '2026-09-01', grades: [{ grade: 'partial', from: '2026-05-01' }] },
    { from: '2026-06-01', grades: [] },
  ]);
  const [first, second, third] = residents.map(({ personId }) => personId);
  await sql`update people set hardship_category = 'tekun' where id in ${sql([first ?? '', second ?? '', third ?? ''])}`;
  await sql`update applications set waiting_from = '2026-02-01' where person_id = ${first ?? ''}`;
  await sql`update applications set waiting_from = '2026-03-01' where person_id = ${second ?? ''}`;
  // Four more beds, two of them general; one is closed in September, one taken out for good on the first of October.
  beds = await someBeds(here, 4);
  await sql`update beds set kind = 'general' where id in ${sql(beds.slice(2))}`;
  got(
    await closeBed(manager, {
      bedId: beds[0] ?? '',
      from: plainDate('2026-09-01'),
      until: plainDate('2026-10-01'),
      cause: 'repair',
      reason: '检修',
    }),
  );
  got(
    await retireBed(manager, { bedId: beds[3] ?? '', on: plainDate('2026-10-01'), reason: '报废' } as never),
  );
});

const at = (on: string) => getIndicators(auditor, { on: plainDate(on) });

describe('figures of a day', () => {
  it('count the beds that are there and not closed, and who lies in them', async () => {
    expect(await at('2026-08-31')).toMatchObject({
      beds: 8,
      nursing: 6,
      closed: 0,
      occupied: 4,
      occupancy: 0.5,
    });
    expect(await at('2026-09-10')).toMatchObject({ beds: 8, closed: 1, occupied: 3, occupancy: 3 / 7 });
    expect(await at('2026-10-05')).toMatchObject({
      beds: 7,
      nursing: 6,
      closed: 0,
      occupied: 3,
      nursingShare: 6 / 7,
    });
    expect((await listIndicatorBeds(auditor, { on: plainDate('2026-10-05') })).length).toBe(7);
  });

  it('count the nursing share among the beds that the tenant has settled on', async () => {
    got(await settleBedRules(manager, { cleaningRequired: false, shareDenominator: 'in_service' }));
    expect(await at('2026-09-10')).toMatchObject({ denominator: 'in_service', nursingShare: 5 / 7 });
    got(await settleBedRules(manager, { cleaningRequired: false, shareDenominator: 'all' }));
    expect(await at('2026-09-10')).toMatchObject({ denominator: 'all', nursingShare: 6 / 8 });
  });

  it('give the rate of centralised support by the grades and stays of that day', async () => {
    expect(await at('2026-01-31')).toMatchObject({ dependent: 0, supportRate: null });
    expect(await at('2026-02-05')).toMatchObject({ dependent: 1, housed: 0, supportRate: 0 });
    expect(await at('2026-03-15')).toMatchObject({ dependent: 2, housed: 1, supportRate: 0.5 });
    expect(await at('2026-08-31')).toMatchObject({ dependent: 3, housed: 3, supportRate: 1 });
    expect(await at('2026-09-01')).toMatchObject({ dependent: 3, housed: 2 });
    const rows = await listSupported(auditor, { on: plainDate('2026-09-01') });
    expect(rows.map(({ housed }) => housed)).toEqual([false, true, true]);
  });

  it('give residents by the grade that counts, and those without one', async () => {
    expect((await at('2026-08-31')).grades).toEqual([
      { grade: 'partial', residents: 2 },
      { grade: 'total', residents: 1 },
      { grade: null, residents: 1 },
    ]);
    expect((await at('2026-09-20')).grades).toEqual([
      { grade: 'total', residents: 2 },
      { grade: null, residents: 1 },
    ]);
  });

  it('give the days waited by those who moved in within twelve months', async () => {
    expect(await at('2026-11-01')).toMatchObject({ admitted: 2, daysWaited: (9 + 31) / 2 });
    expect((await listWaited(auditor, { on: plainDate('2026-11-01') })).map(({ days }) => days)).toEqual([
      31, 9,
    ]);
    expect(await at('2026-01-01')).toMatchObject({ admitted: 0, daysWaited: null });
  });

  it('stand month by month in the trend as they stand on the day alone', async () => {
    const trend = await listTrend(auditor, { on: plainDate('2026-10-05') });
    expect(trend.map(({ on }) => on)).toEqual([
      ...['2025-11-30', '2025-12-31', '2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'],
      ...['2026-05-31', '2026-06-30', '2026-07-31', '2026-08-31', '2026-09-30', '2026-10-05'],
    ]);
    for (const point of trend) {
      const { occupancy, nursingShare, supportRate, owedFen } = await at(point.on as PlainDate);
      expect(point).toEqual({ on: point.on, occupancy, nursingShare, supportRate, owedFen });
    }
  });

  it('open to the vouchers that make them up, part by part, each once', async () => {
    const gift = { type: 'gift', id: randomUUID() };
    const given = (on: string, fen: bigint) => ({
      kind: 'donations.gift',
      subject: gift,
      on,
      postings: [
        { account: { code: 'bank', kind: 'asset' as const }, amountFen: fen },
        { account: { code: 'income.gifts-money', kind: 'income' as const }, amountFen: -fen },
      ],
    });
    const days = [
      '2025-12-31',
      '2026-01-01',
      '2026-03-05',
      '2026-03-05',
      '2026-03-05',
      '2026-10-02',
      '2026-10-03',
    ];
    const entries = days.map((on, at) => given(on, 100n + BigInt(at)));
    got(await postEntries(systemActor(demoTenants[0].id, 'post', 'test'), { entries }));
    const asked = { on: plainDate('2026-10-02'), indicator: 'gifts-received' as const };
    const read: { onDate: string; amountFen: bigint }[] = [];
    let part = await listGiftPostings(auditor, { ...asked, limit: 2 });
    for (;;) {
      expect(part.totalFen).toBe(101n + 102n + 103n + 104n + 105n);
      read.push(...part.rows);
      if (part.next === undefined) break;
      part = await listGiftPostings(auditor, { ...asked, after: part.next, limit: 2 });
    }
    expect(read.map(({ onDate }) => onDate)).toEqual(days.slice(1, 6).reverse());
    expect(read.map(({ amountFen }) => amountFen).sort()).toEqual([101n, 102n, 103n, 104n, 105n]);
  });

  it('know nothing of another tenant', async () => {
    expect(await getIndicators(elsewhere.as('auditor'), { on: plainDate('2026-09-01') })).toMatchObject({
      beds: 0,
      occupancy: null,
      dependent: 0,
      admitted: 0,
      grades: [],
    });
  });
});
