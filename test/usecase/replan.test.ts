import postgres from 'postgres';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { addDays, plainDate } from '~/domain/kernel/plain-date';
import { listOwnNotices } from '~/domain/notices/list-notices';
import { listWork } from '~/domain/reports/list-work';
import { acceptAssignment, declineAssignment } from '~/domain/visits/answer-assignment';
import { cancelNeed } from '~/domain/visits/cancel-need';
import { changeNeed } from '~/domain/visits/change-need';
import { giveBackVisit, moveVisit, releaseVolunteer } from '~/domain/visits/change-visit';
import { checkIn } from '~/domain/visits/check-in';
import { discardPlan } from '~/domain/visits/discard-plan';
import { excludeVolunteer } from '~/domain/visits/exclude-volunteer';
import {
  comparePlans,
  findNeed,
  findPlan,
  listNeeds,
  listOwnAssignments,
  listPlanAssignments,
  listPlanUnmet,
} from '~/domain/visits/list-visits';
import { makePlan } from '~/domain/visits/make-plan';
import { fixVisit, placeVisit } from '~/domain/visits/place-visit';
import { findPlanFacts } from '~/domain/visits/plan-facts';
import { publishPlan } from '~/domain/visits/publish-plan';
import { replan, requestPlan } from '~/domain/visits/request-plan';
import { requestVisit } from '~/domain/visits/request-visit';
import { acceptOffer, askSubstitute, listOwnOffers } from '~/domain/visits/substitute-offers';
import { instantOf } from '~/domain/visits/visit.rules';
import { weighMove } from '~/domain/visits/weigh-move';
import { actorOf } from '../actors';
import { useFreshDatabase } from '../database';
import { aTown, somewhere, there } from '../factories/visits';
import { aVolunteer } from '../factories/volunteers';
import { codes, value } from '../results';

const addresses = useFreshDatabase({ connections: 20 });
const [tenant] = demoTenants;
const at = new Date('2026-12-01T01:00:00Z');
const coordinator = actorOf('coordinator', tenant, { at });
const system = { ...systemActor(tenant.id, 'test', 'test'), at };

beforeAll(async () => {
  await insertTenants(addresses.ownerUrl, demoTenants);
  await aTown(system);
});

/** Each test has a Monday of its own, so that none is in another's way. */
let week = 0;
const aMonday = () => addDays(plainDate('2026-12-07'), 7 * week++);

type Day = ReturnType<typeof aMonday>;

const wish = (date: Day) => ({
  place: '源泉镇照护中心',
  townCode: '370304111',
  serviceKind: 'companionship' as const,
  durationMinutes: 60,
  outline: '陪伴聊天',
  windows: [{ date, from: '08:00', until: '12:00' }],
});

async function aNeed(date: Day, over: Partial<Parameters<typeof requestVisit>[1]> = {}): Promise<string> {
  const { needId } = value(await requestVisit(coordinator, { ...wish(date), ...over }));
  return needId ?? '';
}

const numbers = new Map<string, string>();
async function volunteers(many: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < many; n++) {
    const { volunteerId, number } = await aVolunteer(coordinator);
    numbers.set(volunteerId, number);
    ids.push(volunteerId);
  }
  return ids;
}

async function made(planId: string): Promise<string> {
  value(await makePlan(system, { planId }));
  return planId;
}

async function planned(date: Day): Promise<string> {
  return made(value(await requestPlan(coordinator, { fromDate: date, lastDate: date })).planId);
}

const replanned = async (planId: string) => made(value(await replan(coordinator, { planId })).planId);

const planOf = async (planId: string) => {
  const plan = await findPlan(coordinator, { planId });
  const assignments = await listPlanAssignments(coordinator, { planId });
  const unmet = await listPlanUnmet(coordinator, { planId });
  if (!plan || !assignments || !unmet) throw new Error('no such plan');
  return { ...plan, assignments: assignments.rows, unmet: unmet.rows };
};

const mine = (volunteerId: string) => actorOf('volunteer', tenant, { at, volunteerId });

const exclude = async (needId: string, volunteerId: string) =>
  value(
    await excludeVolunteer(coordinator, {
      needId,
      volunteerNumber: numbers.get(volunteerId) ?? '',
      scope: 'need',
      reason: '家属要求',
    }),
  );

