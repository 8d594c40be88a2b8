import { z } from 'zod';
import { deliverySecret } from '#db/delivery-secret';
import { insertGiftItems } from '#db/queries/goods';
import { type Guard, guardForm } from '../access/public-guard';
import { type ReadScope, type Scope, type UseCase, useCase } from '../audit/use-case';
import type { Actor } from '../kernel/actor';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { ensureOrder } from '../payments/ensure-order';
import { findOrder } from '../payments/find-order';
import { payWays, providerNames } from '../payments/payment.rules';
import { readDonor } from './donor.rules';
import { giftEvent } from './gift.events';
import { donorForm, goodsPledgeForm, moneyPledgeForm } from './gift.forms';
import { amountRefusal } from './gift.rules';
import { guardConstraints, letThrough, noteAttempt, noteRefused } from './giving-guard';
import { goodsText } from './goods.rules';
import { CODE_TAKEN, type Giver, givenDonor, knowDonor } from './know-donor';
import { addGift, findDestination } from './new-gift';
import { bookingConstraints, bookSlot } from './reception';

/** What a giver is told after a pledge; money is paid to the account with the reference as its remark. */
export interface Pledged {
  readonly giftId: string;
  readonly reference: string;
  /** Who receives it. */
  readonly entityId: string;
  readonly account: { readonly holder: string; readonly bank: string; readonly number: string };
}

type Said = z.output<typeof moneyPledgeForm> | z.output<typeof goodsPledgeForm>;
/** Who gives, if anybody says so. */
type MaybeGiver = Giver | { readonly donorId: null };
type Source = 'public' | 'donor' | 'finance';

/** Refusals of several checks, so that all are told at once. */
const refusalsOf = (...results: readonly Result<unknown>[]): readonly Refusal[] =>
  results.flatMap((one) => (one.ok ? [] : one.refusals));

async function pledge(
  scope: Scope,
  said: Said,
  source: Source,
  donor: Result<MaybeGiver>,
): Promise<Result<Pledged>> {
  const destination = await findDestination(scope, { ...said, on: scope.today });
  const wrongAmount = 'amountFen' in said ? amountRefusal(said.amountFen) : undefined;
  if (!destination.ok || !donor.ok || wrongAmount) {
    return refuse(...(wrongAmount ? [wrongAmount] : []), ...refusalsOf(donor, destination));
  }
  const { giftId, reference } = await addGift(scope, destination.value, {
    kind: 'amountFen' in said ? 'money' : 'goods',
    status: 'pledged',
    ...donor.value,
    anonymous: said.anonymous,
    source,
    pledgedOn: scope.today,
    pledgedFen: 'amountFen' in said ? said.amountFen : null,
  });
  const { entity, purpose } = destination.value;
  // Before the time of delivery is booked, so that its history begins with the promise.
  scope.audit(giftEvent('gifts.pledged', giftId, { data: { reference, purpose: purpose.code, source } }));
  if ('items' in said) {
    const items = said.items.map(({ name, spec, unit, quantity }) => ({
      name: goodsText(name),
      spec: goodsText(spec),
      unit: goodsText(unit),
      pledged: quantity,
    }));
    await insertGiftItems(scope.tx, giftId, items);
    const booked = said.slot
      ? await bookSlot(scope, { id: giftId, entityId: entity.id }, said.slot)
      : undefined;
    if (booked && !booked.ok) return booked;
  }
  return accept({
    giftId,
    reference,
    entityId: entity.id,
    account: { holder: entity.accountHolder, bank: entity.accountBank, number: entity.accountNumber },
  });
}

/** As much of a promise of money, or of goods, as could be read. */
type SaidInPart = Partial<
  z.output<typeof moneyPledgeForm> & { donor: z.output<typeof donorForm> | undefined }
>;

/** What else is wrong with a promise of which a part could not be read: amount, purpose and receiver. Changes nothing. */
export async function wrongOfPledge(
  scope: ReadScope,
  { purpose = '', entityId, appealId, amountFen }: SaidInPart,
  on = scope.today,
): Promise<readonly Refusal[]> {
  const wrongAmount = amountFen === undefined ? undefined : amountRefusal(amountFen);
  const destination = await findDestination(scope, { purpose, entityId, appealId, on });
  return [...(wrongAmount ? [wrongAmount] : []), ...refusalsOf(destination)];
}

