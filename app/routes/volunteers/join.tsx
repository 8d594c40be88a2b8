import { data, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import {
  agreeToInvitation,
  findInvitation,
  joinForm,
  refuseInvitation,
} from '~/domain/volunteers/answer-invitation';
import { type PublicVisit, publicAct, publicPage } from '~/routes/authorised.server';
import { replyWithRefusals, replyWithRows, submission } from '~/routes/form.server';
import { Checkbox, Choices, Fieldset, SelectField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatInstant } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { optionsOf, relationLabel, serviceLabel } from '~/ui/volunteers/labels';
import { SkillRows } from '~/ui/volunteers/skill-rows';
import { SlotRows } from '~/ui/volunteers/slot-rows';
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
  const sent = submission(visit.form, joinForm);
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
          <TextField name="name" label={m.volunteers_name()} autoComplete="name" />
          <TextField
            name="identityNumber"
            label={m.volunteers_identity_number()}
            hint={m.volunteers_join_identity_hint()}
            size={20}
            autoComplete="off"
          />
          <SelectField name="townCode" label={m.volunteers_town()} options={invitation.towns ?? []} />
          <TextField name="village" label={m.volunteers_village()} optional />
          <Choices
            name="serviceKinds"
            label={m.volunteers_services()}
            hint={m.volunteers_join_services_hint()}
            options={optionsOf(serviceLabel)}
          />
          <SlotRows />
          <SkillRows />
          <Fieldset legend={m.volunteers_guardian()} hint={m.volunteers_join_guardian_hint()}>
            <TextField name="guardianName" label={m.volunteers_guardian_name()} optional />
            <SelectField
              name="guardianRelation"
              label={m.volunteers_guardian_relation()}
              options={optionsOf(relationLabel)}
              optional
            />
            <TextField
              name="guardianPhone"
              type="tel"
              label={m.volunteers_guardian_phone()}
              size={16}
              optional
            />
            <Checkbox name="guardianConsent" label={m.volunteers_join_guardian_consent()} />
          </Fieldset>
          <Checkbox name="ownWill" label={m.volunteers_join_own_will({ group })} />
          <Checkbox
            name="dataConsent"
            label={m.volunteers_join_data()}
            hint={m.volunteers_join_data_hint()}
          />
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
