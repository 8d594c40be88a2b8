import { describe, expect, it } from 'vitest';
import { makePlanJob } from '#jobs/visits/make-plan';
import { addDays, dateOf, weekdayOf } from '~/domain/kernel/plain-date';
import { registerOrganisation } from '~/domain/organisations/register-organisation';
import { findPlan } from '~/domain/visits/list-visits';
import { requestPlan } from '~/domain/visits/request-plan';
import { requestVisit } from '~/domain/visits/request-visit';
import { stopPlan } from '~/domain/visits/stop-plan';
import { aVolunteer } from '../factories/volunteers';
import { backends, eventually, publish, useBackend } from './backends';

const NEEDS = 12;
/** More than a slow machine takes. */
const LONG_MS = 60_000;

describe.each(backends)('planning on %s', (backend) => {
  const on = useBackend(backend);
  const today = dateOf(new Date());
  // A Monday that has not begun.
  const monday = addDays(today, 8 - weekdayOf(today));

  async function prepare() {
    const actor = on.actor();
    const towns = await on.sql()`select 1 from organisations where code = '370304111'`;
    if (towns.length === 0) {
      const district = await registerOrganisation(actor, {
        kind: 'district',
        name: '博山区',
        code: '370304',
      });
      const parentId = district.ok ? district.value.organisationId : '';
      const town = { kind: 'town', name: '源泉镇', code: '370304111', parentId } as const;
      await registerOrganisation(actor, { ...town, latitude: 36.41, longitude: 118.05 });
    }
    for (let n = 0; n < 4; n++) await aVolunteer(actor);
    for (let n = 0; n < NEEDS; n++) {
      await requestVisit(actor, {
        place: '源泉镇照护中心',
        townCode: '370304111',
        serviceKind: 'companionship',
        durationMinutes: 60,
        outline: '陪伴聊天',
        windows: [{ date: monday, from: '08:00', until: '12:00' }],
      });
    }
    const plan = await requestPlan(actor, { fromDate: monday, lastDate: monday });
    if (!plan.ok) throw new Error(JSON.stringify(plan.refusals));
    return plan.value.planId;
  }

  const made = (planId: string) =>
    eventually(
      () => findPlan(on.actor(), { planId }),
      (plan) => plan?.status === 'proposed',
      LONG_MS,
    );

  it('makes a plan once on threads of its own, however many workers and messages there are', async () => {
    const planId = await prepare();
    await Promise.all([1, 2].map(() => on.start([makePlanJob])));
    await publish(on.actor(), {
      messages: [{ job: makePlanJob.name, key: 'once more', payload: { planId } }],
    });
    const plan = await made(planId);
    expect(plan).toMatchObject({
      status: 'proposed',
      progress: 100,
      unmetCount: 0,
      visits: NEEDS,
      endedEarly: null,
    });
    expect(plan?.totals).toMatchObject({ visits: NEEDS, unmet: 0 });
    await on.stopAll();
    const events = await on.sql()`select 1 from audit_events where kind = 'visit-plan.made'`;
    expect(events).toHaveLength(1);
    expect(await on.failures()).toEqual([]);
  });

  it('ends at once with a plan that can be published when somebody asks to', async () => {
    const planId = await prepare();
    // Asked twice before it began.
    expect((await stopPlan(on.actor(), { planId })).ok).toBe(true);
    expect((await stopPlan(on.actor(), { planId })).ok).toBe(true);
    await on.start([makePlanJob]);
    const plan = await made(planId);
    expect(plan).toMatchObject({
      status: 'proposed',
      progress: 100,
      endedEarly: { how: 'stopped', by: on.actor().name, at: expect.any(Date) },
    });
    const late = await stopPlan(on.actor(), { planId });
    expect(late.ok ? [] : late.refusals.map((one) => one.code)).toEqual(['PLAN.MADE_ALREADY']);
    const events = await on.sql()`select 1 from audit_events where kind = 'visit-plan.stopped'`;
    expect(events).toHaveLength(1);
  });
});
