import { type ComponentProps, type ReactNode, useId } from 'react';
import { m } from '~/words/generated/messages';
import { INTENT, useField, useIsFilter, useIsSending } from './form';
import { Icon } from './icon';

export interface FieldProps {
  /** As the use case's schema has it: `name`, `address.town`, `members[0].name`. */
  readonly name: string;
  readonly label: string;
  /** What to enter and why, in a sentence. */
  readonly hint?: ReactNode;
  /** Without it the field is marked and announced as required. */
  readonly optional?: boolean;
}

/** `aria-describedby` of what there is, hint before errors. */
const describedBy = (id: string, hint: ReactNode, errors: readonly string[]): string | undefined =>
  [hint ? `${id}-hint` : '', errors.length > 0 ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;

function Label({ optional, children }: { optional?: boolean; children: ReactNode }) {
  return (
    <>
      {children}
      {optional ? <span className="field-optional">{m.kit_optional()}</span> : null}
    </>
  );
}

function Told({ id, hint, errors }: { id: string; hint: ReactNode; errors: readonly string[] }) {
  return (
    <>
      {hint ? (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {errors.length > 0 ? (
        <div className="field-error" id={`${id}-error`}>
          {errors.map((error) => (
            <p key={error}>
              <Icon name="alert" />
              {error}
            </p>
          ))}
        </div>
      ) : null}
    </>
  );
}

interface ControlProps {
  id: string;
  name: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
  'aria-required'?: true;
}

/** One labelled control with its hint and errors; `children` draws the control with what it is given. */
export function Field({
  name,
  label,
  hint,
  optional,
  children,
}: FieldProps & { children: (control: ControlProps, value: string | undefined) => ReactNode }) {
  const { id, value, errors } = useField(name);
  const control: ControlProps = {
    id,
    name,
    'aria-describedby': describedBy(id, hint, errors),
    'aria-invalid': errors.length > 0 || undefined,
    'aria-required': !optional || undefined,
  };
  return (
    <div className={errors.length > 0 ? 'field field-refused' : 'field'}>
      <label htmlFor={id}>
        <Label optional={optional}>{label}</Label>
      </label>
      <Told id={id} hint={hint} errors={errors} />
      {children(control, textOf(value))}
    </div>
  );
}

const textOf = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : String(value);

type TextProps = FieldProps & {
  type?: 'text' | 'tel' | 'email' | 'password' | 'search' | 'time' | 'datetime-local' | 'month' | 'url';
  /** About how many characters it holds: sets the width. Full width when absent. */
  size?: number;
  /** Unit after the field. */
  unit?: string;
} & Pick<
    ComponentProps<'input'>,
    'autoComplete' | 'inputMode' | 'maxLength' | 'placeholder' | 'list' | 'autoFocus' | 'spellCheck'
  >;

export function TextField({ name, label, hint, optional, type = 'text', size, unit, ...input }: TextProps) {
  return (
    <Field name={name} label={label} hint={hint} optional={optional}>
      {(control, value) => (
        <span className="field-line">
          <input
            {...control}
            {...input}
            type={type}
            defaultValue={value}
            className="control"
            style={size ? { maxWidth: `calc(${size}em + 1.75rem)` } : undefined}
          />
          {unit ? <span>{unit}</span> : null}
        </span>
      )}
    </Field>
  );
}

/** A whole number, typed as text so that a wheel or a stray arrow key never changes it. */
export const NumberField = (props: Omit<TextProps, 'type'>) => (
  <TextField size={6} inputMode="numeric" autoComplete="off" {...props} />
);

/** A civil date; arrives as YYYY-MM-DD. */
export function DateField({ min, max, ...props }: FieldProps & { min?: string; max?: string }) {
  return (
    <Field {...props}>
      {(control, value) => (
        <input
          {...control}
          type="date"
          min={min}
          max={max}
          defaultValue={value}
          className="control control-date"
        />
      )}
    </Field>
  );
}

/** An amount in yuan as people write it; the schema makes fen of it. Fen given as bigint are shown in yuan. */
export function MoneyField(props: FieldProps) {
  const { value } = useField(props.name);
  const first = typeof value === 'bigint' ? yuan(value) : undefined;
  return (
    <Field {...props}>
      {(control, text) => (
        <span className="field-line">
          <span aria-hidden="true">¥</span>
          <input
            {...control}
            inputMode="decimal"
            autoComplete="off"
            defaultValue={first ?? text}
            className="control control-money"
          />
          <span>{m.kit_yuan()}</span>
        </span>
      )}
    </Field>
  );
}

const yuan = (fen: bigint): string =>
  `${fen < 0n ? '-' : ''}${String(fen)
    .replace('-', '')
    .padStart(3, '0')
    .replace(/(\d\d)$/, '.$1')}`;

export function TextArea({
  rows = 4,
  maxLength,
  ...props
}: FieldProps & { rows?: number; maxLength?: number }) {
  return (
    <Field {...props}>
      {(control, value) => (
        <textarea {...control} rows={rows} maxLength={maxLength} defaultValue={value} className="control" />
      )}
    </Field>
  );
}

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: ReactNode;
  /** Cannot be taken now; say why in the hint. */
  readonly disabled?: boolean;
}

/**
 * For more than six options; fewer are a `Choice`. Starts empty so that nothing is chosen by accident. A filter that always has
 * a value has no empty choice: it would mean nothing.
 */
export function SelectField({ options, ...props }: FieldProps & { options: readonly Option[] }) {
  const isFilter = useIsFilter();
  return (
    <Field {...props}>
      {(control, value) => (
        <select {...control} defaultValue={value ?? ''} className="control">
          {isFilter && !props.optional && value ? null : (
            <option value="">{props.optional ? (isFilter ? m.kit_any() : '') : m.kit_choose()}</option>
          )}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function FileField({
  accept,
  multiple,
  ...props
}: FieldProps & { accept?: string; multiple?: boolean }) {
  return (
    <Field {...props}>
      {({ 'aria-required': _required, ...control }) => (
        <input
          {...control}
          type="file"
          accept={accept}
          multiple={multiple}
          className="control control-file"
        />
      )}
    </Field>
  );
}

interface ChoiceProps extends FieldProps {
  readonly options: readonly Option[];
  /** Cards beside each other where there is room. */
  readonly inline?: boolean;
}

/** One of a few, as big cards. */
export const Choice = (props: ChoiceProps) => <Cards {...props} type="radio" />;

/** Any of a few, as big cards; arrives as a list. */
export const Choices = (props: ChoiceProps) => <Cards {...props} type="checkbox" />;

function Cards({
  name,
  label,
  hint,
  optional,
  options,
  inline,
  type,
}: ChoiceProps & { type: 'radio' | 'checkbox' }) {
  const { id, value, errors } = useField(name);
  const chosen = (Array.isArray(value) ? value : [value]).map(textOf);
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      className={errors.length > 0 ? 'field field-refused' : 'field'}
      aria-describedby={describedBy(id, hint, errors)}
      {...(type === 'radio' && radioGroup(!optional, errors.length > 0))}
    >
      <legend>
        <Label optional={optional}>{label}</Label>
      </legend>
      <Told id={id} hint={hint} errors={errors} />
      <div className={inline ? 'choices choices-inline' : 'choices'}>
        {options.map((option) => (
          <OptionCard
            key={option.value}
            type={type}
            name={name}
            option={option}
            checked={chosen.includes(option.value)}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** Only as a group of radios may a fieldset be announced as required or wrong. */
const radioGroup = (required: boolean, refused: boolean) => ({
  role: 'radiogroup',
  'aria-required': required || undefined,
  'aria-invalid': refused || undefined,
});

function OptionCard({
  type,
  name,
  option,
  checked,
}: {
  type: 'radio' | 'checkbox';
  name: string;
  option: Option;
  checked: boolean;
}) {
  const hintId = useId();
  return (
    <label className="choice">
      <input
        type={type}
        name={name}
        value={option.value}
        defaultChecked={checked}
        disabled={option.disabled}
        aria-describedby={option.hint ? hintId : undefined}
      />
      <span>
        {option.label}
        {option.hint ? (
          <span className="field-hint" id={hintId}>
            {option.hint}
          </span>
        ) : null}
      </span>
    </label>
  );
}

/** Yes or not; arrives as a boolean. */
export function Checkbox({ name, label, hint }: Omit<FieldProps, 'optional'>) {
  const { id, value, errors } = useField(name);
  return (
    <div className={errors.length > 0 ? 'field field-refused' : 'field'}>
      <label className="choice">
        <input
          id={id}
          type="checkbox"
          name={name}
          defaultChecked={value === true || value === 'on' || value === 'true'}
          aria-describedby={describedBy(id, hint, errors)}
          aria-invalid={errors.length > 0 || undefined}
        />
        <span>{label}</span>
      </label>
      <Told id={id} hint={hint} errors={errors} />
    </div>
  );
}

/** A value that goes with the form unseen, such as an id or the version a person was looking at. */
export const HiddenField = ({ name, value }: { name: string; value: string }) => (
  <input type="hidden" name={name} value={value} />
);

/** Fields that belong together under one heading. */
export function Fieldset({
  legend,
  hint,
  children,
}: {
  legend: string;
  hint?: ReactNode;
  children: ReactNode;
}) {
  return (
    <fieldset className="fieldset">
      <legend>{legend}</legend>
      {hint ? <p className="field-hint">{hint}</p> : null}
      {children}
    </fieldset>
  );
}

/** Sends the form. While it is on its way the button says so and does nothing more. */
export function SubmitButton({
  name,
  value,
  danger,
  children,
}: {
  name?: string;
  value?: string;
  danger?: boolean;
  children: ReactNode;
}) {
  const sending = useIsSending();
  return (
    <button
      type="submit"
      name={name}
      value={value}
      className={danger ? 'button button-danger' : 'button button-main'}
      aria-disabled={sending || undefined}
    >
      {sending ? <span className="spinner" aria-hidden="true" /> : null}
      {children}
      {sending ? (
        <span className="sr-only" role="status">
          {m.kit_sending()}
        </span>
      ) : null}
    </button>
  );
}

/** Adds an empty row to the list `name`, or takes row `index` away; works without script. The action answers with `replyWithRows`. */
export function RowButton({ name, index, children }: { name: string; index?: number; children: ReactNode }) {
  const intent =
    index === undefined
      ? { type: 'insert', payload: { name } }
      : { type: 'remove', payload: { name, index } };
  return (
    <button type="submit" name={INTENT} value={JSON.stringify(intent)} className="button">
      <Icon name={index === undefined ? 'plus' : 'minus'} />
      {children}
    </button>
  );
}
