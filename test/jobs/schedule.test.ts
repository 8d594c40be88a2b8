import { describe, expect, it } from 'vitest';
import { defineJob } from '#jobs/define-job';
import { daily, monthly, recurringPayload } from '#jobs/recurring';
import { publishPeriod } from '#jobs/ticker';
import { backends, eventually, leaveTrace, useBackend } from './backends';

const nightly = (name: string) =>
  defineJob({
    name,
    payload: recurringPayload,
    run: ({ actor, payload }) => leaveTrace(actor, { subject: `${name} ${payload.period}` }),
  });

describe.each(backends)('schedule on %s', (backend) => {
  const on = useBackend(backend);
  const tracesOf = (name: string, tenant: 0 | 1 = 0) =>
    on.traces(tenant).then((seen) => seen.filter((subject) => subject.startsWith(`${name} `)));

  it('does a period once for each tenant, however often it ticks', async () => {
    const recurring = { job: nightly('tests.nightly'), rhythm: daily('01:10') };
    const tick = (text: string) => publishPeriod(recurring, new Date(`${text}+08:00`));
    await tick('2026-11-23T01:10:00');
    await Promise.all([
      tick('2026-11-23T01:10:00'),
      tick('2026-11-23T01:10:01'),
      tick('2026-11-23T09:00:00'),
    ]);
    await on.start([recurring.job]);
    await tick('2026-11-23T12:00:00');
    await tick('2026-11-24T01:10:00');
    for (const tenant of [0, 1] as const) {
      expect(
        await eventually(
          () => tracesOf('tests.nightly', tenant),
          (seen) => seen.length >= 2,
        ),
      ).toEqual(['tests.nightly 2026-11-23', 'tests.nightly 2026-11-24']);
    }
  });

  it('catches up at the start of a worker with what fell due while none ran, once', async () => {
    const recurring = { job: nightly('tests.caught-up'), rhythm: monthly('00:00') };
    const settings = { schedule: [recurring] };
    await Promise.all([on.start([recurring.job], settings), on.start([recurring.job], settings)]);
    await on.start([recurring.job], settings);
    const period = recurring.rhythm.periodAt(new Date());
    const seen = await eventually(
      () => tracesOf('tests.caught-up'),
      (all) => all.length > 0,
    );
    expect(seen).toEqual([`tests.caught-up ${period}`]);
    expect(await on.sql()`select 1 from outbox where job = 'tests.caught-up'`).toHaveLength(2);
  });

  it('ticks by itself, and once for two workers', async () => {
    const rhythm = { periodAt: (instant: Date) => instant.toISOString().slice(0, 19) };
    const recurring = { job: nightly('tests.ticks'), rhythm };
    const settings = { schedule: [recurring], beatMs: 50 };
    const began = rhythm.periodAt(new Date());
    await Promise.all([on.start([recurring.job], settings), on.start([recurring.job], settings)]);
    const seen = await eventually(
      () => tracesOf('tests.ticks'),
      (all) => all.length >= 3,
    );
    const seconds = seen.map((subject) => subject.replace('tests.ticks ', ''));
    expect(seconds.length).toBeGreaterThanOrEqual(3);
    expect(new Set(seconds).size).toBe(seconds.length);
    expect(Date.parse(`${seconds[0]}Z`) - Date.parse(`${began}Z`)).toBeLessThanOrEqual(1_000);
  });
});
