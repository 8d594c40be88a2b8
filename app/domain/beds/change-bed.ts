import { z } from 'zod';
import { lockBeds, selectPlace } from '#db/queries/beds';
import { updateBed } from '#db/queries/places';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { bedEvent } from './bed.events';
import { bedAttributes, bedKinds } from './bed.rules';
import { refuseUnknowing } from './share-guard';

/**
 * Changes what a bed is: its kind and attributes. Refuses BED.UNKNOWN, and BED.SHARE_BELOW_GOAL unless `acknowledged`.
 */
export const changeBed = useCase({
  permission: 'beds.edit',
  input: z.object({
    bedId: z.uuid('BED.UNKNOWN'),
    kind: z.enum(bedKinds, 'BED.KIND_MISSING'),
    attributes: z.array(z.enum(bedAttributes)).max(bedAttributes.length).default([]),
    acknowledged: z.boolean().default(false),
  }),
  async run(scope, { bedId, kind, attributes, acknowledged }) {
    await lockBeds(scope.tx, [bedId]);
    const bed = await selectPlace(scope.tx, bedId);
    if (!bed) return refuse(refusal('BED.UNKNOWN', { field: 'bedId' }));
    if (bed.kind === 'nursing' && kind === 'general') {
      const change = { nursing: -1, all: 0 };
      const problems = await refuseUnknowing(scope, { on: scope.today, change, bedId, acknowledged });
      if (problems.length > 0) return refuse(...problems);
    }
    const ordered = bedAttributes.filter((code) => attributes.includes(code));
    await updateBed(scope.tx, bedId, { kind, attributes: ordered });
    scope.audit(bedEvent('bed.changed', bedId, { kind, attributes: ordered }));
    return accept({ bedId });
  },
});
