import { z } from 'zod';
import { lockIncident, markTold } from '#db/queries/incidents';
import { useCase } from '../audit/use-case';
import { instantInput } from '../kernel/inputs';
import { accept, refusal, refuse } from '../kernel/refusals';
import { careEvent } from './care.events';
import { parties, toldHows } from './incident.rules';

/**
 * Notes who was told of an incident, when and how; also when nobody asked for it. Refuses CARE.INCIDENT_UNKNOWN, .TOLD_ALREADY,
 * .TOLD_AT (no time, before it was noticed, or to come), .TOLD_HOW, .TOLD_WHOM.
 */
export const tellOfIncident = useCase({
  permission: 'care.record',
  input: z.object({
    incidentId: z.uuid('CARE.INCIDENT_UNKNOWN'),
    whom: z.enum(parties),
    toldAt: instantInput('CARE.TOLD_AT'),
    how: z.enum(toldHows, 'CARE.TOLD_HOW'),
    /** The name of whoever was spoken to. */
    toldWhom: z.string('CARE.TOLD_WHOM').trim().min(1, 'CARE.TOLD_WHOM').max(60, 'CARE.TEXT_LONG'),
  }),
  async run({ tx, now, actor, audit }, { incidentId, whom, toldAt, how, toldWhom }) {
    const incident = await lockIncident(tx, incidentId);
    if (!incident) return refuse(refusal('CARE.INCIDENT_UNKNOWN'));
    if (toldAt < incident.noticedAt || toldAt > now)
      return refuse(refusal('CARE.TOLD_AT', { field: 'toldAt' }));
    const marked = await markTold(tx, {
      incidentId,
      whom,
      toldAt,
      toldHow: how,
      toldWhom,
      toldByName: actor.name,
      toldRecordedAt: now,
    });
    if (!marked) return refuse(refusal('CARE.TOLD_ALREADY'));
    audit(careEvent('incident.told', { type: 'incident', id: incidentId }, { whom, how }));
    return accept({ incidentId });
  },
});
