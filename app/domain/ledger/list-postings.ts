import { type PostingCursor, selectPostings } from '#db/queries/ledger';
import { read } from '../audit/use-case';
import { reasonText } from '../kernel/made-reasons';
import { PAGE_LIMIT, pageOf } from '../kernel/paging';
import { parsePlainDate } from '../kernel/plain-date';

export const postingCursor = ({
  onDate,
  entryId,
  line,
}: {
  onDate: string;
  entryId: string;
  line: number;
}): string => `${onDate}_${entryId}_${line}`;

/** Reads what `postingCursor` wrote; undefined for anything else. */
export function readPostingCursor(text: string | undefined): PostingCursor | undefined {
  const [date = '', entryId = '', line = ''] = text?.split('_') ?? [];
  const onDate = parsePlainDate(date);
  if (!onDate || !/^[0-9a-f-]{36}$/.test(entryId) || !/^\d{1,4}$/.test(line)) return undefined;
  return { onDate, entryId, line: Number(line) };
}

/** Postings under a code, or of one subject's account, newest first: what a balance is made of. */
export const listPostings = read(
  'ledger.view',
  async (
    { tx },
    {
      code,
      subject,
      after,
      limit = 50,
    }: { code: string; subject?: { type: string; id: string }; after?: string; limit?: number },
  ) => {
    const size = Math.min(limit, PAGE_LIMIT);
    const rows = await selectPostings(tx, {
      code,
      subject,
      after: readPostingCursor(after),
      limit: size + 1,
    });
    const told = rows.map((row) => ({ ...row, memo: reasonText(row.memo) }));
    return pageOf(told, size, postingCursor);
  },
);
