import { z } from 'zod';
import { newId } from '#db/new-id';
import { lockGift, selectGift, updateGift } from '#db/queries/donations';
import { ensureGoods, insertLots, selectGiftItems } from '#db/queries/goods';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { type Fen, splitFen } from '../kernel/money';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { giftEvent } from './gift.events';
import { quantity } from './gift.forms';
import { stepRefusal } from './gift.rules';
import { stockingRefusals } from './goods.rules';
import { proposeWriteOff } from './stock-changes';

const lotForm = z.object({
  itemId: z.uuid(),
  quantity,
  /** Last day of use; absent when it does not expire. */
  expiresOn: civilDate().optional(),
  /** Where it lies; checked with what else may be wrong, so that all is told at once. */
  store: z.string().trim().max(60).default(''),
  /** Why it is written off as soon as it is stocked: past its last day, spoiled since it was inspected. Empty for all else. */
  writeOff: z.string().trim().max(200).default(''),
});

/** Value of each lot of an item: its share by pieces, to the fen. */
function lotValues(itemValue: Fen | null, quantities: readonly number[]): (Fen | null)[] {
  return itemValue === null ? quantities.map(() => null) : splitFen(itemValue, quantities.map(BigInt));
}

const notValued = (gift: { readonly entryId: string | null } | undefined): Refusal[] =>
  gift?.entryId === null ? [refusal('GIFT.NOT_VALUED', { field: 'withoutValue' })] : [];

/**
 * Puts accepted goods into the store, an item in several lots when its pieces expire differently. Goods without proof
 * of value are stocked without one when `withoutValue` says that none will come; that is final. What is past its last day, or
 * spoiled meanwhile, is stocked with the reason for which it is written off, and the write-off waits for its second person at once.
 * Refuses GIFT.UNKNOWN, GIFT.STEP_…, GIFT.NOT_VALUED, and what `stockingRefusals` names, all at once.
 */
export const stockGoods = useCase({
  permission: 'donations.receive-goods',
  input: z.object({
    giftId: z.uuid(),
    withoutValue: z.boolean().default(false),
    lots: z.array(lotForm).min(1, 'GOODS.LOTS_MISSING').max(200),
  }),
  known: async ({ tx }, { giftId, withoutValue }) =>
    giftId && !withoutValue ? notValued(await selectGift(tx, giftId)) : [],
  async run(scope, { giftId, withoutValue, lots }) {
    const gift = await lockGift(scope.tx, giftId);
    if (!gift) return refuse(refusal('GIFT.UNKNOWN', { field: 'giftId' }));
    const notNow = stepRefusal(gift, 'stock');
    if (notNow) return refuse(notNow);
    const items = (await selectGiftItems(scope.tx, [giftId])).filter(({ accepted }) => (accepted ?? 0) > 0);
    const problems = [
      ...stockingRefusals(items, lots, scope.today),
      ...(withoutValue ? [] : notValued(gift)),
    ];
    if (problems.length > 0) return refuse(...problems);

    const goodsIdOf = await ensureGoods(scope.tx, items);
    const rows = items.flatMap((item) => {
      const own = lots.filter(({ itemId }) => itemId === item.id);
      const values = lotValues(
        item.valueFen,
        own.map((lot) => lot.quantity),
      );
      return own.map((lot, index) => {
        // A share of less than a fen has no value of its own.
        const valueFen = values[index] || null;
        return {
          ...lot,
          id: newId(),
          goodsId: goodsIdOf(item),
          giftId,
          purposeId: gift.purposeId,
          remaining: lot.quantity,
          valueFen,
          remainingFen: valueFen,
          stockedOn: scope.today,
        };
      });
    });
    await insertLots(scope.tx, rows);
    await updateGift(scope.tx, giftId, { status: 'stocked' });
    for (const { id: lotId, quantity: pieces, writeOff } of rows.filter((row) => row.writeOff !== '')) {
      const proposed = await proposeWriteOff.within(scope, { lotId, quantity: pieces, reason: writeOff });
      if (!proposed.ok) return proposed;
    }
    scope.audit(
      giftEvent('gifts.goods-stocked', giftId, {
        data: { lots: rows.length, valued: gift.entryId !== null },
      }),
    );
    return accept({ giftId, lots: rows.length });
  },
});
