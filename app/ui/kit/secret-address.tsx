import { type ReactNode, useEffect, useRef } from 'react';
import { Notice } from './notice';

/**
 * An address with a secret, shown only now, focused and ready to be copied. `label` says what it leads to, `children` how
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
  const input = useRef<HTMLInputElement>(null);
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
          <input ref={input} className="control" readOnly value={address} />
        </label>
      </p>
      <p>{children}</p>
    </Notice>
  );
}
