import { describe, expect, it } from 'vitest';
import { defineJob } from '#jobs/define-job';
import { startRelay } from '#jobs/outbox';
import { COMMON_QUEUE, openQueues, type Queues, queueId } from '#jobs/queue';
import { listFailedJobs } from '~/domain/audit/list-failed-jobs';
import { releaseLostMessages } from '~/domain/audit/release-lost-messages';
import { backends, eventually, failingJob, publish, silent, trace, traceJob, useBackend } from './backends';

describe('id of a message in the queue', () => {
  const message = { tenantId: 't', job: 'receipts.issue-receipt', key: '20261123:甲', round: 0 };

  it('is the same for the same message and another for any other', () => {
    const others = [
      { ...message, tenantId: 'u' },
      { ...message, job: 'receipts.void-receipt' },
      { ...message, key: '20261124' },
      { ...message, round: 1 },
      // The parts must not run into one another.
      { ...message, tenantId: 't","receipts.issue-receipt', job: '' },
    ];
    expect(queueId({ ...message })).toBe(queueId(message));
    expect(new Set([message, ...others].map(queueId)).size).toBe(6);
  });

  it('holds nothing that the queue keeps for itself', () => {
    expect(queueId(message)).toMatch(/^receipts\.issue-receipt-[0-9a-f]{40}$/);
  });
});

