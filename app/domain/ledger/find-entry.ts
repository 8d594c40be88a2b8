import { selectEntry, selectEntryOf } from '#db/queries/ledger';
import { read } from '../audit/use-case';

/** One entry with its postings and, if it was undone, by which entry; undefined when there is none. */
export const findEntry = read('ledger.view', async ({ tx }, { entryId }: { entryId: string }) =>
  selectEntry(tx, entryId),
);

/** The first entry of a record that is no reversal, or undefined. */
export const findEntryOf = read(
  'ledger.view',
  async ({ tx }, { subject }: { subject: { type: string; id: string } }) => selectEntryOf(tx, subject),
);
