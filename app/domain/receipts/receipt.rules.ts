import type { Fen } from '../kernel/money';
import type { PlainDate } from '../kernel/plain-date';
import { type Refusal, refusal } from '../kernel/refusals';

const DIGITS = 6;

/**
 * A receipt's number as it is printed: `YQ2026-000001` of our own; of a bill of the fiscal system its code and number,
 * `37050126 0000000001`.
 */
export const receiptNumber = ({
  prefix,
  year,
  number,
  fiscalCode,
  fiscalNumber,
}: {
  prefix: string;
  year: number;
  number: number;
  fiscalCode?: string | null;
  fiscalNumber?: string | null;
}): string =>
  fiscalCode && fiscalNumber
    ? `${fiscalCode} ${fiscalNumber}`
    : `${prefix}${year}-${String(number).padStart(DIGITS, '0')}`;

interface Chained {
  readonly prefix: string;
  readonly replacesYear: number | null;
  readonly replacesNumber: number | null;
  readonly replacesFiscalCode: string | null;
  readonly replacesFiscalNumber: string | null;
}

/** Number of the receipt in whose place this one came; undefined when it is a gift's first. */
export const replacedNumber = (receipt: Chained): string | undefined =>
  receipt.replacesYear === null || receipt.replacesNumber === null
    ? undefined
    : receiptNumber({
        prefix: receipt.prefix,
        year: receipt.replacesYear,
        number: receipt.replacesNumber,
        fiscalCode: receipt.replacesFiscalCode,
        fiscalNumber: receipt.replacesFiscalNumber,
      });

/** Whether a receipt holds, and if not, why: voided 作废 of our own, reversed 冲红 of the fiscal system's; replaced in any case. */
export type ReceiptStanding = 'valid' | 'voided' | 'reversed';

export const standingOf = ({
  kind,
  voidedOn,
}: {
  kind: 'donation_acknowledgement' | 'fiscal_receipt';
  voidedOn: string | null;
}): ReceiptStanding => (voidedOn === null ? 'valid' : kind === 'fiscal_receipt' ? 'reversed' : 'voided');

/** One line of a receipt: 项目编码, 项目名称, 单位, 数量, 标准, 金额. */
export interface ReceiptLine {
  readonly itemCode: string;
  readonly itemName: string;
  /** Empty for money. */
  readonly unit: string;
  readonly quantity: number;
  /** Price of one unit; null when the value of all cannot be told by unit to the fen. */
  readonly standardFen: Fen | null;
  readonly amountFen: Fen;
}

/** A gift as far as its receipt depends on it. */
export interface ReceiptedGift {
  readonly reference: string;
  readonly kind: 'money' | 'goods';
  readonly status: string;
  readonly receivedFen: Fen | null;
  readonly receivedOn: PlainDate | null;
  readonly handler: string | null;
  readonly purposeCode: string;
  readonly purposeName: string;
  readonly items: readonly {
    readonly name: string;
    readonly spec: string;
    readonly unit: string;
    readonly accepted: number | null;
    readonly valueFen: Fen | null;
  }[];
}

/**
 * Why a gift has no receipt yet: money that has not arrived, goods without proof of their value
 * (2020 年公告 27 号 item 13: without proof of fair value no donation receipt).
 */
export function receiptRefusal(gift: ReceiptedGift): Refusal | undefined {
  const params = { reference: gift.reference };
  if (gift.status === 'returned') return refusal('RECEIPT.GIFT_RETURNED', { field: 'giftId', params });
  if (gift.receivedFen !== null && gift.receivedOn !== null && gift.handler !== null) return undefined;
  return refusal(gift.kind === 'money' ? 'RECEIPT.MONEY_NOT_RECEIVED' : 'RECEIPT.GOODS_NOT_VALUED', {
    field: 'giftId',
    params,
  });
}

/** The lines of a gift's receipt; they sum to what was received. */
export function receiptLines(gift: ReceiptedGift): ReceiptLine[] {
  if (gift.kind === 'money') {
    const amountFen = gift.receivedFen ?? 0n;
    return [
      {
        itemCode: gift.purposeCode,
        itemName: gift.purposeName,
        unit: '',
        quantity: 1,
        standardFen: amountFen,
        amountFen,
      },
    ];
  }
  return gift.items.flatMap(({ name, spec, unit, accepted, valueFen }) => {
    if (!accepted || valueFen === null) return [];
    const standardFen = valueFen % BigInt(accepted) === 0n ? valueFen / BigInt(accepted) : null;
    const itemName = spec === '' ? name : `${name} ${spec}`;
    return [
      { itemCode: gift.purposeCode, itemName, unit, quantity: accepted, standardFen, amountFen: valueFen },
    ];
  });
}

/** Year of the register in which a receipt stands. */
export const registerYear = (issuedOn: PlainDate): number => Number(issuedOn.slice(0, 4));
