import { type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { listOpenAppeals } from '~/domain/donations/appeals';
import { newGivingTask } from '~/domain/donations/giving-guard';
import { listGivingChoices } from '~/domain/donations/list-entities';
import { giveOnline, pledgeMoneyPublicly } from '~/domain/donations/pledge-gift';
import { providerNames } from '~/domain/payments/payment.rules';
import { publicAct, publicPage } from '~/routes/authorised.server';
import { replyWithRefusals, submission } from '~/routes/form.server';
import { GiveTabs } from '~/ui/donations/give-tabs';
import { GuardFields } from '~/ui/donations/guard-fields';
import { named } from '~/ui/donations/labels';
import { OtherDistricts } from '~/ui/donations/other-districts';
import { AmountField, DestinationFields, ForAppeal, PublicDonorFields } from '~/ui/donations/pledge-fields';
import { Choice, HiddenField, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { providerLabel } from '~/ui/payments/labels';
import { m } from '~/words/generated/messages';
import { guardOf } from '../guarded.server';
import { wayOf } from '../payments/pay-bill.server';
import { publicDistrict } from '../public-district.server';
import { appealOf } from './appeal-of.server';
import { donePath } from './give-done';
import { payPath } from './give-pay';

export const loader = publicPage(async (visit) => {
  const { actor, ...whose } = await publicDistrict(visit);
  const [choices, task, appeal, appeals] = await Promise.all([
    listGivingChoices(actor, {}),
    newGivingTask(actor, {}),
    appealOf(actor, visit.url),
    listOpenAppeals(actor, {}),
  ]);
  const asks = appeals.filter(({ running }) => running).length;
  return { ...whose, choices, task, appeal, asks };
});

/** By what it is paid: a provider, or a transfer. */
const form = pledgeMoneyPublicly.input.extend({
  provider: z.enum([...providerNames, 'transfer'], 'PAYMENTS.PROVIDER'),
});

export const action = publicAct(async (visit) => {
  const { actor, district } = await publicDistrict(visit);
  const sent = submission(visit.form, form);
  const { provider, ...given } = sent.input;
  const said = { ...given, guard: guardOf(visit) };
  if (provider === 'transfer') {
    const pledged = await pledgeMoneyPublicly(actor, said);
    if (!pledged.ok) return replyWithRefusals(sent, pledged.refusals);
    throw redirect(donePath(pledged.value, { kind: 'money', district: district.slug }), 303);
  }
  const way = wayOf(visit.request.headers.get('user-agent') ?? '', provider);
  const ordered = await giveOnline(actor, { ...said, provider, way });
  if (!ordered.ok) return replyWithRefusals(sent, ordered.refusals);
  throw redirect(payPath(ordered.value.number, district.slug), 303);
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_give_title() }) }];

export default function Give() {
  const { choices, district, others, task, appeal, asks } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const online = choices.providers.length > 0;
  return (
    <Page title={m.donations_give_title()} lead={m.donations_give_lead({ district: named(district) })} narrow>
      <GiveTabs district={district.slug} appealId={appeal?.id} />
      {appeal || asks === 0 ? null : (
        <p>
          <Link to={`/appeals?district=${district.slug}`}>{m.donations_give_appeals({ count: asks })}</Link>
        </p>
      )}
      <Section>
        {choices.entities.length === 0 ? (
          <Notice tone="stopped" title={m.donations_nobody_receives()} />
        ) : (
          <EditForm
            reply={reply}
            values={{
              anonymous: 'true',
              purpose: choices.purposes[0]?.code,
              donor: { kind: 'person' },
              provider: choices.providers[0],
            }}
          >
            <GuardFields task={task} />
            <AmountField />
            {appeal ? <ForAppeal appeal={appeal} /> : <DestinationFields choices={choices} withDonor />}
            <PublicDonorFields />
            {online ? (
              <Choice
                name="provider"
                label={m.donations_pay_how()}
                options={[
                  ...choices.providers.map((name) => ({ value: name, label: providerLabel[name]() })),
                  {
                    value: 'transfer',
                    label: m.donations_means_transfer(),
                    hint: m.donations_pay_transfer_hint(),
                  },
                ]}
              />
            ) : (
              <HiddenField name="provider" value="transfer" />
            )}
            <SubmitButton>{online ? m.donations_give_next() : m.donations_give_money()}</SubmitButton>
          </EditForm>
        )}
      </Section>
      <OtherDistricts path="/give" others={others} />
    </Page>
  );
}
