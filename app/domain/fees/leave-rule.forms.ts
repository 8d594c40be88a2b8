import { z } from 'zod';
import { civilDate } from '../kernel/inputs';
import { absenceKinds } from './leave.rules';

/** A whole number as a form (text) or the API (number) sends it. */
const wholeNumber = z.union([
  z.int(),
  z
    .string()
    .trim()
    .regex(/^\d{1,4}$/)
    .transform(Number),
]);

/** How the days of an absence are charged, as it is proposed. */
export const leaveRuleInput = z.object({
  kind: z.enum(absenceKinds, 'FEES.LEAVE_KIND'),
  effectiveFrom: civilDate('FEES.FROM'),
  bands: z
    .array(
      z.object({
        fromDay: wholeNumber.refine((day) => day >= 1, 'FEES.LEAVE_BANDS'),
        /** Per cent of the daily fee, 0 to 100. */
        percent: wholeNumber.refine((part) => part >= 0 && part <= 100, 'FEES.LEAVE_BANDS'),
      }),
    )
    .min(1, 'FEES.LEAVE_BANDS')
    .max(12, 'FEES.LEAVE_BANDS'),
  /** The contract form or decision that says so. */
  source: z.string({ error: 'FEES.SOURCE' }).trim().min(1, 'FEES.SOURCE').max(300),
});
