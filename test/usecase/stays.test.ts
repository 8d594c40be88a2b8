import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoOf } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { listTimeline } from '~/domain/audit/list-timeline';
import { closeBed } from '~/domain/beds/close-bed';
import { findBed } from '~/domain/beds/find-bed';
import { listBoard } from '~/domain/beds/list-board';
import { listFreeBeds } from '~/domain/beds/list-free-beds';
import { addDays, dateOf, plainDate } from '~/domain/kernel/plain-date';
import type { Result } from '~/domain/kernel/refusals';
import { listWork } from '~/domain/reports/list-work';
import { admitResident } from '~/domain/stays/admit-resident';
import { answerOffer } from '~/domain/stays/answer-offer';
import { confirmEligibility } from '~/domain/stays/confirm-eligibility';
import { dischargeResident } from '~/domain/stays/discharge-resident';
import { findApplication, findOwnApplication } from '~/domain/stays/find-application';
import { findOwnPlace } from '~/domain/stays/find-own-place';
import { findStay } from '~/domain/stays/find-stay';
import { lapseOffers } from '~/domain/stays/lapse-offers';
import { countByStatus, listApplications } from '~/domain/stays/list-applications';
import { listBedMatches } from '~/domain/stays/list-bed-matches';
import { listStayRanges } from '~/domain/stays/list-stay-ranges';
import { listStays } from '~/domain/stays/list-stays';
import { listWaiting } from '~/domain/stays/list-waiting';
import { offerBed } from '~/domain/stays/offer-bed';
import { offerNext } from '~/domain/stays/offer-next';
import { placeOnWaitingList } from '~/domain/stays/place-on-waiting-list';
import { publishWaitingRule } from '~/domain/stays/publish-waiting-rule';
import { submitApplication } from '~/domain/stays/submit-application';
import { transferResident } from '~/domain/stays/transfer-resident';
import { withdrawApplication } from '~/domain/stays/withdraw-application';
import { withdrawOffer } from '~/domain/stays/withdraw-offer';
import { useFreshDatabase } from '../database';
import { aGrade, anApplication, aWaitingPerson, got, someBeds } from '../factories/stays';

const addresses = useFreshDatabase();
const here = demoOf(demoTenants[0], { main: true });
const elsewhere = demoOf(demoTenants[1], { main: false });
const [intake, manager, family] = [here.as('intake'), here.as('manager'), here.as('family')];
const today = dateOf(new Date());
const HOUR_MS = 3_600_000;

let owner: postgres.Sql;
beforeAll(async () => {
  owner = postgres(addresses.ownerUrl, { max: 2, onnotice: () => undefined });
  await insertTenants(addresses.ownerUrl, demoTenants);
  for (const { id, regionCode } of demoTenants)
    await loadReference(systemActor(id, 'reference', 'test'), regionCode);
});
afterAll(() => owner.end());
beforeEach(async () => {
  await owner`truncate buildings, people cascade`;
});

const codes = (result: Result<unknown>) => (result.ok ? [] : result.refusals.map(({ code }) => code));
const waitingNames = async () =>
  (await listWaiting(intake, {})).places.map(({ waiting }) => waiting.personName);
const statusOf = async (id: string) =>
  (await owner`select status from applications where id = ${id}`)[0]?.status;
const kindsOf = async (type: string, id: string) =>
  (await listTimeline(manager, { type, id })).map(({ kind }) => kind);

const offer = (applicationId: string, bedId: string, over: Record<string, unknown> = {}) =>
  offerBed(intake, { applicationId, bedId, from: today, answerHours: 72, ...over });

async function aResident({ on = today, building }: { on?: string; building?: string } = {}) {
  const { applicationId, personId } = await aWaitingPerson(here, {
    appliedOn: on,
    at: new Date(`${on}T01:00:00Z`),
  });
  const [bedId = '', otherBedId = ''] = await someBeds(here, 2, building);
  const admitted = got(await admitResident(manager, { applicationId, bedId, on, directReason: '紧急安置' }));
  return { ...admitted, applicationId, personId, bedId, otherBedId };
}

