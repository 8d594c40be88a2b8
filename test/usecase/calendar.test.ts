import type { AppLoadContext } from '@remix-run/node';
import ical from 'node-ical';
import postgres from 'postgres';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { permissionsOf } from '~/domain/access/permissions';
import { countPublicRequest } from '~/domain/access/public-limit';
import type { Role } from '~/domain/access/roles';
import { systemActor } from '~/domain/access/system-actor';
import type { Actor } from '~/domain/kernel/actor';
import { addDays, dateOf } from '~/domain/kernel/plain-date';
import type { Result } from '~/domain/kernel/refusals';
import { registerOrganisation } from '~/domain/organisations/register-organisation';
import { acceptAssignment } from '~/domain/visits/answer-assignment';
import { giveBackVisit, moveVisit } from '~/domain/visits/change-visit';
import { freeVolunteer } from '~/domain/visits/free-volunteer';
import { listAssignments } from '~/domain/visits/list-visits';
import { makePlan } from '~/domain/visits/make-plan';
import { publishPlan } from '~/domain/visits/publish-plan';
import { readCalendar } from '~/domain/visits/read-calendar';
import { requestPlan } from '~/domain/visits/request-plan';
import { requestVisit } from '~/domain/visits/request-visit';
import { calendarStatus, instantOf } from '~/domain/visits/visit.rules';
import { changeAvailability } from '~/domain/volunteers/change-availability';
import { endOwnService, pauseOwnService } from '~/domain/volunteers/change-service';
import { endOwnCalendar, findOwnCalendar, renewOwnCalendar } from '~/domain/volunteers/own-calendar';
import { loader } from '~/routes/volunteers/calendar.ics';
import { calendarText } from '~/routes/volunteers/calendar-text.server';
import { useFreshDatabase } from '../database';
import { aVolunteer } from '../factories/volunteers';

const addresses = useFreshDatabase();
const [tenant] = demoTenants;
const system = systemActor(tenant.id, 'test', 'test');
const as = (role: Role, more: Partial<Actor> = {}): Actor => ({
  ...system,
  name: role,
  roles: [role],
  permissions: permissionsOf([role]),
  ...more,
});

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  return result.value;
}

let volunteerId = '';
let mine: Actor;

beforeAll(async () => {
  await insertTenants(addresses.ownerUrl, demoTenants);
  const district = value(
    await registerOrganisation(system, { kind: 'district', name: '博山区', code: '370304' }),
  );
  value(
    await registerOrganisation(system, {
      kind: 'town',
      name: '源泉镇',
      code: '370304111',
      parentId: district.organisationId,
      latitude: 36.41,
      longitude: 118.05,
    }),
  );
  ({ volunteerId } = await aVolunteer(as('coordinator')));
  mine = as('volunteer', { volunteerId });
});

/** What a calendar program reads of a visit when it fetches the calendar again. */
function programReads(entries: Parameters<typeof calendarText>[0]) {
  const parts = Object.values(ical.sync.parseICS(calendarText(entries, 'https://wellspring.example')));
  const events = parts.flatMap((part) => (part?.type === 'VEVENT' ? [part] : []));
  const [event] = events;
  if (!event || events.length > 1) throw new Error(`${events.length} events`);
  const { uid, status, start, end } = event;
  return { uid, status, sequence: Number(event.sequence), starts: start.getTime(), ends: end?.getTime() };
}

const read = (secret: string) => readCalendar({ secret, requestId: 'test' });

it('is opened by its secret alone, which is kept nowhere, and by none that was renewed or ended', async () => {
  expect(await findOwnCalendar(mine)).toBeUndefined();
  const first = value(await renewOwnCalendar(mine, {})).secret;
  expect(first).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(await read(first)).toEqual([]);
  const second = value(await renewOwnCalendar(mine, {})).secret;
  expect(await read(first)).toBeUndefined();
  expect(await read(second)).toEqual([]);
  const sql = postgres(addresses.ownerUrl, { max: 1 });
  const kept = await sql`select * from volunteer_calendars`;
  const told = await sql`select data from audit_events where kind like 'volunteer.calendar%'`;
  await sql.end();
  expect(kept).toHaveLength(1);
  expect(JSON.stringify([kept, told])).not.toContain(second);
  value(await endOwnCalendar(mine, {}));
  expect(await read(second)).toBeUndefined();
  expect(await findOwnCalendar(mine)).toBeUndefined();
});

