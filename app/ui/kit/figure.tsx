import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { Status, type Tone } from './status';

interface FigureProps {
  readonly label: string;
  /** Already formatted. */
  readonly value: string;
  /** The rows behind the number. */
  readonly to: string;
  /** What is counted, on which date, from which source. */
  readonly note?: ReactNode;
  /** Whether it is as it should be, in words. */
  readonly state?: { readonly tone: Tone; readonly words: string };
  /** A meter or a small chart. */
  readonly children?: ReactNode;
}

/** A number that opens the rows behind it. */
export function Figure({ label, value, to, note, state, children }: FigureProps) {
  return (
    <Link to={to} className="figure">
      <span className="figure-label">{label}</span>
      <span className="figure-value">{value}</span>
      {state ? <Status tone={state.tone}>{state.words}</Status> : null}
      {children}
      {note ? <span className="quiet figure-note">{note}</span> : null}
    </Link>
  );
}

/** Figures beside each other. */
export const Figures = ({ children }: { children: ReactNode }) => <div className="figures">{children}</div>;
