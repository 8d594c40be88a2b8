import { z } from 'zod';
import { lockGiftsByReference, selectReceivingEntities } from '#db/queries/donations';
import { type Scope, useCase } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { claimBankLine } from '../ledger/claim-bank-line';
import { findBankLine } from '../ledger/list-bank-lines';
import { giftEvent } from './gift.events';
import { donorForm, giftReference, pledgeFields } from './gift.forms';
import { stepRefusal } from './gift.rules';
import { givenDonor, knowDonor } from './know-donor';
import { addGift, findDestination } from './new-gift';
import { receivingRefusal } from './qualification.rules';
import { receiveMoney } from './receive-money';

async function moneyIn(scope: Scope, lineId: string) {
  const line = await findBankLine.within(scope, { lineId });
  if (!line) return refuse(refusal('LEDGER.LINE_UNKNOWN', { field: 'lineId' }));
  return line.amountFen > 0n ? accept(line) : refuse(refusal('GIFT.LINE_IS_OUT', { field: 'lineId' }));
}

/**
 * Says that a bank line pays a pledge whose reference it does not carry.
 * Refuses LEDGER.LINE_UNKNOWN, LEDGER.LINE_CLAIMED, GIFT.LINE_IS_OUT, GIFT.REFERENCE_FORM, GIFT.REFERENCE_UNKNOWN,
 * GIFT.STEP_NOT_NOW, GIFT.STEP_OF_OTHER_KIND, GIFT.ENTITY_NOT_QUALIFIED, GIFT.ENTITY_LAPSED.
 */
export const tieBankLine = useCase({
  permission: 'donations.confirm-money',
  input: z.object({
    lineId: z.uuid(),
    reference: giftReference,
  }),
  async run(scope, { lineId, reference }) {
    const line = await moneyIn(scope, lineId);
    if (!line.ok) return line;
    const [gift] = await lockGiftsByReference(scope.tx, [reference]);
    if (!gift)
      return refuse(refusal('GIFT.REFERENCE_UNKNOWN', { field: 'reference', params: { reference } }));
    const notNow = stepRefusal(gift, 'receive-money');
    if (notNow) return refuse({ ...notNow, field: 'reference' });
    const entity = (await selectReceivingEntities(scope.tx)).find(({ id }) => id === gift.entityId);
    const unable = entity && receivingRefusal(entity, line.value.bookedOn);
    if (unable) return refuse({ ...unable, field: 'lineId' });
    const claimed = await claimBankLine.within(scope, { lineId, subject: { type: 'gift', id: gift.id } });
    if (!claimed.ok) return claimed;
    const { amountFen, bookedOn } = line.value;
    const received = await receiveMoney(scope, [
      { gift, amountFen, on: bookedOn, means: 'transfer', bankLineId: lineId, handler: scope.actor.name },
    ]);
    return received.ok ? accept({ giftId: gift.id }) : received;
  },
});

/**
 * Makes a gift out of a bank line that nobody promised: of a donor who is named, or of nobody known (慈善法 Art. 38).
 * Refuses as `tieBankLine`, `findDestination` and `readDonor`.
 */
export const takeUnpledgedLine = useCase({
  permission: 'donations.confirm-money',
  input: z.object({
    lineId: z.uuid(),
    donorId: z.uuid().optional(),
    donor: donorForm.optional(),
    ...pledgeFields,
  }),
  async run(scope, { lineId, donorId, donor, ...said }): Promise<Result<{ giftId: string }>> {
    const line = await moneyIn(scope, lineId);
    if (!line.ok) return line;
    const { amountFen, bookedOn, counterpartyName } = line.value;
    const destination = await findDestination(scope, { ...said, on: bookedOn });
    const giver = donorId
      ? await givenDonor(scope, donorId)
      : donor
        ? await knowDonor(scope, { ...donor, anonymous: said.anonymous })
        : accept({ donorId: null });
    if (!destination.ok || !giver.ok)
      return refuse(...(giver.ok ? [] : giver.refusals), ...(destination.ok ? [] : destination.refusals));
    const { giftId, reference } = await addGift(scope, destination.value, {
      kind: 'money',
      status: 'pledged',
      donorId: giver.value.donorId,
      payerName: counterpartyName.trim() || null,
      anonymous: said.anonymous || giver.value.donorId === null,
      source: 'bank',
      pledgedOn: bookedOn,
      pledgedFen: amountFen,
    });
    scope.audit(
      giftEvent('gifts.pledged', giftId, {
        data: { reference, purpose: destination.value.purpose.code, source: 'bank' },
      }),
    );
    const claimed = await claimBankLine.within(scope, { lineId, subject: { type: 'gift', id: giftId } });
    if (!claimed.ok) return claimed;
    const gift = { id: giftId, reference, purposeId: destination.value.purpose.id, pledgedFen: amountFen };
    const received = await receiveMoney(scope, [
      { gift, amountFen, on: bookedOn, means: 'transfer', bankLineId: lineId, handler: scope.actor.name },
    ]);
    return received.ok ? accept({ giftId }) : received;
  },
});
