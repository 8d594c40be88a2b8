import type { InvoiceState } from '~/domain/fees/invoice.rules';
import { m } from '~/words/generated/messages';
import { Status } from '../kit/status';
import { invoiceStateLabel, invoiceStateTone } from './labels';

/** Where a bill stands; past its due date that counts more than anything else. */
export function InvoiceStatus({ state, overdue }: { state: InvoiceState; overdue?: boolean }) {
  if (overdue) return <Status tone="late">{m.fees_state_overdue()}</Status>;
  return <Status tone={invoiceStateTone[state]}>{invoiceStateLabel[state]()}</Status>;
}
