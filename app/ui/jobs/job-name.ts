import { m } from '~/words/generated/messages';

const names: Readonly<Record<string, (() => string) | undefined>> = {
  'audit.prune-outbox': m.jobs_name_prune_outbox,
  'audit.release-lost-messages': m.jobs_name_release_lost,
};

/** What a job is called; its name in the catalogue when it has no words, such as one of another version. */
export const jobName = (job: string): string => names[job]?.() ?? job;
