import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listGivingChoices } from '~/domain/donations/list-entities';
import { listSpendings } from '~/domain/donations/list-gifts';
import { spendMoney } from '~/domain/donations/spend-money';
import { dateOf } from '~/domain/kernel/plain-date';
import { page, post } from '~/routes/authorised.server';
import { named } from '~/ui/donations/labels';
import { DateField, MoneyField, SelectField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate, formatMoney } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('donations.view', async ({ actor }) => ({
  spendings: await listSpendings(actor, {}),
  purposes: (await listGivingChoices(actor, {})).purposes,
  today: dateOf(new Date()),
  may: {
    spend: actor.permissions.has('donations.confirm-money'),
    ledger: actor.permissions.has('ledger.view'),
  },
}));

export const action = post(spendMoney, { then: () => '/gifts/spendings' });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_spendings() }) }];

export default function Spendings() {
  const { spendings, purposes, today, may } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.donations_spendings()}
      lead={m.donations_spendings_lead()}
      above={[{ to: '/gifts', label: m.donations_title() }]}
    >
      <Table
        caption={m.donations_spendings()}
        rows={spendings}
        rowKey={(row) => row.id}
        empty={m.donations_spendings_none()}
        columns={[
          {
            key: 'voucher',
            title: m.donations_voucher_number(),
            heading: true,
            cell: (row) =>
              may.ledger ? (
                <Link to={`/ledger/entries/${row.entryId}`}>{row.voucherNumber}</Link>
              ) : (
                row.voucherNumber
              ),
          },
          { key: 'what', title: m.donations_what(), cell: (row) => row.what },
          {
            key: 'purpose',
            title: m.donations_purpose(),
            cell: (row) => named({ name: row.purposeName, nameEn: row.purposeNameEn }),
          },
          { key: 'on', title: m.donations_spent_on(), cell: (row) => formatDate(row.spentOn) },
          {
            key: 'amount',
            title: m.donations_amount(),
            numeric: true,
            cell: (row) => formatMoney(row.amountFen),
          },
        ]}
      />
      {may.spend ? (
        <Section title={m.donations_spend()}>
          <EditForm reply={reply} values={{ spentOn: today }}>
            <SelectField
              name="purpose"
              label={m.donations_purpose()}
              options={purposes.map((purpose) => ({ value: purpose.code, label: named(purpose) }))}
            />
            <MoneyField name="amountFen" label={m.donations_amount()} />
            <DateField name="spentOn" label={m.donations_spent_on()} max={today} />
            <TextField name="what" label={m.donations_what()} hint={m.donations_what_hint()} />
            <TextField
              name="voucherNumber"
              label={m.donations_voucher_number()}
              size={20}
              autoComplete="off"
            />
            <SubmitButton>{m.donations_spend()}</SubmitButton>
          </EditForm>
        </Section>
      ) : null}
    </Page>
  );
}
