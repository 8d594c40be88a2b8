import { z } from 'zod';
import { civilDate, moneyAmount } from '../kernel/inputs';
import { TEKUN_SIX } from '../standards/standard.rules';

/** A fee as it is proposed. */
export const tariffInput = z
  .object({
    scaleCode: z.string().trim().min(1).max(40).default(TEKUN_SIX),
    grade: z.string({ error: 'FEES.GRADE' }).trim().min(1, 'FEES.GRADE').max(40),
    /** Per month: yuan as text, or fen. */
    monthlyFeeFen: moneyAmount('FEES.AMOUNT'),
    effectiveFrom: civilDate('FEES.FROM'),
    effectiveUntil: civilDate('FEES.UNTIL').optional(),
    note: z.string().trim().max(500).optional(),
  })
  .superRefine(({ effectiveFrom, effectiveUntil }, context) => {
    if (effectiveUntil && effectiveUntil <= effectiveFrom) {
      context.addIssue({ code: 'custom', path: ['effectiveUntil'], message: 'FEES.UNTIL_BEFORE_FROM' });
    }
  });
