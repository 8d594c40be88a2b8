/**
 * `npm test`: installs and builds what is missing, then types, lint, walls and every test. Each check counts as one
 * test. `npm test -- FILTER` runs only the test files whose path contains FILTER.
 */
import { spawn } from 'node:child_process';
import { build } from '../app/commands/build.mjs';
import { ensureInstalled } from '../app/commands/install.mjs';
import { alone } from '../app/commands/lock.mjs';
import { projectRoot } from '../app/commands/project-root.mjs';

const filters = process.argv.slice(2);
let passed = 0;
let failed = 0;

function report(name, ok, began, said = '') {
  if (ok) passed += 1;
  else failed += 1;
  console.info(`${ok ? '✓' : '✗'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  if (!ok) console.info(said.trimEnd());
}

/** Runs a program of node_modules; what it says is shown only when it fails. */
function check(name, program, args) {
  const began = Date.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: projectRoot,
      env: { ...process.env, FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    child.once('error', (problem) => (said += problem.message));
    child.once('close', (code) => {
      report(name, code === 0, began, said);
      resolve();
    });
  });
}

async function prepare() {
  const began = Date.now();
  try {
    await build();
    report('build', true, began);
  } catch (problem) {
    report('build', false, began, String(problem?.message ?? problem));
  }
}

const types = () => check('types', 'node_modules/typescript/bin/tsc', ['--noEmit']);

/** What is left to check once the pages are built. */
async function checks() {
  const walls = (name, config) =>
    check(name, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs', [
      '--config',
      config,
      ...['app', 'db', 'jobs', 'test'],
    ]);
  // Two at a time, for two cores.
  const lanes = [
    () => walls('walls that hold through others', '.dependency-cruiser.reach.cjs'),
    async () => {
      await check('lint', 'node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']);
      await walls('walls', '.dependency-cruiser.cjs');
      await check('nothing unused', 'node_modules/knip/bin/knip.js', ['--no-config-hints']);
    },
  ];
  await Promise.all(lanes.map((lane) => lane()));
}

/** A test that did not run has not passed, and a file that could not be read is a failed test. */
function count(modules, unhandled) {
  for (const module of modules) {
    if (module.errors().length > 0) failed += 1;
    for (const test of module.children.allTests()) {
      if (test.result().state === 'passed') passed += 1;
      else failed += 1;
    }
  }
  failed += unhandled.length;
}

async function tests() {
  const { startVitest } = await import('vitest/node');
  const vitest = await startVitest('test', filters, { run: true, watch: false, root: projectRoot });
  count(vitest.state.getTestModules(), vitest.state.getUnhandledErrors());
  await vitest.close();
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

process.env.LOG_LEVEL ??= 'warn';
const whole = filters.length === 0;
await alone(async () => {
  ensureInstalled();
  // Types are of the words too; both are there before the pages are.
  if (whole) await (await import('../app/commands/words.mjs')).compileWords();
  await Promise.all([prepare(), ...(whole ? [types()] : [])]);
});
if (whole) await checks();
try {
  await tests();
} catch (problem) {
  failed += 1;
  console.error(problem);
}
console.info(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
