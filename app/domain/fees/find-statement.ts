import { type PaymentRow, selectPayments } from '#db/queries/bill-payments';
import {
  type InvoiceRow,
  type ShareRow,
  type StatementGroup,
  selectCharges,
  selectInvoice,
  selectShares,
  selectStatementGroups,
} from '#db/queries/invoices';
import { type ReadScope, read } from '../audit/use-case';
import type { Fen } from '../kernel/money';
import type { PlainDate } from '../kernel/plain-date';
import { accountBalance } from '../ledger/account-balance';
import { residentReceivable } from '../ledger/chart';
import { type InvoiceState, invoiceState } from './invoice.rules';

/** Payments that a statement shows. */
const PAYMENTS_SHOWN = 24;

/** A bill as a family reads it: what it is made of, what was paid, and what the account owes today. */
export interface Statement extends InvoiceRow {
  readonly state: InvoiceState;
  readonly groups: readonly StatementGroup[];
  readonly shares: readonly ShareRow[];
  /** Payments of the resident, newest first. */
  readonly payments: readonly PaymentRow[];
  /** What the resident owes over all bills; below zero it is paid ahead. */
  readonly balanceFen: Fen;
  readonly asOf: PlainDate;
}

async function statementOf(scope: ReadScope, invoice: InvoiceRow): Promise<Statement> {
  const { tx, today } = scope;
  const { code, subject } = residentReceivable(invoice.personId);
  return {
    ...invoice,
    state: invoiceState(invoice),
    groups: await selectStatementGroups(tx, invoice.id),
    shares: await selectShares(tx, invoice.id),
    payments: await selectPayments(tx, { personId: invoice.personId, limit: PAYMENTS_SHOWN }),
    balanceFen: await accountBalance.within(scope, { code, subject }),
    asOf: today,
  };
}

/** The statement of a bill, or undefined. */
export const findStatement = read(
  'fees.view',
  async (scope, { id }: { id: string }): Promise<Statement | undefined> => {
    const invoice = await selectInvoice(scope.tx, { id });
    return invoice && statementOf(scope, invoice);
  },
);

/** The statement of a bill of the resident for whom a family account acts; undefined for anybody else's. */
export const findOwnStatement = read(
  'fees.view-own',
  async (scope, { id }: { id: string }): Promise<Statement | undefined> => {
    const invoice = await selectInvoice(scope.tx, { id });
    return invoice && invoice.personId === scope.actor.personId ? statementOf(scope, invoice) : undefined;
  },
);

/** The single days of a bill, in order. */
export const listCharges = read('fees.view', async ({ tx }, { invoiceId }: { invoiceId: string }) =>
  selectCharges(tx, invoiceId),
);
