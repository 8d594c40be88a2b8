import { z } from 'zod';
import { activityKinds } from '~/domain/care/activity.rules';
import { addToIncident, directIncident } from '~/domain/care/add-to-incident';
import { assessRisks } from '~/domain/care/assess-risks';
import { noteKinds } from '~/domain/care/care-note.rules';
import { closeIncident } from '~/domain/care/close-incident';
import { endHealthEntry } from '~/domain/care/end-health-entry';
import { findOwnCare } from '~/domain/care/find-own-care';
import { healthKinds } from '~/domain/care/health.rules';
import { incidentKinds, parties, severities, toldHows } from '~/domain/care/incident.rules';
import { findActivity, listActivities, listActivitiesOf } from '~/domain/care/list-activities';
import { listCareNotes } from '~/domain/care/list-care-notes';
import { listHealthFile } from '~/domain/care/list-health-file';
import { findIncident, listIncidents } from '~/domain/care/list-incidents';
import { findRiskRegister, listDueRisks } from '~/domain/care/list-risks';
import { cancelActivity, planActivity } from '~/domain/care/plan-activity';
import { recordCareNote } from '~/domain/care/record-care-note';
import { addHealthEntry, correctHealthEntry } from '~/domain/care/record-health-entry';
import { recordIncident } from '~/domain/care/record-incident';
import { riskLevels, risks } from '~/domain/care/risk.rules';
import { joinActivity, leaveActivity, recordPresence } from '~/domain/care/take-part';
import { tellOfIncident } from '~/domain/care/tell-of-incident';
import { civilDate } from '~/domain/kernel/inputs';
import { PAGE_LIMIT } from '~/domain/kernel/paging';
import { m } from '~/words/generated/messages';
import { asList, endpoint, instantShape, listOf, pagingQuery } from '../api/endpoint.server';

const ofEntry = z.object({ entryId: z.uuid() });

const healthEntryShape = z.object({
  id: z.uuid(),
  kind: z.enum(healthKinds),
  content: z.object({
    text: z.string(),
    dose: z.string().optional(),
    times: z.array(z.string()).readonly().optional(),
    place: z.string().optional(),
    phone: z.string().optional(),
    reason: z.string().optional(),
  }),
  fromOn: z.string(),
  /** The day from which it does not hold any more; null while open-ended. */
  untilOn: z.string().nullable(),
  recordedAt: instantShape,
  recordedByName: z.string(),
  correctsId: z.uuid().nullable(),
  endedAt: instantShape.nullable(),
  endReason: z.string().nullable(),
});

const riskAssessmentShape = z.object({
  id: z.uuid(),
  risk: z.enum(risks),
  level: z.enum(riskLevels),
  measures: z.string().nullable(),
  assessedOn: z.string(),
  nextOn: z.string(),
  assessorName: z.string(),
  recordedAt: instantShape,
});

const ofIncident = z.object({ incidentId: z.uuid() });

const incidentShape = z.object({
  id: z.uuid(),
  personId: z.uuid().nullable(),
  personName: z.string().nullable(),
  kind: z.enum(incidentKinds),
  severity: z.enum(severities),
  noticedAt: instantShape,
  place: z.string(),
  account: z.object({ what: z.string(), done: z.string().optional(), witnesses: z.string().optional() }),
  recordedAt: instantShape,
  recordedByName: z.string(),
  closedAt: instantShape.nullable(),
  closing: z.string().nullable(),
  notices: z.array(
    z.object({
      whom: z.enum(parties),
      dueAt: instantShape.nullable(),
      warnedAt: instantShape.nullable(),
      toldAt: instantShape.nullable(),
      toldHow: z.enum(toldHows).nullable(),
      toldWhom: z.string().nullable(),
      state: z.enum(['waiting', 'late', 'told', 'told-late']),
    }),
  ),
});

const ofActivity = z.object({ activityId: z.uuid() });

const activityShape = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(activityKinds),
  place: z.string(),
  startsAt: instantShape,
  endsAt: instantShape,
  capacity: z.int(),
  leaderName: z.string(),
  note: z.string().nullable(),
  cancelReason: z.string().nullable(),
  joined: z.int(),
  present: z.int(),
  state: z.enum(['cancelled', 'coming', 'running', 'over']),
});

