import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listGivingChoices } from '~/domain/donations/list-entities';
import { findOwnDonor } from '~/domain/donations/list-own-gifts';
import { listOwnMonthlyGifts, startMonthlyGift, stopMonthlyGift } from '~/domain/donations/monthly-gifts';
import { intents, page, post } from '~/routes/authorised.server';
import { named } from '~/ui/donations/labels';
import { AmountField, DestinationFields } from '~/ui/donations/pledge-fields';
import { HiddenField, NumberField, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatMoney, formatMonth } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('donations.view-own', async ({ actor }) => ({
  donor: await findOwnDonor(actor, {}),
  choices: await listGivingChoices(actor, {}),
  monthly: (await listOwnMonthlyGifts(actor, {})).map(({ link: _, userId: __, donorId: ___, ...row }) => row),
}));

const back = { then: () => '/my/gifts/monthly' };
export const action = intents({ start: post(startMonthlyGift, back), stop: post(stopMonthlyGift, back) });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_monthly() }) }];

export default function OwnMonthly() {
  const { donor, choices, monthly } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.donations_monthly()}
      lead={m.donations_monthly_lead()}
      above={[{ to: '/my/gifts', label: m.donations_own_title() }]}
    >
      <Table
        caption={m.donations_monthly()}
        rows={monthly}
        rowKey={(row) => row.id}
        empty={m.donations_monthly_none()}
        columns={[
          {
            key: 'purpose',
            title: m.donations_purpose(),
            heading: true,
            cell: (row) => named({ name: row.purposeName, nameEn: row.purposeNameEn }),
          },
          {
            key: 'amount',
            title: m.donations_amount(),
            numeric: true,
            cell: (row) => formatMoney(row.amountFen),
          },
          {
            key: 'next',
            title: m.donations_monthly_next(),
            cell: (row) =>
              row.status !== 'active'
                ? m.kit_empty_value()
                : choices.entities.some(({ id }) => id === row.entityId)
                  ? m.donations_monthly_next_on({ month: formatMonth(row.nextMonth), day: row.day })
                  : m.donations_monthly_waits(),
          },
          {
            key: 'status',
            title: m.donations_status(),
            cell: (row) =>
              row.status === 'active' ? (
                <EditForm intent="stop" id={`stop-${row.id}`} reply={reply}>
                  <HiddenField name="monthlyId" value={row.id} />
                  <SubmitButton>{m.donations_monthly_stop()}</SubmitButton>
                </EditForm>
              ) : (
                <Status tone="stopped">{m.donations_monthly_stopped()}</Status>
              ),
          },
        ]}
      />
      {donor ? null : <Notice tone="due" title={m.donations_not_linked()} />}
      {donor && choices.entities.length > 0 ? (
        <Section title={m.donations_monthly_start()}>
          <EditForm
            intent="start"
            reply={reply}
            values={{
              anonymous: String(donor.anonymous),
              purpose: choices.purposes[0]?.code,
              day: 10,
            }}
          >
            <AmountField />
            <NumberField
              name="day"
              label={m.donations_monthly_day()}
              hint={m.donations_monthly_day_hint()}
              size={4}
            />
            <DestinationFields choices={choices} />
            <SubmitButton>{m.donations_monthly_start()}</SubmitButton>
          </EditForm>
        </Section>
      ) : null}
    </Page>
  );
}
