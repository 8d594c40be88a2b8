import { z } from 'zod';
import { lockBeds, selectPlace } from '#db/queries/beds';
import { updateBed } from '#db/queries/places';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept, refusal, refuse } from '../kernel/refusals';
import { placeConstraints } from './bed.constraints';
import { bedEvent } from './bed.events';
import { closureReason } from './close-bed';
import { refuseUnknowing } from './share-guard';

/**
 * Takes a bed out for good from a day on, the first without it; everything recorded of it stays. Refuses BED.UNKNOWN,
 * .RETIRED_ALREADY, BED.SHARE_BELOW_GOAL unless `acknowledged`, and by the database BED.RETIRE_OCCUPIED, .RETIRE_RESERVED,
 * .RETIRED_BEFORE_OPENED.
 */
export const retireBed = useCase({
  permission: 'beds.edit',
  input: z.object({
    bedId: z.uuid('BED.UNKNOWN'),
    on: civilDate(),
    reason: closureReason(),
    acknowledged: z.boolean().default(false),
  }),
  constraints: placeConstraints,
  async run(scope, { bedId, on, reason, acknowledged }) {
    await lockBeds(scope.tx, [bedId]);
    const bed = await selectPlace(scope.tx, bedId);
    if (!bed) return refuse(refusal('BED.UNKNOWN', { field: 'bedId' }));
    if (bed.retiredOn !== null) return refuse(refusal('BED.RETIRED_ALREADY', { field: 'bedId' }));
    const change = { nursing: bed.kind === 'nursing' ? -1 : 0, all: -1 };
    const problems = await refuseUnknowing(scope, { on, change, bedId, acknowledged });
    if (problems.length > 0) return refuse(...problems);
    await updateBed(scope.tx, bedId, { retiredOn: on });
    scope.audit(bedEvent('bed.retired', bedId, { on }, reason));
    return accept({ bedId });
  },
});
