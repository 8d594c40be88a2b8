import { m } from '~/words/generated/messages';
import { Notice } from '../kit/notice';
import { Section } from '../kit/page';
import type { CheckedPaper } from './paper-fields';
import { PaperFacts } from './receipt-facts';

/** A receipt as whoever holds the paper may check it: what stands on it, and whether it still holds. */
export function VerifiedReceipt({ checked, demo }: { checked: CheckedPaper; demo: boolean }) {
  const { paper, ended, replaced } = checked;
  return (
    <>
      {demo ? <Notice tone="demo" title={m.kit_demo_data()} /> : null}
      {ended === null ? (
        <Notice tone="ok" title={m.receipts_verify_valid()} />
      ) : (
        <Notice tone="late" title={ended}>
          {replaced ? <p>{m.receipts_verify_replaced()}</p> : null}
          <p>{m.receipts_verify_void_text()}</p>
        </Notice>
      )}
      <Section title={m.receipts_verify_paper()}>
        <PaperFacts paper={paper} />
      </Section>
    </>
  );
}
