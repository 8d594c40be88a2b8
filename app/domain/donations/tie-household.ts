import { z } from 'zod';
import { type Gift, lockGift, selectDonor, selectReceivingEntities } from '#db/queries/donations';
import {
  insertGiftHousehold,
  lockGiftHousehold,
  selectGiftHousehold,
  selectHouseholdsInReview,
  updateGiftHousehold,
} from '#db/queries/gift-households';
import { selectHouseholdsByName } from '#db/queries/goods';
import { type ReadScope, read, type Scope, useCase } from '../audit/use-case';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { findRelations } from '../people/find-relations';
import { readIdentityNumber } from '../people/identity.rules';
import { actingPerson } from '../standards/standard.rules';
import { giftEvent } from './gift.events';
import { reason } from './gift.forms';
import {
  type Giver,
  interestedPartyFindings,
  interestedPartyRefusals,
  isKept,
} from './interested-party.rules';

/** Households offered at once. */
const CHOICES = 50;

/** What is known of the giver of a gift and a household that it is to reach; undefined when there is no such household. */
async function findingsOf(
  scope: Scope,
  gift: Pick<Gift, 'donorId' | 'payerName' | 'entityId'>,
  householdId: string,
  said: Pick<Giver, 'declared' | 'identityNumber' | 'address'>,
) {
  const reached = (await findRelations.within(scope, { householdIds: [householdId] })).get(householdId);
  if (!reached) return undefined;
  const donor = gift.donorId ? await selectDonor(scope.tx, gift.donorId) : undefined;
  const entity = (await selectReceivingEntities(scope.tx)).find(({ id }) => id === gift.entityId);
  return interestedPartyFindings(
    {
      kind: donor?.kind ?? 'person',
      name: donor?.name ?? gift.payerName,
      phone: donor?.phone ?? null,
      creditCode: donor?.creditCode ?? null,
      ...said,
    },
    reached,
    { creditCode: entity?.creditCode ?? null, staff: entity ? [entity.handler] : [] },
  );
}

/**
 * Looks at the household of a gift again once its giver is known: a relation or a doubt puts the household back to be decided by
 * another person than whoever named the giver. Part of naming a donor.
 */
export async function judgeHouseholdAgain(
  scope: Scope,
  gift: Pick<Gift, 'id' | 'donorId' | 'payerName' | 'entityId'>,
): Promise<{ readonly waits: number }> {
  const tied = await lockGiftHousehold(scope.tx, gift.id);
  if (!tied || tied.status === 'declined') return { waits: 0 };
  const { declared, householdId } = tied;
  const found = await findingsOf(scope, gift, householdId, { declared });
  if (!found) throw new Error('The household of a gift is gone');
  const doubts = [...found.relations.filter(isKept), ...found.doubts];
  const status = doubts.length > 0 ? 'review' : 'tied';
  await updateGiftHousehold(scope.tx, gift.id, {
    status,
    doubts,
    tiedBy: actingPerson(scope.actor),
    tiedByName: scope.actor.name,
    tiedAt: scope.now,
    decidedBy: null,
    decidedByName: null,
    decidedAt: null,
    reason: null,
  });
  scope.audit(
    giftEvent(status === 'tied' ? 'gifts.household-tied' : 'gifts.household-in-review', gift.id, {
      data: { declared, doubts },
    }),
  );
  return { waits: doubts.length > 0 ? 1 : 0 };
}

/** PERSON.IDENTITY_…: a number that is mistyped would be like nobody's. */
function numberRefusals(text: string | undefined): Refusal[] {
  const read = text ? readIdentityNumber(text) : undefined;
  return read && !read.ok ? read.refusals.map((one) => ({ ...one, field: 'identityNumber' })) : [];
}

/**
 * Writes down that money is to reach one household, as its donor wishes, and checks before that they are no interested persons
 * (慈善法 Art. 40). The donor declares; what is known decides; what is unclear waits for another person. What the donor says of
 * number and address is compared and kept nowhere.
 * Refuses GIFT.UNKNOWN, GIFT.HOUSEHOLD_NOT_NOW, GIFT.HOUSEHOLD_TWICE, GOODS.HOUSEHOLD_UNKNOWN, GIFT.DECLARATION_MISSING,
 * PERSON.IDENTITY_…, and each relation that is found (`interestedPartyRefusals`).
 */