describe('applying for a place', () => {
  it('registers the person, keeps the application and says where it came from', async () => {
    const { applicationId, personId } = await anApplication(here, { name: '丁山胜' });
    expect(await statusOf(applicationId)).toBe('received');
    expect(await kindsOf('application', applicationId)).toEqual(['application.received']);
    expect(await kindsOf('person', personId)).toEqual(['person.registered']);
  });

  it('keeps what the family says of health and telephone out of the database in the clear', async () => {
    await submitApplication(intake, {
      person: { name: '丁山胜', sex: 'male', birthDate: '1950-01-01' },
      category: 'tekun',
      guardianPhone: '19900005765',
      stated: { eating: 'unmet' },
      note: '双下肢瘫痪',
    });
    const [row] = await owner`select guardian_phone_sealed, stated_sealed, note_sealed from applications`;
    expect(JSON.stringify(row)).not.toMatch(/19900005765|unmet|瘫痪/);
    expect(row?.note_sealed).toBeTruthy();
  });

  it('names what is wrong with the person and with the application in one answer, and keeps nothing', async () => {
    const result = await submitApplication(intake, {
      person: { identityNumber: '110105194912310021' },
      householdSize: 99,
      guardianPhone: '12',
    });
    expect(result.ok ? [] : result.refusals.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'person.name PERSON.NAME_MISSING',
      'person.identityNumber PERSON.IDENTITY_CHECK',
      'category STAY.CATEGORY_MISSING',
      'householdSize STAY.HOUSEHOLD_SIZE',
      'guardianPhone PERSON.PHONE_FORM',
    ]);
    expect((await owner`select count(*)::int as n from people`)[0]?.n).toBe(0);
  });

  it('refuses a second one while the first is under way, and names it', async () => {
    const { personId } = await anApplication(here, { appliedOn: '2026-05-01' });
    expect(await submitApplication(intake, { personId, category: 'tekun' })).toMatchObject({
      refusals: [{ code: 'STAY.OPEN_APPLICATION', params: { appliedOn: '2026-05-01' } }],
    });
  });

  it('of two at once takes one', async () => {
    const { personId, applicationId } = await anApplication(here, { appliedOn: '2026-05-01' });
    await withdrawApplication(intake, { applicationId, reason: '家属撤回' });
    const results = await Promise.all(
      [1, 2, 3].map(() => submitApplication(intake, { personId, category: 'tekun' })),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    for (const code of results.flatMap(codes))
      expect(['STAY.APPLIED_AT_ONCE', 'STAY.APPLIED_THAT_DAY']).toContain(code);
  });

  it('lets a family apply for its own person and for nobody else', async () => {
    const { personId, applicationId } = await anApplication(here, { appliedOn: '2026-05-01' });
    await withdrawApplication(intake, { applicationId, reason: '家属撤回' });
    const other = await anApplication(here);
    expect(codes(await submitApplication(family, { category: 'tekun' }))).toContain('STAY.FAMILY_NOT_LINKED');
    const made = await submitApplication(
      { ...family, personId },
      { personId: other.personId, category: 'tekun' },
    );
    expect(got(made).personId).toBe(personId);
    const withdrawn = await withdrawApplication(
      { ...family, personId },
      { applicationId: other.applicationId, reason: '不是我的' },
    );
    expect(codes(withdrawn)).toEqual(['STAY.APPLICATION_UNKNOWN']);
  });
});

