import { m } from '~/words/generated/messages';
import { DescriptionList } from '../kit/description-list';
import { Table } from '../kit/table';
import type { PaperField, ReceiptPaper } from './paper-fields';

const items = (fields: readonly PaperField[]) => fields.map(([term, value]) => ({ term, value }));

/** How many columns at the end of a line are numbers: how many, the price of one, the amount. */
const NUMBERS = 3;

/** All that stands on the paper of a receipt, in its order, and no more. */
export function PaperFacts({ paper }: { paper: ReceiptPaper }) {
  const { title, mark, head, headings, rows, total, facts, note } = paper;
  const [last] = headings.slice(-1);
  return (
    <>
      <p>
        <strong>{title}</strong>
      </p>
      {mark ? <p>{mark}</p> : null}
      <DescriptionList items={items(head)} />
      <Table
        caption={m.receipts_lines()}
        rows={rows.map((cells, line) => ({ line, cells }))}
        rowKey={({ line }) => line}
        empty={m.receipts_lines_none()}
        columns={headings.map((heading, column) => ({
          key: heading,
          title: heading,
          heading: column === 0,
          numeric: column >= headings.length - NUMBERS,
          cell: ({ cells }: { cells: readonly string[] }) => cells[column],
        }))}
        totals={{ [headings[0] ?? '']: total[0], [last ?? '']: total[1] }}
      />
      <DescriptionList items={items(facts)} />
      <p className="quiet">{note}</p>
    </>
  );
}
