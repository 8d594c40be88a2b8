import { countRequests } from '#db/queries/public-requests';
import { outsideTenants } from '#db/transaction';
import { addressGroup } from './address.rules';

/** Requests in a minute to a public address that holds a secret: from one place, and with one secret. Our own choice. */
export interface PublicLimit {
  readonly use: string;
  readonly ofAddress: number;
  readonly ofSecret: number;
}

const MINUTE_MS = 60_000;

/** Counts a request; answers the whole seconds until the next is taken, or undefined while it is within the limit. */
export async function countPublicRequest(
  { use, ofAddress, ofSecret }: PublicLimit,
  { address, secret, now }: { address: string; secret: string; now: Date },
): Promise<number | undefined> {
  const minute = new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS);
  const keys = [`${use} address ${addressGroup(address)}`, `${use} secret ${secret}`];
  const [fromThere = 0, withSecret = 0] = await outsideTenants((tx) => countRequests(tx, keys, minute));
  return fromThere > ofAddress || withSecret > ofSecret
    ? Math.ceil((minute.getTime() + MINUTE_MS - now.getTime()) / 1_000)
    : undefined;
}
