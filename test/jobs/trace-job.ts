import { pino } from 'pino';
import { z } from 'zod';
import { defineJob } from '#jobs/define-job';
import { useCase } from '~/domain/audit/use-case';
import { accept } from '~/domain/kernel/refusals';

export const silent = pino({ level: 'silent' });

/** A use case whose effect everybody can count: one audit event of kind `test.done` for its subject. */
export const leaveTrace = useCase({
  permission: 'jobs.run',
  input: z.strictObject({ subject: z.string() }),
  async run(scope, { subject }) {
    scope.audit({ kind: 'test.done', subject: { type: 'test', id: subject } });
    return accept(undefined);
  },
});

export const traceJob = defineJob({
  name: 'tests.leave-trace',
  payload: z.strictObject({ subject: z.string() }),
  attempts: 3,
  backoffMs: 20,
  run: ({ actor, payload }) => leaveTrace(actor, payload),
});
