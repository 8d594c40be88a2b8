import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants, insertTenants, type TenantSeed } from '#db/seed/tenants';
import { createUser } from '~/domain/access/create-user';
import { publicActor } from '~/domain/access/public-actor';
import type { Role } from '~/domain/access/roles';
import { systemActor } from '~/domain/access/system-actor';
import {
  createOwnAccount,
  findAccountLink,
  linkOwnAccount,
  makeAccountLink,
} from '~/domain/volunteers/account-link';
import { endService } from '~/domain/volunteers/change-service';
import { LINK_DAYS } from '~/domain/volunteers/invite-people';
import { actorOf } from '../actors';
import { useFreshDatabase } from '../database';
import { aTown } from '../factories/visits';
import { aVolunteer } from '../factories/volunteers';
import { codes, value } from '../results';

const addresses = useFreshDatabase({ connections: 20 });
const [tenant, elsewhere] = demoTenants;
const at = new Date('2026-12-01T01:00:00Z');
const inDays = (days: number) => new Date(at.getTime() + days * 86_400_000);
const coordinator = actorOf('coordinator', tenant, { at });
const visitor = { ...publicActor(tenant.id, 'test'), at };
const password = 'a long first password';
let sql: postgres.Sql;
let serial = 0;

beforeAll(async () => {
  await insertTenants(addresses.ownerUrl, demoTenants);
  sql = postgres(addresses.ownerUrl, { max: 1 });
  await aTown({ ...systemActor(tenant.id, 'test', 'test'), at });
});
afterAll(() => sql.end());

/** Somebody who has an account of a role. */
async function anAccount(role: Role = 'town', of: TenantSeed = tenant) {
  serial += 1;
  const { id } = value(
    await createUser(actorOf('admin', of), {
      userName: `account${serial}`,
      name: '镇街工作人员',
      roles: [role],
      password,
      townCode: '370304111',
    }),
  );
  return { id, actor: actorOf(role, of, { at, userId: id }) };
}

async function aLink() {
  const { volunteerId } = await aVolunteer(coordinator);
  const { secret } = value(await makeAccountLink(coordinator, { volunteerId }));
  return { volunteerId, secret };
}

const userRow = async (id: string) =>
  (
    await sql`select volunteer_id, password_temporary, (select array_agg(role order by role) from user_roles r
      where r.user_id = u.id) as roles from users u where id = ${id}`
  )[0];

