import { withOwnerDatabase } from '~/application';
import { runCommand } from '~/platform/process-life';
import { migrateDatabase } from '~/set-up-database';

await runCommand(async () => {
  await withOwnerDatabase(migrateDatabase);
  console.info('The database is at the newest schema.');
});
