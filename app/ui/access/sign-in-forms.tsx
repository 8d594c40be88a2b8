import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { Checkbox, HiddenField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

interface Going {
  /** Where it goes on afterwards. */
  readonly next: string;
  /** Sealed form that waits for the sign-in. */
  readonly kept?: string;
  readonly problem?: string;
}

/** Each step loads the whole page anew: what the browser holds of another person's pages is gone. */
function StepForm({
  step,
  next,
  kept,
  problem,
  values,
  children,
}: Going & { step: string; values?: unknown; children: ReactNode }) {
  return (
    <>
      {problem ? <Notice tone="late" title={problem} live /> : null}
      <Section>
        <EditForm id={step} action="/sign-in" values={values} wholePage>
          <HiddenField name="step" value={step} />
          <HiddenField name="next" value={next} />
          {kept ? <HiddenField name="kept" value={kept} /> : null}
          {children}
        </EditForm>
      </Section>
    </>
  );
}

export function PasswordForm({
  expired,
  userName,
  ...going
}: Going & { expired?: 'kept' | 'too-much'; userName?: string }) {
  return (
    <Page title={m.access_sign_in()} lead={m.access_sign_in_lead()} narrow>
      {expired ? (
        <Notice tone="due" title={m.access_expired_title()} live>
          <p>{expired === 'kept' ? m.access_expired_text() : m.access_not_kept_text()}</p>
        </Notice>
      ) : null}
      <StepForm step="password" values={{ userName }} {...going}>
        <TextField name="userName" label={m.access_user_name()} autoComplete="username" spellCheck={false} />
        <TextField
          name="password"
          label={m.access_password()}
          type="password"
          autoComplete="current-password"
        />
        <Checkbox name="remember" label={m.access_remember()} hint={m.access_remember_hint()} />
        <SubmitButton>{m.access_sign_in()}</SubmitButton>
      </StepForm>
      <p className="quiet">{m.access_forgotten()}</p>
      <p>
        <Link to="/join">{m.access_become_volunteer()}</Link>
      </p>
    </Page>
  );
}

export function CodeForm(going: Going) {
  return (
    <Page title={m.access_code_title()} lead={m.access_code_lead()} narrow>
      <StepForm step="code" {...going}>
        <TextField
          name="code"
          label={m.access_code()}
          autoComplete="one-time-code"
          size={12}
          autoFocus
          spellCheck={false}
        />
        <SubmitButton>{m.access_code_continue()}</SubmitButton>
      </StepForm>
      <p>
        <Link to={`/sign-in?${new URLSearchParams({ next: going.next })}`}>{m.access_code_restart()}</Link>
      </p>
    </Page>
  );
}

/** A form that was sent without sign-in, to be sent again now. A second look, because another person may have signed in. */
export function ResumeForm({
  form,
}: {
  form: { path: string; fields: readonly (readonly [string, string])[]; files: readonly string[] };
}) {
  return (
    <Page title={m.access_resume_title()} narrow>
      <Section>
        <Notice tone="ok" title={m.access_resume_text()} live>
          {form.files.length > 0 ? <p>{m.access_resume_files({ names: form.files.join(', ') })}</p> : null}
        </Notice>
        <form method="post" action={form.path} className="form">
          {form.fields.map(([name, value], index) => (
            // The same name may come several times, in this order.
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
            <input key={index} type="hidden" name={name} value={value} />
          ))}
          <div className="actions">
            <button type="submit" className="button button-main">
              {m.access_resume_send()}
            </button>
            <a className="button" href={form.path}>
              {m.access_resume_drop()}
            </a>
          </div>
        </form>
      </Section>
    </Page>
  );
}
