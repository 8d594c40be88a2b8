import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listAppealsToGive } from '~/domain/donations/appeals';
import { listGivingChoices } from '~/domain/donations/list-entities';
import { pledgeMoney } from '~/domain/donations/pledge-gift';
import { newCashForm, recordCashGift } from '~/domain/donations/record-money';
import { dateOf } from '~/domain/kernel/plain-date';
import { intents, page, post } from '~/routes/authorised.server';
import { AmountField, AppealField, DestinationFields, DonorFields } from '~/ui/donations/pledge-fields';
import { DateField, HiddenField, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

export const loader = page('donations.confirm-money', async ({ actor }) => ({
  choices: await listGivingChoices(actor, {}),
  appeals: await listAppealsToGive(actor, {}),
  today: dateOf(new Date()),
  /** The same form sent twice is one gift. */
  giftId: newCashForm(),
}));

export const action = intents({
  pledge: post(pledgeMoney, { then: ({ giftId }) => `/gifts/${giftId}` }),
  cash: post(recordCashGift, { then: ({ giftId }) => `/gifts/${giftId}` }),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_new() }) }];

export default function NewGift() {
  const { choices, appeals, today, giftId } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const first = {
    anonymous: 'true',
    purpose: choices.purposes[0]?.code,
    donor: { kind: 'person' },
    receivedOn: today,
  };
  return (
    <Page
      title={m.donations_new()}
      lead={m.donations_new_lead()}
      above={[{ to: '/gifts', label: m.donations_title() }]}
      narrow
    >
      <Section title={m.donations_new_transfer()}>
        <p>{m.donations_new_transfer_text()}</p>
        <EditForm intent="pledge" reply={reply} values={first}>
          <AmountField />
          <DestinationFields choices={choices} />
          <AppealField appeals={appeals} />
          <DonorFields />
          <SubmitButton>{m.donations_pledge()}</SubmitButton>
        </EditForm>
      </Section>
      <Section title={m.donations_new_cash()}>
        <p>{m.donations_new_cash_text()}</p>
        <EditForm intent="cash" reply={reply} values={first}>
          <HiddenField name="giftId" value={giftId} />
          <AmountField />
          <DateField name="receivedOn" label={m.donations_received_on()} max={today} />
          <DestinationFields choices={choices} />
          <AppealField appeals={appeals} />
          <DonorFields />
          <SubmitButton>{m.donations_record_cash()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