beforeAll(() => volunteers(3));

// First, for only the days of the next weeks of a series are asked for.
describe('who knows whom they visit', () => {
  it('is also who is promised to another day of the series and has not been there yet', async () => {
    const [day, next] = [aMonday(), aMonday()];
    const { seriesId } = value(
      await requestVisit(coordinator, { ...wish(day), sameVolunteers: true, repeat: 'FREQ=WEEKLY;COUNT=2' }),
    );
    const needs = (await listNeeds(coordinator, { status: 'open', limit: 200 })).rows.filter(
      (need) => need.seriesId === seriesId,
    );
    const ofDay = (date: Day) => needs.find((need) => need.windows[0]?.date === date)?.id ?? '';
    const knownFor = async (date: Day) => {
      const { planId } = value(await requestPlan(coordinator, { fromDate: date, lastDate: date }));
      const facts = await findPlanFacts(coordinator, { planId });
      return facts?.problem.needs.find((need) => need.id === ofDay(date))?.cameBefore;
    };
    expect(await knownFor(next)).toEqual([]);
    const first = await planned(day);
    const [promise] = (await planOf(first)).assignments;
    expect(await knownFor(next)).toEqual([]);
    value(await publishPlan(coordinator, { planId: first }));
    expect(await knownFor(next)).toEqual([promise?.volunteerId]);
    expect(await findNeed(coordinator, { needId: ofDay(next) })).toMatchObject({
      volunteersBefore: [{ volunteerId: promise?.volunteerId, times: 0 }],
    });
    expect(await findNeed(coordinator, { needId: ofDay(day) })).toMatchObject({ volunteersBefore: [] });
  });
});

