import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineJob } from '#jobs/define-job';
import { exposeJobMetrics, liveWorkers, workerAlive } from '#jobs/health';
import { retryJob } from '~/domain/audit/retry-job';
import { accept } from '~/domain/kernel/refusals';
import {
  backends,
  eventually,
  failingJob,
  leaveTrace,
  publish,
  trace,
  traceJob,
  useBackend,
} from './backends';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const subject = z.strictObject({ subject: z.string() });
const quick = { payload: subject, attempts: 3, backoffMs: 20 };

describe.each(backends)('worker on %s', (backend) => {
  const on = useBackend(backend);
  const failureOf = async (key: string) => (await on.failures()).find((failure) => failure.key === key);
  const failed = (key: string) => eventually(() => failureOf(key), Boolean);
  const traced = (name: string) => eventually(on.traces, (seen) => seen.includes(name));

  it('does not try a refused job again, and shows the code of the refusal', async () => {
    let runs = 0;
    const job = defineJob({
      ...quick,
      name: 'tests.refused-once',
      run: ({ actor }) => {
        runs++;
        return publish(actor, { messages: [], thenRefuse: true });
      },
    });
    await on.start([job]);
    await publish(on.actor(), { messages: [trace('refused', job.name)] });
    expect(await failed('refused')).toMatchObject({ job: job.name, code: 'TEST.REFUSED', attempts: 1 });
    await pause(200);
    expect(runs).toBe(1);
  });

  it('tries again after an error, and shows it as failed after the last attempt, without what stood in it', async () => {
    let runs = 0;
    const job = defineJob({
      ...quick,
      name: 'tests.always-breaks',
      run: async () => {
        runs++;
        throw new Error('wrapped', { cause: new TypeError('cannot read "张三" of 370304199001011234') });
      },
    });
    await on.start([job]);
    await publish(on.actor(), { messages: [trace('breaks', job.name)] });
    expect(await failed('breaks')).toMatchObject({
      code: 'JOBS.FAILED',
      detail: 'TypeError: cannot read … of …',
      attempts: 3,
    });
    expect(runs).toBe(3);
  });

  it('is content with a job that succeeds at the second attempt', async () => {
    let runs = 0;
    const job = defineJob({
      ...quick,
      name: 'tests.breaks-once',
      run: ({ actor, payload }) => {
        if (++runs === 1) throw new Error('the first time');
        return leaveTrace(actor, payload);
      },
    });
    await on.start([job]);
    await publish(on.actor(), { messages: [trace('second-attempt', job.name)] });
    expect(await traced('second-attempt')).toContain('second-attempt');
    expect(await failureOf('second-attempt')).toBeUndefined();
  });

  it('gives up an attempt that takes too long, whose late commit then finds nothing to undo', async () => {
    let runs = 0;
    const job = defineJob({
      ...quick,
      name: 'tests.late',
      timeoutMs: 150,
      run: async ({ actor, payload }) => {
        if (++runs === 1) await pause(400);
        return leaveTrace(actor, payload);
      },
    });
    await on.start([job]);
    await publish(on.actor(), { messages: [trace('late', job.name)] });
    await traced('late');
    await pause(500);
    expect(runs).toBe(2);
    expect((await on.traces()).filter((name) => name === 'late')).toHaveLength(1);
  });

  it('shows a job that never comes to an end as timed out', async () => {
    const job = defineJob({
      ...quick,
      name: 'tests.endless',
      attempts: 1,
      timeoutMs: 50,
      run: () => new Promise(() => {}),
    });
    await on.start([job]);
    await publish(on.actor(), { messages: [trace('endless', job.name)] });
    expect(await failed('endless')).toMatchObject({ code: 'JOBS.TIMED_OUT', attempts: 1 });
  });

  it('shows a message with a wrong payload or an unknown name, and tries neither again', async () => {
    await on.start([traceJob]);
    await publish(on.actor(), {
      messages: [
        { job: traceJob.name, key: 'wrong', payload: { subjekt: 'wrong' } },
        { job: 'tests.nobody-knows', key: 'unknown', payload: {} },
      ],
    });
    expect(await failed('wrong')).toMatchObject({ code: 'JOBS.PAYLOAD_INVALID', attempts: 1 });
    expect((await failureOf('wrong'))?.detail).toContain('subject');
    expect(await failed('unknown')).toMatchObject({ code: 'JOBS.UNKNOWN', attempts: 1 });
  });

  it('does not let one job call two use cases', async () => {
    const job = defineJob({
      ...quick,
      name: 'tests.two-use-cases',
      attempts: 1,
      run: async ({ actor, payload }) => {
        await leaveTrace(actor, payload);
        return leaveTrace(actor, payload);
      },
    });
    await on.start([job]);
    await publish(on.actor(), { messages: [trace('two', job.name)] });
    expect((await failed('two'))?.detail).toContain('calls a second use case');
  });

  it('remembers a job that changes nothing here, such as one that sends', async () => {
    let sent = 0;
    const job = defineJob({ ...quick, name: 'tests.send', run: async () => accept(++sent) });
    await on.start([job]);
    await publish(on.actor(), { messages: [trace('sent', job.name)] });
    const effects = () => on.sql()`select 1 from job_effects where effect_key = 'job:tests.send/sent'`;
    expect(await eventually(effects, (rows) => rows.length > 0)).toHaveLength(1);
    expect(sent).toBe(1);
  });

  it('does a failed job again when a person asks, once for two who ask at the same time', async () => {
    let broken = true;
    const job = defineJob({
      ...quick,
      name: 'tests.repaired',
      run: ({ actor, payload }) =>
        broken ? publish(actor, { messages: [], thenRefuse: true }) : leaveTrace(actor, payload),
    });
    await on.start([job]);
    await publish(on.actor(), { messages: [trace('repaired', job.name)] });
    await failed('repaired');
    broken = false;
    const ask = { job: job.name, key: 'repaired' };
    const answers = await Promise.all([retryJob(on.actor(), ask), retryJob(on.actor(), ask)]);
    expect(answers.map((answer) => answer.ok).sort()).toEqual([false, true]);
    expect(answers.find((answer) => !answer.ok)).toMatchObject({ refusals: [{ code: 'JOBS.NOT_FAILED' }] });
    expect(await traced('repaired')).toContain('repaired');
    expect(await failureOf('repaired')).toBeUndefined();
    const audited =
      await on.sql()`select 1 from audit_events where kind = 'job.retried' and subject_id = 'tests.repaired/repaired'`;
    expect(audited).toHaveLength(1);
  });

  it('acts in the name of the product and carries the request of the publisher', async () => {
    await on.start([traceJob]);
    await publish(on.actor(), { messages: [trace('carried')] });
    await traced('carried');
    expect(
      await on.sql()`select actor_id, actor_name, request_id from audit_events where subject_id = 'carried'`,
    ).toMatchObject([{ actor_id: null, actor_name: traceJob.name, request_id: 'request-of-the-test' }]);
  });

  it('finishes what is running when it stops, and leaves the rest for the next', async () => {
    let began = 0;
    const job = defineJob({
      ...quick,
      name: 'tests.takes-a-while',
      run: async ({ actor, payload }) => {
        began++;
        await pause(150);
        return leaveTrace(actor, payload);
      },
    });
    const names = Array.from({ length: 12 }, (_, n) => `drain-${n}`).sort();
    const ofThis = async () => (await on.traces()).filter((name) => name.startsWith('drain-'));
    const first = await on.start([job], { concurrency: 3 });
    await publish(on.actor(), { messages: names.map((name) => trace(name, job.name)) });
    await eventually(
      async () => began,
      (n) => n >= 3,
    );
    await first.stop();
    const atStop = await ofThis();
    expect(atStop).toHaveLength(began);
    expect(began).toBeLessThan(12);
    await pause(200);
    expect(await ofThis()).toEqual(atStop);
    await on.start([job]);
    expect(await eventually(ofThis, (seen) => seen.length >= 12)).toEqual(names);
    expect(began).toBe(12);
  });

  it('gives back at once what does not finish within the limit', async () => {
    let runs = 0;
    let reason: unknown;
    const job = defineJob({
      ...quick,
      name: 'tests.does-not-stop',
      run: async ({ actor, payload, signal }) => {
        if (++runs > 1) return leaveTrace(actor, payload);
        signal.addEventListener('abort', () => (reason = signal.reason));
        return new Promise(() => {});
      },
    });
    // A lock so long that only giving back explains how the next worker gets it.
    const first = await on.start([job], { drainMs: 100, lockMs: 60_000 });
    await publish(on.actor(), { messages: [trace('given-back', job.name)] });
    await eventually(
      async () => runs,
      (n) => n === 1,
    );
    await first.stop();
    expect(reason).toBeDefined();
    await on.start([job], { lockMs: 60_000 });
    expect(await traced('given-back')).toContain('given-back');
    expect(await failureOf('given-back')).toBeUndefined();
  });

  it('gives signs of life with its numbers while it runs', async () => {
    expect(await workerAlive()).toBe(false);
    const worker = await on.start([traceJob, failingJob], { beatMs: 50 });
    expect(await workerAlive()).toBe(true);
    await publish(on.actor(), { messages: [trace('counted'), trace('counted-too', failingJob.name)] });
    const registry = new Registry();
    exposeJobMetrics(registry);
    const text = await eventually(
      () => registry.metrics(),
      (metrics) => /outcome="refused"} 1/.test(metrics) && /outcome="done"} 1/.test(metrics),
    );
    expect(text).toContain('wellspring_workers 1\n');
    expect(text).toMatch(
      /wellspring_job_attempts_total\{job="tests\.leave-trace",worker="[^"]+",outcome="done"\} 1\n/,
    );
    expect(text).toMatch(
      /wellspring_job_attempts_total\{job="tests\.refuse",worker="[^"]+",outcome="refused"\} 1\n/,
    );
    expect(text).toMatch(/wellspring_queue_jobs\{state="waiting"\} \d+\n/);
    expect((await liveWorkers())[0]).toMatchObject({ backend });
    await worker.stop();
    expect(await workerAlive()).toBe(false);
  });
});
