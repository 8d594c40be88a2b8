import { z } from 'zod';
import { newId } from '#db/new-id';
import { insertIncident } from '#db/queries/incidents';
import { useCase } from '../audit/use-case';
import { instantInput } from '../kernel/inputs';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { findPerson } from '../people/find-person';
import { careEvent } from './care.events';
import { concernsCentre, incidentKinds, noticesFor, severities } from './incident.rules';

const long = z.string().trim().max(2000, 'CARE.TEXT_LONG');

/**
 * Records what happened; who has to be told until when follows from it. Refuses CARE.KIND_MISSING, .SEVERITY_MISSING, .NOTICED_AT,
 * .NOTICED_FUTURE, .PLACE_MISSING, .TEXT_MISSING, .PERSON_MISSING (it happened to somebody), .PERSON_UNKNOWN, .INCIDENT_TWICE.
 */
export const recordIncident = useCase({
  permission: 'care.record',
  input: z.object({
    /** Chosen by whoever sends it, so that a form that is sent twice is recorded once. */
    incidentId: z.uuid().optional(),
    /** Absent when it concerns the whole centre. */
    personId: z.uuid('CARE.PERSON_UNKNOWN').optional(),
    kind: z.enum(incidentKinds, 'CARE.KIND_MISSING'),
    severity: z.enum(severities, 'CARE.SEVERITY_MISSING'),
    noticedAt: instantInput('CARE.NOTICED_AT'),
    place: z.string('CARE.PLACE_MISSING').trim().min(1, 'CARE.PLACE_MISSING').max(100, 'CARE.TEXT_LONG'),
    what: z.string('CARE.TEXT_MISSING').trim().min(1, 'CARE.TEXT_MISSING').max(2000, 'CARE.TEXT_LONG'),
    done: long.optional(),
    witnesses: z.string().trim().max(300, 'CARE.TEXT_LONG').optional(),
  }),
  constraints: { incidents_pk: refusal('CARE.INCIDENT_TWICE') },
  async run(scope, { incidentId = newId(), personId, kind, severity, noticedAt, place, ...account }) {
    const problems: Refusal[] = [];
    if (noticedAt > scope.now) problems.push(refusal('CARE.NOTICED_FUTURE', { field: 'noticedAt' }));
    if (!personId && !concernsCentre(kind))
      problems.push(refusal('CARE.PERSON_MISSING', { field: 'personId' }));
    if (personId && !(await findPerson.within(scope, { id: personId })))
      problems.push(refusal('CARE.PERSON_UNKNOWN', { field: 'personId' }));
    if (problems.length > 0) return refuse(...problems);
    await insertIncident(scope.tx, {
      id: incidentId,
      personId: personId ?? null,
      kind,
      severity,
      noticedAt,
      place,
      account,
      recordedAt: scope.now,
      recordedByName: scope.actor.name,
      notices: noticesFor({ kind, severity, noticedAt, ofPerson: personId !== undefined }),
    });
    scope.audit(careEvent('incident.recorded', { type: 'incident', id: incidentId }, { incident: kind }));
    return accept({ incidentId });
  },
});
