import { useCase } from '../audit/use-case';
import { accept } from '../kernel/refusals';
import { entryInput, postEntries } from './post-entries';

/** Posts one entry; see `postEntries` for what it refuses. Only part of larger use cases. */
export const postEntry = useCase({
  permission: 'ledger.post',
  input: entryInput,
  async run(scope, entry) {
    const posted = await postEntries.within(scope, { entries: [entry] });
    return posted.ok ? accept({ entryId: posted.value.entryIds[0] as string }) : posted;
  },
});
