/** Lets one process at a time install and build in this folder; two starts beside each other take turns. */
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { projectRoot } from './project-root.mjs';

const file = join(
  tmpdir(),
  `wellspring-build-${createHash('sha256').update(projectRoot).digest('hex').slice(0, 16)}`,
);

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return problem.code === 'EPERM';
  }
}

function take() {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (problem) {
    // A temporary folder that cannot be written is no reason not to start.
    if (problem.code !== 'EEXIST') return true;
  }
  const holder = Number(readFileSync(file, 'utf8') || 0);
  if (holder && holder !== process.pid && isAlive(holder)) return false;
  rmSync(file, { force: true });
  return take();
}

/** Runs `work` while no other process of this folder installs or builds. */
export async function alone(work) {
  for (let waited = 0; !take(); waited++) {
    if (waited === 0) console.error('Another process is installing or building here; waiting for it …');
    await wait(250);
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}
