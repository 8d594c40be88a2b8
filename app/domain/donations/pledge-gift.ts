import { z } from 'zod';
import { countPublicPledges } from '#db/queries/donations';
import { insertGiftItems } from '#db/queries/goods';
import { type Scope, useCase } from '../audit/use-case';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { giftEvent } from './gift.events';
import { donorForm, goodsPledgeForm, moneyPledgeForm } from './gift.forms';
import { amountRefusal, PUBLIC_PLEDGES_PER_HOUR } from './gift.rules';
import { goodsText } from './goods.rules';
import { givenDonor, knowDonor } from './know-donor';
import { addGift, findDestination } from './new-gift';

/** What a giver is told after a pledge; money is paid to the account with the reference as its remark. */
export interface Pledged {
  readonly giftId: string;
  readonly reference: string;
  readonly account: { readonly holder: string; readonly bank: string; readonly number: string };
}

type Said = z.output<typeof moneyPledgeForm> | z.output<typeof goodsPledgeForm>;
type Source = 'public' | 'donor' | 'finance';

/** Refusals of several checks, so that all are told at once. */
const refusalsOf = (...results: readonly Result<unknown>[]): readonly Refusal[] =>
  results.flatMap((one) => (one.ok ? [] : one.refusals));

async function pledge(
  scope: Scope,
  said: Said,
  source: Source,
  donor: Result<{ donorId: string }>,
): Promise<Result<Pledged>> {
  const destination = await findDestination(scope, { ...said, on: scope.today });
  const wrongAmount = 'amountFen' in said ? amountRefusal(said.amountFen) : undefined;
  if (!destination.ok || !donor.ok || wrongAmount) {
    return refuse(...(wrongAmount ? [wrongAmount] : []), ...refusalsOf(donor, destination));
  }
  const { giftId, reference } = await addGift(scope, destination.value, {
    kind: 'amountFen' in said ? 'money' : 'goods',
    status: 'pledged',
    donorId: donor.value.donorId,
    anonymous: said.anonymous,
    source,
    pledgedOn: scope.today,
    pledgedFen: 'amountFen' in said ? said.amountFen : null,
  });
  if ('items' in said) {
    const items = said.items.map(({ name, spec, unit, quantity }) => ({
      name: goodsText(name),
      spec: goodsText(spec),
      unit: goodsText(unit),
      pledged: quantity,
    }));
    await insertGiftItems(scope.tx, giftId, items);
  }
  const { entity, purpose } = destination.value;
  scope.audit(giftEvent('gifts.pledged', giftId, { data: { reference, purpose: purpose.code, source } }));
  return accept({
    giftId,
    reference,
    account: { holder: entity.accountHolder, bank: entity.accountBank, number: entity.accountNumber },
  });
}

/** The donor of a pledge by somebody signed in: a donor gives as themselves, finance for whoever they name. */
async function donorOf(
  scope: Scope,
  said: { donorId?: string | undefined; donor?: z.output<typeof donorForm> | undefined; anonymous: boolean },
): Promise<Result<{ donorId: string }>> {
  const { actor } = scope;
  if (!actor.permissions.has('donations.confirm-money')) {
    return actor.donorId ? accept({ donorId: actor.donorId }) : refuse(refusal('DONOR.NOT_LINKED'));
  }
  if (said.donorId) return givenDonor(scope, said.donorId);
  if (said.donor) return knowDonor(scope, { ...said.donor, anonymous: said.anonymous });
  return refuse(refusal('DONOR.MISSING', { field: 'donor.name' }));
}

/** From the public page; no sign-in, so the number within an hour is bounded. */
async function publicDonor(
  scope: Scope,
  said: { donor: z.output<typeof donorForm>; anonymous: boolean },
): Promise<Result<{ donorId: string }>> {
  const anHourAgo = new Date(scope.now.getTime() - 3_600_000);
  if ((await countPublicPledges(scope.tx, anHourAgo)) >= PUBLIC_PLEDGES_PER_HOUR)
    return refuse(refusal('GIFT.PUBLIC_BUSY'));
  return knowDonor(scope, { ...said.donor, anonymous: said.anonymous });
}

const signedInDonor = { donorId: z.uuid().optional(), donor: donorForm.optional() };
const sourceOf = (scope: Scope): Source =>
  scope.actor.permissions.has('donations.confirm-money') ? 'finance' : 'donor';

/**
 * Promises money, by a signed-in donor or by finance for one (`donorId`, or `donor` as said).
 * Refuses GIFT.AMOUNT_FORM, DONOR.… and what `findDestination` refuses, all at once.
 */
export const pledgeMoney = useCase({
  permission: 'donations.give',
  input: moneyPledgeForm.extend(signedInDonor),
  run: async (scope, said) => pledge(scope, said, sourceOf(scope), await donorOf(scope, said)),
});

/** Promises goods, by a signed-in donor or by finance for one; refuses as `pledgeMoney`. */
export const pledgeGoods = useCase({
  permission: 'donations.give',
  input: goodsPledgeForm.extend(signedInDonor),
  run: async (scope, said) => pledge(scope, said, sourceOf(scope), await donorOf(scope, said)),
});

/** Promises money without sign-in; refuses as `pledgeMoney`, and GIFT.PUBLIC_BUSY when the page is being flooded. */
export const pledgeMoneyPublicly = useCase({
  permission: 'public',
  input: moneyPledgeForm.extend({ donor: donorForm }),
  run: async (scope, said) => pledge(scope, said, 'public', await publicDonor(scope, said)),
});

/** Promises goods without sign-in; refuses as `pledgeMoneyPublicly`. */
export const pledgeGoodsPublicly = useCase({
  permission: 'public',
  input: goodsPledgeForm.extend({ donor: donorForm }),
  run: async (scope, said) => pledge(scope, said, 'public', await publicDonor(scope, said)),
});
