import { expect, test } from 'vitest';
import { migrate } from '#db/migrate';
import { DEMO_SESSION_SECRET } from '~/platform/env';
import { projectRoot } from '~/platform/project-root';
import { freshDatabase } from '../database';

test('several databases of one server are set up at the same moment', async () => {
  const databases = [];
  for (let n = 0; n < 6; n++) databases.push(await freshDatabase());
  const set = databases.map(({ ownerUrl }) =>
    migrate(ownerUrl, DEMO_SESSION_SECRET, `${projectRoot}/db/migrations`),
  );
  expect((await Promise.allSettled(set)).map((one) => one.status)).toEqual(databases.map(() => 'fulfilled'));
});
