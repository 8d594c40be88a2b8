import { selectPublicDistricts } from '#db/queries/disclosure';
import { outsideTenants } from '#db/transaction';

/** Districts whose public pages this installation serves, the one it was set up for first. Known before anybody signs in. */
export const listDistricts = async () => outsideTenants(selectPublicDistricts);
