import { insertProposals, updatePlan } from '#db/queries/visit-plans';
import { inTenant } from '#db/transaction';
import type { Actor } from '~/domain/kernel/actor';
import { dateOf, type PlainDate, plainDate } from '~/domain/kernel/plain-date';
import { registerOrganisation } from '~/domain/organisations/register-organisation';
import { findNeed, listOwnAssignments } from '~/domain/visits/list-visits';
import { publishPlan } from '~/domain/visits/publish-plan';
import { requestPlan } from '~/domain/visits/request-plan';
import { instantOf } from '~/domain/visits/visit.rules';
import { registerVolunteer } from '~/domain/volunteers/register-volunteer';
import { actorOf } from '../actors';
import { value } from '../results';
import { identityNumberOf } from './identity-number';

/** The district with one town whose place is known. */
export async function aTown(actor: Actor): Promise<void> {
  const district = value(
    await registerOrganisation(actor, { kind: 'district', name: '博山区', code: '370304' }),
  );
  value(
    await registerOrganisation(actor, {
      kind: 'town',
      name: '源泉镇',
      code: '370304111',
      parentId: district.organisationId,
      latitude: 36.41,
      longitude: 118.05,
    }),
  );
}

/** A point at the village of tests, and what a telephone there says. */
export const somewhere = { latitude: 36.412, longitude: 118.052 };
export const there = { ...somewhere, accuracy: 15 };

let serial = 0;

/** A volunteer for company who has time every day from eight to twenty; what is given replaces the rest. */
export async function aVolunteer(coordinator: Actor, more: Record<string, unknown> = {}) {
  serial += 1;
  return value(
    await registerVolunteer(coordinator, {
      name: '演示志愿者',
      identityNumber: identityNumberOf({ birthDate: plainDate('1980-01-01'), serial }),
      townCode: '370304111',
      serviceKinds: ['companionship'],
      availability: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '08:00', until: '20:00' })),
      ownWill: true,
      ...more,
    }),
  );
}

/**
 * Publishes one visit for a need, at the beginning of its first window or at `fromMinute` of it, to volunteers of the
 * test's choice: what planning would have found. Answers the assignment of the first of them.
 */
export async function promised({
  coordinator,
  system,
  needId,
  volunteerIds,
  fromMinute,
}: {
  coordinator: Actor;
  system: Actor;
  needId: string;
  volunteerIds: readonly [string, ...string[]];
  fromMinute?: number;
}): Promise<{ assignmentId: string; visitId: string; planId: string }> {
  const need = await findNeed(coordinator, { needId });
  const [window] = need?.windows ?? [];
  if (!need || !window) throw new Error('no such need');
  const date = window.date as PlainDate;
  const { planId } = value(await requestPlan(coordinator, { fromDate: date, lastDate: date }));
  const startsAt = instantOf(date, fromMinute ?? window.fromMinute);
  await inTenant({ tenantId: system.tenantId, actorId: null }, async (tx) => {
    await insertProposals(tx, planId, [
      {
        needId,
        startsAt,
        endsAt: new Date(startsAt.getTime() + need.durationMinutes * 60_000),
        fixed: false,
        replacesId: null,
        assignments: volunteerIds.map((volunteerId) => ({ volunteerId, travelMinutes: 5, explanation: {} })),
      },
    ]);
    await updatePlan(tx, planId, { status: 'proposed', madeAt: startsAt });
  });
  value(await publishPlan(coordinator, { planId }));
  const mine = actorOf('volunteer', undefined, {
    tenantId: system.tenantId,
    at: coordinator.at,
    volunteerId: volunteerIds[0],
  });
  const own = (await listOwnAssignments(mine)).find(
    (one) => one.needId === needId && one.status === 'published',
  );
  if (!own) throw new Error(`nothing was promised on ${dateOf(startsAt)}`);
  return { assignmentId: own.assignmentId, visitId: own.visitId, planId };
}
