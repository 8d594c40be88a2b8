import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { giveReceipt } from '~/domain/receipts/give-receipt';
import { issueReceipt } from '~/domain/receipts/issue-receipt';
import { countWithout, listWithoutReceipt, withoutReasons } from '~/domain/receipts/without-receipt';
import { addressOf, oneOf } from '~/routes/address.server';
import { intents, page, post } from '~/routes/authorised.server';
import { named } from '~/ui/donations/labels';
import { HiddenField, SelectField, SubmitButton } from '~/ui/kit/fields';
import { EditForm, FilterForm } from '~/ui/kit/form';
import { formatDate, formatEmpty, formatMoney } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { withoutNext, withoutTone, withoutWhy } from '~/ui/receipts/without';
import { m } from '~/words/generated/messages';
import { withFailureText } from './failure-text.server';

export const loader = page('receipts.view', async ({ actor, url }) => {
  const { read, unread } = addressOf(url);
  const reason = read('reason', oneOf(withoutReasons));
  const [gifts, counts] = await Promise.all([
    listWithoutReceipt(actor, { reason, after: url.searchParams.get('after') ?? undefined }),
    countWithout(actor, {}),
  ]);
  return {
    reason,
    unread: unread(),
    next: gifts.next,
    // As words: they cost the page no script.
    gifts: gifts.rows.map((row) => ({
      ...row,
      purpose: named({ name: row.purposeName, nameEn: row.purposeNameEn }),
      why: withoutWhy(withFailureText(row)),
      tone: withoutTone[row.reason],
      step: withoutNext(row),
    })),
    options: withoutReasons.map((one) => ({
      value: one,
      label: m.receipts_without_option({ reason: withoutWhy({ reason: one }), count: counts.get(one) ?? 0 }),
    })),
    may: {
      issue: actor.permissions.has('receipts.issue'),
      gifts: actor.permissions.has('donations.view'),
      correct: actor.permissions.has('donations.confirm-money'),
    },
  };
});

export const action = intents({
  give: post(giveReceipt, { then: () => '/receipts/missing' }),
  acknowledge: post(issueReceipt, { then: ({ receiptId }) => `/receipts/${receiptId}` }),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.receipts_without_title() }) }];

type Row = ReturnType<typeof useLoaderData<typeof loader>>['gifts'][number];

export default function WithoutReceipts() {
  const { reason, unread, gifts, next, options, may } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.receipts_without_title()}
      lead={m.receipts_without_lead()}
      above={[{ to: '/receipts', label: m.receipts_title() }]}
      actions={
        <a className="button" href={`/receipts/missing.csv${reason ? `?reason=${reason}` : ''}`}>
          {m.receipts_without_csv()}
        </a>
      }
    >
      {unread ? <Notice tone="due" title={unread} /> : null}
      <FilterForm values={{ reason }}>
        <SelectField name="reason" label={m.receipts_without_reason()} options={options} optional />
      </FilterForm>
      <Table
        caption={m.receipts_without_title()}
        rows={gifts}
        rowKey={(row) => row.giftId}
        next={next}
        empty={m.receipts_without_empty()}
        columns={[
          {
            key: 'gift',
            title: m.receipts_gift_reference(),
            heading: true,
            cell: (row) =>
              may.gifts ? <Link to={`/gifts/${row.giftId}`}>{row.reference}</Link> : row.reference,
          },
          {
            key: 'donor',
            title: m.receipts_payer(),
            cell: (row) => row.donorName ?? m.receipts_payer_unnamed(),
          },
          { key: 'purpose', title: m.receipts_purpose(), cell: (row) => row.purpose },
          {
            key: 'on',
            title: m.receipts_received_on(),
            cell: (row) => (row.receivedOn ? formatDate(row.receivedOn) : formatEmpty()),
          },
          {
            key: 'amount',
            title: m.receipts_line_amount(),
            numeric: true,
            cell: (row) => (row.receivedFen === null ? formatEmpty() : formatMoney(row.receivedFen)),
          },
          {
            key: 'why',
            title: m.receipts_without_reason(),
            cell: (row) => <Status tone={row.tone}>{row.why}</Status>,
          },
          {
            key: 'next',
            title: m.receipts_without_next(),
            cell: (row) => (
              <>
                <NextStep row={row} mayIssue={may.issue} />
                {may.correct && row.reason === 'fiscal_refused' ? (
                  <p>
                    <Link to={`/gifts/${row.giftId}/donor`}>{m.donations_correct_donor()}</Link>
                  </p>
                ) : null}
              </>
            ),
          },
        ]}
      />
    </Page>
  );
}

/** What is to be done next, where that is a click away for the reader. */
function NextStep({ row, mayIssue }: { row: Row; mayIssue: boolean }) {
  const reply = useActionData<typeof action>();
  const { words, to, intent } = row.step;
  if (intent && mayIssue)
    return (
      <EditForm intent={intent} id={`${intent}-${row.giftId}`} reply={reply}>
        <HiddenField name="giftId" value={row.giftId} />
        <SubmitButton>{words}</SubmitButton>
      </EditForm>
    );
  return to ? <Link to={to}>{words}</Link> : words;
}
