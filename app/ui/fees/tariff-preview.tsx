import { Link } from '@remix-run/react';
import type { TariffPreview as Preview } from '~/domain/fees/preview-prices';
import { m } from '~/words/generated/messages';
import { formatDate, formatDifference, formatMoney, formatMonth, formatNumber } from '../kit/format';
import { Section } from '../kit/page';
import { Table } from '../kit/table';

/** Residents of a preview that a page lists; the sums are those of all. */
const SHOWN = 200;

/** Whose bill a proposed fee changes, for a whole month: all of them counted, the first ones by name. */
export function TariffPreview({ preview }: { preview: Preview }) {
  const { on, month, beforeFen, afterFen, bills } = preview;
  const each = beforeFen === null ? null : afterFen - beforeFen;
  return (
    <Section title={m.fees_preview_title()}>
      {bills.length === 0 ? (
        <p>{m.fees_preview_nobody({ on: formatDate(on) })}</p>
      ) : (
        <>
          <p>
            {each === null
              ? m.fees_preview_first({ count: formatNumber(bills.length), fee: formatMoney(afterFen) })
              : m.fees_preview_sum({
                  count: formatNumber(bills.length),
                  before: formatMoney(beforeFen ?? 0n),
                  after: formatMoney(afterFen),
                  each: formatDifference(each),
                  all: formatDifference(each * BigInt(bills.length)),
                })}{' '}
            {m.fees_preview_basis({ month: formatMonth(month), on: formatDate(on) })}
          </p>
          <Table
            caption={m.fees_preview_title()}
            rows={bills.slice(0, SHOWN)}
            rowKey={(row) => row.personId}
            empty=""
            columns={[
              {
                key: 'name',
                title: m.fees_resident(),
                heading: true,
                cell: (row) => <Link to={`/accounts/${row.personId}`}>{row.personName}</Link>,
              },
              {
                key: 'before',
                title: m.fees_preview_own_before(),
                numeric: true,
                cell: (row) =>
                  row.ownBeforeFen === null ? m.kit_empty_value() : formatMoney(row.ownBeforeFen),
              },
              {
                key: 'after',
                title: m.fees_preview_own_after(),
                numeric: true,
                cell: (row) => formatMoney(row.ownAfterFen),
              },
              {
                key: 'difference',
                title: m.fees_preview_own_difference(),
                numeric: true,
                cell: (row) =>
                  row.ownBeforeFen === null
                    ? m.kit_empty_value()
                    : formatDifference(row.ownAfterFen - row.ownBeforeFen),
              },
            ]}
          />
          {bills.length > SHOWN ? (
            <p className="quiet">
              {m.fees_preview_more({ shown: formatNumber(SHOWN), count: formatNumber(bills.length) })}
            </p>
          ) : null}
        </>
      )}
    </Section>
  );
}
