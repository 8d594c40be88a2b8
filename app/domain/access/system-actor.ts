import type { Actor } from '../kernel/actor';
import { permissions } from './permissions';

/** The product itself, at work in the background for one tenant. `name` is what the audit trail shows, such as a job's name. */
export function systemActor(tenantId: string, name: string, requestId: string): Actor {
  return { tenantId, userId: null, name, roles: [], permissions: new Set(permissions), requestId };
}
