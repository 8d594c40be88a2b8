import { SettingsError } from './env';
import { logger } from './logger';
import { StartProblem } from './start-problem';

/** A part of the product that runs until it is told to stop. */
export interface Service {
  /** Finishes what is running and lets go of everything. */
  stop(): Promise<void>;
}

/** A terminal and npm both pass Ctrl-C on; what comes this close together was pressed once. */
const ONE_PRESS_MS = 1_000;
const STOP_WITHIN_MS = 25_000;

/**
 * Runs one process of the product: starts it, stops it in good order on SIGTERM, SIGINT or when the process that
 * started it is gone, and ends with 0. A second signal ends it at once. A failed start is told in words.
 */
export async function runProcess(name: string, start: () => Promise<Service>): Promise<void> {
  let service: Service | undefined;
  let stoppingSince: number | undefined;

  const stop = async (why: string) => {
    if (stoppingSince !== undefined) {
      if (Date.now() - stoppingSince > ONE_PRESS_MS) process.exit(130);
      return;
    }
    stoppingSince = Date.now();
    logger.info({ service: name, why }, 'stopping');
    setTimeout(() => {
      logger.error({ service: name }, 'did not stop in time');
      process.exit(1);
    }, STOP_WITHIN_MS).unref();
    try {
      await service?.stop();
      logger.info({ service: name }, 'stopped');
      process.exit(0);
    } catch (problem) {
      logger.error({ service: name, err: problem }, 'stopping failed');
      process.exit(1);
    }
  };

  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
  process.on('disconnect', () => void stop('the starting process is gone'));
  process.on('uncaughtException', (problem) => {
    logger.fatal({ service: name, err: problem }, 'uncaught exception');
    process.exit(1);
  });

  try {
    service = await start();
  } catch (problem) {
    failStart(problem);
  }
  // Asked to stop before the start was through: `stop` had nothing to stop yet.
  if (stoppingSince !== undefined) await service.stop();
  else process.send?.('ready');
}

/** Runs a command to its end: exit code 0, or the number that `work` gives; 1 with the reason in words when it throws. */
export async function runCommand(work: () => Promise<unknown>): Promise<never> {
  try {
    const code = await work();
    process.exit(typeof code === 'number' ? code : 0);
  } catch (problem) {
    failStart(problem);
  }
}

/** What `parseArgs` says of an option that a command does not have. */
const isWrongOption = (problem: unknown): problem is Error =>
  problem instanceof TypeError && String((problem as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');

/** Ends the process after a failed start; an expected problem is its message alone, without a stack. */
export function failStart(problem: unknown): never {
  const expected =
    problem instanceof SettingsError || problem instanceof StartProblem || isWrongOption(problem);
  console.error(expected ? problem.message : problem);
  process.exit(1);
}
