import { timingSafeEqual } from 'node:crypto';
import { blindIndex } from './sealed';

/**
 * Secret of the link by which whoever promised goods without an account changes when they bring them: 132 bits, made from a key
 * that is in no database, so that it is kept nowhere.
 */
export const deliverySecret = (of: { tenantId: string; giftId: string }): string =>
  blindIndex('gift-delivery', `${of.tenantId} ${of.giftId}`).slice(0, 22);

/** Whether somebody holds the link of a gift. */
export function holdsDeliveryLink(of: { tenantId: string; giftId: string }, secret: string): boolean {
  const [wanted, given] = [Buffer.from(deliverySecret(of)), Buffer.from(secret)];
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