/** As `wrongOfPledge`, of the donor as said by finance. */
export const wrongOfGivenDonor = (
  said: SaidInPart & { donorId?: string | undefined },
): readonly Refusal[] => {
  if (!('donor' in said) || said.donorId) return [];
  return said.donor ? refusalsOf(readDonor(said.donor)) : [refusal('DONOR.MISSING', { field: 'donor.name' })];
};

const wrongBySignedIn = async (scope: ReadScope, said: SaidInPart): Promise<readonly Refusal[]> => [
  ...(await wrongOfPledge(scope, said)),
  ...(scope.actor.permissions.has('donations.confirm-money') ? wrongOfGivenDonor(said) : []),
];

const wrongPublicly = async (scope: ReadScope, said: SaidInPart): Promise<readonly Refusal[]> => [
  ...(await wrongOfPledge(scope, said)),
  ...(said.donor && !isNameless(said.donor, said.anonymous ?? true) ? refusalsOf(readDonor(said.donor)) : []),
];

/** The donor of a pledge by somebody signed in: a donor gives as themselves, finance for whoever they name. */
async function donorOf(
  scope: Scope,
  said: { donorId?: string | undefined; donor?: z.output<typeof donorForm> | undefined; anonymous: boolean },
): Promise<Result<Giver>> {
  const { actor } = scope;
  if (!actor.permissions.has('donations.confirm-money')) {
    return actor.donorId
      ? accept({ donorId: actor.donorId, mail: null })
      : refuse(refusal('DONOR.NOT_LINKED'));
  }
  if (said.donorId) return givenDonor(scope, said.donorId);
  if (said.donor) return knowDonor(scope, { ...said.donor, anonymous: said.anonymous });
  return refuse(refusal('DONOR.MISSING', { field: 'donor.name' }));
}

/** Whether somebody leaves out who they are, as whoever is not to be named may. */
const isNameless = (donor: z.output<typeof donorForm>, anonymous: boolean): boolean =>
  [donor.name, donor.creditCode, donor.phone, donor.mail].every((said) => !said?.trim()) &&
  anonymous &&
  donor.kind !== 'organisation';

/** From the public page; whoever does not want to be named may leave out who they are (慈善法 Art. 38, 82). */
async function publicDonor(
  scope: Scope,
  { donor, anonymous }: { donor: z.output<typeof donorForm>; anonymous: boolean },
): Promise<Result<MaybeGiver>> {
  return isNameless(donor, anonymous) ? accept({ donorId: null }) : knowDonor(scope, { ...donor, anonymous });
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
  known: wrongBySignedIn,
  run: async (scope, said) => pledge(scope, said, sourceOf(scope), await donorOf(scope, said)),
});

/** Promises goods, by a signed-in donor or by finance for one; refuses as `pledgeMoney`, and RECEPTION.FULL. */
export const pledgeGoods = useCase({
  permission: 'donations.give',
  input: goodsPledgeForm.extend(signedInDonor),
  known: wrongBySignedIn,
  constraints: bookingConstraints,
  run: async (scope, said) => pledge(scope, said, sourceOf(scope), await donorOf(scope, said)),
});

/** Whoever brings goods at no agreed time leaves a way to agree on one. Answers DONOR.CONTACT_MISSING. */
const unreachableGiver = ({
  slot,
  donor,
}: {
  readonly slot?: string | undefined;
  readonly donor?: z.output<typeof donorForm> | undefined;
}): readonly Refusal[] =>
  donor && !slot && !donor.phone?.trim() && !donor.mail?.trim()
    ? [refusal('DONOR.CONTACT_MISSING', { field: 'donor.phone' })]
    : [];

const publicly = { donor: donorForm, guard: guardForm };

type SaidPublicly = Said & { donor: z.output<typeof donorForm>; guard: Guard };

