import { Link } from '@remix-run/react';
import { m } from '~/words/generated/messages';
import { formatMoney, formatNumber } from '../kit/format';
import { Notice } from '../kit/notice';
import { Section } from '../kit/page';
import { Table } from '../kit/table';
import { gradeLabel } from '../standards/labels';

/** A fee that a standard would push out of its band; `why` in the reader's words. */
interface FeeOutside {
  readonly tariffId: string;
  readonly grade: string;
  readonly monthlyFeeFen: bigint;
  readonly residents: number;
  readonly why: readonly string[];
}

/** What a proposed standard means for the fees in force. */
export function FeesOutside({ fees }: { fees: readonly FeeOutside[] }) {
  return (
    <Section title={m.fees_preview_standard_title()}>
      {fees.length === 0 ? (
        <Notice tone="ok">
          <p>{m.fees_preview_standard_fine()}</p>
        </Notice>
      ) : (
        <>
          <Notice tone="late">
            <p>{m.fees_preview_standard_outside()}</p>
          </Notice>
          <Table
            caption={m.fees_preview_standard_title()}
            rows={fees}
            rowKey={(fee) => fee.tariffId}
            empty=""
            columns={[
              {
                key: 'grade',
                title: m.fees_grade(),
                heading: true,
                cell: (fee) => <Link to={`/tariffs/${fee.tariffId}`}>{gradeLabel(fee.grade)}</Link>,
              },
              {
                key: 'fee',
                title: m.fees_monthly(),
                numeric: true,
                cell: (fee) => formatMoney(fee.monthlyFeeFen),
              },
              {
                key: 'residents',
                title: m.fees_preview_residents(),
                numeric: true,
                cell: (fee) => formatNumber(fee.residents),
              },
              { key: 'why', title: m.fees_preview_why(), cell: (fee) => fee.why.join(' ') },
            ]}
          />
        </>
      )}
    </Section>
  );
}
