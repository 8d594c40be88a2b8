import { z } from 'zod';
import { newId } from '#db/new-id';
import { type Gift, lockGiftId, selectGift } from '#db/queries/donations';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { readDonor } from './donor.rules';
import { giftEvent } from './gift.events';
import { amount, donorForm, pledgeFields } from './gift.forms';
import { amountRefusal } from './gift.rules';
import { givenDonor, knowDonor } from './know-donor';
import { addGift, findDestination } from './new-gift';
import { wrongOfGivenDonor, wrongOfPledge } from './pledge-gift';
import { receiveMoney } from './receive-money';

const dateRefusals = (receivedOn: PlainDate | undefined, today: PlainDate): Refusal[] =>
  receivedOn && receivedOn > today
    ? [refusal('GIFT.DATE_AHEAD', { field: 'receivedOn', params: { today } })]
    : [];

/** The id of a form of cash, and of the gift that it becomes. */
export const newCashForm = (): string => newId();

/** Whether a gift is what a form says: sent again, and not corrected into another gift. */
function isThis(gift: Gift, said: Cash): boolean {
  const donor = said.donor && readDonor(said.donor);
  return (
    gift.means === 'cash' &&
    gift.receivedFen === said.amountFen &&
    gift.receivedOn === said.receivedOn &&
    gift.anonymous === said.anonymous &&
    (said.appealId ? gift.appealId === said.appealId : gift.purposeCode === said.purpose) &&
    (said.donorId ? gift.donorId === said.donorId : donor?.ok === true && donor.value.name === gift.donorName)
  );
}

const form = z.object({
  ...pledgeFields,
  /** Given with the form, so that sent again it is the same gift. */
  giftId: z.uuid().optional(),
  amountFen: amount,
  receivedOn: civilDate(),
  donorId: z.uuid().optional(),
  donor: donorForm.optional(),
});

type Cash = z.output<typeof form>;

/**
 * Writes down money that was handed over in cash: pledged and received in one step. The same form sent again gives the same gift.
 * Refuses GIFT.FORM_USED when the form, sent again, says something else; GIFT.AMOUNT_FORM, GIFT.DATE_AHEAD, DONOR.…, and what `findDestination` refuses, all at once.
 */
export const recordCashGift = useCase({
  permission: 'donations.confirm-money',
  input: form,
  known: async (scope, said) => [
    ...(await wrongOfPledge(scope, said, said.receivedOn)),
    ...dateRefusals(said.receivedOn, scope.today),
    ...wrongOfGivenDonor(said),
  ],
  async run(scope, cash) {
    const { giftId: formId, donorId, donor, ...said } = cash;
    if (formId) await lockGiftId(scope.tx, formId);
    const before = formId && (await selectGift(scope.tx, formId));
    if (before) {
      const { id, reference } = before;
      return isThis(before, cash)
        ? accept({ giftId: id, reference })
        : refuse(refusal('GIFT.FORM_USED', { params: { reference } }));
    }
    const wrongAmount = amountRefusal(said.amountFen);
    const problems = [...(wrongAmount ? [wrongAmount] : []), ...dateRefusals(said.receivedOn, scope.today)];
    const giver = donorId
      ? await givenDonor(scope, donorId)
      : donor
        ? await knowDonor(scope, { ...donor, anonymous: said.anonymous })
        : refuse(refusal('DONOR.MISSING', { field: 'donor.name' }));
    const destination = await findDestination(scope, { ...said, on: said.receivedOn });
    if (!giver.ok || !destination.ok || problems.length > 0) {
      return refuse(
        ...problems,
        ...(giver.ok ? [] : giver.refusals),
        ...(destination.ok ? [] : destination.refusals),
      );
    }
    const { giftId, reference } = await addGift(scope, destination.value, {
      id: formId,
      kind: 'money',
      status: 'pledged',
      ...giver.value,
      anonymous: said.anonymous,
      source: 'finance',
      pledgedOn: said.receivedOn,
      pledgedFen: said.amountFen,
    });
    const { purpose } = destination.value;
    scope.audit(
      giftEvent('gifts.pledged', giftId, { data: { reference, purpose: purpose.code, source: 'finance' } }),
    );
    const received = await receiveMoney(scope, [
      {
        gift: { id: giftId, reference, purposeId: purpose.id, pledgedFen: said.amountFen },
        amountFen: said.amountFen,
        on: said.receivedOn,
        means: 'cash',
        handler: scope.actor.name,
      },
    ]);
    return received.ok ? accept({ giftId, reference }) : received;
  },
});
