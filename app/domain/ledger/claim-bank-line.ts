import { z } from 'zod';
import { claimLine, releaseLine, selectBankLine } from '#db/queries/bank-lines';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { ledgerEvent } from './ledger.events';

const claimed = refusal('LEDGER.LINE_CLAIMED', { field: 'lineId' });
const unknown = refusal('LEDGER.LINE_UNKNOWN', { field: 'lineId' });

/**
 * Says what the money of a bank line is for. A line has one use at a time: of two that claim it at once,
 * one gets LEDGER.LINE_CLAIMED. Only part of larger use cases, which post what the money does.
 */
export const claimBankLine = useCase({
  permission: 'ledger.post',
  input: z.object({ lineId: z.uuid(), subject: z.object({ type: z.string().min(1), id: z.uuid() }) }),
  constraints: { bank_lines_claimed_once: claimed },
  async run({ tx, now, audit }, { lineId, subject }) {
    const line = await selectBankLine(tx, lineId);
    if (!line) return refuse(unknown);
    if (!(await claimLine(tx, { id: lineId, type: subject.type, claimId: subject.id, now })))
      return refuse(claimed);
    audit(
      ledgerEvent({
        kind: 'ledger.line-claimed',
        subject: { type: 'bank-line', id: lineId },
        data: { for: subject },
      }),
    );
    return accept(line);
  },
});

/** Makes a line free again after what it was used for was undone. Only part of larger use cases. */
export const releaseBankLine = useCase({
  permission: 'ledger.post',
  input: z.object({ lineId: z.uuid(), reason: z.string().trim().min(1, 'LEDGER.REASON_MISSING') }),
  async run({ tx, audit }, { lineId, reason }) {
    const line = await selectBankLine(tx, lineId);
    if (!line) return refuse(unknown);
    if (!(await releaseLine(tx, lineId))) return refuse(refusal('LEDGER.LINE_FREE', { field: 'lineId' }));
    audit(ledgerEvent({ kind: 'ledger.line-released', subject: { type: 'bank-line', id: lineId }, reason }));
    return accept(line);
  },
});
