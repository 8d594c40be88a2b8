import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { read } from '~/domain/audit/use-case';
import { addDays, dateOf } from '~/domain/kernel/plain-date';
import { makePlan } from '~/domain/visits/make-plan';
import { defaultPlanSettings } from '~/domain/visits/planning/week.rules';
import { changePlanningSettings, defaultPlanning, readPlanSettings } from '~/domain/visits/planning-settings';
import { instantOf } from '~/domain/visits/visit.rules';
import { actorOf } from '../actors';
import { useFreshDatabase } from '../database';
import { aVolunteer } from '../factories/volunteers';
import { useOneInstant } from '../one-instant';
import { refused, useApi } from './caller';

useOneInstant();
const database = useFreshDatabase();
const [tenant, other] = demoTenants;
const call = useApi();
const system = systemActor(tenant.id, 'planning', 'test');
const day = addDays(dateOf(new Date()), 2);

const wish = {
  place: '源泉镇照护中心',
  address: '一号楼 101',
  townCode: '370304111',
  latitude: 36.41,
  longitude: 118.05,
  serviceKind: 'companionship',
  durationMinutes: 60,
  outline: '陪伴聊天',
  windows: [{ date: day, from: '08:00', until: '12:00' }],
};

/** A plan of the day, made as its job makes it. */
async function planned(): Promise<string> {
  const { body } = await call('coordinator', 'POST', '/visit-plans', { fromDate: day, lastDate: day });
  const made = await makePlan(system, { planId: body.planId });
  if (!made.ok) throw new Error(JSON.stringify(made.refusals));
  return body.planId;
}

beforeAll(async () => {
  await insertTenants(database.ownerUrl, demoTenants);
  await loadReference(systemActor(tenant.id, 'reference', 'test'), tenant.regionCode);
});

