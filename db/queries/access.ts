import { and, asc, desc, eq, gt, ilike, inArray, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { containing } from '../containing';
import { newId } from '../new-id';
import {
  accounts,
  apiKeyMinutes,
  apiKeys,
  apiRequests,
  securitySettings,
  sessions,
  signInFailures,
  twoFactors,
  userRoles,
  users,
  verifications,
} from '../schema/access';
import { tenants } from '../schema/floor';
import type { SignInTx } from '../sign-in-database';
import type { Tx } from '../transaction';

// Written out with the table's name: drizzle leaves it away in a select from one table, and inside a subselect
// the column would then be the subselect's own.
const rolesOfUser = sql<string[]>`coalesce((select array_agg(r.role order by r.role) from user_roles r
  where r.tenant_id = users.tenant_id and r.user_id = users.id), '{}')`;

const actingUser = {
  id: users.id,
  tenantId: users.tenantId,
  userName: users.username,
  name: users.name,
  locale: users.locale,
  disabledAt: users.disabledAt,
  twoFactorEnabled: users.twoFactorEnabled,
  passwordTemporary: users.passwordTemporary,
  townCode: users.townCode,
  personId: users.personId,
  volunteerId: users.volunteerId,
  donorId: users.donorId,
  roles: rolesOfUser,
  staffSecondFactor: sql<boolean>`coalesce((select s.staff_second_factor from security_settings s
    where s.tenant_id = users.tenant_id), false)`,
};

/** The user who acts, with roles and what the tenant demands of a sign-in; of any tenant on the sign-in pool. */
export async function selectActingUser(tx: SignInTx, by: { id: string } | { userName: string }) {
  const [user] = await tx
    .select(actingUser)
    .from(users)
    .where('id' in by ? eq(users.id, by.id) : eq(users.username, by.userName))
    .limit(1);
  return user;
}

type FailureKey = { readonly kind: 'name' | 'address'; readonly key: string };

const failuresOf = ({ kind, key }: FailureKey) =>
  and(eq(signInFailures.kind, kind), eq(signInFailures.key, key));

/** Attempts under a key, locked until the transaction ends; two first attempts at once take turns as well. */
export async function lockFailures(tx: Tx, { kind, key }: FailureKey) {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${kind}:${key}`}, 0))`);
  const [row] = await tx.select().from(signInFailures).where(failuresOf({ kind, key })).limit(1);
  return row;
}

export async function saveFailures(
  tx: Tx,
  row: FailureKey & { failures: number; locks: number; lockedUntil: Date | null; lastAt: Date },
): Promise<void> {
  const { kind, key, ...counts } = row;
  await tx
    .insert(signInFailures)
    .values(row)
    .onConflictDoUpdate({ target: [signInFailures.kind, signInFailures.key], set: counts });
}

/** Forgets the attempts under a key; answers whether there were any. */
export async function deleteFailures(tx: SignInTx, of: FailureKey): Promise<boolean> {
  const gone = await tx.delete(signInFailures).where(failuresOf(of)).returning({ key: signInFailures.key });
  return gone.length > 0;
}

/** Takes back one counted attempt of an address, from which others may be failing at the same time. */
export async function takeBackFailure(tx: SignInTx, of: FailureKey): Promise<void> {
  await tx
    .update(signInFailures)
    .set({ failures: sql`greatest(${signInFailures.failures} - 1, 0)`, lockedUntil: null })
    .where(failuresOf(of));
}

/** User behind a half-finished sign-in. */
export async function selectPendingUserId(tx: SignInTx, identifier: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ userId: verifications.value })
    .from(verifications)
    .where(eq(verifications.identifier, identifier))
    .limit(1);
  return row?.userId;
}

/** Removes sessions, half-finished sign-ins and counted attempts that have run out before `before`, of all tenants; answers how many sessions. */
export async function deleteExpiredSignIns(tx: SignInTx, before: Date): Promise<number> {
  const ended = await tx
    .delete(sessions)
    .where(lt(sessions.expiresAt, before))
    .returning({ id: sessions.id });
  await tx.delete(verifications).where(lt(verifications.expiresAt, before));
  await tx
    .delete(signInFailures)
    .where(
      and(
        lt(signInFailures.lastAt, before),
        or(isNull(signInFailures.lockedUntil), lt(signInFailures.lockedUntil, before)),
      ),
    );
  return ended.length;
}

/** Links of a user to the records they stand behind. */
export interface UserLinks {
  readonly townCode?: string | null;
  readonly personId?: string | null;
  readonly volunteerId?: string | null;
  readonly donorId?: string | null;
}

