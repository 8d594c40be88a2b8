import type { Fen } from '../kernel/money';
import type { PlainDate } from '../kernel/plain-date';
import { type Refusal, refusal } from '../kernel/refusals';
import { isUsable, valueOut } from './goods.rules';

/** 盘点、报废、变卖 */
export type StockChangeKind = 'count' | 'write_off' | 'sale';

/** A lot as it lies in the store. */
export interface CountedLot {
  readonly id: string;
  readonly name: string;
  readonly spec: string;
  readonly unit: string;
  /** Pieces that were stocked, and what they are worth; null without proof of value. */
  readonly quantity: number;
  readonly valueFen: Fen | null;
  /** What may still be given out. */
  readonly remaining: number;
  readonly remainingFen: Fen | null;
  /** What lies there for somebody and is not handed over yet. */
  readonly setAside: number;
  readonly setAsideFen: Fen;
  readonly expiresOn: PlainDate | null;
  /** A count, write-off or sale of it waits for its second person. */
  readonly waits: boolean;
}

/** What should lie there, and what does, or will after it is written off or sold. */
export interface CountLine {
  readonly lotId: string;
  readonly expected: number;
  readonly counted: number;
  readonly reason?: string | null | undefined;
}

/** Pieces that should lie in the store: those that may be given out, and those that are set aside. */
export const onShelf = (lot: Pick<CountedLot, 'remaining' | 'setAside'>): number =>
  lot.remaining + lot.setAside;

const named = (lot: Pick<CountedLot, 'name' | 'spec'>): string =>
  [lot.name, lot.spec].filter(Boolean).join(' ');

/**
 * What comes back to a lot with found pieces, of what left it for good: rounded down, all of it with the last of them, so
 * that it sums exactly.
 */
export function valueBack(
  lot: Pick<CountedLot, 'quantity' | 'valueFen' | 'remaining' | 'remainingFen' | 'setAside' | 'setAsideFen'>,
  found: number,
): Fen | null {
  if (lot.valueFen === null || lot.remainingFen === null) return null;
  const gone = lot.quantity - onShelf(lot);
  const goneFen = lot.valueFen - lot.remainingFen - lot.setAsideFen;
  return found === gone ? goneFen : (goneFen * BigInt(found)) / BigInt(gone);
}

/** Value that leaves a lot with a line; negative when pieces were found. Null without proof of value. */
export function lineValue(lot: CountedLot, { expected, counted }: CountLine): Fen | null {
  if (counted === expected) return lot.valueFen === null ? null : 0n;
  if (counted < expected) return valueOut(lot, expected - counted);
  const back = valueBack(lot, counted - expected);
  return back === null ? null : -back;
}

/**
 * Why a line cannot be proposed: STOCK.LOT_UNKNOWN, .WAITS (one of it waits already), .MOVED (something went in or out since the
 * sheet was made; names what should lie there now), .REASON_MISSING (of a difference), and as `applyRefusal`.
 */
export function proposeRefusal(
  lot: CountedLot | undefined,
  line: CountLine,
  field: string,
): Refusal | undefined {
  if (!lot) return refusal('STOCK.LOT_UNKNOWN', { field: `${field}.lotId` });
  const params = { item: named(lot), unit: lot.unit };
  if (lot.waits) return refusal('STOCK.WAITS', { field: `${field}.counted`, params });
  if (line.expected !== onShelf(lot))
    return refusal('STOCK.MOVED', { field: `${field}.counted`, params: { ...params, now: onShelf(lot) } });
  if (line.counted !== line.expected && (line.reason?.trim().length ?? 0) < 2)
    return refusal('STOCK.REASON_MISSING', { field: `${field}.reason`, params });
  return applyRefusal(lot, line, `${field}.counted`);
}

/**
 * Why the difference of a line cannot be taken now: STOCK.SHORT (more is missing than may be given out: the rest is set aside;
 * named), STOCK.MORE_THAN_STOCKED (more than ever was in this lot).
 */
export function applyRefusal(
  lot: CountedLot,
  { expected, counted }: CountLine,
  field?: string,
): Refusal | undefined {
  const missing = expected - counted;
  const params = { item: named(lot), unit: lot.unit };
  if (missing > lot.remaining)
    return refusal('STOCK.SHORT', {
      field,
      params: { ...params, missing, available: lot.remaining, setAside: lot.setAside },
    });
  return onShelf(lot) - missing > lot.quantity
    ? refusal('STOCK.MORE_THAN_STOCKED', { field, params: { ...params, quantity: lot.quantity } })
    : undefined;
}

/** Why goods may not be sold any more: STOCK.EXPIRED_SALE (食品安全法 Art. 34). */
export const expiredRefusals = (
  lot: Pick<CountedLot, 'name' | 'spec' | 'expiresOn'>,
  on: PlainDate,
): Refusal[] =>
  isUsable(lot, on)
    ? []
    : [
        refusal('STOCK.EXPIRED_SALE', {
          field: 'lotId',
          params: { item: named(lot), expiresOn: lot.expiresOn ?? on },
        }),
      ];

/** Why a sale is none: STOCK.COSTS, when nothing is left for the purpose. */
export const costsRefusal = (proceedsFen: Fen, costsFen: Fen): Refusal | undefined =>
  costsFen < proceedsFen
    ? undefined
    : refusal('STOCK.COSTS', { field: 'costsFen', params: { proceedsFen: proceedsFen.toString() } });
