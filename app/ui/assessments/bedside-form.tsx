import { useNavigate } from '@remix-run/react';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { answersIn, type Draft, progressOf, readDraft } from '~/domain/assessments/draft.rules';
import { itemsOf, type ScaleDefinition } from '~/domain/assessments/scale.rules';
import { REFUSED, score } from '~/domain/assessments/scoring.rules';
import type { PlainDate } from '~/domain/kernel/plain-date';
import type { DraftKeeper, DraftKey } from '~/ui/kit/device-draft';
import {
  Choice,
  DateField,
  Fieldset,
  HiddenField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/kit/fields';
import { EditForm, type Reply } from '~/ui/kit/form';
import { formatTime } from '~/ui/kit/format';
import { Icon } from '~/ui/kit/icon';
import { Section } from '~/ui/kit/page';
import { Progress } from '~/ui/kit/progress';
import { Status, type Tone } from '~/ui/kit/status';
import { m } from '~/words/generated/messages';
import { Explanation } from './explanation';
import { inLanguage } from './labels';
import { SignFields } from './signatures';

/** Whether and where what was filled in lies. */
type Keeping =
  | { readonly state: 'empty' | 'unkept' | 'sending' | 'waiting' | 'signed-out' | 'failed' | 'sent' }
  | { readonly state: 'kept'; readonly at: number };

/** How long a sending that did not get through waits before it is tried again: at first, and at most. */
const AGAIN_MS = { first: 3_000, most: 60_000 };

interface BedsideFormProps {
  readonly personId: string;
  readonly scale: {
    readonly code: string;
    readonly definition: ScaleDefinition;
    readonly sourceText: string;
  };
  /** Seals what is kept on the device. */
  readonly draftKey: DraftKey | null;
  /** An id for this assessment, should there be no draft with one. */
  readonly draftId: string;
  readonly reply: Reply | undefined;
  readonly today: PlainDate;
  readonly assessor: string;
  readonly reasons: readonly { readonly value: string; readonly label: string }[];
  /** What to look at beside an item, by its code. */
  readonly hints: Readonly<Record<string, string | undefined>>;
}

/** What stands in the fields of a form, by name; without what belongs to the form and not to the person filling it in. */
function fieldsIn(form: HTMLFormElement): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && name !== 'draftId' && name !== 'scaleCode') fields[name] = value;
  return fields;
}

