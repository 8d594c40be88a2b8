import { z } from 'zod';
import { newId } from '#db/new-id';
import { insertEntries, lockOpenPeriod, selectEntry } from '#db/queries/ledger';
import { useCase } from '../audit/use-case';
import { plainDate } from '../kernel/plain-date';
import { accept, refusal, refuse } from '../kernel/refusals';
import { ledgerEvent } from './ledger.events';
import { bookingDay } from './period.rules';
import { mirrored } from './posting.rules';

/**
 * Undoes an entry by its exact mirror; the entry itself stays. Once only, and a reversal is not reversed:
 * what was undone by mistake is posted anew. Refuses LEDGER.ENTRY_UNKNOWN, LEDGER.REVERSED and LEDGER.IS_REVERSAL.
 */
export const reverseEntry = useCase({
  permission: 'ledger.post',
  input: z.object({
    entryId: z.uuid(),
    /** Civil date of the reversal, or the first open day after it; the period of the entry itself is not touched. */
    on: z.iso.date().transform(plainDate),
    reason: z.string().trim().min(1, 'LEDGER.REASON_MISSING'),
  }),
  constraints: { ledger_entries_reversed_once: refusal('LEDGER.REVERSED') },
  async run({ tx, now, audit }, { entryId, on, reason }) {
    const entry = await selectEntry(tx, entryId);
    if (!entry) return refuse(refusal('LEDGER.ENTRY_UNKNOWN', { field: 'entryId' }));
    if (entry.reversesId) return refuse(refusal('LEDGER.IS_REVERSAL', { field: 'entryId' }));
    if (entry.reversedById) return refuse(refusal('LEDGER.REVERSED', { field: 'entryId' }));
    const id = newId();
    await insertEntries(tx, [
      {
        id,
        kind: entry.kind,
        subjectType: entry.subjectType,
        subjectId: entry.subjectId,
        onDate: bookingDay(on, await lockOpenPeriod(tx)),
        memo: reason,
        reversesId: entry.id,
        postedAt: now,
        postings: mirrored(entry.postings).map(({ accountId, amountFen }) => ({ accountId, amountFen })),
      },
    ]);
    audit(
      ledgerEvent({
        kind: 'ledger.entry-reversed',
        subject: { type: 'ledger-entry', id: entry.id },
        reason,
        data: { by: id },
      }),
    );
    return accept({ entryId: id });
  },
});
