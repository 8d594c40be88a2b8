import { z } from 'zod';
import { lockAllocation, selectAllocation, selectAllocationLines, updateAllocation } from '#db/queries/goods';
import { holdGiversOfLots } from '#db/queries/goods-interests';
import { strokesProblem } from '../assessments/signature.rules';
import { type ReadScope, type Scope, useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import type { Fen } from '../kernel/money';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { postEntry } from '../ledger/post-entry';
import { listResidentIds } from '../stays/list-residents';
import { donationEvent } from './gift.events';
import { goodsInStock, goodsUsed } from './gift-accounts';
import { expiredOn, isPromised } from './goods.rules';
import { interestRefusals } from './goods-interests';
import { isSameName } from './interested-party.rules';

type Allocation = NonNullable<Awaited<ReturnType<typeof selectAllocation>>>;
type AllocationLine = Awaited<ReturnType<typeof selectAllocationLines>>[number];
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

/** GIFT.DATE_AHEAD, GOODS.BEFORE_ALLOCATION, GOODS.SIGNED_BY_KEEPER, SIGNATURE.DRAWN_…. */
function wrongOfHandOver(
  {
    handedOverOn,
    handedTo,
    signed,
    strokes = '',
  }: {
    handedOverOn?: PlainDate;
    handedTo?: string;
    signed?: 'drawn' | 'paper';
    strokes?: string | undefined;
  },
  allocation: { readonly allocatedOn: PlainDate; readonly allocatedBy: string } | undefined,
  { today, actor }: Pick<Scope, 'today' | 'actor'>,
): Refusal[] {
  const field = 'handedOverOn';
  const allocatedOn = allocation?.allocatedOn;
  const problems = signed === 'drawn' ? drawnRefusals(strokes) : [];
  if (handedTo && [actor.name, allocation?.allocatedBy].some((keeper) => isSameName(keeper, handedTo)))
    problems.push(refusal('GOODS.SIGNED_BY_KEEPER', { field: 'handedTo', params: { name: handedTo } }));
  if (handedOverOn && handedOverOn > today)
    problems.push(refusal('GIFT.DATE_AHEAD', { field, params: { today } }));
  if (handedOverOn && allocatedOn && handedOverOn < allocatedOn)
    problems.push(refusal('GOODS.BEFORE_ALLOCATION', { field, params: { allocatedOn } }));
  return problems;
}

/** That the resident does not live in the centre on a day, or that the visit was called off. Whoever lies in a bed that day has its goods. */
async function recipientRefusals(
  scope: ReadScope,
  { personId, personName, visitId, visitStatus }: Allocation,
  on: PlainDate,
): Promise<Refusal[]> {
  if (visitId && !isPromised(visitStatus)) return [refusal('GOODS.VISIT_OFF')];
  if (!personId || (await listResidentIds.within(scope, { personIds: [personId], on })).has(personId))
    return [];
  const params = { name: personName ?? '', on };
  return [refusal('GOODS.RESIDENT_GONE', { field: 'handedOverOn', params })];
}

/** What stands against these goods reaching whom they are for on a day. */
const goodsRefusals = async (
  scope: ReadScope,
  allocation: Allocation,
  lines: readonly AllocationLine[],
  on: PlainDate,
): Promise<Refusal[]> => [
  ...(await recipientRefusals(scope, allocation, on)),
  ...expiredOn(lines, on),
  ...(await interestRefusals(scope, allocation, on)),
];

/**
 * Goods reach whom they were set aside for: date, who handed them over, and who signed for them and how (issue-out sign-off).
 * Whoever keeps the goods never signs for whom they are for: neither who hands them over nor who set them aside. Their givers are
 * compared with whom they reach on that day: another resident may lie in the bed by now.
 * Refuses GOODS.ALLOCATION_UNKNOWN, .ALLOCATION_NOT_OPEN, GIFT.DATE_AHEAD, GOODS.BEFORE_ALLOCATION, .HANDED_TO_MISSING,
 * .SIGNED_BY_KEEPER, .SIGNED_MISSING, .INTEREST_WAITS, .INTEREST_RELATED, .INTEREST_UNASKED (of its givers), .EXPIRED_UNHANDED (each
 * lot that expired before that day), .RESIDENT_GONE (on that day), .VISIT_OFF, SIGNATURE.DRAWN_….
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
  constraints: { goods_allocations_interest_decided: refusal('GOODS.INTEREST_WAITS') },
  async known(scope, said) {
    const allocation = said.allocationId ? await selectAllocation(scope.tx, said.allocationId) : undefined;
    const wrong = wrongOfHandOver(said, allocation, scope);
    if (allocation?.status !== 'allocated') return wrong;
    const lines = await selectAllocationLines(scope.tx, [allocation.id]);
    return [...wrong, ...(await goodsRefusals(scope, allocation, lines, said.handedOverOn ?? scope.today))];
  },
  async run(scope, { allocationId, handedOverOn, handedTo, signed, strokes = '' }) {
    // Givers first, then the goods: in the order in which whoever names a giver locks them.
    const lines = await selectAllocationLines(scope.tx, [allocationId]);
    await holdGiversOfLots(
      scope.tx,
      lines.map(({ lotId }) => lotId),
    );
    const allocation = await lockAllocation(scope.tx, allocationId);
    if (!allocation) return refuse(refusal('GOODS.ALLOCATION_UNKNOWN', { field: 'allocationId' }));
    if (allocation.status !== 'allocated')
      return refuse(refusal('GOODS.ALLOCATION_NOT_OPEN', { field: 'allocationId' }));
    const problems = [
      ...wrongOfHandOver({ handedOverOn, handedTo, signed, strokes }, allocation, scope),
      ...(await goodsRefusals(scope, allocation, lines, handedOverOn)),
    ];
    if (problems.length > 0) return refuse(...problems);
    const booked = await bookUse(scope, allocationId, handedOverOn, lines);
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
