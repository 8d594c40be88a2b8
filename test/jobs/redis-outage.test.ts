import { describe, expect, it } from 'vitest';
import { freePort, startRedis } from '../redis';
import { eventually, publish, trace, traceJob, useBackend } from './backends';

describe('without Redis for a while', () => {
  const on = useBackend('postgres');

  it('goes on publishing, and does everything once Redis is back', async () => {
    const port = await freePort();
    const redisUrl = `redis://127.0.0.1:${port}`;
    const before = await startRedis({ port });
    await on.start([traceJob], { redisUrl });
    await publish(on.actor(), { messages: [trace('before')] });
    await eventually(on.traces, (seen) => seen.includes('before'));

    await before.stop();
    expect(await publish(on.actor(), { messages: [trace('meanwhile')] })).toMatchObject({ ok: true });
    await new Promise((resolve) => setTimeout(resolve, 700));
    // The relay holds no transaction open while it waits.
    const open =
      await on.sql()`select 1 from pg_stat_activity where state = 'idle in transaction' and datname = current_database()`;
    expect(open).toHaveLength(0);
    expect(await on.traces()).toEqual(['before']);

    const after = await startRedis({ port });
    expect(await eventually(on.traces, (seen) => seen.length === 2, 20_000)).toEqual(['before', 'meanwhile']);
    await on.stopAll();
    await after.stop();
  });
});
