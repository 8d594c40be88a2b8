import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { projectRoot } from '~/platform/project-root';
import { backends, eventually, publish, trace, useBackend } from './backends';

const MANY = 400;
/** So short that the test need not wait long for the killed worker's jobs to be taken up. */
const LOCK_MS = 2_000;

describe.each(backends)('killed worker on %s', (backend) => {
  const on = useBackend(backend);
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  async function startProcess(): Promise<ChildProcess> {
    const child = fork(join(projectRoot, 'test/jobs/worker-process.ts'), { execArgv: ['--import', 'tsx'] });
    children.push(child);
    child.send({ ...on.queue(), lockMs: LOCK_MS });
    await once(child, 'message');
    return child;
  }

  it('leaves nothing undone and nothing done twice when it dies in the middle of a batch, twice', async () => {
    const subjects = Array.from({ length: MANY }, (_, n) => `killed-${String(n).padStart(3, '0')}`);
    const publishSome = (from: number, until: number) =>
      publish(on.actor(), { messages: subjects.slice(from, until).map((subject) => trace(subject)) });
    const doneAtLeast = (n: number) => eventually(on.traces, (seen) => seen.length >= n, 20_000);

    const first = await startProcess();
    // In several transactions, so that the relay too is at work when it dies.
    const publishing = (async () => {
      for (let from = 0; from < MANY; from += 20) await publishSome(from, from + 20);
    })();
    await doneAtLeast(40);
    first.kill('SIGKILL');
    await once(first, 'exit');
    await publishing;
    const afterFirst = (await on.traces()).length;

    const second = await startProcess();
    await doneAtLeast(afterFirst + 40);
    second.kill('SIGKILL');
    await once(second, 'exit');
    const afterSecond = (await on.traces()).length;

    await startProcess();
    expect(await doneAtLeast(MANY)).toEqual(subjects);
    expect(afterFirst).toBeLessThan(MANY);
    expect(afterSecond).toBeLessThan(MANY);
    expect(await on.failures()).toEqual([]);
  });
});
