import { DescriptionList } from '~/ui/kit/description-list';
import { formatEmpty, formatNumber } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

/** One refused row: its number in the spreadsheet, the column concerned where there is one, and every reason in words. */
export interface RefusedLine {
  readonly row: number;
  readonly column: string;
  readonly message: string;
}

/** What became of a spreadsheet, in words of the reader's language. */
export interface Outcome {
  readonly fileName: string;
  readonly dryRun: boolean;
  readonly rows: number;
  readonly accepted: number;
  readonly unchanged: number;
  readonly refused: number;
  /** Every taken row by its number in the spreadsheet, neighbours as one range. */
  readonly takenRows: readonly string[];
  /** What has to be known before it is taken. */
  readonly warnings: readonly string[];
  /** At most as many as a page can show. */
  readonly lines: readonly RefusedLine[];
}

/** The report of an import: the sums, then a line per refused row. */
export function ImportOutcome({ outcome }: { outcome: Outcome }) {
  const { fileName, dryRun, rows, accepted, unchanged, refused, takenRows, warnings, lines } = outcome;
  const tone = refused > 0 ? 'due' : 'ok';
  return (
    <>
      <Notice tone={tone} title={dryRun ? m.imports_tried({ fileName }) : m.imports_done({ fileName })} live>
        {dryRun ? m.imports_tried_hint() : m.imports_done_hint()}
      </Notice>
      {warnings.length > 0 ? (
        <Notice tone="late" title={m.imports_warned()}>
          {warnings.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Notice>
      ) : null}
      <Section>
        <DescriptionList
          items={[
            { term: m.imports_rows(), value: formatNumber(rows) },
            { term: dryRun ? m.imports_would_take() : m.imports_taken(), value: formatNumber(accepted) },
            { term: m.imports_unchanged(), value: formatNumber(unchanged) },
            { term: m.imports_refused(), value: formatNumber(refused) },
            {
              term: dryRun ? m.imports_would_take_rows() : m.imports_taken_rows(),
              value: takenRows.join(m.imports_between_columns()) || formatEmpty(),
            },
          ]}
        />
      </Section>
      {refused > 0 ? (
        <Section title={m.imports_refused_rows()}>
          {refused > lines.length ? (
            <p className="quiet">{m.imports_first_lines({ count: lines.length })}</p>
          ) : null}
          <Table
            caption={m.imports_refused_rows()}
            rows={lines}
            rowKey={(line) => line.row}
            empty={null}
            columns={[
              {
                key: 'row',
                title: m.imports_row(),
                heading: true,
                cell: (line) => (
                  <span className="whitespace-nowrap">{m.imports_row_number({ row: line.row })}</span>
                ),
              },
              { key: 'column', title: m.imports_column(), cell: (line) => line.column || formatEmpty() },
              { key: 'message', title: m.imports_reason(), cell: (line) => line.message },
            ]}
          />
        </Section>
      ) : null}
    </>
  );
}
