import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { askFiscalAgain, listFiscalRequests } from '~/domain/receipts/ask-fiscal';
import { findFiscalUnit } from '~/domain/receipts/fiscal-unit';
import { addressOf, oneOf } from '~/routes/address.server';
import { page, post } from '~/routes/authorised.server';
import { HiddenField, SelectField, SubmitButton } from '~/ui/kit/fields';
import { EditForm, FilterForm } from '~/ui/kit/form';
import { formatInstant, formatNumber } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page } from '~/ui/kit/page';
import { KeepFresh } from '~/ui/kit/progress';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { fiscalNextText, fiscalProblemText } from '~/ui/receipts/labels';
import { m } from '~/words/generated/messages';

/** Seconds between looks while something waits. */
const LOOK_SECONDS = 10;

export const loader = page('receipts.view', async ({ actor, url }) => {
  const { read, unread } = addressOf(url);
  const state = read('state', oneOf(['open', 'done'])) ?? 'open';
  const [requests, unit] = await Promise.all([
    listFiscalRequests(actor, { state, after: url.searchParams.get('after') ?? undefined }),
    findFiscalUnit(actor, {}),
  ]);
  return {
    state,
    unread: unread(),
    next: requests.next,
    requests: requests.rows.map((row) => ({
      ...row,
      why: fiscalProblemText(row),
      next: fiscalNextText(row),
    })),
    unit,
    asking: url.searchParams.has('asking'),
    mayAsk: actor.permissions.has('receipts.issue'),
    mayCorrect: actor.permissions.has('donations.confirm-money'),
  };
});

export const action = post(askFiscalAgain, { then: () => '/receipts/fiscal?asking=1' });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.receipts_fiscal_title() }) }];

const kindWord = { issue: m.receipts_fiscal_kind_issue, reverse: m.receipts_fiscal_kind_reverse };
const stateWord = {
  waiting: m.receipts_fiscal_state_waiting,
  done: m.receipts_fiscal_state_done,
  refused: m.receipts_fiscal_state_refused,
};
const stateTone = { waiting: 'due', done: 'ok', refused: 'late' } as const;

export default function FiscalRequests() {
  const { state, unread, requests, next, unit, asking, mayAsk, mayCorrect } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.receipts_fiscal_title()}
      lead={m.receipts_fiscal_lead()}
      above={[{ to: '/receipts', label: m.receipts_title() }]}
    >
      {unit ? null : (
        <Notice tone="info" title={m.receipts_fiscal_not_set_up()}>
          <p>{m.receipts_fiscal_not_set_up_text()}</p>
        </Notice>
      )}
      {asking ? <Notice tone="info" title={m.receipts_fiscal_asking()} live /> : null}
      {requests.some((row) => row.state === 'waiting') ? <KeepFresh seconds={LOOK_SECONDS} /> : null}
      {unread ? <Notice tone="due" title={unread} /> : null}
      <FilterForm values={{ state }}>
        <SelectField
          name="state"
          label={m.receipts_state()}
          options={[
            { value: 'open', label: m.receipts_fiscal_open() },
            { value: 'done', label: m.receipts_fiscal_done() },
          ]}
        />
      </FilterForm>
      <Table
        caption={m.receipts_fiscal_title()}
        rows={requests}
        rowKey={(row) => row.id}
        next={next}
        empty={m.receipts_fiscal_empty()}
        columns={[
          {
            key: 'gift',
            title: m.receipts_fiscal_gift(),
            heading: true,
            cell: (row) => <Link to={`/gifts/${row.giftId}`}>{row.reference}</Link>,
          },
          {
            key: 'kind',
            title: m.receipts_fiscal_kind(),
            cell: (row) =>
              row.receiptId ? (
                <Link to={`/receipts/${row.receiptId}`}>
                  {`${kindWord[row.kind]()} ${row.fiscalCode} ${row.fiscalNumber}`}
                </Link>
              ) : row.issuedReceiptId ? (
                <Link to={`/receipts/${row.issuedReceiptId}`}>
                  {`${kindWord[row.kind]()} ${row.issuedCode} ${row.issuedNumber}`}
                </Link>
              ) : (
                kindWord[row.kind]()
              ),
          },
          {
            key: 'at',
            title: m.receipts_fiscal_asked_at(),
            cell: (row) => formatInstant(row.requestedAt),
          },
          {
            key: 'tries',
            title: m.receipts_fiscal_tries(),
            numeric: true,
            cell: (row) => formatNumber(row.attempts),
          },
          {
            key: 'state',
            title: m.receipts_state(),
            cell: (row) => <Status tone={stateTone[row.state]}>{stateWord[row.state]()}</Status>,
          },
          {
            key: 'why',
            title: m.receipts_fiscal_why(),
            cell: (row) => (
              <>
                {row.why}
                {row.next ? <p>{row.next}</p> : null}
                {mayCorrect && row.state === 'refused' && row.kind === 'issue' ? (
                  <p>
                    <Link to={`/gifts/${row.giftId}/donor`}>{m.donations_correct_donor()}</Link>
                  </p>
                ) : null}
              </>
            ),
          },
          ...(mayAsk && state === 'open'
            ? [
                {
                  key: 'again',
                  title: m.receipts_fiscal_again(),
                  cell: (row: (typeof requests)[number]) => (
                    <EditForm id={`again-${row.id}`} reply={reply}>
                      <HiddenField name="requestId" value={row.id} />
                      <SubmitButton>{m.receipts_fiscal_again()}</SubmitButton>
                    </EditForm>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Page>
  );
}
