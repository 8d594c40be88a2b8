import { m } from '~/words/generated/messages';

/** Kinds of receipts, marked so that nobody takes our own for a fiscal one. */
export const receiptKindLabel = {
  donation_acknowledgement: m.receipts_kind_donation_acknowledgement,
  fiscal_receipt: m.receipts_kind_fiscal_receipt,
};