describe('visits by a machine', () => {
  it('are asked for, changed, taken back, and asked for again in a series; what is wrong is told at once', async () => {
    const wrong = await call('intake', 'POST', '/visit-needs', {
      ...wish,
      place: '',
      durationMinutes: 5,
      windows: [],
    });
    expect([wrong.status, refused(wrong)]).toEqual([
      422,
      [
        'VISIT.PLACE_MISSING /place',
        'VISIT.DURATION_RANGE /durationMinutes',
        'VISIT.WINDOW_MISSING /windows',
      ],
    ]);
    expect((await call('volunteer', 'POST', '/visit-needs', wish)).status).toBe(403);
    const asked = await call('intake', 'POST', '/visit-needs', wish);
    expect(asked.status).toBe(201);
    const at = `/visit-needs/${asked.body.needId}`;
    const changed = await call('intake', 'PUT', at, { ...wish, outline: '读报' });
    expect(changed.status).toBe(200);
    const shown = await call('village', 'GET', at);
    expect(shown.body).toMatchObject({ outline: '读报', status: 'open' });
    expect(JSON.stringify(shown.body)).not.toContain('101');
    expect((await call('intake', 'GET', at, {}, { tenant: other })).status).toBe(404);
    const firsts = await call('village', 'GET', `/visit-pair-firsts?words=${encodeURIComponent('读报')}`);
    expect(firsts.body).toMatchObject({ items: [{ outline: '读报', window: { date: day } }], more: false });
    expect((await call('volunteer', 'GET', '/visit-pair-firsts')).status).toBe(403);
    expect((await call('intake', 'POST', `${at}/cancellation`, { reason: '住院' })).status).toBe(200);
    expect(await call('intake', 'POST', `${at}/cancellation`, { reason: '住院' })).toMatchObject({
      status: 200,
    });

    const days = `/visit-series-days?startsOn=${day}&repeat=`;
    expect((await call('intake', 'GET', `${days}FREQ%3DDAILY%3BCOUNT%3D2`)).body).toEqual({
      rrule: 'FREQ=DAILY;COUNT=2',
      days: [day, addDays(day, 1)],
      more: false,
    });
    expect((await call('intake', 'GET', `${days}FREQ%3DX`)).status).toBe(422);
    expect((await call('volunteer', 'GET', `${days}FREQ%3DDAILY`)).status).toBe(403);

    const series = await call('coordinator', 'POST', '/visit-needs', {
      ...wish,
      windows: [{ date: addDays(day, 7), from: '08:00', until: '12:00' }],
      repeat: 'FREQ=WEEKLY',
    });
    expect(series.body).toMatchObject({ seriesId: expect.any(String) });
    const ofSeries = `/visit-series/${series.body.seriesId}`;
    const shownSeries = await call('village', 'GET', ofSeries);
    expect(shownSeries.body).toMatchObject({ rrule: 'FREQ=WEEKLY', status: 'active', durationMinutes: 60 });
    expect(shownSeries.body.days[0]).toMatchObject({ on: addDays(day, 7), status: 'open' });
    expect(JSON.stringify(shownSeries.body)).not.toContain('101');
    expect((await call('village', 'GET', '/visit-series')).body.items).toMatchObject([
      { id: series.body.seriesId, rrule: 'FREQ=WEEKLY', nextOn: addDays(day, 7) },
    ]);
    expect((await call('volunteer', 'GET', '/visit-series')).status).toBe(403);
    const change = { from: addDays(day, 8), repeat: 'FREQ=WEEKLY;INTERVAL=2', durationMinutes: 90 };
    const foreseen = await call('intake', 'POST', `${ofSeries}/change-foreseen`, change);
    expect(foreseen.body).toMatchObject({
      rule: { rrule: 'FREQ=WEEKLY;INTERVAL=2', startsOn: addDays(day, 8), durationMinutes: 90 },
      fallsAway: [{ on: addDays(day, 14) }, { on: addDays(day, 21) }],
      made: [addDays(day, 8), addDays(day, 22)],
      retimed: [],
      stays: [],
      more: true,
    });
    const wrongChange = await call('intake', 'POST', `${ofSeries}/change`, { durationMinutes: 5 });
    expect([wrongChange.status, refused(wrongChange)]).toEqual([
      422,
      [
        'VISIT.CHANGE_FROM_MISSING /from',
        'VISIT.DURATION_RANGE /durationMinutes',
        'VISIT.REASON_MISSING /reason',
        'VISIT.CHANGE_UNSEEN /seen',
      ],
    ]);
    const { seen } = foreseen.body;
    const body = { ...change, reason: '隔周即可', seen };
    for (const role of ['volunteer', 'auditor'] as const)
      expect((await call(role, 'POST', `${ofSeries}/change`, body)).status).toBe(403);
    expect(refused(await call('intake', 'POST', `${ofSeries}/change`, body, { tenant: other }))).toEqual([
      'VISIT.SERIES_UNKNOWN /seriesId',
    ]);
    expect((await call('intake', 'GET', ofSeries, {}, { tenant: other })).status).toBe(404);
    expect((await call('intake', 'POST', `${ofSeries}/change`, body)).body).toEqual({
      seriesId: series.body.seriesId,
      fellAway: 2,
      made: 2,
      retimed: 0,
    });
    expect(refused(await call('coordinator', 'POST', `${ofSeries}/change`, body))).toEqual([
      'VISIT.SERIES_UNCHANGED',
    ]);
    const ended = await call('coordinator', 'POST', `/visit-series/${series.body.seriesId}/end`, {
      reason: '不再需要',
    });
    expect(ended.body.needs).toBeGreaterThan(0);
    const open = await call('coordinator', 'GET', '/visit-needs?status=open');
    expect(open.body.items).toEqual([]);

    const over = [0, 1].map(() => randomUUID());
    const closure = { needIds: over, reason: '时间已过' };
    expect(refused(await call('coordinator', 'POST', '/lapsed-visit-needs/closure', {}))).toEqual([
      'VISIT.LAPSED_NONE /needIds',
      'VISIT.REASON_MISSING /reason',
    ]);
    expect(refused(await call('coordinator', 'POST', '/lapsed-visit-needs/closure', closure))).toEqual([
      'VISIT.NEED_UNKNOWN /needIds/0',
      'VISIT.NEED_UNKNOWN /needIds/1',
    ]);
    expect((await call('auditor', 'POST', '/lapsed-visit-needs/closure', closure)).status).toBe(403);
    const missed = await call('coordinator', 'POST', '/visit-needs', wish);
    const owner = postgres(database.ownerUrl, { max: 1 });
    await owner`update visit_windows set on_date = on_date - 9 where need_id = ${missed.body.needId}`;
    await owner.end();
    expect(
      (
        await call('coordinator', 'POST', '/lapsed-visit-needs/closure', {
          ...closure,
          needIds: [missed.body.needId],
        })
      ).body,
    ).toEqual({ needs: 1 });
    expect((await call('coordinator', 'GET', '/visit-needs?status=lapsed')).body.items).toEqual([]);
  });

  it('are planned, set by hand, published, moved, given to somebody else and given back', async () => {
    const everyDay = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '08:00', until: '12:00' }));
    const coordinator = actorOf('coordinator', tenant);
    const people = [
      await aVolunteer(coordinator, { availability: everyDay, homeLatitude: 36.41, homeLongitude: 118.05 }),
      await aVolunteer(coordinator, { availability: everyDay, homeLatitude: 36.41, homeLongitude: 118.05 }),
    ];
    const { body: need } = await call('coordinator', 'POST', '/visit-needs', wish);
    const planId = await planned();
    const plan = await call('auditor', 'GET', `/visit-plans/${planId}`);
    expect(plan.body).toMatchObject({ status: 'proposed', progress: 100 });
    const [assignment] = (await call('auditor', 'GET', `/visit-plans/${planId}/assignments`)).body.items;
    const visitId = assignment.visitId;
    expect(assignment).toMatchObject({
      fixed: false,
      cost: { way: 0, wait: 0, late: 0, stranger: false, changed: false, total: expect.any(Number) },
      next: {
        volunteerId: people.find(({ volunteerId }) => volunteerId !== assignment.volunteerId)?.volunteerId,
        travelMinutes: 0,
        extraCost: expect.any(Number),
      },
    });
    expect(plan.body.endedEarly).toBeNull();
    const board = await call('auditor', 'GET', `/visit-plans/${planId}/board?date=${day}`);
    expect(board.body).toMatchObject({ date: day, days: [day], next: null });
    expect(board.body.lanes[0]).toEqual({
      volunteerId: assignment.volunteerId,
      slots: [expect.objectContaining({ fromMinute: 480, untilMinute: 720 })],
      stops: [expect.objectContaining({ visitId, fromMinute: 480, untilMinute: 540, fixed: false })],
    });
    const map = await call('auditor', 'GET', `/visit-plans/${planId}/map`);
    expect(map.body).toMatchObject({
      date: day,
      rounds: [
        { volunteerId: assignment.volunteerId, visits: [{ visitId, latitude: 36.41, longitude: 118.05 }] },
      ],
      open: [],
      radiusMinutes: 30,
    });
    expect(JSON.stringify(map.body)).not.toContain('home');
    for (const view of ['board', 'map']) {
      expect((await call('volunteer', 'GET', `/visit-plans/${planId}/${view}`)).status).toBe(403);
      expect((await call('auditor', 'GET', `/visit-plans/${need.needId}/${view}`)).status).toBe(404);
      expect(
        (await call('auditor', 'GET', `/visit-plans/${planId}/${view}`, {}, { tenant: other })).status,
      ).toBe(404);
      expect(refused(await call('auditor', 'GET', `/visit-plans/${planId}/${view}?date=x`))).toHaveLength(1);
    }
    const candidates = await call(
      'coordinator',
      'GET',
      `/proposed-visits/${visitId}/candidates?date=${day}&from=09:00`,
    );
    expect(candidates.body.candidates).toHaveLength(2);
    expect(
      (await call('coordinator', 'POST', `/proposed-visits/${visitId}/fixing`, { fixed: true })).status,
    ).toBe(200);
    expect((await call('coordinator', 'GET', `/visit-plans/${planId}/assignments`)).body.items).toMatchObject(
      [{ visitId, fixed: true }],
    );
    const late = { date: day, from: '13:00', volunteerIds: [assignment.volunteerId] };
    const stopped = await call('coordinator', 'POST', `/proposed-visits/${visitId}/place`, late);
    expect(refused(stopped)).toEqual(['PLAN.STOPPED /volunteerIds']);
    expect(JSON.stringify(stopped.body)).toContain('演示志愿者');
    expect(refused(await call('coordinator', 'POST', `/visit-plans/${planId}/stop`))).toEqual([
      'PLAN.MADE_ALREADY',
    ]);
    const spare = await planned();
    expect((await call('manager', 'POST', `/visit-plans/${spare}/discarding`)).status).toBe(403);
    expect(
      refused(await call('coordinator', 'POST', `/visit-plans/${spare}/discarding`, {}, { tenant: other })),
    ).toEqual(['PLAN.UNKNOWN /planId']);
    expect((await call('coordinator', 'POST', `/visit-plans/${spare}/discarding`)).body).toEqual({
      planId: spare,
    });
    expect(refused(await call('coordinator', 'POST', `/visit-plans/${spare}/discarding`))).toEqual([
      'PLAN.NOT_TO_DISCARD',
    ]);
    expect((await call('manager', 'POST', `/visit-plans/${planId}/publication`)).status).toBe(403);
    expect((await call('coordinator', 'POST', `/visit-plans/${planId}/publication`)).body).toMatchObject({
      visits: 1,
    });
    expect(
      (await call('coordinator', 'POST', `/visits/${visitId}/moving`, { date: day, from: '10:00' })).status,
    ).toBe(200);
    expect((await call('auditor', 'GET', `/visits/${visitId}`)).body).toMatchObject({ needId: need.needId });

    expect(
      (
        await call('coordinator', 'POST', `/visit-assignments/${assignment.assignmentId}/release`, {
          reason: '生病',
        })
      ).status,
    ).toBe(200);
    expect((await call('coordinator', 'GET', '/visit-vacancies')).body.items).toHaveLength(1);
    const ranked = await call('coordinator', 'GET', `/visits/${visitId}/substitutes`);
    const substitute = people.find(({ volunteerId }) => volunteerId !== assignment.volunteerId);
    expect(JSON.stringify(ranked.body)).toContain(substitute?.volunteerId);
    expect(refused(await call('coordinator', 'POST', `/visits/${visitId}/offers`, {}))).toEqual([
      'INPUT.MISSING /volunteerId',
    ]);
    expect(
      refused(await call('coordinator', 'POST', `/visits/${visitId}/offers`, { volunteerId: '甲' })),
    ).toEqual(['INPUT.INVALID /volunteerId']);
    const offer = await call('coordinator', 'POST', `/visits/${visitId}/offers`, {
      volunteerId: substitute?.volunteerId,
    });
    expect(offer.status).toBe(201);
    // A key of a role is nobody's own: it has no visits and answers no offer.
    expect((await call('volunteer', 'GET', '/own-offers')).body.items).toEqual([]);
    expect((await call('volunteer', 'GET', '/own-visits')).body.items).toEqual([]);
    expect((await call('leader', 'GET', '/team-visits')).body.items).toEqual([]);
    expect((await call('leader', 'GET', '/visit-vacancies')).status).toBe(403);
    expect((await call('volunteer', 'POST', `/own-offers/${offer.body.offerId}/acceptance`)).status).toBe(
      422,
    );

    expect(
      (await call('coordinator', 'POST', `/visits/${visitId}/return`, { reason: '老人住院' })).body,
    ).toMatchObject({ needId: need.needId });
    expect((await call('coordinator', 'GET', `/visit-needs/${need.needId}`)).body.status).toBe('open');

    const at = `/visit-needs/${need.needId}/exclusions`;
    const barred = await call('coordinator', 'POST', at, {
      volunteerNumber: people[0]?.number,
      scope: 'need',
      reason: '本人要求',
    });
    expect(barred.status).toBe(201);
    const [exclusion] = (await call('coordinator', 'GET', at)).body.items;
    expect((await call('auditor', 'GET', at)).status).toBe(403);
    expect((await call('coordinator', 'POST', `${at}/${exclusion.id}/end`)).status).toBe(200);
    expect((await call('coordinator', 'GET', at)).body.items).toEqual([]);
  });

  it('are proven by codes and by the coordinator’s word, never before they were', async () => {
    const { body: need } = await call('coordinator', 'POST', '/visit-needs', wish);
    const planId = await planned();
    const plan = await call('coordinator', 'GET', `/visit-plans/${planId}/assignments?date=${day}`);
    const { assignmentId, visitId } = plan.body.items.find(
      ({ needId }: { needId: string }) => needId === need.needId,
    );
    await call('coordinator', 'POST', `/visit-plans/${planId}/publication`);
    const settings = (await call('coordinator', 'GET', '/visit-settings')).body;
    expect(
      (await call('coordinator', 'PUT', '/visit-settings', { ...settings, checkInMetres: -1 })).status,
    ).toBe(422);
    expect((await call('coordinator', 'PUT', '/visit-settings', settings)).body).toEqual(settings);
    const at = `/visit-assignments/${assignmentId}`;
    const seen = {
      arrivedAt: instantOf(day, 480),
      leftAt: instantOf(day, 535),
      record: '聊了家常',
      reason: '手机没电',
    };
    expect(refused(await call('coordinator', 'POST', `${at}/attendance`, seen))).toEqual([
      'ATTENDANCE.FUTURE /arrivedAt',
      'ATTENDANCE.FUTURE /leftAt',
    ]);
    expect(await call('coordinator', 'POST', `${at}/absence`, { reason: '未到' })).toMatchObject({
      status: 422,
    });
    vi.setSystemTime(instantOf(day, 600));
    const [place] = (await call('manager', 'GET', '/check-in-places')).body.items;
    expect(place).toMatchObject({ place: '源泉镇照护中心' });
    const code = await call(
      'manager',
      'GET',
      `/check-in-code?${new URLSearchParams({ townCode: place.townCode, place: place.place })}`,
    );
    expect(code.body.code).toMatch(/\S{6,}/);
    expect(code.body.address).toContain(code.body.code);
    expect(code.body.picture).toMatch(/^<svg /);
    expect((await call('manager', 'GET', `/visit-needs/${need.needId}/code`)).status).toBe(404);
    expect((await call('manager', 'POST', `${at}/attendance`, seen)).status).toBe(403);
    expect((await call('coordinator', 'POST', `${at}/attendance`, seen)).status).toBe(200);
    expect((await call('coordinator', 'GET', `/visits/${visitId}`)).body.status).toBe('done');
    expect(
      (await call('town', 'POST', `/visit-surveys/${randomUUID()}/reveal`, { reason: '核对' })).status,
    ).toBe(422);
  });

  it('are planned by the district’s own rules: read by all who see plans, set by coordinators within limits', async () => {
    const at = '/planning-settings';
    const first = (await call('auditor', 'GET', at)).body;
    expect(first).toEqual(defaultPlanning);
    expect((await call('manager', 'PUT', at, first)).status).toBe(403);
    const wrong = { ...first, usualCost: 10, spareCost: 20 };
    expect(refused(await call('coordinator', 'PUT', at, wrong))).toEqual([
      'PLANNING.URGENT_FIRST /usualCost',
    ]);
    expect(
      await changePlanningSettings(actorOf('coordinator', tenant), { ...wrong, radiusMinutes: 4 }),
    ).toMatchObject({ refusals: [{ code: 'PLANNING.OUT_OF_RANGE' }, { code: 'PLANNING.URGENT_FIRST' }] });
    const settings = { ...first, radiusMinutes: 10, fairnessPercent: 25 };
    expect((await call('coordinator', 'PUT', at, settings)).body).toEqual(settings);
    expect((await call('coordinator', 'GET', at)).body).toEqual(settings);
    expect((await call('coordinator', 'GET', at, {}, { tenant: other })).body).toEqual(defaultPlanning);
    expect(
      await read('visits.view', ({ tx }) => readPlanSettings(tx))(actorOf('coordinator', tenant)),
    ).toEqual({
      ...defaultPlanSettings,
      radiusMinutes: 10,
      fairnessCost: 0.25,
    });

    // A place a quarter of an hour away is too far now.
    const { body: need } = await call('coordinator', 'POST', '/visit-needs', { ...wish, latitude: 36.48 });
    const idsOf = async (path: string): Promise<string[]> =>
      (await call('coordinator', 'GET', path)).body.items.map(({ needId }: { needId: string }) => needId);
    const narrow = await planned();
    expect(await idsOf(`/visit-plans/${narrow}/assignments`)).not.toContain(need.needId);
    expect(await idsOf(`/visit-plans/${narrow}/unmet`)).toContain(need.needId);
    await call('coordinator', 'PUT', at, first);
    const wide = await planned();
    expect(await idsOf(`/visit-plans/${wide}/assignments`)).toContain(need.needId);
    const compared = await call('auditor', 'GET', `/visit-plans/${wide}/comparison/${narrow}`);
    expect(compared.body.rows).toContainEqual(
      expect.objectContaining({ needId: need.needId, here: expect.anything(), there: null }),
    );
    expect((await call('auditor', 'GET', `/visit-plans/${wide}/comparison/${need.needId}`)).status).toBe(404);

    const sql = postgres(database.ownerUrl, { max: 1 });
    for (const beyond of ['urgent_cost = 1', 'radius_minutes = 0', 'stranger_cost = -1'])
      await expect(sql.unsafe(`update visit_planning_settings set ${beyond}`)).rejects.toThrow(/_settings_/);
    await sql.end();
  });
});

