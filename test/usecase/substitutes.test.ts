import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { addDays, plainDate } from '~/domain/kernel/plain-date';
import { listOwnNotices } from '~/domain/notices/list-notices';
import { listWork } from '~/domain/reports/list-work';
import { acceptAssignment, declineAssignment } from '~/domain/visits/answer-assignment';
import { cancelNeed } from '~/domain/visits/cancel-need';
import { giveBackVisit, moveVisit, releaseVolunteer } from '~/domain/visits/change-visit';
import { checkIn } from '~/domain/visits/check-in';
import { lacksCompany } from '~/domain/visits/company';
import { excludeVolunteer } from '~/domain/visits/exclude-volunteer';
import { findVisit, listSubstitutes, listVacancies } from '~/domain/visits/find-substitutes';
import { freeVolunteer } from '~/domain/visits/free-volunteer';
import { findNeed, findOwnAssignment, listOwnAssignments } from '~/domain/visits/list-visits';
import { requestVisit } from '~/domain/visits/request-visit';
import { acceptOffer, askSubstitute, declineOffer, listOwnOffers } from '~/domain/visits/substitute-offers';
import { instantOf } from '~/domain/visits/visit.rules';
import { pauseOwnService } from '~/domain/volunteers/change-service';
import { actorOf } from '../actors';
import { useFreshDatabase } from '../database';
import { identityNumberOf } from '../factories/identity-number';
import { aTown, aVolunteer, promised, somewhere, there } from '../factories/visits';
import { codes, value } from '../results';

const addresses = useFreshDatabase({ connections: 20 });
const [tenant] = demoTenants;
const at = new Date('2026-12-01T01:00:00Z');
const coordinator = actorOf('coordinator', tenant, { at });
const system = { ...systemActor(tenant.id, 'test', 'test'), at };
const as = (volunteerId: string) => actorOf('volunteer', tenant, { at, volunteerId });
let sql: postgres.Sql;
let days = 0;

beforeAll(async () => {
  await insertTenants(addresses.ownerUrl, demoTenants);
  sql = postgres(addresses.ownerUrl, { max: 1 });
  await aTown(system);
});
afterAll(() => sql.end());

/** A visit on a day of its own, at nine, by the given volunteers; one new one when none are given. */
async function aVisit({ people = 1, volunteers }: { people?: number; volunteers?: string[] } = {}) {
  days += 1;
  const day = addDays(plainDate('2026-12-07'), days);
  const team =
    volunteers ??
    (await Promise.all(
      Array.from({ length: people }, async () => (await aVolunteer(coordinator)).volunteerId),
    ));
  const { needId } = value(
    await requestVisit(coordinator, {
      place: '前坡村',
      townCode: '370304111',
      ...somewhere,
      serviceKind: 'companionship',
      durationMinutes: 60,
      volunteersNeeded: people,
      outline: '陪伴聊天',
      windows: [{ date: day, from: '09:00', until: '12:00' }],
    }),
  );
  const visit = await promised({
    coordinator,
    system,
    needId: needId ?? '',
    volunteerIds: team as [string, ...string[]],
  });
  return { ...visit, needId: needId ?? '', day, team };
}

const kindsOf = async (volunteerId: string) =>
  (await listOwnNotices(as(volunteerId))).map(({ kind }) => kind).sort();

