interface Shown {
  readonly subjectType: string;
  readonly subjectId: string;
  readonly data: unknown;
}

/** Which record, and what the event says of it. */
export function EventData({ event: { subjectType, subjectId, data } }: { event: Shown }) {
  const facts = Object.entries((data ?? {}) as Record<string, unknown>).filter(([, value]) => value !== null);
  return (
    <details>
      <summary>
        {subjectType} <code>{subjectId.slice(-8)}</code>
      </summary>
      <p>
        <code>{subjectId}</code>
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
