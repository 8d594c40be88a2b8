/** `npm run serve:web`, `npm run serve:worker`: one process of production, on code built before. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project-root.mjs';

// Who serves by hand serves in earnest; NODE_ENV=demo says otherwise.
process.env.NODE_ENV ??= 'production';
const command = join(projectRoot, 'build/node', `serve-${process.argv[2]}.js`);
if (!existsSync(command)) {
  console.error('Nothing is built yet. Run `npm run build` first.');
  process.exit(1);
}
await import(command);
