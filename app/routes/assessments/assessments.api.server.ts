import { z } from 'zod';
import { annulAssessment } from '~/domain/assessments/annul-assessment';
import { askReassessment } from '~/domain/assessments/ask-reassessment';
import { assessmentReasons, TEKUN_SIX } from '~/domain/assessments/assessment.forms';
import { confirmAssessment } from '~/domain/assessments/confirm-assessment';
import { dismissReassessment } from '~/domain/assessments/dismiss-reassessment';
import { issuerKinds } from '~/domain/assessments/external-result.rules';
import { findAssessment } from '~/domain/assessments/find-assessment';
import { findGradeOn } from '~/domain/assessments/find-grade-on';
import { findOwnGrades } from '~/domain/assessments/find-own-grade';
import { listScales } from '~/domain/assessments/find-scale';
import { listAssessments } from '~/domain/assessments/list-assessments';
import { listReassessments } from '~/domain/assessments/list-reassessments';
import { objectToGrade } from '~/domain/assessments/object-to-grade';
import { publishScale } from '~/domain/assessments/publish-scale';
import { reassessmentCauses } from '~/domain/assessments/reassessment.rules';
import { recordAssessment } from '~/domain/assessments/record-assessment';
import { recordExternalResult } from '~/domain/assessments/record-external-result';
import { rejectAssessment } from '~/domain/assessments/reject-assessment';
import { signAssessment } from '~/domain/assessments/sign-assessment';
import { meansOfSigning, parties } from '~/domain/assessments/signature.rules';
import { civilDate } from '~/domain/kernel/inputs';
import { m } from '~/words/generated/messages';
import { asList, endpoint, instantShape, listOf, pagingQuery } from '../api/endpoint.server';

const statuses = ['proposed', 'confirmed', 'rejected', 'annulled'] as const;
const label = z.object({ 'zh-CN': z.string(), en: z.string() });

const rowShape = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  scaleCode: z.string(),
  scaleVersion: z.int(),
  reason: z.enum(assessmentReasons),
  assessedOn: z.string(),
  /** Of results that others found as far as their paper names them. */
  firstAssessor: z.string().nullable(),
  secondAssessor: z.string().nullable(),
  origin: z.enum(['own', 'external']),
  issuer: z.string().nullable(),
  grade: z.string().nullable(),
  status: z.enum(statuses),
  validFrom: z.string().nullable(),
  validUntil: z.string().nullable(),
});

/** Why this grade: each answer with what it counted, each step of the reckoning with what went into it. */
const scoringShape = z.object({
  grade: z.string().nullable(),
  gradeLabel: label.nullable(),
  items: z
    .array(z.object({ code: z.string(), label, option: z.string(), answer: label, score: z.int() }))
    .readonly(),
  measures: z
    .array(
      z.object({
        code: z.string(),
        label,
        kind: z.string(),
        value: z.int(),
        from: z.array(z.object({ code: z.string(), label, value: z.int() })).readonly(),
        unconfirmed: z.boolean(),
      }),
    )
    .readonly(),
  /** Items that were refused, and the grades that are still possible. */
  undecided: z
    .object({
      items: z.array(z.object({ code: z.string(), label })).readonly(),
      grades: z.array(z.object({ code: z.string(), label, value: z.int() })).readonly(),
    })
    .optional(),
});

const assessmentShape = rowShape.extend({
  note: z.string().nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: instantShape.nullable(),
  decisionReason: z.string().nullable(),
  issuerKind: z.enum(issuerKinds).nullable(),
  issuerNumber: z.string().nullable(),
  proofReference: z.string().nullable(),
  statedUntil: z.string().nullable(),
  /** Who stands for it; a drawn signature is on the page and the report alone. */
  signatures: z
    .array(
      z.object({
        party: z.enum(parties),
        signer: z.string(),
        means: z.enum(meansOfSigning),
        signedOn: z.string(),
        reason: z.string().nullable(),
      }),
    )
    .readonly(),
  scoring: scoringShape,
});

const gradeShape = z.object({
  assessmentId: z.uuid(),
  scaleCode: z.string(),
  scaleVersion: z.int(),
  grade: z.string(),
  from: z.string(),
  until: z.string().nullable(),
});

const decided = z.object({ assessmentId: z.uuid() });

