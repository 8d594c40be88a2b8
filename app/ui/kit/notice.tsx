import type { ReactNode } from 'react';
import { Icon } from './icon';
import { type Tone, toneIcon } from './status';

/**
 * Something a person should know about the whole page. `live` announces it to a screen reader when it appears
 * after an action.
 */
export function Notice({
  tone,
  title,
  live,
  children,
}: {
  tone: Tone;
  title?: string;
  live?: boolean;
  children?: ReactNode;
}) {
  return (
    <div className={`notice tone-${tone}`} role={live ? (tone === 'late' ? 'alert' : 'status') : undefined}>
      <Icon name={toneIcon[tone]} />
      <div>
        {title ? <p className="notice-title">{title}</p> : null}
        {children}
      </div>
    </div>
  );
}
