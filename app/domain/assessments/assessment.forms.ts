import { z } from 'zod';
import { civilDate } from '../kernel/inputs';
import { signatureForm } from './signature.forms';

/** The scale of 特困人员认定办法 Art. 21, which sets the tier of care. */
export const TEKUN_SIX = 'tekun-six';

/** Why somebody is assessed: 首次、常规、即时、复评、其他 (GB/T 42195-2022, annex A). */
export const assessmentReasons = ['first', 'regular', 'change', 'review', 'other'] as const;

/** A filled scale, as the bedside form and the API send it. */
export const assessmentForm = z.object({
  personId: z.uuid('ASSESSMENT.PERSON_UNKNOWN'),
  scaleCode: z.string().default(TEKUN_SIX),
  reason: z.enum(assessmentReasons).default('first'),
  assessedOn: civilDate('ASSESSMENT.DATE_FORM'),
  /** Whoever fills in the form, unless another name is given. */
  firstAssessor: z.string().optional(),
  secondAssessor: z.string({ error: 'ASSESSMENT.SECOND_ASSESSOR_MISSING' }),
  /** The second assessor's account, where there is one. */
  secondAssessorId: z.uuid().optional(),
  /** Chosen option by item. */
  answers: z.record(z.string(), z.string()).default({}),
  note: z.string().trim().max(1000).optional(),
  /** Made on the device: the same one sent again is recorded once. */
  draftId: z.uuid().optional(),
  signatures: z.array(signatureForm).max(8).default([]),
});

/** A reason that somebody else can understand later. */
export const decisionReason = z
  .string({ error: 'ASSESSMENT.REASON_MISSING' })
  .trim()
  .min(2, 'ASSESSMENT.REASON_MISSING')
  .max(500);
