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

/**
 * A time of day `HH:MM` as a time field or the API sends it; `24:00` is the end of the day. It stays text, because
 * what the API has checked a use case checks again; `minutesOf` reckons with it.
 */
export const timeOfDay = (refusal = 'INPUT.NO_TIME') =>
  z
    .string({ error: refusal })
    .trim()
    .regex(/^(([01]?\d|2[0-3]):[0-5]\d|24:00)$/, refusal);

/** Minutes after midnight of a checked time of day. */
export function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}

/**
 * An instant as a date-and-time field (`YYYY-MM-DDTHH:MM`, the district's time) or the API (ISO 8601) sends it; one that was
 * read already stays.
 */
export const instantInput = (refusal = 'INPUT.NO_TIME') => {
  const written = z
    .string()
    .trim()
    .transform((text, context) => {
      const local = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text);
      const at = new Date(local ? `${text}:00+08:00` : text);
      if (!Number.isNaN(at.getTime())) return at;
      context.addIssue({ code: 'custom', message: refusal });
      return z.NEVER;
    });
  return z.union([written, z.date()], { error: refusal });
};

/** The most one amount may be: a hundred million yuan. */
export const LARGEST_FEN = 10_000_000_000n;

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
