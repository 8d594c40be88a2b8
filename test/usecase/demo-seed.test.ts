import { beforeAll, describe, expect, it } from 'vitest';
import { demoName } from '#db/seed/demo/demo';
import { seedDemo } from '#db/seed/demo/index';
import { refreshReference } from '#db/seed/reference/refresh-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { findActor } from '~/domain/access/find-actor';
import { roles } from '~/domain/access/roles';
import { verifyChain } from '~/domain/audit/verify-chain';
import { listReceipts } from '~/domain/receipts/list-receipts';
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

  it('numbers its receipts by the day, and names people where people act', async () => {
    const finance = (await findActor({ userName: 'finance' }, 'test'))?.actor;
    if (!finance) throw new Error('no finance');
    const receipts = [...(await listReceipts(finance, {})).rows].sort((a, b) => a.number - b.number);
    expect(receipts.length).toBeGreaterThan(4);
    const days = receipts.map(({ issuedOn }) => issuedOn);
    expect(days).toEqual([...days].sort());
    for (const { handler } of receipts) expect(handler).toMatch(/^[\u4e00-\u9fff]{2,4}（演示数据）$/);
    expect(receipts.map(({ handler }) => handler)).toContain(finance.name);
    for (const role of roles) expect(demoName(role)).toMatch(/^[\u4e00-\u9fff]{2,4}（演示数据）$/);
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
