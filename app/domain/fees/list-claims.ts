import { type ClaimRow, selectClaims, selectClaimTotals } from '#db/queries/invoices';
import { read } from '../audit/use-case';
import { PAGE_LIMIT, pageOf } from '../kernel/paging';
import { cursorOf, readCursor } from './invoice.cursor';
import type { ArrangedPayer } from './share.rules';

/** What the bills of a month ask one payer beside the residents for, bill by bill. */
export const listClaims = read(
  'fees.view',
  async ({ tx }, asked: { month: string; payer: ArrangedPayer; after?: string; limit?: number }) => {
    const { month, payer, after, limit = PAGE_LIMIT } = asked;
    const size = Math.min(limit, PAGE_LIMIT);
    const rows: ClaimRow[] = await selectClaims(tx, {
      month,
      payer,
      after: readCursor(after),
      limit: size + 1,
    });
    return pageOf(rows, size, cursorOf);
  },
);

/** What a month asks each payer beside the residents for. */
export const listClaimTotals = read('fees.view', async ({ tx }, { month }: { month: string }) =>
  (await selectClaimTotals(tx, month)).map(({ payer, ...sums }) => ({
    payer: payer as ArrangedPayer,
    ...sums,
  })),
);
