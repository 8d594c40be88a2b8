import { selectDonor, selectGiftIdsOfDonor, selectGifts } from '#db/queries/donations';
import { type ReadScope, read } from '../audit/use-case';
import { PAGE_LIMIT, pageOf } from '../kernel/paging';

/** Gifts of the donor who is signed in, the newest first. */
export const listOwnGifts = read(
  'donations.view-own',
  async ({ tx, actor }, { after, limit = 50 }: { after?: string; limit?: number }) => {
    const { donorId } = actor;
    if (!donorId) return { rows: [] };
    const size = Math.min(limit, PAGE_LIMIT);
    const before = after && /^[0-9a-f-]{36}$/.test(after) ? after : undefined;
    return pageOf(await selectGifts(tx, { donorId, before, limit: size + 1 }), size, ({ id }) => id);
  },
);

/** Which of these gifts are those of the donor who is signed in. Part of larger reads. */
export async function ownGiftIds({ tx, actor }: ReadScope, giftIds: readonly string[]): Promise<string[]> {
  return actor.donorId ? selectGiftIdsOfDonor(tx, { donorId: actor.donorId, giftIds }) : [];
}

/** The donor who is signed in; undefined when the account stands behind none. */
export const findOwnDonor = read('donations.view-own', async ({ tx, actor }, _: Record<string, never>) => {
  const donor = actor.donorId ? await selectDonor(tx, actor.donorId) : undefined;
  return (
    donor && {
      id: donor.id,
      kind: donor.kind,
      name: donor.name,
      anonymous: donor.anonymous,
      mail: donor.mail,
    }
  );
});
