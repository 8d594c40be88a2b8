import { beforeAll, describe, expect, it } from 'vitest';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { permissionsOf } from '~/domain/access/permissions';
import type { Role } from '~/domain/access/roles';
import { systemActor } from '~/domain/access/system-actor';
import type { Actor } from '~/domain/kernel/actor';
import { plainDate } from '~/domain/kernel/plain-date';
import type { Result } from '~/domain/kernel/refusals';
import { registerOrganisation } from '~/domain/organisations/register-organisation';
import {
  addException,
  addOwnException,
  removeException,
  removeOwnException,
} from '~/domain/volunteers/change-exceptions';
import { changeLimits, changeOwnLimits } from '~/domain/volunteers/change-limits';
import { findOwnVolunteer, findVolunteer } from '~/domain/volunteers/get-volunteer';
import { listPlanVolunteers } from '~/domain/volunteers/list-plan-volunteers';
import { useFreshDatabase } from '../database';
import { aVolunteer } from '../factories/volunteers';

const addresses = useFreshDatabase({ connections: 20 });
const [tenant] = demoTenants;
const system = systemActor(tenant.id, 'test', 'test');
const monday = plainDate('2026-12-07');
const tuesday = plainDate('2026-12-08');
const as = (role: Role, more: Partial<Actor> = {}): Actor => ({
  ...system,
  name: role,
  roles: [role],
  permissions: permissionsOf([role]),
  at: new Date('2026-12-01T01:00:00Z'),
  ...more,
});
const coordinator = as('coordinator');

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  return result.value;
}
const codes = (result: Result<unknown>) => (result.ok ? [] : result.refusals.map((one) => one.code));

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

describe('time of a volunteer', () => {
  const slotsOf = async (volunteerId: string) =>
    (await listPlanVolunteers(coordinator, { from: monday, until: plainDate('2026-12-14') })).find(
      (one) => one.id === volunteerId,
    )?.availability;

  it('is what planning is given: the week, changed on some days', async () => {
    const { volunteerId } = await aVolunteer(coordinator);
    expect(await slotsOf(volunteerId)).toEqual([{ date: monday, fromMinute: 480, untilMinute: 720 }]);
    const { exceptionId } = value(
      await addException(coordinator, { volunteerId, kind: 'away', from: monday, note: '出差' }),
    );
    value(
      await addException(coordinator, {
        volunteerId,
        kind: 'extra',
        from: tuesday,
        fromTime: '14:00',
        untilTime: '16:30',
      }),
    );
    expect(await slotsOf(volunteerId)).toEqual([{ date: tuesday, fromMinute: 840, untilMinute: 990 }]);
    expect((await findVolunteer(coordinator, { volunteerId }))?.exceptions).toMatchObject([
      { kind: 'away', from: monday, until: tuesday, fromMinute: 0, untilMinute: 1440, note: '出差' },
      { kind: 'extra', from: tuesday },
    ]);
    value(await removeException(coordinator, { volunteerId, exceptionId }));
    expect(codes(await removeException(coordinator, { volunteerId, exceptionId }))).toEqual([
      'VOLUNTEER.EXCEPTION_UNKNOWN',
    ]);
    expect(await slotsOf(volunteerId)).toHaveLength(2);
  });

  it('is changed by the volunteer alone, and only their own', async () => {
    const { volunteerId } = await aVolunteer(coordinator);
    const { volunteerId: other } = await aVolunteer(coordinator);
    const mine = as('volunteer', { volunteerId });
    const { exceptionId } = value(await addOwnException(mine, { kind: 'away', from: monday, last: tuesday }));
    expect((await findOwnVolunteer(mine))?.exceptions).toMatchObject([{ until: '2026-12-09' }]);
    expect(codes(await removeOwnException(as('volunteer', { volunteerId: other }), { exceptionId }))).toEqual(
      ['VOLUNTEER.EXCEPTION_UNKNOWN'],
    );
    value(await removeOwnException(mine, { exceptionId }));
    expect(codes(await addOwnException(as('volunteer'), { kind: 'away', from: monday }))).toEqual([
      'VOLUNTEER.NOT_ONE',
    ]);
    expect(codes(await addException(mine, { volunteerId, kind: 'away', from: monday }))).toEqual([
      'ACCESS.NOT_PERMITTED',
    ]);
  });

  it('has limits that can be changed, the week never below the day', async () => {
    const { volunteerId } = await aVolunteer(coordinator);
    value(await changeLimits(coordinator, { volunteerId, dailyLimitMinutes: 120, weeklyLimitMinutes: 240 }));
    const mine = as('volunteer', { volunteerId });
    expect(codes(await changeOwnLimits(mine, { dailyLimitMinutes: 241, weeklyLimitMinutes: 240 }))).toEqual([
      'VOLUNTEER.WEEKLY_LIMIT_SMALL',
    ]);
    value(await changeOwnLimits(mine, { dailyLimitMinutes: 60, weeklyLimitMinutes: 240 }));
    expect(await findOwnVolunteer(mine)).toMatchObject({ dailyLimitMinutes: 60, weeklyLimitMinutes: 240 });
  });

  it('tells everything that is wrong with a change at once', async () => {
    const { volunteerId } = await aVolunteer(coordinator);
    expect(
      codes(await addException(coordinator, { volunteerId, kind: 'extra', from: tuesday, last: monday })),
    ).toEqual(['VOLUNTEER.EXCEPTION_BACKWARD', 'VOLUNTEER.EXCEPTION_TIMES']);
  });
});
