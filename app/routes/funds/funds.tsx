import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listGivingChoices } from '~/domain/donations/list-entities';
import { arrangedPayers } from '~/domain/fees/movement.rules';
import { listFunds } from '~/domain/funds/list-funds';
import { openFund } from '~/domain/funds/open-fund';
import { page, post } from '~/routes/authorised.server';
import { named } from '~/ui/donations/labels';
import { payerName } from '~/ui/fees/labels';
import { sourceLabel } from '~/ui/funds/labels';
import { Choice, Choices, SelectField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatMoney, formatNumber } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('funds.view', async ({ actor }) => {
  const funds = await listFunds(actor);
  const maySetUp = actor.permissions.has('funds.set-up');
  const { purposes } = maySetUp ? await listGivingChoices(actor, {}) : { purposes: [] };
  return {
    funds: funds.map(
      ({
        id,
        source,
        restriction,
        receivedFen,
        carriedFen,
        usedFen,
        leftFen,
        waitingFen,
        proposals,
        ...fund
      }) => ({
        id,
        name: named(fund),
        source: sourceLabel[source](),
        restriction,
        receivedFen,
        carriedFen,
        usedFen,
        leftFen,
        waitingFen,
        proposals,
      }),
    ),
    form: maySetUp && {
      sources: Object.entries(sourceLabel).map(([value, label]) => ({ value, label: label() })),
      purposes: purposes
        .filter(({ id }) => !funds.some(({ purposeId }) => purposeId === id))
        .map((purpose) => ({ value: purpose.code, label: named(purpose) })),
      payers: arrangedPayers.map((value) => ({ value, label: payerName[value]() })),
    },
  };
});

export const action = post(openFund, { then: ({ fundId }) => `/funds/${fundId}` });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.funds_title() }) }];

export default function Funds() {
  const { funds, form } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page title={m.funds_title()} lead={m.funds_lead()}>
      <Table
        caption={m.funds_title()}
        rows={funds}
        rowKey={(row) => row.id}
        empty={m.funds_none()}
        columns={[
          {
            key: 'name',
            title: m.funds_name(),
            heading: true,
            cell: (row) => <Link to={`/funds/${row.id}`}>{row.name}</Link>,
          },
          { key: 'source', title: m.funds_source(), cell: (row) => row.source },
          { key: 'restriction', title: m.funds_restriction(), cell: (row) => row.restriction },
          {
            key: 'in',
            title: m.funds_received(),
            numeric: true,
            cell: (row) => formatMoney(row.receivedFen),
          },
          {
            key: 'carried',
            title: m.funds_carried(),
            numeric: true,
            cell: (row) => formatMoney(row.carriedFen),
          },
          { key: 'used', title: m.funds_used(), numeric: true, cell: (row) => formatMoney(row.usedFen) },
          { key: 'left', title: m.funds_left(), numeric: true, cell: (row) => formatMoney(row.leftFen) },
          {
            key: 'waiting',
            title: m.funds_waiting(),
            numeric: true,
            cell: (row) => (
              <>
                {formatMoney(row.waitingFen)}{' '}
                {row.proposals > 0 ? (
                  <Status tone="due">{m.funds_waiting_count({ count: formatNumber(row.proposals) })}</Status>
                ) : null}
              </>
            ),
          },
        ]}
      />
      {form ? (
        <Section title={m.funds_open()}>
          <EditForm reply={reply}>
            <TextField name="name" label={m.funds_name()} maxLength={60} />
            <TextField name="nameEn" label={m.funds_name_en()} maxLength={120} />
            <TextField
              name="code"
              label={m.funds_code()}
              hint={m.funds_code_hint()}
              size={20}
              autoComplete="off"
            />
            <Choice name="source" label={m.funds_source()} options={form.sources} inline />
            <SelectField
              name="purpose"
              label={m.funds_purpose()}
              hint={m.funds_purpose_hint()}
              options={form.purposes}
              optional
            />
            <TextField
              name="restriction"
              label={m.funds_restriction()}
              hint={m.funds_restriction_hint()}
              maxLength={300}
            />
            <TextField
              name="document"
              label={m.funds_document()}
              hint={m.funds_document_hint()}
              maxLength={100}
            />
            <Choices
              name="payers"
              label={m.funds_payers()}
              hint={m.funds_payers_hint()}
              options={form.payers}
              optional
              inline
            />
            <SubmitButton>{m.funds_open()}</SubmitButton>
          </EditForm>
        </Section>
      ) : null}
    </Page>
  );
}
