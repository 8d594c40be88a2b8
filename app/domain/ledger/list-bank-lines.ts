import {
  type BankLineState,
  countUnmatchedLines,
  selectBankLine,
  selectBankLines,
  selectUnmatchedBankLines,
} from '#db/queries/bank-lines';
import { read } from '../audit/use-case';
import { PAGE_LIMIT, pageOf } from '../kernel/paging';
import { type PlainDate, parsePlainDate } from '../kernel/plain-date';

const cursorOf = (row: { bookedOn: PlainDate; id: string }): string => `${row.bookedOn}_${row.id}`;

function readCursor(text: string | undefined): { bookedOn: PlainDate; id: string } | undefined {
  const [date = '', id = ''] = text?.split('_') ?? [];
  const bookedOn = parsePlainDate(date);
  return bookedOn && /^[0-9a-f-]{36}$/.test(id) ? { bookedOn, id } : undefined;
}

/** Lines of bank statements by their state, newest first. */
export const listBankLines = read(
  'ledger.view',
  async ({ tx }, { state, after, limit = 50 }: { state: BankLineState; after?: string; limit?: number }) => {
    const size = Math.min(limit, PAGE_LIMIT);
    return pageOf(
      await selectBankLines(tx, { state, before: readCursor(after), limit: size + 1 }),
      size,
      cursorOf,
    );
  },
);

/** Money in that has no use yet, oldest first; of one batch or of all. Page on with `next`. */
export const listUnmatchedBankLines = read(
  'ledger.view',
  async (
    { tx },
    { batchId, after, limit = PAGE_LIMIT }: { batchId?: string; after?: string; limit?: number },
  ) => {
    const size = Math.min(limit, PAGE_LIMIT);
    return pageOf(
      await selectUnmatchedBankLines(tx, { batchId, after: readCursor(after), limit: size + 1 }),
      size,
      cursorOf,
    );
  },
);

/** One line, or undefined. */
export const findBankLine = read('ledger.view', async ({ tx }, { lineId }: { lineId: string }) =>
  selectBankLine(tx, lineId),
);

/** How many lines of money in wait for a use. */
export const countUnmatchedBankLines = read('ledger.view', async ({ tx }, _: Record<string, never>) =>
  countUnmatchedLines(tx),
);
