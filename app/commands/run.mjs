/** Runs a command of app/commands/<name>.ts on compiled code: `node app/commands/run.mjs <name> …arguments`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { prepare } from './prepare.mjs';
import { projectRoot } from './project-root.mjs';

const [name = ''] = process.argv.splice(2, 1);
// Only measurements of pages need pages.
const withPages = ['pages', 'visits', 'gifts'].some((one) => process.argv.includes(one));
await prepare(name === 'bench' && withPages ? {} : { only: 'node' });
const command = join(projectRoot, 'build/node', `${name}.js`);
if (!existsSync(command)) {
  console.error(`There is no command "${name}".`);
  process.exit(2);
}
process.env.LOG_TO = 'stderr';
await import(command);
