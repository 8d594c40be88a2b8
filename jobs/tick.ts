import { selectTenantIds } from '#db/queries/outbox';
import { outsideTenants } from '#db/transaction';
import { systemActor } from '~/domain/access/system-actor';
import { publishMessage } from '~/domain/audit/publish-message';
import { COMMON_QUEUE, type Queues } from './queue';
import type { Recurring } from './recurring';

/** Name of the queue's own jobs that wake the schedule. */
export const TICK = 'schedule.tick';

const ZONE = 'Asia/Shanghai';

/** Names the recurring jobs to the queue, and takes away those that are no longer in the schedule. */
export async function planTicks(queues: Queues, schedule: readonly Recurring[]): Promise<void> {
  const queue = queues.queue(COMMON_QUEUE);
  for (const { job, rhythm } of schedule) {
    const template = {
      name: TICK,
      data: { recurring: job.name },
      opts: {
        attempts: 10,
        backoff: { type: 'exponential', delay: 1_000 },
        removeOnComplete: true,
        removeOnFail: 100,
      },
    };
    await queue.upsertJobScheduler(job.name, { pattern: rhythm.pattern, tz: ZONE }, template);
  }
  const kept = new Set(schedule.map(({ job }) => job.name));
  for (const { key } of await queue.getJobSchedulers(0, -1)) {
    if (!kept.has(key)) await queue.removeJobScheduler(key);
  }
}

/**
 * Publishes a recurring job to every tenant for the period that is due at `instant`. The period is the message's key,
 * so that two ticks, or a tick and the catching up of a worker that starts, make one job.
 */
export async function publishPeriod({ job, rhythm }: Recurring, instant: Date): Promise<void> {
  const period = rhythm.periodAt(instant);
  for (const tenantId of await outsideTenants(selectTenantIds)) {
    const actor = systemActor(tenantId, job.name, `${TICK}/${period}`);
    const published = await publishMessage(actor, { job: job.name, key: period, payload: { period } });
    if (!published.ok) throw new Error(`${job.name} was not published: ${published.refusals[0]?.code}`);
  }
}