async function pledgePublicly(
  scope: Scope,
  said: SaidPublicly,
  how: { online: boolean } = { online: false },
): Promise<Result<Pledged>> {
  const through = await letThrough(scope, said.guard, how);
  const unreachable = 'items' in said ? unreachableGiver(said) : [];
  // Who is a donor here is told to nobody who is not let through: only what the form itself shows.
  if (!through.ok) return refuse(...(await wrongPublicly(scope, said)), ...unreachable, ...through.refusals);
  const pledged = await pledge(scope, said, 'public', await publicDonor(scope, said));
  if (unreachable.length > 0) return refuse(...refusalsOf(pledged), ...unreachable);
  if (pledged.ok) await noteAttempt(scope, pledged.value.giftId, through.value);
  return pledged;
}

/** As the use case of a public page, which it counts when it has told that a credit code is a donor's. */
function counted<Input extends z.ZodType<unknown, { guard: z.input<typeof guardForm> }>, Value>(
  publicUse: UseCase<Input, Value>,
): UseCase<Input, Value> {
  const { permission, input, within } = publicUse;
  const execute = async (actor: Actor, said: z.input<Input>): Promise<Result<Value>> => {
    const result = await publicUse(actor, said);
    if (!result.ok && result.refusals.some(({ code }) => code === CODE_TAKEN))
      await noteRefused(actor, { guard: said.guard });
    return result;
  };
  return Object.assign(execute, { permission, input, within });
}

/** Promises money without sign-in, to be transferred; refuses as `pledgeMoney`, and what `letThrough` refuses. */
export const pledgeMoneyPublicly = counted(
  useCase({
    permission: 'public',
    input: moneyPledgeForm.extend(publicly),
    known: wrongPublicly,
    constraints: guardConstraints,
    run: (scope, said) => pledgePublicly(scope, said),
  }),
);

/**
 * Promises goods without sign-in; `secret` is that of the link by which their time is changed.
 * Refuses as `pledgeMoneyPublicly`, and RECEPTION.FULL, DONOR.CONTACT_MISSING.
 */
export const pledgeGoodsPublicly = counted(
  useCase({
    permission: 'public',
    input: goodsPledgeForm.extend(publicly),
    known: async (scope, said) => [...(await wrongPublicly(scope, said)), ...unreachableGiver(said)],
    constraints: { ...guardConstraints, ...bookingConstraints },
    async run(scope, said) {
      const pledged = await pledgePublicly(scope, said);
      if (!pledged.ok) return pledged;
      const { giftId } = pledged.value;
      return accept({ ...pledged.value, secret: deliverySecret({ tenantId: scope.actor.tenantId, giftId }) });
    },
  }),
);

/** An order to pay what a gift promises. `provider` and `way` as payments offers them. */
export const onlineForm = {
  provider: z.enum(providerNames, 'PAYMENTS.PROVIDER'),
  way: z.enum(payWays, 'PAYMENTS.WAY'),
};

/**
 * Promises money without sign-in and makes the order by which it is paid online, in one.
 * Refuses as `pledgeMoneyPublicly`, and what `ensureOrder` refuses.
 */
export const giveOnline = counted(
  useCase({
    permission: 'public',
    input: moneyPledgeForm.extend({ ...publicly, ...onlineForm }),
    known: wrongPublicly,
    constraints: guardConstraints,
    async run(scope, { provider, way, ...said }) {
      const pledged = await pledgePublicly(scope, said, { online: true });
      if (!pledged.ok) return pledged;
      const { giftId, reference } = pledged.value;
      const ordered = await ensureOrder.within(scope, {
        ...giftOrder({ id: giftId, reference }),
        amountFen: said.amountFen,
        provider,
        way,
      });
      if (!ordered.ok) return ordered;
      const order = await findOrder.within(scope, { id: ordered.value.orderId });
      return accept({ giftId, reference, number: order?.number ?? '' });
    },
  }),
);

/** What an order says of the gift that it is for: to us and to whoever pays. */
export const giftOrder = ({ id, reference }: { id: string; reference: string }) => ({
  subject: { type: 'gift', id },
  description: `公益捐赠 ${reference}`,
});
