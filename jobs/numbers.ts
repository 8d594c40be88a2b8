/** What a worker has counted of one job since its start. */
export interface JobCount {
  /** By outcome, such as `done` or `refused`. */
  readonly outcomes: Record<string, number>;
  /** Seconds of all attempts together. */
  readonly seconds: number;
}

/** Jobs in the queues of a worker's backend, by state. */
export type Depth = Record<'waiting' | 'active' | 'delayed' | 'failed', number>;

/** Content of a heartbeat. */
export interface WorkerNumbers {
  readonly jobs: Record<string, JobCount>;
  readonly depth: Depth;
}

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
