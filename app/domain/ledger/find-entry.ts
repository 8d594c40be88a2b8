import { selectEntry, selectEntryOf } from '#db/queries/ledger';
import { read } from '../audit/use-case';
import { reasonText } from '../kernel/made-reasons';

/** One entry with its postings and, if it was undone, by which entry, its memo in the reader's language if the product wrote it; undefined when there is none. */
export const findEntry = read('ledger.view', async ({ tx }, { entryId }: { entryId: string }) => {
  const entry = await selectEntry(tx, entryId);
  return entry && { ...entry, memo: reasonText(entry.memo) };
});

/** The first entry of a record that is no reversal, or undefined. */
export const findEntryOf = read(
  'ledger.view',
  async ({ tx }, { subject }: { subject: { type: string; id: string } }) => selectEntryOf(tx, subject),
);
