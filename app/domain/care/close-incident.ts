import { z } from 'zod';
import { closeIncident as close, lockIncident, selectNotices } from '#db/queries/incidents';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { careEvent } from './care.events';

/**
 * Closes an incident with what is done so that it does not happen again. Refuses CARE.INCIDENT_UNKNOWN, .INCIDENT_CLOSED,
 * .NOT_TOLD (somebody has still to be told), .MEASURES_MISSING.
 */
export const closeIncident = useCase({
  permission: 'care.record',
  input: z.object({
    incidentId: z.uuid('CARE.INCIDENT_UNKNOWN'),
    measures: z
      .string('CARE.MEASURES_MISSING')
      .trim()
      .min(2, 'CARE.MEASURES_MISSING')
      .max(2000, 'CARE.TEXT_LONG'),
  }),
  async run({ tx, now, actor, audit }, { incidentId, measures }) {
    const incident = await lockIncident(tx, incidentId);
    if (!incident) return refuse(refusal('CARE.INCIDENT_UNKNOWN'));
    if (incident.closedAt) return refuse(refusal('CARE.INCIDENT_CLOSED'));
    const notices = await selectNotices(tx, [incidentId]);
    if (notices.some(({ toldAt }) => toldAt === null)) return refuse(refusal('CARE.NOT_TOLD'));
    await close(tx, incidentId, { at: now, byName: actor.name, measures });
    audit(careEvent('incident.closed', { type: 'incident', id: incidentId }, {}));
    return accept({ incidentId });
  },
});
