import { z } from 'zod';
import { civilDate } from '../kernel/inputs';
import { meansOfSigning, parties } from './signature.rules';

/** A signature as a form or the API sends it. Without `means` nothing was signed yet. */
export const signatureForm = z.object({
  party: z.enum(parties),
  means: z.enum(meansOfSigning, 'SIGNATURE.MEANS_MISSING').optional(),
  /** Name of the guardian; of the others it is known. */
  signer: z.string().trim().max(60).optional(),
  /** Day of signing; today unless given. */
  signedOn: civilDate('SIGNATURE.DATE_FORM').optional(),
  /** Path in a box of 600 by 200: `M12 30L14 33…`. */
  strokes: z.string().max(60_000).optional(),
  /** Why a guardian or person would not sign. */
  reason: z.string().trim().max(500).optional(),
});
