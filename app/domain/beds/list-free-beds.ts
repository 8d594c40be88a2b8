import { selectAvailability } from '#db/queries/beds';
import { read } from '../audit/use-case';
import type { DateRange } from '../kernel/date-range';
import type { PlainDate } from '../kernel/plain-date';
import type { BedOffered } from './bed-match.rules';

/** A bed with its place and what stands against having it from a date on, for good. */
export interface AvailableBed extends BedOffered {
  readonly id: string;
  readonly building: string;
  readonly floor: string;
  readonly room: string;
  readonly name: string;
}

const range = (from: PlainDate | null, until: PlainDate | null): DateRange | undefined =>
  from === null ? undefined : { from, until };

/** Every bed and what stands against it from a date on. One query. */
export const listAvailability = read(
  'beds.view',
  async ({ tx, today }, { from = today }: { from?: PlainDate }) => {
    const rows = await selectAvailability(tx, from);
    return rows.map(
      ({ occupiedFrom, occupiedUntil, closedFrom, closedUntil, reservedFor, ...bed }): AvailableBed => ({
        ...bed,
        occupied: range(occupiedFrom, occupiedUntil),
        closed: range(closedFrom, closedUntil),
        reservedFor: reservedFor ?? undefined,
      }),
    );
  },
);

/** Beds that anybody might have from a date on: not occupied, not closed, not kept for somebody. */
export const listFreeBeds = read('beds.view', async (scope, { from }: { from?: PlainDate }) => {
  const beds = await listAvailability.within(scope, { from });
  return beds.filter(({ occupied, closed, reservedFor }) => !occupied && !closed && !reservedFor);
});
