import { selectUser } from '#db/queries/access';
import { read } from '../audit/use-case';

/** A user of the tenant, or undefined. */
export const findUser = read('access.view-users', ({ tx }, { id }: { id: string }) => selectUser(tx, id));
