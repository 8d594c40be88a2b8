import { customType } from 'drizzle-orm/pg-core';
import type { Sealed } from './sealed';

/** Raw bytes, such as a hash. */
export const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/**
 * A field that lies in the database only as ciphertext (made by `seal`), a plain `text` column there.
 * Every one is named in `sealed-columns.ts` too, so that new keys reach it.
 */
export const sealed = customType<{ data: Sealed }>({ dataType: () => 'text' });
