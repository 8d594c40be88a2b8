import { selectCarriedOver, selectDisclosedSums, selectGoodsReach } from '#db/queries/disclosure';
import { selectReceivedGifts } from '#db/queries/donations';
import { selectGiftItems } from '#db/queries/goods';
import { read } from '../audit/use-case';
import { publishedCorrections } from './correct-disclosure';
import { type DisclosedTotals, totalsOf } from './disclosure.rules';
import { GROUPED, SMALLEST_GROUP, tellable } from './small-groups.rules';

const GIFTS_SHOWN = 100;
const GOODS_SHOWN = 1_000;
const CARRIED_SHOWN = 1_000;

/**
 * What the public may know of gifts: sums received, carried over and used by purpose and month, the latest gifts and what became of
 * goods. Sums are those of the ledger; `reconciled` says that the registers of gifts give the very same
 * (both are read by one statement). No person is in it but donors who agreed to be named (慈善法 Art. 82), and what was used is
 * told in sums that concern enough people only.
 */
export const disclose = read('public', async (scope, _: Record<string, never>) => {
  const { tx, now } = scope;
  const totals: DisclosedTotals = totalsOf(await selectDisclosedSums(tx, GROUPED));
  const gifts = await selectReceivedGifts(tx, { limit: GIFTS_SHOWN });
  const items = await selectGiftItems(
    tx,
    gifts.filter(({ kind }) => kind === 'goods').map(({ id }) => id),
  );
  const goods = await selectGoodsReach(tx, { ...GROUPED, limit: GOODS_SHOWN });
  const told = tellable(
    goods,
    totals.goodsUsed.map(({ purposes }) => ({ purposes: purposes.map(({ code }) => code) })),
  );
  return {
    asOf: now,
    smallestGroup: SMALLEST_GROUP,
    ...totals,
    /** What went from one purpose to another, with the ground that let it (慈善法 Art. 58). */
    carriedOver: await selectCarriedOver(tx, CARRIED_SHOWN),
    corrections: await publishedCorrections(scope),
    gifts: gifts.map(({ id, ...gift }) => ({
      ...gift,
      items: items
        .filter(({ giftId, accepted }) => giftId === id && (accepted ?? 0) > 0)
        .map(({ name, spec, unit, accepted }) => ({ name, spec, unit, quantity: accepted ?? 0 })),
    })),
    goods: goods.map((row) => {
      const { people: _, handedOver, ...shown } = row;
      // How much went out of what reached only few is nobody's business; the rest lies in the store, or is set aside there.
      return { ...shown, handedOver: told.has(row) ? handedOver : null };
    }),
  };
});

export type Disclosure = Awaited<ReturnType<typeof disclose>>;
