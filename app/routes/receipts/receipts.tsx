import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listReceipts, listRegisters } from '~/domain/receipts/list-receipts';
import { receiptNumber } from '~/domain/receipts/receipt.rules';
import { addressOf, oneOf } from '~/routes/address.server';
import { page } from '~/routes/authorised.server';
import { SelectField, TextField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { formatDate, formatMoney, formatNumber } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { receiptKindLabel } from '~/ui/receipts/labels';
import { ReceiptState } from '~/ui/receipts/receipt-state';
import { m } from '~/words/generated/messages';

export const loader = page('receipts.view', async ({ actor, url }) => {
  const { read, unread } = addressOf(url);
  const filters = {
    state: read('state', oneOf(['valid', 'voided'])),
    text: url.searchParams.get('text')?.trim().slice(0, 60) || undefined,
  };
  const [receipts, registers] = await Promise.all([
    listReceipts(actor, { ...filters, after: url.searchParams.get('after') ?? undefined }),
    listRegisters(actor, {}),
  ]);
  return { filters, unread: unread(), receipts, registers };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.receipts_title() }) }];

export default function Receipts() {
  const { filters, unread, receipts, registers } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.receipts_title()}
      lead={m.receipts_lead()}
      actions={
        <>
          <ButtonLink to="/receipts/missing">{m.receipts_without_title()}</ButtonLink>
          <ButtonLink to="/receipts/fiscal">{m.receipts_fiscal_title()}</ButtonLink>
          <ButtonLink to="/receipts/batches">{m.receipts_batches()}</ButtonLink>
          <ButtonLink to="/receipts/yearly">{m.receipts_year_title()}</ButtonLink>
        </>
      }
    >
      {unread ? <Notice tone="due" title={unread} /> : null}
      <FilterForm values={filters}>
        <SelectField
          name="state"
          label={m.receipts_state()}
          options={[
            { value: 'valid', label: m.receipts_valid() },
            { value: 'voided', label: m.receipts_voided() },
          ]}
          optional
        />
        <TextField name="text" type="search" label={m.receipts_search()} optional />
      </FilterForm>
      <Table
        caption={m.receipts_title()}
        rows={receipts.rows}
        rowKey={(receipt) => receipt.id}
        next={receipts.next}
        empty={m.receipts_empty()}
        columns={[
          {
            key: 'number',
            title: m.receipts_number(),
            heading: true,
            cell: (receipt) => <Link to={`/receipts/${receipt.id}`}>{receiptNumber(receipt)}</Link>,
          },
          {
            key: 'payer',
            title: m.receipts_payer(),
            cell: (receipt) => receipt.payerName ?? m.receipts_payer_unnamed(),
          },
          { key: 'issued', title: m.receipts_issued_on(), cell: (receipt) => formatDate(receipt.issuedOn) },
          {
            key: 'amount',
            title: m.receipts_amount(),
            numeric: true,
            cell: (receipt) => formatMoney(receipt.amountFen),
          },
          {
            key: 'state',
            title: m.receipts_state(),
            cell: (receipt) => <ReceiptState receipt={receipt} />,
          },
        ]}
      />
      <Section title={m.receipts_registers()}>
        <Table
          caption={m.receipts_registers()}
          rows={registers}
          rowKey={(register) => `${register.entityId} ${register.kind} ${register.year}`}
          empty={m.receipts_registers_none()}
          columns={[
            {
              key: 'entity',
              title: m.receipts_payee(),
              heading: true,
              cell: (register) => register.entityName,
            },
            { key: 'kind', title: m.receipts_kind(), cell: (register) => receiptKindLabel[register.kind]() },
            { key: 'year', title: m.receipts_year(), numeric: true, cell: (register) => register.year },
            {
              key: 'last',
              title: m.receipts_last_number(),
              numeric: true,
              cell: (register) => formatNumber(register.lastNumber),
            },
            {
              key: 'issued',
              title: m.receipts_issued_count(),
              numeric: true,
              cell: (register) => formatNumber(register.issued),
            },
            {
              key: 'voided',
              title: m.receipts_voided_count(),
              numeric: true,
              cell: (register) => formatNumber(register.voided),
            },
          ]}
        />
      </Section>
    </Page>
  );
}