describe('from an application to the waiting list', () => {
  it('asks for a decision by a person, then for a confirmed assessment, then for dependence', async () => {
    const { applicationId, personId } = await anApplication(here);
    expect(codes(await placeOnWaitingList(intake, { applicationId }))).toEqual(['STAY.NOT_ELIGIBLE']);
    got(await confirmEligibility(intake, { applicationId, outcome: 'eligible', reason: '符合条件' }));
    expect(codes(await placeOnWaitingList(intake, { applicationId }))).toEqual(['STAY.GRADE_MISSING']);
    await aGrade(here, personId, { unmet: 0 });
    expect(codes(await placeOnWaitingList(intake, { applicationId }))).toEqual(['STAY.NOT_DEPENDENT']);
  });

  it('keeps who decided and what the machine proposed, the reason sealed', async () => {
    const { applicationId } = await anApplication(here);
    got(await confirmEligibility(intake, { applicationId, outcome: 'ineligible', reason: '家庭有赡养能力' }));
    const [row] = await owner`select outcome, proposed, decided_by, reason_sealed from eligibility_decisions`;
    expect(row).toMatchObject({ outcome: 'ineligible', decided_by: intake.name });
    expect(row?.reason_sealed).not.toContain('赡养');
    expect(
      codes(await confirmEligibility(intake, { applicationId, outcome: 'eligible', reason: '' })),
    ).toEqual(['STAY.REASON_MISSING']);
    expect(
      (await confirmEligibility(intake, { applicationId, outcome: 'eligible', reason: '异议成立，重新核实' }))
        .ok,
    ).toBe(true);
  });

  it('orders the list by the published rule', async () => {
    await aWaitingPerson(here, { name: '乙', category: 'dibao', unmet: 6, appliedOn: '2026-01-01' });
    await aWaitingPerson(here, { name: '丙', category: 'dibao', unmet: 2, appliedOn: '2025-01-01' });
    await aWaitingPerson(here, { name: '甲', category: 'tekun', unmet: 2, appliedOn: '2026-09-01' });
    expect(await waitingNames()).toEqual(['甲', '乙', '丙']);
  });

  it('gives no order without a published rule', async () => {
    const before = new Date('2020-01-01T00:00:00Z');
    expect(await listWaiting(here.as('intake', before), {})).toEqual({ rule: undefined, places: [], all: 0 });
  });

  it('publishes a later rule only from today on, and a version once', async () => {
    const lead = here.as('lead');
    const rule = {
      version: 2,
      effectiveFrom: addDays(today, -1),
      criteria: [{ by: 'appliedOn' as const }],
      source: '演示规则',
      sourceEn: 'Demo rule',
      confidence: 'unconfirmed' as const,
    };
    expect(codes(await publishWaitingRule(lead, rule))).toEqual(['STAY.RULE_PAST']);
    expect(codes(await publishWaitingRule(lead, { ...rule, criteria: [{ by: 'passes' }] }))).toEqual([
      'STAY.RULE_FAULTY',
    ]);
    const later = { ...rule, effectiveFrom: addDays(today, 365) };
    expect(got(await publishWaitingRule(lead, later))).toEqual({ published: true });
    expect(got(await publishWaitingRule(lead, later))).toEqual({ published: false });
    expect(codes(await publishWaitingRule(lead, { ...later, version: 3 }))).toEqual(['STAY.RULE_THAT_DAY']);
  });

  it('shows a town clerk the persons of the town at their places, and nobody of another district', async () => {
    await aWaitingPerson(here, { name: '甲', townCode: '370304001', appliedOn: '2026-01-01' });
    await aWaitingPerson(here, { name: '乙', townCode: '370304111', appliedOn: '2026-02-01' });
    const list = await listWaiting({ ...here.as('town'), townCode: '370304111' }, {});
    expect(list.places.map(({ place, waiting }) => [place, waiting.personName])).toEqual([[2, '乙']]);
    expect(list.all).toBe(2);
    expect((await listWaiting(elsewhere.as('intake'), {})).places).toEqual([]);
  });
});

