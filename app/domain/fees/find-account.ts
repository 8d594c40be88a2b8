import { selectMovementsOf, selectProposedMovements } from '#db/queries/account-movements';
import { selectOnlinePayments } from '#db/queries/bill-payments';
import { type ReadScope, read } from '../audit/use-case';
import type { Fen } from '../kernel/money';
import { PAGE_LIMIT } from '../kernel/paging';
import type { PlainDate } from '../kernel/plain-date';
import { accountBalance } from '../ledger/account-balance';
import { type Account, residentDeposit } from '../ledger/chart';
import { listOrdersById, refundableOf } from '../payments/find-order';
import type { ProviderName } from '../payments/payment.rules';
import { receivableOf } from './receivables';
import { arrangedPayers } from './share.rules';

const balanceOf = (scope: ReadScope, { code, subject }: Account) =>
  accountBalance.within(scope, { code, subject });

/** What is held for a resident: what they owe (below zero: paid ahead), what was paid ahead, and the deposit. Fen. */
export async function heldFor(
  scope: ReadScope,
  personId: string,
): Promise<{ balanceFen: Fen; creditFen: Fen; depositFen: Fen }> {
  const balanceFen = await balanceOf(scope, receivableOf('resident', personId));
  const depositFen = -(await balanceOf(scope, residentDeposit(personId)));
  return { balanceFen, creditFen: balanceFen < 0n ? -balanceFen : 0n, depositFen };
}

/** Online money of a resident that can go back the way it came. */
export interface OnlineMoney {
  readonly orderId: string;
  readonly provider: ProviderName;
  readonly receivedOn: PlainDate;
  readonly amountFen: Fen;
  /** What did not go back and is not asked back either. */
  readonly leftFen: Fen;
}

/** Online payments shown to choose from. */
const ONLINE_SHOWN = 24;

export async function onlineMoneyOf(scope: ReadScope, personId: string): Promise<OnlineMoney[]> {
  const rows = await selectOnlinePayments(scope.tx, personId, ONLINE_SHOWN);
  const ids = rows.flatMap(({ orderId }) => orderId ?? []);
  const orders = await listOrdersById.within(scope, { ids });
  const left = await refundableOf.within(scope, { orders });
  return rows.flatMap(({ orderId, receivedOn }) => {
    const order = orders.find(({ id }) => id === orderId);
    const leftFen = left.get(orderId ?? '') ?? 0n;
    if (!order || leftFen <= 0n) return [];
    return [{ orderId: order.id, provider: order.provider, receivedOn, amountFen: order.amountFen, leftFen }];
  });
}

/** A resident's account: what is owed, held and owed by others, and what moved beside the payments of bills. */
export const findAccount = read('fees.view', async (scope, { personId }: { personId: string }) => {
  const held = await heldFor(scope, personId);
  const others: { payer: (typeof arrangedPayers)[number]; owedFen: Fen }[] = [];
  for (const payer of arrangedPayers)
    others.push({ payer, owedFen: await balanceOf(scope, receivableOf(payer, personId)) });
  return {
    ...held,
    others: others.filter(({ owedFen }) => owedFen !== 0n),
    online: await onlineMoneyOf(scope, personId),
    movements: await selectMovementsOf(scope.tx, personId, PAGE_LIMIT),
  };
});

/** Payouts that wait for a second person, the oldest first. */
export const listProposedPayouts = read('fees.view', async ({ tx }, _: Record<string, never> = {}) =>
  selectProposedMovements(tx, PAGE_LIMIT),
);
