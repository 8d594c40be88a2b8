import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { newApplyingTask } from '~/domain/volunteers/application-guard';
import { applyToVolunteer, listPublicTowns } from '~/domain/volunteers/apply-to-volunteer';
import { publicAct, publicPage } from '~/routes/authorised.server';
import { replyWithRefusals, replyWithRows, submission } from '~/routes/form.server';
import { GuardFields } from '~/ui/donations/guard-fields';
import { named } from '~/ui/donations/labels';
import { OtherDistricts } from '~/ui/donations/other-districts';
import { Checkbox, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { townOptions } from '~/ui/people/labels';
import { DataConsent, SelfFields } from '~/ui/volunteers/self-fields';
import { m } from '~/words/generated/messages';
import { guardOf } from '../guarded.server';
import { demandWithin } from '../limited.server';
import { publicDistrict } from '../public-district.server';

/** Forms a minute from one address, and for one district from anywhere; each costs a computation here. */
const LIMIT = { use: 'volunteering', ofAddress: 30, ofSecret: 120 };

export const loader = publicPage(async (visit) => {
  const { actor, district, others } = await publicDistrict(visit);
  const [task, towns] = await Promise.all([newApplyingTask(actor, {}), listPublicTowns(actor)]);
  return { district, others, task, towns: townOptions(towns) };
});

export const action = publicAct(async (visit) => {
  const { actor, district } = await publicDistrict(visit);
  const sent = submission(visit.form, applyToVolunteer.input);
  if (sent.rowsChanged) return replyWithRows(sent);
  await demandWithin(LIMIT, visit, district.slug);
  const applied = await applyToVolunteer(actor, { ...sent.input, guard: guardOf(visit) });
  if (!applied.ok) return replyWithRefusals(sent, applied.refusals);
  throw redirect(`/join/done?district=${district.slug}`, 303);
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.volunteers_apply_title() }) }];

export default function Apply() {
  const { district, others, task, towns } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.volunteers_apply_title()}
      lead={m.volunteers_apply_lead({ district: named(district) })}
      narrow
    >
      <Section>
        <p>{m.volunteers_apply_how()}</p>
        <EditForm reply={reply}>
          <GuardFields task={task} />
          <SelfFields towns={towns}>
            <TextField
              name="phone"
              type="tel"
              label={m.volunteers_phone()}
              hint={m.volunteers_apply_phone_hint()}
              size={16}
              autoComplete="tel"
            />
            <TextField
              name="mail"
              type="email"
              label={m.volunteers_invited_mail()}
              autoComplete="email"
              optional
            />
          </SelfFields>
          <Checkbox name="ownWill" label={m.volunteers_apply_own_will()} />
          <DataConsent />
          <SubmitButton>{m.volunteers_apply_send()}</SubmitButton>
        </EditForm>
      </Section>
      <OtherDistricts path="/join" others={others} />
    </Page>
  );
}
