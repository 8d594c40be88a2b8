import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import {
  addReceptionHours,
  findReceptionPlace,
  listReceptionHours,
  setReceptionPlace,
  withdrawReceptionHours,
} from '~/domain/donations/reception';
import { intents, page, post } from '~/routes/authorised.server';
import { ReceptionPlace } from '~/ui/donations/delivery';
import { HiddenField, NumberField, SelectField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatNumber } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { slotText, weekdayOptions } from '~/ui/volunteers/week';
import { m } from '~/words/generated/messages';

export const loader = page('donations.view-reception', async ({ actor }) => ({
  hours: (await listReceptionHours(actor, {})).map((one) => ({ ...one, text: slotText(one) })),
  place: await findReceptionPlace(actor, {}),
  weekdays: weekdayOptions().map(({ value, label }) => ({ value, label })),
  may: actor.permissions.has('donations.receive-goods'),
}));

const back = { then: () => '/goods/reception/hours' };

export const action = intents({
  add: post(addReceptionHours, back),
  withdraw: post(withdrawReceptionHours, back),
  place: post(setReceptionPlace, back),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_hours() }) }];

export default function ReceptionHoursPage() {
  const { hours, place, weekdays, may } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.donations_hours()}
      lead={m.donations_hours_lead()}
      above={[{ to: '/goods/reception', label: m.donations_reception() }]}
    >
      <Table
        caption={m.donations_hours()}
        rows={hours}
        rowKey={(row) => row.id}
        empty={m.donations_hours_none()}
        columns={[
          { key: 'time', title: m.donations_delivery_hour(), heading: true, cell: (row) => row.text },
          {
            key: 'capacity',
            title: m.donations_hours_capacity(),
            numeric: true,
            cell: (row) => formatNumber(row.capacity),
          },
          ...(may
            ? [
                {
                  key: 'do',
                  title: m.donations_actions(),
                  cell: (row: (typeof hours)[number]) => (
                    <EditForm intent="withdraw" id={`withdraw-${row.id}`} reply={reply}>
                      <HiddenField name="hoursId" value={row.id} />
                      <SubmitButton danger>{m.donations_hours_withdraw()}</SubmitButton>
                    </EditForm>
                  ),
                },
              ]
            : []),
        ]}
      />
      {may ? (
        <Section title={m.donations_hours_add()}>
          <EditForm intent="add" reply={reply}>
            <SelectField name="weekday" label={m.donations_hours_weekday()} options={weekdays} />
            <TextField name="from" type="time" label={m.donations_hours_from()} size={6} />
            <TextField name="until" type="time" label={m.donations_hours_until()} size={6} />
            <NumberField
              name="capacity"
              label={m.donations_hours_capacity()}
              hint={m.donations_hours_capacity_hint()}
            />
            <SubmitButton>{m.donations_hours_add()}</SubmitButton>
          </EditForm>
        </Section>
      ) : null}
      <Section title={m.donations_place()}>
        {place ? null : <Notice tone="due" title={m.donations_place_none()} />}
        {may ? (
          <EditForm
            intent="place"
            reply={reply}
            values={place && { ...place, contact: place.contact ?? undefined }}
          >
            <TextField
              name="address"
              label={m.donations_place_address()}
              hint={m.donations_place_address_hint()}
              maxLength={200}
            />
            <TextField name="phone" type="tel" label={m.donations_place_phone()} size={13} />
            <TextField
              name="contact"
              label={m.donations_place_contact()}
              hint={m.donations_place_contact_hint()}
              maxLength={60}
              optional
            />
            <SubmitButton>{m.donations_place_set()}</SubmitButton>
          </EditForm>
        ) : (
          <ReceptionPlace place={place} />
        )}
      </Section>
    </Page>
  );
}
