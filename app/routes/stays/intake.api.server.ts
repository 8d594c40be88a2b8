import { z } from 'zod';
import { addDocuments } from '~/domain/stays/add-documents';
import {
  addRequestedDocuments,
  answerRequest,
  seeAnswer,
  withdrawRequest,
} from '~/domain/stays/answer-request';
import { discardDraft } from '~/domain/stays/discard-draft';
import { draftForm } from '~/domain/stays/draft.rules';
import { draftSteps } from '~/domain/stays/draft-steps.rules';
import { findApplication } from '~/domain/stays/find-application';
import { findDraft, listDrafts } from '~/domain/stays/find-draft';
import { linkFamily, listFamilyAccounts, unlinkFamily } from '~/domain/stays/link-family';
import { listDocumentKinds } from '~/domain/stays/list-document-kinds';
import { listRequests } from '~/domain/stays/list-requests';
import { requestInformation } from '~/domain/stays/request-information';
import { saveDraftStep } from '~/domain/stays/save-draft-step';
import { startDraft } from '~/domain/stays/start-draft';
import { submitDraft } from '~/domain/stays/submit-draft';
import { viewDocument } from '~/domain/stays/view-document';
import { withdrawDocument } from '~/domain/stays/withdraw-document';
import { refusalText } from '~/platform/i18n/refusal-words.server';
import { m } from '~/words/generated/messages';
import { endpoint, instantShape, listOf, type Upload } from '../api/endpoint.server';
import { documentResponse } from './document-files.server';

const ofDraft = z.object({ draftId: z.uuid() });
const stepShape = z.enum(draftSteps);

const documentShape = z.object({
  id: z.uuid(),
  kind: z.string(),
  name: z.string(),
  fileType: z.string(),
  fileBytes: z.int(),
  addedAt: instantShape,
  addedByName: z.string(),
  withdrawnAt: instantShape.nullable(),
  withdrawnReason: z.string().nullable(),
});

const draftShape = z.object({
  id: z.uuid(),
  personId: z.uuid().nullable(),
  status: z.string(),
  version: z.int(),
  steps: z.record(z.string(), z.int()),
  said: draftForm,
  savedAt: instantShape,
  savedByName: z.string(),
  documents: z.array(documentShape),
  /** Kinds that are required and not there. */
  missing: z.array(z.string()),
  problems: z.array(
    z.object({ step: stepShape, field: z.string().nullable(), code: z.string(), message: z.string() }),
  ),
});

const requestShape = z.object({
  id: z.uuid(),
  applicationId: z.uuid(),
  status: z.string(),
  askedOn: z.string(),
  dueOn: z.string(),
  askedByName: z.string(),
});

const requestWithItemsShape = requestShape.extend({
  closedAt: instantShape.nullable(),
  items: z.array(
    z.object({
      id: z.uuid(),
      documentKind: z.string().nullable(),
      text: z.string(),
      answer: z.string().nullable(),
    }),
  ),
});

/** A document travels as the body; the address says what it is and what its file is called. */
const documentQuery = z.object({
  kind: z.string().max(40).default(''),
  name: z.string().max(200).default('document'),
});
const added = z.object({ documentIds: z.array(z.uuid()) });

const filesOf = (name: string, upload: Upload | undefined) =>
  upload && upload.bytes.length > 0 ? [{ name, content: new Uint8Array(upload.bytes) }] : [];

