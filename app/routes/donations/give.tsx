import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listGivingChoices } from '~/domain/donations/list-entities';
import { pledgeMoneyPublicly } from '~/domain/donations/pledge-gift';
import { publicAct, publicPage } from '~/routes/authorised.server';
import { replyWithRefusals, submission } from '~/routes/form.server';
import { GiveTabs } from '~/ui/donations/give-tabs';
import { named } from '~/ui/donations/labels';
import { OtherDistricts } from '~/ui/donations/other-districts';
import { AmountField, DestinationFields, DonorFields } from '~/ui/donations/pledge-fields';
import { SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';
import { publicDistrict } from '../public-district.server';
import { donePath } from './give-done';

export const loader = publicPage(async (visit) => {
  const { actor, ...whose } = await publicDistrict(visit);
  return { ...whose, choices: await listGivingChoices(actor, {}) };
});

export const action = publicAct(async (visit) => {
  const { actor, district } = await publicDistrict(visit);
  const sent = submission(visit.form, pledgeMoneyPublicly.input);
  const result = await pledgeMoneyPublicly(actor, sent.input);
  if (!result.ok) return replyWithRefusals(sent, result.refusals);
  throw redirect(donePath(result.value, { kind: 'money', district: district.slug }), 303);
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_give_title() }) }];

export default function Give() {
  const { choices, district, others } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page title={m.donations_give_title()} lead={m.donations_give_lead({ district: named(district) })} narrow>
      <GiveTabs district={district.slug} />
      <Section>
        {choices.entities.length === 0 ? (
          <Notice tone="stopped" title={m.donations_nobody_receives()} />
        ) : (
          <EditForm
            reply={reply}
            values={{ anonymous: 'true', purpose: choices.purposes[0]?.code, donor: { kind: 'person' } }}
          >
            <AmountField />
            <DestinationFields choices={choices} />
            <DonorFields />
            <SubmitButton>{m.donations_give_money()}</SubmitButton>
          </EditForm>
        )}
      </Section>
      <OtherDistricts path="/give" others={others} />
    </Page>
  );
}
