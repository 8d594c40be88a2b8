import { selectArrangements } from '#db/queries/payers';
import { read } from '../audit/use-case';
import { PAGE_LIMIT } from '../kernel/paging';

/** Who else pays for a resident, or arrangements that wait for a decision; newest first. */
export const listArrangements = read(
  'fees.view',
  async ({ tx }, asked: { personId?: string; status?: 'proposed' | 'approved' | 'declined' }) =>
    selectArrangements(tx, { ...asked, limit: PAGE_LIMIT }),
);
