import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { SIGNATURE_BOX } from '~/domain/assessments/signature.rules';
import { Icon } from '~/ui/kit/icon';
import { m } from '~/words/generated/messages';

const { width, height } = SIGNATURE_BOX;

/** Points closer than this to the last one say nothing new. */
const LEAST_STEP = 3;

/** A drawn signature as it was written. */
export function DrawnSignature({ strokes, label }: { strokes: string; label: string }) {
  return (
    <svg className="signature" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <path d={strokes} />
    </svg>
  );
}

/**
 * A box to sign in with a finger, a pen or a mouse; needs script. What is drawn goes with the form under `name` as a path, and every
 * stroke is an `input` event of that field, so that whatever keeps the form keeps the signature too.
 */
export function SignaturePad({ name, label }: { name: string; label: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [path, setPath] = useState('');
  const last = useRef<readonly [number, number] | undefined>(undefined);

  // The field may also be filled by others: a draft that was kept.
  useEffect(() => {
    const input = field.current;
    if (!input) return;
    const follow = () => setPath(input.value);
    follow();
    input.addEventListener('input', follow);
    return () => input.removeEventListener('input', follow);
  }, []);

  const write = (value: string) => {
    if (!field.current) return;
    field.current.value = value;
    field.current.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const at = (event: PointerEvent<SVGSVGElement>): readonly [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    const scaled = (from: number, span: number, most: number) =>
      Math.max(0, Math.min(most, Math.round((from / span) * most)));
    return [
      scaled(event.clientX - box.left, box.width, width),
      scaled(event.clientY - box.top, box.height, height),
    ];
  };
  const begin = (event: PointerEvent<SVGSVGElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    last.current = at(event);
    write(`${field.current?.value ?? ''}M${last.current.join(' ')}`);
  };
  const go = (event: PointerEvent<SVGSVGElement>) => {
    if (!last.current) return;
    const next = at(event);
    if (Math.hypot(next[0] - last.current[0], next[1] - last.current[1]) < LEAST_STEP) return;
    last.current = next;
    write(`${field.current?.value ?? ''}L${next.join(' ')}`);
  };
  const end = () => {
    last.current = undefined;
  };

  return (
    <div className="signature-pad">
      <svg
        className="signature"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={path ? m.assessments_sign_pad_signed({ label }) : m.assessments_sign_pad_empty({ label })}
        onPointerDown={begin}
        onPointerMove={go}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <line x1="20" y1={height - 40} x2={width - 20} y2={height - 40} />
        <path d={path} />
      </svg>
      <input ref={field} type="hidden" name={name} />
      <button type="button" className="button" onClick={() => write('')} disabled={path === ''}>
        <Icon name="refresh" />
        {m.assessments_sign_clear()}
      </button>
    </div>
  );
}
