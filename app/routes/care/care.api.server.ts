import { z } from 'zod';
import { endHealthEntry } from '~/domain/care/end-health-entry';
import { healthKinds } from '~/domain/care/health.rules';
import { listHealthFile } from '~/domain/care/list-health-file';
import { addHealthEntry, correctHealthEntry } from '~/domain/care/record-health-entry';
import { m } from '~/words/generated/messages';
import { endpoint, instantShape } from '../api/endpoint.server';

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
];
