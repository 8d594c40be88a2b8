import type { ReactNode } from 'react';
import { formatEmpty } from './format';

export interface Description {
  readonly term: string;
  /** Nothing known reads as a dash. */
  readonly value: ReactNode;
}

/** Facts about one record: what it is called on the left, what it is on the right. */
export function DescriptionList({ items }: { items: readonly Description[] }) {
  return (
    <dl className="descriptions">
      {items.map(({ term, value }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value === null || value === undefined || value === '' ? formatEmpty() : value}</dd>
        </div>
      ))}
    </dl>
  );
}
