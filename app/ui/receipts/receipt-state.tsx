import { m } from '~/words/generated/messages';
import { Status } from '../kit/status';

/** Whether a receipt still holds. */
export const ReceiptState = ({ voidedOn }: { voidedOn: string | null }) =>
  voidedOn === null ? (
    <Status tone="ok">{m.receipts_valid()}</Status>
  ) : (
    <Status tone="late">{m.receipts_voided()}</Status>
  );
