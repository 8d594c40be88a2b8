import type { VerifiableReceipt } from '~/domain/receipts/list-receipts';
import { standingOf } from '~/domain/receipts/receipt.rules';
import { m } from '~/words/generated/messages';
import { formatDate } from '../kit/format';
import { Notice } from '../kit/notice';
import { Section } from '../kit/page';
import { ReceiptFacts, ReceiptLinesTable } from './receipt-facts';

const endedWords = {
  valid: m.receipts_verify_valid,
  voided: m.receipts_verify_void,
  reversed: m.receipts_verify_reversed,
};

/** A receipt as whoever holds the paper may check it: what stands on it, and whether it still holds. */
export function VerifiedReceipt({ receipt, demo }: { receipt: VerifiableReceipt; demo: boolean }) {
  return (
    <>
      {demo ? <Notice tone="demo" title={m.kit_demo_data()} /> : null}
      {receipt.voidedOn === null ? (
        <Notice tone="ok" title={m.receipts_verify_valid()} />
      ) : (
        <Notice tone="late" title={endedWords[standingOf(receipt)]({ on: formatDate(receipt.voidedOn) })}>
          {receipt.replaced ? <p>{m.receipts_verify_replaced()}</p> : null}
          <p>{m.receipts_verify_void_text()}</p>
        </Notice>
      )}
      <Section title={m.receipts_verify_paper()}>
        <ReceiptFacts receipt={receipt} />
        <ReceiptLinesTable receipt={receipt} />
      </Section>
    </>
  );
}