describe('offering a bed', () => {
  it('keeps the bed for the person, and frees it when they decline', async () => {
    const [bedId = ''] = await someBeds(here, 1);
    const { applicationId } = await aWaitingPerson(here);
    const { offerId } = got(await offer(applicationId, bedId));
    expect((await listBoard(manager, {})).counts).toMatchObject({ reserved: 1, free: 0 });
    expect(codes(await closeBed(manager, { bedId, from: today, cause: 'repair', reason: '检修' }))).toEqual([
      'BED.CLOSE_RESERVED',
    ]);

    got(await answerOffer(intake, { offerId, answer: 'decline' }));
    expect(await statusOf(applicationId)).toBe('waiting');
    expect((await listFreeBeds(manager, {})).map(({ id }) => id)).toEqual([bedId]);
    expect(codes(await answerOffer(intake, { offerId, answer: 'accept' }))).toEqual(['STAY.OFFER_ANSWERED']);
  });

  it('takes a person who does not want a place any more off the list', async () => {
    const [bedId = ''] = await someBeds(here, 1);
    const { applicationId } = await aWaitingPerson(here);
    const { offerId } = got(await offer(applicationId, bedId));
    got(await answerOffer(intake, { offerId, answer: 'decline-and-leave' }));
    expect(await statusOf(applicationId)).toBe('declined');
    expect(await waitingNames()).toEqual([]);
  });

  it('says every reason why a bed does not suit', async () => {
    const [bedId = ''] = await someBeds(here, 1);
    await owner`update rooms set sex_rule = 'male'`;
    await owner`update beds set kind = 'general'`;
    got(await closeBed(manager, { bedId, from: today, cause: 'repair', reason: '检修' }));
    const { applicationId } = await aWaitingPerson(here, { unmet: 6 });
    expect(codes(await offer(applicationId, bedId))).toEqual([
      'BED.CLOSED',
      'BED.SEX_MISMATCH',
      'BED.KIND_MISMATCH',
    ]);
  });

  it('wants a reason when somebody ahead would suit the bed, and keeps it', async () => {
    const [bedId = ''] = await someBeds(here, 1);
    await aWaitingPerson(here, { name: '先', appliedOn: '2026-01-01' });
    const { applicationId } = await aWaitingPerson(here, { name: '后', appliedOn: '2026-02-01' });
    expect(await offer(applicationId, bedId)).toMatchObject({
      refusals: [{ code: 'STAY.NOT_NEXT', field: 'outOfTurnReason', params: { place: 2, ahead: 1 } }],
    });
    got(await offer(applicationId, bedId, { outOfTurnReason: '前一位住院，暂缓入住' }));
    const [event] = await listTimeline(manager, { type: 'application', id: applicationId });
    expect(event).toMatchObject({ kind: 'application.offered', reason: '前一位住院，暂缓入住' });
  });

  it('wants no reason when the bed does not suit whoever is ahead', async () => {
    const [bedId = ''] = await someBeds(here, 1);
    await owner`update beds set kind = 'general'`;
    await aWaitingPerson(here, { name: '先', appliedOn: '2026-01-01', unmet: 6 });
    const { applicationId } = await aWaitingPerson(here, { name: '后', appliedOn: '2026-02-01', unmet: 2 });
    expect((await offer(applicationId, bedId)).ok).toBe(true);
  });

  it('gives one person one offer, and one bed to one person', async () => {
    const [bedId = '', otherBedId = ''] = await someBeds(here, 2);
    const first = await aWaitingPerson(here, { appliedOn: '2026-01-01' });
    const second = await aWaitingPerson(here, { appliedOn: '2026-02-01' });
    got(await offer(first.applicationId, bedId));
    expect(codes(await offer(first.applicationId, otherBedId))).toEqual(['STAY.NOT_WAITING']);
    expect(codes(await offer(second.applicationId, bedId))).toEqual(['BED.RESERVED']);
    expect(codes(await offer(second.applicationId, otherBedId, { from: addDays(today, -1) }))).toEqual([
      'STAY.OFFER_PAST',
    ]);
  });

  it('lapses at its minute; the next person becomes the next, the bed is free', async () => {
    const [bedId = ''] = await someBeds(here, 1);
    const first = await aWaitingPerson(here, { name: '先', appliedOn: '2026-01-01' });
    await aWaitingPerson(here, { name: '后', appliedOn: '2026-02-01' });
    const offeredAt = new Date(Date.now() - 72 * HOUR_MS);
    const { offerId } = got(
      await offerBed(here.as('intake'), {
        applicationId: first.applicationId,
        bedId,
        from: today,
        answerHours: 72,
      }),
    );
    await owner`update offers set offered_at = ${offeredAt}, expires_at = ${new Date(Date.now() + 60_000)}`;

    const job = systemActor(demoTenants[0].id, 'stays.lapse-offers', 'test');
    expect(got(await lapseOffers(job, {}))).toEqual({ lapsed: 0 });
    const afterwards = new Date(Date.now() + 61_000);
    expect(codes(await answerOffer(here.as('intake', afterwards), { offerId, answer: 'accept' }))).toEqual([
      'STAY.OFFER_LAPSED',
    ]);
    expect(got(await lapseOffers({ ...job, at: afterwards }, {}))).toEqual({ lapsed: 1 });
    expect(got(await lapseOffers({ ...job, at: afterwards }, {}))).toEqual({ lapsed: 0 });

    expect(await waitingNames()).toEqual(['后', '先']);
    expect((await listFreeBeds(manager, {})).map(({ id }) => id)).toEqual([bedId]);
    expect(await kindsOf('bed', bedId)).toEqual(['bed.released', 'bed.reserved']);
    const [message] =
      await owner`select payload from outbox where job = 'stays.offer-next' and job_key = ${offerId}`;
    expect(message?.payload).toEqual({ offerId });
  });

  it('goes to the next whom the bed suits, once, for as long as before, and back to nobody who let it go', async () => {
    const [bedId = ''] = await someBeds(here, 1);
    const names = ['甲', '乙', '丙'];
    const people = await Promise.all(
      names.map((name, index) => aWaitingPerson(here, { name, appliedOn: `2026-0${index + 1}-01` })),
    );
    const job = systemActor(demoTenants[0].id, 'stays.offer-next', 'test');
    const standing = async () =>
      owner<{ id: string; name: string; hours: number }[]>`
        select o.id, p.name, (extract(epoch from o.expires_at - o.offered_at) / 3600)::int as hours
        from offers o join applications a on a.tenant_id = o.tenant_id and a.id = o.application_id
        join people p on p.tenant_id = a.tenant_id and p.id = a.person_id where o.status = 'open' and o.bed_id = ${bedId}`;
    const first = got(
      await offerBed(here.as('intake'), {
        applicationId: people[0]?.applicationId ?? '',
        bedId,
        from: today,
        answerHours: 48,
      }),
    );
    expect(got(await offerNext(job, first))).toEqual({ offered: null });
    got(await answerOffer(here.as('intake'), { ...first, answer: 'decline' }));
    // Many at once: the bed is kept for one person.
    const results = await Promise.all(Array.from({ length: 5 }, () => offerNext(job, first)));
    expect(results.filter((result) => result.ok && result.value.offered !== null).length).toBe(1);
    const [second] = await standing();
    expect(second).toMatchObject({ name: '乙', hours: 48 });
    got(await answerOffer(here.as('intake'), { offerId: second?.id ?? '', answer: 'decline' }));
    expect(got(await offerNext(job, { offerId: second?.id ?? '' })).offered).toBe(people[2]?.applicationId);
    const [third] = await standing();
    got(await answerOffer(here.as('intake'), { offerId: third?.id ?? '', answer: 'decline-and-leave' }));
    // 甲 and 乙 are on the list still and have let this bed go; staff may offer it again, the machine does not.
    expect(got(await offerNext(job, { offerId: third?.id ?? '' })).offered).toBeNull();
  });

  it('is answered by the family of the person and by no other', async () => {
    const [bedId = ''] = await someBeds(here, 1);
    const { applicationId, personId } = await aWaitingPerson(here);
    const { offerId } = got(await offer(applicationId, bedId));
    const stranger = await anApplication(here);
    expect(
      codes(await answerOffer({ ...family, personId: stranger.personId }, { offerId, answer: 'accept' })),
    ).toEqual(['STAY.OFFER_UNKNOWN']);
    expect((await answerOffer({ ...family, personId }, { offerId, answer: 'accept' })).ok).toBe(true);
  });

  it('can be taken back, and then the person waits on at the old place', async () => {
    const [bedId = ''] = await someBeds(here, 1);
    const first = await aWaitingPerson(here, { name: '先', appliedOn: '2026-01-01' });
    await aWaitingPerson(here, { name: '后', appliedOn: '2026-02-01' });
    const { offerId } = got(await offer(first.applicationId, bedId));
    got(await answerOffer(intake, { offerId, answer: 'accept' }));
    got(await withdrawOffer(intake, { offerId, reason: '床位临时检修' }));
    expect(await waitingNames()).toEqual(['先', '后']);
    expect((await closeBed(manager, { bedId, from: today, cause: 'repair', reason: '检修' })).ok).toBe(true);
  });
});

