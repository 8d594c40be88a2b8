import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { m } from '~/words/generated/messages';

interface PageProps {
  readonly title: string;
  /** One sentence under the title: what this page is for, or whose it is. */
  readonly lead?: ReactNode;
  /** State of the whole record, beside the title. */
  readonly status?: ReactNode;
  /** The pages above this one, outermost first. */
  readonly above?: readonly { readonly to: string; readonly label: string }[];
  /** Links and buttons for what one does here. */
  readonly actions?: ReactNode;
  /** For forms and reading: a shorter line. */
  readonly narrow?: boolean;
  /** Name of the viewer, printed across each sheet; for pages with personal data. */
  readonly watermark?: string;
  readonly children: ReactNode;
}

/** One page inside the frame: where it lies, its title, what one can do, and its content. */
export function Page({ title, lead, status, above = [], actions, narrow, watermark, children }: PageProps) {
  return (
    <div
      className={narrow ? 'page page-narrow' : 'page'}
      data-watermark={watermark ? m.kit_printed_by({ name: watermark }) : undefined}
    >
      {above.length > 0 ? (
        <nav className="breadcrumb" aria-label={m.kit_breadcrumb()}>
          <ol>
            {above.map((place) => (
              <li key={place.to}>
                <Link to={place.to}>{place.label}</Link>
              </li>
            ))}
            <li aria-current="page">{title}</li>
          </ol>
        </nav>
      ) : null}
      <div className="page-head">
        <div>
          <h1>
            {title} {status}
          </h1>
          {lead ? <p>{lead}</p> : null}
        </div>
        {actions ? <div className="actions">{actions}</div> : null}
      </div>
      <div className="page-body">{children}</div>
    </div>
  );
}

/** A part of a page under its own heading, on a sheet. */
export function Section({
  title,
  actions,
  children,
}: {
  title?: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="card section">
      {title || actions ? (
        <div className="section-head">
          {title ? <h2>{title}</h2> : null}
          {actions ? <div className="actions">{actions}</div> : null}
        </div>
      ) : null}
      {children}
    </section>
  );
}

/** A link that looks like a button, for going where something is done. */
export function ButtonLink({ to, main, children }: { to: string; main?: boolean; children: ReactNode }) {
  return (
    <Link className={main ? 'button button-main' : 'button'} to={to}>
      {children}
    </Link>
  );
}
