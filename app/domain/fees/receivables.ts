import { type Account, payerReceivable, residentReceivable } from '../ledger/chart';
import type { Payer } from './share.rules';

/** The account on which a payer's shares of one resident's bills lie. */
export const receivableOf = (payer: Payer, personId: string): Account =>
  payer === 'resident' ? residentReceivable(personId) : payerReceivable(payer, personId);
