import { countPublicRequest, type PublicLimit } from '~/domain/access/public-limit';
import type { PublicVisit } from './authorised.server';

/** Counts a request to a public address that holds a secret; 429 when there are too many in this minute and `Retry-After`. */
export async function demandWithin(
  limit: PublicLimit,
  { context }: Pick<PublicVisit, 'context'>,
  secret: string,
): Promise<void> {
  const wait = await countPublicRequest(limit, {
    address: context.clientAddress,
    secret,
    now: new Date(),
  });
  if (wait !== undefined) throw new Response(null, { status: 429, headers: { 'Retry-After': String(wait) } });
}