/** Adds a user who signs in with a password, of which only the hash arrives here. */
export async function insertUser(
  tx: Tx,
  user: UserLinks & {
    id: string;
    userName: string;
    name: string;
    locale?: 'zh-CN' | 'en';
    passwordHash: string;
    passwordTemporary: boolean;
    roles: readonly string[];
  },
): Promise<void> {
  const { userName, passwordHash, roles, ...rest } = user;
  await tx.insert(users).values({ ...rest, username: userName, email: `${userName}@users.invalid` });
  await tx.insert(accounts).values({
    id: newId(),
    userId: user.id,
    accountId: user.id,
    providerId: 'credential',
    password: passwordHash,
  });
  await insertRoles(tx, user.id, roles);
}

async function insertRoles(tx: Tx, userId: string, roles: readonly string[]): Promise<void> {
  if (roles.length > 0) await tx.insert(userRoles).values(roles.map((role) => ({ userId, role })));
}

export async function replaceRoles(tx: Tx, userId: string, roles: readonly string[]): Promise<void> {
  await tx.delete(userRoles).where(eq(userRoles.userId, userId));
  await insertRoles(tx, userId, roles);
}

const listedUser = {
  id: users.id,
  userName: users.username,
  name: users.name,
  roles: rolesOfUser,
  secondFactor: users.twoFactorEnabled,
  passwordTemporary: users.passwordTemporary,
  disabledAt: users.disabledAt,
  lockedUntil: signInFailures.lockedUntil,
  townCode: users.townCode,
  personId: users.personId,
  volunteerId: users.volunteerId,
  donorId: users.donorId,
  createdAt: users.createdAt,
};

const failuresOfUser = and(eq(signInFailures.kind, 'name'), eq(signInFailures.key, users.username));

/** Users by user name after `after`, optionally those whose name or user name contains `text`. */
export async function selectUsers(
  tx: Tx,
  { text, after, limit }: { text?: string; after?: string; limit: number },
) {
  const like = text && containing(text);
  return tx
    .select(listedUser)
    .from(users)
    .leftJoin(signInFailures, failuresOfUser)
    .where(
      and(
        after === undefined ? undefined : gt(users.username, after),
        like ? or(ilike(users.username, like), ilike(users.name, like)) : undefined,
      ),
    )
    .orderBy(asc(users.username))
    .limit(limit);
}

/**
 * Accounts that stand behind records of a kind: those that hold the role, and those that are tied though they hold it no more; whoever
 * is not tied yet first. One page of them holds all that wait; `text` is part of the name or user name.
 */
export async function selectAccountsOfRole(
  tx: Tx,
  { role, text, id, limit }: { role: 'donor' | 'family'; text?: string; id?: string; limit: number },
) {
  const like = text && containing(text);
  const record = role === 'donor' ? users.donorId : users.personId;
  return tx
    .select({
      id: users.id,
      userName: users.username,
      name: users.name,
      disabledAt: users.disabledAt,
      recordId: record,
    })
    .from(users)
    .where(
      and(
        or(
          isNotNull(record),
          sql`exists (select from user_roles r where r.tenant_id = users.tenant_id and r.user_id = users.id and r.role = ${role})`,
        ),
        id === undefined ? undefined : eq(users.id, id),
        like ? or(ilike(users.username, like), ilike(users.name, like)) : undefined,
      ),
    )
    .orderBy(sql`${record} is not null`, asc(users.username))
    .limit(limit);
}

/** Which of these donors an account stands behind already: donor → user name. */
export async function selectAccountsOfDonors(
  tx: Tx,
  donorIds: readonly string[],
): Promise<Map<string, string>> {
  if (donorIds.length === 0) return new Map();
  const rows = await tx
    .select({ donorId: users.donorId, userName: users.username })
    .from(users)
    .where(inArray(users.donorId, [...donorIds]));
  return new Map(rows.flatMap(({ donorId, userName }) => (donorId ? [[donorId, userName]] : [])));
}

/** One user of the tenant; `lock` keeps others from changing the user until the transaction ends. */
export async function selectUser(tx: Tx, id: string, { lock = false }: { lock?: boolean } = {}) {
  if (lock) await tx.execute(sql`select 1 from users where id = ${id} for update`);
  const [user] = await tx
    .select(listedUser)
    .from(users)
    .leftJoin(signInFailures, failuresOfUser)
    .where(eq(users.id, id))
    .limit(1);
  return user;
}

/** One user of the tenant, by user name. */
export async function selectUserByName(tx: Tx, userName: string) {
  const [user] = await tx
    .select(listedUser)
    .from(users)
    .leftJoin(signInFailures, failuresOfUser)
    .where(eq(users.username, userName))
    .limit(1);
  return user;
}

