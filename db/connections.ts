import { createHmac } from 'node:crypto';

/** Roles that the product connects as. Neither owns a table nor bypasses row-level security. */
export const APP_ROLE = 'wellspring_app';
export const SIGN_IN_ROLE = 'wellspring_sign_in';
/** Reaches the queue's own schema and no table of the product; the other two do not reach the queue. */
export const QUEUE_ROLE = 'wellspring_queue';

/**
 * The password of an unprivileged role, derived so that no further secret has to be kept:
 * whoever may read SESSION_SECRET already runs the product.
 */
export function rolePassword(role: string, sessionSecret: string): string {
  return createHmac('sha256', sessionSecret).update(`database-role:${role}`).digest('hex');
}

/**
 * DATABASE_URL may name the owner (then migrations work with it) or already the unprivileged role.
 * Either way web and worker end up connected as `role`.
 */
export function urlAs(databaseUrl: string, role: string, sessionSecret: string): string {
  const url = new URL(databaseUrl);
  if (url.username === role) return databaseUrl;
  url.username = role;
  url.password = rolePassword(role, sessionSecret);
  return url.toString();
}
