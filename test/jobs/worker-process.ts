import { connect, useDatabase } from '#db/client';
import { parseKeyRing, useKeyRing } from '#db/sealed';
import { catalogue } from '#jobs/catalogue';
import { startWorker } from '#jobs/worker';
import { DEMO_FIELD_KEYS } from '~/platform/env';
import { silent, traceJob } from './trace-job';

process.on('disconnect', () => process.exit());

/** A worker as a process of its own, for being killed. Takes its settings from the message that its parent sends. */
process.once(
  'message',
  async ({
    jobs: names,
    ...settings
  }: {
    databaseUrl: string;
    sessionSecret: string;
    redisUrl?: string;
    lockMs: number;
    /** Of the product; without them the job of the tests. */
    jobs?: readonly string[];
  }) => {
    useDatabase(connect(settings.databaseUrl, { max: 12 }));
    useKeyRing(parseKeyRing(DEMO_FIELD_KEYS));
    const jobs = names ? catalogue.filter(({ name }) => names.includes(name)) : [traceJob];
    await startWorker({ ...settings, jobs, schedule: [], log: silent });
    process.send?.('started');
  },
);
