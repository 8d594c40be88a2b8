import { selectEntry } from '#db/queries/ledger';
import { read } from '../audit/use-case';

/** One entry with its postings and, if it was undone, by which entry; undefined when there is none. */
export const findEntry = read('ledger.view', async ({ tx }, { entryId }: { entryId: string }) =>
  selectEntry(tx, entryId),
);