describe('planning again', () => {
  it('replaces who may not come any more, and leaves all other promises and answers as they are', async () => {
    const day = aMonday();
    const needs = [await aNeed(day), await aNeed(day)];
    const first = await planned(day);
    value(await publishPlan(coordinator, { planId: first }));
    const before = (await planOf(first)).assignments;
    expect(before).toHaveLength(2);
    for (const one of before) {
      value(await acceptAssignment(mine(one.volunteerId), { assignmentId: one.assignmentId }));
    }
    const lost = before.find((one) => one.needId === needs[0]);
    await exclude(needs[0] ?? '', lost?.volunteerId ?? '');

    const second = await replanned(first);
    expect((await planOf(second)).totals).toMatchObject({ changedAssignments: 1, changedTimes: 0, unmet: 0 });
    value(await publishPlan(coordinator, { planId: second }));
    const after = (await planOf(second)).assignments.filter((one) => one.status !== 'cancelled');
    expect(after).toHaveLength(2);
    const keptOf = (list: typeof before) =>
      list
        .filter((one) => one.needId !== needs[0])
        .map(({ assignmentId, visitId, startsAt }) => ({ assignmentId, visitId, startsAt }));
    expect(keptOf(after)).toEqual(keptOf(before));
    expect(after.filter((one) => one.needId !== needs[0]).map((one) => one.status)).toEqual(['accepted']);
    const changed = after.find((one) => one.needId === needs[0]);
    expect(changed).toMatchObject({ status: 'published', visitId: lost?.visitId });
    expect(changed?.volunteerId).not.toBe(lost?.volunteerId);
    const freed = (await listOwnAssignments(mine(lost?.volunteerId ?? ''))).find(
      (one) => one.assignmentId === lost?.assignmentId,
    );
    expect(freed?.status).toBe('cancelled');
  });

  it('takes back what cannot be kept, and its need is open again', async () => {
    const day = aMonday();
    const needId = await aNeed(day, { windows: [{ date: day, from: '08:00', until: '09:00' }] });
    const first = await planned(day);
    value(await publishPlan(coordinator, { planId: first }));
    const everybody = (await planOf(first)).assignments[0];
    for (const id of numbers.keys()) await exclude(needId, id);
    const second = await replanned(first);
    const { unmet } = await planOf(second);
    expect(unmet).toMatchObject([{ needId, visitId: everybody?.visitId, stoppedBy: { excluded: 3 } }]);
    value(await publishPlan(coordinator, { planId: second }));
    expect((await listNeeds(coordinator, { status: 'open' })).rows.map((need) => need.id)).toContain(needId);
    expect((await planOf(first)).assignments.map((one) => one.status)).toEqual(['cancelled']);
  });

  describe('with somebody asked to step in, and somebody who stands by', () => {
    async function visitWithOffers() {
      const day = aMonday();
      const needId = await aNeed(day);
      const first = await planned(day);
      value(await publishPlan(coordinator, { planId: first }));
      const [promise] = (await planOf(first)).assignments;
      if (!promise) throw new Error('nothing was planned');
      const { visitId } = promise;
      const [asked = '', standby = ''] = [...numbers.keys()].filter((id) => id !== promise.volunteerId);
      const offers = [asked, standby].map((volunteerId) =>
        askSubstitute(coordinator, { visitId, volunteerId }),
      );
      const [, offer] = await Promise.all(offers);
      value(await acceptOffer(mine(standby), { offerId: offer ? value(offer).offerId : '' }));
      return { day, needId, first, promise, asked, standby };
    }
    const toldOf = async (volunteerId: string, visitAt: Date) =>
      (await listOwnNotices(mine(volunteerId))).filter(
        ({ kind, params }) =>
          kind === 'substitute-over' && (params as { startsAt?: string }).startsAt === visitAt.toISOString(),
      ).length;
    const offersOn = async (volunteerId: string, visitAt: Date) =>
      (await listOwnOffers(mine(volunteerId))).filter(
        (one) => Math.abs(one.startsAt.getTime() - visitAt.getTime()) < 86_400_000,
      ).length;

    it('leaves them be where the visit stays as it is', async () => {
      const { first, promise, asked, standby } = await visitWithOffers();
      value(await publishPlan(coordinator, { planId: await replanned(first) }));
      for (const id of [asked, standby]) {
        expect(await toldOf(id, promise.startsAt)).toBe(0);
        expect(await offersOn(id, promise.startsAt)).toBe(1);
      }
    });

    it('tells them of the time they kept free when it moves the visit', async () => {
      const { day, first, promise, asked, standby } = await visitWithOffers();
      const second = await replanned(first);
      const [visit] = (await planOf(second)).assignments;
      value(
        await placeVisit(coordinator, {
          visitId: visit?.visitId ?? '',
          date: day,
          from: '11:00',
          volunteerIds: [promise.volunteerId],
        }),
      );
      value(await publishPlan(coordinator, { planId: second }));
      for (const id of [asked, standby]) {
        expect(await toldOf(id, promise.startsAt)).toBe(1);
        expect(await offersOn(id, promise.startsAt)).toBe(0);
      }
    });

    it('tells them when it takes the visit back', async () => {
      const { needId, first, promise, asked, standby } = await visitWithOffers();
      for (const id of numbers.keys()) await exclude(needId, id);
      value(await publishPlan(coordinator, { planId: await replanned(first) }));
      for (const id of [asked, standby]) expect(await toldOf(id, promise.startsAt)).toBe(1);
    });

    it('tells them when somebody new fills the place, who has no offer left to take a second one', async () => {
      const { needId, first, promise, asked, standby } = await visitWithOffers();
      for (const id of [promise.volunteerId, standby]) await exclude(needId, id);
      const second = await replanned(first);
      value(await publishPlan(coordinator, { planId: second }));
      const standing = (await planOf(second)).assignments.filter((one) => one.status === 'published');
      expect(standing.map((one) => one.volunteerId)).toEqual([asked]);
      for (const id of [asked, standby]) {
        expect(await toldOf(id, promise.startsAt)).toBe(1);
        expect(await offersOn(id, promise.startsAt)).toBe(0);
      }
    });
  });

  it('meets a need whose visit was moved off the grid by hand, drafted there and given back', async () => {
    const day = aMonday();
    const needId = await aNeed(day);
    const first = await planned(day);
    value(await publishPlan(coordinator, { planId: first }));
    const [promise] = (await planOf(first)).assignments;
    const visitId = promise?.visitId ?? '';
    value(await moveVisit(coordinator, { visitId, date: day, from: '09:10' }));
    const second = await replanned(first);
    expect((await planOf(second)).assignments).toMatchObject([{ startsAt: instantOf(day, 550) }]);
    value(await giveBackVisit(coordinator, { visitId, reason: '老人住院' }));
    const third = await planOf(await replanned(second));
    expect(third.unmet).toEqual([]);
    expect(third.assignments).toMatchObject([{ needId }]);
  });

  it('is refused when a visit that it would move was taken back in between', async () => {
    const day = aMonday();
    const needId = await aNeed(day);
    const first = await planned(day);
    value(await publishPlan(coordinator, { planId: first }));
    const [promise] = (await planOf(first)).assignments;
    await exclude(needId, promise?.volunteerId ?? '');
    const second = await replanned(first);
    value(await giveBackVisit(coordinator, { visitId: promise?.visitId ?? '', reason: '老人住院' }));
    expect(codes(await publishPlan(coordinator, { planId: second }))).toEqual(['PLAN.CHANGED_SINCE']);
  });

  it('is refused when somebody has arrived at a visit that it would move', async () => {
    const day = aMonday();
    await aNeed(day, somewhere);
    const first = await planned(day);
    value(await publishPlan(coordinator, { planId: first }));
    const [promise] = (await planOf(first)).assignments;
    const assignmentId = promise?.assignmentId ?? '';
    const second = await replanned(first);
    const arriving = { ...mine(promise?.volunteerId ?? ''), at: promise?.startsAt };
    value(await acceptAssignment(arriving, { assignmentId }));
    value(
      await checkIn(
        { ...arriving, at: new Date((promise?.startsAt.getTime() ?? 0) - 600_000) },
        { assignmentId, ...there },
      ),
    );
    expect(codes(await publishPlan(coordinator, { planId: second }))).toEqual(['PLAN.CHANGED_SINCE']);
  });

  it.each([
    [
      'has declined',
      (assignmentId: string, volunteerId: string) =>
        declineAssignment(mine(volunteerId), { assignmentId, reason: '家里有事' }),
    ],
    [
      'was let off',
      (assignmentId: string) => releaseVolunteer(coordinator, { assignmentId, reason: '请假' }),
    ],
  ] as const)(
    'does not send who %s, before or since, and finds somebody else for the same hour',
    async (_, goes) => {
      const day = aMonday();
      const needId = await aNeed(day);
      const first = await planned(day);
      value(await publishPlan(coordinator, { planId: first }));
      const [promise] = (await planOf(first)).assignments;
      const second = await replanned(first);
      expect(codes(await goes(promise?.assignmentId ?? '', promise?.volunteerId ?? ''))).toEqual([]);
      expect(codes(await publishPlan(coordinator, { planId: second }))).toEqual(['PLAN.CHANGED_SINCE']);
      const third = await replanned(first);
      value(await publishPlan(coordinator, { planId: third }));
      const standing = (await planOf(third)).assignments.filter((one) => one.status === 'published');
      expect(standing).toMatchObject([{ needId, visitId: promise?.visitId, startsAt: promise?.startsAt }]);
      expect(standing[0]?.volunteerId).not.toBe(promise?.volunteerId);
    },
  );

  it('promises nothing to somebody who pauses while it is published', async () => {
    const day = aMonday();
    await aNeed(day);
    const planId = await planned(day);
    const volunteerId = (await planOf(planId)).assignments[0]?.volunteerId ?? '';
    const sql = postgres(addresses.ownerUrl, { max: 1 });
    const publishing = await sql.begin(async (pause) => {
      await pause`update volunteers set status = 'paused', status_reason = '住院' where id = ${volunteerId}`;
      const started = publishPlan(coordinator, { planId });
      // It waits for the pause now; the pause is kept when this ends.
      await new Promise((resolve) => setTimeout(resolve, 500));
      return { started };
    });
    expect(codes(await publishing.started)).toEqual(['PLAN.NOT_SERVING']);
    await sql`update volunteers set status = 'active', status_reason = null where id = ${volunteerId}`;
    await sql.end();
  });

  it('two coordinators publish two new plans of the same visits: nobody is in two places, everything is promised once', async () => {
    const day = aMonday();
    const needs = [await aNeed(day), await aNeed(day), await aNeed(day)];
    const first = await planned(day);
    value(await publishPlan(coordinator, { planId: first }));
    const [one] = (await planOf(first)).assignments;
    await exclude(one?.needId ?? '', one?.volunteerId ?? '');
    const plans = [await replanned(first), await replanned(first)];
    const results = await Promise.all(plans.map((planId) => publishPlan(coordinator, { planId })));
    expect(results.some((result) => result.ok)).toBe(true);
    for (const code of results.flatMap(codes))
      expect(['PLAN.VOLUNTEER_TAKEN', 'PLAN.NEED_MET', 'PLAN.CHANGED_SINCE']).toContain(code);
    const standing = (await Promise.all([first, ...plans].map(planOf)))
      .flatMap((plan) => plan.assignments)
      .filter((assignment) => assignment.status === 'published');
    expect(standing.map((assignment) => assignment.needId).sort()).toEqual([...needs].sort());
  });

  it('promises nothing for needs that were taken back, moved or made longer since the plan was made', async () => {
    const day = aMonday();
    const needs = [await aNeed(day), await aNeed(day), await aNeed(day)];
    const planId = await planned(day);
    expect((await planOf(planId)).assignments).toHaveLength(3);
    const [first = '', second = '', third = ''] = needs;
    value(await cancelNeed(coordinator, { needId: first, reason: '老人外出' }));
    const later = [{ date: day, from: '14:00', until: '16:00' }];
    value(await changeNeed(coordinator, { ...wish(day), needId: second, windows: later }));
    value(await changeNeed(coordinator, { ...wish(day), needId: third, durationMinutes: 90 }));
    expect(await publishPlan(coordinator, { planId })).toEqual({
      ok: false,
      refusals: [{ code: 'PLAN.NEEDS_CHANGED', params: { count: 3 } }],
    });
    expect((await planOf(planId)).status).toBe('proposed');
    value(await publishPlan(coordinator, { planId: await planned(day) }));
  });
});