describe('when somebody does not come', () => {
  it('the visit lacks one, the best to step in are named with reasons, and the one who accepts comes', async () => {
    const { visitId, assignmentId, needId, team } = await aVisit();
    const [first = ''] = team;
    const near = await aVolunteer(coordinator, { homeLatitude: 36.411, homeLongitude: 118.051 });
    const far = await aVolunteer(coordinator, { homeLatitude: 36.45, homeLongitude: 118.1 });
    const unskilled = await aVolunteer(coordinator, { serviceKinds: ['skills'] });
    value(await declineAssignment(as(first), { assignmentId, reason: '家里有事' }));

    expect(await findNeed(coordinator, { needId })).toMatchObject({ status: 'planned' });
    expect((await listVacancies(coordinator)).map((one) => one.visitId)).toContain(visitId);
    const found = await listSubstitutes(coordinator, { visitId });
    const order = found?.substitutes.map((one) => one.volunteerId) ?? [];
    expect(order.indexOf(near.volunteerId)).toBeGreaterThanOrEqual(0);
    expect(order.indexOf(far.volunteerId)).toBeGreaterThan(order.indexOf(near.volunteerId));
    expect(order).not.toContain(unskilled.volunteerId);
    // Who has just said no is not asked again.
    expect(order).not.toContain(first);
    expect(found?.stoppedBy['service-kind']).toBeGreaterThanOrEqual(1);
    expect(found?.substitutes[0]).toMatchObject({ travelMinutes: expect.any(Number), promisedMinutes: 0 });

    expect(codes(await askSubstitute(coordinator, { visitId, volunteerId: unskilled.volunteerId }))).toEqual([
      'OFFER.NOT_SUITED',
    ]);
    const { offerId } = value(await askSubstitute(coordinator, { visitId, volunteerId: near.volunteerId }));
    expect(codes(await askSubstitute(coordinator, { visitId, volunteerId: near.volunteerId }))).toEqual([
      'OFFER.ASKED',
    ]);
    expect(await listOwnOffers(as(near.volunteerId))).toMatchObject([{ id: offerId, status: 'open' }]);
    expect(await kindsOf(near.volunteerId)).toEqual(['substitute-asked']);
    expect(codes(await acceptOffer(as(far.volunteerId), { offerId }))).toEqual(['OFFER.UNKNOWN']);
    expect(value(await acceptOffer(as(near.volunteerId), { offerId })).state).toBe('accepted');
    expect(codes(await acceptOffer(as(near.volunteerId), { offerId }))).toEqual(['OFFER.OVER']);
    expect(await findVisit(coordinator, { visitId })).toMatchObject({ lacking: 0, status: 'published' });
    expect(codes(await askSubstitute(coordinator, { visitId, volunteerId: near.volunteerId }))).toEqual([
      'OFFER.ON_IT',
    ]);
  });

  it('of many who accept at once the first comes, the others stand by, and are asked when a place is free', async () => {
    const { visitId, assignmentId, team } = await aVisit();
    value(await declineAssignment(as(team[0] ?? ''), { assignmentId, reason: '发烧' }));
    const asked = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const { volunteerId } = await aVolunteer(coordinator);
        const { offerId } = value(await askSubstitute(coordinator, { visitId, volunteerId }));
        return { volunteerId, offerId };
      }),
    );
    const answers = await Promise.all(
      asked.map(({ volunteerId, offerId }) => acceptOffer(as(volunteerId), { offerId })),
    );
    const states = answers.map((one) => value(one).state);
    expect(states.filter((state) => state === 'accepted')).toHaveLength(1);
    expect(states.filter((state) => state === 'standby')).toHaveLength(4);
    const [standing] =
      await sql`select count(*)::int as n from visit_assignments where visit_id = ${visitId} and status = 'accepted'`;
    expect(standing?.n).toBe(1);

    const comes = asked[states.indexOf('accepted')];
    const { assignmentId: theirs } = value(answers[states.indexOf('accepted')] as never) as {
      assignmentId: string;
    };
    value(await releaseVolunteer(coordinator, { assignmentId: theirs, reason: '住院' }));
    expect(await kindsOf(comes?.volunteerId ?? '')).toContain('visit-released');
    const open =
      (await findVisit(coordinator, { visitId }))?.offers.filter((one) => one.status === 'open') ?? [];
    expect(open).toHaveLength(1);
    const again = asked.find((one) => one.offerId === open[0]?.id);
    const later = { ...as(again?.volunteerId ?? ''), at: new Date(at.getTime() + 60_000) };
    value(await declineOffer(later, { offerId: again?.offerId ?? '' }));
    // Who was asked does not come either: the next who stands by is asked, and nobody twice.
    const after = (await findVisit(coordinator, { visitId }))?.offers ?? [];
    const called = after.filter((one) => one.status === 'open');
    expect(called).toHaveLength(1);
    expect(called[0]?.id).not.toBe(again?.offerId);
    expect(
      (await kindsOf(called[0]?.volunteerId ?? '')).filter((kind) => kind === 'substitute-asked'),
    ).toHaveLength(2);
    const [next, last] = after.filter((one) => one.status === 'standby');
    // The coordinator need not wait for whoever was asked before them.
    const ask = () => askSubstitute(coordinator, { visitId, volunteerId: last?.volunteerId ?? '' });
    expect(value(await ask()).offerId).toBe(last?.id);
    expect((await findVisit(coordinator, { visitId }))?.offers).toContainEqual(
      expect.objectContaining({ id: last?.id, status: 'open' }),
    );
    expect(codes(await ask())).toEqual(['OFFER.ASKED']);
    // Standing by is a yes already: once a place is free it can be taken without being asked first.
    expect(value(await acceptOffer(as(next?.volunteerId ?? ''), { offerId: next?.id ?? '' })).state).toBe(
      'accepted',
    );
  });

  it('a visit whose time is over is not accepted any more, and is no work of the volunteer', async () => {
    const { assignmentId, day, team } = await aVisit();
    const own = as(team[0] ?? '');
    const after = { ...own, at: instantOf(day, 18 * 60) };
    const asked = async (actor: typeof own) =>
      (await listWork(actor, {})).find(({ key }) => key === 'visits_asked')?.count;
    expect([await asked(own), await asked(after)]).toEqual([1, 0]);
    expect(codes(await acceptAssignment(after, { assignmentId }))).toEqual(['VISITS.NOT_AHEAD']);
  });

  it('a volunteer who accepts while being replaced is either on it or is not, never both', async () => {
    for (let round = 0; round < 5; round++) {
      const { assignmentId, team } = await aVisit();
      const [accepted, released] = await Promise.all([
        acceptAssignment(as(team[0] ?? ''), { assignmentId }),
        releaseVolunteer(coordinator, { assignmentId, reason: '改派' }),
      ]);
      expect(released.ok).toBe(true);
      const [row] =
        await sql`select status, (select count(*)::int from notices where subject_id = a.id and kind = 'visit-released') as told
        from visit_assignments a where id = ${assignmentId}`;
      expect(row).toEqual({ status: 'cancelled', told: 1 });
      if (!accepted.ok) expect(codes(accepted)).toEqual(['ASSIGNMENT.WRONG_STATE']);
    }
  });

  it('declining and being let off at the same moment is one of the two', async () => {
    for (let round = 0; round < 5; round++) {
      const { assignmentId, team } = await aVisit();
      const both = await Promise.all([
        declineAssignment(as(team[0] ?? ''), { assignmentId, reason: '家里有事' }),
        releaseVolunteer(coordinator, { assignmentId, reason: '改派' }),
      ]);
      expect(both.filter((one) => one.ok)).toHaveLength(1);
      expect(both.flatMap(codes)).toEqual(['ASSIGNMENT.WRONG_STATE']);
    }
  });

  it('asks the first of those who stand by who could come, and nobody who has paused steps in', async () => {
    const { visitId, assignmentId } = await aVisit();
    const standby = async () => {
      const { volunteerId } = await aVolunteer(coordinator);
      const { offerId } = value(await askSubstitute(coordinator, { visitId, volunteerId }));
      value(await acceptOffer(as(volunteerId), { offerId }));
      return { volunteerId, offerId };
    };
    const [paused, next] = [await standby(), await standby()];
    value(await pauseOwnService(as(paused.volunteerId), { until: plainDate('2027-12-01'), reason: '住院' }));
    value(await releaseVolunteer(coordinator, { assignmentId, reason: '病了' }));
    const statusOf = async (id: string) =>
      (await findVisit(coordinator, { visitId }))?.offers.find((one) => one.volunteerId === id)?.status;
    expect(await statusOf(next.volunteerId)).toBe('open');
    expect(codes(await acceptOffer(as(paused.volunteerId), { offerId: paused.offerId }))).toEqual([
      'OFFER.UNFIT',
    ]);
    expect(await statusOf(paused.volunteerId)).toBe('standby');
    value(await freeVolunteer(system, { volunteerId: paused.volunteerId }));
    expect(await statusOf(paused.volunteerId)).toBe('declined');
    expect(await listOwnOffers(as(paused.volunteerId))).toEqual([]);
    expect(value(await acceptOffer(as(next.volunteerId), { offerId: next.offerId })).state).toBe('accepted');
  });

  it('nobody who steps in waits for what merely names them', async () => {
    const { visitId, assignmentId } = await aVisit();
    const { volunteerId } = await aVolunteer(coordinator);
    const { offerId } = value(await askSubstitute(coordinator, { visitId, volunteerId }));
    value(await releaseVolunteer(coordinator, { assignmentId, reason: '病了' }));
    // As another promise to them does, before it looks at the way: each would wait for the other.
    await sql.begin(async (other) => {
      await other`select from volunteers where id = ${volunteerId} for key share`;
      value(await acceptOffer(as(volunteerId), { offerId }));
    });
  });

  it('nobody takes a second place at a visit they are on', async () => {
    const { visitId, team } = await aVisit({ people: 2 });
    const [mine = '', other = ''] = team;
    const assignmentOf = async (id: string) =>
      (await findVisit(coordinator, { visitId }))?.assignments.find((one) => one.volunteerId === id)
        ?.assignmentId ?? '';
    value(await declineAssignment(as(other), { assignmentId: await assignmentOf(other), reason: '有事' }));
    const [offer] = await sql`
      insert into visit_offers (tenant_id, id, visit_id, volunteer_id, status, explanation, travel_minutes, asked_at, asked_by)
      values (${tenant.id}, gen_random_uuid(), ${visitId}, ${mine}, 'open', '{}', 5, ${at}, '演示') returning id`;
    expect(codes(await acceptOffer(as(mine), { offerId: offer?.id }))).toEqual(['OFFER.COMING']);
    expect(await findVisit(coordinator, { visitId })).toMatchObject({ lacking: 1 });
  });

  it('nobody steps in where they would be in two places, or are not to be sent', async () => {
    const one = await aVisit();
    value(await declineAssignment(as(one.team[0] ?? ''), { assignmentId: one.assignmentId, reason: '有事' }));
    const { volunteerId, number } = await aVolunteer(coordinator);
    const { offerId } = value(await askSubstitute(coordinator, { visitId: one.visitId, volunteerId }));
    days -= 1;
    await aVisit({ volunteers: [volunteerId] });
    expect(codes(await acceptOffer(as(volunteerId), { offerId }))).toEqual(['OFFER.ELSEWHERE']);
    const other = await aVolunteer(coordinator);
    value(
      await excludeVolunteer(coordinator, {
        needId: one.needId,
        volunteerNumber: other.number,
        scope: 'need',
        reason: '邻里纠纷',
      }),
    );
    expect(
      codes(await askSubstitute(coordinator, { visitId: one.visitId, volunteerId: other.volunteerId })),
    ).toEqual(['OFFER.NOT_SUITED']);
    expect(number).not.toBe(other.number);
  });
});