/** The user who holds a role and can sign in, the first by user name. */
export async function selectHolderOfRole(tx: Tx, role: string): Promise<string | undefined> {
  const [user] = await tx
    .select({ id: users.id })
    .from(users)
    .innerJoin(userRoles, and(eq(userRoles.userId, users.id), eq(userRoles.role, role)))
    .where(isNull(users.disabledAt))
    .orderBy(asc(users.username))
    .limit(1);
  return user?.id;
}

/** Takes turns with everybody else who changes administrators of the tenant, and counts those who can sign in. */
export async function countOtherAdmins(tx: Tx, userId: string): Promise<number> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('admins:' || current_tenant(), 0))`);
  const rows = await tx
    .select({ id: users.id })
    .from(users)
    .innerJoin(userRoles, and(eq(userRoles.userId, users.id), eq(userRoles.role, 'admin')))
    .where(and(ne(users.id, userId), isNull(users.disabledAt)))
    .limit(2);
  return rows.length;
}

export async function updateUser(
  tx: Tx,
  id: string,
  change: UserLinks & { name?: string; disabledAt?: Date | null; locale?: 'zh-CN' | 'en' },
): Promise<void> {
  await tx
    .update(users)
    .set({ ...change, updatedAt: sql`now()` })
    .where(eq(users.id, id));
}

export async function selectPasswordHash(tx: Tx, userId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ hash: accounts.password })
    .from(accounts)
    .where(and(eq(accounts.userId, userId), eq(accounts.providerId, 'credential')))
    .limit(1);
  return row?.hash ?? undefined;
}

export async function updatePassword(
  tx: Tx,
  { userId, hash, temporary }: { userId: string; hash: string; temporary: boolean },
): Promise<void> {
  await tx
    .update(accounts)
    .set({ password: hash, updatedAt: sql`now()` })
    .where(and(eq(accounts.userId, userId), eq(accounts.providerId, 'credential')));
  await tx
    .update(users)
    .set({ passwordTemporary: temporary, updatedAt: sql`now()` })
    .where(eq(users.id, userId));
}

/** Running sessions of a user, newest first. */
export async function selectSessions(tx: Tx, userId: string, now: Date) {
  return tx
    .select({
      id: sessions.id,
      ipAddress: sessions.ipAddress,
      userAgent: sessions.userAgent,
      createdAt: sessions.createdAt,
      expiresAt: sessions.expiresAt,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.createdAt))
    .limit(100);
}

/** Ends sessions of a user: one, all but one, or all. Answers how many. */
export async function deleteSessions(
  tx: SignInTx,
  { userId, only, except }: { userId: string; only?: string; except?: string },
): Promise<number> {
  const gone = await tx
    .delete(sessions)
    .where(
      and(
        eq(sessions.userId, userId),
        only === undefined ? undefined : eq(sessions.id, only),
        except === undefined ? undefined : ne(sessions.id, except),
      ),
    )
    .returning({ id: sessions.id });
  return gone.length;
}

/** Takes the second factor away; answers whether there was one. */
export async function deleteSecondFactor(tx: Tx, userId: string): Promise<boolean> {
  await tx.delete(twoFactors).where(eq(twoFactors.userId, userId));
  const changed = await tx
    .update(users)
    .set({ twoFactorEnabled: false, updatedAt: sql`now()` })
    .where(and(eq(users.id, userId), eq(users.twoFactorEnabled, true)))
    .returning({ id: users.id });
  return changed.length > 0;
}

export async function selectStaffSecondFactor(tx: Tx): Promise<boolean> {
  const [row] = await tx.select({ on: securitySettings.staffSecondFactor }).from(securitySettings).limit(1);
  return row?.on ?? false;
}

export async function saveStaffSecondFactor(tx: Tx, on: boolean, now: Date): Promise<void> {
  await tx
    .insert(securitySettings)
    .values({ staffSecondFactor: on, updatedAt: now })
    .onConflictDoUpdate({
      target: securitySettings.tenantId,
      set: { staffSecondFactor: on, updatedAt: now },
    });
}

export async function insertApiKey(
  tx: Tx,
  key: {
    id: string;
    role: string;
    userId?: string;
    label: string;
    start: string;
    hash: Buffer;
    createdBy: string | null;
    createdAt: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await tx.insert(apiKeys).values(key);
}

/** Who made a key, beside whom it acts for. */
const makers = alias(users, 'makers');

/** API keys, newest first. */
export async function selectApiKeys(tx: Tx, limit: number) {
  return tx
    .select({
      id: apiKeys.id,
      role: apiKeys.role,
      label: apiKeys.label,
      userName: users.username,
      makerName: makers.username,
      start: apiKeys.start,
      createdAt: apiKeys.createdAt,
      expiresAt: apiKeys.expiresAt,
      revokedAt: apiKeys.revokedAt,
    })
    .from(apiKeys)
    .leftJoin(users, eq(users.id, apiKeys.userId))
    .leftJoin(makers, eq(makers.id, apiKeys.createdBy))
    .orderBy(desc(apiKeys.id))
    .limit(limit);
}

/** Revokes a key; answers its start, or undefined when there is no running key of that id. */
export async function revokeApiKeyRow(tx: Tx, id: string, now: Date): Promise<string | undefined> {
  const [row] = await tx
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ start: apiKeys.start });
  return row?.start;
}

/** The running key with this hash, of whatever tenant, with the links of the user it acts for. */
export async function selectApiKey(tx: SignInTx, hash: Buffer, now: Date) {
  const [key] = await tx
    .select({
      id: apiKeys.id,
      tenantId: apiKeys.tenantId,
      role: apiKeys.role,
      label: apiKeys.label,
      userId: apiKeys.userId,
      createdBy: apiKeys.createdBy,
      userName: users.name,
      townCode: users.townCode,
      personId: users.personId,
      volunteerId: users.volunteerId,
      donorId: users.donorId,
    })
    .from(apiKeys)
    .leftJoin(users, eq(users.id, apiKeys.userId))
    .where(
      and(
        eq(apiKeys.hash, hash),
        isNull(apiKeys.revokedAt),
        gt(apiKeys.expiresAt, now),
        isNull(users.disabledAt),
      ),
    )
    .limit(1);
  return key;
}

/** Counts a request of a key in its minute, over all web processes; answers how many there are by now. */
export async function countApiRequest(
  tx: SignInTx,
  { tenantId, keyId, minute }: { tenantId: string; keyId: string; minute: Date },
): Promise<number> {
  const [row] = await tx
    .insert(apiKeyMinutes)
    .values({ tenantId, keyId, minute, requests: 1 })
    .onConflictDoUpdate({
      target: [apiKeyMinutes.tenantId, apiKeyMinutes.keyId],
      set: {
        requests: sql`case when ${apiKeyMinutes.minute} = excluded.minute then ${apiKeyMinutes.requests} + 1 else 1 end`,
        minute: sql`excluded.minute`,
      },
    })
    .returning({ requests: apiKeyMinutes.requests });
  return row?.requests ?? 1;
}

/** An answer of the API as it is kept to be given again. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: unknown;
}

type RequestKey = { readonly keyId: string; readonly idempotencyKey: string };

/**
 * Claims an Idempotency-Key. Waits while another request with the same key is being worked on; answers false
 * when that one, or an earlier one, has been answered.
 */
export async function claimApiRequest(
  tx: Tx,
  claim: RequestKey & { fingerprint: Buffer; createdAt: Date; waitSeconds: number },
): Promise<boolean> {
  const { waitSeconds, ...row } = claim;
  await tx.execute(sql`select set_config('lock_timeout', ${`${waitSeconds}s`}, true)`);
  const claimed = await tx
    .insert(apiRequests)
    .values(row)
    .onConflictDoNothing()
    .returning({ keyId: apiRequests.keyId });
  await tx.execute(sql`select set_config('lock_timeout', '0', true)`);
  return claimed.length === 1;
}

const requestOf = ({ keyId, idempotencyKey }: RequestKey) =>
  and(eq(apiRequests.keyId, keyId), eq(apiRequests.idempotencyKey, idempotencyKey));

export async function keepAnswer(tx: Tx, of: RequestKey, { status, body }: KeptAnswer): Promise<void> {
  await tx
    .update(apiRequests)
    .set({ status, answer: body ?? null })
    .where(requestOf(of));
}

export async function selectAnswer(tx: Tx, of: RequestKey) {
  const [row] = await tx
    .select({ fingerprint: apiRequests.fingerprint, status: apiRequests.status, body: apiRequests.answer })
    .from(apiRequests)
    .where(requestOf(of))
    .limit(1);
  return row;
}

/** Forgets answers given before `before`; their Idempotency-Keys count as new again. */
export async function deleteAnswers(tx: Tx, before: Date): Promise<number> {
  const gone = await tx
    .delete(apiRequests)
    .where(lt(apiRequests.createdAt, before))
    .returning({ key: apiRequests.idempotencyKey });
  return gone.length;
}

/** The acting tenant. */
export async function selectOwnTenant(tx: Tx) {
  const [tenant] = await tx
    .select({ id: tenants.id, slug: tenants.slug, demo: tenants.demo })
    .from(tenants)
    .limit(1);
  return tenant;
}
