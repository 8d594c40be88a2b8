import { z } from 'zod';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
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

/**
 * Writes down money that was handed over in cash: pledged and received in one step.
 * Refuses GIFT.AMOUNT_FORM, GIFT.DATE_AHEAD, DONOR.…, and what `findDestination` refuses, all at once.
 */
export const recordCashGift = useCase({
  permission: 'donations.confirm-money',
  input: z.object({
    ...pledgeFields,
    amountFen: amount,
    receivedOn: civilDate(),
    donorId: z.uuid().optional(),
    donor: donorForm.optional(),
  }),
  known: async (scope, said) => [
    ...(await wrongOfPledge(scope, said, said.receivedOn)),
    ...dateRefusals(said.receivedOn, scope.today),
    ...wrongOfGivenDonor(said),
  ],
  async run(scope, { donorId, donor, ...said }) {
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
