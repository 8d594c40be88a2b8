import { defineConfig } from 'vitest/config';
import { aliases } from './aliases.config';

/**
 * Tests of one kind. `database` ones get PostgreSQL from test/global-setup.ts; files of one that is not `isolated` share
 * the modules of their worker, which are read once then.
 */
function kind(name: string, folders: string[], { database = false, isolated = true, seconds = 20 } = {}) {
  return {
    resolve: { alias: aliases },
    test: {
      name,
      include: folders.map((folder) => `test/${folder}/**/*.test.{ts,tsx}`),
      setupFiles: ['./test/worker-setup.ts'],
      globalSetup: database ? ['./test/global-setup.ts'] : [],
      isolate: isolated,
      testTimeout: seconds * 1000,
      hookTimeout: Math.max(60, seconds) * 1000,
      allowOnly: !process.env.CI,
    },
  };
}

export default defineConfig({
  test: {
    // One more than two cores: tests in a browser and of jobs wait more than they work.
    maxWorkers: 3,
    projects: [
      kind('domain', ['domain', 'ui', 'words'], { isolated: false }),
      kind('usecase', ['usecase', 'db'], { database: true, isolated: false }),
      // Those that bring settings, or servers that stand in for others, of their own.
      kind('settings', ['settings'], { database: true }),
      kind('jobs', ['jobs'], { database: true, seconds: 60 }),
      kind('routes', ['routes', 'api'], { database: true }),
      kind('platform', ['platform'], { database: true, seconds: 90 }),
      kind('e2e', ['e2e'], { database: true, seconds: 180 }),
    ],
  },
});
