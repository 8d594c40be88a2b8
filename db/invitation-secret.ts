import { blindIndex } from './sealed';

/** What a secret of an invitation looks like: 132 bits, short enough for the template of a text message. */
export const INVITATION_SECRET = /^[A-Za-z0-9_-]{22}$/;

/**
 * Secret of the link of an invitation. It is made from a key that is in no database, so that it can be sent again without being
 * kept; with every round it is another one.
 */
export const invitationSecret = (of: { tenantId: string; id: string; round: number }): string =>
  blindIndex('volunteer-invitation', `${of.tenantId} ${of.id} ${of.round}`).slice(0, 22);
