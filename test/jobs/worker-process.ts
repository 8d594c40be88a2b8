import { connect, useDatabase } from '#db/client';
import { startWorker } from '#jobs/worker';
import { silent, traceJob } from './trace-job';

process.on('disconnect', () => process.exit());

/** A worker as a process of its own, for being killed. Takes its settings from the message that its parent sends. */
process.once(
  'message',
  async (settings: { databaseUrl: string; sessionSecret: string; redisUrl?: string; lockMs: number }) => {
    useDatabase(connect(settings.databaseUrl, { max: 12 }));
    await startWorker({ ...settings, jobs: [traceJob], schedule: [], log: silent });
    process.send?.('started');
  },
);
