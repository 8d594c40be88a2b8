import { z } from 'zod';
import { civilDate } from '../kernel/inputs';
import { TEKUN_SIX } from './assessment.forms';
import { issuerKinds } from './external-result.rules';

/** A whole number as the API sends it, or as it was typed; blank is absent. */
const whole = z.union([
  z.int().min(0),
  z
    .string()
    .trim()
    .regex(/^\d{0,4}$/, 'ASSESSMENT.TOTAL_FORM'),
]);

/** A result that somebody else found, as the form and the API send it. */
export const externalResultForm = z.object({
  personId: z.uuid('ASSESSMENT.PERSON_UNKNOWN'),
  scaleCode: z.string().max(40).default(TEKUN_SIX),
  issuerKind: z.enum(issuerKinds, 'ASSESSMENT.ISSUER_KIND_MISSING'),
  issuer: z.string('ASSESSMENT.ISSUER_MISSING').trim().min(2, 'ASSESSMENT.ISSUER_MISSING').max(100),
  issuerNumber: z
    .string('ASSESSMENT.ISSUER_NUMBER_MISSING')
    .trim()
    .min(1, 'ASSESSMENT.ISSUER_NUMBER_MISSING')
    .max(60),
  assessedOn: civilDate('ASSESSMENT.DATE_FORM'),
  /** Code of the grade. */
  grade: z.string('ASSESSMENT.GRADE_UNKNOWN').min(1, 'ASSESSMENT.GRADE_UNKNOWN').max(40),
  /** First day on which the paper itself no longer holds. */
  statedUntil: civilDate('ASSESSMENT.DATE_FORM').optional(),
  /** Where the paper lies that proves it. */
  proofReference: z.string('ASSESSMENT.PROOF_MISSING').trim().min(2, 'ASSESSMENT.PROOF_MISSING').max(200),
  /** Who assessed, as the paper names them. */
  firstAssessor: z.string().trim().max(60).optional(),
  secondAssessor: z.string().trim().max(60).optional(),
  /** Values by the code of the measure, as far as the paper has them. */
  totals: z.record(z.string(), whole).default({}),
  /** Chosen option by item, as far as the paper has them. */
  answers: z.record(z.string(), z.string()).default({}),
  note: z.string().trim().max(1000).optional(),
});
