import { and, eq, sql } from 'drizzle-orm';
import { signInFailures, users } from '../schema/access';
import type { SignInTx } from '../sign-in-database';
import type { Tx } from '../transaction';

const rolesOfUser = sql<string[]>`coalesce((select array_agg(r.role order by r.role) from user_roles r
  where r.tenant_id = ${users.tenantId} and r.user_id = ${users.id}), '{}')`;

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
    where s.tenant_id = ${users.tenantId}), false)`,
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

const failuresOf = ({ kind, key }: FailureKey) => and(eq(signInFailures.kind, kind), eq(signInFailures.key, key));

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