/** Puts a draft back into the form it was made of. A field that the form no longer has is left out. */
function fill(form: HTMLFormElement, fields: Readonly<Record<string, string>>): void {
  for (const control of Array.from(form.elements)) {
    const field = control as HTMLInputElement;
    const value = fields[field.name];
    if (value === undefined || ['draftId', 'scaleCode'].includes(field.name)) continue;
    if (field.type === 'radio') field.checked = field.value === value;
    else {
      field.value = value;
      if (field.type === 'hidden') field.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }
}

/**
 * The scale at the bedside. Without script all of it stands on one page. With script it is asked item by item with everything under
 * one thumb; every answer is kept on the device at once, and what was sent without a connection goes when there is one.
 */
export function BedsideForm(props: BedsideFormProps) {
  const { personId, scale, today, assessor, reasons, hints } = props;
  const { definition } = scale;
  const items = useMemo(() => itemsOf(definition), [definition]);
  const box = useRef<HTMLDivElement>(null);
  const [step, setStep] = useState<number>();
  const [fields, setFields] = useState<Readonly<Record<string, string>>>({});
  const { keeping, reply, draftId, change, turn, send, discard } = useBedside({
    ...props,
    box,
    step,
    setStep,
    setFields,
  });
  const scripted = step !== undefined;
  const steps = items.length + 2;
  const last = steps - 1;
  const progress = progressOf(definition, fields);

  const go = (to: number) => {
    setStep(to);
    turn(to);
    requestAnimationFrame(() => {
      const shown = box.current?.querySelector<HTMLElement>(`[data-step="${to}"]`);
      const target = shown?.querySelector<HTMLElement>('fieldset, h2, [tabindex]') ?? shown;
      target?.focus({ preventScroll: true });
      box.current?.scrollIntoView({ block: 'start' });
    });
  };

  // Every change of any field, wherever it comes from.
  useEffect(() => {
    const form = box.current?.querySelector('form');
    if (!form || !scripted) return;
    const changed = () => {
      const now = fieldsIn(form);
      setFields(now);
      change(now, step);
    };
    form.addEventListener('input', changed);
    return () => form.removeEventListener('input', changed);
  }, [scripted, step, change]);

  // A refusal names its field: the page of the form on which it stands is opened first.
  useEffect(() => {
    const wrapper = box.current;
    if (!wrapper || !scripted) return;
    const follow = (event: MouseEvent) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>('.form-errors a[href^="#"]');
      const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
      const page = target?.closest<HTMLElement>('[data-step]')?.dataset.step;
      if (page !== undefined) setStep(Number(page));
    };
    wrapper.addEventListener('click', follow, true);
    return () => wrapper.removeEventListener('click', follow, true);
  }, [scripted]);

  const hidden = (at: number) => scripted && step !== at;
  const refuseOpen = () => {
    const form = box.current?.querySelector('form');
    for (const place of progress.open) {
      const radio = form?.querySelector<HTMLInputElement>(
        `input[name="answers.${items[place]?.code}"][value="${REFUSED}"]`,
      );
      if (radio) radio.checked = true;
    }
    form?.dispatchEvent(new Event('input'));
  };

  let place = -1;
  return (
    <div ref={box} className={scripted ? 'bedside bedside-steps' : 'bedside'}>
      {scripted ? (
        <div className="bedside-head">
          <Progress label={m.assessments_bedside_progress()} done={progress.done} total={progress.all} />
          <KeepingLine keeping={keeping} personId={personId} scaleCode={scale.code} />
        </div>
      ) : null}
      <EditForm
        reply={reply}
        values={{
          assessedOn: today,
          firstAssessor: assessor,
          reason: 'first',
          signatures: [{ means: '' }, { means: '' }, { party: 'person', means: '' }],
        }}
        onSend={scripted ? (form) => (step < last ? go(step + 1) : send(form)) : undefined}
      >
        <HiddenField name="scaleCode" value={scale.code} />
        <HiddenField name="draftId" value={draftId} />
        {definition.sections.map((section) => {
          const shown = section.items.some(({ code }) => items[step ?? -1]?.code === code);
          return (
            <div key={section.code} hidden={scripted && !shown}>
              <Section title={inLanguage(section.label)}>
                {section.items.map((item) => {
                  place += 1;
                  return (
                    <div key={item.code} data-step={place} hidden={hidden(place)} className="bedside-step">
                      {scripted ? (
                        <p className="quiet">
                          {m.assessments_bedside_item({ place: place + 1, all: items.length })}
                        </p>
                      ) : null}
                      <Choice
                        name={`answers.${item.code}`}
                        label={inLanguage(item.label)}
                        hint={hints[item.code]}
                        options={[
                          ...item.options.map((option) => ({
                            value: option.code,
                            label: inLanguage(option.label),
                          })),
                          {
                            value: REFUSED,
                            label: m.assessments_refused(),
                            hint: m.assessments_bedside_refused_hint(),
                          },
                        ]}
                        inline={item.options.length <= 2}
                      />
                    </div>
                  );
                })}
              </Section>
            </div>
          );
        })}
        <div data-step={items.length} hidden={hidden(items.length)} className="bedside-step">
          <Section title={m.assessments_bedside_who()}>
            <Fieldset legend={m.assessments_assessors()} hint={m.assessments_assessors_hint()}>
              <TextField name="firstAssessor" label={m.assessments_first_assessor()} maxLength={60} />
              <TextField name="secondAssessor" label={m.assessments_second_assessor()} maxLength={60} />
            </Fieldset>
            <DateField name="assessedOn" label={m.assessments_on()} max={today} />
            <SelectField name="reason" label={m.assessments_reason()} options={reasons} />
            <TextArea name="note" label={m.assessments_note()} optional />
            <p className="quiet">{scale.sourceText}</p>
          </Section>
        </div>
        <div data-step={last} hidden={hidden(last)} className="bedside-step">
          {scripted ? (
            <Review
              definition={definition}
              fields={fields}
              open={progress.open}
              onOpen={go}
              onRefuse={refuseOpen}
            />
          ) : null}
          <Section title={m.assessments_signatures()}>
            <p>{m.assessments_signatures_hint()}</p>
            {(['first', 'second'] as const).map((party, at) => (
              <SignFields
                key={party}
                within={`signatures[${at}]`}
                title={party === 'first' ? m.assessments_first_assessor() : m.assessments_second_assessor()}
                party={party}
                later
                today={today}
              />
            ))}
            <SignFields
              within="signatures[2]"
              title={m.assessments_sign_family()}
              party={['person', 'guardian']}
              later
              today={today}
            />
            {scripted ? null : <SubmitButton>{m.assessments_record()}</SubmitButton>}
          </Section>
          {scripted && keeping.state !== 'empty' ? (
            <details>
              <summary>{m.assessments_bedside_discard()}</summary>
              <p>{m.assessments_bedside_discard_hint()}</p>
              <button type="button" className="button button-danger" onClick={discard}>
                {m.assessments_bedside_discard_now()}
              </button>
            </details>
          ) : null}
        </div>
        {scripted ? (
          <div className="bedside-ways">
            <button type="button" className="button" disabled={step === 0} onClick={() => go(step - 1)}>
              <Icon name="back" />
              {m.assessments_bedside_back()}
            </button>
            <button
              type="submit"
              className="button button-main"
              aria-disabled={keeping.state === 'sending' || undefined}
            >
              {step < last ? m.assessments_bedside_next() : m.assessments_record()}
              {step < last ? <Icon name="next" /> : null}
            </button>
          </div>
        ) : null}
      </EditForm>
    </div>
  );
}

