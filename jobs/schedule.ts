import { pruneOutboxJob } from './audit/prune-outbox';
import { releaseLostMessagesJob } from './audit/release-lost-messages';
import { daily, everyMinutes, type Recurring } from './recurring';

/** Every job that comes back by itself. Times are those of Asia/Shanghai, at night for what takes long. */
export const schedule: readonly Recurring[] = [
  { job: pruneOutboxJob, rhythm: daily('03:40') },
  { job: releaseLostMessagesJob, rhythm: everyMinutes(60) },
];
