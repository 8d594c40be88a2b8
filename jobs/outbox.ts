import type { Logger } from 'pino';
import { database } from '#db/client';
import { lockWaitingMessages, markDispatched, selectWaitingTenantIds } from '#db/queries/outbox';
import { inTenant, outsideTenants } from '#db/transaction';
import type { Job } from './define-job';
import { type Queues, queueId, queueOf } from './queue';

/** Messages handed over in one transaction. */
const BATCH = 500;
const GATHER_MS = 10;

/** The running relay of a process. */
export interface Relay {
  /** Ends after the batch at hand. */
  stop(): Promise<void>;
}

/** What a relay works with. */
export interface RelayOptions {
  readonly queues: Queues;
  readonly jobs: ReadonlyMap<string, Job>;
  readonly log: Logger;
  /** Milliseconds between looks of its own, should a notice of the database have been missed. */
  readonly pollMs: number;
}

/**
 * Hands messages of the outbox over to the queue as soon as their transaction has committed. Several relays, also in
 * several processes, share the work. One killed between the queue's commit and its own hands the same messages over
 * again, under the same ids.
 */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  const { log, pollMs } = options;
  const waiting = new Set<string>();
  let stopping = false;
  let wake = () => {};

  const hear = (tenantId: string) => {
    waiting.add(tenantId);
    wake();
  };
  const unlisten = await database().listen('outbox', hear);

  async function look(): Promise<void> {
    for (const tenantId of await outsideTenants(selectWaitingTenantIds)) waiting.add(tenantId);
  }

  async function work(): Promise<void> {
    let lookAt = 0;
    while (!stopping) {
      try {
        if (Date.now() >= lookAt) {
          lookAt = Date.now() + pollMs;
          await look();
        }
        await handOverTo(options, waiting, () => stopping);
      } catch (error) {
        log.error({ err: error }, 'outbox relay');
        waiting.clear();
        // Whatever is wrong, such as a database that restarts, is seldom better at once.
        lookAt = Date.now() + pollMs;
      }
      if (!stopping && waiting.size === 0) {
        await pause(lookAt - Date.now(), (stop) => (wake = stop));
        // One batch for what is published at about the same time.
        await pause(GATHER_MS);
      }
    }
  }

  const working = work();
  return {
    async stop() {
      stopping = true;
      wake();
      await unlisten();
      await working;
    },
  };
}

function pause(ms: number, onWake: (stop: () => void) => void = () => {}): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, Math.max(ms, 0));
    onWake(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Empties the outboxes of the tenants in `waiting`, a batch of each in turn. */
async function handOverTo(
  options: RelayOptions,
  waiting: Set<string>,
  stopped: () => boolean,
): Promise<void> {
  while (waiting.size > 0) {
    for (const tenantId of [...waiting]) {
      if (stopped()) return;
      // Before the batch, so that a message that comes meanwhile is heard of.
      waiting.delete(tenantId);
      if ((await handOver(options, tenantId)) === BATCH) waiting.add(tenantId);
    }
  }
}

/** Hands over one batch of one tenant; answers how many messages. */
async function handOver({ queues, jobs }: RelayOptions, tenantId: string): Promise<number> {
  return inTenant({ tenantId, actorId: null }, async (tx) => {
    const messages = await lockWaitingMessages(tx, BATCH);
    if (messages.length === 0) return 0;
    for (const name of new Set(messages.map((message) => queueOf(jobs.get(message.job))))) {
      const entries = messages
        .filter((message) => queueOf(jobs.get(message.job)) === name)
        .map((message) => entry(tenantId, message, jobs.get(message.job)));
      await queues.queue(name).addBulk(entries);
    }
    await markDispatched(
      tx,
      messages.map((message) => message.id),
      new Date(),
    );
    return messages.length;
  });
}

type Message = Awaited<ReturnType<typeof lockWaitingMessages>>[number];

function entry(tenantId: string, message: Message, job: Job | undefined) {
  const { key, payload, requestId, round } = message;
  return {
    name: message.job,
    data: { tenantId, key, payload, requestId },
    opts: {
      jobId: queueId({ tenantId, job: message.job, key, round }),
      // A job that the catalogue does not know goes through too, so that somebody sees it fail.
      attempts: job?.attempts ?? 1,
      backoff: { type: 'exponential' as const, delay: job?.backoffMs ?? 1_000 },
      removeOnComplete: true,
      // A failure is in its tenant's own table. Were it kept here too, its id would stop the message from coming back.
      removeOnFail: true,
    },
  };
}
