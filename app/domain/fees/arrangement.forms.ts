import { z } from 'zod';
import { civilDate, moneyAmount } from '../kernel/inputs';
import { arrangedPayers } from './share.rules';

/** Who else pays for a resident, as it is proposed: either a sum a month or per cent of what is charged. */
export const arrangementInput = z
  .object({
    personId: z.uuid('FEES.RESIDENT'),
    payer: z.enum(arrangedPayers, 'FEES.PAYER_KIND'),
    /** Per month: yuan as text, or fen. */
    monthlyFen: moneyAmount('FEES.AMOUNT').optional(),
    /** 0.1 to 100 per cent of what is charged, with one decimal. */
    percent: z
      .union([
        z.number(),
        z
          .string()
          .trim()
          .regex(/^\d{1,3}(\.\d)?$/, 'FEES.PERCENT')
          .transform(Number),
      ])
      .refine((part) => part >= 0.1 && part <= 100, 'FEES.PERCENT')
      .optional(),
    fromOn: civilDate('FEES.FROM'),
    untilOn: civilDate('FEES.UNTIL').optional(),
    /** The document that says so. */
    source: z.string({ error: 'FEES.SOURCE' }).trim().min(1, 'FEES.SOURCE').max(300),
  })
  .superRefine(({ monthlyFen, percent, fromOn, untilOn }, context) => {
    if ((monthlyFen === undefined) === (percent === undefined))
      context.addIssue({ code: 'custom', path: ['monthlyFen'], message: 'FEES.ONE_MEASURE' });
    if (untilOn && untilOn <= fromOn)
      context.addIssue({ code: 'custom', path: ['untilOn'], message: 'FEES.UNTIL_BEFORE_FROM' });
  });
