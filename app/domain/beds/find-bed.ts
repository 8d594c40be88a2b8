import { selectOccupancies, selectOpenReservation, selectPlace } from '#db/queries/beds';
import { selectOpenCleaning } from '#db/queries/cleanings';
import { selectClosures } from '#db/queries/closures';
import { type ReadScope, read } from '../audit/use-case';
import { contains } from '../kernel/date-range';
import { statusOf } from './board.rules';
import { nameFor } from './list-board';

/** The most lines of history a bed's page shows. */
const HISTORY_LIMIT = 200;

/** A bed with everybody who lay in it and every closure; undefined when there is none. */
export const findBed = read('beds.view', async (scope: ReadScope, { id }: { id: string }) => {
  const bed = await selectPlace(scope.tx, id);
  if (!bed) return undefined;
  const known = <Row extends { personName: string }>(row: Row): Row => ({
    ...row,
    personName: nameFor(scope, row.personName),
  });
  const occupancies = (await selectOccupancies(scope.tx, id, HISTORY_LIMIT)).map(known);
  const closures = await selectClosures(scope.tx, id, HISTORY_LIMIT);
  const kept = await selectOpenReservation(scope.tx, id);
  const reservation = kept && known(kept);
  const today = <T extends { fromOn: ReadScope['today']; untilOn: ReadScope['today'] | null }>(
    rows: readonly T[],
  ) => rows.find(({ fromOn, untilOn }) => contains({ from: fromOn, until: untilOn }, scope.today));
  const occupant = today(occupancies);
  const closure = today(closures);
  const cleaning = await selectOpenCleaning(scope.tx, id);
  const status = statusOf({
    personId: occupant?.personId ?? null,
    closureCause: closure?.cause ?? null,
    cleaningSince: cleaning?.since ?? null,
    reservedFor: reservation?.personId ?? null,
  });
  const retired = bed.retiredOn !== null && bed.retiredOn <= scope.today;
  return { ...bed, retired, status, occupant, closure, cleaning, reservation, occupancies, closures };
});

export type Bed = NonNullable<Awaited<ReturnType<typeof findBed>>>;

/** A bed's place and kind, for a use case around it; undefined when there is none. */
export const findPlace = read('beds.view', async ({ tx }, { id }: { id: string }) => selectPlace(tx, id));
