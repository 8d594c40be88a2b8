import { and, asc, eq, gt, gte, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { PlainDate } from '~/domain/kernel/plain-date';
import {
  bedCleanings,
  bedClosures,
  bedOccupancies,
  bedReservations,
  beds,
  buildings,
  floors,
  rooms,
} from '../schema/beds';
import { people } from '../schema/people';
import type { Tx } from '../transaction';

interface Period {
  readonly from: PlainDate;
  readonly until: PlainDate;
}

/** A stretch of the beds that are there on a day of `[from, until)`, in the order of the house. */
export async function selectTimelineBeds(
  tx: Tx,
  {
    from,
    until,
    buildingId,
    floorId,
    offset,
    limit,
  }: Period & { buildingId?: string; floorId?: string; offset: number; limit: number },
) {
  return tx
    .select({
      id: beds.id,
      name: beds.name,
      kind: beds.kind,
      roomId: rooms.id,
      room: rooms.name,
      sexRule: rooms.sexRule,
      floor: floors.name,
      building: buildings.name,
    })
    .from(beds)
    .innerJoin(rooms, eq(rooms.id, beds.roomId))
    .innerJoin(floors, eq(floors.id, rooms.floorId))
    .innerJoin(buildings, eq(buildings.id, rooms.buildingId))
    .where(
      and(
        or(isNull(beds.openedOn), lt(beds.openedOn, until)),
        or(isNull(beds.retiredOn), gt(beds.retiredOn, from)),
        buildingId === undefined ? undefined : eq(rooms.buildingId, buildingId),
        floorId === undefined ? undefined : eq(rooms.floorId, floorId),
      ),
    )
    .orderBy(
      asc(buildings.name),
      sql`${floors.level} nulls last`,
      asc(floors.name),
      asc(rooms.name),
      asc(beds.name),
      asc(beds.id),
    )
    .limit(offset > 100_000 ? 0 : limit)
    .offset(offset);
}

/** Everything that holds these beds on a day of `[from, until)`. */
export async function selectSpans(tx: Tx, { bedIds, from, until }: Period & { bedIds: readonly string[] }) {
  const ids = [...bedIds];
  if (ids.length === 0) return { occupancies: [], closures: [], reservations: [], cleanings: [] };
  const meets = (first: PgColumn, last: PgColumn) => and(lt(first, until), or(isNull(last), gt(last, from)));
  const occupancies = await tx
    .select({
      bedId: bedOccupancies.bedId,
      stayId: bedOccupancies.stayId,
      personName: people.name,
      fromOn: bedOccupancies.fromOn,
      untilOn: bedOccupancies.untilOn,
    })
    .from(bedOccupancies)
    .innerJoin(people, eq(people.id, bedOccupancies.personId))
    .where(and(inArray(bedOccupancies.bedId, ids), meets(bedOccupancies.fromOn, bedOccupancies.untilOn)))
    .orderBy(asc(bedOccupancies.fromOn));
  const closures = await tx
    .select({
      bedId: bedClosures.bedId,
      fromOn: bedClosures.fromOn,
      untilOn: bedClosures.untilOn,
      cause: bedClosures.cause,
      reason: bedClosures.reason,
    })
    .from(bedClosures)
    .where(and(inArray(bedClosures.bedId, ids), meets(bedClosures.fromOn, bedClosures.untilOn)))
    .orderBy(asc(bedClosures.fromOn));
  const reservations = await tx
    .select({ bedId: bedReservations.bedId, fromOn: bedReservations.fromOn, personName: people.name })
    .from(bedReservations)
    .innerJoin(people, eq(people.id, bedReservations.personId))
    .where(
      and(
        inArray(bedReservations.bedId, ids),
        isNull(bedReservations.releasedAt),
        lt(bedReservations.fromOn, until),
      ),
    );
  const cleanings = await tx
    .select({
      bedId: bedCleanings.bedId,
      vacatedOn: bedCleanings.vacatedOn,
      doneAt: bedCleanings.doneAt,
    })
    .from(bedCleanings)
    .where(
      and(
        inArray(bedCleanings.bedId, ids),
        lt(bedCleanings.vacatedOn, until),
        or(isNull(bedCleanings.doneAt), gte(bedCleanings.doneAt, sql`${from}::date`)),
      ),
    );
  return { occupancies, closures, reservations, cleanings };
}
