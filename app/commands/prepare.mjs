import { build } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { alone } from './lock.mjs';

/**
 * Installs what is missing and builds what is stale.
 * @param {{ only?: 'node' | 'pages', force?: boolean }} [options] as `build` takes them
 */
export function prepare(options) {
  return alone(async () => {
    ensureInstalled();
    await build(options);
  });
}
