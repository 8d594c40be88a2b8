import {
  type Recipient,
  selectAllocation,
  selectAllocationLines,
  selectAllocations,
  selectAllocationsOfPerson,
  selectComingVisits,
  selectGoodsToTake,
  selectHouseholdsByName,
  selectSignature,
  selectStock,
} from '#db/queries/goods';
import { type ReadScope, read } from '../audit/use-case';
import { PAGE_LIMIT, pageOf } from '../kernel/paging';
import type { PlainDate } from '../kernel/plain-date';
import { findHousehold } from '../people/find-household';
import { listResidentIds } from '../stays/list-residents';
import { findOwnAssignment } from '../visits/list-visits';
import { isPromised, isUsable } from './goods.rules';

/** Lots shown at once; a store of a care centre holds far fewer. */
const STOCK_LIMIT = 1_000;

/**
 * What may be given out, and what has expired, set aside or not; by goods, the first to expire first. `usable` says whether it may
 * still be given out.
 */
export const listStock = read('donations.view', async ({ tx, today }, _: Record<string, never>) => {
  const lots = await selectStock(tx, { today, limit: STOCK_LIMIT });
  return lots.map((lot) => ({ ...lot, usable: isUsable(lot, today) }));
});

/** Goods set aside for beds, residents, households and visits, the newest first, with what each holds. */
export const listAllocations = read(
  'donations.view',
  async (
    { tx },
    {
      after,
      limit = 50,
      ...filter
    }: Recipient & { status?: 'allocated' | 'handed_over' | 'withdrawn'; after?: string; limit?: number },
  ) => {
    const size = Math.min(limit, PAGE_LIMIT);
    const before = after && /^[0-9a-f-]{36}$/.test(after) ? after : undefined;
    const page = pageOf(
      await selectAllocations(tx, { ...filter, before, limit: size + 1 }),
      size,
      ({ id }) => id,
    );
    const lines = await selectAllocationLines(
      tx,
      page.rows.map(({ id }) => id),
    );
    return {
      ...page,
      rows: page.rows.map((row) => ({
        ...row,
        lines: lines.filter(({ allocationId }) => allocationId === row.id),
      })),
    };
  },
);

/** Beds of a stay, and allocations to one person, that are asked for at once. */
const BEDS_OF_STAY = 50;
const OF_ONE = 20;

/** Goods for somebody, with what each allocation holds. */
async function goodsFor({ tx }: ReadScope, of: Parameters<typeof selectAllocationsOfPerson>[1]) {
  const rows = await selectAllocationsOfPerson(tx, of);
  const lines = await selectAllocationLines(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    ...row,
    lines: lines.filter(({ allocationId }) => allocationId === row.id),
  }));
}

/** Goods for a resident, and for beds in the time that the resident lay in each, half-open; the newest first, with what each holds. */
export const listGoodsOfResident = read(
  'donations.view',
  (
    scope,
    {
      personId,
      beds,
    }: { personId: string; beds: readonly { id: string; fromOn: PlainDate; untilOn: PlainDate | null }[] },
  ) =>
    goodsFor(scope, {
      personId,
      beds: beds
        .slice(0, BEDS_OF_STAY)
        .map(({ id, fromOn, untilOn }) => ({ bedId: id, from: fromOn, until: untilOn })),
      limit: OF_ONE,
    }),
);

/** Goods for a person and for the household that they belong to today; the newest first, with what each holds. */
export const listGoodsOfPerson = read('donations.view', async (scope, { personId }: { personId: string }) => {
  const household = await findHousehold.within(scope, { personId });
  return goodsFor(scope, { personId, householdId: household?.id, beds: [], limit: OF_ONE });
});

/** Goods that were set aside for a visit, for whoever plans it. */
export const listGoodsOfVisit = read('visits.view', ({ tx }, { visitId }: { visitId: string }) =>
  selectGoodsToTake(tx, visitId),
);

/** Goods to take along to one of the acting volunteer's visits; undefined for anybody else's. */
export const listGoodsToTake = read(
  'visits.view-own',
  async (scope, { assignmentId }: { assignmentId: string }) => {
    const own = await findOwnAssignment.within(scope, { assignmentId });
    return own && selectGoodsToTake(scope.tx, own.visitId);
  },
);

/** Households and visits that are offered at once. */
const CHOICES = 50;

/** Households by the name of a member, for whoever sets goods aside; nothing without a name. */
export const listHouseholdChoices = read(
  'donations.allocate-goods',
  async ({ tx }, { name }: { name: string }) =>
    name.trim() === '' ? [] : selectHouseholdsByName(tx, name.trim(), CHOICES),
);

/** Visits that are promised and not over, the next first. */
export const listVisitChoices = read(
  'donations.allocate-goods',
  async ({ tx, now }, _: Record<string, never>) => selectComingVisits(tx, now, CHOICES),
);

/**
 * One allocation with what it holds, whether it lies there for a resident who does not live in the centre today (`residentGone`) or for
 * a visit that was called off (`visitOff`), and the signature of whoever took it: a path in the box of signatures, null
 * when it stands on paper.
 */
export const findAllocation = read(
  'donations.view',
  async (scope, { allocationId }: { allocationId: string }) => {
    const { tx, today } = scope;
    const allocation = await selectAllocation(tx, allocationId);
    if (!allocation) return undefined;
    const { status, personId, visitId, visitStatus, signed } = allocation;
    const open = status === 'allocated';
    const residents =
      open && personId
        ? await listResidentIds.within(scope, { personIds: [personId], on: today })
        : undefined;
    return {
      ...allocation,
      residentGone: residents !== undefined && !residents.has(personId ?? ''),
      visitOff: open && visitId !== null && !isPromised(visitStatus),
      lines: await selectAllocationLines(tx, [allocationId]),
      signature: signed === 'drawn' ? await selectSignature(tx, allocationId) : null,
    };
  },
);
