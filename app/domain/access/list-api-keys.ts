import { selectApiKeys } from '#db/queries/access';
import { read } from '../audit/use-case';

/** The most keys the page of keys shows. */
const KEYS_SHOWN = 200;

/** API keys of the tenant, newest first; never the key itself. */
export const listApiKeys = read('api.create-key', ({ tx }, _: Record<string, never>) =>
  selectApiKeys(tx, KEYS_SHOWN),
);
