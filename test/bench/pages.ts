import postgres from 'postgres';
import { seedDemo } from '#db/seed/demo/index';
import { refreshReference } from '#db/seed/reference/refresh-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import type { Bench, Report } from '~/commands/bench';
import { systemActor } from '~/domain/access/system-actor';
import { importBeds } from '~/domain/beds/import-beds';
import { bedRows } from '../factories/beds';
import { openPages } from './asking';

const BEDS = 500;
const MANY_BEDS = 2_000;
const PAST_STAYS = 20_000;
const WAITING = 300;
const REQUESTS = 300;
const [tenant] = demoTenants;

/** Half the free beds with a resident each, arranged behind the pages: what is measured is reading, not admitting. */
async function fillBeds(sql: postgres.TransactionSql, beds: number): Promise<void> {
  await sql`
    create temporary table filled on commit drop as
    select gen_random_uuid() as person_id, gen_random_uuid() as application_id, gen_random_uuid() as stay_id, b.id as bed_id,
      row_number() over (order by b.id) + (select count(*) from stays) as n,
      case r.sex_rule when 'male' then 'male' else 'female' end as sex
    from beds b join rooms r on r.id = b.room_id
    where not exists (select from bed_occupancies o where o.bed_id = b.id)
      and not exists (select from bed_closures c where c.bed_id = b.id)
      and not exists (select from bed_reservations r where r.bed_id = b.id)
    limit ${beds / 2}`;
  await sql`insert into people (id, name, sex, birth_date) select person_id, '测量' || n, sex, '1950-01-01' from filled`;
  await sql`
    insert into applications (id, person_id, applied_on, category, status, origin)
    select application_id, person_id, '2026-01-01', 'tekun', 'admitted', 'page' from filled`;
  await sql`
    insert into stays (id, person_id, application_id, contract_number, admitted_on)
    select stay_id, person_id, application_id, 'CL2026-' || lpad(n::text, 6, '0'), '2026-01-01' from filled`;
  await sql`
    insert into bed_occupancies (id, bed_id, person_id, stay_id, from_on)
    select gen_random_uuid(), bed_id, person_id, stay_id, '2026-01-01' from filled`;
  await sql`drop table filled`;
}

/** Stays that are over, at most a year each and one after the other in every bed: what a house of ten years has behind it. */
async function addPastStays(sql: postgres.TransactionSql, stays: number): Promise<void> {
  await sql`
    create temporary table past on commit drop as
    select gen_random_uuid() as person_id, gen_random_uuid() as application_id, gen_random_uuid() as stay_id, b.id as bed_id,
      row_number() over () as n, make_date(y, 1, 1) as from_on, make_date(y, 12, 1) as until_on,
      case r.sex_rule when 'male' then 'male' else 'female' end as sex
    from beds b join rooms r on r.id = b.room_id, generate_series(2012, 2021) y
    limit ${stays}`;
  await sql`insert into people (id, name, sex, birth_date) select person_id, '往年' || n, sex, '1940-01-01' from past`;
  await sql`
    insert into applications (id, person_id, applied_on, category, status, origin)
    select application_id, person_id, from_on, 'tekun', 'admitted', 'page' from past`;
  await sql`
    insert into stays (id, person_id, application_id, contract_number, admitted_on, discharged_on, discharge_cause)
    select stay_id, person_id, application_id, 'WN2012-' || lpad(n::text, 6, '0'), from_on, until_on, 'home' from past`;
  await sql`
    insert into bed_occupancies (id, bed_id, person_id, stay_id, from_on, until_on)
    select gen_random_uuid(), bed_id, person_id, stay_id, from_on, until_on from past`;
}

/** People who wait with a confirmed grade. */
async function addWaiting(sql: postgres.TransactionSql, people: number): Promise<void> {
  await sql`
    create temporary table waiting on commit drop as
    select gen_random_uuid() as person_id, n, date '2026-01-01' + (n % 300)::int as applied_on from generate_series(1, ${people}::int) n`;
  await sql`insert into people (id, name, sex, birth_date) select person_id, '轮候' || n, 'female', '1945-01-01' from waiting`;
  await sql`
    insert into applications (id, person_id, applied_on, category, status, waiting_from, origin)
    select gen_random_uuid(), person_id, applied_on, (array['tekun', 'dibao', 'expense'])[n % 3 + 1], 'waiting', applied_on, 'page' from waiting`;
  await sql`
    insert into assessments (id, person_id, scale_code, scale_version, reason, assessed_on, first_assessor, second_assessor,
      answers_sealed, grade, status, decided_by, decided_by_name, decided_at, valid_from)
    select gen_random_uuid(), person_id, 'tekun-six', 1, 'first', applied_on, '甲', '乙', '',
      case when n % 2 = 0 then 'total' else 'partial' end, 'confirmed', gen_random_uuid(), '丙', now(), applied_on
    from waiting`;
}

/** Makes the house larger: new beds, half of them taken. */
async function build(count: number, house: string): Promise<void> {
  const imported = await importBeds(systemActor(tenant.id, 'bench', 'bench'), {
    rows: bedRows(count, house),
    dryRun: false,
    fileName: house,
  });
  if (!imported.ok) throw new Error(JSON.stringify(imported.refusals));
}

/** The bed board with 500 beds, then with 2,000, the waiting list and a resident, each beside a bare page of the same size from the same server. */
export default async function bench(report: Report, { database }: Bench): Promise<void> {
  const { ownerUrl } = await database();
  await insertTenants(ownerUrl, demoTenants);
  await refreshReference();
  await seedDemo([tenant]);
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  const arranged = (work: (sql: postgres.TransactionSql) => Promise<void>) =>
    owner.begin(async (sql) => {
      await sql`select set_config('app.tenant_id', ${tenant.id}, true)`;
      await work(sql);
    });
  await build(BEDS, '量楼');
  await arranged((sql) => fillBeds(sql, BEDS));

  const pages = await openPages(report, 'manager');
  const measure = (name: string, path: string) => pages.measure(name, path, REQUESTS);
  await measure(`bed board, ${BEDS} beds`, '/beds');
  await measure('work list', '/');

  await build(MANY_BEDS - BEDS, '大楼');
  await arranged(async (sql) => {
    await fillBeds(sql, MANY_BEDS - BEDS);
    await addPastStays(sql, PAST_STAYS);
    await addWaiting(sql, WAITING);
  });
  await owner`analyze`;
  const [stay] =
    await owner`select id from stays where discharged_on is null order by contract_number limit 1`;
  await owner.end();
  await measure(`bed board, ${MANY_BEDS} beds`, '/beds');
  await measure(`waiting list, ${WAITING} people`, '/waiting-list');
  await measure(`a resident, ${PAST_STAYS} past stays`, `/stays/${stay?.id}`);
  await measure(`residents, ${PAST_STAYS} past stays`, '/stays');
  pages.close();
}
