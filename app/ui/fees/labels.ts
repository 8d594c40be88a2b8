import type { InvoiceState } from '~/domain/fees/invoice.rules';
import type { Payer } from '~/domain/fees/share.rules';
import type { Tone } from '~/ui/kit/status';
import { m } from '~/words/generated/messages';

export const invoiceStateLabel: Record<InvoiceState, () => string> = {
  open: m.fees_state_open,
  part: m.fees_state_part,
  paid: m.fees_state_paid,
  credit: m.fees_state_credit,
};

export const invoiceStateTone: Record<InvoiceState, Tone> = {
  open: 'due',
  part: 'due',
  paid: 'ok',
  credit: 'info',
};

export const methodLabel: Record<'cash' | 'transfer', () => string> = {
  cash: m.fees_method_cash,
  transfer: m.fees_method_transfer,
};

/** Who pays a share of a bill. */
export const payerLabel: Record<Payer, () => string> = {
  resident: m.fees_payer_resident,
  'public-support': m.fees_payer_public_support,
  subsidy: m.fees_payer_subsidy,
  insurance: m.fees_payer_insurance,
  'donated-relief': m.fees_payer_donated_relief,
};
