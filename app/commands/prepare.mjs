import { build } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { alone } from './lock.mjs';

/**
 * Installs what is missing and builds what is stale. What does not build is told, and ends the process.
 * @param {{ only?: 'node' | 'pages', force?: boolean }} [options] as `build` takes them
 */
export function prepare(options) {
  return alone(async () => {
    ensureInstalled();
    try {
      await build(options);
    } catch (problem) {
      console.error(problem?.message ?? problem);
      process.exit(1);
    }
  });
}
