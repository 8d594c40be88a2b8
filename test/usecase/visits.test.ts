import { beforeAll, describe, expect, it } from 'vitest';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { permissionsOf } from '~/domain/access/permissions';
import type { Role } from '~/domain/access/roles';
import { systemActor } from '~/domain/access/system-actor';
import { findVerified } from '~/domain/audit/verification';
import { verifyChain } from '~/domain/audit/verify-chain';
import type { Actor } from '~/domain/kernel/actor';
import { plainDate } from '~/domain/kernel/plain-date';
import { registerOrganisation } from '~/domain/organisations/register-organisation';
import { formHousehold } from '~/domain/people/form-household';
import { acceptAssignment, declineAssignment } from '~/domain/visits/answer-assignment';
import { cancelNeed } from '~/domain/visits/cancel-need';
import { checkIn, checkOut } from '~/domain/visits/check-in';
import { listVacancies } from '~/domain/visits/find-substitutes';
import {
  findNeed,
  findOwnAssignment,
  findPlan,
  listNeeds,
  listOwnAssignments,
  listPlanAssignments,
  listVisitsOf,
} from '~/domain/visits/list-visits';
import { makePlan } from '~/domain/visits/make-plan';
import { publishPlan } from '~/domain/visits/publish-plan';
import { requestPlan } from '~/domain/visits/request-plan';
import { requestVisit } from '~/domain/visits/request-visit';
import { revealAddress } from '~/domain/visits/reveal-address';
import { instantOf } from '~/domain/visits/visit.rules';
import { findVerifiableCertificate } from '~/domain/volunteers/find-certificate';
import { findVolunteer } from '~/domain/volunteers/get-volunteer';
import { issueCertificate } from '~/domain/volunteers/issue-certificate';
import { registerVolunteer } from '~/domain/volunteers/register-volunteer';
import { reverseHours } from '~/domain/volunteers/reverse-hours';
import { useFreshDatabase } from '../database';
import { identityNumberOf } from '../factories/identity-number';
import { aPerson } from '../factories/people';
import { somewhere, there } from '../factories/visits';
import { codes, value } from '../results';

const addresses = useFreshDatabase({ connections: 20 });
const [tenant] = demoTenants;
const system = systemActor(tenant.id, 'test', 'test');
const day = plainDate('2026-12-07');
const morning = new Date('2026-12-01T01:00:00Z');
const as = (role: Role, more: Partial<Actor> = {}): Actor => ({
  ...system,
  name: role,
  roles: [role],
  permissions: permissionsOf([role]),
  at: morning,
  ...more,
});
const coordinator = as('coordinator');

let serial = 0;
async function volunteer(over: Record<string, unknown> = {}) {
  serial += 1;
  return value(
    await registerVolunteer(coordinator, {
      name: '演示志愿者',
      identityNumber: identityNumberOf({ birthDate: plainDate('1980-01-01'), serial }),
      townCode: '370304111',
      serviceKinds: ['companionship'],
      availability: [{ weekday: 1, from: '08:00', until: '12:00' }],
      ownWill: true,
      ...over,
    }),
  );
}

const wish = {
  place: '源泉镇照护中心',
  address: '一号楼 101',
  townCode: '370304111',
  ...somewhere,
  serviceKind: 'companionship' as const,
  durationMinutes: 60,
  outline: '陪伴聊天',
  windows: [{ date: day, from: '08:00', until: '12:00' }],
};

async function planned(): Promise<string> {
  const { planId } = value(await requestPlan(coordinator, { fromDate: day, lastDate: day }));
  value(await makePlan({ ...system, at: morning }, { planId }));
  return planId;
}

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
});

