import { z } from 'zod';
import { parsePlainDate, type PlainDate } from './plain-date';

/** A civil date `YYYY-MM-DD` as a form or the API sends it. */
export const civilDate = z
  .string('INPUT.MISSING')
  .refine((text) => parsePlainDate(text) !== undefined, 'INPUT.NO_DATE')
  .transform((text) => text as PlainDate);
