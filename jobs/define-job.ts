import type { z } from 'zod';
import type { Actor } from '~/domain/kernel/actor';
import type { Result } from '~/domain/kernel/refusals';

/** What a job is run with. */
export interface JobRun<Payload> {
  /** The product itself at work for the tenant that published the job. */
  readonly actor: Actor;
  readonly payload: Payload;
  /** Says how far it is, 0 to 1; for jobs that people wait for. */
  progress(part: number): Promise<void>;
  /** Aborted when the time is up or the worker stops. */
  readonly signal: AbortSignal;
}

/** How a job is tried. */
interface Settings {
  /** `noun.verb`, as publishers name it. */
  readonly name: string;
  /** Times it is tried in all when something unexpected happens. */
  readonly attempts: number;
  /** Milliseconds until the second attempt; doubles from one to the next. */
  readonly backoffMs: number;
  /** Milliseconds after which an attempt is given up. */
  readonly timeoutMs: number;
  /** At most so many at once in one worker process, on a queue of their own; absent: shares the common queue. */
  readonly concurrency?: number;
}

/** A job of the catalogue. */
export interface Job<Payload = unknown> extends Settings {
  /** Ids only. */
  readonly payload: z.ZodType<Payload>;
  /** Checks the payload and runs. Throws PayloadInvalid. */
  perform(payload: unknown, run: Omit<JobRun<never>, 'payload'>): Promise<Result<unknown>>;
}

/** A message whose payload is not what the job's schema says; trying again would not help. */
export class PayloadInvalid extends Error {
  constructor(error: z.ZodError) {
    super(error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`).join('; '));
    this.name = 'PayloadInvalid';
  }
}

type Defaults = 'attempts' | 'backoffMs' | 'timeoutMs';

/**
 * Defines a job: `run` calls one use case and returns its result, nothing else. The use case claims the job in its
 * own transaction, so that a second run does nothing. A refusal fails the job at once and stays to be seen;
 * an error is tried again with growing pauses.
 */
export function defineJob<Payload>(
  definition: Omit<Settings, Defaults> &
    Partial<Pick<Settings, Defaults>> & {
      payload: z.ZodType<Payload>;
      run(run: JobRun<Payload>): Promise<Result<unknown>>;
    },
): Job<Payload> {
  const { run: work, ...settings } = definition;
  return {
    attempts: 5,
    backoffMs: 2_000,
    timeoutMs: 60_000,
    ...settings,
    async perform(raw, run) {
      const parsed = settings.payload.safeParse(raw);
      if (!parsed.success) throw new PayloadInvalid(parsed.error);
      return work({ ...run, payload: parsed.data });
    },
  };
}
