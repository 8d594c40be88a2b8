import { selectChain, selectChainHead } from '#db/queries/audit';
import { read } from './use-case';

/** Outcome of reading a tenant's whole chain. `brokenAt` is the number of the first event that does not fit. */
export interface ChainReport {
  readonly events: number;
  readonly brokenAt: bigint | null;
}

const STRETCH = 5_000;

/** Recomputes every hash of the tenant's audit chain and checks that each event continues the one before, without a gap. */
export const verifyChain = read(
  'audit.view',
  async ({ tx }, _: Record<string, never>): Promise<ChainReport> => {
    let previous: { seq: bigint; hash: Buffer } = { seq: 0n, hash: Buffer.alloc(0) };
    let events = 0;
    for (;;) {
      const stretch = await selectChain(tx, previous.seq, STRETCH);
      for (const event of stretch) {
        const fits =
          event.seq === previous.seq + 1n &&
          event.previousHash.equals(previous.hash) &&
          event.hash.equals(event.recomputed);
        if (!fits) return { events, brokenAt: event.seq };
        previous = event;
        events++;
      }
      if (stretch.length < STRETCH) {
        const head = await selectChainHead(tx);
        const whole =
          head === undefined ? events === 0 : head.seq === previous.seq && head.hash.equals(previous.hash);
        return { events, brokenAt: whole ? null : previous.seq + 1n };
      }
    }
  },
);
