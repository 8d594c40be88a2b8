import { z } from 'zod';
import { lockGift, updateGift } from '#db/queries/donations';
import { lockUnbrought, removeAppointment } from '#db/queries/reception';
import { type Scope, useCase } from '../audit/use-case';
import { madeReasons } from '../kernel/made-reasons';
import { addDays } from '../kernel/plain-date';
import { accept, refusal, refuse } from '../kernel/refusals';
import { donorsToTell, notify } from '../notices/notify';
import { giftEvent } from './gift.events';
import { reason } from './gift.forms';
import { stepRefusal } from './gift.rules';

async function end({ tx, audit }: Scope, giftId: string, why: string): Promise<void> {
  await removeAppointment(tx, giftId);
  await updateGift(tx, giftId, { status: 'withdrawn', withdrawnReason: why });
  audit(giftEvent('gifts.withdrawn', giftId, { reason: why }));
}

/**
 * Takes a pledge back of which nothing has come: by the donor for their own, by finance for any, by whoever takes goods for any of goods.
 * Refuses GIFT.UNKNOWN and GIFT.STEP_NOT_NOW.
 */
export const withdrawPledge = useCase({
  permission: 'donations.withdraw-pledge',
  input: z.object({ giftId: z.uuid(), reason }),
  async run(scope, { giftId, reason: why }) {
    const { tx, actor } = scope;
    const gift = await lockGift(tx, giftId);
    const theirs =
      actor.permissions.has('donations.confirm-money') ||
      (gift?.kind === 'goods' && actor.permissions.has('donations.receive-goods')) ||
      (gift?.donorId != null && gift.donorId === actor.donorId);
    if (!gift || !theirs) return refuse(refusal('GIFT.UNKNOWN', { field: 'giftId' }));
    const notNow = stepRefusal(gift, 'withdraw');
    if (notNow) return refuse(notNow);
    await end(scope, giftId, why);
    return accept({ giftId });
  },
});

/** Our own choice: days after the promise, or after the day on which they were to be brought, until goods are waited for no longer. */
export const UNBROUGHT_DAYS = 60;
/** Pledges that are ended in one night. */
const AT_ONCE = 500;

/**
 * Ends promises of goods from the public page that nobody brought: no time ahead, and `UNBROUGHT_DAYS` since the promise or since the day
 * that was missed. A giver with an account is told. Those whom the centre knows, of donors with an account and of finance, are left to people.
 */
export const endUnbrought = useCase({
  permission: 'jobs.run',
  input: z.object({ period: z.string().min(1) }),
  async run(scope) {
    const by = addDays(scope.today, -UNBROUGHT_DAYS);
    const unbrought = await lockUnbrought(scope.tx, { by, limit: AT_ONCE });
    const reason = madeReasons.notBrought;
    for (const { giftId } of unbrought) await end(scope, giftId, reason);
    const donorIds = unbrought.flatMap(({ donorId }) => donorId ?? []);
    const accounts = await donorsToTell(scope, donorIds);
    await notify(
      scope,
      unbrought.flatMap(({ giftId, reference, donorId }) =>
        accounts
          .filter((account) => account.donorId === donorId)
          .map(({ userId }) => ({
            to: { userId },
            kind: 'gift-ended' as const,
            key: `gift-ended/${giftId}/${userId}`,
            subject: { type: 'gift', id: giftId },
            params: { number: reference, reason },
          })),
      ),
    );
    return accept({ ended: unbrought.length });
  },
});