interface Bedside extends BedsideFormProps {
  readonly box: { readonly current: HTMLDivElement | null };
  readonly step: number | undefined;
  readonly setStep: (step: number) => void;
  readonly setFields: (fields: Readonly<Record<string, string>>) => void;
}

/** Keeps the form on the device and sends it, through whatever happens meanwhile. */
function useBedside({
  personId,
  scale,
  draftKey,
  draftId: fresh,
  reply: first,
  box,
  step,
  setStep,
  setFields,
}: Bedside) {
  const place = `${personId}/${scale.code}`;
  const navigate = useNavigate();
  const keeper = useRef<DraftKeeper>(undefined);
  const waiting = useRef(false);
  const sending = useRef(false);
  const begun = useRef(false);
  const pause = useRef<number>(AGAIN_MS.first);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [keeping, setKeeping] = useState<Keeping>({ state: 'empty' });
  const [draftId, setDraftId] = useState(fresh);
  const [answer, setAnswer] = useState<Reply>();
  const id = useRef(draftId);
  id.current = draftId;

  const keep = useCallback(
    async (fields: Readonly<Record<string, string>>, at: number): Promise<void> => {
      const draft: Draft = { draftId: id.current, fields, step: at, waiting: waiting.current };
      begun.current = true;
      const kept = (await keeper.current?.save(place, draft)) ?? false;
      if (!waiting.current && !sending.current)
        setKeeping(kept ? { state: 'kept', at: Date.now() } : { state: 'unkept' });
    },
    [place],
  );

  const attempt = useCallback(async () => {
    const form = box.current?.querySelector('form');
    if (!form || sending.current) return;
    clearTimeout(timer.current);
    sending.current = true;
    setKeeping({ state: 'sending' });
    const again = (state: 'waiting' | 'failed') => {
      setKeeping({ state });
      timer.current = setTimeout(() => void attempt(), pause.current);
      pause.current = Math.min(pause.current * 2, AGAIN_MS.most);
    };
    try {
      const response = await fetch(`/people/${personId}/assess/send`, {
        method: 'POST',
        body: new FormData(form),
        redirect: 'manual',
      });
      if (response.type === 'opaqueredirect') setKeeping({ state: 'signed-out' });
      else if (response.ok || response.status === 422) {
        const told = (await response.json()) as { assessmentId?: string; reply?: Reply };
        waiting.current = false;
        if (told.assessmentId) {
          keeper.current?.drop(place);
          setKeeping({ state: 'sent' });
          navigate(`/assessments/${told.assessmentId}`);
        } else {
          setAnswer(told.reply);
          sending.current = false;
          await keep(fieldsIn(form), step ?? 0);
        }
      } else again('failed');
    } catch {
      again('waiting');
    } finally {
      sending.current = false;
    }
  }, [box, personId, place, navigate, keep, step]);

  const attemptNow = useRef(attempt);
  attemptNow.current = attempt;

  // What was kept comes back; what waited to be sent is sent.
  useEffect(() => {
    let gone = false;
    void (async () => {
      const { openDrafts } = await import('~/ui/kit/device-draft');
      keeper.current = draftKey ? await openDrafts(draftKey) : undefined;
      const kept = await keeper.current?.load(place);
      if (gone) return;
      const form = box.current?.querySelector('form');
      const draft = readDraft(kept?.draft);
      if (draft && form && kept) {
        begun.current = true;
        setDraftId(draft.draftId);
        id.current = draft.draftId;
        setStep(Math.min(draft.step, itemsOf(scale.definition).length + 1));
        waiting.current = draft.waiting;
        setKeeping(draft.waiting ? { state: 'waiting' } : { state: 'kept', at: kept.at });
        // Once the boxes to sign in are there too.
        requestAnimationFrame(() => {
          fill(form, draft.fields);
          setFields(fieldsIn(form));
          if (draft.waiting) requestAnimationFrame(() => void attemptNow.current());
        });
      } else {
        setStep(0);
        if (form) setFields(fieldsIn(form));
      }
    })();
    return () => {
      gone = true;
      clearTimeout(timer.current);
    };
  }, [draftKey, place, scale.definition, box, setStep, setFields]);

  useEffect(() => {
    const online = () => {
      pause.current = AGAIN_MS.first;
      if (waiting.current) void attemptNow.current();
    };
    window.addEventListener('online', online);
    return () => window.removeEventListener('online', online);
  }, []);

  const change = useCallback(
    (fields: Readonly<Record<string, string>>, at: number) => void keep(fields, at),
    [keep],
  );
  const at = step ?? 0;
  // Where one is belongs to the draft, once there is one.
  const turn = useCallback(
    (to: number) => {
      const form = box.current?.querySelector('form');
      if (form && begun.current) void keep(fieldsIn(form), to);
    },
    [box, keep],
  );

  const send = useCallback(
    async (form: HTMLFormElement) => {
      const problems = blanksIn(form, scale.definition);
      if (Object.keys(problems).length > 0) {
        setAnswer({ status: 'error', error: problems, initialValue: {} });
        return;
      }
      setAnswer(undefined);
      waiting.current = true;
      // What becomes of it is said above the form.
      box.current?.scrollIntoView({ block: 'start' });
      await keep(fieldsIn(form), at);
      await attemptNow.current();
    },
    [box, keep, scale.definition, at],
  );

  const discard = useCallback(() => {
    clearTimeout(timer.current);
    keeper.current?.drop(place);
    window.location.reload();
  }, [place]);

  return { keeping, reply: answer ?? first, draftId, change, turn, send, discard };
}

