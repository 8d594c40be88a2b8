import { useLocation, useRevalidator } from '@remix-run/react';
import { type ReactNode, useEffect, useRef } from 'react';
import { m } from '~/words/generated/messages';
import { formatNumber } from './format';

/** How far something has come. `total` unknown: only that it goes on. */
export function Progress({ label, done, total }: { label: string; done: number; total?: number }) {
  return (
    <div className="progress">
      <div className="progress-words">
        <span>{label}</span>
        <span className="numeric">
          {total === undefined ? m.kit_working() : `${formatNumber(done)} / ${formatNumber(total)}`}
        </span>
      </div>
      <progress aria-label={label} value={total === undefined ? undefined : done} max={total || 1} />
    </div>
  );
}

/**
 * Asks for fresh data while long work goes on, `minutes` at most from when the page begins to; without script the page offers to be
 * loaded again, or `withoutScript` says how.
 */
export function KeepFresh({
  seconds = 2,
  minutes = Number.POSITIVE_INFINITY,
  withoutScript,
}: {
  seconds?: number;
  minutes?: number;
  withoutScript?: ReactNode;
}) {
  const { revalidate, state } = useRevalidator();
  const { pathname, search } = useLocation();
  const begun = useRef(0);
  useEffect(() => {
    begun.current ||= Date.now();
    if (state !== 'idle' || Date.now() - begun.current > minutes * 60_000) return;
    const timer = setTimeout(() => {
      if (document.visibilityState === 'visible') revalidate();
    }, seconds * 1000);
    return () => clearTimeout(timer);
  }, [revalidate, state, seconds, minutes]);
  return (
    <noscript>
      {withoutScript ?? (
        <a className="button" href={pathname + search}>
          {m.kit_refresh()}
        </a>
      )}
    </noscript>
  );
}
