import postgres from 'postgres';
import { newId } from '#db/new-id';
import { insertPeople } from '#db/queries/people';
import { insertNeeds } from '#db/queries/visit-needs';
import {
  volunteerAvailability,
  volunteerInsurances,
  volunteerSkills,
  volunteers,
} from '#db/schema/volunteers';
import { seedDemo } from '#db/seed/demo/index';
import { refreshReference } from '#db/seed/reference/refresh-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { inTenant, type Tx } from '#db/transaction';
import { makePlanJob } from '#jobs/visits/make-plan';
import type { Bench, Report } from '~/commands/bench';
import { systemActor } from '~/domain/access/system-actor';
import { addDays, dateOf, type PlainDate, weekdayOf } from '~/domain/kernel/plain-date';
import type { Result } from '~/domain/kernel/refusals';
import { findPlanDay } from '~/domain/visits/plan-day';
import type { WeekProblem } from '~/domain/visits/planning/week.rules';
import { publishPlan } from '~/domain/visits/publish-plan';
import { replan, requestPlan } from '~/domain/visits/request-plan';
import { openPages } from './asking';
import { districtWeek } from './district-week';

const VOLUNTEERS = 1_000;
const VISITS = 10_000;
const ROWS = 500;
const REQUESTS = 30;
const TOWN = '370304111';
const [tenant] = demoTenants;
const actor = systemActor(tenant.id, 'bench', 'bench');

async function seconds<Value>(report: Report, metric: string, work: () => Promise<Value>): Promise<Value> {
  const began = performance.now();
  const value = await work();
  report(metric, (performance.now() - began) / 1_000, 's', 1);
  return value;
}

function must<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  return result.value;
}

async function inPortions<Row>(
  rows: readonly Row[],
  write: (rows: Row[]) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS) await write(rows.slice(at, at + ROWS));
}

/** Writes the volunteers of a made week, arranged behind the rules: what is measured is planning, not registering. */
async function addVolunteers(tx: Tx, week: WeekProblem): Promise<void> {
  const registeredOn = addDays(week.from, -300);
  const person = (at: number) => ({
    name: `志愿者${at}`,
    sex: at % 2 ? 'female' : 'male',
    birthDate: week.volunteers[at]?.birthDate ?? null,
    identityNumber: `测量${at}`,
    phone: null,
    address: null,
  });
  const persons = week.volunteers.map((_, at) => person(at) as Parameters<typeof insertPeople>[1][number]);
  const personIds = await insertPeople(tx, persons);
  const people = week.volunteers.map((volunteer, at) => ({
    ...volunteer,
    id: newId(),
    personId: personIds.get(`测量${at}`) as string,
    number: `L${at}`,
  }));
  await inPortions(people, (rows) =>
    tx.insert(volunteers).values(
      rows.map(
        ({ id, number, personId, home, serviceKinds, dailyLimitMinutes, weeklyLimitMinutes, birthDate }) => ({
          ...{ id, number, personId, dailyLimitMinutes, weeklyLimitMinutes, birthDate, registeredOn },
          serviceKinds: [...serviceKinds],
          townCode: TOWN,
          homeLatitude: home.latitude,
          homeLongitude: home.longitude,
          status: 'active',
          statusFrom: registeredOn,
          ...(birthDate > addDays(week.from, -18 * 365)
            ? { guardianName: '监护人', guardianRelation: 'mother', guardianConsentOn: registeredOn }
            : {}),
        }),
      ),
    ),
  );
  const skills = people.flatMap((one) =>
    one.skills.map(({ skill, validUntil }) => ({
      volunteerId: one.id,
      skill,
      validUntil: validUntil ?? addDays(week.until, 300),
      licenceNumber: `Z${skill}`,
    })),
  );
  await inPortions(skills, (rows) => tx.insert(volunteerSkills).values(rows));
  const slots = people.flatMap((one) =>
    one.availability.map(({ date, fromMinute, untilMinute }) => ({
      ...{ volunteerId: one.id, fromMinute, untilMinute },
      weekday: weekdayOf(date),
    })),
  );
  await inPortions(slots, (rows) => tx.insert(volunteerAvailability).values(rows));
  const covers = people
    .filter(({ covers: has }) => has.length > 0)
    .map((one) => ({
      ...{ id: newId(), volunteerId: one.id, insurer: '量保', policyNumber: one.number },
      fromDate: week.from,
      untilDate: addDays(week.until, 30),
      recordedAt: new Date(),
      recordedByName: '测量',
    }));
  await inPortions(covers, (rows) => tx.insert(volunteerInsurances).values(rows));
}

