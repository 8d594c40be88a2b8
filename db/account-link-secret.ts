import { blindIndex } from './sealed';

/**
 * Secret of the link by which a volunteer stands behind an account: 132 bits, made from a key that is in no database, so that it
 * can be sent without being kept; with every round it is another one.
 */
export const accountLinkSecret = (of: { tenantId: string; volunteerId: string; round: number }): string =>
  blindIndex('volunteer-account', `${of.tenantId} ${of.volunteerId} ${of.round}`).slice(0, 22);
