import {
  selectDonorYear,
  selectDonorYears,
  selectGiftsOfYear,
  selectStatementDonor,
  selectYearsOfDonor,
} from '#db/queries/receipt-lists';
import { type ReadScope, read } from '../audit/use-case';
import { PAGE_LIMIT, pageOf } from '../kernel/paging';

/** Gifts that stand on a statement one by one; its sums are those of all. */
const MOST_LINES = 1_000;

/** A year as the address names it; undefined when it is none. */
export const yearOf = (text: string): number | undefined =>
  /^20\d\d$/.test(text) ? Number(text) : undefined;

async function statement({ tx, today }: ReadScope, { donorId, year }: { donorId: string; year: number }) {
  const donor = await selectStatementDonor(tx, donorId);
  const sums = donor && (await selectDonorYear(tx, { donorId, year }));
  if (!donor || !sums || sums.count === 0) return undefined;
  const lines = await selectGiftsOfYear(tx, { donorId, year, limit: MOST_LINES });
  return { donor, year, madeOn: today, ...sums, lines };
}

/** What a donor gave in a year, as it stands today: no tax document. */
export type YearStatement = NonNullable<Awaited<ReturnType<typeof statement>>>;

/** The statement of a donor; undefined when there is nothing to state. */
export const findYearStatement = read('receipts.view', statement);

/** That of the donor who is signed in. */
export const findOwnYearStatement = read('receipts.view-own', async (scope, { year }: { year: number }) => {
  const { donorId } = scope.actor;
  return donorId ? statement(scope, { donorId, year }) : undefined;
});

/** Years for which the donor who is signed in can have a statement, the newest first. */
export const listOwnYears = read('receipts.view-own', async ({ tx, actor }, _: Record<string, never>) =>
  actor.donorId ? selectYearsOfDonor(tx, actor.donorId) : [],
);

/** Donors who gave in a year, by name, with number and sum of their gifts. */
export const listDonorYears = read(
  'receipts.view',
  async (
    { tx },
    { year, text, after, limit = 50 }: { year: number; text?: string; after?: string; limit?: number },
  ) => {
    const size = Math.min(limit, PAGE_LIMIT);
    const [, id, name] = /^([0-9a-f-]{36})\|(.*)$/s.exec(after ?? '') ?? [];
    const rows = await selectDonorYears(tx, {
      year,
      text,
      after: id && name ? { id, name } : undefined,
      limit: size + 1,
    });
    return pageOf(rows, size, (row) => `${row.donorId}|${row.name}`);
  },
);
