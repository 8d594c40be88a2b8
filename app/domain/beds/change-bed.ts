import { z } from 'zod';
import { updateBed } from '#db/queries/beds';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { bedEvent } from './bed.events';
import { bedAttributes, bedKinds } from './bed.rules';

/** Changes what a bed is: its kind and attributes. Refuses BED.UNKNOWN. */
export const changeBed = useCase({
  permission: 'beds.edit',
  input: z.object({
    bedId: z.uuid('BED.UNKNOWN'),
    kind: z.enum(bedKinds, 'BED.KIND_MISSING'),
    attributes: z.array(z.enum(bedAttributes)).max(bedAttributes.length).default([]),
  }),
  async run(scope, { bedId, kind, attributes }) {
    const ordered = bedAttributes.filter((code) => attributes.includes(code));
    if (!(await updateBed(scope.tx, bedId, { kind, attributes: ordered }))) {
      return refuse(refusal('BED.UNKNOWN', { field: 'bedId' }));
    }
    scope.audit(bedEvent('bed.changed', bedId, { kind, attributes: ordered }));
    return accept({ bedId });
  },
});