describe.each(backends)('outbox to queue on %s', (backend) => {
  const on = useBackend(backend);

  async function waitingInQueue(): Promise<number> {
    const queues = await openQueues(on.queue(), silent);
    const count = await queues
      .queue(COMMON_QUEUE)
      .getJobCountByTypes('waiting', 'active', 'delayed', 'failed');
    await queues.close();
    return count;
  }

  it('makes no job of a change that was refused', async () => {
    const refused = await publish(on.actor(), { messages: [trace('refused')], thenRefuse: true });
    await publish(on.actor(), { messages: [trace('accepted')] });
    await on.start([traceJob]);
    expect(refused.ok).toBe(false);
    expect(await eventually(on.traces, (seen) => seen.length > 0)).toEqual(['accepted']);
    expect(await on.sql()`select 1 from outbox where job_key = 'refused'`).toHaveLength(0);
  });

  it('does a message published a thousand times once', async () => {
    await on.start([traceJob]);
    const copies = Array.from({ length: 50 }, () => trace('thousand'));
    const published = await Promise.all(
      Array.from({ length: 20 }, () => publish(on.actor(), { messages: copies })),
    );
    await publish(on.actor(), { messages: [trace('thousand-last')] });
    expect(published.every((one) => one.ok)).toBe(true);
    const seen = await eventually(on.traces, (all) => all.includes('thousand-last'));
    expect(seen.filter((subject) => subject === 'thousand')).toHaveLength(1);
  });

  it('has one effect even when the queue itself holds a message hundreds of times', async () => {
    const queues = await openQueues(on.queue(), silent);
    const [tenantId] = on.tenants;
    const data = { tenantId, key: 'copied', payload: { subject: 'copied' }, requestId: 'r' };
    const copies = Array.from({ length: 300 }, () => ({
      name: traceJob.name,
      data,
      opts: { removeOnComplete: true },
    }));
    await queues.queue(COMMON_QUEUE).addBulk(copies);
    await queues.close();
    await on.start([traceJob], { concurrency: 16 });
    expect(await eventually(waitingInQueue, (left) => left === 0)).toBe(0);
    expect((await on.traces()).filter((subject) => subject === 'copied')).toHaveLength(1);
    expect(await on.failures()).toEqual([]);
  });

  it('recognises what a relay handed over before it was killed', async () => {
    await publish(on.actor(), { messages: [trace('handed-over')] });
    const queues = await openQueues(on.queue(), silent);
    const queue = queues.queue(COMMON_QUEUE);
    const relayOver = (over: Queues) =>
      startRelay({ queues: over, jobs: new Map([[traceJob.name, traceJob]]), log: silent, pollMs: 50 });
    let handedOver = 0;
    // The queue has the message, but the relay's own transaction never commits.
    const killed = await relayOver({
      ...queues,
      queue: () =>
        Object.assign(Object.create(queue), {
          addBulk: async (entries: Parameters<typeof queue.addBulk>[0]) => {
            await queue.addBulk(entries);
            handedOver++;
            throw new Error('killed');
          },
        }),
    });
    await eventually(
      async () => handedOver,
      (times) => times >= 2,
    );
    await killed.stop();
    const waiting = () => on.sql()`select 1 from outbox where dispatched_at is null`;
    expect(await waiting()).toHaveLength(1);
    const next = await relayOver(queues);
    expect(await eventually(waiting, (rows) => rows.length === 0)).toHaveLength(0);
    expect(await queue.getJobCountByTypes('waiting')).toBe(1);
    await next.stop();
    await queues.close();
    await on.start([traceJob]);
    expect(await eventually(on.traces, (seen) => seen.includes('handed-over'))).toContain('handed-over');
  });

  it('shares the work among several relays and workers', async () => {
    await Promise.all([on.start([traceJob]), on.start([traceJob])]);
    const subjects = Array.from({ length: 400 }, (_, n) => `shared-${n}`).sort();
    for (let from = 0; from < 400; from += 50) {
      await publish(on.actor(), {
        messages: subjects.slice(from, from + 50).map((subject) => trace(subject)),
      });
    }
    const ofThis = async () => (await on.traces()).filter((subject) => subject.startsWith('shared-'));
    expect(await eventually(ofThis, (seen) => seen.length >= 400)).toEqual(subjects);
  });

  it('gives a job with a concurrency of its own a queue of its own', async () => {
    let atOnce = 0;
    let most = 0;
    const slowJob = defineJob({
      ...traceJob,
      name: 'tests.slow',
      concurrency: 2,
      run: async ({ payload, actor }) => {
        most = Math.max(most, ++atOnce);
        await new Promise((resolve) => setTimeout(resolve, 30));
        atOnce--;
        return traceJob.perform(payload, {
          actor,
          progress: async () => undefined,
          signal: AbortSignal.timeout(5_000),
        });
      },
    });
    await on.start([traceJob, slowJob]);
    const subjects = Array.from({ length: 8 }, (_, n) => `own-${n}`);
    await publish(on.actor(), { messages: subjects.map((subject) => trace(subject, slowJob.name)) });
    const ofThis = async () => (await on.traces()).filter((subject) => subject.startsWith('own-'));
    expect(await eventually(ofThis, (seen) => seen.length === 8)).toEqual(subjects);
    expect(most).toBe(2);
  });

  it('keeps tenants apart: the same key is two jobs, and each sees its own failures', async () => {
    await on.start([traceJob, failingJob]);
    for (const tenant of [0, 1] as const) {
      await publish(on.actor(tenant), { messages: [trace('of-both'), trace('fails', failingJob.name)] });
    }
    await publish(on.actor(1), { messages: [trace('of-the-second', failingJob.name)] });
    await eventually(on.failures, (seen) => seen.length === 3);
    expect((await on.traces(0)).filter((subject) => subject === 'of-both')).toHaveLength(1);
    expect((await on.traces(1)).filter((subject) => subject === 'of-both')).toHaveLength(1);
    const keys = async (tenant: 0 | 1) =>
      (await listFailedJobs(on.actor(tenant), {})).failures.rows.map((failure) => failure.key).sort();
    expect(await keys(0)).toEqual(['fails']);
    expect(await keys(1)).toEqual(['fails', 'of-the-second']);
  });

  it('brings back what the queue lost, and nothing else', async () => {
    await publish(on.actor(), { messages: [trace('lost')] });
    // Handed over two hours ago to a queue that has forgotten it.
    await on.sql()`update outbox set dispatched_at = now() - interval '2 hours' where dispatched_at is not null`;
    await on.sql()`update outbox set dispatched_at = now() - interval '2 hours' where job_key = 'lost'`;
    expect(await releaseLostMessages(on.actor(), {})).toEqual({ ok: true, value: { released: 1 } });
    await on.start([traceJob]);
    expect(await eventually(on.traces, (seen) => seen.includes('lost'))).toContain('lost');
    expect(await releaseLostMessages(on.actor(), {})).toEqual({ ok: true, value: { released: 0 } });
  });
});
