import { selectAvailability } from '#db/queries/beds';
import { read } from '../audit/use-case';
import type { DateRange } from '../kernel/date-range';
import type { PlainDate } from '../kernel/plain-date';
import type { ClosureCause } from './bed.rules';
import type { BedOffered } from './bed-match.rules';

/** A bed with its place and what stands against having it from a date on, for good. */
export interface AvailableBed extends BedOffered {
  readonly id: string;
  readonly building: string;
  readonly floor: string;
  readonly room: string;
  readonly name: string;
  /** Why it is closed, when it is. */
  readonly closure?: { readonly cause: ClosureCause; readonly reason: string };
  readonly reservedFrom?: PlainDate;
}

const range = (from: PlainDate | null, until: PlainDate | null): DateRange | undefined =>
  from === null ? undefined : { from, until };

/** Every bed and what stands against it from a date on. One query. A bed that waits to be made ready today is ready from tomorrow on. */
export const listAvailability = read(
  'beds.view',
  async ({ tx, today }, { from = today }: { from?: PlainDate }) => {
    const rows = await selectAvailability(tx, from);
    return rows.map(
      ({
        occupiedFrom,
        occupiedUntil,
        closedFrom,
        closedUntil,
        closedCause,
        closedReason,
        reservedFor,
        reservedFrom,
        cleaningSince,
        others,
        ...bed
      }): AvailableBed => ({
        ...bed,
        occupied: range(occupiedFrom, occupiedUntil),
        closed: range(closedFrom, closedUntil),
        closure:
          closedCause === null || closedReason === null
            ? undefined
            : { cause: closedCause, reason: closedReason },
        reservedFor: reservedFor ?? undefined,
        reservedFrom: reservedFrom ?? undefined,
        awaitsCleaning: cleaningSince !== null && from <= today,
        others: others ?? undefined,
      }),
    );
  },
);

/** Beds that anybody might have from a date on: there for good, not occupied, not closed, not kept for somebody, made ready. */
export const listFreeBeds = read('beds.view', async (scope, { from = scope.today }: { from?: PlainDate }) => {
  const beds = await listAvailability.within(scope, { from });
  return beds.filter(
    ({ occupied, closed, reservedFor, awaitsCleaning, openedOn, retiredOn }) =>
      !occupied &&
      !closed &&
      !reservedFor &&
      !awaitsCleaning &&
      !retiredOn &&
      (!openedOn || openedOn <= from),
  );
});
