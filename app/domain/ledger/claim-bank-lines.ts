import { z } from 'zod';
import { claimLines } from '#db/queries/bank-lines';
import { useCase } from '../audit/use-case';
import { accept } from '../kernel/refusals';
import { ledgerEvent } from './ledger.events';

/**
 * Claims many bank lines at once, each for its own subject, and gives the ids of those that were still free: whoever
 * matches a whole statement goes on with these. Only part of larger use cases.
 */
export const claimBankLines = useCase({
  permission: 'ledger.post',
  input: z.object({
    claims: z
      .array(z.object({ lineId: z.uuid(), subject: z.object({ type: z.string().min(1), id: z.uuid() }) }))
      .max(5_000),
  }),
  async run({ tx, now, audit }, { claims }) {
    const claimed = await claimLines(
      tx,
      claims.map(({ lineId, subject }) => ({ id: lineId, type: subject.type, claimId: subject.id })),
      now,
    );
    for (const { lineId, subject } of claims) {
      if (claimed.has(lineId)) {
        audit(
          ledgerEvent({
            kind: 'ledger.line-claimed',
            subject: { type: 'bank-line', id: lineId },
            data: { for: subject },
          }),
        );
      }
    }
    return accept({ claimed });
  },
});
