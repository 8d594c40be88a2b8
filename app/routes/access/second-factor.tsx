import { data, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { renderSVG } from 'uqr';
import {
  beginSecondFactor,
  confirmSecondFactor,
  dropSecondFactor,
  type NewCookies,
} from '~/domain/access/enrol-second-factor';
import type { Refusal, Result } from '~/domain/kernel/refusals';
import { refusalText } from '~/platform/i18n/refusal-words.server';
import { signInHeaders } from '~/platform/sign-in/session.server';
import { EnrolForm } from '~/ui/access/enrol-form';
import { SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';
import { act, type FormVisit, intents, page } from '../authorised.server';

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.access_factor_title() }) }];

const open = { whileSigningIn: true };

export const loader = page(
  'account',
  async ({ person }) => ({ on: person.secondFactor, owed: person.mustEnrol }),
  open,
);

const textIn = (form: FormData, name: string): string => String(form.get(name) ?? '');
const headersOf = ({ request, context }: FormVisit): Headers => signInHeaders(request, context.clientAddress);

const problemOf = (result: Result<unknown>): string =>
  result.ok ? '' : result.refusals.map((one: Refusal) => refusalText(one)).join(' ');

function back(result: Result<NewCookies>, to: string) {
  if (!result.ok) return data({ problem: problemOf(result) }, { status: 422 });
  const headers = new Headers();
  for (const cookie of result.value.cookies) headers.append('Set-Cookie', cookie);
  throw redirect(to, { status: 303, headers });
}

export const action = intents(
  {
    begin: act('account', async (visit) => {
      const result = await beginSecondFactor(textIn(visit.form, 'password'), headersOf(visit));
      if (!result.ok) return data({ problem: problemOf(result) }, { status: 422 });
      return enrolment(visit, result.value);
    }),
    confirm: act('account', async (visit) => {
      const { form, actor, person } = visit;
      const result = await confirmSecondFactor(actor, textIn(form, 'code'), headersOf(visit));
      if (result.ok) return back(result, person.mustEnrol ? '/' : '/second-factor');
      const secret = textIn(form, 'secret');
      const backupCodes = textIn(form, 'backupCodes').split(' ').filter(Boolean);
      return data(
        { ...enrolment(visit, { secret, backupCodes }), problem: problemOf(result) },
        { status: 422 },
      );
    }),
    remove: act('account', async (visit) =>
      back(
        await dropSecondFactor(visit.actor, textIn(visit.form, 'password'), headersOf(visit)),
        '/second-factor',
      ),
    ),
  },
  open,
);

/** The secret as picture and text. The picture is drawn here, so no other site and no script learns it. */
function enrolment(
  { person }: FormVisit,
  { secret, backupCodes }: { secret: string; backupCodes: readonly string[] },
) {
  const issuer = m.access_factor_issuer();
  const label = `${issuer}:${person.userName}`;
  const address = `otpauth://totp/${encodeURIComponent(label)}?${new URLSearchParams({ secret, issuer })}`;
  return { secret, backupCodes, picture: renderSVG(address, { ecc: 'M', border: 2 }) };
}

export default function SecondFactorPage() {
  const { on, owed } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const problem = reply && 'problem' in reply ? reply.problem : undefined;
  return (
    <Page
      title={m.access_factor_title()}
      lead={m.access_factor_lead()}
      above={owed ? [] : [{ to: '/account', label: m.access_account() }]}
      narrow
    >
      {owed ? <Notice tone="due" title={m.access_factor_required()} /> : null}
      {problem ? <Notice tone="late" title={problem} live /> : null}
      {reply && 'secret' in reply ? <EnrolForm {...reply} /> : <PasswordStep on={on} />}
    </Page>
  );
}

/** Whoever merely finds a signed-in computer neither gives nor takes a second factor: the password is asked again. */
function PasswordStep({ on }: { on: boolean }) {
  return (
    <Section title={on ? m.access_factor_remove() : m.access_factor_begin()}>
      {on ? <Notice tone="ok" title={m.access_factor_on_text()} /> : null}
      <EditForm intent={on ? 'remove' : 'begin'} wholePage>
        <TextField
          name="password"
          label={m.access_password()}
          type="password"
          autoComplete="current-password"
        />
        <SubmitButton danger={on}>{on ? m.access_factor_remove() : m.access_factor_begin()}</SubmitButton>
      </EditForm>
    </Section>
  );
}
