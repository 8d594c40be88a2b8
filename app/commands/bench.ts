import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApplication } from '~/application';
import { env } from '~/platform/env';
import { startPostgres } from '~/platform/postgres/server';
import { runCommand } from '~/platform/process-life';
import { StartProblem } from '~/platform/start-problem';
import { migrateDatabase } from '~/set-up-database';

/** Says one figure: what was measured, how much of which unit, over how many repetitions. */
export type Report = (metric: string, value: number, unit: string, n: number) => void;

/** A PostgreSQL of the measurement's own: newest schema, no tenant, and the database of this process. */
export interface BenchDatabase {
  readonly ownerUrl: string;
}

/** What a measurement may ask for. */
export interface Bench {
  /** Starts the database the first time it is asked for. It writes to disk as in production and goes at the end. */
  database(): Promise<BenchDatabase>;
}

const CONNECTIONS = 16;

/** `test/bench/<name>.ts`: `export default async function bench(report, { database })`. */
interface BenchModule {
  default(report: Report, bench: Bench): Promise<void>;
}

function lazyDatabase(): Bench & { close(): Promise<void> } {
  let opened: Promise<{ ownerUrl: string; close(): Promise<void> }> | undefined;
  const open = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wellspring-bench-'));
    // The embedded server runs as a user of its own when the product runs as root.
    await chmod(folder, 0o711);
    const server = await startPostgres({ dataDir: folder });
    await migrateDatabase(server.ownerUrl);
    const application = openApplication({ databaseUrl: server.ownerUrl, work: CONNECTIONS, signIn: 1 });
    const close = async () => {
      await application.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    };
    return { ownerUrl: server.ownerUrl, close };
  };
  return {
    database: () => (opened ??= open()),
    close: async () => (await opened)?.close(),
  };
}

const rounded = (value: number): number => Number(value.toPrecision(6));

async function load(name: string): Promise<BenchModule> {
  if (!/^[a-z-]+$/.test(name)) throw new StartProblem('npm run bench -- NAME [--json]');
  try {
    return await import(`../../test/bench/${name}.ts`);
  } catch (problem) {
    if (problem instanceof Error && /Module not found|Cannot find module/.test(problem.message)) {
      throw new StartProblem(`There is no measurement "${name}" in test/bench.`);
    }
    throw problem;
  }
}

await runCommand(async () => {
  const args = process.argv.slice(2);
  const json = args.includes('--json');
  const name = args.find((arg) => !arg.startsWith('--')) ?? '';
  // The settings are read; from here on NODE_ENV only tells React and others to be quick, as where it serves.
  env();
  process.env.NODE_ENV = 'production';
  const { default: measure } = await load(name);
  const report: Report = (metric, value, unit, n) => {
    const figure = { name, metric, value: rounded(value), unit, n };
    const columns = [metric.padEnd(36), String(figure.value).padStart(12), unit.padEnd(12), `n=${n}`];
    process.stdout.write(`${json ? JSON.stringify(figure) : columns.join(' ')}\n`);
  };
  const bench = lazyDatabase();
  try {
    await measure(report, bench);
  } finally {
    await bench.close();
  }
});
