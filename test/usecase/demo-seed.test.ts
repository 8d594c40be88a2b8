import { beforeAll, describe, expect, it } from 'vitest';
import { seedDemo } from '#db/seed/demo/index';
import { refreshReference } from '#db/seed/reference/refresh-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { findActor } from '~/domain/access/find-actor';
import { roles } from '~/domain/access/roles';
import { verifyChain } from '~/domain/audit/verify-chain';
import { listWork } from '~/domain/reports/list-work';
import { useFreshDatabase } from '../database';

const addresses = useFreshDatabase();

beforeAll(async () => {
  await insertTenants(addresses.ownerUrl, demoTenants);
  await refreshReference();
  await seedDemo(demoTenants);
});

describe('the demo', () => {
  it('has an account per role in both tenants, each with its work of the day', async () => {
    for (const role of roles) {
      const person = await findActor({ userName: role }, 'test');
      expect(person?.actor.roles).toEqual([role]);
      if (person) expect(Array.isArray(await listWork(person.actor))).toBe(true);
      expect((await findActor({ userName: `${role}2` }, 'test'))?.actor.tenantId).toBe(demoTenants[1].id);
    }
  });

  it('stays as it is when filled again', async () => {
    const auditor = (await findActor({ userName: 'auditor' }, 'test'))?.actor;
    if (!auditor) throw new Error('no auditor');
    const before = await verifyChain(auditor, {});
    await refreshReference();
    await seedDemo(demoTenants);
    expect(before).toMatchObject({ brokenAt: null });
    expect(await verifyChain(auditor, {})).toEqual(before);
  });
});
