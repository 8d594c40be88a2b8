import { defineConfig } from 'vitest/config';
import { aliases } from './aliases.config';

/** Tests of one kind. `database` ones get PostgreSQL from test/global-setup.ts. */
function kind(name: string, folders: string[], { database = false, seconds = 20 } = {}) {
  return {
    resolve: { alias: aliases },
    test: {
      name,
      include: folders.map((folder) => `test/${folder}/**/*.test.{ts,tsx}`),
      setupFiles: ['./test/worker-setup.ts'],
      globalSetup: database ? ['./test/global-setup.ts'] : [],
      testTimeout: seconds * 1000,
      hookTimeout: Math.max(60, seconds) * 1000,
      allowOnly: !process.env.CI,
    },
  };
}

export default defineConfig({
  test: {
    // Two cores: more workers than that only take turns.
    maxWorkers: 2,
    projects: [
      kind('domain', ['domain', 'ui', 'words']),
      kind('usecase', ['usecase', 'db'], { database: true }),
      kind('jobs', ['jobs'], { database: true, seconds: 60 }),
      kind('routes', ['routes', 'api'], { database: true }),
      kind('platform', ['platform'], { database: true, seconds: 90 }),
      kind('e2e', ['e2e'], { database: true, seconds: 180 }),
    ],
  },
});
