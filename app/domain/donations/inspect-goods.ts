import { z } from 'zod';
import { lockGift, updateGift } from '#db/queries/donations';
import { selectGiftItems, updateGiftItems } from '#db/queries/goods';
import { useCase } from '../audit/use-case';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { giftEvent } from './gift.events';
import { stepRefusal } from './gift.rules';
import { type GiftItem, itemsRefusals } from './goods.rules';

interface Answer {
  readonly itemId: string;
  readonly accepted: number;
  readonly reason?: string | undefined;
}

function inspectionRefusals(items: readonly GiftItem[], answers: readonly Answer[]): Refusal[] {
  return answers.flatMap(({ itemId, accepted, reason }, index) => {
    const item = items.find(({ id }) => id === itemId);
    if (!item || item.received === null) return [];
    if (accepted > item.received) {
      const params = { item: item.name, received: item.received };
      return [refusal('GIFT.ACCEPTED_TOO_MANY', { field: `items.${index}.accepted`, params })];
    }
    const given = reason !== undefined && reason.length >= 2;
    return accepted < item.received && !given
      ? [
          refusal('GIFT.REFUSAL_REASON_MISSING', {
            field: `items.${index}.reason`,
            params: { item: item.name },
          }),
        ]
      : [];
  });
}

/**
 * Says what of the goods is fit for use and taken; what is not goes back, with the reason (慈善法 Art. 36: usable,
 * safe, hygienic). Nothing taken: the gift is refused.
 * Refuses GIFT.UNKNOWN, GIFT.STEP_…, GIFT.ITEM_…, GIFT.ACCEPTED_TOO_MANY, GIFT.REFUSAL_REASON_MISSING, all at once.
 */
export const inspectGoods = useCase({
  permission: 'donations.receive-goods',
  input: z.object({
    giftId: z.uuid(),
    items: z
      .array(
        z.object({
          itemId: z.uuid(),
          accepted: z.number().int('GOODS.QUANTITY_FORM').min(0, 'GOODS.QUANTITY_FORM'),
          reason: z.string().trim().max(200).optional(),
        }),
      )
      .max(200),
  }),
  async run(scope, { giftId, items: answers }) {
    const gift = await lockGift(scope.tx, giftId);
    if (!gift) return refuse(refusal('GIFT.UNKNOWN', { field: 'giftId' }));
    const notNow = stepRefusal(gift, 'inspect');
    if (notNow) return refuse(notNow);
    const items = await selectGiftItems(scope.tx, [giftId]);
    const problems = [...itemsRefusals(items, answers, 'items'), ...inspectionRefusals(items, answers)];
    if (problems.length > 0) return refuse(...problems);
    await updateGiftItems(
      scope.tx,
      answers.map(({ itemId, accepted, reason }) => ({
        id: itemId,
        accepted,
        refusalReason: reason || null,
      })),
    );
    const taken = answers.some(({ accepted }) => accepted > 0);
    await updateGift(scope.tx, giftId, { status: taken ? 'inspected' : 'refused' });
    const reasons = answers.flatMap(({ reason }) => (reason ? [reason] : []));
    scope.audit(
      giftEvent('gifts.goods-inspected', giftId, {
        data: { taken },
        reason: reasons.join('；') || undefined,
      }),
    );
    return accept({ giftId, taken });
  },
});
