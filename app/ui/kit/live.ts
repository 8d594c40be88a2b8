import { useRevalidator } from '@remix-run/react';
import { useEffect, useRef } from 'react';

/** How soon a stream that was refused is asked for again; one that was lost comes back by itself. */
const AGAIN_MS = 20_000;

/** Where to listen, and the number of the newest change that the page knows. */
export interface Live {
  readonly path: string;
  readonly after: number;
}

/**
 * Loads what a page shows anew whenever the server says at `live.path` that it has changed. Only while the page is looked at:
 * a browser has few connections to one server, and whoever comes back sees the newest first. Without script, or when no
 * stream can be had, the page stays as it was loaded. `changed` runs just before loading anew.
 */
export function useLive(live: Live | undefined, changed: () => void = () => {}): void {
  const path = live?.path;
  const after = useRef(0);
  after.current = live?.after ?? 0;
  const { revalidate, state } = useRevalidator();
  const busy = useRef(false);
  const again = useRef(false);
  busy.current = state !== 'idle';
  const told = useRef(changed);
  told.current = changed;

  useEffect(() => {
    if (state === 'idle' && again.current) {
      again.current = false;
      told.current();
      revalidate();
    }
  }, [state, revalidate]);

  useEffect(() => {
    if (!path || typeof EventSource === 'undefined') return;
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      if (busy.current) again.current = true;
      else {
        told.current();
        revalidate();
      }
    };
    const open = () => {
      clearTimeout(timer);
      source?.close();
      source = undefined;
      if (document.visibilityState !== 'visible') return;
      const stream = new EventSource(`${path}?after=${after.current}`);
      source = stream;
      stream.addEventListener('changed', refresh);
      stream.addEventListener('error', () => {
        if (stream.readyState === EventSource.CLOSED) timer = setTimeout(open, AGAIN_MS);
      });
    };
    open();
    document.addEventListener('visibilitychange', open);
    return () => {
      document.removeEventListener('visibilitychange', open);
      clearTimeout(timer);
      source?.close();
    };
  }, [path, revalidate]);
}
