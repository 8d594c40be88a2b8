import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { listDistricts } from '~/domain/donations/list-districts';
import { listGivingChoices } from '~/domain/donations/list-entities';
import { findMonthlyByLink } from '~/domain/donations/monthly-gifts';
import { payMonthlyGift } from '~/domain/donations/pay-gift';
import { providerNames } from '~/domain/payments/payment.rules';
import { notFound, publicAct, publicPage } from '~/routes/authorised.server';
import { replyWithRefusals, submission } from '~/routes/form.server';
import { named } from '~/ui/donations/labels';
import { MoneyChecked, PayTo } from '~/ui/donations/pay-to';
import { DescriptionList } from '~/ui/kit/description-list';
import { SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatMoney } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { ProviderButtons } from '~/ui/payments/pay-online';
import { m } from '~/words/generated/messages';
import { wayOf } from '../payments/pay-bill.server';
import { payPath } from './give-pay';

/** Where the link of a monthly reminder leads: to pay this month's gift, or to stop. Without sign-in; names nobody. */
export const loader = publicPage(async ({ param, context }) => {
  const found = await findMonthlyByLink({ link: param('link'), requestId: context.requestId });
  if (!found) throw notFound();
  const { id: _, waiting, ...monthly } = found.monthly;
  const { providers, entities } = await listGivingChoices(found.actor, {});
  return {
    monthly,
    providers,
    reference: waiting?.reference,
    moneyWaits: waiting?.moneyWaits ?? false,
    account: entities.find((entity) => entity.id === waiting?.entityId),
  };
});

const form = z.object({ provider: z.enum(providerNames, 'PAYMENTS.PROVIDER') });

export const action = publicAct(async (visit) => {
  const found = await findMonthlyByLink({ link: visit.param('link'), requestId: visit.context.requestId });
  if (!found) throw notFound();
  if (visit.form.get('intent') === 'stop') {
    await found.stop();
    throw redirect(visit.url.pathname, 303);
  }
  const sent = submission(visit.form, form);
  const { provider } = sent.input;
  const result = await payMonthlyGift(found.actor, {
    monthlyId: found.monthly.id,
    provider,
    way: wayOf(visit.request.headers.get('user-agent') ?? '', provider),
  });
  if (!result.ok) return replyWithRefusals(sent, result.refusals);
  const district = (await listDistricts()).find(({ id }) => id === found.actor.tenantId);
  throw redirect(payPath(result.value.number, district?.slug ?? ''), 303);
});

export const meta: MetaFunction = () => [
  { title: m.kit_page_title({ page: m.donations_monthly() }) },
  { name: 'robots', content: 'noindex, nofollow' },
  // Not `no-referrer`: forms sent without script would not say where they come from, and be refused.
  { name: 'referrer', content: 'same-origin' },
];

export default function GiveMonthly() {
  const { monthly, reference, moneyWaits, account, providers } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const active = monthly.status === 'active';
  return (
    <Page title={m.donations_monthly()} narrow>
      {active ? null : <Notice tone="stopped" title={m.donations_monthly_is_stopped()} />}
      <Section>
        <DescriptionList
          items={[
            { term: m.donations_amount(), value: formatMoney(monthly.amountFen) },
            {
              term: m.donations_purpose(),
              value: named({ name: monthly.purposeName, nameEn: monthly.purposeNameEn }),
            },
            { term: m.donations_monthly_day(), value: String(monthly.day) },
          ]}
        />
      </Section>
      {active ? (
        <>
          <Section title={m.donations_monthly_this()}>
            {reference === undefined ? <p>{m.donations_monthly_nothing_waits()}</p> : null}
            {moneyWaits ? <MoneyChecked /> : null}
            {reference !== undefined && !moneyWaits ? (
              <>
                <ProviderButtons offered={providers} reply={reply} />
                {account ? <PayTo reference={reference} account={account} /> : null}
              </>
            ) : null}
          </Section>
          <Section title={m.donations_monthly_stop()}>
            <p className="quiet">{m.donations_monthly_stop_hint()}</p>
            <EditForm intent="stop" id="stop" reply={reply}>
              <SubmitButton>{m.donations_monthly_stop()}</SubmitButton>
            </EditForm>
          </Section>
        </>
      ) : null}
    </Page>
  );
}
