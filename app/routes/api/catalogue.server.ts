import { accessEndpoints } from '../access/access.api.server';
import type { Endpoint } from './endpoint.server';

/** Every endpoint of /api/v1, by noun, in the order of app/domain. */
export const endpoints: readonly Endpoint[] = [...accessEndpoints];