describe('admission', () => {
  it('follows an accepted offer: bed, stay, contract number and trail in one', async () => {
    const [bedId = ''] = await someBeds(here, 1);
    const { applicationId, personId } = await aWaitingPerson(here);
    const { offerId } = got(await offer(applicationId, bedId));
    expect(codes(await admitResident(intake, { applicationId, on: today }))).toEqual(['STAY.OFFER_OPEN']);
    got(await answerOffer(intake, { offerId, answer: 'accept' }));
    const { stayId, contractNumber } = got(await admitResident(intake, { applicationId, on: today }));

    expect(contractNumber).toMatch(new RegExp(`^RZ${today.slice(0, 4)}-\\d{4}$`));
    expect(await statusOf(applicationId)).toBe('admitted');
    expect(await findBed(manager, { id: bedId })).toMatchObject({
      status: 'occupied',
      occupant: { personId, stayId },
      reservation: undefined,
    });
    expect(await kindsOf('stay', stayId)).toEqual(['stay.began']);
    expect(codes(await admitResident(intake, { applicationId, on: today }))).toEqual([
      'STAY.ALREADY_ADMITTED',
    ]);
  });

  it('straight into a free bed is for the manager, with a reason', async () => {
    const [bedId = ''] = await someBeds(here, 1);
    const { applicationId } = await aWaitingPerson(here);
    expect(codes(await admitResident(intake, { applicationId, bedId, on: today }))).toEqual([
      'STAY.DIRECT_ONLY_MANAGER',
      'STAY.DIRECT_REASON_MISSING',
    ]);
    expect(
      (await admitResident(manager, { applicationId, bedId, on: today, directReason: '紧急安置' })).ok,
    ).toBe(true);
  });

  it('refuses a closed bed, a bed kept for somebody else, a wrong room and a day that is not yet here', async () => {
    const [closed = '', kept = '', wrong = ''] = await someBeds(here, 3);
    got(await closeBed(manager, { bedId: closed, from: today, cause: 'repair', reason: '检修' }));
    const other = await aWaitingPerson(here, { appliedOn: '2026-01-01' });
    got(await offer(other.applicationId, kept));
    await owner`update rooms set sex_rule = 'male' where id = (select room_id from beds where id = ${wrong})`;
    const { applicationId } = await aWaitingPerson(here, { appliedOn: '2026-02-01' });
    const into = async (bedId: string, on: string = today) =>
      codes(await admitResident(manager, { applicationId, bedId, on, directReason: '紧急安置' }));
    expect(await into(closed)).toEqual(['BED.CLOSED']);
    expect(await into(kept)).toEqual(['BED.RESERVED']);
    expect(await into(wrong, addDays(today, 1))).toEqual(['STAY.ADMITTED_IN_FUTURE', 'BED.SEX_MISMATCH']);
    expect(await statusOf(applicationId)).toBe('waiting');
    expect((await owner`select count(*)::int as n from stays`)[0]?.n).toBe(0);
  });

  it('refuses an occupied bed with the words of the race, and an occupied bed is not closed', async () => {
    const { bedId } = await aResident();
    const { applicationId } = await aWaitingPerson(here);
    const result = await admitResident(manager, {
      applicationId,
      bedId,
      on: today,
      directReason: '紧急安置',
    });
    expect(result).toEqual({ ok: false, refusals: [{ code: 'BED.OCCUPIED', field: 'bedId' }] });
    expect(codes(await closeBed(manager, { bedId, from: today, cause: 'repair', reason: '检修' }))).toEqual([
      'BED.CLOSE_OCCUPIED',
    ]);
  });
});