describe('a promised visit', () => {
  it('moves with its assignments, who are asked anew and told', async () => {
    const { visitId, assignmentId, team, day } = await aVisit();
    const mine = as(team[0] ?? '');
    value(await acceptAssignment(mine, { assignmentId }));
    expect(
      codes(await moveVisit(coordinator, { visitId, date: plainDate('2026-11-30'), from: '09:00' })),
    ).toEqual(['VISITS.PAST']);
    value(await moveVisit(coordinator, { visitId, date: day, from: '15:30' }));
    const [row] =
      await sql`select status, starts_at, sequence from visit_assignments where id = ${assignmentId}`;
    // Published, accepted, moved: the same event of a calendar, changed three times.
    expect(row).toEqual({ status: 'published', starts_at: instantOf(day, 930), sequence: 3 });
    expect(await kindsOf(team[0] ?? '')).toEqual(['visit-asked', 'visit-moved']);
    value(await moveVisit(coordinator, { visitId, date: day, from: '15:30' }));
    expect(await kindsOf(team[0] ?? '')).toHaveLength(2);

    days -= 1;
    const other = await aVisit({ volunteers: team });
    expect(codes(await moveVisit(coordinator, { visitId, date: other.day, from: '09:30' }))).toEqual([
      'VISITS.VOLUNTEER_ELSEWHERE',
    ]);
    value(await acceptAssignment(mine, { assignmentId }));
    value(await checkIn({ ...mine, at: instantOf(day, 930) }, { assignmentId, ...there }));
    expect(
      codes(
        await moveVisit({ ...coordinator, at: instantOf(day, 935) }, { visitId, date: day, from: '18:00' }),
      ),
    ).toEqual(['VISITS.BEGUN']);
    expect(
      codes(await giveBackVisit({ ...coordinator, at: instantOf(day, 935) }, { visitId, reason: '迟了' })),
    ).toEqual(['VISITS.BEGUN']);
  });

  it('keeps the gap of its pair', async () => {
    const first = await aVisit();
    days -= 1;
    const { needId } = value(
      await requestVisit(coordinator, {
        place: '前坡村',
        townCode: '370304111',
        serviceKind: 'companionship',
        durationMinutes: 30,
        outline: '随访',
        afterNeedId: first.needId,
        afterMinMinutes: 60,
        afterMaxMinutes: 120,
        windows: [{ date: first.day, from: '10:00', until: '18:00' }],
      }),
    );
    days += 1;
    const { volunteerId } = await aVolunteer(coordinator);
    const second = await promised({ coordinator, system, needId: needId ?? '', volunteerIds: [volunteerId] });
    const move = (visitId: string, from: string) =>
      moveVisit(coordinator, { visitId, date: first.day, from });
    expect(codes(await move(second.visitId, '13:00'))).toEqual(['VISITS.PAIR']);
    expect(codes(await move(first.visitId, '09:30'))).toEqual(['VISITS.PAIR']);
    value(await move(second.visitId, '11:00'));
    value(await move(first.visitId, '09:30'));
  });

  it('given back frees its need and everybody, once', async () => {
    const { visitId, needId, team } = await aVisit({ people: 2 });
    const results = await Promise.all(
      Array.from({ length: 4 }, () => giveBackVisit(coordinator, { visitId, reason: '重新安排' })),
    );
    expect(results.filter((one) => one.ok)).toHaveLength(1);
    expect(new Set(results.flatMap(codes))).toEqual(new Set(['VISITS.NOT_AHEAD']));
    expect(await findNeed(coordinator, { needId })).toMatchObject({ status: 'open' });
    for (const volunteerId of team)
      expect(await kindsOf(volunteerId)).toEqual(['visit-asked', 'visit-cancelled']);
  });

  it('taken back with its need closes what was asked, and nobody who steps in meanwhile goes for nothing', async () => {
    for (let round = 0; round < 4; round++) {
      const { visitId, assignmentId, needId } = await aVisit();
      const asked = await aVolunteer(coordinator);
      const { offerId } = value(
        await askSubstitute(coordinator, { visitId, volunteerId: asked.volunteerId }),
      );
      value(await releaseVolunteer(coordinator, { assignmentId, reason: '病了' }));
      const [accepted, cancelled] = await Promise.all([
        acceptOffer(as(asked.volunteerId), { offerId }),
        cancelNeed(coordinator, { needId, reason: '家属回来了' }),
      ]);
      expect(cancelled.ok).toBe(true);
      expect(accepted.ok ? [] : codes(accepted)).toEqual(accepted.ok ? [] : ['VISITS.NOT_AHEAD']);
      expect(
        await sql`
        select status from visit_assignments where visit_id = ${visitId} and status <> 'cancelled'`,
      ).toEqual([]);
      expect(
        await sql`
        select status from visit_offers where visit_id = ${visitId} and status in ('open', 'standby')`,
      ).toEqual([]);
      // Who had stepped in is told.
      expect((await kindsOf(asked.volunteerId)).includes('visit-cancelled')).toBe(accepted.ok);
    }
  });

  it('tells whoever was asked, or stands by, that it is settled otherwise', async () => {
    const { visitId, day, assignmentId } = await aVisit();
    const [asked, standby] = [await aVolunteer(coordinator), await aVolunteer(coordinator)];
    const ask = async ({ volunteerId }: { volunteerId: string }) =>
      value(await askSubstitute(coordinator, { visitId, volunteerId })).offerId;
    await ask(asked);
    value(await acceptOffer(as(standby.volunteerId), { offerId: await ask(standby) }));
    value(await moveVisit(coordinator, { visitId, date: day, from: '13:00' }));
    expect(await kindsOf(asked.volunteerId)).toEqual(['substitute-asked', 'substitute-over']);
    expect(await kindsOf(standby.volunteerId)).toEqual(['substitute-asked', 'substitute-over']);
    // It is the time that they kept free, not the new one.
    expect(await listOwnNotices(as(standby.volunteerId))).toContainEqual(
      expect.objectContaining({
        kind: 'substitute-over',
        params: expect.objectContaining({ startsAt: instantOf(day, 540).toISOString() }),
      }),
    );
    expect(await listOwnOffers(as(asked.volunteerId))).toEqual([]);
    value(await releaseVolunteer(coordinator, { assignmentId, reason: '病了' }));
    expect(await kindsOf(standby.volunteerId)).not.toContain('visit-asked');
  });
});

