import { z } from 'zod';
import { parseYuan } from './money';
import { parsePlainDate } from './plain-date';

/** A civil date `YYYY-MM-DD` as a form or the API sends it. */
export const civilDate = (refusal = 'INPUT.NO_DATE') =>
  z.string({ error: refusal }).transform((text, context) => {
    const date = parsePlainDate(text.trim());
    if (date) return date;
    context.addIssue({ code: 'custom', message: refusal });
    return z.NEVER;
  });

/** Minutes after midnight of a time `HH:MM` as a time field sends it; `24:00` is the end of the day. */
export const timeOfDay = (refusal = 'INPUT.NO_TIME') =>
  z.string({ error: refusal }).transform((text, context) => {
    const match = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
    const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
    if (match && Number(match[2]) < 60 && minutes <= 1440) return minutes;
    context.addIssue({ code: 'custom', message: refusal });
    return z.NEVER;
  });

/** The most one amount may be: a hundred million yuan. */
const LARGEST_FEN = 10_000_000_000n;

/**
 * An amount above zero: text is yuan as people write it in a form (`1234.5`), a bigint is fen as the API sends it.
 */
export const moneyAmount = (refusal = 'INPUT.NO_AMOUNT') => {
  const fen = z.bigint().min(1n).max(LARGEST_FEN);
  const yuan = z.string().transform((text, context) => {
    const amount = parseYuan(text);
    if (amount !== undefined && fen.safeParse(amount).success) return amount;
    context.addIssue({ code: 'custom', message: refusal });
    return z.NEVER;
  });
  return z.union([yuan, fen], { error: refusal });
};
