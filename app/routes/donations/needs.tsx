import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import {
  listFreeNeeds,
  listNamedNeeds,
  nameMoneyNeed,
  nameNeed,
  withdrawNeed,
} from '~/domain/donations/appeals';
import { dateOf } from '~/domain/kernel/plain-date';
import { intents, page, post } from '~/routes/authorised.server';
import { neededText, needOriginLabel, needStateLabel, needStateTone } from '~/ui/donations/appeal-labels';
import { goodsName, optionsOf } from '~/ui/donations/labels';
import { Dialog } from '~/ui/kit/dialog';
import {
  Choice,
  HiddenField,
  MoneyField,
  NumberField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate, formatNumber } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('donations.name-need', async ({ actor }) => ({
  needs: await listFreeNeeds(actor, {}),
  named: await listNamedNeeds(actor, {}),
  viewer: actor.name,
}));

const back = { then: () => '/gifts/needs' };
export const action = intents({
  goods: post(nameNeed, back),
  money: post(nameMoneyNeed, back),
  withdraw: post(withdrawNeed, back),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_needs() }) }];

export default function Needs() {
  const { needs, named, viewer } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page title={m.donations_needs()} lead={m.donations_needs_lead()} watermark={viewer}>
      <Table
        caption={m.donations_needs()}
        rows={needs}
        rowKey={(need) => need.id}
        empty={m.donations_needs_none()}
        columns={[
          { key: 'name', title: m.donations_need_what(), heading: true, cell: goodsName },
          {
            key: 'wanted',
            title: m.donations_need_quantity(),
            numeric: true,
            cell: neededText,
          },
          { key: 'origin', title: m.donations_need_origin(), cell: (need) => needOriginLabel[need.origin]() },
          {
            key: 'note',
            title: m.donations_need_note(),
            cell: (need) => need.note ?? m.donations_need_note_hidden(),
          },
          { key: 'by', title: m.donations_need_by(), cell: (need) => need.namedBy },
          {
            key: 'on',
            title: m.donations_need_named_on(),
            cell: (need) => formatDate(dateOf(need.namedAt)),
          },
          {
            key: 'withdraw',
            title: m.donations_need_withdraw(),
            cell: (need) =>
              need.mayWithdraw ? (
                <Dialog
                  id={`withdraw-${need.id}`}
                  title={m.donations_need_withdraw()}
                  trigger={m.donations_need_withdraw()}
                  danger
                >
                  <EditForm intent="withdraw" id={`withdraw-${need.id}-form`} reply={reply}>
                    <HiddenField name="needId" value={need.id} />
                    <p>{goodsName(need)}</p>
                    <TextArea name="reason" label={m.donations_need_withdraw_reason()} rows={2} />
                    <SubmitButton danger>{m.donations_need_withdraw()}</SubmitButton>
                  </EditForm>
                </Dialog>
              ) : null,
          },
        ]}
      />
      <Section title={m.donations_needs_named()}>
        <Table
          caption={m.donations_needs_named()}
          rows={named}
          rowKey={(need) => need.id}
          empty={m.donations_needs_none()}
          columns={[
            { key: 'name', title: m.donations_need_what(), heading: true, cell: goodsName },
            { key: 'wanted', title: m.donations_need_quantity(), numeric: true, cell: neededText },
            {
              key: 'accepted',
              title: m.donations_need_accepted(),
              numeric: true,
              cell: (need) => (need.quantity === null ? m.kit_empty_value() : formatNumber(need.accepted)),
            },
            {
              key: 'on',
              title: m.donations_need_named_on(),
              cell: (need) => formatDate(dateOf(need.namedAt)),
            },
            { key: 'by', title: m.donations_need_by(), cell: (need) => need.namedBy },
            {
              key: 'state',
              title: m.donations_need_state(),
              cell: (need) => (
                <>
                  <Status tone={needStateTone[need.state]}>{needStateLabel[need.state]()}</Status>
                  {need.withdrawnOn ? (
                    <span className="quiet">
                      {' '}
                      {m.donations_need_withdrawn_why({
                        on: formatDate(need.withdrawnOn),
                        reason: need.withdrawnReason ?? '',
                      })}
                    </span>
                  ) : null}
                </>
              ),
            },
          ]}
        />
      </Section>
      <Section title={m.donations_need_name()}>
        <EditForm intent="goods" reply={reply}>
          <TextField name="name" label={m.donations_item_name()} size={16} />
          <TextField name="spec" label={m.donations_item_spec()} size={16} optional />
          <TextField name="unit" label={m.donations_item_unit()} size={6} />
          <NumberField name="quantity" label={m.donations_quantity()} size={6} />
          <Origin />
          <SubmitButton>{m.donations_need_name()}</SubmitButton>
        </EditForm>
      </Section>
      <Section title={m.donations_need_name_money()}>
        <EditForm intent="money" reply={reply}>
          <TextField name="name" label={m.donations_need_for()} hint={m.donations_need_for_hint()} />
          <MoneyField name="amountFen" label={m.donations_amount()} />
          <Origin />
          <SubmitButton>{m.donations_need_name_money()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}

const Origin = () => (
  <>
    <Choice name="origin" label={m.donations_need_origin()} options={optionsOf(needOriginLabel)} />
    <TextArea
      name="note"
      label={m.donations_need_note()}
      hint={m.donations_need_note_hint()}
      rows={2}
      optional
    />
  </>
);