const drafts = [
  endpoint({
    method: 'GET',
    path: '/application-drafts',
    permission: listDrafts.permission,
    summary: m.stays_api_drafts,
    response: listOf(
      z.object({
        id: z.uuid(),
        name: z.string().nullable(),
        version: z.int(),
        savedAt: instantShape,
        savedByName: z.string(),
      }),
    ),
    handle: async ({ actor }) => ({ items: await listDrafts(actor), next: null }),
  }),
  endpoint({
    method: 'POST',
    path: '/application-drafts',
    permission: startDraft.permission,
    summary: m.stays_api_draft_start,
    body: startDraft.input.omit({ origin: true }),
    status: 201,
    response: ofDraft.extend({ started: z.boolean() }),
    handle: ({ actor, body }) => startDraft(actor, { ...body, origin: 'api' }),
  }),
  endpoint({
    method: 'GET',
    path: '/application-drafts/:draftId',
    permission: findDraft.permission,
    summary: m.stays_api_draft,
    response: draftShape,
    handle: async ({ actor, params }) => {
      const draft = await findDraft(actor, { id: params.draftId });
      return (
        draft && {
          ...draft,
          steps: { ...draft.steps },
          problems: draft.problems.map(({ step, refusal }) => ({
            step,
            field: refusal.field ?? null,
            code: refusal.code,
            message: refusalText(refusal),
          })),
        }
      );
    },
  }),
  endpoint({
    method: 'PUT',
    path: '/application-drafts/:draftId/steps/:step',
    permission: saveDraftStep.permission,
    summary: m.stays_api_draft_step,
    body: z.object({ version: z.int().positive(), said: draftForm }),
    response: z.object({
      version: z.int(),
      problems: z.array(z.object({ field: z.string().nullable(), code: z.string(), message: z.string() })),
    }),
    handle: async ({ actor, params, body }) => {
      const step = stepShape.safeParse(params.step);
      if (!step.success) return undefined;
      const saved = await saveDraftStep(actor, { draftId: params.draftId, step: step.data, ...body });
      if (!saved.ok) return saved;
      const { version, problems } = saved.value;
      return {
        version,
        problems: problems.map((one) => ({
          field: one.field ?? null,
          code: one.code,
          message: refusalText(one),
        })),
      };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/application-drafts/:draftId/submission',
    permission: submitDraft.permission,
    summary: m.stays_api_draft_submit,
    body: z.object({ version: z.int().positive() }),
    status: 201,
    response: z.object({ applicationId: z.uuid() }),
    handle: ({ actor, params, body }) => submitDraft(actor, { ...params, ...body }),
  }),
  endpoint({
    method: 'POST',
    path: '/application-drafts/:draftId/discarding',
    permission: discardDraft.permission,
    summary: m.stays_api_draft_discard,
    response: ofDraft,
    handle: ({ actor, params }) => discardDraft(actor, params),
  }),
];

const documents = [
  endpoint({
    method: 'GET',
    path: '/document-kinds',
    permission: listDocumentKinds.permission,
    summary: m.stays_api_document_kinds,
    response: listOf(
      z.object({
        code: z.string(),
        name: z.string(),
        nameEn: z.string(),
        requiredOf: z.looseObject({}),
        source: z.string(),
        confidence: z.string(),
      }),
    ),
    handle: async ({ actor }) => ({
      items: (await listDocumentKinds(actor)).map((kind) => ({
        ...kind,
        requiredOf: { ...kind.requiredOf },
      })),
      next: null,
    }),
  }),
  endpoint({
    method: 'POST',
    path: '/application-drafts/:draftId/documents',
    permission: addDocuments.permission,
    summary: m.stays_api_document_add_draft,
    query: documentQuery,
    file: true,
    status: 201,
    response: added,
    handle: ({ actor, params, query: { kind, name }, upload }) =>
      addDocuments(actor, { ...params, kind, files: filesOf(name, upload) }),
  }),
  endpoint({
    method: 'POST',
    path: '/applications/:applicationId/documents',
    permission: addDocuments.permission,
    summary: m.stays_api_document_add,
    query: documentQuery,
    file: true,
    status: 201,
    response: added,
    handle: ({ actor, params, query: { kind, name }, upload }) =>
      addDocuments(actor, { ...params, kind, files: filesOf(name, upload) }),
  }),
  endpoint({
    method: 'GET',
    path: '/applications/:applicationId/documents',
    permission: findApplication.permission,
    summary: m.stays_api_documents,
    response: listOf(documentShape),
    handle: async ({ actor, params }) => {
      const application = await findApplication(actor, { id: params.applicationId });
      return application && { items: application.documents, next: null };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/documents/:documentId/file',
    permission: viewDocument.permission,
    summary: m.stays_api_document_file,
    response: 'application/octet-stream',
    handle: async ({ actor, params }) => {
      const paper = await viewDocument(actor, params);
      if (!paper.ok) return undefined;
      return documentResponse(paper.value);
    },
  }),
  endpoint({
    method: 'POST',
    path: '/documents/:documentId/withdrawal',
    permission: withdrawDocument.permission,
    summary: m.stays_api_document_withdraw,
    body: withdrawDocument.input.omit({ documentId: true }),
    response: z.object({ documentId: z.uuid() }),
    handle: ({ actor, params, body }) => withdrawDocument(actor, { ...params, ...body }),
  }),
];

const requests = [
  endpoint({
    method: 'GET',
    path: '/application-requests',
    permission: listRequests.permission,
    summary: m.stays_api_requests,
    response: listOf(requestShape.extend({ personName: z.string(), overdue: z.boolean() })),
    handle: async ({ actor }) => ({ items: await listRequests(actor), next: null }),
  }),
  endpoint({
    method: 'GET',
    path: '/applications/:applicationId/requests',
    permission: findApplication.permission,
    summary: m.stays_api_requests_of,
    response: listOf(requestWithItemsShape),
    handle: async ({ actor, params }) => {
      const application = await findApplication(actor, { id: params.applicationId });
      return (
        application && {
          items: application.requests.map((request) => ({ ...request, items: [...request.items] })),
          next: null,
        }
      );
    },
  }),
  endpoint({
    method: 'POST',
    path: '/applications/:applicationId/requests',
    permission: requestInformation.permission,
    summary: m.stays_api_request,
    body: requestInformation.input.omit({ applicationId: true }),
    status: 201,
    response: z.object({ requestId: z.uuid(), dueOn: z.string() }),
    handle: ({ actor, params, body }) => requestInformation(actor, { ...params, ...body }),
  }),
  endpoint({
    method: 'POST',
    path: '/application-requests/:requestId/documents',
    permission: addRequestedDocuments.permission,
    summary: m.stays_api_request_document,
    query: documentQuery,
    file: true,
    status: 201,
    response: added,
    handle: ({ actor, params, query: { kind, name }, upload }) =>
      addRequestedDocuments(actor, { ...params, kind, files: filesOf(name, upload) }),
  }),
  endpoint({
    method: 'POST',
    path: '/application-requests/:requestId/answer',
    permission: answerRequest.permission,
    summary: m.stays_api_request_answer,
    body: answerRequest.input.omit({ requestId: true }),
    response: z.object({ requestId: z.uuid(), applicationId: z.uuid() }),
    handle: ({ actor, params, body }) => answerRequest(actor, { ...params, ...body }),
  }),
  endpoint({
    method: 'POST',
    path: '/application-requests/:requestId/withdrawal',
    permission: withdrawRequest.permission,
    summary: m.stays_api_request_withdraw,
    body: withdrawRequest.input.omit({ requestId: true }),
    response: z.object({ requestId: z.uuid() }),
    handle: ({ actor, params, body }) => withdrawRequest(actor, { ...params, ...body }),
  }),
  endpoint({
    method: 'POST',
    path: '/application-requests/:requestId/seen',
    permission: seeAnswer.permission,
    summary: m.stays_api_request_seen,
    response: z.object({ requestId: z.uuid() }),
    handle: ({ actor, params }) => seeAnswer(actor, params),
  }),
];

export const intakeEndpoints = [
  endpoint({
    method: 'GET',
    path: '/family-accounts',
    permission: listFamilyAccounts.permission,
    summary: m.stays_api_family_accounts,
    query: z.object({ text: z.string().max(60).optional() }),
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          userName: z.string(),
          name: z.string(),
          disabledAt: instantShape.nullable(),
          /** Sealed fields come masked. */
          person: z
            .object({
              id: z.uuid(),
              name: z.string(),
              identityNumber: z.string().nullable(),
              phone: z.string().nullable(),
            })
            .nullable(),
        }),
      ),
    }),
    handle: async ({ actor, query }) => ({ items: await listFamilyAccounts(actor, query) }),
  }),
  endpoint({
    method: 'POST',
    path: '/family-accounts/:userId/link',
    permission: linkFamily.permission,
    summary: m.stays_api_link_family,
    body: linkFamily.input.omit({ userId: true }),
    response: z.object({ userId: z.uuid() }),
    handle: ({ actor, params, body }) => linkFamily(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/family-accounts/:userId/unlink',
    permission: unlinkFamily.permission,
    summary: m.stays_api_unlink_family,
    body: unlinkFamily.input.omit({ userId: true }),
    response: z.object({ userId: z.uuid() }),
    handle: ({ actor, params, body }) => unlinkFamily(actor, { ...body, ...params }),
  }),
  ...drafts,
  ...documents,
  ...requests,
];
