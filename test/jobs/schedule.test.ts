import { describe, expect, it } from 'vitest';
import { defineJob } from '#jobs/define-job';
import { COMMON_QUEUE, openQueues } from '#jobs/queue';
import { daily, monthly, recurringPayload } from '#jobs/recurring';
import { planTicks, publishPeriod } from '#jobs/tick';
import { backends, eventually, leaveTrace, silent, useBackend } from './backends';

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

  it('ticks by itself, in the zone of the district', async () => {
    let second = 0;
    // Each tick is a period of its own here, so that the ticks can be counted.
    const rhythm = { pattern: '* * * * * *', periodAt: () => `${second++}` };
    const recurring = { job: nightly('tests.ticks'), rhythm };
    await on.start([recurring.job], { schedule: [recurring] });
    const seen = await eventually(
      () => tracesOf('tests.ticks'),
      (all) => all.length >= 3,
    );
    expect(seen.slice(0, 3)).toEqual(['tests.ticks 0', 'tests.ticks 1', 'tests.ticks 2']);
    const queues = await openQueues(on.queue(), silent);
    const planned = await queues.queue(COMMON_QUEUE).getJobSchedulers(0, -1);
    expect(planned).toMatchObject([{ key: 'tests.ticks', pattern: '* * * * * *', tz: 'Asia/Shanghai' }]);
    await queues.close();
  });

  it('forgets a recurring job that has left the schedule', async () => {
    const queues = await openQueues(on.queue(), silent);
    const one = { job: nightly('tests.one'), rhythm: daily('01:10') };
    const other = { job: nightly('tests.other'), rhythm: daily('01:20') };
    const planned = async () =>
      (await queues.queue(COMMON_QUEUE).getJobSchedulers(0, -1)).map(({ key }) => key).sort();
    await planTicks(queues, [one, other]);
    expect(await planned()).toEqual(['tests.one', 'tests.other']);
    await planTicks(queues, [other]);
    expect(await planned()).toEqual(['tests.other']);
    await planTicks(queues, []);
    expect(await planned()).toEqual([]);
    await queues.close();
  });
});
