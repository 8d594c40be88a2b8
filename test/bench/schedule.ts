import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench, Report } from '~/commands/bench';
import { homeCareCost, readHomeCareProblem } from '~/commands/home-care-problem';
import { planRounds } from '~/domain/visits/planning/plan-rounds.rules';
import { projectRoot } from '~/platform/project-root';
import { StartProblem } from '~/platform/start-problem';

/** Seconds of this process on a processor, so that others on the machine change nothing. */
const SECONDS = [1, 10, 60];
const BEST_KNOWN = 'best-known.csv';
/** Looked for in this order when no folder is named: all problems beside the project, else the few within it. */
const FOLDERS = ['../shared/data/hhcrsp', 'test/fixtures/home-care'];

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}

function folderOfProblems(): string {
  const { problems } = parseArgs({
    allowPositionals: true,
    options: { problems: { type: 'string' }, json: { type: 'boolean' } },
  }).values;
  const folder = problems
    ? resolve(problems)
    : FOLDERS.map((one) => join(projectRoot, one)).find((one) => existsSync(one));
  if (!folder || !existsSync(folder)) throw new StartProblem(`There is no folder ${folder}.`);
  return folder;
}

/** Best known cost by problem; none where the folder says nothing. */
async function bestKnown(folder: string): Promise<ReadonlyMap<string, number>> {
  const path = join(folder, BEST_KNOWN);
  if (!existsSync(path)) return new Map();
  const [, ...lines] = (await readFile(path, 'utf8')).trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [name = '', cost] = line.split(',');
      return [name, Number(cost)];
    }),
  );
}

/** Cost of each problem of a folder after 1, 10 and 60 s on one processor, and its gap to the best known in percent. */
export default async function bench(report: Report, _: Bench): Promise<void> {
  const folder = folderOfProblems();
  const best = await bestKnown(folder);
  const names = (await readdir(folder))
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'))
    .sort(new Intl.Collator('en', { numeric: true }).compare);
  if (names.length === 0) throw new StartProblem(`There is no problem in ${folder}.`);
  for (const seconds of SECONDS) {
    const gaps: number[] = [];
    for (const name of names) {
      const { routing } = await readHomeCareProblem(join(folder, `${name}.json`));
      const began = processorSeconds();
      const done = () => (processorSeconds() - began) / seconds;
      const solution = planRounds(routing, { seed: 1, done });
      if (!solution) throw new StartProblem(`${name}: no rounds keep all rules.`);
      const cost = homeCareCost(solution);
      report(`${name} ${seconds} s`, cost, 'cost', 1);
      const known = best.get(name);
      if (known === undefined) continue;
      gaps.push((cost / known - 1) * 100);
      report(`${name} ${seconds} s gap`, gaps.at(-1) as number, '%', 1);
    }
    if (gaps.length === 0) continue;
    report(`mean ${seconds} s gap`, gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length, '%', gaps.length);
  }
}