it('follows a visit: asked, accepted, moved under the same UID, taken back, never less than it told before', async () => {
  const { secret } = value(await renewOwnCalendar(mine, {}));
  const at = new Date();
  const coordinator = as('coordinator', { at });
  const day = addDays(dateOf(at), 2);
  value(
    await changeAvailability(coordinator, {
      volunteerId,
      availability: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '08:00', until: '18:00' })),
    }),
  );
  value(
    await requestVisit(coordinator, {
      place: '源泉镇照护中心',
      address: '一号楼 101',
      townCode: '370304111',
      serviceKind: 'companionship',
      durationMinutes: 60,
      outline: '陪伴聊天',
      windows: [{ date: day, from: '08:00', until: '12:00' }],
    }),
  );
  const { planId } = value(await requestPlan(coordinator, { fromDate: day, lastDate: day }));
  value(await makePlan({ ...system, at }, { planId }));
  expect(await read(secret)).toEqual([]);
  value(await publishPlan(coordinator, { planId }));
  const shown = async () => {
    const [entry, ...others] = (await read(secret)) ?? [];
    expect(others).toEqual([]);
    if (!entry) throw new Error('nothing in the calendar');
    return entry;
  };
  const asked = await shown();
  expect(calendarStatus(asked.status)).toBe('TENTATIVE');
  expect(asked).toMatchObject({ place: '源泉镇照护中心', serviceKind: 'companionship' });
  expect(JSON.stringify(asked)).not.toContain('101');

  value(await acceptAssignment({ ...mine, at }, { assignmentId: asked.assignmentId }));
  const agreed = await shown();
  expect([agreed.assignmentId, calendarStatus(agreed.status)]).toEqual([asked.assignmentId, 'CONFIRMED']);
  expect(agreed.sequence).toBeGreaterThan(asked.sequence);

  const before = programReads([agreed]);
  const { rows } = await listAssignments(coordinator, { from: day, until: addDays(day, 1) });
  const [visit] = rows;
  const visitId = visit?.visitId ?? '';
  value(await moveVisit(coordinator, { visitId, date: day, from: '15:00' }));
  const moved = await shown();
  expect(moved).toMatchObject({ assignmentId: asked.assignmentId, startsAt: instantOf(day, 900) });
  expect(moved.sequence).toBeGreaterThan(agreed.sequence);
  const after = programReads([moved]);
  expect(after).toMatchObject({
    uid: before.uid,
    starts: instantOf(day, 900).getTime(),
    ends: instantOf(day, 960).getTime(),
  });
  expect(after.sequence).toBeGreaterThan(before.sequence);

  value(await giveBackVisit(coordinator, { visitId, reason: '老人住院' }));
  const gone = await shown();
  expect([gone.assignmentId, calendarStatus(gone.status)]).toEqual([asked.assignmentId, 'CANCELLED']);
  expect(gone.sequence).toBeGreaterThan(moved.sequence);
  expect(programReads([gone])).toMatchObject({ uid: before.uid, status: 'CANCELLED', starts: after.starts });
});

it('shows as taken back what a volunteer who paused cannot keep, and keeps what lies after the pause', async () => {
  const { secret } = value(await renewOwnCalendar(mine, {}));
  const at = new Date();
  const coordinator = as('coordinator', { at });
  const [soon, later] = [addDays(dateOf(at), 3), addDays(dateOf(at), 9)];
  for (const date of [soon, later])
    value(
      await requestVisit(coordinator, {
        place: `源泉镇 ${date}`,
        townCode: '370304111',
        serviceKind: 'companionship',
        durationMinutes: 60,
        outline: '陪伴聊天',
        windows: [{ date, from: '08:00', until: '12:00' }],
      }),
    );
  const { planId } = value(await requestPlan(coordinator, { fromDate: soon, lastDate: later }));
  value(await makePlan({ ...system, at }, { planId }));
  value(await publishPlan(coordinator, { planId }));
  const states = async () =>
    new Map(
      ((await read(secret)) ?? [])
        .filter(({ place }) => place.startsWith('源泉镇 '))
        .map(({ place, status }) => [place, calendarStatus(status)]),
    );
  expect(await states()).toEqual(
    new Map([
      [`源泉镇 ${soon}`, 'TENTATIVE'],
      [`源泉镇 ${later}`, 'TENTATIVE'],
    ]),
  );
  value(await pauseOwnService({ ...mine, at }, { until: addDays(soon, 1), reason: '住院' }));
  expect(value(await freeVolunteer({ ...system, at }, { volunteerId }))).toEqual({ freed: 1 });
  expect(value(await freeVolunteer({ ...system, at }, { volunteerId }))).toEqual({ freed: 0 });
  expect(await states()).toEqual(
    new Map([
      [`源泉镇 ${soon}`, 'CANCELLED'],
      [`源泉镇 ${later}`, 'TENTATIVE'],
    ]),
  );
  value(await endOwnService({ ...mine, at }, {}));
  expect(value(await freeVolunteer({ ...system, at }, { volunteerId }))).toEqual({ freed: 1 });
  expect(new Set((await states()).values())).toEqual(new Set(['CANCELLED']));
});

describe('too many requests', () => {
  const limit = { use: 'test', ofAddress: 5, ofSecret: 3 };
  const at = new Date('2026-12-01T01:00:20Z');
  const ask = (address: string, secret: string, now = at) =>
    countPublicRequest(limit, { address, secret, now });

  it('are counted by secret and by address, all at once, and begin anew with the next minute', async () => {
    const asked = await Promise.all(Array.from({ length: 5 }, () => ask('203.0.113.7', 'one')));
    expect(asked.filter((wait) => wait === undefined)).toHaveLength(3);
    expect(asked.filter((wait) => wait === 40)).toHaveLength(2);
    // The address has none left for another secret, another address has.
    expect(await ask('203.0.113.7', 'two')).toBe(40);
    expect(await ask('2001:db8:1:2::9', 'two')).toBeUndefined();
    expect(await ask('203.0.113.7', 'one', new Date('2026-12-01T01:01:00Z'))).toBeUndefined();
  });

  it('are answered with 429 and how long to wait, and no more is looked up', async () => {
    const params = { file: `${'A'.repeat(43)}.ics` };
    const fetched = async () => {
      const request = new Request(`http://localhost/calendar/${params.file}`);
      const context = { clientAddress: '203.0.113.9', requestId: 'test' } as AppLoadContext;
      const thrown = await loader({ request, params, context }).catch((reason: unknown) => reason);
      if (thrown instanceof Response) return [thrown.status, thrown.headers.get('Retry-After')];
      return [(thrown as { init: ResponseInit }).init.status, null];
    };
    expect(await fetched()).toEqual([404, null]);
    // Twice the limit, should a minute end in between.
    const answers: unknown[] = [];
    for (let more = 0; more < 60; more++) answers.push(await fetched());
    expect(answers).toContainEqual([429, expect.stringMatching(/^[1-9]\d?$/)]);
  });
});