export const tieGiftToHousehold = useCase({
  permission: 'donations.confirm-money',
  input: z.object({
    giftId: z.uuid(),
    householdId: z.uuid('GOODS.HOUSEHOLD_UNKNOWN'),
    /** What the donor declares: not related, related, or nothing yet. */
    declared: z.enum(['none', 'related', 'unknown'], 'GIFT.DECLARATION_MISSING'),
    identityNumber: z.string().trim().max(30).optional(),
    address: z.string().trim().max(200).optional(),
  }),
  constraints: { gift_households_pk: refusal('GIFT.HOUSEHOLD_TWICE', { field: 'householdId' }) },
  known: (_, { identityNumber }) => numberRefusals(identityNumber),
  async run(scope, { giftId, householdId, declared, identityNumber, address }) {
    const { tx, actor, now } = scope;
    // Whoever says meanwhile who gave it comes before, and is judged here, or after, and judges the household again.
    const gift = await lockGift(tx, giftId);
    if (!gift) return refuse(refusal('GIFT.UNKNOWN', { field: 'giftId' }));
    if (gift.kind !== 'money' || (gift.status !== 'pledged' && gift.status !== 'received'))
      return refuse(refusal('GIFT.HOUSEHOLD_NOT_NOW', { params: { reference: gift.reference } }));
    const found = await findingsOf(scope, gift, householdId, { declared, identityNumber, address });
    if (!found) return refuse(refusal('GOODS.HOUSEHOLD_UNKNOWN', { field: 'householdId' }));
    const wrongNumber = numberRefusals(identityNumber);
    if (wrongNumber.length > 0) return refuse(...wrongNumber);
    const { relations, doubts } = found;
    if (relations.length > 0 || declared === 'related') return refuse(...interestedPartyRefusals(relations));
    const status = doubts.length > 0 ? ('review' as const) : ('tied' as const);
    await insertGiftHousehold(tx, {
      giftId,
      householdId,
      declared,
      doubts: [...doubts],
      status,
      tiedBy: actingPerson(actor),
      tiedByName: actor.name,
      tiedAt: now,
    });
    scope.audit(
      giftEvent(status === 'tied' ? 'gifts.household-tied' : 'gifts.household-in-review', giftId, {
        data: { declared, doubts },
      }),
    );
    return accept({ giftId, status });
  },
});

/**
 * Decides what was unclear: another person than whoever tied the gift says why they are interested persons, or why not; of a
 * relation that came out when the donor was named nobody says otherwise.
 * Refuses GIFT.HOUSEHOLD_NONE, .HOUSEHOLD_DECIDED, .HOUSEHOLD_OWN, .REASON_MISSING, .INTERESTED_SAME_PHONE, .INTERESTED_RECEIVER.
 */
export const decideHousehold = useCase({
  permission: 'donations.decide-interest',
  input: z.object({ giftId: z.uuid(), related: z.boolean(), reason }),
  async run(scope, { giftId, related, reason: why }) {
    const { tx, actor, now } = scope;
    const found = await lockGiftHousehold(tx, giftId);
    if (!found) return refuse(refusal('GIFT.HOUSEHOLD_NONE', { field: 'giftId' }));
    if (found.status !== 'review')
      return refuse(
        refusal('GIFT.HOUSEHOLD_DECIDED', { params: { by: found.decidedByName ?? found.tiedByName } }),
      );
    const sure = interestedPartyRefusals(found.doubts.filter(isKept)).map(({ code }) => refusal(code));
    if (found.tiedBy === actingPerson(actor)) return refuse(refusal('GIFT.HOUSEHOLD_OWN'));
    if (!related && sure.length > 0) return refuse(...sure);
    await updateGiftHousehold(tx, giftId, {
      status: related ? 'declined' : 'tied',
      decidedBy: actingPerson(actor),
      decidedByName: actor.name,
      decidedAt: now,
      reason: why,
    });
    scope.audit(
      giftEvent(related ? 'gifts.household-declined' : 'gifts.household-tied', giftId, { reason: why }),
    );
    return accept({ giftId });
  },
});

/** Which household a gift is to reach, for staff; undefined when none. */
export const findHouseholdOfGift = read(
  'donations.view',
  async ({ tx, actor }: ReadScope, { giftId }: { giftId: string }) => {
    const found = await selectGiftHousehold(tx, giftId);
    return found && { ...found, own: found.tiedBy === actingPerson(actor) };
  },
);

/** Gifts of which a person has to say whether donor and household are related, the oldest first. */
export const listHouseholdsInReview = read('donations.view', async ({ tx }, _: Record<string, never>) =>
  selectHouseholdsInReview(tx),
);

/** Households that money may be tied to, by a part of a member's name. */
export const listHouseholdsToTie = read(
  'donations.confirm-money',
  async ({ tx }, { name }: { name: string }) =>
    name.trim() === '' ? [] : selectHouseholdsByName(tx, name.trim().slice(0, 60), CHOICES),
);
