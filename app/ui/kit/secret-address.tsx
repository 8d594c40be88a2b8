import { type ReactNode, useEffect, useRef, useState } from 'react';
import { m } from '~/words/generated/messages';
import { Notice } from './notice';
import { useScripted } from './scripted';

/**
 * An address with a secret, shown only now and as a whole, focused and ready to be copied; with script a button copies it. `label` says what it leads to, `children` how
 * long it holds and who may have it.
 */
export function SecretAddress({
  title,
  label,
  address,
  children,
}: {
  title: string;
  label: string;
  address: string | undefined;
  children: ReactNode;
}) {
  const input = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (!address) return;
    // In the next frame: a dialog in which it was asked for closes first, and gives the focus back to its button.
    const frame = requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.select();
    });
    return () => cancelAnimationFrame(frame);
  }, [address]);
  if (!address) return null;
  return (
    <Notice tone="ok" title={title} live>
      <p>
        <label>
          {label}
          <textarea ref={input} className="control control-address" readOnly rows={3} value={address} />
        </label>
      </p>
      <CopyButton key={address} copy={() => copyFrom(input.current)} />
      <p>{children}</p>
    </Notice>
  );
}

/** Puts what a field holds into the clipboard; where the browser does not let the page, it stays marked for the reader to copy. */
async function copyFrom(field: HTMLTextAreaElement | null): Promise<boolean> {
  if (!field) return false;
  field.focus();
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    // No clipboard without a secure address: the older way.
    return document.execCommand('copy');
  }
}

function CopyButton({ copy }: { copy: () => Promise<boolean> }) {
  const scripted = useScripted();
  const [copied, setCopied] = useState<boolean>();
  if (!scripted) return null;
  return (
    <p className="actions">
      <button type="button" className="button" onClick={() => void copy().then(setCopied)}>
        {m.kit_copy()}
      </button>
      <span role="status">{copied === undefined ? '' : copied ? m.kit_copied() : m.kit_copy_yourself()}</span>
    </p>
  );
}
