import type { Actor } from '../kernel/actor';

/** Somebody who is not signed in, at a public page of one district. */
export const publicActor = (tenantId: string, requestId: string): Actor => ({
  tenantId,
  userId: null,
  name: '',
  roles: [],
  permissions: new Set(['public']),
  requestId,
});