describe('the way from one visit to the next', () => {
  /** A quarter of an hour from `somewhere` and more. */
  const away = { latitude: somewhere.latitude + 0.06, longitude: somewhere.longitude };

  async function awayOn(day: string, from: string) {
    const { needId = '' } = value(
      await requestVisit(coordinator, {
        place: '远处',
        townCode: '370304111',
        ...away,
        serviceKind: 'companionship',
        durationMinutes: 30,
        volunteersNeeded: 1,
        outline: '远处陪伴',
        windows: [{ date: day, from, until: '18:00' }],
      }),
    );
    return needId ?? '';
  }

  it('is there when a plan is published', async () => {
    const { day, team } = await aVisit();
    const needId = await awayOn(day, '10:05');
    const publish = (fromMinute: number) =>
      promised({
        coordinator,
        system,
        needId,
        volunteerIds: team as [string, ...string[]],
        fromMinute,
      });
    await expect(publish(605)).rejects.toThrow(/"PLAN.TOO_FAR".*"until":"10:00".*"at":"10:05".*"there":5/);
    await publish(660);
  });

  it('is there when a visit is moved', async () => {
    const { day, team } = await aVisit();
    const far = await promised({
      coordinator,
      system,
      needId: await awayOn(day, '13:00'),
      volunteerIds: team as [string, ...string[]],
    });
    const to = (from: string) => moveVisit(coordinator, { visitId: far.visitId, date: plainDate(day), from });
    expect(await to('10:05')).toMatchObject({
      refusals: [
        { code: 'VISITS.TOO_FAR', field: 'from', params: { until: '10:00', at: '10:05', there: 5 } },
      ],
    });
    expect(codes(await to('10:00'))).toEqual(['VISITS.TOO_FAR']);
    value(await to('11:00'));
  });

  it('is there when somebody steps in, also to two places at the same moment', async () => {
    for (let round = 0; round < 3; round++) {
      const near = await aVisit();
      const { volunteerId: far } = await aVolunteer(coordinator);
      const other = await promised({
        coordinator,
        system,
        needId: (await awayOn(near.day, '10:05')) ?? '',
        volunteerIds: [far],
      });
      const { volunteerId } = await aVolunteer(coordinator);
      const [here, there] = [near, other].map(async ({ visitId, assignmentId }) => {
        value(await releaseVolunteer(coordinator, { assignmentId, reason: '病了' }));
        return value(await askSubstitute(coordinator, { visitId, volunteerId })).offerId;
      });
      const offers = [(await here) ?? '', (await there) ?? ''];
      const answers = await Promise.all(offers.map((offerId) => acceptOffer(as(volunteerId), { offerId })));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(answers.flatMap(codes)).toEqual(['OFFER.TOO_FAR']);
    }
  });
});

