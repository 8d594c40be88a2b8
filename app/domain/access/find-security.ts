import { selectStaffSecondFactor } from '#db/queries/access';
import { read } from '../audit/use-case';

/** What the tenant demands of a sign-in. */
export const findSecurity = read('access.view-users', async ({ tx }, _: Record<string, never>) => ({
  staffSecondFactor: await selectStaffSecondFactor(tx),
}));
