import { data, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { createOwnAccount, findAccountLink, linkOwnAccount } from '~/domain/volunteers/account-link';
import { type PublicVisit, publicAct, publicPage } from '~/routes/authorised.server';
import { replyWithRefusals, submission } from '~/routes/form.server';
import { SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';
import { demandWithin } from '../limited.server';

const LIMIT = { use: 'volunteer-account', ofAddress: 60, ofSecret: 20 };

async function found(visit: PublicVisit) {
  const secret = visit.param('secret');
  await demandWithin(LIMIT, visit, secret);
  const opened = await findAccountLink({ secret, requestId: visit.context.requestId });
  return opened && { ...opened, secret };
}

/** Where a volunteer's link to an account leads: they take the account they are signed in with, or make one. */
export const loader = publicPage(async (visit) => {
  const opened = await found(visit);
  return data(
    {
      link: opened?.link ?? null,
      viewer: visit.viewer
        ? { name: visit.viewer.name, here: visit.viewer.tenantId === opened?.actor.tenantId }
        : null,
      signIn: `/sign-in?${new URLSearchParams({ next: visit.url.pathname })}`,
    },
    { status: opened ? 200 : 404 },
  );
});

export const action = publicAct(async (visit) => {
  const opened = await found(visit);
  if (!opened) throw redirect(visit.url.pathname, 303);
  const { actor, secret } = opened;
  if (visit.viewer) {
    const sent = submission(visit.form, linkOwnAccount.input);
    const linked = await linkOwnAccount(visit.viewer, { secret });
    if (!linked.ok) return replyWithRefusals(sent, linked.refusals);
    throw redirect('/my/service', 303);
  }
  const sent = submission(visit.form, createOwnAccount.input);
  const made = await createOwnAccount(actor, { ...sent.input, secret });
  if (!made.ok) return replyWithRefusals(sent, made.refusals);
  throw redirect(`/sign-in?${new URLSearchParams({ next: '/my/service' })}`, 303);
});

export const meta: MetaFunction = () => [
  { title: m.kit_page_title({ page: m.volunteers_account_title() }) },
  { name: 'robots', content: 'noindex, nofollow' },
  // Not `no-referrer`: forms sent without script would not say where they come from, and be refused.
  { name: 'referrer', content: 'same-origin' },
];

export default function AccountLink() {
  const { link, viewer, signIn } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  if (link?.state !== 'open')
    return (
      <Page title={m.volunteers_account_title()} narrow>
        {link?.state === 'used' ? (
          <Notice tone="ok" title={m.volunteers_account_used()}>
            <p>
              <Link to="/my/service">{m.volunteers_own_title()}</Link>
            </p>
          </Notice>
        ) : (
          <Notice tone="stopped" title={link ? m.volunteers_join_expired() : m.volunteers_join_unknown()}>
            <p>{m.volunteers_account_ask()}</p>
          </Notice>
        )}
      </Page>
    );
  return (
    <Page
      title={m.volunteers_account_title()}
      lead={m.volunteers_account_lead({ name: link.name ?? '', number: link.number ?? '' })}
      narrow
    >
      {viewer ? (
        <Section title={m.volunteers_account_this()}>
          {viewer.here ? (
            <>
              <p>{m.volunteers_account_this_text({ name: viewer.name })}</p>
              <EditForm intent="link" reply={reply} wholePage>
                <SubmitButton>{m.volunteers_account_link()}</SubmitButton>
              </EditForm>
            </>
          ) : (
            <p>{m.volunteers_account_elsewhere()}</p>
          )}
        </Section>
      ) : (
        <>
          <Section title={m.volunteers_account_have()}>
            <p>{m.volunteers_account_have_text()}</p>
            <div className="actions">
              <Link className="button" to={signIn}>
                {m.access_sign_in()}
              </Link>
            </div>
          </Section>
          <Section title={m.volunteers_account_new()}>
            <EditForm intent="create" reply={reply}>
              <TextField
                name="userName"
                label={m.access_user_name()}
                hint={m.access_user_name_hint()}
                autoComplete="username"
                spellCheck={false}
                size={20}
              />
              <TextField
                name="password"
                label={m.access_password()}
                hint={m.volunteers_account_password_hint()}
                type="password"
                autoComplete="new-password"
                size={20}
              />
              <SubmitButton>{m.volunteers_account_create()}</SubmitButton>
            </EditForm>
          </Section>
        </>
      )}
    </Page>
  );
}
