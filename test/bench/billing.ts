import postgres from 'postgres';
import { demoOf } from '#db/seed/demo/demo';
import { demoStandards } from '#db/seed/demo/standards';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import type { Bench, Report } from '~/commands/bench';
import { systemActor } from '~/domain/access/system-actor';
import { billMonth, putTariffsInForce } from '../factories/fees';
import { insertResidents, type ResidentFacts } from '../factories/residents';
import { putInForce } from '../factories/standards';

const RESIDENTS = 2_000;
/** Residents of the last month, when the house has grown. */
const MANY_RESIDENTS = 10_000;
const [tenant] = demoTenants;
/** Months of 31, 30 and 31 days, one after the other; in each later one the earlier ones are looked over for changes. */
const MONTHS = ['2026-08', '2026-09', '2026-10'] as const;

/** Most live there all the time; some come within the first month, and some change their grade within each month. */
function factsOf(place: number): ResidentFacts {
  const from = place % 10 === 0 ? '2026-08-12' : '2026-03-01';
  const changes = (['2026-08-17', '2026-09-17', '2026-10-17'] as const).map(
    (on, month) => ({ grade: month % 2 === 0 ? 'total' : 'partial', from: on }) as const,
  );
  return { from, grades: [{ grade: 'partial', from }, ...(place % 4 === 1 ? changes : [])] };
}

/** Who came on the first of the last month, one in four with another grade in the middle of it. */
const movedInLast = (place: number): ResidentFacts => ({
  from: '2026-10-01',
  grades: [
    { grade: 'partial', from: '2026-10-01' },
    ...(place % 4 === 1 ? [{ grade: 'total', from: '2026-10-17' } as const] : []),
  ],
});

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}

/** Seconds that the work takes, and how far memory grew at most meanwhile, in MB. */
async function watched(work: () => Promise<unknown>): Promise<{ took: number; grew: number }> {
  global.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 50);
  const took = await seconds(work);
  clearInterval(watch);
  return { took, grew: (most - before) / 1_048_576 };
}

/** Bed-days charged per second with their bills, ledger entries and audit events, beside rows that are only copied. */
export default async function bench(report: Report, { database }: Bench): Promise<void> {
  const { ownerUrl } = await database();
  await insertTenants(ownerUrl, [tenant]);
  await loadReference(systemActor(tenant.id, 'bench', 'bench'), tenant.regionCode);
  const demo = demoOf(tenant, { main: true });
  const by = { proposer: demo.as('finance'), approver: demo.as('lead') };
  await putInForce(by, demoStandards('2026-01-01'));
  await putTariffsInForce(by, '2026-01-01');
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await insertResidents(
      sql,
      tenant.id,
      Array.from({ length: RESIDENTS }, (_, place) => factsOf(place)),
    );
    // As the nightly upkeep of PostgreSQL leaves a table that has just been filled.
    await sql`analyze`;
    const finance = demo.as('finance');
    for (const [place, month] of MONTHS.entries()) {
      const last = place === MONTHS.length - 1;
      if (last) {
        const more = MANY_RESIDENTS - RESIDENTS;
        await insertResidents(
          sql,
          tenant.id,
          Array.from({ length: more }, (_, index) => movedInLast(index)),
        );
        await sql`analyze`;
      }
      const before = await countCharges(sql);
      const { took, grew } = await watched(() => billMonth(finance, month));
      const charged = (await countCharges(sql)) - before;
      const size = `${last ? MANY_RESIDENTS : RESIDENTS} residents`;
      const looked = place === 0 ? '' : `, ${place} month${place > 1 ? 's' : ''} looked over`;
      report(`${size}${looked}: charged`, charged / took, 'bed-days/s', charged);
      report(`${size}${looked}: memory grew by`, grew, 'MB', charged);
    }
    const rows = await countCharges(sql);
    await sql`create table bare_rows (like charges)`;
    await sql`create table indexed_rows (like charges including indexes)`;
    report(
      'bare INSERT … SELECT',
      rows / (await seconds(() => sql`insert into bare_rows select * from charges`)),
      'rows/s',
      rows,
    );
    report(
      'the same with its indexes',
      rows / (await seconds(() => sql`insert into indexed_rows select * from charges`)),
      'rows/s',
      rows,
    );
  } finally {
    await sql.end();
  }
}

async function countCharges(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ count: string }[]>`select count(*) from charges`;
  return Number(row?.count ?? 0);
}