describe('asking for a plan', () => {
  it('tells at once of days that are past and of too many', async () => {
    const days = { fromDate: plainDate('2026-01-01'), lastDate: plainDate('2026-12-31') };
    expect(codes(await requestPlan(coordinator, days))).toEqual(['PLAN.PAST', 'PLAN.RANGE']);
  });
});

describe('discarding a plan', () => {
  const waiting = async (day = plainDate('2026-12-01')) =>
    (await listWork({ ...coordinator, at: instantOf(day, 540) })).find(({ key }) => key === 'plans_proposed')
      ?.count ?? 0;

  it('deletes what it proposed, holds nothing, and is done once, to what waits to be published', async () => {
    const day = aMonday();
    const needId = await aNeed(day);
    const before = await waiting();
    const planId = await planned(day);
    expect(await waiting()).toBe(before + 1);
    const [visit] = (await planOf(planId)).assignments;
    await fixVisit(coordinator, { visitId: visit?.visitId ?? '', fixed: true });
    expect(codes(await discardPlan(actorOf('manager', tenant, { at }), { planId }))).toEqual([
      'ACCESS.NOT_PERMITTED',
    ]);
    value(await discardPlan(coordinator, { planId }));
    expect(await waiting()).toBe(before);
    expect(await planOf(planId)).toMatchObject({ status: 'discarded', visits: 0, assignments: [] });
    expect(await findNeed(coordinator, { needId })).toMatchObject({ status: 'open' });
    expect(codes(await discardPlan(coordinator, { planId }))).toEqual(['PLAN.NOT_TO_DISCARD']);
    expect(codes(await replan(coordinator, { planId }))).toEqual(['PLAN.DISCARDED']);
    expect(codes(await publishPlan(coordinator, { planId }))).toEqual(['PLAN.NOT_PROPOSED']);
    expect(codes(await discardPlan(actorOf('coordinator', demoTenants[1]), { planId }))).toEqual([
      'PLAN.UNKNOWN',
    ]);
    const other = await planned(day);
    value(await publishPlan(coordinator, { planId: other }));
    expect(codes(await discardPlan(coordinator, { planId: other }))).toEqual(['PLAN.NOT_TO_DISCARD']);
    expect((await planOf(other)).assignments).toMatchObject([{ needId, status: 'published' }]);
    // With what was discarded nothing is compared.
    for (const of of [
      { planId, withId: other },
      { planId: other, withId: planId },
    ])
      expect(await comparePlans(coordinator, { ...of, limit: 9 })).toBeUndefined();
  });

  it('waits for another plan that is being made from it and keeps what is fixed in it', async () => {
    const day = aMonday();
    const needId = await aNeed(day);
    const planId = await planned(day);
    const [visit] = (await planOf(planId)).assignments;
    value(await fixVisit(coordinator, { visitId: visit?.visitId ?? '', fixed: true }));
    const { planId: again } = value(await replan(coordinator, { planId }));
    expect(codes(await discardPlan(coordinator, { planId }))).toEqual(['PLAN.BASE_OF_ANOTHER']);
    await made(again);
    expect((await planOf(again)).assignments).toMatchObject([{ needId, fixed: true }]);
    value(await discardPlan(coordinator, { planId }));
  });

  it('leaves what was promised before; a plan of it that makes nothing says what it would take back', async () => {
    const day = aMonday();
    const needId = await aNeed(day, { windows: [{ date: day, from: '08:00', until: '09:00' }] });
    const first = await planned(day);
    value(await publishPlan(coordinator, { planId: first }));
    for (const id of numbers.keys()) await exclude(needId, id);
    const second = await replanned(first);
    expect(await planOf(second)).toMatchObject({ visits: 0, takesBack: 1 });
    value(await discardPlan(coordinator, { planId: second }));
    expect((await planOf(first)).assignments).toMatchObject([{ needId, status: 'published' }]);
  });

  it('is not needed once the last day is over: the plan is no work any more', async () => {
    const day = aMonday();
    await aNeed(day);
    const before = await waiting(day);
    const planId = await planned(day);
    expect(await waiting(day)).toBe(before + 1);
    const others = await waiting(addDays(day, 1));
    value(await discardPlan(coordinator, { planId }));
    expect(await waiting(addDays(day, 1))).toBe(others);
  });
});

