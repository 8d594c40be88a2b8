import { z } from 'zod';
import { insertIncidentEntry, lockIncident } from '#db/queries/incidents';
import { type Scope, useCase } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { careEvent } from './care.events';

const input = z.object({
  incidentId: z.uuid('CARE.INCIDENT_UNKNOWN'),
  text: z.string('CARE.TEXT_MISSING').trim().min(1, 'CARE.TEXT_MISSING').max(2000, 'CARE.TEXT_LONG'),
});

async function add(
  { tx, now, actor, audit }: Scope,
  { incidentId, text }: z.output<typeof input>,
  kind: 'addition' | 'direction',
): Promise<Result<{ incidentId: string }>> {
  if (!(await lockIncident(tx, incidentId))) return refuse(refusal('CARE.INCIDENT_UNKNOWN'));
  await insertIncidentEntry(tx, { incidentId, kind, text, recordedAt: now, recordedByName: actor.name });
  const event = kind === 'addition' ? 'incident.added-to' : 'incident.directed';
  audit(careEvent(event, { type: 'incident', id: incidentId }, {}));
  return accept({ incidentId });
}

/** Adds what came to be known or done later, also after closing. Refuses CARE.INCIDENT_UNKNOWN, .TEXT_MISSING, .TEXT_LONG. */
export const addToIncident = useCase({
  permission: 'care.record',
  input,
  run: (scope, said) => add(scope, said, 'addition'),
});

/** What the bureau asks the centre to do about an incident 督办意见. Refuses as `addToIncident` does. */
export const directIncident = useCase({
  permission: 'care.supervise',
  input,
  run: (scope, said) => add(scope, said, 'direction'),
});
