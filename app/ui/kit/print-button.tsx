import { useEffect, useState } from 'react';
import { m } from '~/words/generated/messages';
import { Icon } from './icon';

/** Prints the page. Appears only where script runs, because without it the browser's own menu does the same. */
export function PrintButton() {
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  return ready ? (
    <button type="button" className="button" onClick={() => window.print()}>
      <Icon name="print" />
      {m.kit_print()}
    </button>
  ) : null;
}
