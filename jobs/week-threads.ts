import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { explainWeek } from '~/domain/visits/planning/explain-week.rules';
import { type PartWork, planInParts } from '~/domain/visits/planning/plan-in-parts.rules';
import { planWeek } from '~/domain/visits/planning/plan-week.rules';
import type { WeekPart } from '~/domain/visits/planning/split-week.rules';
import {
  type PlacedNeed,
  planBefore,
  type VisitPlan,
  type WeekProblem,
} from '~/domain/visits/planning/week.rules';
import { projectRoot } from '~/platform/project-root';

/** How much to search: turns for each need, the same on every machine, or seconds. */
export type WeekEffort = { readonly turnsPerNeed: number } | { readonly seconds: number };

export interface ThreadOptions {
  readonly seed: number;
  readonly effort: WeekEffort;
  /** Threads that plan parts at the same time; as many as there are processors when absent. */
  readonly threads?: number;
  /** A plan to improve; the draft it is made from and what was promised when absent. */
  readonly begin?: readonly PlacedNeed[];
  /** Told now and then how much is done, 0 to 1; resolves to whether to end now with the best so far. */
  readonly watch?: (part: number) => Promise<boolean>;
  /** Ends the threads without a plan. */
  readonly signal?: AbortSignal;
}

/** The plan with its explanations, and where each visit is. */
export interface ThreadPlan {
  readonly plan: VisitPlan;
  readonly placed: PlacedNeed[];
}

interface WeekTask {
  readonly kind: 'week';
  readonly problem: WeekProblem;
  readonly begin: readonly PlacedNeed[];
  readonly seed: number;
  readonly effort: WeekEffort;
  readonly threads: number;
  readonly shared: SharedArrayBuffer;
}

interface PartTask {
  readonly kind: 'part';
  readonly part: WeekPart;
  readonly work: PartWork;
  /** Turns or seconds of this part alone. */
  readonly effort: { readonly turns: number } | { readonly seconds: number };
  readonly shared: SharedArrayBuffer;
}

/** What threads share: whether to end now, and how much of the work is done, in parts of `ALL`. */
const STOP = 0;
const DONE = 1;
const ALL = 1_000_000;
const WATCH_MS = 500;

/** Compiled code starts the compiled thread; source, in development and tests, is read through tsx. */
function openThread(task: WeekTask | PartTask): Worker {
  const options = { workerData: task };
  if (import.meta.url.endsWith('.js'))
    return new Worker(join(projectRoot, 'build/node/plan-week-thread.js'), options);
  const source = pathToFileURL(join(projectRoot, 'app/commands/plan-week-thread.ts')).href;
  const code = `import('tsx/esm/api').then(({ tsImport }) => tsImport('${source}', '${source}'))`;
  return new Worker(code, { ...options, eval: true, execArgv: [] });
}

function start<Answer>(task: WeekTask | PartTask, signal?: AbortSignal): Promise<Answer> {
  return new Promise((found, failed) => {
    const thread = openThread(task);
    const abort = () => {
      failed(signal?.reason);
      void thread.terminate();
    };
    signal?.addEventListener('abort', abort, { once: true });
    thread.once('message', found);
    thread.once('error', failed);
    thread.once('exit', () => {
      signal?.removeEventListener('abort', abort);
      failed(new Error('A planning thread ended without a plan'));
    });
  });
}

/** Plans a week away from this thread; the same seed and turns give the same plan, on however many threads. */
export async function planInThreads(
  problem: WeekProblem,
  {
    seed,
    effort,
    threads = availableParallelism(),
    begin = planBefore(problem),
    watch,
    signal,
  }: ThreadOptions,
): Promise<ThreadPlan> {
  signal?.throwIfAborted();
  const shared = new SharedArrayBuffer(8);
  const state = new Int32Array(shared);
  let watching = Promise.resolve();
  let unheard: unknown;
  const look = async () => {
    try {
      if (await watch?.(Math.min(1, Atomics.load(state, DONE) / ALL))) Atomics.store(state, STOP, 1);
    } catch (problem) {
      unheard = problem;
    }
  };
  // Who asked to stop before it began is heard before it begins.
  await look();
  const timer = setInterval(() => {
    watching = watching.then(look);
  }, WATCH_MS);
  const task: WeekTask = { kind: 'week', problem, begin, seed, effort, threads, shared };
  const found = await start<ThreadPlan>(task, signal).finally(() => {
    clearInterval(timer);
    return watching;
  });
  if (unheard) throw unheard;
  return found;
}

/** What a planning thread does. */
export async function workInThread(): Promise<void> {
  const task = workerData as WeekTask | PartTask;
  const answer = task.kind === 'part' ? solvePart(task) : await solveWeek(task);
  parentPort?.postMessage(answer);
}

async function solveWeek({ problem, begin, seed, effort, threads, shared }: WeekTask): Promise<ThreadPlan> {
  const needs = problem.needs.length;
  const isOne = threads === 1;
  const turn = turnstile(threads);
  const placed = await planInParts(
    problem,
    seed,
    (part, work) => {
      const own =
        'seconds' in effort
          ? { seconds: effort.seconds * work.share * (work.share < 1 ? threads : 1) }
          : { turns: Math.ceil(effort.turnsPerNeed * needs * work.share) };
      const task: PartTask = { kind: 'part', part, work, effort: own, shared };
      // All of the week in one part is planned here; parts have a thread each.
      return work.share === 1 || isOne
        ? Promise.resolve(solvePart(task))
        : turn(() => start<PlacedNeed[]>(task));
    },
    begin,
  );
  return { placed, plan: explainWeek(problem, placed) };
}

function solvePart({ part, work, effort, shared }: PartTask): PlacedNeed[] {
  const state = new Int32Array(shared);
  const began = performance.now();
  let told = 0;
  const done = (turns: number) => {
    const portion =
      'seconds' in effort ? (performance.now() - began) / (effort.seconds * 1_000) : turns / effort.turns;
    const now = Math.round(Math.min(1, portion) * work.share * ALL);
    Atomics.add(state, DONE, now - told);
    told = now;
    return portion;
  };
  const stopped = () => Atomics.load(state, STOP) === 1;
  return planWeek(part.problem, { seed: work.seed, done, stopped, isGood: !work.isFirst }, part.begin);
}

/** Lets so many in at a time. */
function turnstile(most: number) {
  let free = most;
  const waiting: (() => void)[] = [];
  return async <Value>(work: () => Promise<Value>): Promise<Value> => {
    if (free === 0) await new Promise<void>((go) => waiting.push(go));
    else free--;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
