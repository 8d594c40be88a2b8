import { z } from 'zod';
import { insertClosure, selectPlace } from '#db/queries/beds';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept, refusal, refuse } from '../kernel/refusals';
import { bedConstraints } from './bed.constraints';
import { bedClosed } from './bed.events';
import { closureCauses } from './bed.rules';

/**
 * Takes a bed out of service from a day on, until a day (which is not part of it) or until it is reopened.
 * Refuses BED.UNKNOWN, BED.CLOSURE_ORDER and, by the database, BED.CLOSE_OCCUPIED, BED.CLOSE_RESERVED, BED.CLOSED_ALREADY.
 */
export const closeBed = useCase({
  permission: 'beds.edit',
  input: z.object({
    bedId: z.uuid('BED.UNKNOWN'),
    from: civilDate(),
    until: civilDate().optional(),
    cause: z.enum(closureCauses, 'BED.CAUSE_MISSING'),
    reason: z.string('BED.REASON_MISSING').trim().min(2, 'BED.REASON_MISSING').max(200, 'BED.REASON_LONG'),
  }),
  constraints: bedConstraints,
  async run(scope, { bedId, from, until, cause, reason }) {
    if (!(await selectPlace(scope.tx, bedId))) return refuse(refusal('BED.UNKNOWN', { field: 'bedId' }));
    if (until !== undefined && until <= from) return refuse(refusal('BED.CLOSURE_ORDER', { field: 'until' }));
    await insertClosure(scope.tx, { bedId, fromOn: from, untilOn: until ?? null, cause, reason });
    scope.audit(bedClosed(bedId, { from, until: until ?? null, cause }, reason));
    return accept({ bedId });
  },
});