/** Writes what is to be planned: those that follow another after the others. */
async function addNeeds(tx: Tx, week: WeekProblem): Promise<void> {
  const ids = new Map<string, string>();
  const write = (needs: WeekProblem['needs']) =>
    inPortions(needs, async (portion) => {
      const written = await insertNeeds(
        tx,
        portion.map(
          ({
            id,
            place,
            after,
            serviceKind,
            skill,
            durationMinutes,
            volunteersNeeded,
            priority,
            windows,
          }) => ({
            ...{ serviceKind, skill, durationMinutes, volunteersNeeded, windows, ...place },
            priority: priority ?? 2,
            externalKey: id,
            place: '前坡村',
            townCode: TOWN,
            outline: '陪伴聊天',
            requestedAt: new Date(),
            requestedBy: '测量',
            sameVolunteers: false,
            ...(after
              ? {
                  afterNeedId: ids.get(after.needId),
                  afterMinMinutes: after.minGap,
                  afterMaxMinutes: after.maxGap,
                }
              : {}),
          }),
        ),
      );
      for (const { id, externalKey } of written) ids.set(externalKey as string, id);
    });
  await write(week.needs.filter((need) => !need.after));
  await write(week.needs.filter((need) => need.after));
}

/** The week of a district in the product: planned by its job, looked at, published, and looked at by whoever does the work. */
export default async function bench(report: Report, { database }: Bench): Promise<void> {
  const { ownerUrl } = await database();
  await insertTenants(ownerUrl, demoTenants);
  await refreshReference();
  await seedDemo([tenant]);
  const monday = nextMonday();
  const week = districtWeek({ volunteers: VOLUNTEERS, visits: VISITS, seed: 1, monday });
  await inTenant({ tenantId: tenant.id, actorId: null }, async (tx) => {
    await addVolunteers(tx, week);
    await addNeeds(tx, week);
  });
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  // Statistics stay as they are at the worst moment: before publishing, when nothing was promised to anybody.
  await owner`alter table visits set (autovacuum_enabled = false)`;
  await owner`alter table visit_assignments set (autovacuum_enabled = false)`;
  await owner`analyze`;

  const { planId } = must(await requestPlan(actor, { fromDate: monday, lastDate: addDays(monday, 6) }));
  const signal = AbortSignal.timeout(600_000);
  const run = { actor, signal, progress: async () => undefined };
  const made = must(await seconds(report, 'plan of the week', () => makePlanJob.perform({ planId }, run)));
  const { visits, unmet } = made as { visits: number; unmet: number };
  report('planned', visits, 'visits', VISITS);
  report('unmet', unmet, 'visits', VISITS);

  await owner`analyze`;
  const pages = await openPages(report, 'coordinator');
  for (const part of ['', '/board', '/map'])
    await pages.measure(`plan${part}`, `/visits/plans/${planId}${part}`, REQUESTS);
  const lane = (await findPlanDay(actor, { planId, date: monday }))?.lanes[0];
  const stop = lane?.stops[0];
  const moved = new URLSearchParams({
    visit: stop?.visitId ?? '',
    who: lane?.volunteerId ?? '',
    to: lane?.volunteerId ?? '',
    date: monday,
    from: '09:15',
  });
  await pages.measure('a visit dragged', `/visits/plans/${planId}/weigh?${moved}`, REQUESTS);
  await pages.measure('a visit by hand', `/visits/plans/${planId}/visits/${stop?.visitId}`, REQUESTS);
  must(await seconds(report, 'publishing', () => publishPlan(actor, { planId })));
  await pages.measure('published plan', `/visits/plans/${planId}`, REQUESTS);
  await pages.measure('visits of a day', `/visits?date=${addDays(monday, 1)}`, REQUESTS);
  await pages.measure('needs', '/visits/needs', REQUESTS);
  await pages.measure('vacancies', '/visits/vacancies', REQUESTS);
  await pages.measure('volunteers', '/volunteers', REQUESTS);
  await pages.measure('work list', '/', REQUESTS);

  await owner`update volunteers set status = 'ended', status_reason = '测量' where number ~ '^L[0-9]*0$' and id in (
    select id from volunteers where number like 'L%' order by number limit ${VOLUNTEERS / 10})`;
  const again = must(await replan(actor, { planId }));
  must(await seconds(report, 'plan after some have left', () => makePlanJob.perform(again, run)));
  await pages.measure('comparison of plans', `/visits/plans/${again.planId}/compare`, REQUESTS);
  must(await seconds(report, 'publishing what changed', () => publishPlan(actor, again)));
  pages.close();
  await owner.end();
}

/** The Monday after the coming Sunday, so that the whole week lies ahead. */
function nextMonday(): PlainDate {
  const day = dateOf(new Date());
  return addDays(day, 8 - weekdayOf(day));
}
