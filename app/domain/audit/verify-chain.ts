import { selectChain, selectChainHead } from '#db/queries/audit';
import { read } from './use-case';

/** Outcome of reading a tenant's whole chain. `brokenAt` is the number of the first event that does not fit. */
export interface ChainReport {
  readonly events: number;
  readonly brokenAt: bigint | null;
}

const STRETCH = 5_000;

type Link = { readonly seq: bigint; readonly hash: Buffer };

/**
 * Recomputes every hash of the tenant's audit chain and checks that each event continues the one before, without a
 * gap, and that the chain reaches the newest link which the database keeps apart. The product may go on writing meanwhile.
 */
export const verifyChain = read(
  'audit.view',
  async ({ tx }, _: Record<string, never>): Promise<ChainReport> => {
    // Read first: what is written while this runs only makes the chain longer.
    const head = await selectChainHead(tx);
    let previous: Link = { seq: 0n, hash: Buffer.alloc(0) };
    let events = 0;
    for (;;) {
      const stretch = await selectChain(tx, previous.seq, STRETCH);
      for (const event of stretch) {
        const fits =
          event.seq === previous.seq + 1n &&
          event.previousHash.equals(previous.hash) &&
          event.hash.equals(event.recomputed) &&
          (event.seq !== head?.seq || event.hash.equals(head.hash));
        if (!fits) return { events, brokenAt: event.seq };
        previous = event;
        events++;
      }
      if (stretch.length < STRETCH) {
        const whole = previous.seq >= (head?.seq ?? 0n);
        return { events, brokenAt: whole ? null : previous.seq + 1n };
      }
    }
  },
);
