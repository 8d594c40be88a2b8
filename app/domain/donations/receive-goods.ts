import { z } from 'zod';
import { lockGift, updateGift } from '#db/queries/donations';
import { selectGiftItems, updateGiftItems } from '#db/queries/goods';
import { removeAppointment } from '#db/queries/reception';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { giftEvent } from './gift.events';
import { stepRefusal } from './gift.rules';
import { itemsRefusals } from './goods.rules';
import { receiverOf } from './receiver-of-gift';

/** GIFT.DATE_AHEAD, GIFT.NOTHING_CAME. */
const wrongOfArrival = (
  { receivedOn, items }: { receivedOn?: PlainDate; items?: readonly { readonly received: number }[] },
  today: PlainDate,
): Refusal[] => [
  ...(receivedOn && receivedOn > today
    ? [refusal('GIFT.DATE_AHEAD', { field: 'receivedOn', params: { today } })]
    : []),
  ...(items?.every(({ received }) => received === 0)
    ? [refusal('GIFT.NOTHING_CAME', { field: 'items' })]
    : []),
];

/**
 * Goods are brought: how many pieces of each pledged item really came, on which date; who acts takes them.
 * Refuses GIFT.UNKNOWN, GIFT.STEP_…, GIFT.ITEM_…, GIFT.DATE_AHEAD, GIFT.NOTHING_CAME, GIFT.ENTITY_NOT_QUALIFIED,
 * GIFT.ENTITY_LAPSED, all at once.
 */
export const receiveGoods = useCase({
  permission: 'donations.receive-goods',
  input: z.object({
    giftId: z.uuid(),
    receivedOn: civilDate(),
    items: z
      .array(
        z.object({
          itemId: z.uuid(),
          received: z.number().int('GOODS.QUANTITY_FORM').min(0, 'GOODS.QUANTITY_FORM').max(1_000_000),
        }),
      )
      .max(200),
  }),
  known: ({ today }, said) => wrongOfArrival(said, today),
  async run(scope, { giftId, receivedOn, items: answers }) {
    const gift = await lockGift(scope.tx, giftId);
    if (!gift) return refuse(refusal('GIFT.UNKNOWN', { field: 'giftId' }));
    const notNow = stepRefusal(gift, 'receive-goods');
    if (notNow) return refuse(notNow);
    const { unable } = await receiverOf(scope, gift, receivedOn);
    const problems = [
      ...(unable ? [{ ...unable, field: 'receivedOn' }] : []),
      ...itemsRefusals(await selectGiftItems(scope.tx, [giftId]), answers, 'items'),
      ...wrongOfArrival({ receivedOn, items: answers }, scope.today),
    ];
    if (problems.length > 0) return refuse(...problems);
    await updateGiftItems(
      scope.tx,
      answers.map(({ itemId, received }) => ({ id: itemId, received })),
    );
    // Brought sooner than agreed: somebody else may have the time.
    await removeAppointment(scope.tx, giftId, scope.today);
    await updateGift(scope.tx, giftId, { status: 'received', receivedOn, handler: scope.actor.name });
    scope.audit(giftEvent('gifts.goods-received', giftId, { data: { on: receivedOn } }));
    return accept({ giftId });
  },
});
