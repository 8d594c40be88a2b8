import { z } from 'zod';
import { LARGEST_FEN } from '../kernel/inputs';
import { parseYuan } from '../kernel/money';

/** Words that must be there. */
export const textOf = (code: string, most: number) => z.string({ error: code }).trim().min(1, code).max(most);

export const proposalId = z.uuid('FUND.PROPOSAL_UNKNOWN');
export const declineReason = textOf('FUND.REASON_MISSING', 300);

/** Yuan as text, with − for less, or fen; never zero. */
export const signedAmount = z.union(
  [
    z.string().transform((text, context) => {
      const less = /^\s*[-−－]/.test(text);
      const fen = parseYuan(text.replace(/^\s*[-−－+]/, ''));
      if (fen !== undefined && fen > 0n && fen <= LARGEST_FEN) return less ? -fen : fen;
      context.addIssue({ code: 'custom', message: 'FUND.AMOUNT_SIGNED' });
      return z.NEVER;
    }),
    z
      .bigint()
      .min(-LARGEST_FEN)
      .max(LARGEST_FEN)
      .refine((fen) => fen !== 0n, 'FUND.AMOUNT_SIGNED'),
  ],
  { error: 'FUND.AMOUNT_SIGNED' },
);
