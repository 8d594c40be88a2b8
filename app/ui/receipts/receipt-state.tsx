import { standingOf } from '~/domain/receipts/receipt.rules';
import { m } from '~/words/generated/messages';
import { Status } from '../kit/status';

const words = { voided: m.receipts_voided, reversed: m.receipts_reversed };

/** Whether a receipt still holds, and whether another one has taken its place. */
export function ReceiptState({
  receipt,
}: {
  receipt: Parameters<typeof standingOf>[0] & {
    readonly replacedById?: string | null;
    readonly reversalAskedAt?: Date | null;
  };
}) {
  const standing = standingOf(receipt);
  if (standing !== 'valid')
    return (
      <span className="inline-flex flex-wrap gap-2">
        <Status tone="late">{words[standing]()}</Status>
        {receipt.replacedById ? <Status tone="stopped">{m.receipts_replaced()}</Status> : null}
      </span>
    );
  return receipt.reversalAskedAt ? (
    <Status tone="due">{m.receipts_reversal_waits()}</Status>
  ) : (
    <Status tone="ok">{m.receipts_valid()}</Status>
  );
}
