import type { JobCount } from '#db/schema/jobs';

/** Counts the jobs of one process. */
export class JobNumbers {
  readonly #jobs = new Map<string, { outcomes: Record<string, number>; seconds: number }>();

  count(job: string, outcome: string, ms: number): void {
    const counted = this.#jobs.get(job) ?? { outcomes: {}, seconds: 0 };
    counted.outcomes[outcome] = (counted.outcomes[outcome] ?? 0) + 1;
    counted.seconds += ms / 1_000;
    this.#jobs.set(job, counted);
  }

  read(): Record<string, JobCount> {
    return Object.fromEntries(this.#jobs);
  }
}
