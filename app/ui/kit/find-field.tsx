import { useRef } from 'react';
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
          <button
            ref={find}
            type="submit"
            name={INTENT}
            value={JSON.stringify({ type: 'validate', payload: {} })}
            className="button shrink-0"
          >
            <Icon name="search" />
            {m.kit_show()}
          </button>
        </span>
      )}
    </Field>
  );
}
