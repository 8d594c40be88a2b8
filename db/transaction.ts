import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'drizzle-orm';
import { database } from './client';

/** Handle of the running transaction; every query takes it first. */
export type Tx = Parameters<Parameters<ReturnType<typeof database>['db']['transaction']>[0]>[0];

/** Who the database believes is acting; row-level security reads the tenant, triggers the actor. */
export interface TenantContext {
  readonly tenantId: string;
  readonly actorId: string | null;
}

/**
 * The one way to open a transaction. Sets tenant and actor for row-level security, so that
 * a query that forgets the tenant still sees nothing of another one.
 */
export async function inTenant<T>(context: TenantContext, work: (tx: Tx) => Promise<T>): Promise<T> {
  const outer = running.getStore();
  if (outer) return asPartOf(outer, context, work);
  return database().db.transaction(async (tx) => {
    await tx.execute(
      sql`select set_config('app.tenant_id', ${context.tenantId}, true), set_config('app.actor_id', ${context.actorId ?? ''}, true)`,
    );
    return work(tx);
  });
}

/** A transaction that takes further ones in as parts of itself, one at a time. */
interface Running {
  readonly tenantId: string;
  readonly tx: Tx;
  turn: Promise<unknown>;
}

const running = new AsyncLocalStorage<Running>();

/**
 * Makes every `inTenant` that `work` comes upon a part of one transaction, so that several changes stand or fall
 * together. A part that fails is undone alone, and what follows is up to `work`.
 */
export async function inOneTransaction<T>(context: TenantContext, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTenant(context, (tx) => within({ tenantId: context.tenantId, tx }, () => work(tx)));
}

const within = <T>(level: Omit<Running, 'turn'>, work: () => Promise<T>): Promise<T> =>
  running.run({ ...level, turn: Promise.resolve() }, work);

function asPartOf<T>(outer: Running, { tenantId }: TenantContext, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (tenantId !== outer.tenantId)
    throw new Error('A transaction of one tenant cannot take in one of another');
  // Savepoints of one connection must be closed in order, so parts asked for at once take turns.
  const part = () => outer.tx.transaction((tx) => within({ tenantId, tx }, () => work(tx)));
  const mine = outer.turn.then(part, part);
  outer.turn = mine.catch(() => undefined);
  return mine;
}

/** For what exists before a tenant is known (list of tenants, verification codes): row-level security shows no tenant row. */
export async function outsideTenants<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return database().db.transaction(async (tx) => work(tx));
}
