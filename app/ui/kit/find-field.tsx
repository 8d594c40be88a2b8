import { type ReactNode, type Ref, useRef } from 'react';
import { m } from '~/words/generated/messages';
import { Field, type FieldProps } from './fields';
import { INTENT } from './form';
import { Icon } from './icon';

/**
 * Words by which something is looked for while a form is filled in, with their button; works without script, and what
 * was typed elsewhere stays. The action answers with `replyWithRows` and what was found.
 */
export function FindField(props: Omit<FieldProps, 'optional'>) {
  const find = useRef<HTMLButtonElement>(null);
  return (
    <Field {...props} optional>
      {({ 'aria-required': _, ...control }, value) => (
        <span className="field-line">
          <input
            {...control}
            type="search"
            defaultValue={value}
            maxLength={60}
            autoComplete="off"
            className="control"
            // Enter looks for it; it would send the form as a whole.
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
              event.preventDefault();
              find.current?.click();
            }}
          />
          <LookButton button={find} name={props.name}>
            {m.kit_show()}
          </LookButton>
        </span>
      )}
    </Field>
  );
}

/** Asks the server about what is typed and changes nothing; the action answers with `replyWithRows` and what was found. */
export function LookButton({
  name,
  button,
  children,
}: {
  /** What it looks for, by which it is told apart from others of the form. */
  name: string;
  button?: Ref<HTMLButtonElement>;
  children: ReactNode;
}) {
  return (
    <button
      ref={button}
      type="submit"
      name={INTENT}
      value={JSON.stringify({ type: 'validate', payload: { name } })}
      className="button shrink-0"
    >
      <Icon name="search" />
      {children}
    </button>
  );
}
