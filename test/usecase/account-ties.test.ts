import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoOf } from '#db/seed/demo/demo';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { createUser } from '~/domain/access/create-user';
import { findUser } from '~/domain/access/find-user';
import type { Role } from '~/domain/access/roles';
import { listTimeline } from '~/domain/audit/list-timeline';
import { findDonors, linkDonor, listDonorAccounts, unlinkDonor } from '~/domain/donations/link-donor';
import { listOwnGifts } from '~/domain/donations/list-own-gifts';
import { pledgeMoney } from '~/domain/donations/pledge-gift';
import { listWork } from '~/domain/reports/list-work';
import { linkFamily, listFamilyAccounts, unlinkFamily } from '~/domain/stays/link-family';
import { actorOf } from '../actors';
import { useFreshDatabase } from '../database';
import { admitReceiver } from '../factories/donations';
import { aPerson } from '../factories/people';
import { codes, value } from '../results';

const database = useFreshDatabase({ connections: 12 });
const [here] = demoTenants;
const demo = demoOf(here, { main: true });
const admin = demo.as('admin');
const finance = demo.as('finance');
const intake = actorOf('intake', here);
const reason = '本人持身份证到场';
let sql: postgres.Sql;
let serial = 0;

beforeAll(async () => {
  await insertTenants(database.ownerUrl, demoTenants);
  sql = postgres(database.ownerUrl, { max: 1 });
  await admitReceiver({ admin, finance });
});
afterAll(() => sql.end());

async function anAccount(role: Role): Promise<string> {
  serial += 1;
  const made = await createUser(admin, {
    userName: `tied${serial}`,
    name: '演示账号',
    roles: [role],
    password: 'a long first password',
  });
  return value(made).id;
}

async function aDonor(phone: string) {
  value(
    await pledgeMoney(finance, {
      amountFen: '12.00',
      purpose: 'general',
      donor: { kind: 'person', name: '演示柳依', phone },
    }),
  );
  const [donor] = await findDonors(finance, { search: phone });
  if (!donor) throw new Error('The donor was not found by the telephone');
  return donor.id;
}

describe('an account of a donor', () => {
  it('is tied by finance to a donor found by name or telephone, who then sees their gifts', async () => {
    const userId = await anAccount('donor');
    const before = (await listWork(finance)).find(({ key }) => key === 'donor_accounts')?.count;
    expect(before).toBeGreaterThan(0);
    const donorId = await aDonor('19912345001');
    expect(
      (await findDonors(finance, { search: '柳依' })).map(({ id, phone }) => [id, phone]),
    ).toContainEqual([donorId, '199****5001']);
    expect(codes(await linkDonor(admin, { userId, donorId, reason }))).toEqual(['ACCESS.NOT_PERMITTED']);
    expect(codes(await linkDonor(finance, { userId, donorId, reason: '' }))).toEqual([
      'ACCESS.REASON_MISSING',
    ]);
    value(await linkDonor(finance, { userId, donorId, reason }));
    const donor = actorOf('donor', here, {
      userId,
      donorId: (await findUser(admin, { id: userId }))?.donorId ?? undefined,
    });
    expect((await listOwnGifts(donor, {})).rows).toHaveLength(1);
    expect((await listWork(donor)).find(({ key }) => key === 'own_pledges')?.count).toBe(1);
    expect((await listDonorAccounts(finance, { userId }))[0]?.donor).toMatchObject({
      id: donorId,
      phone: '199****5001',
    });
    expect((await listWork(finance)).find(({ key }) => key === 'donor_accounts')?.count).toBe(
      (before ?? 0) - 1,
    );
    const events = await listTimeline(admin, { type: 'user', id: userId });
    expect(events.map(({ kind }) => kind)).toContain('access.user-linked');
  });

  it('is tied once, as is a donor, however many try at once; a tie is undone', async () => {
    const [one, other, family] = [
      await anAccount('donor'),
      await anAccount('donor'),
      await anAccount('family'),
    ];
    const [donorId, another] = [await aDonor('19912345002'), await aDonor('19912345003')];
    const tried = await Promise.all(
      [one, other].map((userId) => linkDonor(finance, { userId, donorId, reason })),
    );
    expect(tried.flatMap(codes)).toEqual(['ACCOUNT.DONOR_TAKEN']);
    const winner = tried[0]?.ok ? one : other;
    expect(codes(await linkDonor(finance, { userId: winner, donorId, reason }))).toEqual([
      'ACCOUNT.TIED',
      'ACCOUNT.DONOR_TAKEN',
    ]);
    expect(codes(await linkDonor(finance, { userId: winner, donorId: another, reason }))).toEqual([
      'ACCOUNT.TIED',
    ]);
    expect(codes(await linkDonor(finance, { userId: family, donorId: another, reason }))).toEqual([
      'ACCOUNT.ROLE_MISSING',
    ]);
    await expect(sql`update users set donor_id = ${donorId} where id in (${one}, ${other})`).rejects.toThrow(
      /users_donor_once/,
    );
    value(await unlinkDonor(finance, { userId: winner, reason: '关联错了人' }));
    expect(codes(await unlinkDonor(finance, { userId: winner, reason: '关联错了人' }))).toEqual([
      'ACCOUNT.NOT_TIED',
    ]);
    const events = await listTimeline(admin, { type: 'user', id: winner });
    expect(events.map(({ kind }) => kind)).toContain('access.user-unlinked');
    value(await linkDonor(finance, { userId: winner, donorId: another, reason }));
  });

  it('is not tied by whoever acts with it, and may belong to somebody who has not given yet', async () => {
    const userId = await anAccount('donor');
    const donorId = await aDonor('19912345004');
    expect(codes(await linkDonor({ ...finance, userId }, { userId, donorId, reason }))).toEqual([
      'ACCOUNT.OWN',
    ]);
    expect(codes(await linkDonor(finance, { userId, reason }))).toEqual(['DONOR.MISSING']);
    value(
      await linkDonor(finance, {
        userId,
        donor: { kind: 'person', name: '演示新人', phone: '19912345005' },
        reason,
      }),
    );
    expect((await listDonorAccounts(finance, { userId }))[0]?.donor?.name).toBe('演示新人');
  });
});

describe('an account of a family', () => {
  it('is tied by intake to the person, and freed again', async () => {
    const userId = await anAccount('family');
    const personId = await aPerson(intake);
    expect(codes(await linkFamily(finance, { userId, personId, reason }))).toEqual(['ACCESS.NOT_PERMITTED']);
    expect(codes(await linkFamily(intake, { userId, personId: randomUUID(), reason }))).toEqual([
      'STAY.PERSON_UNKNOWN',
    ]);
    value(await linkFamily(intake, { userId, personId, reason }));
    expect((await findUser(admin, { id: userId }))?.personId).toBe(personId);
    expect((await listFamilyAccounts(intake, { userId }))[0]?.person?.id).toBe(personId);
    expect(codes(await linkFamily(intake, { userId, personId, reason }))).toEqual(['ACCOUNT.TIED']);
    value(await unlinkFamily(intake, { userId, reason: '关联错了人' }));
    expect((await findUser(admin, { id: userId }))?.personId).toBeNull();
  });
});