export const assessmentEndpoints = [
  endpoint({
    method: 'GET',
    path: '/scales',
    permission: listScales.permission,
    summary: m.assessments_api_scales,
    response: listOf(
      z.object({
        code: z.string(),
        version: z.int(),
        name: z.string(),
        nameEn: z.string(),
        source: z.string(),
        sourceEn: z.string(),
        confidence: z.enum(['confirmed', 'unconfirmed']),
        fromOn: z.string(),
        definition: z.unknown(),
      }),
    ),
    handle: async ({ actor }) => ({ items: await listScales(actor), next: null }),
  }),
  endpoint({
    method: 'POST',
    path: '/scales',
    permission: publishScale.permission,
    summary: m.assessments_api_publish_scale,
    body: publishScale.input,
    status: 201,
    response: z.object({ published: z.boolean() }),
    handle: ({ actor, body }) => publishScale(actor, body),
  }),
  endpoint({
    method: 'GET',
    path: '/assessments',
    permission: listAssessments.permission,
    summary: m.assessments_api_list,
    query: pagingQuery.extend({ personId: z.uuid().optional(), status: z.enum(statuses).optional() }),
    response: listOf(rowShape),
    handle: async ({ actor, query }) => asList(await listAssessments(actor, query)),
  }),
  endpoint({
    method: 'POST',
    path: '/assessments',
    permission: recordAssessment.permission,
    summary: m.assessments_api_record,
    body: recordAssessment.input,
    status: 201,
    response: z.object({ assessmentId: z.uuid(), scoring: scoringShape }),
    handle: ({ actor, body }) => recordAssessment(actor, body),
  }),
  endpoint({
    method: 'GET',
    path: '/assessments/:assessmentId',
    permission: findAssessment.permission,
    summary: m.assessments_api_find,
    response: assessmentShape,
    handle: ({ actor, params }) => findAssessment(actor, { id: params.assessmentId }),
  }),
  endpoint({
    method: 'POST',
    path: '/assessments/:assessmentId/signatures',
    permission: signAssessment.permission,
    summary: m.assessments_api_sign,
    body: signAssessment.input.omit({ assessmentId: true }),
    status: 201,
    response: decided,
    handle: ({ actor, params, body }) =>
      signAssessment(actor, { ...body, assessmentId: params.assessmentId }),
  }),
  endpoint({
    method: 'POST',
    path: '/external-results',
    permission: recordExternalResult.permission,
    summary: m.assessments_api_take_over,
    body: recordExternalResult.input,
    status: 201,
    response: decided,
    handle: ({ actor, body }) => recordExternalResult(actor, body),
  }),
  endpoint({
    method: 'GET',
    path: '/my/grades',
    permission: findOwnGrades.permission,
    summary: m.assessments_api_own,
    response: listOf(
      z.object({
        id: z.uuid(),
        scaleCode: z.string(),
        assessedOn: z.string(),
        grade: z.string().nullable(),
        from: z.string(),
        until: z.string().nullable(),
        scoring: scoringShape,
        /** First day on which it is too late to object. */
        objectUntil: z.string(),
        mayObject: z.boolean(),
      }),
    ),
    handle: async ({ actor }) => ({ items: await findOwnGrades(actor), next: null }),
  }),
  endpoint({
    method: 'POST',
    path: '/my/grades/:assessmentId/objection',
    permission: objectToGrade.permission,
    summary: m.assessments_api_object_own,
    body: objectToGrade.input.omit({ assessmentId: true }),
    status: 201,
    response: z.object({ reassessmentId: z.uuid(), dueOn: z.string() }),
    handle: ({ actor, params, body }) => objectToGrade(actor, { ...body, assessmentId: params.assessmentId }),
  }),
  endpoint({
    method: 'POST',
    path: '/assessments/:assessmentId/confirmation',
    permission: confirmAssessment.permission,
    summary: m.assessments_api_confirm,
    body: confirmAssessment.input.omit({ assessmentId: true }),
    response: z.object({ grade: z.string(), from: z.string(), until: z.string().nullable() }),
    handle: ({ actor, params, body }) =>
      confirmAssessment(actor, { ...body, assessmentId: params.assessmentId }),
  }),
  endpoint({
    method: 'POST',
    path: '/assessments/:assessmentId/rejection',
    permission: rejectAssessment.permission,
    summary: m.assessments_api_reject,
    body: rejectAssessment.input.omit({ assessmentId: true }),
    response: decided,
    handle: ({ actor, params, body }) =>
      rejectAssessment(actor, { ...body, assessmentId: params.assessmentId }),
  }),
  endpoint({
    method: 'POST',
    path: '/assessments/:assessmentId/annulment',
    permission: annulAssessment.permission,
    summary: m.assessments_api_annul,
    body: annulAssessment.input.omit({ assessmentId: true }),
    response: decided,
    handle: ({ actor, params, body }) =>
      annulAssessment(actor, { ...body, assessmentId: params.assessmentId }),
  }),
  endpoint({
    method: 'GET',
    path: '/reassessments',
    permission: listReassessments.permission,
    summary: m.assessments_api_reassessments,
    query: pagingQuery,
    response: listOf(
      z.object({
        id: z.uuid(),
        personId: z.uuid(),
        cause: z.enum(reassessmentCauses),
        askedOn: z.string(),
        dueOn: z.string(),
        askedBy: z.string(),
        late: z.boolean(),
      }),
    ),
    handle: async ({ actor, query }) => asList(await listReassessments(actor, query)),
  }),
  endpoint({
    method: 'POST',
    path: '/reassessments',
    permission: askReassessment.permission,
    summary: m.assessments_api_ask_again,
    body: askReassessment.input,
    status: 201,
    response: z.object({ reassessmentId: z.uuid(), dueOn: z.string() }),
    handle: ({ actor, body }) => askReassessment(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/reassessments/:reassessmentId/dismissal',
    permission: dismissReassessment.permission,
    summary: m.assessments_api_dismiss_again,
    body: dismissReassessment.input.omit({ reassessmentId: true }),
    response: z.object({ reassessmentId: z.uuid() }),
    handle: ({ actor, params, body }) =>
      dismissReassessment(actor, { ...body, reassessmentId: params.reassessmentId }),
  }),
  endpoint({
    method: 'GET',
    path: '/people/:personId/grade',
    permission: findGradeOn.permission,
    summary: m.assessments_api_grade,
    query: z.object({ on: civilDate(), scaleCode: z.string().max(40).default(TEKUN_SIX) }),
    response: gradeShape,
    handle: ({ actor, params, query }) => findGradeOn(actor, { ...query, personId: params.personId }),
  }),
];
