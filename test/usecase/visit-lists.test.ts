import postgres from 'postgres';
import { beforeAll, expect, it } from 'vitest';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { permissionsOf } from '~/domain/access/permissions';
import { systemActor } from '~/domain/access/system-actor';
import type { Actor } from '~/domain/kernel/actor';
import type { Page } from '~/domain/kernel/paging';
import { addDays, plainDate } from '~/domain/kernel/plain-date';
import { registerOrganisation } from '~/domain/organisations/register-organisation';
import {
  comparePlans,
  findPlan,
  listAssignments,
  listNeeds,
  listPlanAssignments,
  listPlanUnmet,
} from '~/domain/visits/list-visits';
import { makePlan } from '~/domain/visits/make-plan';
import { findPlanDay } from '~/domain/visits/plan-day';
import { publishPlan } from '~/domain/visits/publish-plan';
import { requestPlan } from '~/domain/visits/request-plan';
import { requestVisit } from '~/domain/visits/request-visit';
import { useFreshDatabase } from '../database';
import { somewhere } from '../factories/visits';
import { aVolunteer } from '../factories/volunteers';
import { value } from '../results';

const addresses = useFreshDatabase();
const [tenant] = demoTenants;
const monday = plainDate('2026-12-07');
const tuesday = addDays(monday, 1);
const at = new Date('2026-12-01T01:00:00Z');
const coordinator: Actor = {
  ...systemActor(tenant.id, 'test', 'test'),
  permissions: permissionsOf(['coordinator']),
  at,
};
const system = { ...systemActor(tenant.id, 'test', 'test'), at };
const NEEDS = 7;

/** Follows a list from part to part, two rows at a time. */
async function whole<Row>(part: (after?: string) => Promise<Page<Row> | undefined>): Promise<Row[]> {
  const rows: Row[] = [];
  for (let page = await part(); page; page = page.next === undefined ? undefined : await part(page.next)) {
    expect(page.rows.length).toBeLessThanOrEqual(2);
    rows.push(...page.rows);
  }
  return rows;
}

const sorted = (ids: readonly string[]): string[] => [...ids].sort();
let planId = '';
const needIds: string[] = [];

beforeAll(async () => {
  await insertTenants(addresses.ownerUrl, demoTenants);
  const district = value(
    await registerOrganisation(system, { kind: 'district', name: '博山区', code: '370304' }),
  );
  for (const [name, code] of [
    ['源泉镇', '370304111'],
    ['池上镇', '370304112'],
  ] as const)
    value(
      await registerOrganisation(system, {
        ...{ kind: 'town', name, code, parentId: district.organisationId },
        ...somewhere,
      }),
    );
  const everyDay = [1, 2].map((weekday) => ({ weekday, from: '08:00', until: '12:00' }));
  await aVolunteer(coordinator, { availability: everyDay });
  await aVolunteer(coordinator, { availability: everyDay, townCode: '370304112' });
  for (let n = 0; n < NEEDS; n++) {
    const wanted = await requestVisit(coordinator, {
      place: '前坡村',
      townCode: n % 2 ? '370304111' : '370304112',
      ...somewhere,
      serviceKind: 'companionship',
      durationMinutes: 60,
      outline: `第 ${n} 次`,
      // Four at the same hour are more than two volunteers can do.
      windows: [
        n < 4
          ? { date: monday, from: '09:00', until: '10:00' }
          : { date: tuesday, from: '08:00', until: '12:00' },
      ],
    });
    needIds.push(value(wanted).needId as string);
  }
  planId = value(await requestPlan(coordinator, { fromDate: monday, lastDate: tuesday })).planId;
  value(await makePlan(system, { planId }));
});

