import { m } from '~/words/generated/messages';

/** What people did with jobs, by kind of audit event. */
export const jobEventWords: Readonly<Record<string, () => string>> = {
  'job.retried': m.jobs_event_retried,
};