describe('from a need to hours', () => {
  it('shows the visits of the whole household beside those of the person, to those who see visits', async () => {
    const [personId, other, alone] = [
      await aPerson(as('intake')),
      await aPerson(as('intake')),
      await aPerson(as('intake')),
    ];
    const { householdId } = value(
      await formHousehold(as('intake'), { members: [{ personId }, { personId: other }] }),
    );
    const own = value(await requestVisit(coordinator, { ...wish, personId }));
    const whole = value(await requestVisit(coordinator, { ...wish, householdId }));
    const of = (who: string) => listVisitsOf(as('auditor'), { personId: who });
    expect(await of(personId)).toMatchObject({
      open: [{ id: own.needId }],
      household: { id: householdId, open: [{ id: whole.needId }], next: [], past: [] },
    });
    expect(await of(other)).toMatchObject({ open: [], household: { open: [{ id: whole.needId }] } });
    expect((await of(alone)).household).toBeUndefined();
    const stranger = await listVisitsOf(as('auditor', { tenantId: demoTenants[1].id }), { personId });
    expect(stranger).toEqual({ open: [], next: [], past: [], household: undefined });
    for (const { needId } of [own, whole])
      value(await cancelNeed(coordinator, { needId: needId ?? '', reason: '完' }));
  });

  it('plans, publishes, is accepted, checked in and out, and the hours count once', async () => {
    const { volunteerId, number } = await volunteer();
    const personId = await aPerson(as('intake'), { name: '受访人' });
    const { needId } = value(await requestVisit(coordinator, { ...wish, personId }));
    const planId = await planned();
    expect(await listVisitsOf(as('auditor'), { personId })).toEqual({
      open: [expect.objectContaining({ id: needId })],
      next: [],
      past: [],
      household: undefined,
    });
    const plan = await findPlan(coordinator, { planId });
    expect(plan).toMatchObject({ status: 'proposed', unmetCount: 0, visits: 1 });
    expect((await listPlanAssignments(coordinator, { planId }))?.rows).toMatchObject([
      { volunteerId, needId, status: 'proposed', startsAt: instantOf(day, 480) },
    ]);
    const mine = as('volunteer', { volunteerId });
    expect(await listOwnAssignments(mine)).toEqual([]);

    value(await publishPlan(coordinator, { planId }));
    expect(codes(await publishPlan(coordinator, { planId }))).toEqual(['PLAN.NOT_PROPOSED']);
    expect(await listVisitsOf(as('auditor'), { personId })).toMatchObject({
      open: [],
      next: [{ needId, volunteerId, status: 'published' }],
      past: [],
    });
    const [asked] = await listOwnAssignments(mine);
    const assignmentId = asked?.assignmentId ?? '';
    expect(asked).toMatchObject({ status: 'published', volunteerNumber: number });
    // Only who has accepted is told where exactly it is, and nobody who is visited.
    for (const shown of [asked, await findOwnAssignment(mine, { assignmentId })]) {
      expect(shown).toMatchObject({ place: expect.any(String) });
      for (const hidden of [
        'latitude',
        'longitude',
        'needPersonId',
        'householdId',
        'requestedBy',
        'explanation',
      ])
        expect(shown).not.toHaveProperty(hidden);
    }
    expect(codes(await revealAddress(mine, { assignmentId }))).toEqual(['ASSIGNMENT.WRONG_STATE']);
    value(await acceptAssignment(mine, { assignmentId }));
    expect(value(await revealAddress(mine, { assignmentId })).address).toBe('一号楼 101');

    const at = (minute: number) => ({ ...mine, at: instantOf(day, minute) });
    expect(codes(await checkIn(at(449), { assignmentId, ...there }))).toEqual(['ASSIGNMENT.TOO_EARLY']);
    expect(codes(await checkIn(at(540), { assignmentId, ...there }))).toEqual(['ASSIGNMENT.TOO_LATE']);
    const arrivals = await Promise.all(
      Array.from({ length: 20 }, () => checkIn(at(478), { assignmentId, ...there })),
    );
    expect(arrivals.every((one) => one.ok)).toBe(true);
    expect(codes(await checkOut(at(545), { assignmentId, record: ' ' }))).toEqual([
      'ASSIGNMENT.RECORD_MISSING',
    ]);
    const departures = await Promise.all(
      Array.from({ length: 20 }, () => checkOut(at(545), { assignmentId, record: '聊了家常，老人精神好。' })),
    );
    expect(departures.filter((one) => one.ok)).toHaveLength(1);

    expect(await listVisitsOf(as('manager', { at: instantOf(day, 600) }), { personId })).toMatchObject({
      next: [],
      past: [{ needId, status: 'done' }],
    });
    await expect(listVisitsOf(mine, { personId })).rejects.toThrow();
    const after = await findVolunteer(coordinator, { volunteerId });
    expect(after).toMatchObject({
      minutes: 67,
      hours: [{ minutes: 67, servedOn: day, place: '源泉镇照护中心' }],
    });
    expect((await listNeeds(coordinator, { status: 'done' })).rows).toMatchObject([{ id: needId }]);
    expect(await findOwnAssignment(mine, { assignmentId })).toMatchObject({
      checkedInAt: instantOf(day, 478),
      othersComing: 0,
    });
    expect(
      await findOwnAssignment(as('volunteer', { volunteerId: needId ?? '' }), { assignmentId }),
    ).toBeUndefined();

    const later = { ...coordinator, at: instantOf(plainDate('2026-12-31'), 600) };
    const certificate = value(await issueCertificate(later, { volunteerId, fromDate: day, lastDate: day }));
    expect(certificate.number).toBe('ZYZM2026000001');
    const found = await findVerified(certificate.code.toLowerCase());
    expect(found).toMatchObject({
      tenantId: tenant.id,
      subjectType: 'certificate',
      subjectId: certificate.certificateId,
    });
    expect(
      await findVerifiableCertificate(system, { certificateId: certificate.certificateId }),
    ).toMatchObject({ minutes: 67, revokedOn: null });

    const hoursId = after?.hours[0]?.id ?? '';
    const taken = await Promise.all(
      Array.from({ length: 10 }, () => reverseHours(later, { hoursId, reason: '登记有误' })),
    );
    expect(taken.filter((one) => one.ok)).toHaveLength(1);
    expect(new Set(taken.flatMap(codes))).toEqual(new Set(['HOURS.REVERSED_ALREADY']));
    expect((await findVolunteer(coordinator, { volunteerId }))?.minutes).toBe(0);
    expect(
      await findVerifiableCertificate(system, { certificateId: certificate.certificateId }),
    ).toMatchObject({ revokeReason: '登记有误' });
    expect(codes(await issueCertificate(later, { volunteerId, fromDate: day, lastDate: day }))).toEqual([
      'CERTIFICATE.NO_HOURS',
    ]);
    expect(await verifyChain(as('auditor'), {})).toMatchObject({ brokenAt: null });
  });

  it('two plans over the same need: one is published, the other is told why not', async () => {
    await volunteer();
    value(await requestVisit(coordinator, wish));
    const plans = [await planned(), await planned(), await planned()];
    const published = await Promise.all(plans.map((planId) => publishPlan(coordinator, { planId })));
    expect(published.filter((one) => one.ok)).toHaveLength(1);
    for (const code of published.flatMap(codes))
      expect(['PLAN.VOLUNTEER_TAKEN', 'PLAN.NEED_MET']).toContain(code);
  });

  it('a declined visit stands and lacks somebody, and the reason is kept', async () => {
    const skilled = { skills: [{ skill: 'haircut' as const }] };
    const { volunteerId } = await volunteer(skilled);
    const { needId } = value(
      await requestVisit(coordinator, {
        ...wish,
        skill: 'haircut',
        windows: [{ date: day, from: '10:00', until: '12:00' }],
      }),
    );
    value(await publishPlan(coordinator, { planId: await planned() }));
    const mine = as('volunteer', { volunteerId });
    const [asked] = await listOwnAssignments(mine);
    const assignmentId = asked?.assignmentId ?? '';
    expect(
      codes(await declineAssignment({ ...mine, at: instantOf(day, 620) }, { assignmentId, reason: '迟了' })),
    ).toEqual(['ASSIGNMENT.BEGUN']);
    value(await declineAssignment(mine, { assignmentId, reason: '家里有事' }));
    expect(codes(await acceptAssignment(mine, { assignmentId }))).toEqual(['ASSIGNMENT.WRONG_STATE']);
    expect(await listVacancies(coordinator)).toMatchObject([{ volunteersNeeded: 1, standing: 0 }]);
    expect(await findNeed(coordinator, { needId: needId ?? '' })).toMatchObject({ status: 'planned' });
    expect(await findOwnAssignment(mine, { assignmentId })).toMatchObject({
      status: 'declined',
      declineReason: '家里有事',
    });
  });

  it('tells all problems of a need and of a registration at once', async () => {
    expect(
      codes(
        await requestVisit(coordinator, {
          ...wish,
          townCode: '370304999',
          windows: [
            { date: plainDate('2026-11-30'), from: '08:00', until: '09:00' },
            { date: day, from: '08:00', until: '08:30' },
          ],
        }),
      ),
    ).toEqual(['VISIT.WINDOW_PAST', 'VISIT.WINDOW_SHORT', 'VISIT.TOWN_UNKNOWN']);
    const elsewhere = async (point: { latitude?: number; longitude?: number }) => {
      const answer = await requestVisit(coordinator, {
        ...wish,
        latitude: undefined,
        longitude: undefined,
        ...point,
      });
      return answer.ok ? [] : answer.refusals.map(({ code, field }) => `${code} ${field}`);
    };
    expect(await elsewhere({ latitude: 36.4 })).toEqual(['PLACE.HALF longitude']);
    expect(await elsewhere({ longitude: 118 })).toEqual(['PLACE.HALF latitude']);
    expect(await elsewhere({ latitude: 0, longitude: 0 })).toEqual(['PLACE.FAR latitude']);
    expect(
      codes(
        await registerVolunteer(coordinator, {
          name: '',
          identityNumber: '1',
          townCode: '',
          serviceKinds: [],
          ownWill: false as true,
        }),
      ),
    ).toEqual(
      expect.arrayContaining([
        'VOLUNTEER.TOWN_MISSING',
        'VOLUNTEER.SERVICE_MISSING',
        'VOLUNTEER.OWN_WILL_MISSING',
      ]),
    );
  });

  it('registers one person once, however many at the same time', async () => {
    const identityNumber = identityNumberOf({ birthDate: plainDate('1970-05-05'), serial: 400 });
    const form = {
      name: '演示同一人',
      identityNumber,
      townCode: '370304111',
      serviceKinds: ['companionship' as const],
      ownWill: true as const,
    };
    const results = await Promise.all(Array.from({ length: 20 }, () => registerVolunteer(coordinator, form)));
    const done = results.filter((one) => one.ok);
    expect(done.filter((one) => one.ok && one.value.created)).toHaveLength(1);
    expect(new Set(done.map((one) => one.ok && one.value.number)).size).toBe(1);
    expect(done).toHaveLength(20);
  });
});
