import { data, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { agreeToInvitation, findInvitation, refuseInvitation } from '~/domain/volunteers/answer-invitation';
import { selfForm } from '~/domain/volunteers/self-registration';
import { type PublicVisit, publicAct, publicPage } from '~/routes/authorised.server';
import { replyWithRefusals, replyWithRows, submission } from '~/routes/form.server';
import { Checkbox, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatInstant } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { DataConsent, SelfFields } from '~/ui/volunteers/self-fields';
import { m } from '~/words/generated/messages';
import { demandWithin } from '../limited.server';

/** A class or a firm may answer from one address; whoever fills the form in sends it a few times. */
const LIMIT = { use: 'join', ofAddress: 60, ofSecret: 20 };

async function found(visit: PublicVisit) {
  const secret = visit.param('secret');
  await demandWithin(LIMIT, visit, secret);
  const opened = await findInvitation({ secret, requestId: visit.context.requestId });
  return opened && { ...opened, secret };
}

/** Where the link of an invitation leads: somebody of a group agrees to become a volunteer, or refuses. Without sign-in. */
export const loader = publicPage(async (visit) => {
  const opened = await found(visit);
  return data({ invitation: opened?.invitation ?? null }, { status: opened ? 200 : 404 });
});

export const action = publicAct(async (visit) => {
  const opened = await found(visit);
  // The page says by itself what has become of its link.
  if (!opened) throw redirect(visit.url.pathname, 303);
  const { actor, secret } = opened;
  if (visit.form.get('intent') === 'refuse') {
    const sent = submission(visit.form, refuseInvitation.input);
    const refused = await refuseInvitation(actor, { secret });
    if (!refused.ok) return replyWithRefusals(sent, refused.refusals);
    throw redirect(visit.url.pathname, 303);
  }
  const sent = submission(visit.form, selfForm);
  if (sent.rowsChanged) return replyWithRows(sent);
  const agreed = await agreeToInvitation(actor, { ...sent.input, secret });
  if (!agreed.ok) return replyWithRefusals(sent, agreed.refusals);
  throw redirect(visit.url.pathname, 303);
});

export const meta: MetaFunction = () => [
  { title: m.kit_page_title({ page: m.volunteers_join_title() }) },
  { name: 'robots', content: 'noindex, nofollow' },
  // Not `no-referrer`: forms sent without script would not say where they come from, and be refused.
  { name: 'referrer', content: 'same-origin' },
];

export default function Join() {
  const { invitation } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  if (!invitation)
    return (
      <Page title={m.volunteers_join_title()} narrow>
        <Notice tone="stopped" title={m.volunteers_join_unknown()}>
          <p>{m.volunteers_join_unknown_text()}</p>
        </Notice>
      </Page>
    );
  const group = [invitation.unit, invitation.team].filter(Boolean).join(' ');
  if (invitation.state !== 'asked') {
    const said = {
      agreed: { tone: 'ok', title: m.volunteers_join_agreed(), text: m.volunteers_join_agreed_text() },
      refused: { tone: 'info', title: m.volunteers_join_refused(), text: m.volunteers_join_refused_text() },
      withdrawn: {
        tone: 'stopped',
        title: m.volunteers_join_withdrawn(),
        text: m.volunteers_join_withdrawn_text(),
      },
      expired: {
        tone: 'stopped',
        title: m.volunteers_join_expired(),
        text: m.volunteers_join_withdrawn_text(),
      },
    } as const;
    const { tone, title, text } = said[invitation.state];
    return (
      <Page title={m.volunteers_join_title()} lead={group} narrow>
        <Notice tone={tone} title={title}>
          <p>{text}</p>
        </Notice>
      </Page>
    );
  }
  return (
    <Page title={m.volunteers_join_title()} lead={m.volunteers_join_lead({ group })} narrow>
      <Notice tone="info" title={m.volunteers_join_free()}>
        <p>
          {m.volunteers_join_free_text({
            until: invitation.expiresAt ? formatInstant(invitation.expiresAt) : '',
          })}
        </p>
        {invitation.leads ? <p>{m.volunteers_join_leads()}</p> : null}
      </Notice>
      <Section title={m.volunteers_join_agree_title()}>
        <p className="quiet">{m.volunteers_join_phone({ phone: invitation.phone ?? '' })}</p>
        <EditForm intent="agree" id="agree" reply={reply} values={{ name: invitation.name }}>
          <SelfFields towns={invitation.towns ?? []} />
          <Checkbox name="ownWill" label={m.volunteers_join_own_will({ group })} />
          <DataConsent />
          <SubmitButton>{m.volunteers_join_agree()}</SubmitButton>
        </EditForm>
      </Section>
      <Section title={m.volunteers_join_refuse_title()}>
        <p className="quiet">{m.volunteers_join_refuse_hint()}</p>
        <EditForm intent="refuse" id="refuse" reply={reply}>
          <SubmitButton danger>{m.volunteers_join_refuse()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
