import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { planInThreads } from '#jobs/week-threads';
import type { Bench, Report } from '~/commands/bench';
import { homeCareCost, readHomeCareProblem } from '~/commands/home-care-problem';
import { planRounds } from '~/domain/visits/planning/plan-rounds.rules';
import type { PlacedNeed, WeekProblem } from '~/domain/visits/planning/week.rules';
import { projectRoot } from '~/platform/project-root';
import { StartProblem } from '~/platform/start-problem';
import { brokenRules } from '../domain/visits/week-checker';
import { districtWeek } from './district-week';

/** Seconds of this process on a processor, so that others on the machine change nothing. */
const SECONDS = [1, 10, 60];
const BEST_KNOWN = 'best-known.csv';
/** Looked for in this order when no folder is named: all problems beside the project, else the few within it. */
const FOLDERS = ['../shared/data/hhcrsp', 'test/fixtures/home-care'];

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}

function readOptions() {
  return parseArgs({
    allowPositionals: true,
    options: { problems: { type: 'string' }, json: { type: 'boolean' }, week: { type: 'boolean' } },
  }).values;
}

function folderOfProblems(problems: string | undefined): string {
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

/**
 * Cost of each problem of a folder after 1, 10 and 60 s on one processor, and its gap to the best known in percent; then
 * the week of a district, which is all that is measured with `--week`.
 */
export default async function bench(report: Report, _: Bench): Promise<void> {
  const { problems, week } = readOptions();
  if (!week) await measureProblems(report, folderOfProblems(problems));
  await measureWeek(report);
}

async function measureProblems(report: Report, folder: string): Promise<void> {
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

const VOLUNTEERS = 1_000;
const VISITS = 10_000;
/** Every twentieth volunteer falls out. */
const FALL_OUT = 20;
const THREADS = 2;
const WEEK_SECONDS = 60;
const REPLAN_SECONDS = 20;

/** A made week planned on two threads, and again after some volunteers fell out. Seconds are those of the wall. */
async function measureWeek(report: Report): Promise<void> {
  const problem = districtWeek({ volunteers: VOLUNTEERS, visits: VISITS, seed: 1 });
  const tell = async (name: string, week: WeekProblem, seconds: number, begin: readonly PlacedNeed[]) => {
    const began = performance.now();
    const options = { seed: 1, effort: { seconds }, threads: THREADS, begin };
    const { plan, placed } = await planInThreads(week, options);
    report(`${name} seconds`, (performance.now() - began) / 1_000, 's', 1);
    report(`${name} peak memory`, process.resourceUsage().maxRSS / 1_024, 'MiB', 1);
    report(`${name} visits`, plan.totals.visits, 'visits', week.needs.length);
    report(`${name} unmet`, plan.totals.unmet, 'visits', week.needs.length);
    report(`${name} travel`, plan.totals.travelMinutes, 'min', 1);
    report(`${name} late`, plan.totals.lateMinutes, 'min', 1);
    report(`${name} broken rules`, brokenRules(week, placed).length, 'rules', 1);
    return { totals: plan.totals, placed };
  };
  const { placed } = await tell('week', problem, WEEK_SECONDS, []);

  const gone = new Set(problem.volunteers.filter((_, at) => at % FALL_OUT === 0).map(({ id }) => id));
  const publishedOf = new Map(placed.map((one) => [one.needId, one]));
  const left: WeekProblem = {
    ...problem,
    volunteers: problem.volunteers.filter(({ id }) => !gone.has(id)),
    needs: problem.needs.map((need) => ({ ...need, published: publishedOf.get(need.id) })),
  };
  const { totals } = await tell('replan', left, REPLAN_SECONDS, placed);
  const all = placed.flatMap((one) => one.volunteerIds);
  report('replan assignments before', all.length, 'assignments', 1);
  report('replan lost with volunteers', all.filter((id) => gone.has(id)).length, 'assignments', 1);
  report('replan changed assignments', totals.changedAssignments, 'assignments', 1);
  report('replan changed times', totals.changedTimes, 'visits', 1);
}
