import { eq, sql } from 'drizzle-orm';
import { accountLinkSecret } from '../account-link-secret';
import { people } from '../schema/people';
import { volunteerAccountLinks as links, volunteers } from '../schema/volunteers';
import type { Tx } from '../transaction';

/** Makes a link in place of the one before, which leads nowhere from now on; answers its secret, of which only the digest is kept. */
export async function renewAccountLink(
  tx: Tx,
  {
    digestOf,
    tenantId,
    ...link
  }: {
    digestOf: (secret: string) => string;
    tenantId: string;
    volunteerId: string;
    madeAt: Date;
    madeByName: string;
    expiresAt: Date;
  },
): Promise<string> {
  const { volunteerId } = link;
  // Of two who make a link at once the later one's holds.
  await tx.execute(sql`select 1 from volunteers where id = ${volunteerId} for update`);
  const [before] = await tx
    .select({ round: links.round })
    .from(links)
    .where(eq(links.volunteerId, volunteerId));
  const round = (before?.round ?? 0) + 1;
  const secret = accountLinkSecret({ tenantId, volunteerId, round });
  const fresh = { ...link, round, secretDigest: digestOf(secret), usedAt: null, userId: null };
  await tx
    .insert(links)
    .values(fresh)
    .onConflictDoUpdate({ target: [links.tenantId, links.volunteerId], set: fresh });
  return secret;
}

/** Which volunteer's link a digest is, in whichever tenant. */
export async function findAccountLinkByDigest(tx: Tx, digest: string) {
  const [row] = await tx.execute<{ tenantId: string; volunteerId: string }>(
    sql`select tenant_id as "tenantId", volunteer_id as "volunteerId" from find_volunteer_account_link(${digest})`,
  );
  return row;
}

/** The link of a volunteer, with whose it is; `lock` makes two who open it take turns. */
export async function selectAccountLink(
  tx: Tx,
  volunteerId: string,
  { lock = false }: { lock?: boolean } = {},
) {
  if (lock)
    await tx.execute(
      sql`select 1 from volunteer_account_links where volunteer_id = ${volunteerId} for update`,
    );
  const [row] = await tx
    .select({
      volunteerId: links.volunteerId,
      secretDigest: links.secretDigest,
      expiresAt: links.expiresAt,
      usedAt: links.usedAt,
      name: people.name,
      number: volunteers.number,
      status: volunteers.status,
    })
    .from(links)
    .innerJoin(volunteers, eq(volunteers.id, links.volunteerId))
    .innerJoin(people, eq(people.id, volunteers.personId))
    .where(eq(links.volunteerId, volunteerId));
  return row;
}

/** Writes down that a link was used, and for which account. */
export async function useAccountLink(
  tx: Tx,
  { volunteerId, ...used }: { volunteerId: string; usedAt: Date; userId: string },
): Promise<void> {
  await tx.update(links).set(used).where(eq(links.volunteerId, volunteerId));
}
