import {
  type BedCounts,
  countBeds,
  countGrades,
  countSupported,
  selectBedsOn,
  selectGiftUseRecords,
  selectOwing,
  selectPostingsOf,
  selectSupported,
  selectWaited,
  sumOwing,
  sumPostings,
} from '#db/queries/reports';
import { read } from '../audit/use-case';
import { getBedRules } from '../beds/settle-bed-rules';
import { PAGE_LIMIT, pageOf } from '../kernel/paging';
import { addDays, monthOf, monthRange, type PlainDate, plainDate } from '../kernel/plain-date';
import { postingCursor, readPostingCursor } from '../ledger/list-postings';

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
export interface Indicators extends Omit<BedCounts, 'on'> {
  readonly on: PlainDate;
  /** 0 to 1; occupied beds among those that are not closed. Null without beds. */
  readonly occupancy: number | null;
  /** 0 to 1; nursing beds among all, or among those not closed where the tenant has settled that. Null without beds. */
  readonly nursingShare: number | null;
  readonly denominator: 'all' | 'in_service';
  /** 特困 people who are (partly) dependent, and how many of them live in the centre; 0 to 1, null without any. */
  readonly dependent: number;
  readonly housed: number;
  readonly supportRate: number | null;
  /** Who moved in within the twelve months up to the day, and the days they had waited on average; null when nobody did. */
  readonly admitted: number;
  readonly daysWaited: number | null;
  /** Residents by grade of the six items; `null` stands for no grade that counts. */
  readonly grades: readonly { readonly grade: string | null; readonly residents: number }[];
  readonly owing: number;
  readonly owedFen: bigint;
  /** From 1 January until the day, it included. */
  readonly giftsReceivedFen: bigint;
  readonly giftsUsedFen: bigint;
}

const yearBegin = (on: PlainDate): PlainDate => plainDate(`${on.slice(0, 4)}-01-01`);

/** The twelve months up to a day, it included. */
const yearUntil = (on: PlainDate) => ({ from: addDays(on, -364), until: addDays(on, 1) });

function nursingShareOf(
  { beds, nursing, closed, nursingClosed }: Omit<BedCounts, 'on'>,
  denominator: 'all' | 'in_service',
): number | null {
  const [part, whole] = denominator === 'all' ? [nursing, beds] : [nursing - nursingClosed, beds - closed];
  return whole > 0 ? part / whole : null;
}

/** A share the policy asks for: 失能半失能特困人员集中供养率保持在 60 % 以上 (博政字〔2021〕12号 二（一）1). */
export const SUPPORT_RATE_GOAL = 0.6;

/** Beds, people, bills and gifts as they stood at the end of a day. */
export const getIndicators = read(
  'reports.view',
  async (scope, { on }: { on: PlainDate }): Promise<Indicators> => {
    const { tx } = scope;
    const range = { from: yearBegin(on), until: addDays(on, 1) };
    const [beds] = await countBeds(tx, [on]);
    const [supported] = await countSupported(tx, [on]);
    if (!beds || !supported) throw new Error('A day was asked for and none was counted');
    const { shareDenominator } = await getBedRules.within(scope, {});
    const [waited] = await selectWaited(tx, { ...yearUntil(on), limit: 1 });
    const owing = await selectOwing(tx, { code: RECEIVABLE, until: range.until, limit: 1 });
    const open = beds.beds - beds.closed;
    return {
      ...beds,
      on,
      occupancy: open > 0 ? beds.occupied / open : null,
      nursingShare: nursingShareOf(beds, shareDenominator),
      denominator: shareDenominator,
      dependent: supported.dependent,
      housed: supported.housed,
      supportRate: supported.dependent > 0 ? supported.housed / supported.dependent : null,
      admitted: waited?.count ?? 0,
      daysWaited: waited ? waited.total / waited.count : null,
      grades: await countGrades(tx, on),
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

/**
 * The vouchers behind the gifts received or used since 1 January, the newest first, with the sum of all of them. Of what was used
 * each says what for and by which record: the voucher and fund of money, the goods of a hand-over, never whom it reached.
 */
export const listGiftPostings = read(
  'reports.view',
  async (
    { tx },
    {
      on,
      indicator,
      after,
      limit = 100,
    }: { on: PlainDate; indicator: GiftIndicator; after?: string | undefined; limit?: number },
  ) => {
    const range = { codes: accounts[indicator], from: yearBegin(on), until: addDays(on, 1) };
    const sign = indicator === 'gifts-received' ? -1n : 1n;
    const size = Math.min(limit, PAGE_LIMIT);
    const found = await selectPostingsOf(tx, { ...range, after: readPostingCursor(after), limit: size + 1 });
    const { rows, next } = pageOf(found, size, postingCursor);
    const records = await selectGiftUseRecords(tx, [
      ...new Set(
        rows
          .filter(({ subjectType }) => subjectType === 'gift-spending' || subjectType === 'goods-allocation')
          .map(({ subjectId }) => subjectId),
      ),
    ]);
    return {
      totalFen: sign * (await sumPostings(tx, range)),
      rows: rows.map((row) => {
        const { what = null, voucher = null, fundId = null } = records.get(row.subjectId) ?? {};
        return { ...row, what, voucher, fundId, amountFen: sign * row.amountFen };
      }),
      next,
    };
  },
);

/** Months that a trend shows, the last being that of the day asked for. */
const TREND_MONTHS = 12;

/** The last days of the twelve months up to a day, and the day itself instead of the end of its month. */
function monthEnds(on: PlainDate): PlainDate[] {
  const days = [on];
  for (let day = on; days.length < TREND_MONTHS; ) {
    day = addDays(monthRange(monthOf(day)).from, -1);
    days.unshift(day);
  }
  return days;
}

/** One point of the trend; shares 0 to 1, null where there is nothing to share. */
export interface TrendPoint {
  readonly on: PlainDate;
  readonly occupancy: number | null;
  readonly nursingShare: number | null;
  readonly supportRate: number | null;
  readonly owedFen: bigint;
}

/** The figures at the end of each of twelve months. Three queries for all of them. */
export const listTrend = read(
  'reports.view',
  async (scope, { on }: { on: PlainDate }): Promise<TrendPoint[]> => {
    const days = monthEnds(on);
    const { shareDenominator } = await getBedRules.within(scope, {});
    const beds = await countBeds(scope.tx, days);
    const supported = await countSupported(scope.tx, days);
    const owing = await sumOwing(scope.tx, { code: RECEIVABLE, days });
    return days.map((day, place) => {
      const [bed, people] = [beds[place], supported[place]];
      const open = bed ? bed.beds - bed.closed : 0;
      return {
        on: day,
        occupancy: bed && open > 0 ? bed.occupied / open : null,
        nursingShare: bed ? nursingShareOf(bed, shareDenominator) : null,
        supportRate: people && people.dependent > 0 ? people.housed / people.dependent : null,
        owedFen: owing[place]?.owedFen ?? 0n,
      };
    });
  },
);

/** The 特困 people behind the rate of centralised support; who does not live in the centre stands first. */
export const listSupported = read('reports.view', async ({ tx }, { on }: { on: PlainDate }) =>
  selectSupported(tx, on, ROWS),
);

/** Who moved in within twelve months up to a day and how long they had waited, the longest first. */
export const listWaited = read('reports.view', async ({ tx }, { on }: { on: PlainDate }) =>
  selectWaited(tx, { ...yearUntil(on), limit: ROWS }),
);