describe('setting a visit by hand', () => {
  it('of a pair says that the order forbids what the time asked for would allow, and whom it stops', async () => {
    const day = aMonday();
    const first = await aNeed(day, { windows: [{ date: day, from: '08:00', until: '09:00' }] });
    const second = await aNeed(day, { afterNeedId: first, afterMinMinutes: 60, afterMaxMinutes: 120 });
    const planId = await planned(day);
    const visitOf = async (needId: string, id = planId) =>
      (await planOf(id)).assignments.find((one) => one.needId === needId);
    const visit = await visitOf(second);
    const visitId = visit?.visitId ?? '';
    const rulesAt = async (fromMinute: number) =>
      new Set(
        (await weighMove(coordinator, { visitId, date: day, fromMinute }))?.candidates.map(
          ({ rule }) => rule,
        ),
      );
    expect([...(await rulesAt(540))]).toEqual([null]);
    expect([...(await rulesAt(660))]).toEqual(['order']);
    expect([...(await rulesAt(780))]).toEqual(['no-start']);
    const volunteerIds = [visit?.volunteerId ?? ''];
    const move = { visitId, date: day, from: '11:00', volunteerIds };
    expect(await placeVisit(coordinator, move)).toEqual({
      ok: false,
      refusals: [
        {
          code: 'PLAN.STOPPED',
          field: 'volunteerIds',
          params: { name: visit?.volunteerName, rule: '@visits_stop_order' },
        },
      ],
    });
    // Its first is promised already: the one that follows is bound by that.
    value(await publishPlan(coordinator, { planId }));
    value(await giveBackVisit(coordinator, { visitId, reason: '老人外出' }));
    const again = await visitOf(second, await planned(day));
    const weighed = await weighMove(coordinator, {
      visitId: again?.visitId ?? '',
      date: day,
      fromMinute: 660,
    });
    expect(new Set(weighed?.candidates.map(({ rule }) => rule))).toEqual(new Set(['order']));
  });

  it('says what it would mean, refuses what a rule forbids, and stays where it was put', async () => {
    const day = aMonday();
    const needId = await aNeed(day);
    await aNeed(day);
    const first = await planned(day);
    const visit = (await planOf(first)).assignments.find((one) => one.needId === needId);
    const visitId = visit?.visitId ?? '';
    const weighed = await weighMove(coordinator, { visitId, date: day, fromMinute: 660 });
    const free = weighed?.candidates.filter((one) => one.rule === null) ?? [];
    expect(free.length).toBeGreaterThanOrEqual(2);
    expect(weighed?.before).toMatchObject([{ volunteerId: visit?.volunteerId, rule: null }]);
    const other = free.find((one) => one.volunteerId !== visit?.volunteerId);
    const move = { visitId, date: day, from: '11:00', volunteerIds: [other?.volunteerId ?? ''] };
    expect(codes(await placeVisit(coordinator, { ...move, from: '13:00' }))).toEqual(['PLAN.STOPPED']);
    expect(codes(await placeVisit(coordinator, { ...move, from: '10:50' }))).toEqual(['PLAN.STOPPED']);
    expect(
      codes(await placeVisit(coordinator, { ...move, volunteerIds: free.map((one) => one.volunteerId) })),
    ).toEqual(['PLAN.TEAM_SIZE']);
    const totals = async () => (await findPlan(coordinator, { planId: first }))?.totals;
    const before = await totals();
    value(await placeVisit(coordinator, move));
    // There are others who suit: it is never said of somebody put there by hand that nobody else could come.
    const placed = (await planOf(first)).assignments.find((one) => one.visitId === visitId);
    expect(placed?.explanation).toMatchObject({
      next: { volunteerId: expect.any(String), extraCost: expect.any(Number) },
    });
    expect(await totals()).toMatchObject({
      travelMinutes:
        (before?.travelMinutes ?? 0) + (other?.cost.way ?? 0) - (weighed?.before[0]?.cost.way ?? 0),
      waitMinutes:
        (before?.waitMinutes ?? 0) + (other?.cost.wait ?? 0) - (weighed?.before[0]?.cost.wait ?? 0),
    });
    const where = async (planId: string) =>
      (await planOf(planId)).assignments
        .filter((one) => one.needId === needId)
        .map(({ volunteerId, startsAt, fixed }) => ({ volunteerId, startsAt, fixed }));
    const set = [{ volunteerId: other?.volunteerId, startsAt: instantOf(day, 660), fixed: true }];
    expect(await where(first)).toEqual(set);

    const second = await replanned(first);
    expect(await where(second)).toEqual(set);
    const again = (await planOf(second)).assignments.find((one) => one.needId === needId);
    value(await fixVisit(coordinator, { visitId: again?.visitId ?? '', fixed: false }));
    const late = await aNeed(day);
    const third = await replanned(second);
    expect(await where(third)).toEqual([{ ...set[0], fixed: false }]);
    expect((await planOf(third)).assignments.map((one) => one.needId)).toContain(late);
    expect((await planOf(third)).totals).toMatchObject({ changedAssignments: 0, changedTimes: 0 });
    value(await publishPlan(coordinator, { planId: second }));
    expect(codes(await placeVisit(coordinator, { ...move, visitId: again?.visitId ?? '' }))).toEqual([
      'PLAN.VISIT_UNKNOWN',
    ]);
    expect(codes(await publishPlan(coordinator, { planId: first }))).toHaveLength(1);
  });

  it('is not lost when the plan is published at the same moment', async () => {
    const day = aMonday();
    await aNeed(day);
    const planId = await planned(day);
    const [visit] = (await planOf(planId)).assignments;
    const move = {
      visitId: visit?.visitId ?? '',
      date: day,
      from: '11:00',
      volunteerIds: [visit?.volunteerId ?? ''],
    };
    const [moved, published] = await Promise.all([
      placeVisit(coordinator, move),
      publishPlan(coordinator, { planId }),
    ]);
    expect(published.ok).toBe(true);
    const [after] = (await planOf(planId)).assignments;
    expect(after).toMatchObject({
      status: 'published',
      startsAt: moved.ok ? instantOf(day, 660) : visit?.startsAt,
    });
    if (!moved.ok) expect(codes(moved)).toEqual(['PLAN.VISIT_UNKNOWN']);
  });
});