describe('a link to an account', () => {
  it('takes the account that somebody has, which keeps what it could do before', async () => {
    const { volunteerId, secret } = await aLink();
    const clerk = await anAccount();
    expect((await findAccountLink({ secret, requestId: 'test' }))?.link).toMatchObject({
      state: 'open',
      number: expect.stringMatching(/^V/),
    });
    expect(value(await linkOwnAccount(clerk.actor, { secret }))).toEqual({ volunteerId });
    expect(await userRow(clerk.id)).toMatchObject({
      volunteer_id: volunteerId,
      roles: ['town', 'volunteer'],
    });
    expect((await findAccountLink({ secret, requestId: 'test' }))?.link).toEqual({ state: 'used' });
    expect(codes(await linkOwnAccount((await anAccount()).actor, { secret }))).toEqual(['ACCOUNT.LINK_USED']);
    const kinds = await sql`select kind from audit_events where subject_id in (${volunteerId}, ${clerk.id})`;
    expect(kinds.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'volunteer.account-link-made',
        'volunteer.account-linked',
        'access.user-linked',
        'access.roles-assigned',
      ]),
    );
    const [notice] = await sql`select kind, params from notices where volunteer_id = ${volunteerId}`;
    expect(notice?.kind).toBe('volunteer-account');
    expect(JSON.stringify(notice)).not.toContain(secret);
    expect(JSON.stringify(await sql`select * from volunteer_account_links`)).not.toContain(secret);
  });

  it('makes an account with a password of one’s own', async () => {
    const { volunteerId, secret } = await aLink();
    const said = { secret, userName: 'my.name', password };
    expect(codes(await createOwnAccount(visitor, { ...said, password: 'short' }))).toContain(
      'ACCESS.PASSWORD_SHORT',
    );
    expect(
      codes(await createOwnAccount(visitor, { ...said, userName: 'Bad Name!', password: 'short' })),
    ).toEqual(['ACCESS.USER_NAME_FORM', 'ACCESS.PASSWORD_SHORT']);
    const taken = await anAccount();
    const [row] = await sql`select user_name from users where id = ${taken.id}`;
    expect(codes(await createOwnAccount(visitor, { ...said, userName: row?.user_name }))).toEqual([
      'ACCESS.USER_NAME_TAKEN',
    ]);
    value(await createOwnAccount(visitor, said));
    const [made] = await sql`select id from users where user_name = 'my.name'`;
    expect(await userRow(made?.id)).toEqual({
      volunteer_id: volunteerId,
      password_temporary: false,
      roles: ['volunteer'],
    });
  });

  it('is used once, however many open it at the same moment', async () => {
    const { volunteerId, secret } = await aLink();
    const accounts = await Promise.all(Array.from({ length: 4 }, () => anAccount()));
    const answers = await Promise.all([
      ...accounts.map(({ actor }) => linkOwnAccount(actor, { secret })),
      ...[1, 2].map((one) => createOwnAccount(visitor, { secret, userName: `at.once${one}`, password })),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(answers.flatMap(codes))).toEqual(new Set(['ACCOUNT.LINK_USED']));
    expect(await sql`select from users where volunteer_id = ${volunteerId}`).toHaveLength(1);
    await expect(
      sql`update volunteer_account_links set used_at = null, user_id = null where volunteer_id = ${volunteerId}`,
    ).rejects.toThrow('stays');
  });

  it('leads nowhere once it is replaced, late, of another district, or of somebody who has left', async () => {
    const { volunteerId, secret } = await aLink();
    const { actor } = await anAccount();
    const stranger = await anAccount('coordinator', elsewhere);
    expect(codes(await linkOwnAccount(stranger.actor, { secret }))).toEqual(['INVITATION.LINK_UNKNOWN']);
    expect(codes(await linkOwnAccount({ ...actor, at: inDays(LINK_DAYS) }, { secret }))).toEqual([
      'INVITATION.EXPIRED',
    ]);
    const next = value(await makeAccountLink(coordinator, { volunteerId })).secret;
    expect(codes(await linkOwnAccount(actor, { secret }))).toEqual(['INVITATION.LINK_UNKNOWN']);
    expect(await findAccountLink({ secret, requestId: 'test' })).toBeUndefined();
    value(await endService(coordinator, { volunteerId, reason: '搬到外地' }));
    expect(codes(await linkOwnAccount(actor, { secret: next }))).toEqual(['ACCOUNT.VOLUNTEER_LEFT']);
    expect(codes(await makeAccountLink(coordinator, { volunteerId }))).toEqual(['ACCOUNT.VOLUNTEER_LEFT']);
    expect(codes(await linkOwnAccount(actor, { secret: 'x' }))).toEqual(['INVITATION.LINK_UNKNOWN']);
  });

  it('is one volunteer’s for one account, made by coordinators alone, and of no use to a key without an account', async () => {
    const first = await aLink();
    const second = await aLink();
    const { actor } = await anAccount();
    value(await linkOwnAccount(actor, { secret: first.secret }));
    expect(codes(await linkOwnAccount(actor, { secret: second.secret }))).toEqual([
      'ACCOUNT.OTHER_VOLUNTEER',
    ]);
    expect(codes(await linkOwnAccount({ ...actor, userId: null }, { secret: second.secret }))).toEqual([
      'ACCOUNT.NONE',
    ]);
    for (const role of ['lead', 'admin', 'town', 'volunteer', 'auditor'] as const)
      expect(
        codes(await makeAccountLink(actorOf(role, tenant, { at }), { volunteerId: second.volunteerId })),
      ).toEqual(['ACCESS.NOT_PERMITTED']);
    expect(
      codes(
        await makeAccountLink(actorOf('coordinator', elsewhere, { at }), { volunteerId: first.volunteerId }),
      ),
    ).toEqual(['VOLUNTEER.UNKNOWN']);
  });
});
