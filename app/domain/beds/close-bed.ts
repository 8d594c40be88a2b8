import { z } from 'zod';
import { selectPlace } from '#db/queries/beds';
import { selectBedSettings } from '#db/queries/cleanings';
import { insertClosure, insertClosureChange } from '#db/queries/closures';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import type { PlainDate } from '../kernel/plain-date';
import { accept, refusal, refuse } from '../kernel/refusals';
import { bedConstraints } from './bed.constraints';
import { bedEvent } from './bed.events';
import { closureCauses } from './bed.rules';
import { refuseUnknowing } from './share-guard';

/** Why something is done to a bed, in words. */
export const closureReason = () =>
  z.string('BED.REASON_MISSING').trim().min(2, 'BED.REASON_MISSING').max(200, 'BED.REASON_LONG');

const orderProblems = (from: PlainDate, until: PlainDate | undefined) =>
  until !== undefined && until <= from ? [refusal('BED.CLOSURE_ORDER', { field: 'until' })] : [];

/**
 * Takes a bed out of service from a day on, until a day (which is not part of it) or until it is reopened; a day to come
 * plans it. Refuses BED.UNKNOWN, BED.CLOSURE_ORDER, where only beds in service are counted BED.SHARE_BELOW_GOAL unless
 * `acknowledged`, and by the database BED.CLOSE_OCCUPIED, BED.CLOSE_RESERVED, BED.CLOSED_ALREADY.
 */
export const closeBed = useCase({
  permission: 'beds.edit',
  input: z.object({
    bedId: z.uuid('BED.UNKNOWN'),
    from: civilDate(),
    until: civilDate().optional(),
    cause: z.enum(closureCauses, 'BED.CAUSE_MISSING'),
    reason: closureReason(),
    acknowledged: z.boolean().default(false),
  }),
  constraints: bedConstraints,
  known: (_, { from, until }) => (from ? orderProblems(from, until) : []),
  async run(scope, { bedId, from, until, cause, reason, acknowledged }) {
    const bed = await selectPlace(scope.tx, bedId);
    if (!bed) return refuse(refusal('BED.UNKNOWN', { field: 'bedId' }));
    const disorder = orderProblems(from, until);
    if (disorder.length > 0) return refuse(...disorder);
    if ((await selectBedSettings(scope.tx)).shareDenominator === 'in_service') {
      const change = { nursing: bed.kind === 'nursing' ? -1 : 0, all: -1 };
      const problems = await refuseUnknowing(scope, { on: from, change, bedId, acknowledged });
      if (problems.length > 0) return refuse(...problems);
    }
    const untilOn = until ?? null;
    const closureId = await insertClosure(scope.tx, { bedId, fromOn: from, untilOn, cause, reason });
    await insertClosureChange(scope.tx, {
      closureId,
      change: 'made',
      untilOn,
      reason,
      at: scope.now,
      byName: scope.actor.name,
    });
    scope.audit(bedEvent('bed.closed', bedId, { from, until: untilOn, cause }, reason));
    return accept({ bedId, closureId });
  },
});