/** What must be there before it makes sense to send, in words, by field: told at once, also without a connection. */
function blanksIn(form: HTMLFormElement, definition: ScaleDefinition): Record<string, string[]> {
  const fields = fieldsIn(form);
  const items = itemsOf(definition);
  const open = progressOf(definition, fields).open.map((place) => items[place]?.code ?? '');
  return {
    ...Object.fromEntries(open.map((code) => [`answers.${code}`, [m.refusal_ASSESSMENT_ITEM_BLANK()]])),
    ...(fields.secondAssessor?.trim()
      ? {}
      : { secondAssessor: [m.refusal_ASSESSMENT_SECOND_ASSESSOR_MISSING()] }),
  };
}

function KeepingLine({
  keeping,
  personId,
  scaleCode,
}: {
  keeping: Keeping;
  personId: string;
  scaleCode: string;
}) {
  const said: Record<Keeping['state'], readonly [Tone, ReactNode]> = {
    empty: ['info', m.assessments_keeping_empty()],
    unkept: ['due', m.assessments_keeping_unkept()],
    kept: [
      'ok',
      m.assessments_keeping_kept({ time: keeping.state === 'kept' ? formatTime(new Date(keeping.at)) : '' }),
    ],
    sending: ['info', m.assessments_keeping_sending()],
    waiting: ['due', m.assessments_keeping_waiting()],
    failed: ['due', m.assessments_keeping_failed()],
    'signed-out': ['late', m.assessments_keeping_signed_out()],
    sent: ['ok', m.assessments_keeping_sent()],
  };
  const [tone, words] = said[keeping.state];
  const back = new URLSearchParams({ next: `/people/${personId}/assess?scale=${scaleCode}` });
  return (
    <p role="status" data-keeping={keeping.state}>
      <Status tone={tone}>{words}</Status>{' '}
      {keeping.state === 'signed-out' ? (
        <a className="button" href={`/sign-in?${back}`}>
          {m.assessments_keeping_sign_in()}
        </a>
      ) : null}
    </p>
  );
}

