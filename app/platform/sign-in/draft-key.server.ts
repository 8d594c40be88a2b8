import { createHmac } from 'node:crypto';
import { env } from '../env';

/**
 * With what the browser of a signed-in person seals the drafts it keeps: 32 bytes in base64. The same for every sign-in of the
 * account, so that a draft opens again after the sign-in had expired, and told to nobody else.
 */
export const draftKeyOf = (userId: string): string =>
  createHmac('sha256', env().sessionSecret).update(`device-draft/${userId}`).digest('base64');
