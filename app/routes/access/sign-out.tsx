import { type MetaFunction, redirect } from '@remix-run/node';
import { endSessions } from '~/domain/access/end-sessions';
import { signOut } from '~/domain/access/sign-in';
import { signInHeaders } from '~/platform/sign-in/session.server';
import { SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';
import { publicAct, publicPage } from '../authorised.server';

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.access_signed_out_title() }) }];

export const loader = publicPage(async ({ viewer }) => {
  if (!viewer) throw redirect('/sign-in');
  return null;
});

/** Ends this session; with `everywhere` those on every other device too. */
export const action = publicAct(async ({ viewer, form, request, context }) => {
  if (viewer && form.get('everywhere')) await endSessions(viewer, {});
  const cookies = await signOut(viewer, signInHeaders(request, context.clientAddress));
  const headers = new Headers();
  for (const cookie of cookies) headers.append('Set-Cookie', cookie);
  return redirect('/sign-in', { status: 303, headers });
});

export default function SignOutPage() {
  return (
    <Page title={m.access_signed_out_title()} lead={m.access_signed_out_lead()} narrow>
      <Section>
        <EditForm id="here" wholePage>
          <SubmitButton>{m.access_sign_out_here()}</SubmitButton>
        </EditForm>
        <EditForm id="everywhere" wholePage>
          <SubmitButton name="everywhere" value="yes" danger>
            {m.access_sign_out_everywhere()}
          </SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