it('needs, visits and what is not met come in parts, each row once and in one order', async () => {
  const needs = await whole((after) => listNeeds(coordinator, { status: 'open', after, limit: 2 }));
  expect(sorted(needs.map(({ id }) => id))).toEqual(sorted(needIds));
  expect(needs).toEqual((await listNeeds(coordinator, { status: 'open', limit: 100 })).rows);

  const plan = await findPlan(coordinator, { planId });
  const visits = await whole((after) => listPlanAssignments(coordinator, { planId, after, limit: 2 }));
  const unmet = await whole((after) => listPlanUnmet(coordinator, { planId, after, limit: 2 }));
  expect(plan).toMatchObject({ visits: visits.length, unmetCount: unmet.length });
  expect(unmet).toHaveLength(2);
  expect(unmet).toContainEqual(expect.objectContaining({ outline: expect.stringMatching(/^第 [0-3] 次$/) }));
  expect(sorted([...visits, ...unmet].map(({ needId }) => needId))).toEqual(sorted(needIds));
  expect(visits.map(({ startsAt }) => startsAt)).toEqual(
    visits.map(({ startsAt }) => startsAt).sort((a, b) => a.getTime() - b.getTime()),
  );
  const ofDay = await whole((after) =>
    listPlanAssignments(coordinator, { planId, date: tuesday, after, limit: 2 }),
  );
  expect(sorted(ofDay.map(({ needId }) => needId))).toEqual(sorted(needIds.slice(4)));
  expect(await listPlanAssignments(coordinator, { planId: needIds[0] as string })).toBeUndefined();
  expect(await listPlanUnmet(coordinator, { planId: needIds[0] as string })).toBeUndefined();
});

it('the board has the lanes of one town, and what is no place to go on from begins anew', async () => {
  const all = await findPlanDay(coordinator, { planId, date: monday });
  const one = await findPlanDay(coordinator, { planId, date: monday, townCode: '370304112', after: 'x' });
  expect([all?.lanes.length, one?.lanes.length]).toEqual([2, 1]);
  expect(all?.lanes).toContainEqual(one?.lanes[0]);
  expect((await findPlanDay(coordinator, { planId, date: monday, after: '1' }))?.lanes).toEqual(
    all?.lanes.slice(1),
  );
});

it('two plans differ in what one of them makes at another time, by another, or not at all', async () => {
  const again = value(await requestPlan(coordinator, { fromDate: tuesday, lastDate: tuesday })).planId;
  value(await makePlan(system, { planId: again }));
  const compared = await comparePlans(coordinator, { planId, withId: again, limit: 1 });
  expect(compared).toMatchObject({ visitsHere: 5, visitsThere: 3 });
  expect(compared?.differing).toBeGreaterThanOrEqual(2);
  expect(compared?.rows).toMatchObject([{ here: { names: [expect.any(String)] }, there: null }]);
  expect(await comparePlans(coordinator, { planId, withId: planId, limit: 9 })).toMatchObject({
    differing: 0,
    rows: [],
  });
});

it('the days of what is promised, of all towns or one', async () => {
  value(await publishPlan(coordinator, { planId }));
  const range = { from: monday, until: addDays(tuesday, 1) };
  const days = await whole((after) => listAssignments(coordinator, { ...range, after, limit: 2 }));
  expect(new Set(days.map(({ assignmentId }) => assignmentId)).size).toBe(5);
  const town = (await listAssignments(coordinator, { ...range, townCode: '370304111' })).rows;
  expect(town.length).toBeGreaterThan(0);
  expect(town).toEqual(days.filter(({ townCode }) => townCode === '370304111'));
});

it('a plan of more than it can take is refused with both numbers, and nothing is left out in silence', async () => {
  const sql = postgres(addresses.ownerUrl, { max: 1 });
  const far = '2027-03-01';
  await sql.begin(async (tx) => {
    await tx`select set_config('app.tenant_id', ${tenant.id}, true)`;
    await tx`create temporary table many on commit drop as select gen_random_uuid() as id from generate_series(1, 12001)`;
    await tx`insert into visit_needs (id, place, town_code, latitude, longitude, service_kind, duration_minutes, volunteers_needed,
      outline, status, requested_at, requested_by, priority, same_volunteers)
      select id, '前坡村', '370304111', 36.4, 118, 'companionship', 60, 1, '陪伴', 'open', now(), '测试', 2, false from many`;
    await tx`insert into visit_windows (need_id, on_date, from_minute, until_minute) select id, ${far}, 480, 720 from many`;
  });
  // As the database does by itself a while after so many rows at once.
  await sql`analyze visit_needs, visit_windows`;
  await sql.end();
  const day = plainDate(far);
  expect(await requestPlan(coordinator, { fromDate: day, lastDate: day })).toMatchObject({
    refusals: [{ code: 'PLAN.TOO_MANY', field: 'lastDate', params: { count: 12_001, most: 12_000 } }],
  });
});