describe('leaving and moving', () => {
  it('frees the bed on the day of the discharge, and the next may come that same day', async () => {
    const { stayId, bedId } = await aResident({ on: addDays(today, -10) });
    got(await dischargeResident(manager, { stayId, on: today, cause: 'home' }));
    const { applicationId } = await aWaitingPerson(here);
    expect(
      (await admitResident(manager, { applicationId, bedId, on: today, directReason: '紧急安置' })).ok,
    ).toBe(true);
    expect(codes(await dischargeResident(manager, { stayId, on: today, cause: 'home' }))).toEqual([
      'STAY.OVER',
    ]);
    expect(
      (await findBed(manager, { id: bedId }))?.occupancies.map(({ fromOn, untilOn }) => [fromOn, untilOn]),
    ).toEqual([
      [today, null],
      [addDays(today, -10), today],
    ]);
  });

  it('refuses a discharge in the future or before the admission, and one without a cause', async () => {
    const { stayId } = await aResident();
    const leave = async (on: string, cause = 'home') =>
      codes(await dischargeResident(manager, { stayId, on, cause: cause as 'home' }));
    expect(await leave(addDays(today, 1))).toEqual(['STAY.DISCHARGED_IN_FUTURE']);
    expect(await leave(addDays(today, -1))).toEqual(['STAY.DISCHARGED_BEFORE_ADMITTED']);
    expect(await leave(today, '')).toEqual(['STAY.CAUSE_MISSING']);
    expect(await leave(addDays(today, -1), '')).toEqual([
      'STAY.CAUSE_MISSING',
      'STAY.DISCHARGED_BEFORE_ADMITTED',
    ]);
  });

  it('moves a resident: one bed free, the other theirs, the days charged once each', async () => {
    const on = addDays(today, -10);
    const { stayId, personId, bedId, otherBedId } = await aResident({ on });
    const moved = addDays(today, -4);
    got(await transferResident(manager, { stayId, bedId: otherBedId, on: moved, reason: '换到靠窗床位' }));
    const window = { from: addDays(today, -30), until: addDays(today, 1) };
    const ranges = await listStayRanges(manager, window);
    expect(ranges).toEqual([
      { stayId, personId, bedId, from: on, until: moved },
      { stayId, personId, bedId: otherBedId, from: moved, until: window.until },
    ]);
    expect((await listFreeBeds(manager, {})).map(({ id }) => id)).toEqual([bedId]);
    expect(
      codes(await transferResident(manager, { stayId, bedId: otherBedId, on: today, reason: '同一张床' })),
    ).toEqual(['STAY.SAME_BED']);
    expect(
      codes(await transferResident(manager, { stayId, bedId, on: addDays(moved, -1), reason: '早于上次' })),
    ).toEqual(['BED.LEAVES_BEFORE_ARRIVAL']);
  });

  it('leaves both beds as they were when the move is refused', async () => {
    const first = await aResident({ building: '甲楼' });
    const second = await aResident({ building: '乙楼' });
    expect(
      codes(
        await transferResident(manager, {
          stayId: first.stayId,
          bedId: second.bedId,
          on: today,
          reason: '调整',
        }),
      ),
    ).toEqual(['BED.OCCUPIED']);
    expect(await findBed(manager, { id: first.bedId })).toMatchObject({
      status: 'occupied',
      occupant: { personId: first.personId },
    });
  });

  it('cuts bed-days to the period asked for and leaves out who came and went on one day', async () => {
    const { stayId } = await aResident({ on: '2026-03-10' });
    got(await dischargeResident(manager, { stayId, on: plainDate('2026-04-05'), cause: 'home' }));
    const oneDay = await aResident({ on: '2026-03-20' });
    got(
      await dischargeResident(manager, {
        stayId: oneDay.stayId,
        on: plainDate('2026-03-20'),
        cause: 'other',
      }),
    );
    const march = await listStayRanges(manager, {
      from: plainDate('2026-03-01'),
      until: plainDate('2026-04-01'),
    });
    expect(march.map(({ from, until }) => [from, until])).toEqual([['2026-03-10', '2026-04-01']]);
    const april = await listStayRanges(manager, {
      from: plainDate('2026-04-01'),
      until: plainDate('2026-05-01'),
    });
    expect(april.map(({ from, until }) => [from, until])).toEqual([['2026-04-01', '2026-04-05']]);
    expect(
      await listStayRanges(manager, { from: plainDate('2026-05-01'), until: plainDate('2026-06-01') }),
    ).toEqual([]);
  });
});

