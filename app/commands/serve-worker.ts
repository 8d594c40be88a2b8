import { startWorker } from '#jobs/worker';
import { openApplication } from '~/application';
import { env, requiredDatabaseUrl } from '~/platform/env';
import { runProcess } from '~/platform/process-life';

/** Jobs of the common queue at once. */
const CONCURRENCY = 8;

await runProcess('worker', async () => {
  const { sessionSecret, redisUrl } = env();
  const databaseUrl = requiredDatabaseUrl();
  // The relay, the schedule and the heartbeat need a connection each beside the jobs'.
  const application = openApplication({ databaseUrl, work: CONCURRENCY + 3, signIn: 1 });
  const worker = await startWorker({ databaseUrl, sessionSecret, redisUrl, concurrency: CONCURRENCY });
  return {
    async stop() {
      await worker.stop();
      await application.close();
    },
  };
});
