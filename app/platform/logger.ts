import { type Logger, pino } from 'pino';
import { processWide } from './process-wide';

/** Logging must work before the settings are checked; `env` is what complains about a wrong level. */
function startLevel(): string {
  const asked = process.env.LOG_LEVEL?.trim() || 'info';
  return asked === 'silent' || asked in pino.levels.values ? asked : 'info';
}

/**
 * Structured log of this process, one JSON object per line: on stdout for web and worker, on stderr for commands,
 * whose stdout is their answer. Personal data never goes in:
 * name people and records by id. The paths below catch what a library might add by itself.
 */
export const logger: Logger = processWide('logger', () =>
  pino(
    {
      level: startLevel(),
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: ['req.headers', 'headers', 'password', '*.password', 'token', '*.token', 'cookie', '*.cookie'],
        censor: '[withheld]',
      },
    },
    pino.destination(process.env.LOG_TO === 'stderr' ? 2 : 1),
  ),
);
