import { z } from 'zod';
import { assessRisks } from '~/domain/care/assess-risks';
import { endHealthEntry } from '~/domain/care/end-health-entry';
import { healthKinds } from '~/domain/care/health.rules';
import { listHealthFile } from '~/domain/care/list-health-file';
import { findRiskRegister, listDueRisks } from '~/domain/care/list-risks';
import { addHealthEntry, correctHealthEntry } from '~/domain/care/record-health-entry';
import { riskLevels, risks } from '~/domain/care/risk.rules';
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
];