export const careEndpoints = [
  endpoint({
    method: 'GET',
    path: '/people/:personId/health-file',
    permission: listHealthFile.permission,
    summary: m.care_api_health,
    response: z.object({ current: z.array(healthEntryShape), past: z.array(healthEntryShape) }),
    handle: ({ actor, params }) => listHealthFile(actor, { personId: params.personId }),
  }),
  endpoint({
    method: 'POST',
    path: '/people/:personId/health-file',
    permission: addHealthEntry.permission,
    summary: m.care_api_health_add,
    body: addHealthEntry.input.omit({ personId: true }),
    status: 201,
    response: ofEntry,
    handle: ({ actor, params, body }) => addHealthEntry(actor, { ...body, personId: params.personId }),
  }),
  endpoint({
    method: 'POST',
    path: '/health-entries/:entryId/corrections',
    permission: correctHealthEntry.permission,
    summary: m.care_api_health_correct,
    body: correctHealthEntry.input.omit({ entryId: true }),
    status: 201,
    response: ofEntry,
    handle: ({ actor, params, body }) => correctHealthEntry(actor, { ...body, entryId: params.entryId }),
  }),
  endpoint({
    method: 'POST',
    path: '/health-entries/:entryId/end',
    permission: endHealthEntry.permission,
    summary: m.care_api_health_end,
    body: endHealthEntry.input.omit({ entryId: true }),
    response: ofEntry,
    handle: ({ actor, params, body }) => endHealthEntry(actor, { ...body, entryId: params.entryId }),
  }),
  endpoint({
    method: 'GET',
    path: '/people/:personId/risks',
    permission: findRiskRegister.permission,
    summary: m.care_api_risks,
    response: z.object({
      risks: z.array(
        z.object({
          risk: z.enum(risks),
          standing: z.enum(['missing', 'incident', 'due', 'settled']),
          assessment: riskAssessmentShape.optional(),
        }),
      ),
      history: z.array(riskAssessmentShape),
    }),
    handle: ({ actor, params }) => findRiskRegister(actor, { personId: params.personId }),
  }),
  endpoint({
    method: 'POST',
    path: '/people/:personId/risks',
    permission: assessRisks.permission,
    summary: m.care_api_risks_assess,
    body: assessRisks.input.omit({ personId: true }),
    status: 201,
    response: z.object({ assessed: z.int() }),
    handle: ({ actor, params, body }) => assessRisks(actor, { ...body, personId: params.personId }),
  }),
  endpoint({
    method: 'GET',
    path: '/risks-due',
    permission: listDueRisks.permission,
    summary: m.care_api_risks_due,
    query: pagingQuery,
    response: listOf(
      z.object({
        stayId: z.uuid(),
        personId: z.uuid(),
        personName: z.string(),
        risks: z
          .array(
            z.object({
              risk: z.enum(risks),
              why: z.enum(['missing', 'incident', 'due']),
              nextOn: z.string().nullable(),
              late: z.boolean(),
            }),
          )
          .readonly(),
      }),
    ),
    handle: async ({ actor, query }) => asList(await listDueRisks(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/incidents',
    permission: listIncidents.permission,
    summary: m.care_api_incidents,
    query: pagingQuery.extend({
      personId: z.uuid().optional(),
      kind: z.enum(incidentKinds).optional(),
      state: z.enum(['open', 'closed']).optional(),
      untold: z.enum(['any', 'late']).optional(),
      from: civilDate().optional(),
      until: civilDate().optional(),
    }),
    response: listOf(incidentShape),
    handle: async ({ actor, query }) => asList(await listIncidents(actor, query)),
  }),
  endpoint({
    method: 'POST',
    path: '/incidents',
    permission: recordIncident.permission,
    summary: m.care_api_incident_record,
    body: recordIncident.input,
    status: 201,
    response: ofIncident,
    handle: ({ actor, body }) => recordIncident(actor, body),
  }),
  endpoint({
    method: 'GET',
    path: '/incidents/:id',
    permission: findIncident.permission,
    summary: m.care_api_incident,
    response: incidentShape.extend({
      entries: z.array(
        z.object({
          kind: z.enum(['addition', 'direction']),
          text: z.string(),
          recordedAt: instantShape,
          recordedByName: z.string(),
        }),
      ),
    }),
    handle: ({ actor, params }) => findIncident(actor, { id: params.id }),
  }),
  endpoint({
    method: 'POST',
    path: '/incidents/:incidentId/notices',
    permission: tellOfIncident.permission,
    summary: m.care_api_incident_tell,
    body: tellOfIncident.input.omit({ incidentId: true }),
    status: 201,
    response: ofIncident,
    handle: ({ actor, params, body }) => tellOfIncident(actor, { ...body, incidentId: params.incidentId }),
  }),
  endpoint({
    method: 'POST',
    path: '/incidents/:incidentId/additions',
    permission: addToIncident.permission,
    summary: m.care_api_incident_add,
    body: addToIncident.input.omit({ incidentId: true }),
    status: 201,
    response: ofIncident,
    handle: ({ actor, params, body }) => addToIncident(actor, { ...body, incidentId: params.incidentId }),
  }),
  endpoint({
    method: 'POST',
    path: '/incidents/:incidentId/directions',
    permission: directIncident.permission,
    summary: m.care_api_incident_direct,
    body: directIncident.input.omit({ incidentId: true }),
    status: 201,
    response: ofIncident,
    handle: ({ actor, params, body }) => directIncident(actor, { ...body, incidentId: params.incidentId }),
  }),
  endpoint({
    method: 'POST',
    path: '/incidents/:incidentId/closing',
    permission: closeIncident.permission,
    summary: m.care_api_incident_close,
    body: closeIncident.input.omit({ incidentId: true }),
    response: ofIncident,
    handle: ({ actor, params, body }) => closeIncident(actor, { ...body, incidentId: params.incidentId }),
  }),
  endpoint({
    method: 'GET',
    path: '/people/:personId/care-notes',
    permission: listCareNotes.permission,
    summary: m.care_api_notes,
    query: pagingQuery,
    response: listOf(
      z.object({
        id: z.uuid(),
        onDate: z.string(),
        kind: z.enum(noteKinds),
        text: z.string(),
        byName: z.string(),
        recordedAt: instantShape,
        recordedByName: z.string(),
      }),
    ),
    handle: async ({ actor, params, query }) =>
      asList(await listCareNotes(actor, { ...query, personId: params.personId })),
  }),
  endpoint({
    method: 'POST',
    path: '/people/:personId/care-notes',
    permission: recordCareNote.permission,
    summary: m.care_api_note_record,
    body: recordCareNote.input.omit({ personId: true }),
    status: 201,
    response: z.object({ noteId: z.uuid() }),
    handle: ({ actor, params, body }) => recordCareNote(actor, { ...body, personId: params.personId }),
  }),
  endpoint({
    method: 'GET',
    path: '/activities',
    permission: listActivities.permission,
    summary: m.care_api_activities,
    query: z.object({ from: civilDate(), until: civilDate() }),
    response: listOf(activityShape),
    handle: async ({ actor, query }) => ({ items: await listActivities(actor, query), next: null }),
  }),
  endpoint({
    method: 'POST',
    path: '/activities',
    permission: planActivity.permission,
    summary: m.care_api_activity_plan,
    body: planActivity.input,
    status: 201,
    response: ofActivity,
    handle: ({ actor, body }) => planActivity(actor, body),
  }),
  endpoint({
    method: 'GET',
    path: '/activities/:id',
    permission: findActivity.permission,
    summary: m.care_api_activity,
    response: activityShape.extend({
      people: z.array(
        z.object({
          personId: z.uuid(),
          personName: z.string(),
          status: z.enum(['joined', 'withdrawn', 'present', 'absent']),
          marks: z.array(z.object({ risk: z.enum(risks), level: z.enum(riskLevels) })),
        }),
      ),
    }),
    handle: ({ actor, params }) => findActivity(actor, { id: params.id }),
  }),
  endpoint({
    method: 'POST',
    path: '/activities/:activityId/cancellation',
    permission: cancelActivity.permission,
    summary: m.care_api_activity_cancel,
    body: cancelActivity.input.omit({ activityId: true }),
    response: ofActivity,
    handle: ({ actor, params, body }) => cancelActivity(actor, { ...body, activityId: params.activityId }),
  }),
  endpoint({
    method: 'POST',
    path: '/activities/:activityId/people',
    permission: joinActivity.permission,
    summary: m.care_api_activity_join,
    body: joinActivity.input.omit({ activityId: true }),
    response: ofActivity,
    handle: ({ actor, params, body }) => joinActivity(actor, { ...body, activityId: params.activityId }),
  }),
  endpoint({
    method: 'DELETE',
    path: '/activities/:activityId/people/:personId',
    permission: leaveActivity.permission,
    summary: m.care_api_activity_leave,
    response: ofActivity,
    handle: ({ actor, params }) =>
      leaveActivity(actor, { activityId: params.activityId, personId: params.personId }),
  }),
  endpoint({
    method: 'PUT',
    path: '/activities/:activityId/presence',
    permission: recordPresence.permission,
    summary: m.care_api_activity_present,
    body: recordPresence.input.omit({ activityId: true }),
    response: ofActivity,
    handle: ({ actor, params, body }) => recordPresence(actor, { ...body, activityId: params.activityId }),
  }),
  endpoint({
    method: 'GET',
    path: '/people/:personId/activities',
    permission: listActivitiesOf.permission,
    summary: m.care_api_activities_of,
    response: listOf(activityShape.extend({ status: z.enum(['joined', 'withdrawn', 'present', 'absent']) })),
    handle: async ({ actor, params }) => ({
      items: await listActivitiesOf(actor, { personId: params.personId, limit: PAGE_LIMIT }),
      next: null,
    }),
  }),
  endpoint({
    method: 'GET',
    path: '/my/care',
    permission: findOwnCare.permission,
    summary: m.care_api_own,
    response: z.object({
      activities: z.array(activityShape.omit({ note: true }).extend({ status: z.string() })),
      incidents: z.array(
        z.object({
          id: z.uuid(),
          kind: z.enum(incidentKinds),
          noticedAt: instantShape,
          closedAt: instantShape.nullable(),
        }),
      ),
    }),
    handle: ({ actor }) => findOwnCare(actor),
  }),
];
