import type { Fen } from '../kernel/money';
import type { PlainDate } from '../kernel/plain-date';
import { type Refusal, refusal } from '../kernel/refusals';

/** What lies in the store of one gift and expiry. */
export interface Lot {
  readonly id: string;
  readonly goodsId: string;
  readonly remaining: number;
  /** Of what remains; null without proof of value. */
  readonly remainingFen: Fen | null;
  /** Last day on which it may be used; null when it does not expire. */
  readonly expiresOn: PlainDate | null;
  readonly stockedOn: PlainDate;
}

/** A part of a lot that leaves the store. */
export interface Picked {
  readonly lotId: string;
  readonly quantity: number;
  /** The part of the lot's value that leaves with it. */
  readonly valueFen: Fen | null;
}

const NEVER = '9999-12-31';

const firstExpiringFirst = (a: Lot, b: Lot): number => {
  const [left, right] = [a, b].map((lot) => `${lot.expiresOn ?? NEVER} ${lot.stockedOn} ${lot.id}`) as [
    string,
    string,
  ];
  return left < right ? -1 : 1;
};

/** Whether a lot may still be used on a date. */
export const isUsable = (lot: Pick<Lot, 'expiresOn'>, on: PlainDate): boolean =>
  lot.expiresOn === null || lot.expiresOn >= on;

/** Whether a visit to which goods are taken is still promised, or has taken place. */
export const isPromised = (status: string | null): boolean => status === 'published' || status === 'done';

/** Why goods are not handed over on a day, each lot named with its day: GOODS.EXPIRED_UNHANDED (食品安全法 Art. 34). */
export const expiredOn = (
  lines: readonly { readonly name: string; readonly spec: string; readonly expiresOn: PlainDate | null }[],
  on: PlainDate,
): Refusal[] =>
  lines.flatMap(({ name, spec, expiresOn }) =>
    expiresOn === null || isUsable({ expiresOn }, on)
      ? []
      : refusal('GOODS.EXPIRED_UNHANDED', {
          field: 'handedOverOn',
          params: { item: [name, spec].filter(Boolean).join(' '), expiresOn },
        }),
  );

/** Part of a lot's remaining value that goes with a quantity: rounded down, all of it with the last piece, so that it sums exactly. */
export function valueOut(lot: Pick<Lot, 'remaining' | 'remainingFen'>, quantity: number): Fen | null {
  if (lot.remainingFen === null) return null;
  return quantity === lot.remaining
    ? lot.remainingFen
    : (lot.remainingFen * BigInt(quantity)) / BigInt(lot.remaining);
}

/**
 * Takes a quantity out of lots of one kind of goods, first expiry first, what expired before `on` never.
 * `missing` is what is not there; then nothing should be taken.
 */
export function pickLots(
  lots: readonly Lot[],
  quantity: number,
  on: PlainDate,
): { picked: Picked[]; missing: number } {
  const picked: Picked[] = [];
  let missing = quantity;
  for (const lot of lots.filter((one) => one.remaining > 0 && isUsable(one, on)).sort(firstExpiringFirst)) {
    if (missing === 0) break;
    const taken = Math.min(missing, lot.remaining);
    picked.push({ lotId: lot.id, quantity: taken, valueFen: valueOut(lot, taken) });
    missing -= taken;
  }
  return { picked, missing };
}

/** One item of a gift as far as it has come. */
export interface GiftItem {
  readonly id: string;
  readonly position: number;
  readonly name: string;
  readonly pledged: number;
  readonly received: number | null;
  readonly accepted: number | null;
}

/** Answers about the items of a gift: GIFT.ITEM_UNKNOWN, GIFT.ITEM_TWICE, GIFT.ITEM_MISSING (named), by `field` of the list. */
export function itemsRefusals(
  items: readonly Pick<GiftItem, 'id' | 'name'>[],
  answers: readonly { readonly itemId: string }[],
  field: string,
): Refusal[] {
  const known = new Set(items.map(({ id }) => id));
  const seen = new Set<string>();
  const problems = answers.flatMap(({ itemId }, index) => {
    const at = `${field}.${index}.itemId`;
    if (!known.has(itemId)) return [refusal('GIFT.ITEM_UNKNOWN', { field: at })];
    if (seen.has(itemId)) return [refusal('GIFT.ITEM_TWICE', { field: at })];
    seen.add(itemId);
    return [];
  });
  const missing = items.filter(({ id }) => !seen.has(id));
  return [
    ...problems,
    ...missing.map(({ name }) => refusal('GIFT.ITEM_MISSING', { field, params: { item: name } })),
  ];
}

/**
 * Why goods may not be split into these lots: GIFT.LOTS_DIFFER (named, both numbers), GOODS.EXPIRED (named: past its last day, and no reason
 * given for which it is written off at once), GOODS.STORE_MISSING (named), GIFT.REASON_MISSING (a reason too short to be one).
 */
export function stockingRefusals(
  items: readonly (GiftItem & { readonly spec?: string })[],
  lots: readonly {
    readonly itemId: string;
    readonly quantity: number;
    readonly expiresOn?: PlainDate | undefined;
    readonly store: string;
    readonly writeOff: string;
  }[],
  on: PlainDate,
): Refusal[] {
  const known = new Map(items.map((item) => [item.id, [item.name, item.spec].filter(Boolean).join(' ')]));
  const wrong = lots.flatMap(({ itemId, expiresOn, store, writeOff }, index) => {
    const item = known.get(itemId);
    if (item === undefined) return [refusal('GIFT.ITEM_UNKNOWN', { field: `lots.${index}.itemId` })];
    const field = `lots.${index}.writeOff`;
    return [
      ...(expiresOn && expiresOn < on && writeOff === ''
        ? [refusal('GOODS.EXPIRED', { field, params: { item, expiresOn } })]
        : []),
      ...(store === ''
        ? [refusal('GOODS.STORE_MISSING', { field: `lots.${index}.store`, params: { item } })]
        : []),
      ...(writeOff.length === 1 ? [refusal('GIFT.REASON_MISSING', { field })] : []),
    ];
  });
  const differing = items.flatMap(({ id, name, accepted }) => {
    const stocked = lots
      .filter(({ itemId }) => itemId === id)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    const params = { item: name, accepted: accepted ?? 0, stocked };
    return stocked === accepted ? [] : [refusal('GIFT.LOTS_DIFFER', { field: 'lots', params })];
  });
  return [...wrong, ...differing];
}

/** A text by which goods are the same, whoever typed it: full-width and blanks put right. */
export const goodsText = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim();
