import { selectSoldFen } from '#db/queries/stock-changes';
import type { ReadScope } from '../audit/use-case';
import type { Fen } from '../kernel/money';
import { accountBalance } from '../ledger/account-balance';
import { moneyCarried, moneyIncome, moneyUsed } from './gift-accounts';

/** Money that was received for a purpose or carried over to it and is not used yet; true for as long as the purpose is locked. */
export async function moneyLeft(scope: ReadScope, purposeId: string): Promise<Fen> {
  let leftFen = 0n;
  for (const account of [moneyIncome, moneyUsed, moneyCarried])
    leftFen -= await accountBalance.within(scope, account(purposeId));
  return leftFen;
}

/** What goods that were sold brought to a purpose after their costs, in fen. */
export const soldForPurpose = ({ tx }: ReadScope, purposeId: string): Promise<Fen> =>
  selectSoldFen(tx, purposeId);
