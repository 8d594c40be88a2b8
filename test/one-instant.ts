import { afterAll, vi } from 'vitest';

/**
 * Stops the clock of this process for the tests of a file, so that no midnight falls between the day a test has in mind and
 * the day on which it acts. Call before anything that reads the day. The database goes on by its own.
 */
export function useOneInstant(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  afterAll(() => {
    vi.useRealTimers();
  });
}
