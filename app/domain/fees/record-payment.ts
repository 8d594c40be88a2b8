import { z } from 'zod';
import { newId } from '#db/new-id';
import { selectInvoice } from '#db/queries/invoices';
import { useCase } from '../audit/use-case';
import { civilDate, moneyAmount } from '../kernel/inputs';
import { yuanText } from '../kernel/money';
import type { PlainDate } from '../kernel/plain-date';
import { accept, refusal, refuse } from '../kernel/refusals';
import { bookPayments } from './book-payments';

const twice = refusal('FEES.PAYMENT_TWICE', { field: 'paymentId' });

const laterProblems = (receivedOn: PlainDate | undefined, today: PlainDate) =>
  receivedOn && receivedOn > today
    ? [refusal('FEES.RECEIVED_LATER', { field: 'receivedOn', params: { today } })]
    : [];

/**
 * Records cash for a bill. The money is the resident's account's: what a bill leaves over pays older ones or stays as
 * credit for the next. Refuses FEES.INVOICE_UNKNOWN, FEES.RECEIVED_LATER for a day to come, and FEES.PAYMENT_TWICE when
 * the same form is sent again (`paymentId` is given with the form). More than the bill leaves open is refused with
 * FEES.MORE_THAN_OPEN, which gives the difference in fen, unless it is `surplus`: meant so.
 */
export const recordPayment = useCase({
  permission: 'fees.record-payment',
  input: z.object({
    invoiceId: z.uuid(),
    paymentId: z.uuid().optional(),
    /** Yuan as text, or fen. */
    amountFen: moneyAmount('FEES.AMOUNT'),
    receivedOn: civilDate('FEES.RECEIVED_ON'),
    payerName: z.string({ error: 'FEES.PAYER' }).trim().min(1, 'FEES.PAYER').max(100),
    note: z.string().trim().max(300).optional(),
    /** What is above the open amount of the bill is meant to pay older bills or to stay as credit. */
    surplus: z.boolean().default(false),
  }),
  constraints: { payments_pk: twice },
  known: ({ today }, { receivedOn }) => laterProblems(receivedOn, today),
  async run(scope, { invoiceId, paymentId = newId(), amountFen, receivedOn, payerName, note, surplus }) {
    const invoice = await selectInvoice(scope.tx, { id: invoiceId });
    if (!invoice) return refuse(refusal('FEES.INVOICE_UNKNOWN', { field: 'invoiceId' }));
    const problems = laterProblems(receivedOn, scope.today);
    const moreFen = amountFen - invoice.openFen;
    if (moreFen > 0n && !surplus)
      problems.push(
        refusal('FEES.MORE_THAN_OPEN', { field: 'surplus', params: { more: yuanText(moreFen) } }),
      );
    if (problems.length > 0) return refuse(...problems);

    const payment = {
      id: paymentId,
      invoice,
      method: 'cash' as const,
      amountFen,
      receivedOn,
      payerName,
      note,
    };
    const booked = await bookPayments(scope, [payment]);
    if (!booked.ok) return booked;
    return accept({ paymentId });
  },
});
