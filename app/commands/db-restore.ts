import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeBackup } from '#db/backup';
import { countConnected, holdsTenants, NotRestorable, restoreBackup } from '#db/restore';
import { withOwnerDatabase } from '~/application';
import { env } from '~/platform/env';
import { runCommand } from '~/platform/process-life';
import { projectRoot } from '~/platform/project-root';
import { StartProblem } from '~/platform/start-problem';

/** What stands in the database now goes into a backup of its own first: a restore may be a mistake. */
async function keepWhatIsThere(ownerUrl: string): Promise<string | undefined> {
  if (!(await holdsTenants(ownerUrl))) return undefined;
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  mkdirSync(env().dataDir, { recursive: true });
  const file = join(env().dataDir, `before-restore-${stamp}.sql.gz`);
  await writeBackup(ownerUrl, file);
  return file;
}

async function restore(ownerUrl: string, file: string): Promise<void> {
  if ((await countConnected(ownerUrl)) > 0) {
    throw new StartProblem('Web or worker is running on this database. Stop them first, then restore.');
  }
  const kept = await keepWhatIsThere(ownerUrl);
  if (kept) console.info(`What stands in the database now is kept in ${kept}.`);
  const { takenAt } = await restoreBackup(file, {
    ownerUrl,
    sessionSecret: env().sessionSecret,
    migrations: join(projectRoot, 'db/migrations'),
  });
  console.info(`Restored what ${file} held as of ${takenAt}.`);
}

await runCommand(async () => {
  const [name] = process.argv.slice(2);
  if (!name) throw new StartProblem('Usage: npm run db:restore -- FILE');
  const file = resolve(name);
  if (!existsSync(file)) throw new StartProblem(`There is no file ${file}.`);
  try {
    await withOwnerDatabase((ownerUrl) => restore(ownerUrl, file));
  } catch (problem) {
    throw problem instanceof NotRestorable ? new StartProblem(problem.message) : problem;
  }
});
