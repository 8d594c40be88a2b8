import { Link, useLocation } from '@remix-run/react';
import type { Key, ReactNode } from 'react';
import { m } from '~/words/generated/messages';
import { Icon } from './icon';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand right, under each other. */
  readonly numeric?: boolean;
  /** The list can be ordered by it; the loader reads `?sort=key` or `?sort=-key`. */
  readonly sortable?: boolean;
  /** What the row is called: the first line of its card on a telephone. Usually a link. */
  readonly heading?: boolean;
}

/** Roles said once more, because the card layout takes them away from the elements in some browsers. */
const aloud = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  rowheader: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;

interface TableProps<Row> {
  /** Names the table for those who do not see what stands above it. */
  readonly caption: string;
  readonly captionShown?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => Key;
  /** As in the address: `name`, or `-name` for descending. */
  readonly sort?: string | null;
  /** Cursor of the next page, from the read. The loader reads `?after=`. */
  readonly next?: string;
  /** Said when there is no row; with what to do about it where that helps. */
  readonly empty: ReactNode;
  /** Sums under the columns, by column key. */
  readonly totals?: Readonly<Record<string, ReactNode>>;
}

/** Rows of one kind. Below tablet width each row becomes a card with its headings beside the values. */
export function Table<Row>({
  caption,
  captionShown,
  columns,
  rows,
  rowKey,
  sort,
  next,
  empty,
  totals,
}: TableProps<Row>) {
  if (rows.length === 0) return <div className="table-empty">{empty}</div>;
  return (
    <>
      <div className="table-wrap">
        <table {...aloud.table} className="table">
          <caption className={captionShown ? undefined : 'sr-only'}>{caption}</caption>
          <thead {...aloud.rowgroup}>
            <tr {...aloud.row}>
              {columns.map((column) => (
                <Heading key={column.key} column={column} sort={sort} />
              ))}
            </tr>
          </thead>
          <tbody {...aloud.rowgroup}>
            {rows.map((row) => (
              <tr {...aloud.row} key={rowKey(row)}>
                {columns.map((column) => (
                  <Cell key={column.key} column={column}>
                    {column.cell(row)}
                  </Cell>
                ))}
              </tr>
            ))}
          </tbody>
          {totals ? (
            <tfoot {...aloud.rowgroup}>
              <tr {...aloud.row}>
                {columns.map((column) => (
                  <Cell key={column.key} column={totals[column.key] ? column : { ...column, heading: false }}>
                    {totals[column.key]}
                  </Cell>
                ))}
              </tr>
            </tfoot>
          ) : null}
        </table>
      </div>
      <Paging next={next} />
    </>
  );
}

function Cell<Row>({ column, children }: { column: Column<Row>; children: ReactNode }) {
  const className = [column.numeric ? 'numeric' : '', column.heading ? 'cell-heading' : '']
    .filter(Boolean)
    .join(' ');
  return column.heading ? (
    <th {...aloud.rowheader} scope="row" className={className}>
      {children}
    </th>
  ) : (
    <td {...aloud.cell} data-title={column.title} className={className || undefined}>
      {children}
    </td>
  );
}

function Heading<Row>({ column, sort }: { column: Column<Row>; sort?: string | null }) {
  const up = sort === column.key;
  const down = sort === `-${column.key}`;
  return (
    <th
      {...aloud.columnheader}
      scope="col"
      className={column.numeric ? 'numeric' : undefined}
      aria-sort={up ? 'ascending' : down ? 'descending' : undefined}
    >
      {column.sortable ? (
        <ParamLink name="sort" value={up ? `-${column.key}` : column.key} without="after">
          {column.title}
          {up || down ? <Icon name={up ? 'up' : 'down'} /> : null}
        </ParamLink>
      ) : (
        column.title
      )}
    </th>
  );
}

/** Leads on to the next part of a list, and back to its beginning. */
export function Paging({ next }: { next?: string }) {
  const { search } = useLocation();
  const onward = new URLSearchParams(search).has('after');
  if (!next && !onward) return null;
  return (
    <nav className="actions paging" aria-label={m.kit_paging()}>
      {onward ? (
        <ParamLink name="after" className="button">
          <Icon name="back" />
          {m.kit_first_page()}
        </ParamLink>
      ) : null}
      {next ? (
        <ParamLink name="after" value={next} className="button">
          {m.kit_next_page()}
          <Icon name="next" />
        </ParamLink>
      ) : null}
    </nav>
  );
}

interface ParamLinkProps {
  name: string;
  /** Absent: takes the parameter away. */
  value?: string;
  /** A parameter that has no sense any more after the change. */
  without?: string;
  className?: string;
  children: ReactNode;
}

/** A link to this page with one parameter of its address changed. */
export function ParamLink({ name, value, without, className, children }: ParamLinkProps) {
  const { pathname, search } = useLocation();
  const params = new URLSearchParams(search);
  if (without) params.delete(without);
  if (value === undefined) params.delete(name);
  else params.set(name, value);
  return (
    <Link className={className} to={{ pathname, search: params.toString() }}>
      {children}
    </Link>
  );
}
