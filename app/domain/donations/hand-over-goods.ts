import { z } from 'zod';
import { lockAllocation, selectAllocation, selectAllocationLines, updateAllocation } from '#db/queries/goods';
import { strokesProblem } from '../assessments/signature.rules';
import { type Scope, useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import type { Fen } from '../kernel/money';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { postEntry } from '../ledger/post-entry';
import { donationEvent } from './gift.events';
import { goodsInStock, goodsUsed } from './gift-accounts';

type Line = { readonly purposeId: string; readonly valueFen: Fen | null };

/** Books what leaves the store as used, by purpose; nothing when none of it has a value. */
async function bookUse(
  scope: Scope,
  allocationId: string,
  on: PlainDate,
  lines: readonly Line[],
): Promise<Result<{ entryId: string | null }>> {
  const byPurpose = new Map<string, Fen>();
  for (const { purposeId, valueFen } of lines)
    byPurpose.set(purposeId, (byPurpose.get(purposeId) ?? 0n) + (valueFen ?? 0n));
  const postings = [...byPurpose].flatMap(([purposeId, fen]) =>
    fen === 0n
      ? []
      : [
          { account: goodsUsed(purposeId), amountFen: fen },
          { account: goodsInStock(purposeId), amountFen: -fen },
        ],
  );
  if (postings.length === 0) return accept({ entryId: null });
  return postEntry.within(scope, {
    kind: 'donations.hand-over',
    subject: { type: 'goods-allocation', id: allocationId },
    on,
    postings,
  });
}

const drawnRefusals = (strokes: string): Refusal[] => {
  const problem = strokesProblem(strokes);
  if (strokes === '') return [refusal('SIGNATURE.DRAWN_MISSING', { field: 'signed' })];
  return problem
    ? [refusal(problem === 'form' ? 'SIGNATURE.DRAWN_FORM' : 'SIGNATURE.DRAWN_SMALL', { field: 'signed' })]
    : [];
};

/** GIFT.DATE_AHEAD, GOODS.BEFORE_ALLOCATION, SIGNATURE.DRAWN_…. */
function wrongOfHandOver(
  {
    handedOverOn,
    signed,
    strokes = '',
  }: { handedOverOn?: PlainDate; signed?: 'drawn' | 'paper'; strokes?: string | undefined },
  allocatedOn: PlainDate | undefined,
  today: PlainDate,
): Refusal[] {
  const field = 'handedOverOn';
  const problems = signed === 'drawn' ? drawnRefusals(strokes) : [];
  if (handedOverOn && handedOverOn > today)
    problems.push(refusal('GIFT.DATE_AHEAD', { field, params: { today } }));
  if (handedOverOn && allocatedOn && handedOverOn < allocatedOn)
    problems.push(refusal('GOODS.BEFORE_ALLOCATION', { field, params: { allocatedOn } }));
  return problems;
}

/**
 * Goods reach whom they were set aside for: date, who handed them over, and who signed for them and how (issue-out sign-off).
 * Refuses GOODS.ALLOCATION_UNKNOWN, .ALLOCATION_NOT_OPEN, GIFT.DATE_AHEAD, GOODS.BEFORE_ALLOCATION, .HANDED_TO_MISSING,
 * .SIGNED_MISSING, SIGNATURE.DRAWN_….
 */
export const handOverGoods = useCase({
  permission: 'donations.allocate-goods',
  input: z.object({
    allocationId: z.uuid(),
    handedOverOn: civilDate(),
    /** Name of whoever signed: the resident, a relative, a carer. */
    handedTo: z.string({ error: 'GOODS.HANDED_TO_MISSING' }).trim().min(1, 'GOODS.HANDED_TO_MISSING').max(60),
    /** Drawn on the screen, or on the printed slip that is kept. */
    signed: z.enum(['drawn', 'paper'], 'GOODS.SIGNED_MISSING'),
    /** Path of a drawn signature, as in assessments. */
    strokes: z.string().max(60_000).optional(),
  }),
  known: async ({ tx, today }, said) => {
    const allocation = said.allocationId ? await selectAllocation(tx, said.allocationId) : undefined;
    return wrongOfHandOver(said, allocation?.allocatedOn, today);
  },
  async run(scope, { allocationId, handedOverOn, handedTo, signed, strokes = '' }) {
    const allocation = await lockAllocation(scope.tx, allocationId);
    if (!allocation) return refuse(refusal('GOODS.ALLOCATION_UNKNOWN', { field: 'allocationId' }));
    if (allocation.status !== 'allocated')
      return refuse(refusal('GOODS.ALLOCATION_NOT_OPEN', { field: 'allocationId' }));
    const problems = wrongOfHandOver({ handedOverOn, signed, strokes }, allocation.allocatedOn, scope.today);
    if (problems.length > 0) return refuse(...problems);
    const booked = await bookUse(
      scope,
      allocationId,
      handedOverOn,
      await selectAllocationLines(scope.tx, [allocationId]),
    );
    if (!booked.ok) return booked;
    await updateAllocation(scope.tx, allocationId, {
      status: 'handed_over',
      handedOverOn,
      handedOverBy: scope.actor.name,
      handedTo,
      signed,
      signature: signed === 'drawn' ? strokes : null,
      entryId: booked.value.entryId,
    });
    scope.audit(
      donationEvent({
        kind: 'goods.handed-over',
        subject: { type: 'goods-allocation', id: allocationId },
        data: { on: handedOverOn, signed },
      }),
    );
    return accept({ allocationId });
  },
});
