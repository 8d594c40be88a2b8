import { withOwnerDatabase } from '~/application';
import { runCommand } from '~/platform/process-life';
import { setUpDatabase } from '~/set-up-database';

await runCommand(async () => {
  await withOwnerDatabase(setUpDatabase);
  console.info('Reference data is loaded.');
});
