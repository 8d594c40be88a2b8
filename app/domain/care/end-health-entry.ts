import { z } from 'zod';
import { endHealthEntry as end, lockHealthEntry } from '#db/queries/health';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept, refusal, refuse } from '../kernel/refusals';
import { careEvent } from './care.events';

/**
 * Ends an entry: from the day on it does not hold any more. Ended on its first day it never counted. Refuses CARE.ENTRY_UNKNOWN,
 * .ENTRY_CORRECTED, .ENTRY_ENDED, .UNTIL_ORDER, .REASON_MISSING.
 */
export const endHealthEntry = useCase({
  permission: 'care.record-health',
  input: z.object({
    entryId: z.uuid('CARE.ENTRY_UNKNOWN'),
    on: civilDate(),
    reason: z.string('CARE.REASON_MISSING').trim().min(2, 'CARE.REASON_MISSING').max(300, 'CARE.TEXT_LONG'),
  }),
  async run({ tx, now, actor, audit }, { entryId, on, reason }) {
    const entry = await lockHealthEntry(tx, entryId);
    if (!entry) return refuse(refusal('CARE.ENTRY_UNKNOWN'));
    if (entry.corrected) return refuse(refusal('CARE.ENTRY_CORRECTED'));
    if (entry.endedAt) return refuse(refusal('CARE.ENTRY_ENDED'));
    if (on < entry.fromOn) return refuse(refusal('CARE.UNTIL_ORDER', { field: 'on' }));
    await end(tx, entryId, { on, at: now, byName: actor.name, reason });
    const { personId, kind } = entry;
    audit(
      careEvent('health-file.ended', { type: 'health-file', id: personId }, { entryId, entry: kind, on }),
    );
    return accept({ entryId });
  },
});
