import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { cheapest, planRounds } from '~/domain/visits/planning/plan-rounds.rules';
import type { RoutingProblem, RoutingSolution } from '~/domain/visits/planning/routing.rules';
import { runCommand } from '~/platform/process-life';
import { StartProblem } from '~/platform/start-problem';
import { homeCareCost, homeCareSolution, readHomeCareProblem } from './home-care-problem';

const USAGE = `npm run schedule:solve -- IN.json --out OUT.json [--seconds N | --moves N] [--seed S] [--threads T]
IN.json: a problem of the daily home health care routing and scheduling problem
--seconds: how long to search, 10 if nothing is said; --moves: how much work instead, the same on every machine`;

const MOST_THREADS = 64;

interface Search {
  readonly problem: RoutingProblem;
  readonly seed: number;
  readonly seconds: number;
  /** Work instead of time. */
  readonly moves: number | undefined;
}

function search({ problem, seed, seconds, moves: most }: Search): RoutingSolution | null {
  const began = performance.now();
  const done =
    most === undefined
      ? () => (performance.now() - began) / (seconds * 1_000)
      : (moves: number) => moves / most;
  return planRounds(problem, { seed, done });
}

/** The same search with another seed in each thread. */
function searchInThreads(work: Search, threads: number): Promise<(RoutingSolution | null)[]> {
  return Promise.all(
    Array.from(
      { length: threads },
      (_, at) =>
        new Promise<RoutingSolution | null>((found, failed) => {
          const thread = new Worker(new URL(import.meta.url), {
            workerData: { ...work, seed: work.seed + at },
          });
          thread.once('message', found);
          thread.once('error', failed);
        }),
    ),
  );
}

/** Arguments, or a StartProblem with everything that is wrong with them. */
function readArguments(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = { out: text, seconds: text, moves: text, seed: text, threads: text };
  let given: ReturnType<typeof parse>;
  function parse() {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  }
  try {
    given = parse();
  } catch (problem) {
    throw new StartProblem(`${problem instanceof Error ? problem.message : ''}\n${USAGE}`);
  }
  const { values, positionals } = given;
  const wrong: string[] = [];
  const number = (
    name: 'seconds' | 'moves' | 'seed' | 'threads',
    fits: (value: number) => boolean,
    what: string,
  ) => {
    const said = values[name];
    if (said === undefined) return undefined;
    const value = said.trim() === '' ? Number.NaN : Number(said);
    if (!fits(value)) wrong.push(`--${name} ${said}: ${what}`);
    return value;
  };
  const positive = (value: number) => Number.isFinite(value) && value > 0;
  const seconds = number('seconds', positive, 'must be a number above 0');
  const moves = number(
    'moves',
    (value) => Number.isSafeInteger(value) && value > 0,
    'must be a whole number above 0',
  );
  const seed = number(
    'seed',
    (value) => Number.isSafeInteger(value) && value >= 0,
    'must be a whole number from 0',
  );
  const threads = number(
    'threads',
    (value) => Number.isInteger(value) && value >= 1 && value <= MOST_THREADS,
    `must be a whole number from 1 to ${MOST_THREADS}`,
  );
  if (seconds !== undefined && moves !== undefined) wrong.push('--seconds and --moves: one of the two');
  if (positionals.length !== 1) wrong.push('one problem file, please');
  const out = values.out ? resolve(values.out) : undefined;
  if (!out) wrong.push('--out OUT.json is missing');
  else if (!existsSync(dirname(out))) wrong.push(`--out: there is no folder ${dirname(out)}`);
  const [path] = positionals;
  if (wrong.length > 0 || !path || !out) throw new StartProblem([...wrong, USAGE].join('\n'));
  return { path, out, seconds: seconds ?? 10, moves, seed: seed ?? 1, threads: threads ?? 1 };
}

async function main(): Promise<void> {
  const { path, out, threads, ...asked } = readArguments(process.argv.slice(2));
  const problem = await readHomeCareProblem(resolve(path));
  const work = { problem: problem.routing, ...asked };
  const found = threads === 1 ? [search(work)] : await searchInThreads(work, threads);
  const best = cheapest(found.flatMap((solution) => solution ?? []));
  if (!best) throw new StartProblem(`${path}: no rounds keep all rules.`);
  await writeFile(out, `${JSON.stringify(homeCareSolution(problem, best))}\n`);
  process.stdout.write(`${homeCareCost(best).toFixed(3)}\n`);
}

if (isMainThread) await runCommand(main);
else parentPort?.postMessage(search(workerData as Search));
