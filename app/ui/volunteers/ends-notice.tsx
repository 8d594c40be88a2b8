import type { ReactNode } from 'react';
import { m } from '~/words/generated/messages';
import { Notice } from '../kit/notice';
import type { endsInWords } from './ends';

/** Licences and insurances of a volunteer that end soon or have ended; nothing where none does. */
export function EndsNotice({
  ends,
  children,
}: {
  ends: ReturnType<typeof endsInWords>;
  children?: ReactNode;
}) {
  if (ends.length === 0) return null;
  const over = ends.some((end) => end.over);
  return (
    <Notice tone={over ? 'late' : 'due'} title={over ? m.volunteers_ends_over() : m.volunteers_ends_soon()}>
      <ul>
        {ends.map(({ text }) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {children}
    </Notice>
  );
}
