import { z } from 'zod';
import { civilDate, moneyAmount } from '../kernel/inputs';
import { parseYuan } from '../kernel/money';
import {
  careTiers,
  registrations,
  type StandardKey,
  standardKinds,
  supportModes,
  TEKUN_SIX,
} from './standard.rules';

/** A care tier may cost nothing; every other amount is above zero. */
const amount = z.union(
  [
    z
      .string()
      .refine((text) => parseYuan(text) === 0n)
      .transform(() => 0n),
    z.literal(0n),
    moneyAmount('STANDARD.AMOUNT'),
  ],
  { error: 'STANDARD.AMOUNT' },
);

/** A standard as it is proposed. Which dimensions it needs follows from its kind. */
export const standardInput = z
  .object({
    kind: z.enum(standardKinds, { error: 'STANDARD.KIND' }),
    registration: z.enum(registrations).optional(),
    support: z.enum(supportModes).optional(),
    /** Grade of the 特困 six items. */
    grade: z.enum(careTiers).optional(),
    /** Per month: yuan as text, or fen. */
    amountFen: amount,
    effectiveFrom: civilDate('STANDARD.FROM'),
    effectiveUntil: civilDate('STANDARD.UNTIL').optional(),
    source: z.string({ error: 'STANDARD.SOURCE' }).trim().min(1, 'STANDARD.SOURCE').max(300),
  })
  .superRefine((input, context) => {
    const wants = (field: 'registration' | 'support' | 'grade', message: string) => {
      if (input[field] === undefined) context.addIssue({ code: 'custom', path: [field], message });
    };
    if (input.kind === 'dibao' || input.kind === 'tekun-basic')
      wants('registration', 'STANDARD.REGISTRATION');
    if (input.kind === 'tekun-basic') wants('support', 'STANDARD.SUPPORT');
    if (input.kind === 'care-tier' || input.kind === 'market-reference') wants('grade', 'STANDARD.GRADE');
    if (input.amountFen === 0n && input.kind !== 'care-tier') {
      context.addIssue({ code: 'custom', path: ['amountFen'], message: 'STANDARD.AMOUNT' });
    }
    if (input.effectiveUntil && input.effectiveUntil <= input.effectiveFrom) {
      context.addIssue({ code: 'custom', path: ['effectiveUntil'], message: 'STANDARD.UNTIL_BEFORE_FROM' });
    }
  });

/** The key of a checked input. */
export function keyOf({ kind, registration, support, grade }: z.output<typeof standardInput>): StandardKey {
  if (kind === 'dibao') return { kind, registration: registration ?? 'urban' };
  if (kind === 'tekun-basic')
    return { kind, registration: registration ?? 'urban', support: support ?? 'centralised' };
  return { kind, scaleCode: TEKUN_SIX, grade: grade ?? 'independent' };
}
