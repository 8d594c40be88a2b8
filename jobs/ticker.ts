import type { Logger } from 'pino';
import { selectTenantIds } from '#db/queries/outbox';
import { outsideTenants } from '#db/transaction';
import { systemActor } from '~/domain/access/system-actor';
import { publishMessage } from '~/domain/audit/publish-message';
import type { Recurring } from './recurring';

/**
 * Publishes a recurring job to every tenant for the period that is due at `instant`. The period is the message's key,
 * so that it makes one job, however often and by however many workers it is published.
 */
export async function publishPeriod({ job, rhythm }: Recurring, instant: Date): Promise<void> {
  const period = rhythm.periodAt(instant);
  for (const tenantId of await outsideTenants(selectTenantIds)) {
    const actor = systemActor(tenantId, job.name, `schedule/${period}`);
    const published = await publishMessage(actor, { job: job.name, key: period, payload: { period } });
    if (!published.ok) throw new Error(`${job.name} was not published: ${published.refusals[0]?.code}`);
  }
}

/** The running ticker of a process. */
export interface Ticker {
  stop(): Promise<void>;
}

/**
 * Publishes each recurring job as soon as a new period has fallen due, and at its start the newest one of each,
 * which catches up with what fell due while no worker ran.
 */
export async function startTicker(options: {
  readonly schedule: readonly Recurring[];
  readonly everyMs: number;
  readonly log: Logger;
}): Promise<Ticker> {
  const { schedule, everyMs, log } = options;
  const published = new Map<Recurring, string>();

  async function look(): Promise<void> {
    const now = new Date();
    for (const recurring of schedule) {
      const period = recurring.rhythm.periodAt(now);
      if (published.get(recurring) === period) continue;
      try {
        await publishPeriod(recurring, now);
        published.set(recurring, period);
      } catch (error) {
        // It is looked at again after `everyMs`.
        log.error({ err: error, job: recurring.job.name, period }, 'recurring job not published');
      }
    }
  }

  let looking = look();
  await looking;
  const timer = setInterval(() => (looking = looking.then(look)), everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}