describe('somebody under age', () => {
  const aYoung = (serial: number) =>
    aVolunteer(coordinator, {
      identityNumber: identityNumberOf({ birthDate: plainDate('2009-06-07'), serial }),
      guardianName: '演示监护人',
      guardianRelation: 'father',
      guardianPhone: '13900000000',
      guardianConsentOn: '2026-11-01',
    });

  it('who stands by is passed over, does not step in and does not begin while no grown volunteer comes', async () => {
    const [grown, young, standby] = [await aVolunteer(coordinator), await aYoung(192), await aYoung(193)];
    const { visitId, day } = await aVisit({
      people: 2,
      volunteers: [grown.volunteerId, young.volunteerId],
    });
    const assignmentOf = async (id: string) =>
      (await findVisit(coordinator, { visitId }))?.assignments.find((one) => one.volunteerId === id)
        ?.assignmentId ?? '';
    const stand = async (volunteerId: string) => {
      const { offerId } = value(await askSubstitute(coordinator, { visitId, volunteerId }));
      value(await acceptOffer(as(volunteerId), { offerId }));
      return offerId;
    };
    const theirs = await stand(standby.volunteerId);
    const other = await aVolunteer(coordinator);
    await stand(other.volunteerId);
    const mine = as(young.volunteerId);
    const assignmentId = await assignmentOf(young.volunteerId);
    value(await acceptAssignment(mine, { assignmentId }));
    value(
      await releaseVolunteer(coordinator, {
        assignmentId: await assignmentOf(grown.volunteerId),
        reason: '病了',
      }),
    );
    expect((await findVisit(coordinator, { visitId }))?.offers).toMatchObject([
      { volunteerId: standby.volunteerId, status: 'standby' },
      { volunteerId: other.volunteerId, status: 'open' },
    ]);
    expect(codes(await acceptOffer(as(standby.volunteerId), { offerId: theirs }))).toEqual([
      'OFFER.ADULT_MISSING',
    ]);
    expect(codes(await checkIn({ ...mine, at: instantOf(day, 540) }, { assignmentId, ...there }))).toEqual([
      'ASSIGNMENT.ADULT_MISSING',
    ]);
  });

  it('does not accept, step in or begin without a grown volunteer beside them', async () => {
    const grown = await aVolunteer(coordinator);
    const young = await aYoung(91);
    const friend = await aYoung(93);
    const { visitId, assignmentId } = await aVisit({
      people: 2,
      volunteers: [grown.volunteerId, young.volunteerId],
    });
    const visit = await findVisit(coordinator, { visitId });
    const of = (id: string) =>
      visit?.assignments.find((one) => one.volunteerId === id)?.assignmentId ?? assignmentId;
    // They are to know before they stand at the door.
    const alone = () => lacksCompany(as(young.volunteerId), { assignmentId: of(young.volunteerId) });
    expect(await alone()).toBe(false);
    value(await releaseVolunteer(coordinator, { assignmentId: of(grown.volunteerId), reason: '病了' }));
    expect(await alone()).toBe(true);
    expect(await kindsOf(young.volunteerId)).toEqual(['visit-alone', 'visit-asked']);
    expect(
      codes(await acceptAssignment(as(young.volunteerId), { assignmentId: of(young.volunteerId) })),
    ).toEqual(['ASSIGNMENT.ADULT_MISSING']);
    // Another of their age could not accept, and is not asked.
    const found = await listSubstitutes(coordinator, { visitId });
    expect(found?.stoppedBy.minor).toBeGreaterThanOrEqual(1);
    expect(found?.substitutes.map((one) => one.volunteerId)).not.toContain(friend.volunteerId);
    expect(codes(await askSubstitute(coordinator, { visitId, volunteerId: friend.volunteerId }))).toEqual([
      'OFFER.NOT_SUITED',
    ]);
    const other = await aVolunteer(coordinator);
    const { offerId } = value(await askSubstitute(coordinator, { visitId, volunteerId: other.volunteerId }));
    value(await acceptOffer(as(other.volunteerId), { offerId }));
    expect(await alone()).toBe(false);
    value(await acceptAssignment(as(young.volunteerId), { assignmentId: of(young.volunteerId) }));

    // Of two who stand by, the first may not come once the grown one is gone: the second is asked.
    const standsBy = async (volunteerId: string) => {
      const asked = value(await askSubstitute(coordinator, { visitId, volunteerId }));
      expect(value(await acceptOffer(as(volunteerId), asked)).state).toBe('standby');
      return asked.offerId;
    };
    await standsBy(friend.volunteerId);
    const second = await standsBy((await aVolunteer(coordinator)).volunteerId);
    const theirs = (await findVisit(coordinator, { visitId }))?.assignments.find(
      (one) => one.volunteerId === other.volunteerId,
    );
    value(await releaseVolunteer(coordinator, { assignmentId: theirs?.assignmentId ?? '', reason: '改派' }));
    const open = (await findVisit(coordinator, { visitId }))?.offers.filter((one) => one.status === 'open');
    expect(open?.map((one) => one.id)).toEqual([second]);
  });
});

describe('a visit of several', () => {
  it('shows whoever comes how many others come, and no name', async () => {
    const { visitId, team } = await aVisit({ people: 2 });
    const [first = '', second = ''] = team;
    const ownOf = async (volunteerId: string) =>
      (await listOwnAssignments(as(volunteerId))).find((one) => one.visitId === visitId)?.assignmentId ?? '';
    const seen = async () => findOwnAssignment(as(first), { assignmentId: await ownOf(first) });
    expect((await seen())?.othersComing).toBe(1);
    value(await declineAssignment(as(second), { assignmentId: await ownOf(second), reason: '家里有事' }));
    expect((await seen())?.othersComing).toBe(0);
    expect(await seen()).not.toHaveProperty('volunteerName');
  });
});
