/** Runs a command of app/commands/<name>.ts on compiled code: `node app/commands/run.mjs <name> …arguments`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { prepare } from './prepare.mjs';
import { projectRoot } from './project-root.mjs';

const [name = ''] = process.argv.splice(2, 1);
// Only a measurement of pages needs pages.
await prepare(name === 'bench' && process.argv.includes('pages') ? {} : { only: 'node' });
const command = join(projectRoot, 'build/node', `${name}.js`);
if (!existsSync(command)) {
  console.error(`There is no command "${name}".`);
  process.exit(2);
}
process.env.LOG_TO = 'stderr';
await import(command);
