import {
  selectAllocationLines,
  selectAllocations,
  selectAllocationsOfBeds,
  selectStock,
} from '#db/queries/goods';
import { read } from '../audit/use-case';
import { PAGE_LIMIT, pageOf } from '../kernel/paging';
import type { PlainDate } from '../kernel/plain-date';
import { isUsable } from './goods.rules';

/** Lots shown at once; a store of a care centre holds far fewer. */
const STOCK_LIMIT = 1_000;

/** What lies in the store, by goods, the first to expire first; `usable` says whether it may still be given out. */
export const listStock = read('donations.view', async ({ tx, today }, _: Record<string, never>) => {
  const lots = await selectStock(tx, STOCK_LIMIT);
  return lots.map((lot) => ({ ...lot, usable: isUsable(lot, today) }));
});

/** Goods set aside for beds, the newest first, with what each holds. */
export const listAllocations = read(
  'donations.view',
  async (
    { tx },
    {
      after,
      limit = 50,
      ...filter
    }: { status?: 'allocated' | 'handed_over' | 'withdrawn'; bedId?: string; after?: string; limit?: number },
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

/** Beds of a stay, and allocations to them, that are asked for at once. */
const BEDS_OF_STAY = 50;
const OF_BEDS = 20;

/** Goods for beds in the time that somebody lay in each, half-open; the newest first, with what each holds. */
export const listGoodsOfBeds = read(
  'donations.view',
  async (
    { tx },
    { beds }: { beds: readonly { id: string; fromOn: PlainDate; untilOn: PlainDate | null }[] },
  ) => {
    const rows = await selectAllocationsOfBeds(
      tx,
      beds
        .slice(0, BEDS_OF_STAY)
        .map(({ id, fromOn, untilOn }) => ({ bedId: id, from: fromOn, until: untilOn })),
      OF_BEDS,
    );
    const lines = await selectAllocationLines(
      tx,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => ({
      ...row,
      lines: lines.filter(({ allocationId }) => allocationId === row.id),
    }));
  },
);
