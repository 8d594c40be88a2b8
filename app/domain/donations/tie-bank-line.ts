import { z } from 'zod';
import { lockGiftsByReference, selectGiftsByReference, selectReceivingEntities } from '#db/queries/donations';
import { type ReadScope, useCase } from '../audit/use-case';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { claimBankLine } from '../ledger/claim-bank-line';
import { findBankLine } from '../ledger/list-bank-lines';
import { giftEvent } from './gift.events';
import { donorForm, giftReference, pledgeFields } from './gift.forms';
import { stepRefusal } from './gift.rules';
import { givenDonor, knowDonor } from './know-donor';
import { addGift, findDestination } from './new-gift';
import { wrongOfGivenDonor, wrongOfPledge } from './pledge-gift';
import { receivingRefusal } from './qualification.rules';
import { receiveMoney } from './receive-money';

async function moneyIn(scope: ReadScope, lineId: string) {
  const line = await findBankLine.within(scope, { lineId });
  if (!line) return refuse(refusal('LEDGER.LINE_UNKNOWN', { field: 'lineId' }));
  return line.amountFen > 0n ? accept(line) : refuse(refusal('GIFT.LINE_IS_OUT', { field: 'lineId' }));
}

/** What is wrong with tying a line to a pledge, as far as it could be read. Changes nothing. */
async function wrongOfTie(
  scope: ReadScope,
  { lineId, reference }: { lineId?: string; reference?: string },
): Promise<readonly Refusal[]> {
  const line = lineId ? await moneyIn(scope, lineId) : undefined;
  const problems: Refusal[] = line && !line.ok ? [...line.refusals] : [];
  if (!reference) return problems;
  const [gift] = await selectGiftsByReference(scope.tx, [reference]);
  if (!gift)
    return [...problems, refusal('GIFT.REFERENCE_UNKNOWN', { field: 'reference', params: { reference } })];
  const notNow = stepRefusal(gift, 'receive-money');
  if (notNow) problems.push({ ...notNow, field: 'reference' });
  const entity = (await selectReceivingEntities(scope.tx)).find(({ id }) => id === gift.entityId);
  const unable = entity && line?.ok && receivingRefusal(entity, line.value.bookedOn);
  return unable ? [...problems, { ...unable, field: 'lineId' }] : problems;
}

/**
 * Says that a bank line pays a pledge whose reference it does not carry.
 * Refuses LEDGER.LINE_UNKNOWN, LEDGER.LINE_CLAIMED, GIFT.LINE_IS_OUT, GIFT.REFERENCE_FORM, GIFT.REFERENCE_UNKNOWN,
 * GIFT.STEP_NOT_NOW, GIFT.STEP_OF_OTHER_KIND, GIFT.ENTITY_NOT_QUALIFIED, GIFT.ENTITY_LAPSED; all that is wrong at once.
 */
export const tieBankLine = useCase({
  permission: 'donations.confirm-money',
  input: z.object({
    lineId: z.uuid(),
    reference: giftReference,
  }),
  known: wrongOfTie,
  async run(scope, { lineId, reference }) {
    const [gift] = await lockGiftsByReference(scope.tx, [reference]);
    const wrong = await wrongOfTie(scope, { lineId, reference });
    const line = await moneyIn(scope, lineId);
    if (!gift || !line.ok || wrong.length > 0) return refuse(...wrong);
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
  async known(scope, { lineId, ...said }) {
    const line = lineId ? await moneyIn(scope, lineId) : undefined;
    const on = line?.ok ? line.value.bookedOn : scope.today;
    return [
      ...(line && !line.ok ? line.refusals : []),
      ...(said.donor ? wrongOfGivenDonor(said) : []),
      ...(await wrongOfPledge(scope, said, on)),
    ];
  },
  async run(scope, { lineId, donorId, donor, ...said }): Promise<Result<{ giftId: string }>> {
    const line = await moneyIn(scope, lineId);
    if (!line.ok) return line;
    const { amountFen, bookedOn, counterpartyName } = line.value;
    const destination = await findDestination(scope, { ...said, on: bookedOn });
    const giver = donorId
      ? await givenDonor(scope, donorId)
      : donor
        ? await knowDonor(scope, { ...donor, anonymous: said.anonymous })
        : accept({ donorId: null, mail: null });
    if (!destination.ok || !giver.ok)
      return refuse(...(giver.ok ? [] : giver.refusals), ...(destination.ok ? [] : destination.refusals));
    const { giftId, reference } = await addGift(scope, destination.value, {
      kind: 'money',
      status: 'pledged',
      ...giver.value,
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
