import { selectBoard } from '#db/queries/beds';
import { selectBedSettings } from '#db/queries/cleanings';
import { type ReadScope, read } from '../audit/use-case';
import { groupedBy } from '../kernel/grouped';
import { addDays, type PlainDate, startOf } from '../kernel/plain-date';
import { type BedAttribute, type BedKind, type SexRule, shareOf } from './bed.rules';
import { arrange, type BedStatus, type BoardBed, countStatuses, maskedName, statusOf } from './board.rules';

/** What the board shows. Absent filters show everything; the counts are always of all beds. */
export interface BoardWanted {
  readonly on?: PlainDate;
  readonly kind?: BedKind;
  readonly sex?: Exclude<SexRule, 'any'>;
  readonly attribute?: BedAttribute;
  readonly status?: BedStatus;
  readonly buildingId?: string;
  readonly floorId?: string;
  /** Only beds whose resident leaves within two weeks. */
  readonly leaving?: boolean;
  /** Only the beds of these stays: of those who are on leave, for instance. */
  readonly stayIds?: ReadonlySet<string>;
}

/** What counts as leaving soon. */
const SOON_DAYS = 14;

/**
 * Names of residents are for those who work with people: whoever may not reveal personal fields sees how a name begins.
 */
export const nameFor = ({ actor }: Pick<ReadScope, 'actor'>, name: string): string =>
  actor.permissions.has('people.reveal') ? name : maskedName(name);

/** Every bed of the centre as it stands on a date, in the shape of the building. One query, whatever the number of beds. */
export const listBoard = read('beds.view', async (scope, wanted: BoardWanted) => {
  const on = wanted.on ?? scope.today;
  const rows = await selectBoard(scope.tx, { on, dayEnds: startOf(addDays(on, 1)) });
  const { shareDenominator } = await selectBedSettings(scope.tx);
  // What waits to be made ready today will be ready on a day to come.
  const beds = rows.map((row) => {
    const bed = on > scope.today ? { ...row, cleaningSince: null } : row;
    return {
      ...bed,
      status: statusOf(bed),
      personName: bed.personName === null ? null : nameFor(scope, bed.personName),
    };
  });
  const shown = beds.filter((bed) => isWanted(bed, wanted, on));
  const perFloor = new Map(
    [...groupedBy(beds, ({ floorId }) => floorId)].map(([floor, ofFloor]) => [floor, countStatuses(ofFloor)]),
  );
  const counted =
    shareDenominator === 'all' ? beds : beds.filter(({ closureCause }) => closureCause === null);
  return {
    on,
    buildings: arrange(shown, perFloor),
    houses: arrange(beds, perFloor).map(({ id, name, floors }) => ({
      id,
      name,
      floors: floors.map(({ rooms: _, ...floor }) => floor),
    })),
    shown: shown.length,
    all: beds.length,
    counts: countStatuses(beds),
    denominator: shareDenominator,
    share: shareOf({
      nursing: counted.filter(({ kind }) => kind === 'nursing').length,
      all: counted.length,
    }),
  };
});

function isWanted(bed: BoardBed, wanted: BoardWanted, on: PlainDate): boolean {
  const { kind, sex, attribute, status, buildingId, floorId, leaving, stayIds } = wanted;
  return (
    (kind === undefined || bed.kind === kind) &&
    (sex === undefined || bed.sexRule === 'any' || bed.sexRule === sex) &&
    (attribute === undefined || bed.attributes.includes(attribute)) &&
    (status === undefined || bed.status === status) &&
    (buildingId === undefined || bed.buildingId === buildingId) &&
    (floorId === undefined || bed.floorId === floorId) &&
    (!leaving || (bed.leaves !== null && bed.leaves <= addDays(on, SOON_DAYS))) &&
    (stayIds === undefined || (bed.stayId !== null && stayIds.has(bed.stayId)))
  );
}
