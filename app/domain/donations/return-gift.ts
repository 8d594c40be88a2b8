import { z } from 'zod';
import { newId } from '#db/new-id';
import { lockGift, lockPurpose, selectGift, updateGift } from '#db/queries/donations';
import {
  hasProposedReturn,
  insertReturn,
  lockReturn,
  selectProposedReturns,
  updateReturn,
} from '#db/queries/gift-returns';
import { read, type Scope, useCase } from '../audit/use-case';
import { madeReasons } from '../kernel/made-reasons';
import { accept, inBoth, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { postEntry } from '../ledger/post-entry';
import { reverseEntry } from '../ledger/reverse-entry';
import { askRefund } from '../payments/ask-refund';
import { actingPerson } from '../standards/standard.rules';
import { giftEvent } from './gift.events';
import { reason } from './gift.forms';
import { goesBackByHand, stepRefusal } from './gift.rules';
import { moneyIncome } from './gift-accounts';
import { moneyLeft } from './money-left';
import { moneyLies } from './receive-money';

const unknown = refusal('GIFT.RETURN_UNKNOWN', { field: 'returnId' });
const twice = refusal('GIFT.RETURN_TWICE', { field: 'giftId' });

/** Whether the number is there under which the provider sent money back, where it went back by hand and only there. */
function numberRefusals(
  gift: Pick<Gift, 'reference' | 'status' | 'means' | 'orderId'> | undefined,
  sentBackNumber: string | undefined,
): Refusal[] {
  if (gift?.status !== 'received' || goesBackByHand(gift) === Boolean(sentBackNumber)) return [];
  const code = sentBackNumber ? 'GIFT.RETURN_NUMBER_UNWANTED' : 'GIFT.RETURN_NUMBER_MISSING';
  return [refusal(code, { field: 'sentBackNumber', params: { reference: gift.reference } })];
}

/**
 * Proposes that money which was given by mistake goes back whole, by the way it came; somebody else approves. Online money without an
 * order here, booked out of the review, was sent back at the provider's own pages: its number there is said.
 * Refuses GIFT.UNKNOWN, GIFT.STEP_NOT_NOW, GIFT.STEP_OF_OTHER_KIND, GIFT.REASON_MISSING, GIFT.RETURN_TWICE,
 * GIFT.RETURN_NUMBER_MISSING, GIFT.RETURN_NUMBER_UNWANTED, GIFT.RETURN_SPENT (names what is left of its purpose).
 */
export const proposeReturn = useCase({
  permission: 'donations.confirm-money',
  input: z.object({
    giftId: z.uuid(),
    reason,
    /** Number of the refund at the provider, of money that goes back by hand. */
    sentBackNumber: z.string().trim().max(64).optional(),
  }),
  constraints: { gift_returns_one: twice },
  known: async ({ tx }, { giftId, sentBackNumber }) =>
    numberRefusals(giftId ? await selectGift(tx, giftId) : undefined, sentBackNumber),
  async run(scope, { giftId, reason: why, sentBackNumber }) {
    const { tx, now, actor, audit } = scope;
    const gift = await lockGift(tx, giftId);
    if (!gift) return refuse(refusal('GIFT.UNKNOWN', { field: 'giftId' }));
    const refused = await returnRefusal(scope, gift);
    const wrong = [...(refused ? [refused] : []), ...numberRefusals(gift, sentBackNumber)];
    if (wrong.length > 0) return refuse(...wrong);
    const returnId = newId();
    await insertReturn(tx, {
      id: returnId,
      giftId,
      amountFen: gift.receivedFen ?? 0n,
      reason: why,
      sentBackNumber: sentBackNumber || null,
      proposedBy: actingPerson(actor),
      proposedByName: actor.name,
      proposedAt: now,
    });
    audit(
      giftEvent('gifts.return-proposed', giftId, {
        reason: why,
        data: { returnId, ...(sentBackNumber && { sentBackNumber }) },
      }),
    );
    return accept({ returnId });
  },
});

type Gift = NonNullable<Awaited<ReturnType<typeof lockGift>>>;

/** Why a gift does not go back, if so. Its purpose is locked from here on, so that its money is not spent meanwhile. */
async function returnRefusal(scope: Scope, gift: Gift) {
  const notNow = stepRefusal(gift, 'return');
  if (notNow) return notNow;
  const { purposeId, receivedFen } = gift;
  await lockPurpose(scope.tx, purposeId);
  const leftFen = await moneyLeft(scope, purposeId);
  return receivedFen !== null && receivedFen > leftFen
    ? refusal('GIFT.RETURN_SPENT', {
        params: {
          purposeBoth: inBoth({ name: gift.purposeName, nameEn: gift.purposeNameEn }),
          leftFen: leftFen.toString(),
        },
      })
    : undefined;
}

async function proposed(scope: Scope, returnId: string) {
  const found = await lockReturn(scope.tx, returnId);
  if (!found) return refuse(unknown);
  return found.status === 'proposed'
    ? accept(found)
    : refuse(refusal('GIFT.RETURN_DECIDED', { params: { by: found.decidedByName ?? '' } }));
}

/**
 * Sends a gift back that somebody else proposed to: entry, status, and the refund that is asked of the provider. Part of
 * `approveReturn`, which voids its receipt. Refuses GIFT.RETURN_UNKNOWN, .RETURN_DECIDED, .RETURN_OWN, and as `proposeReturn`.
 */
export async function sendBack(
  scope: Scope,
  returnId: string,
): Promise<Result<{ giftId: string; reason: string }>> {
  const { tx, now, today, actor, audit } = scope;
  const found = await proposed(scope, returnId);
  if (!found.ok) return found;
  const { giftId, amountFen, reason: why } = found.value;
  if (found.value.proposedBy === actingPerson(actor)) return refuse(refusal('GIFT.RETURN_OWN'));
  const gift = await lockGift(tx, giftId);
  if (!gift?.means) return refuse(refusal('GIFT.UNKNOWN', { field: 'giftId' }));
  const refused = await returnRefusal(scope, gift);
  if (refused) return refuse(refused);
  const posted = await postEntry.within(scope, {
    kind: 'donations.return',
    subject: { type: 'gift', id: giftId },
    on: today,
    memo: gift.reference,
    postings: [
      { account: moneyIncome(gift.purposeId), amountFen },
      { account: moneyLies[gift.means], amountFen: -amountFen },
    ],
  });
  if (!posted.ok) return posted;
  await updateGift(tx, giftId, { status: 'returned' });
  await updateReturn(tx, returnId, {
    status: 'done',
    decidedBy: actingPerson(actor),
    decidedByName: actor.name,
    decidedAt: now,
    entryId: posted.value.entryId,
  });
  if (gift.orderId) {
    const subject = { type: 'gift-return', id: returnId };
    const asked = await askRefund.within(scope, { orderId: gift.orderId, subject, amountFen, reason: why });
    if (!asked.ok) return asked;
  }
  audit(
    giftEvent('gifts.returned', giftId, { reason: why, data: { returnId, amountFen: String(amountFen) } }),
  );
  return accept({ giftId, reason: why });
}

/** Turns a return down with a reason. Refuses GIFT.RETURN_UNKNOWN, .RETURN_DECIDED, .REASON_MISSING. */
export const declineReturn = useCase({
  permission: 'donations.approve-return',
  input: z.object({ returnId: z.uuid(), reason }),
  async run(scope, { returnId, reason: why }) {
    const found = await proposed(scope, returnId);
    if (!found.ok) return found;
    if (found.value.proposedBy === actingPerson(scope.actor)) return refuse(refusal('GIFT.RETURN_OWN'));
    await updateReturn(scope.tx, returnId, {
      status: 'declined',
      decidedBy: actingPerson(scope.actor),
      decidedByName: scope.actor.name,
      decidedAt: scope.now,
      decisionReason: why,
    });
    scope.audit(giftEvent('gifts.return-declined', found.value.giftId, { reason: why, data: { returnId } }));
    return accept({ returnId });
  },
});

/**
 * Undoes a return that the provider could not make: its entry is reversed and the gift is received again. Its receipt stays void
 * until it is issued again. Once. Refuses GIFT.RETURN_UNKNOWN.
 */
export const undoReturn = useCase({
  permission: 'jobs.run',
  input: z.object({ returnId: z.uuid() }),
  async run(scope, { returnId }) {
    const found = await lockReturn(scope.tx, returnId);
    if (!found?.entryId) return refuse(unknown);
    if (found.status === 'failed') return accept({ returnId });
    const why = madeReasons.payoutFailed;
    const reversed = await reverseEntry.within(scope, {
      entryId: found.entryId,
      on: scope.today,
      reason: why,
    });
    if (!reversed.ok) return reversed;
    await lockGift(scope.tx, found.giftId);
    await updateGift(scope.tx, found.giftId, { status: 'received' });
    await updateReturn(scope.tx, returnId, { status: 'failed', reversalEntryId: reversed.value.entryId });
    scope.audit(giftEvent('gifts.return-failed', found.giftId, { reason: why, data: { returnId } }));
    return accept({ returnId });
  },
});

/** Returns that wait for the second person; `own` are those of the acting person. */
export const listReturns = read('donations.view', async ({ tx, actor }, _: Record<string, never>) =>
  (await selectProposedReturns(tx)).map(({ proposedBy, ...row }) => ({
    ...row,
    own: proposedBy === actingPerson(actor),
  })),
);

/** Whether a gift waits to be returned. */
export const waitsForReturn = read('donations.view', async ({ tx }, { giftId }: { giftId: string }) =>
  hasProposedReturn(tx, giftId),
);
