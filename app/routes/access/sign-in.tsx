import { data, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { type SignInRequest, signIn, signInWithCode } from '~/domain/access/sign-in';
import type { Refusal, Result } from '~/domain/kernel/refusals';
import { refusalText } from '~/platform/i18n/refusal-words.server';
import { type KeptForm, keptFormOf, openForm, sealForm } from '~/platform/sign-in/kept-form.server';
import { signInHeaders } from '~/platform/sign-in/session.server';
import { CodeForm, PasswordForm, ResumeForm } from '~/ui/access/sign-in-forms';
import { m } from '~/words/generated/messages';
import { type PublicVisit, publicAct, publicPage } from '../authorised.server';
import { localPath } from '../local-path.server';

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.access_sign_in() }) }];

/** Where a person stands in signing in. `kept`: the sealed form that waits for it. */
type State =
  | {
      step: 'password';
      next: string;
      kept?: string;
      expired?: 'kept' | 'too-much';
      userName?: string;
      problem?: string;
    }
  | { step: 'code'; next: string; kept?: string; problem?: string }
  | { step: 'resume'; form: KeptForm };

export const loader = publicPage(async ({ viewer, url }): Promise<State> => {
  const next = localPath(url.searchParams.get('next'));
  if (viewer) throw redirect(next);
  return { step: 'password', next };
});

export const action = publicAct(async (visit) => {
  const { form, url } = visit;
  const next = localPath(form.get('next') ?? url.searchParams.get('next'));
  if (url.searchParams.has('resume')) return data(keep(next, form), { status: 401 });
  const kept = textOf(form.get('kept')) || undefined;

  if (form.get('step') === 'code') {
    const result = await signInWithCode(textOf(form.get('code')), from(visit));
    if (result.ok) return done(result.value.cookies, { next, kept });
    const problem = wordsOf(result);
    const again: State = isOver(result)
      ? { step: 'password', next, kept, problem }
      : { step: 'code', next, kept, problem };
    return data(again, { status: 422 });
  }

  const userName = textOf(form.get('userName'));
  const password = textOf(form.get('password'));
  const result = await signIn({ userName, password, remember: form.get('remember') === 'on' }, from(visit));
  if (!result.ok)
    return data<State>({ step: 'password', next, kept, userName, problem: wordsOf(result) }, { status: 422 });
  if (result.value.step === 'done') return done(result.value.cookies, { next, kept });
  return data<State>({ step: 'code', next, kept }, { headers: headersOf(result.value.cookies) });
});

const textOf = (value: FormDataEntryValue | null): string => (typeof value === 'string' ? value : '');

const from = ({ request, context }: PublicVisit): SignInRequest => ({
  headers: signInHeaders(request, context.clientAddress),
  address: context.clientAddress,
  requestId: context.requestId,
});

const wordsOf = (result: Result<unknown>): string =>
  result.ok ? '' : result.refusals.map((refusal: Refusal) => refusalText(refusal)).join(' ');

const isOver = (result: Result<unknown>): boolean =>
  !result.ok && result.refusals.some(({ code }) => code === 'ACCESS.CODE_EXPIRED');

const headersOf = (cookies: readonly string[]): Headers => {
  const headers = new Headers();
  for (const cookie of cookies) headers.append('Set-Cookie', cookie);
  return headers;
};

function keep(next: string, form: FormData): State {
  const kept = keptFormOf(next, form);
  return { step: 'password', next, kept: kept && sealForm(kept), expired: kept ? 'kept' : 'too-much' };
}

/** To the page the person came from, or to the form that waits to be sent. */
function done(cookies: readonly string[], { next, kept }: { next: string; kept?: string }) {
  const headers = headersOf(cookies);
  const form = kept ? openForm(kept) : undefined;
  if (!form) throw redirect(next, { status: 303, headers });
  return data<State>({ step: 'resume', form: { ...form, path: localPath(form.path) } }, { headers });
}

export default function SignInPage() {
  const first = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>() ?? first;
  if (state.step === 'resume') return <ResumeForm form={state.form} />;
  return state.step === 'code' ? <CodeForm {...state} /> : <PasswordForm {...state} />;
}
