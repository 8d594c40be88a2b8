import { selectDisclosedSums, selectPlacesOfGift } from '#db/queries/disclosure';
import { type Gift, selectGift } from '#db/queries/donations';
import { type ReadScope, read } from '../audit/use-case';
import { totalsOf, type Used } from './disclosure.rules';
import { GROUPED, type PlaceTold, placeTold } from './small-groups.rules';

/** Where goods of a lot went, as their donor may know it. */
export interface LotPlace {
  readonly lotId: string;
  readonly place: PlaceTold;
  readonly pieces: number;
}

/** Where a gift went, as its donor may know it: never a person, and nothing that the public sums do not tell as well. */
export interface GiftUse {
  /** Money of the gift's purpose that was used since it came, in the very sums of the public page. */
  readonly money: Used[];
  readonly places: LotPlace[];
}

/** Where a gift went. Part of reads that have found out whose gift it is. */
export async function useOfGift({ tx }: ReadScope, gift: Gift): Promise<GiftUse> {
  if (gift.kind === 'money') {
    const since = gift.status === 'received' ? gift.receivedOn?.slice(0, 7) : undefined;
    if (!since) return { money: [], places: [] };
    const { moneyUsed } = totalsOf(await selectDisclosedSums(tx, GROUPED));
    const money = moneyUsed.filter(
      ({ purposes, until }) => until >= since && purposes.some(({ code }) => code === gift.purposeCode),
    );
    return { money, places: [] };
  }
  const places = new Map<string, LotPlace>();
  for (const { lotId, kind, pieces, ...lying } of await selectPlacesOfGift(tx, gift.id)) {
    const place = kind ? placeTold(kind, lying) : 'somebody';
    const before = places.get(`${lotId} ${place}`)?.pieces ?? 0;
    places.set(`${lotId} ${place}`, { lotId, place, pieces: before + pieces });
  }
  return { money: [], places: [...places.values()] };
}

/** Where a gift went as its donor sees it, for staff; undefined for an unknown gift. */
export const findGiftUse = read('donations.view', async (scope, { giftId }: { giftId: string }) => {
  const gift = await selectGift(scope.tx, giftId);
  return gift && useOfGift(scope, gift);
});
