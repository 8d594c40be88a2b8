import { selectBoard } from '#db/queries/beds';
import { read } from '../audit/use-case';
import { addDays, type PlainDate, startOf } from '../kernel/plain-date';
import { type BedAttribute, type BedKind, nursingShare, type SexRule } from './bed.rules';
import { arrange, type BedStatus, type BoardBed, countStatuses, statusOf } from './board.rules';

/** What the board shows. Absent filters show everything; the counts are always of all beds. */
export interface BoardWanted {
  readonly on?: PlainDate;
  readonly kind?: BedKind;
  readonly sex?: Exclude<SexRule, 'any'>;
  readonly attribute?: BedAttribute;
  readonly status?: BedStatus;
}

/** Every bed of the centre as it stands on a date, in the shape of the building. One query, whatever the number of beds. */
export const listBoard = read('beds.view', async (scope, wanted: BoardWanted) => {
  const on = wanted.on ?? scope.today;
  const rows = await selectBoard(scope.tx, { on, dayEnds: startOf(addDays(on, 1)) });
  const beds: BoardBed[] = rows.map((row) => ({ ...row, status: statusOf(row) }));
  const shown = beds.filter(
    (bed) =>
      (wanted.kind === undefined || bed.kind === wanted.kind) &&
      (wanted.sex === undefined || bed.sexRule === 'any' || bed.sexRule === wanted.sex) &&
      (wanted.attribute === undefined || bed.attributes.includes(wanted.attribute)) &&
      (wanted.status === undefined || bed.status === wanted.status),
  );
  return {
    on,
    buildings: arrange(shown),
    shown: shown.length,
    counts: countStatuses(beds),
    share: nursingShare(beds),
  };
});
