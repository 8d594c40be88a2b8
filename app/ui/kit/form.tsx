import type { SubmissionResult } from '@conform-to/dom';
import { Form, useNavigation } from '@remix-run/react';
import {
  Children,
  createContext,
  type FormEvent,
  Fragment,
  isValidElement,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react';
import { m } from '~/words/generated/messages';
import { Icon } from './icon';

/** Name of the buttons that change rows or look for something and send nothing. */
export const INTENT = '__intent__';

/** What an action sends back when it shows the form again. */
export type Reply = SubmissionResult;

interface FormState {
  readonly id: string;
  readonly values: unknown;
  readonly errors: Readonly<Record<string, readonly string[] | null | undefined>>;
  readonly sending: boolean;
}

const FormContext = createContext<FormState>({ id: 'form', values: {}, errors: {}, sending: false });

interface EditFormProps {
  /** `useActionData<typeof action>()`. Answers to another form of the page are told apart by `intent` and `id`. */
  readonly reply?: Reply | null;
  /** What the fields hold at first, by name; nested like the schema. */
  readonly values?: unknown;
  /** What it asks for, where a page has forms for several things; the action is made by `intents`. */
  readonly intent?: string;
  /** Needed when a page has several forms with the same intent, such as one per row. */
  readonly id?: string;
  /** Path to post to; this page when absent. */
  readonly action?: string;
  /** The form brings a file. */
  readonly files?: boolean;
  /** The answer changes language or sign-in, so the whole page is to be loaded anew. */
  readonly wholePage?: boolean;
  /** With script, this happens instead of sending the form. */
  readonly onSend?: (form: HTMLFormElement) => void;
  readonly children: ReactNode;
}

/**
 * A form that changes something. It works without script, keeps what was typed when it comes back with refusals,
 * lists them above its fields, and cannot be sent twice while it is on its way.
 */
export function EditForm({
  reply,
  values,
  intent,
  id: ownId,
  action,
  files,
  wholePage,
  onSend,
  children,
}: EditFormProps) {
  const id = ownId ?? intent ?? 'form';
  const ours = reply && formOf(reply) === id ? reply : undefined;
  const errors = ours?.error ?? {};
  const { sending, accepted, onSubmit } = useSending(ours);
  const round = useRound(ours);
  const keepPlace = usePlace(id, round);
  return (
    <Form
      id={id}
      method="post"
      action={action}
      encType={files ? 'multipart/form-data' : undefined}
      reloadDocument={wholePage}
      className="form"
      noValidate
      onSubmit={(event) => {
        keepPlace(event);
        if (!onSend) return onSubmit(event);
        event.preventDefault();
        onSend(event.currentTarget);
      }}
    >
      {/* Enter sends the form as a whole, whatever button comes first. */}
      <button type="submit" hidden />
      {intent ? <input type="hidden" name="intent" value={intent} /> : null}
      {ownId ? <input type="hidden" name="form" value={ownId} /> : null}
      <FormContext.Provider value={{ id, values: ours?.initialValue ?? values ?? {}, errors, sending }}>
        <FormErrors id={id} errors={errors} labels={labelsIn(children)} reply={ours} />
        <Fragment key={`${round}.${accepted}`}>{children}</Fragment>
      </FormContext.Provider>
    </Form>
  );
}

/** Which form of the page a reply answers. */
const formOf = ({ initialValue }: Reply): unknown => initialValue?.form ?? initialValue?.intent ?? 'form';

/** Filters of a list: read from the address and written to it, so that a filtered list can be kept and shared. */
export function FilterForm({ values, children }: { values: unknown; children: ReactNode }) {
  return (
    <Form method="get" className="filter" role="search" key={JSON.stringify(values)}>
      <FormContext.Provider value={{ id: 'filter', values, errors: {}, sending: false }}>
        {children}
      </FormContext.Provider>
      <button type="submit" className="button">
        <Icon name="search" />
        {m.kit_show()}
      </button>
    </Form>
  );
}

/**
 * `sending` from sending until the answer is here: a second press meanwhile does nothing. `accepted` counts how often it was sent
 * and nothing came back to correct: what was typed is done with, and is not sent once more by a press too many.
 */
function useSending(reply: Reply | undefined) {
  const { state } = useNavigation();
  const [sent, setSent] = useState(false);
  const [accepted, setAccepted] = useState(0);
  const left = useRef(false);
  useEffect(() => {
    if (state !== 'idle') left.current = true;
    else if (left.current) {
      left.current = false;
      setSent(false);
      if (sent && !reply) setAccepted((times) => times + 1);
    }
  }, [state, sent, reply]);
  // A page that comes back out of the browser's history is not on its way any more.
  useEffect(() => {
    const back = () => setSent(false);
    window.addEventListener('pageshow', back);
    return () => window.removeEventListener('pageshow', back);
  }, []);
  const onSubmit = (event: FormEvent) => {
    if (sent) event.preventDefault();
    else setSent(true);
  };
  return { sending: sent, accepted, onSubmit };
}

/** Counts the answers after which the fields start afresh: done, or rows changed. After a refusal they stay as typed. */
function useRound(reply: Reply | undefined): number {
  const round = useRef({ reply, number: 0 });
  if (round.current.reply !== reply) {
    const afresh = reply ? reply.status !== 'error' : round.current.reply?.status === 'success';
    round.current = { reply, number: round.current.number + (afresh ? 1 : 0) };
  }
  return round.current.number;
}

/** Fields that start afresh are others for the browser: after rows changed it is led back to where it was, and to the button. */
function usePlace(formId: string, round: number) {
  const place = useRef<{ y: number; pressed: string } | null>(null);
  useEffect(() => {
    if (!place.current || !round) return;
    const { y, pressed } = place.current;
    place.current = null;
    const buttons = document.querySelectorAll<HTMLButtonElement>(`[id='${formId}'] [name=${INTENT}]`);
    const again = [...buttons].find(({ value }) => value === pressed) ?? buttons[0];
    again?.focus({ preventScroll: true });
    scrollTo(0, y);
  }, [formId, round]);
  return ({ nativeEvent }: FormEvent) => {
    const { name, value } = ((nativeEvent as SubmitEvent).submitter ?? {}) as HTMLButtonElement;
    place.current = name === INTENT ? { y: scrollY, pressed: value } : null;
  };
}

interface FormErrorsProps {
  id: string;
  errors: FormState['errors'];
  labels: ReadonlyMap<string, string>;
  reply?: Reply;
}

/** Everything that was refused, at once, in the order of the fields, each with the way to its field. Takes the focus when it appears. */
function FormErrors({ id, errors, labels, reply }: FormErrorsProps) {
  const box = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    if (!reply?.error) return;
    setShown(labelsShown(id, Object.keys(reply.error)));
    box.current?.focus();
  }, [id, reply]);
  const known = new Map([...labels, ...shown]);
  // The answer has them in the order in which the form was sent; where boxes stand that were not ticked shows the page.
  const order = [...shown.keys()];
  const lines = Object.entries(errors)
    .flatMap(([name, texts]) => (texts ?? []).map((text) => ({ name, text })))
    .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  if (lines.length === 0) return null;
  return (
    <div
      ref={box}
      className="notice tone-late form-errors"
      role="alert"
      tabIndex={-1}
      aria-labelledby={`${id}-errors`}
    >
      <Icon name="alert" />
      <div>
        <p className="notice-title" id={`${id}-errors`}>
          {m.kit_form_refused({ count: lines.length })}
        </p>
        <ul>
          {lines.map(({ name, text }) => (
            <li key={name + text}>
              {known.has(name) ? (
                <a href={`#${fieldId(id, name)}`}>
                  {known.get(name)?.replace(/[。.]$/, '')}
                  {m.kit_colon()}
                  {text}
                </a>
              ) : (
                text
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** Labels of fields that stand on the page, read off it in its order: of those inside components of their own too. */
function labelsShown(formId: string, names: readonly string[]): Map<string, string> {
  const labels = new Map<string, string>();
  const prefix = fieldId(formId, '');
  for (const field of document.querySelectorAll(`[id^="${prefix}"]`)) {
    const name = field.id.slice(prefix.length);
    if (!names.includes(name)) continue;
    const label = (field as HTMLInputElement).labels?.[0] ?? field.querySelector('legend');
    const words = [...(label?.childNodes ?? [])].map((node) => node.textContent).find(Boolean);
    if (words) labels.set(name, words);
  }
  return labels;
}

/** Labels of the fields among a form's children, by name. Those inside components of their own follow once script is there. */
function labelsIn(children: ReactNode, labels = new Map<string, string>()): ReadonlyMap<string, string> {
  Children.forEach(children, (child) => {
    if (!isValidElement<{ name?: string; label?: string; children?: ReactNode }>(child)) return;
    const { name, label, children: inner } = child.props;
    if (name && label) labels.set(name, label);
    if (typeof inner !== 'function') labelsIn(inner, labels);
  });
  return labels;
}

const fieldId = (formId: string, name: string): string => `${formId}-${name}`;

/** What a field of the surrounding form knows of itself. */
export function useField(name: string) {
  const { id: formId, values, errors } = useContext(FormContext);
  return { id: fieldId(formId, name), value: valueAt(values, name), errors: errors[name] ?? [] };
}

/** How many rows the list `name` has; at least `least`, and `atFirst` before anything was sent. */
export function useRowCount(name: string, least = 1, atFirst = least): number {
  const list = valueAt(useContext(FormContext).values, name);
  return Array.isArray(list) ? Math.max(least, list.length) : atFirst;
}

/** Whether the surrounding form narrows a list and changes nothing. */
export const useIsFilter = (): boolean => useContext(FormContext).id === 'filter';

/** Whether the surrounding form is on its way. */
export const useIsSending = (): boolean => useContext(FormContext).sending;

/** The value under `members[0].name` in nested values. */
function valueAt(values: unknown, name: string): unknown {
  return name
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value ? (value as Record<string, unknown>)[key] : undefined,
      values,
    );
}
