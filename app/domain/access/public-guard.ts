import { z } from 'zod';

/** What a public page sends beside its form. */
export const guardForm = z.object({
  /** Where the request comes from, as the server knows it. */
  address: z.string().max(100),
  /** The task that the page was given, and what the browser found. */
  task: z.string().max(2_000).default(''),
  solution: z.string().max(2_000).default(''),
});

export type Guard = z.output<typeof guardForm>;

/** Seconds that a public page without script takes at least: a machine is slowed, a person is not done sooner. */
export const SLOW_WAY_SECONDS = 10;