describe('a group by a machine', () => {
  it('is registered, seen, reminded and taken back; the link itself is never answered', async () => {
    const people = [
      { name: '孙二', phone: '13800000022' },
      { name: '李三', phone: '' },
    ];
    const group = {
      name: '接口服务队',
      towns: ['370304111'],
      responsible: { name: '周一', phone: '13800000011' },
      people,
    };
    const wrong = await call('coordinator', 'POST', '/volunteer-groups', group);
    expect([wrong.status, refused(wrong)]).toEqual([422, ['INVITATION.PHONE_MISSING /people/1/phone']]);
    expect((await call('leader', 'POST', '/volunteer-groups', group)).status).toBe(403);
    const made = await call('coordinator', 'POST', '/volunteer-groups', {
      ...group,
      people: people.slice(0, 1),
    });
    expect([made.status, made.body]).toEqual([201, { teamId: expect.any(String), asked: 2 }]);
    const at = `/volunteer-teams/${made.body.teamId}`;
    expect((await call('coordinator', 'GET', at)).body).toMatchObject({ leaderId: null, members: 0 });
    const more = { people: [people[0], { name: '吴四', phone: '13800000044' }] };
    expect((await call('coordinator', 'POST', `${at}/invitations`, more)).body).toEqual({
      asked: 1,
      known: 1,
    });
    const listed = await call('auditor', 'GET', `${at}/invitations`);
    expect(listed.body.items).toMatchObject([
      { name: '周一', phone: '138****0011', leads: true, state: 'asked', volunteerId: null },
      { name: '孙二', leads: false },
      { name: '吴四', leads: false },
    ]);
    expect(JSON.stringify(listed.body)).not.toContain('secret');
    const one = `${at}/invitations/${listed.body.items[1].id}`;
    expect(refused(await call('coordinator', 'POST', `${one}/reminder`))).toEqual([
      'INVITATION.ASKED_TODAY /invitationId',
    ]);
    expect((await call('coordinator', 'POST', `${one}/withdrawal`)).status).toBe(200);
    expect(refused(await call('coordinator', 'POST', `${one}/withdrawal`))).toEqual([
      'INVITATION.SETTLED /invitationId',
    ]);
  });
});
