import { type ReactNode, useState } from 'react';
import { m } from '~/words/generated/messages';
import { SubmitButton, TextField } from './fields';
import { EditForm, type Reply } from './form';
import { Icon } from './icon';

interface RevealProps {
  /** Unique on the page. */
  readonly id: string;
  /** What it is: 身份证号. */
  readonly label: string;
  readonly masked: string;
  /** The value in the clear, once the action has handed it out. */
  readonly revealed?: string | null;
  readonly reply?: Reply | null;
  /** Whether the viewer may ask at all. */
  readonly may: boolean;
  /** Hidden fields that say whose value is asked for. */
  readonly children?: ReactNode;
}

/** A masked value, and for those who may see it a way to ask with a reason, which is recorded. Asks for the intent `reveal`. */
export function Reveal({ id, label, masked, revealed, reply, may, children }: RevealProps) {
  const [hidden, setHidden] = useState(false);
  if (revealed && !hidden) {
    return (
      <span className="reveal">
        <span className="reveal-value">{revealed}</span>
        <button type="button" className="button button-quiet" onClick={() => setHidden(true)}>
          {m.kit_hide({ label })}
        </button>
      </span>
    );
  }
  return (
    <span className="reveal">
      <span className="reveal-value">{masked}</span>
      {may ? (
        <details open={reply?.initialValue?.form === id || undefined}>
          <summary className="button button-quiet">
            <Icon name="eye" />
            {m.kit_reveal({ label })}
          </summary>
          <div className="reveal-form">
            <EditForm intent="reveal" id={id} reply={reply}>
              {children}
              <TextField
                name="reason"
                label={m.kit_reveal_reason()}
                hint={m.kit_reveal_hint()}
                maxLength={200}
              />
              <SubmitButton>{m.kit_reveal_confirm()}</SubmitButton>
            </EditForm>
          </div>
        </details>
      ) : null}
    </span>
  );
}