describe('looking', () => {
  it('says which beds fit a person, the best first, and of each other one why not', async () => {
    const [fits = '', alsoFits = '', maleRoom = '', closed = ''] = await someBeds(here, 8, '甲楼').then(
      (beds) => [beds[0], beds[1], beds[2], beds[4]],
    );
    await owner`update beds set attributes = '{wheelchair}' where id = ${alsoFits}`;
    await owner`update rooms set sex_rule = 'male' where id = (select room_id from beds where id = ${maleRoom})`;
    await owner`update beds set kind = 'general' where id = ${maleRoom}`;
    got(await closeBed(manager, { bedId: closed, from: today, cause: 'repair', reason: '检修' }));
    const { applicationId } = await aWaitingPerson(here, { unmet: 6 });
    const found = await listBedMatches(intake, { applicationId });
    expect(found?.fitting[0]?.bed.id).toBe(alsoFits);
    expect(found?.fitting.map(({ bed }) => bed.id)).toContain(fits);
    const against = Object.fromEntries(found?.others.map(({ bed, against }) => [bed.id, against]) ?? []);
    expect(against[maleRoom]).toEqual(['sex', 'kind']);
    expect(against[closed]).toEqual(['closed']);
  });

  it('matches nothing before a grade is confirmed', async () => {
    await someBeds(here, 2);
    const { applicationId } = await anApplication(here);
    expect(await listBedMatches(intake, { applicationId })).toMatchObject({
      grade: null,
      fitting: [],
      others: [],
    });
  });

  it('shows a family its own place and only numbers of the others', async () => {
    await aWaitingPerson(here, { name: '前面的人', appliedOn: '2026-01-01' });
    const { personId } = await aWaitingPerson(here, { appliedOn: '2026-02-01' });
    const place = await findOwnPlace({ ...family, personId });
    expect(place).toMatchObject({ place: 2, all: 2, ahead: { appliedOn: 1, category: 0 } });
    expect(JSON.stringify(place)).not.toContain('前面的人');
    expect(await findOwnPlace(family)).toBeUndefined();
    expect(await findOwnApplication({ ...family, personId })).toMatchObject({ personId, stage: 'waiting' });
    expect(await findOwnApplication(family)).toBeUndefined();
  });

  it('masks the telephone of the guardian', async () => {
    const made = got(
      await submitApplication(intake, {
        person: { name: '丁山胜', sex: 'male', birthDate: '1950-01-01' },
        category: 'tekun',
        guardianName: '梁玉兰',
        guardianPhone: '19900007451',
      }),
    );
    const application = await findApplication(intake, { id: made.applicationId });
    expect(application).toMatchObject({
      guardianName: '梁玉兰',
      guardianPhone: '199****7451',
      stage: 'received',
    });
    expect(
      await findApplication({ ...here.as('town'), townCode: '370304001' }, { id: made.applicationId }),
    ).toBeUndefined();
    expect(await findApplication(elsewhere.as('intake'), { id: made.applicationId })).toBeUndefined();
  });

  it('lists residents with their bed, page by page', async () => {
    const first = await aResident({ on: addDays(today, -3) });
    const second = await aResident({ on: addDays(today, -2) });
    const gone = await aResident({ on: addDays(today, -1) });
    got(await dischargeResident(manager, { stayId: gone.stayId, on: today, cause: 'home' }));
    const page = await listStays(manager, { on: today, limit: 1 });
    expect(page.rows).toMatchObject([{ id: second.stayId, bedId: second.bedId }]);
    const next = await listStays(manager, { on: today, limit: 1, after: page.next });
    expect(next.rows).toMatchObject([{ id: first.stayId, bedId: first.bedId }]);
    expect(next.next).toBeUndefined();
    expect((await listStays(manager, { after: 'nonsense_1' })).rows).toHaveLength(3);
    const stay = await findStay(manager, { id: gone.stayId });
    expect(stay).toMatchObject({ dischargedOn: today, dischargeCause: 'home', beds: [{ id: gone.bedId }] });
  });

  it('counts what waits for whom', async () => {
    await anApplication(here);
    await aWaitingPerson(here);
    expect(await countByStatus(intake)).toMatchObject({ received: 1, waiting: 1, offered: 0 });
    expect((await listApplications(intake, { status: 'received' })).rows).toHaveLength(1);
    const toAssess = await anApplication(here);
    const eligible = { outcome: 'eligible', reason: '材料齐全，符合条件' } as const;
    got(await confirmEligibility(intake, { applicationId: toAssess.applicationId, ...eligible }));
    const toPlace = await anApplication(here);
    got(await confirmEligibility(intake, { applicationId: toPlace.applicationId, ...eligible }));
    await aGrade(here, toPlace.personId, {});
    const idsOf = async (status: 'eligible' | 'assessed') =>
      (await listApplications(intake, { status })).rows.map(({ id }) => id);
    expect(await idsOf('eligible')).toEqual([toAssess.applicationId]);
    expect(await idsOf('assessed')).toEqual([toPlace.applicationId]);
    const work = new Map((await listWork(intake)).map(({ key, count }) => [key, count]));
    expect(work.get('applications_to_place')).toBe(1);
    const asked = new Map((await listWork(here.as('assessor'))).map(({ key, count }) => [key, count]));
    expect(asked.get('applications_to_assess')).toBe(1);
    expect((await listApplications({ ...here.as('town'), townCode: '370304001' }, {})).rows).toEqual([]);
  });
});
