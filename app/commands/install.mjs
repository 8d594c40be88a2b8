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

function npm(args, stdio) {
  const cli = process.env.npm_execpath;
  // A build needs the development packages too, whatever NODE_ENV says.
  const all = [...args, '--include=dev', '--no-audit', '--no-fund'];
  const options = { cwd: projectRoot, stdio, encoding: 'utf8' };
  return cli?.endsWith('.js')
    ? spawnSync(process.execPath, [cli, ...all], options)
    : spawnSync('npm', all, { ...options, shell: process.platform === 'win32' });
}

/** Installs what is missing; does nothing when nothing is. Everything npm says goes to stderr. */
export function ensureInstalled() {
  checkNode();
  if (isInstalled()) return;
  console.error('Installing the packages of package-lock.json …');
  const exact = npm(['ci'], ['ignore', 'pipe', 'pipe']);
  if (exact.status !== 0) {
    // `ci` asks for every platform's packages in the lock file; a registry that lacks some is no reason to give up.
    const { status, error } = npm(['install', '--no-save'], ['ignore', 2, 2]);
    if (status !== 0) {
      console.error(
        `${exact.stderr ?? ''}\nnpm could not install${error ? `: ${error.message}` : ''}; the lines above say why.`,
      );
      process.exit(1);
    }
  }
  writeFileSync(mark, lockHash());
}
