/** Brings node_modules in step with package-lock.json. Runs before anything is installed: Node alone. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project-root.mjs';

const lock = join(projectRoot, 'package-lock.json');
const mark = join(projectRoot, 'node_modules/.installed-from');
// npm writes this file last, so an installation cut short lacks it.
const npmMark = join(projectRoot, 'node_modules/.package-lock.json');

const lockHash = () => createHash('sha256').update(readFileSync(lock)).digest('hex');

function isInstalled() {
  if (!existsSync(npmMark)) return false;
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lockHash()) return true;
  return statSync(npmMark).mtimeMs >= statSync(lock).mtimeMs;
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Node ${process.versions.node} is too old: Wellspring needs Node 20.19 or newer.`);
  process.exit(1);
}

/** Installs what is missing; does nothing when nothing is. Everything npm says goes to stderr. */
export function ensureInstalled() {
  checkNode();
  if (isInstalled()) return;
  console.error('Installing the packages of package-lock.json …');
  const npm = process.env.npm_execpath;
  // A build needs the development packages too, whatever NODE_ENV says.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const options = { cwd: projectRoot, stdio: ['ignore', 2, 2] };
  const { status, error } = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (status !== 0) {
    console.error(`npm ci failed${error ? `: ${error.message}` : ''}. Its last lines above say why.`);
    process.exit(1);
  }
  writeFileSync(mark, lockHash());
}
