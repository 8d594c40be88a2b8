import postgres from 'postgres';
import { beforeAll, describe, expect, it } from 'vitest';
import { QUEUE_ROLE, urlAs } from '#db/connections';
import { QUEUE_SCHEMA } from '#db/queue-schema';
import { inTenant } from '#db/transaction';
import { once } from '~/domain/audit/once';
import { pruneOutbox } from '~/domain/audit/prune-outbox';
import { DEMO_SESSION_SECRET } from '~/platform/env';
import { publish, trace, useBackend } from './backends';

const on = useBackend('postgres');

describe('upkeep of the outbox', () => {
  it('forgets old messages and old effects, keeps younger ones, what waits, and those of other tenants', async () => {
    const [tenant, other] = on.tenants;
    const message = (tenantId: string, key: string, days: number | null) => on.sql()`
      insert into outbox (tenant_id, id, job, job_key, payload, created_at, dispatched_at)
      values (${tenantId}, gen_random_uuid(), 'tests.old', ${key}, '{}', now() - interval '100 days',
        now() - ${days} * interval '1 day')`;
    await message(tenant, 'dispatched long ago', 31);
    await message(tenant, 'dispatched lately', 29);
    await message(tenant, 'waiting', null);
    await message(other, 'of the other', 31);
    const effect = (key: string, days: number) => on.sql()`
      insert into job_effects (tenant_id, effect_key, job, happened_at)
      values (${tenant}, ${key}, 'tests.old', now() - ${days} * interval '1 day')`;
    await effect('job:tests.old/1', 91);
    await effect('job:tests.old/2', 89);
    await effect('receipt/1', 401);
    await effect('receipt/2', 399);

    expect(await pruneOutbox(on.actor(), {})).toEqual({ ok: true, value: { messages: 1, effects: 2 } });
    const keys =
      await on.sql()`select job_key as key from outbox union all select effect_key from job_effects order by 1`;
    expect(keys.map(({ key }) => key)).toEqual([
      'dispatched lately',
      'job:tests.old/2',
      'of the other',
      'receipt/2',
      'waiting',
    ]);
  });
});

describe('an effect that several doors lead to', () => {
  it('happens for the first, however many come at once, and again only when that one was rolled back', async () => {
    const [tenantId] = on.tenants;
    const claim = (fail: boolean) =>
      inTenant({ tenantId, actorId: null }, async (tx) => {
        const first = await once({ tx, now: new Date() }, 'receipt/of-a-gift', 'receipts.issue-receipt');
        if (fail) throw new Error('rolled back');
        return first;
      });
    await expect(claim(true)).rejects.toThrow('rolled back');
    const claims = await Promise.all(Array.from({ length: 12 }, () => claim(false)));
    expect(claims.filter(Boolean)).toHaveLength(1);
  });
});

describe('roles around the queue', () => {
  let queueUrl: string;
  beforeAll(() => {
    queueUrl = urlAs(on.queue().databaseUrl, QUEUE_ROLE, DEMO_SESSION_SECRET);
  });

  async function refusalOf(url: string, statement: string): Promise<string> {
    const sql = postgres(url, { max: 1, onnotice: () => undefined });
    try {
      await sql.unsafe(statement);
      return 'allowed';
    } catch (error) {
      return error instanceof postgres.PostgresError ? error.code : String(error);
    } finally {
      await sql.end();
    }
  }
  const DENIED = '42501';

  it('keep the application from the jobs of all tenants', async () => {
    await publish(on.actor(), { messages: [trace('hidden')] });
    const { databaseUrl } = on.queue();
    expect(await refusalOf(databaseUrl, `select * from ${QUEUE_SCHEMA}.job`)).toBe(DENIED);
    expect(await refusalOf(databaseUrl, `delete from ${QUEUE_SCHEMA}.job`)).toBe(DENIED);
    expect(await refusalOf(databaseUrl, 'select 1 from outbox')).toBe('allowed');
  });

  it('keep the queue from the tables of the product and from its own functions', async () => {
    for (const table of ['tenants', 'outbox', 'job_failures', 'audit_events', 'worker_heartbeats']) {
      expect(await refusalOf(queueUrl, `select * from ${table}`)).toBe(DENIED);
    }
    expect(await refusalOf(queueUrl, `drop function ${QUEUE_SCHEMA}.job_id_seq_name(text)`)).toBe(DENIED);
    expect(await refusalOf(queueUrl, `select 1 from ${QUEUE_SCHEMA}.job`)).toBe('allowed');
  });
});
