import { resolve } from 'node:path';
import { writeBackup } from '#db/backup';
import { withOwnerDatabase } from '~/application';
import { runCommand } from '~/platform/process-life';
import { StartProblem } from '~/platform/start-problem';

await runCommand(async () => {
  const [name] = process.argv.slice(2);
  if (!name) throw new StartProblem('Usage: npm run db:backup -- FILE (a name ending in .gz is packed)');
  const file = resolve(name);
  await withOwnerDatabase((ownerUrl) => writeBackup(ownerUrl, file));
  console.info(
    `Backed up into ${file}. It opens only with the FIELD_KEYS of this installation: keep them apart from it.`,
  );
});
