import { z } from 'zod';

/** The most rows one import takes; a longer list is cut into several files. */
export const SHEET_LIMIT = 20_000;

/** What every import is given: the rows of a sheet, where they come from, and whether to do all of it and take it back. */
export const sheetInput = z.object({
  rows: z
    .array(z.object({ row: z.int().positive(), cells: z.record(z.string(), z.string()) }))
    .max(SHEET_LIMIT),
  dryRun: z.boolean(),
  fileName: z.string().max(255),
  /** Whoever imports knows what the warnings of a dry run say and wants it all the same. */
  acknowledged: z.boolean().default(false),
});