/** Everything that was chosen, with the way back to each item, and what follows from it; shown at the end, so that it steers no answer. */
function Review({
  definition,
  fields,
  open,
  onOpen,
  onRefuse,
}: {
  definition: ScaleDefinition;
  fields: Readonly<Record<string, string>>;
  open: readonly number[];
  onOpen: (step: number) => void;
  onRefuse: () => void;
}) {
  const answers = answersIn(fields);
  const items = itemsOf(definition);
  const scored = open.length === 0 ? score(definition, answers) : undefined;
  return (
    <>
      <Section title={m.assessments_bedside_review()}>
        {open.length > 0 ? (
          <p>
            <Status tone="due">{m.assessments_bedside_open({ count: open.length })}</Status>{' '}
            <button type="button" className="button" onClick={onRefuse}>
              {m.assessments_bedside_refuse_open()}
            </button>
          </p>
        ) : null}
        <ul className="bedside-review">
          {items.map((item, place) => {
            const given = answers[item.code];
            const option = item.options.find(({ code }) => code === given);
            return (
              <li key={item.code}>
                <button type="button" className="button" onClick={() => onOpen(place)}>
                  <span>{inLanguage(item.label)}</span>
                  {option ? (
                    <strong>{inLanguage(option.label)}</strong>
                  ) : (
                    <Status tone="due">
                      {given === REFUSED ? m.assessments_refused() : m.assessments_bedside_blank()}
                    </Status>
                  )}
                </button>
              </li>
            );
          })}
        </ul>
      </Section>
      {scored?.ok ? (
        <Section title={m.assessments_proposed_grade()}>
          <p className="text-xl font-semibold">
            {scored.value.gradeLabel ? inLanguage(scored.value.gradeLabel) : m.assessments_grade_open()}
          </p>
          <p className="quiet">{m.assessments_bedside_proposal()}</p>
          <details>
            <summary>{m.assessments_why()}</summary>
            <Explanation scoring={scored.value} />
          </details>
        </Section>
      ) : null}
    </>
  );
}
