import { Link } from '@remix-run/react';
import { m } from '~/words/generated/messages';
import { subjectLabel } from './subjects';

interface Shown {
  readonly subjectType: string;
  readonly subjectId: string;
  readonly data: unknown;
  /** The record's page, for who may see it. */
  readonly to?: string;
}

/** Which record, and what the event says of it. */
export function EventData({ event: { subjectType, subjectId, data, to } }: { event: Shown }) {
  const facts = Object.entries((data ?? {}) as Record<string, unknown>).filter(([, value]) => value !== null);
  return (
    <details>
      <summary>
        {subjectLabel(subjectType)} <code>{subjectId.slice(-8)}</code>
      </summary>
      <p>
        {to ? <Link to={to}>{m.audit_open_record()}</Link> : null} <code>{subjectId}</code>
      </p>
      {facts.length > 0 ? (
        <dl>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </details>
  );
}
