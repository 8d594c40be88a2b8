import { z } from 'zod';
import {
  lockAllocation,
  type Recipient,
  selectAllocation,
  selectAllocationLines,
  selectAllocationsByIds,
} from '#db/queries/goods';
import {
  decideGoodsInterests,
  insertGoodsInterests,
  lockAllocationsOfGift,
  selectGoodsInterests,
  selectGoodsInterestsBy,
  selectInterestsOfGift,
} from '#db/queries/goods-interests';
import { decider } from '../audit/two-persons';
import { type ReadScope, read, type Scope, useCase } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { actingPerson } from '../standards/standard.rules';
import { withdrawAllocation } from './allocate-goods';
import { donationEvent } from './gift.events';
import { reason } from './gift.forms';
import { asked, type Finding, judgeGoods, referencesOf } from './goods-lots-judged';

type Allocation = Recipient & { readonly id: string };
type Written = Awaited<ReturnType<typeof selectGoodsInterests>>;

/** What is found about goods for whom they reach on the day, and was not asked about them before. */
async function unasked(
  scope: ReadScope,
  { id, bedId, personId, householdId, visitId }: Allocation,
  written: Written,
  on: PlainDate,
): Promise<Finding[]> {
  const lines = await selectAllocationLines(scope.tx, [id]);
  const findings = await judgeGoods(scope, [
    { key: id, bedId, personId, householdId, visitId, on, lotIds: lines.map(({ lotId }) => lotId) },
  ]);
  return findings.filter(
    (one) =>
      !written.some(
        (before) =>
          before.giftId === one.giftId &&
          before.finding === one.finding &&
          before.householdId === one.householdId &&
          before.personId === one.personId,
      ),
  );
}

const related = (found: readonly Pick<Finding, 'finding' | 'reference'>[]): Refusal[] => {
  const sure = found.filter(({ finding }) => finding === 'same-phone');
  return sure.length === 0
    ? []
    : [refusal('GOODS.INTEREST_RELATED', { params: { gifts: referencesOf(sure) } })];
};

/**
 * Why goods are not handed over on a day, with regard to whom they reach then: GOODS.INTEREST_WAITS (for the lead), .INTEREST_RELATED
 * (never), .INTEREST_UNASKED (the lead is to be asked first). Part of the hand-over.
 */
export async function interestRefusals(
  scope: ReadScope,
  allocation: Allocation,
  on: PlainDate,
): Promise<Refusal[]> {
  const written = await selectGoodsInterests(scope.tx, allocation.id);
  if (written.some(({ status }) => status === 'review')) return [refusal('GOODS.INTEREST_WAITS')];
  const found = await unasked(scope, allocation, written, on);
  const doubtful = found.filter(({ finding }) => finding === 'same-name');
  const doubt = refusal('GOODS.INTEREST_UNASKED', { params: { gifts: referencesOf(doubtful) } });
  return [...related(found), ...(doubtful.length > 0 ? [doubt] : [])];
}

const allocationEvent = (
  kind:
    | 'goods.interest-asked'
    | 'goods.interest-found'
    | 'goods.interest-cleared'
    | 'goods.interest-declined',
  id: string,
  detail: { data?: Record<string, unknown>; reason?: string },
) => donationEvent({ kind, subject: { type: 'goods-allocation', id }, ...detail });

/**
 * Asks the lead about goods that are set aside: whoever they reach today has the name of their giver, because another resident lies
 * in the bed or somebody joined the household. They are not handed over before.
 * Refuses GOODS.ALLOCATION_UNKNOWN, .ALLOCATION_NOT_OPEN, .INTEREST_NONE, .INTEREST_RELATED.
 */
export const askAboutGoods = useCase({
  permission: 'donations.allocate-goods',
  input: z.object({ allocationId: z.uuid() }),
  async run(scope, { allocationId }) {
    const allocation = await lockAllocation(scope.tx, allocationId);
    if (!allocation) return refuse(refusal('GOODS.ALLOCATION_UNKNOWN', { field: 'allocationId' }));
    if (allocation.status !== 'allocated')
      return refuse(refusal('GOODS.ALLOCATION_NOT_OPEN', { field: 'allocationId' }));
    const written = await selectGoodsInterests(scope.tx, allocationId);
    const found = await unasked(scope, allocation, written, scope.today);
    const sure = related(found);
    if (sure.length > 0) return refuse(...sure);
    if (found.length === 0) return refuse(refusal('GOODS.INTEREST_NONE', { field: 'allocationId' }));
    await insertGoodsInterests(scope.tx, asked(scope, 'review', found));
    scope.audit(
      allocationEvent('goods.interest-asked', allocationId, {
        data: { gifts: [...new Set(found.map(({ giftId }) => giftId))] },
      }),
    );
    return accept({ allocationId });
  },
});

/**
 * Looks again at everything that was set aside of a gift once its giver is named: what lies there waits for the lead, what was
 * handed over stands as found. Part of naming a donor, which keeps the gift locked.
 */
