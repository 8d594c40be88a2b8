import { z } from 'zod';
import { endIsolation as endIsolationRow } from '#db/queries/isolations';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { isolationEvent } from './bed.events';

/**
 * Ends an isolation today, or takes back one that has not begun. Whoever lies in a room for isolation stays there until they
 * are moved. Refuses BED.NOT_ISOLATED.
 */
export const endIsolation = useCase({
  permission: 'beds.edit',
  input: z.object({ isolationId: z.uuid('BED.NOT_ISOLATED') }),
  async run(scope, { isolationId }) {
    const on = scope.today;
    const personId = await endIsolationRow(scope.tx, { id: isolationId, on });
    if (!personId) return refuse(refusal('BED.NOT_ISOLATED'));
    scope.audit(isolationEvent('isolation.ended', isolationId, { personId, on }));
    return accept({ isolationId });
  },
});
