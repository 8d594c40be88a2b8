import { z } from 'zod';
import { lockBeds, selectPlace } from '#db/queries/beds';
import { updateBed } from '#db/queries/places';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { placeConstraints } from './bed.constraints';
import { bedEvent } from './bed.events';
import { closureReason } from './close-bed';
import { refuseUnknowing } from './share-guard';

/**
 * Takes back that a bed was retired, as if it never had been. Refuses BED.UNKNOWN, .NOT_RETIRED, for a
 * general bed .SHARE_BELOW_GOAL unless `acknowledged` and, when another bed has its name by now, .PLACE_NAME_TAKEN.
 */
export const restoreBed = useCase({
  permission: 'beds.edit',
  input: z.object({
    bedId: z.uuid('BED.UNKNOWN'),
    reason: closureReason(),
    acknowledged: z.boolean().default(false),
  }),
  constraints: placeConstraints,
  async run(scope, { bedId, reason, acknowledged }) {
    await lockBeds(scope.tx, [bedId]);
    const bed = await selectPlace(scope.tx, bedId);
    if (!bed) return refuse(refusal('BED.UNKNOWN', { field: 'bedId' }));
    if (bed.retiredOn === null) return refuse(refusal('BED.NOT_RETIRED', { field: 'bedId' }));
    const on = bed.retiredOn > scope.today ? bed.retiredOn : scope.today;
    const change = { nursing: bed.kind === 'nursing' ? 1 : 0, all: 1 };
    const problems = await refuseUnknowing(scope, { on, change, bedId, acknowledged });
    if (problems.length > 0) return refuse(...problems);
    await updateBed(scope.tx, bedId, { retiredOn: null });
    scope.audit(bedEvent('bed.restored', bedId, { retiredOn: bed.retiredOn }, reason));
    return accept({ bedId });
  },
});