export async function judgeGoodsAgain(
  scope: Scope,
  giftId: string,
): Promise<{ readonly waits: number; readonly found: number }> {
  const allocations = await lockAllocationsOfGift(scope.tx, giftId);
  const findings = await judgeGoods(
    scope,
    allocations.map(({ id, bedId, personId, householdId, visitId, handedOverOn, lotIds }) => ({
      key: id,
      bedId,
      personId,
      householdId,
      visitId,
      on: handedOverOn ?? scope.today,
      lotIds,
    })),
  );
  const open = new Set(allocations.flatMap(({ id, status }) => (status === 'allocated' ? id : [])));
  const waiting = asked(
    scope,
    'review',
    findings.filter(({ key }) => open.has(key)),
  );
  const found = asked(
    scope,
    'found',
    findings.filter(({ key }) => !open.has(key)),
  );
  await insertGoodsInterests(scope.tx, [...waiting, ...found]);
  for (const { allocationId, finding, status } of [...waiting, ...found])
    scope.audit(
      allocationEvent(status === 'review' ? 'goods.interest-asked' : 'goods.interest-found', allocationId, {
        data: { gifts: [giftId], finding },
      }),
    );
  return { waits: waiting.length, found: found.length };
}

/** Who never decides about goods: whoever asked, or set them aside. */
const isOwn = (
  { actor }: Pick<ReadScope, 'actor'>,
  written: Written,
  { allocatedById }: { readonly allocatedById: string | null },
): boolean =>
  allocatedById === actingPerson(actor) ||
  written.some((one) => one.status === 'review' && one.askedBy === actingPerson(actor));

/** What stands against a decision: GOODS.INTEREST_NONE, .INTEREST_DECIDED (by whom), .INTEREST_OWN, .INTEREST_RELATED. */
async function undecidable(
  scope: ReadScope,
  said: { readonly allocationId?: string; readonly related?: boolean },
): Promise<Refusal[]> {
  if (!said.allocationId) return [];
  const allocation = await selectAllocation(scope.tx, said.allocationId);
  const written = await selectGoodsInterests(scope.tx, said.allocationId);
  const waiting = written.filter(({ status }) => status === 'review');
  const by = written.find(({ decidedByName }) => decidedByName !== null)?.decidedByName;
  if (waiting.length === 0)
    return [
      by
        ? refusal('GOODS.INTEREST_DECIDED', { params: { by } })
        : refusal('GOODS.INTEREST_NONE', { field: 'allocationId' }),
    ];
  const own = allocation && isOwn(scope, written, allocation);
  return [
    ...(own ? [refusal('GOODS.INTEREST_OWN')] : []),
    ...(said.related === false ? related(waiting) : []),
  ];
}

/**
 * Decides whether the givers of goods and whoever they are set aside for are interested persons: another person than whoever set
 * them aside or asked says why. If so, the goods go back into their lots; of the same telephone nobody says otherwise.
 * Refuses GOODS.INTEREST_NONE, .INTEREST_DECIDED, .INTEREST_OWN, .INTEREST_RELATED, .ALLOCATION_NOT_OPEN, GIFT.REASON_MISSING.
 */
export const decideGoodsInterest = useCase({
  permission: 'donations.decide-interest',
  input: z.object({ allocationId: z.uuid(), related: z.boolean(), reason }),
  constraints: { goods_interests_two_persons: refusal('GOODS.INTEREST_OWN') },
  known: undecidable,
  async run(scope, { allocationId, related: areRelated, reason: why }) {
    const allocation = await lockAllocation(scope.tx, allocationId);
    const problems = await undecidable(scope, { allocationId, related: areRelated });
    if (problems.length > 0) return refuse(...problems);
    if (allocation?.status !== 'allocated')
      return refuse(refusal('GOODS.ALLOCATION_NOT_OPEN', { field: 'allocationId' }));
    await decideGoodsInterests(scope.tx, allocationId, {
      status: areRelated ? 'declined' : 'cleared',
      reason: why,
      ...decider(scope),
    });
    const kind = areRelated ? 'goods.interest-declined' : 'goods.interest-cleared';
    scope.audit(allocationEvent(kind, allocationId, { reason: why }));
    if (!areRelated) return accept({ allocationId });
    return withdrawAllocation.within(scope, { allocationId, reason: why });
  },
});

/**
 * What was asked, decided or found about the givers of goods, by gift, and what is found today and was not asked yet (`unasked`);
 * for staff. Undefined when there is no such allocation.
 */
export const findGoodsInterest = read(
  'donations.view',
  async (scope, { allocationId }: { allocationId: string }) => {
    const allocation = await selectAllocation(scope.tx, allocationId);
    if (!allocation) return undefined;
    const written = await selectGoodsInterests(scope.tx, allocationId);
    return {
      items: written,
      unasked:
        allocation.status === 'allocated' ? await unasked(scope, allocation, written, scope.today) : [],
      own: isOwn(scope, written, allocation),
    };
  },
);

/**
 * Allocations that wait for the lead, the oldest first; or of which something was found after the hand-over, the newest first. Each
 * with whom it is for.
 */
export const listGoodsInterests = read(
  'donations.view',
  async ({ tx }, { status }: { status: 'review' | 'found' }) => {
    const rows = await selectGoodsInterestsBy(tx, status);
    const allocations = await selectAllocationsByIds(
      tx,
      rows.map(({ allocationId }) => allocationId),
    );
    const byId = new Map(allocations.map((one) => [one.id, one]));
    return rows.flatMap((row) => {
      const allocation = byId.get(row.allocationId);
      return allocation ? { ...row, allocation } : [];
    });
  },
);

/** What waits or was found about the goods of one gift. */
export const listInterestsOfGift = read('donations.view', async ({ tx }, { giftId }: { giftId: string }) =>
  selectInterestsOfGift(tx, giftId),
);
