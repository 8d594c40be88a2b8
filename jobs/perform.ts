import { type Job as QueuedJob, UnrecoverableError, WaitingError } from 'bullmq';
import type { Logger } from 'pino';
import { jobEffectKey } from '#db/queries/outbox';
import { systemActor } from '~/domain/access/system-actor';
import { confirmEffect } from '~/domain/audit/confirm-effect';
import { forgetJobFailure, recordJobFailure } from '~/domain/audit/record-job-failure';
import { ALREADY_DONE, isSettled } from '~/domain/audit/use-case';
import type { Actor } from '~/domain/kernel/actor';
import type { Refusal, RefusalParams } from '~/domain/kernel/refusals';
import { type Job, PayloadInvalid } from './define-job';
import type { JobNumbers } from './numbers';
import type { JobData } from './queue';

/** Reason for which a running job is aborted when the worker has to end before the job does. */
export const STOPPING = Symbol('stopping');

/** An attempt that took longer than its job may. */
export class TimedOut extends Error {
  constructor(ms: number) {
    super(`Not done after ${ms} ms`);
    this.name = 'TimedOut';
  }
}

/** What jobs are run with. */
export interface PerformOptions {
  readonly jobs: ReadonlyMap<string, Job>;
  readonly log: Logger;
  readonly numbers: JobNumbers;
  /** Aborted with `STOPPING`. */
  readonly stopping: AbortSignal;
}

type Outcome = 'done' | 'done before' | 'refused' | 'failed' | 'to be retried' | 'given back';

/** Runs one job of the queue. What it throws tells the queue whether to try again. */
export async function perform(
  options: PerformOptions,
  queued: QueuedJob<JobData>,
  token = '',
): Promise<void> {
  const { tenantId, key, requestId } = queued.data;
  const { jobs, numbers } = options;
  const job = jobs.get(queued.name);
  const effect = { job: queued.name, key: jobEffectKey(queued.name, key) };
  const actor: Actor = { ...systemActor(tenantId, queued.name, requestId), effect };
  const log = options.log.child({
    job: queued.name,
    jobId: queued.id,
    tenantId,
    requestId,
    attempt: queued.attemptsMade + 1,
  });
  const began = performance.now();
  const close = (outcome: Outcome, detail: object = {}) => {
    const ms = Math.round(performance.now() - began);
    numbers.count(queued.name, outcome, ms);
    log[outcome === 'failed' || outcome === 'refused' ? 'error' : 'info']({ outcome, ms, ...detail }, 'job');
  };

  try {
    if (!job) throw new UnrecoverableError(`No job of this name: ${queued.name}`);
    const result = await attempt(job, queued, actor, options.stopping);
    const before = !result.ok && result.refusals[0]?.code === ALREADY_DONE;
    if (!result.ok && !before) throw new Refused(result.refusals);
    // A job without a use case that changes something, such as one that sends: its effect is that it ran.
    if (!isSettled(effect)) await confirmEffect(actor, {});
    if (queued.attemptsStarted > 1) await forgetJobFailure(unclaimed(actor), { job: queued.name, key });
    close(before ? 'done before' : 'done');
  } catch (error) {
    if (error === STOPPING) {
      await queued.moveToWait(token);
      close('given back');
      throw new WaitingError();
    }
    const final = isFinal(error) || queued.attemptsMade + 1 >= (queued.opts.attempts ?? 1);
    const why = describe(error);
    if (final) await recordFailure(actor, queued, why);
    const { code, detail } = why;
    close(error instanceof Refused ? 'refused' : final ? 'failed' : 'to be retried', {
      code,
      detail,
      at: framesOf(error),
    });
    // Never the error itself: the queue would keep its words, and an error of the database tells what was written.
    const words = `${code} ${detail}`;
    throw isFinal(error) ? new UnrecoverableError(words) : new Error(words);
  }
}

/** A use case that did not do what the job asks for; asking again would not change that. */
class Refused extends Error {
  constructor(readonly refusals: readonly Refusal[]) {
    super(refusals.map((one) => [one.code, one.field].filter(Boolean).join(' ')).join('; '));
    this.name = 'Refused';
  }
}

const isFinal = (error: unknown): boolean =>
  error instanceof Refused || error instanceof PayloadInvalid || error instanceof UnrecoverableError;

/** The product itself without the job's effect, for what is written beside the job's one use case. */
const unclaimed = ({ effect: _, ...actor }: Actor): Actor => actor;

async function attempt(job: Job, queued: QueuedJob<JobData>, actor: Actor, stopping: AbortSignal) {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new TimedOut(job.timeoutMs)), job.timeoutMs);
  const signal = AbortSignal.any([late.signal, stopping]);
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  const progress = (part: number) => queued.updateProgress(Math.round(part * 100));
  try {
    return await Promise.race([job.perform(queued.data.payload, { actor, progress, signal }), aborted]);
  } finally {
    clearTimeout(timer);
  }
}

/** Why a job failed, as its tenant is told. */
interface Why {
  readonly code: string;
  readonly params: RefusalParams;
  readonly detail: string;
}

/** Writes down a job that the queue gave up by itself, because every worker that took it died. */
export async function recordGivenUp(queued: QueuedJob<JobData>): Promise<void> {
  const { tenantId, requestId } = queued.data;
  const actor = systemActor(tenantId, queued.name, requestId);
  await recordFailure(actor, queued, { code: 'JOBS.STALLED', params: {}, detail: queued.failedReason });
}

async function recordFailure(actor: Actor, queued: QueuedJob<JobData>, why: Why) {
  const { key, payload } = queued.data;
  const attempts = queued.attemptsMade + 1;
  await recordJobFailure(unclaimed(actor), { job: queued.name, key, payload, attempts, ...why });
}

const DETAIL_LIMIT = 400;
const FRAMES = 10;

/** Where an error came from, without its message. */
const framesOf = (error: unknown): string[] =>
  (error instanceof Error ? (error.stack ?? '') : '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())
    .slice(0, FRAMES);

/** Code, and a line for operators. What stands in quotes or looks like a number of a person is left out. */
function describe(error: unknown): Why {
  const { code, detail } = codeOf(error);
  const params = error instanceof Refused ? (error.refusals[0]?.params ?? {}) : {};
  return { code, params, detail: detail.slice(0, DETAIL_LIMIT) };
}

function codeOf(error: unknown): { code: string; detail: string } {
  if (error instanceof Refused)
    return { code: error.refusals[0]?.code ?? 'JOBS.FAILED', detail: error.message };
  if (error instanceof PayloadInvalid) return { code: 'JOBS.PAYLOAD_INVALID', detail: error.message };
  if (error instanceof UnrecoverableError) return { code: 'JOBS.UNKNOWN', detail: error.message };
  if (error instanceof TimedOut) return { code: 'JOBS.TIMED_OUT', detail: error.message };
  let root: unknown = error;
  while (root instanceof Error && root.cause instanceof Error) root = root.cause;
  const words = root instanceof Error ? `${root.name}: ${root.message}` : 'not an error';
  return {
    code: 'JOBS.FAILED',
    detail: words.replaceAll(/(["'`]).*?\1/gs, '…').replaceAll(/[\dXx*]{5,}/g, '…'),
  };
}
