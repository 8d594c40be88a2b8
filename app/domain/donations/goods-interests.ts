import { z } from 'zod';
import { lockAllocation } from '#db/queries/goods';
import { selectGoodsInReview, selectGoodsInterest, updateGoodsInterest } from '#db/queries/goods-interests';
import { decider } from '../audit/two-persons';
import { type ReadScope, read, useCase } from '../audit/use-case';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { actingPerson } from '../standards/standard.rules';
import { withdrawAllocation } from './allocate-goods';
import { donationEvent } from './gift.events';
import { reason } from './gift.forms';

/** GOODS.INTEREST_WAITS: why goods are not handed over yet. Part of the hand-over. */
export async function interestRefusals({ tx }: ReadScope, allocationId: string): Promise<Refusal[]> {
  const found = await selectGoodsInterest(tx, allocationId);
  return found?.status === 'review' ? [refusal('GOODS.INTEREST_WAITS')] : [];
}

/** What stands against a decision: GOODS.INTEREST_NONE, .INTEREST_DECIDED (by whom), .INTEREST_OWN, .ALLOCATION_NOT_OPEN. */
async function undecidable({ tx, actor }: ReadScope, allocationId: string | undefined): Promise<Refusal[]> {
  if (!allocationId) return [];
  const found = await selectGoodsInterest(tx, allocationId);
  if (!found) return [refusal('GOODS.INTEREST_NONE', { field: 'allocationId' })];
  if (found.decidedByName !== null)
    return [refusal('GOODS.INTEREST_DECIDED', { params: { by: found.decidedByName } })];
  return found.askedBy === actingPerson(actor) ? [refusal('GOODS.INTEREST_OWN')] : [];
}

/**
 * Decides whether the giver of goods and the household that they are set aside for are interested persons: another person than
 * whoever set them aside says why. If so, the goods go back into their lots.
 * Refuses GOODS.INTEREST_NONE, .INTEREST_DECIDED, .INTEREST_OWN, .ALLOCATION_NOT_OPEN, GIFT.REASON_MISSING.
 */
export const decideGoodsInterest = useCase({
  permission: 'donations.decide-interest',
  input: z.object({ allocationId: z.uuid(), related: z.boolean(), reason }),
  constraints: { goods_interests_two_persons: refusal('GOODS.INTEREST_OWN') },
  known: (scope, { allocationId }) => undecidable(scope, allocationId),
  async run(scope, { allocationId, related, reason: why }) {
    const allocation = await lockAllocation(scope.tx, allocationId);
    const problems = await undecidable(scope, allocationId);
    if (problems.length > 0) return refuse(...problems);
    if (allocation?.status !== 'allocated')
      return refuse(refusal('GOODS.ALLOCATION_NOT_OPEN', { field: 'allocationId' }));
    await updateGoodsInterest(scope.tx, allocationId, {
      status: related ? 'declined' : 'cleared',
      reason: why,
      ...decider(scope),
    });
    scope.audit(
      donationEvent({
        kind: related ? 'goods.interest-declined' : 'goods.interest-cleared',
        subject: { type: 'goods-allocation', id: allocationId },
        reason: why,
      }),
    );
    if (!related) return accept({ allocationId });
    return withdrawAllocation.within(scope, { allocationId, reason: why });
  },
});

/** What is in doubt about goods that were set aside, for staff; undefined when nothing was. */
export const findGoodsInterest = read(
  'donations.view',
  async ({ tx, actor }, { allocationId }: { allocationId: string }) => {
    const found = await selectGoodsInterest(tx, allocationId);
    return found && { ...found, own: found.askedBy === actingPerson(actor) };
  },
);

/** Goods set aside of which a person has to say whether giver and household are related, the oldest first. */
export const listGoodsInReview = read('donations.view', async ({ tx }, _: Record<string, never>) =>
  selectGoodsInReview(tx),
);
