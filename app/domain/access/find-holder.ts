import { selectHolderOfRole } from '#db/queries/access';
import { read } from '../audit/use-case';

/** Id of somebody who holds a role and can sign in, the first by user name; undefined when nobody does. */
export const findHolder = read('access.view-users', ({ tx }, { role }: { role: string }) =>
  selectHolderOfRole(tx, role),
);
