import { z } from 'zod';
import { BEDS_LIMIT, countAllBeds } from '#db/queries/beds';
import { insertBeds, selectRoom } from '#db/queries/places';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept, refusal, refuse } from '../kernel/refusals';
import { placeConstraints } from './bed.constraints';
import { bedEvent } from './bed.events';
import { bedAttributes, bedKinds } from './bed.rules';
import { placeName } from './place.forms';
import { refuseUnknowing } from './share-guard';

/** Beds that are added to a room at once. */
const AT_ONCE = 20;

/**
 * Adds beds of one kind to a room from a day on, today unless it is said. Refuses BED.PLACE_UNKNOWN, .PLACE_NAME_TAKEN,
 * .TOO_MANY, and for general beds BED.SHARE_BELOW_GOAL unless `acknowledged`.
 */
export const addBeds = useCase({
  permission: 'beds.edit',
  input: z.object({
    roomId: z.uuid('BED.PLACE_UNKNOWN'),
    names: z.array(placeName(), 'BED.NAME_MISSING').min(1, 'BED.NAME_MISSING').max(AT_ONCE, 'BED.NAMES_MANY'),
    kind: z.enum(bedKinds, 'BED.KIND_MISSING'),
    attributes: z.array(z.enum(bedAttributes)).max(bedAttributes.length).default([]),
    from: civilDate().optional(),
    acknowledged: z.boolean().default(false),
  }),
  constraints: placeConstraints,
  async run(scope, { roomId, names, kind, attributes, from = scope.today, acknowledged }) {
    if (!(await selectRoom(scope.tx, roomId)))
      return refuse(refusal('BED.PLACE_UNKNOWN', { field: 'roomId' }));
    if ((await countAllBeds(scope.tx)) + names.length > BEDS_LIMIT)
      return refuse(refusal('BED.TOO_MANY', { params: { limit: BEDS_LIMIT } }));
    const change = { nursing: kind === 'nursing' ? names.length : 0, all: names.length };
    const problems = await refuseUnknowing(scope, { on: from, change, acknowledged });
    if (problems.length > 0) return refuse(...problems);
    const ordered = bedAttributes.filter((code) => attributes.includes(code));
    const bedIds = await insertBeds(scope.tx, { roomId, names, kind, attributes: ordered, openedOn: from });
    for (const [index, bedId] of bedIds.entries())
      scope.audit(bedEvent('bed.added', bedId, { roomId, name: names[index] ?? '', kind }));
    return accept({ roomId, bedIds });
  },
});
