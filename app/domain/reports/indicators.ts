import {
  type BedCounts,
  countBeds,
  selectBedsOn,
  selectOwing,
  selectPostingsOf,
  sumPostings,
} from '#db/queries/reports';
import { read } from '../audit/use-case';
import { addDays, type PlainDate, plainDate } from '../kernel/plain-date';

/** Account codes behind the figures; postings to income are credits, below zero. */
const accounts = {
  'gifts-received': ['income.gifts-money', 'income.gifts-goods'],
  'gifts-used': ['expense.gifts-money', 'expense.gifts-goods'],
} as const;
const RECEIVABLE = 'receivable.residents';

export type GiftIndicator = keyof typeof accounts;

/** Rows that a figure opens at once. */
const ROWS = 1_000;

/** The figures of one day: each is made of the rows that its page shows. */
export interface Indicators extends BedCounts {
  readonly on: PlainDate;
  /** 0 to 1; occupied beds among those that are not closed. Null without beds. */
  readonly occupancy: number | null;
  /** 0 to 1; nursing beds among all. Null without beds. */
  readonly nursingShare: number | null;
  readonly owing: number;
  readonly owedFen: bigint;
  /** From 1 January until the day, it included. */
  readonly giftsReceivedFen: bigint;
  readonly giftsUsedFen: bigint;
}

const yearBegin = (on: PlainDate): PlainDate => plainDate(`${on.slice(0, 4)}-01-01`);

/** Beds, bills and gifts as they stood at the end of a day. */
export const getIndicators = read(
  'reports.view',
  async ({ tx }, { on }: { on: PlainDate }): Promise<Indicators> => {
    const range = { from: yearBegin(on), until: addDays(on, 1) };
    const beds = await countBeds(tx, on);
    const owing = await selectOwing(tx, { code: RECEIVABLE, until: range.until, limit: 1 });
    const open = beds.beds - beds.closed;
    return {
      on,
      ...beds,
      occupancy: open > 0 ? beds.occupied / open : null,
      nursingShare: beds.beds > 0 ? beds.nursing / beds.beds : null,
      owing: owing.count,
      owedFen: owing.totalFen,
      giftsReceivedFen: -(await sumPostings(tx, { codes: accounts['gifts-received'], ...range })),
      giftsUsedFen: await sumPostings(tx, { codes: accounts['gifts-used'], ...range }),
    };
  },
);

/** The beds behind occupancy and nursing share. */
export const listIndicatorBeds = read('reports.view', async ({ tx }, { on }: { on: PlainDate }) =>
  selectBedsOn(tx, on, ROWS),
);

/** Who owes what on a day, most first. */
export const listOwing = read('reports.view', async ({ tx }, { on }: { on: PlainDate }) =>
  selectOwing(tx, { code: RECEIVABLE, until: addDays(on, 1), limit: ROWS }),
);

/** The vouchers behind the gifts received or used since 1 January, with their sum. */
export const listGiftPostings = read(
  'reports.view',
  async ({ tx }, { on, indicator }: { on: PlainDate; indicator: GiftIndicator }) => {
    const range = { codes: accounts[indicator], from: yearBegin(on), until: addDays(on, 1) };
    const sign = indicator === 'gifts-received' ? -1n : 1n;
    const rows = await selectPostingsOf(tx, { ...range, limit: ROWS });
    return {
      totalFen: sign * (await sumPostings(tx, range)),
      rows: rows.map((row) => ({ ...row, amountFen: sign * row.amountFen })),
    };
  },
);
