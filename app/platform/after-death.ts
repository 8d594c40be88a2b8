import { spawn } from 'node:child_process';

/**
 * Has the shell run `script` (with `args` as $0, $1 …) as soon as this process is gone, however it went: the shell
 * waits at the end of a pipe that only we hold open. Returns the way to call it off.
 */
export function afterDeath(script: string, args: readonly string[]): () => void {
  if (process.platform === 'win32') return () => undefined;
  const guard = spawn('/bin/sh', ['-c', `read -r _; ${script}`, ...args], {
    detached: true,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.stdin.on('error', () => undefined);
  guard.unref();
  // The pipe alone must not keep us running.
  (guard.stdin as unknown as { unref(): void }).unref();
  return () => void guard.kill('SIGKILL');
}
