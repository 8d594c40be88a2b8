import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { bookReviewedGift, listGiftReferences } from '~/domain/donations/take-online-gift';
import { bookReviewed } from '~/domain/fees/book-reviewed';
import { listCandidates } from '~/domain/fees/list-candidates';
import { matchBankLine } from '~/domain/fees/match-bank-line';
import { listUnmatchedBankLines } from '~/domain/ledger/list-bank-lines';
import { listBills, listOrders, listOrdersById } from '~/domain/payments/find-order';
import { listReviews, putAsideReview } from '~/domain/payments/review-money';
import { intents, page, post } from '~/routes/authorised.server';
import { DescriptionList } from '~/ui/kit/description-list';
import { Dialog } from '~/ui/kit/dialog';
import { HiddenField, SubmitButton, TextArea, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate, formatInstant, formatMoney, formatMonth } from '~/ui/kit/format';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { orderStatusLabel, orderStatusTone, providerLabel } from '~/ui/payments/labels';
import { reasonsText, reviewKindHint, reviewKindLabel } from '~/ui/payments/review-labels';
import { m } from '~/words/generated/messages';

/** Where what an order is for is shown. */
const subjectPath: Readonly<Record<string, ((id: string) => string) | undefined>> = {
  invoice: (id) => `/bills/${id}`,
  gift: (id) => `/gifts/${id}`,
};

/** Bank lines and orders shown; the rest is in their own lists. */
const LINES_SHOWN = 20;

export const loader = page('payments.view', async ({ actor, url }) => {
  const after = url.searchParams.get('after') ?? undefined;
  const [reviews, lines, bills, orders] = await Promise.all([
    listReviews(actor, { after, limit: 20 }),
    listUnmatchedBankLines(actor, { limit: LINES_SHOWN }),
    listBills(actor, {}),
    listOrders(actor, { limit: LINES_SHOWN }),
  ]);
  const candidates = await listCandidates(actor, {
    money: [
      ...lines.rows.map((line) => ({
        key: line.id,
        text: `${line.remark} ${line.summary}`,
        amountFen: line.amountFen,
        payerName: line.counterpartyName,
      })),
      ...reviews.rows.flatMap(({ id, moneyFen }) =>
        moneyFen === null ? [] : [{ key: id, text: '', amountFen: moneyFen, payerName: '' }],
      ),
    ],
  });
  const proposalsFor = (key: string) =>
    (candidates.get(key) ?? []).map(({ bill, why }) => ({
      reference: bill.reference,
      text: m.payments_candidate({
        name: bill.personName,
        month: formatMonth(bill.month),
        amount: formatMoney(bill.openFen),
      }),
      why: reasonsText(why),
    }));
  const ordered = await listOrdersById(actor, {
    ids: reviews.rows.flatMap(({ orderId }) => (orderId ? [orderId] : [])),
  });
  const gifts = await listGiftReferences(actor, { orders: ordered });
  return {
    reviews: reviews.rows.map((review) => ({
      ...review,
      proposals: proposalsFor(review.id),
      gift: gifts.get(review.orderId ?? ''),
    })),
    next: reviews.next,
    lines: lines.rows.map((line) => ({ ...line, proposals: proposalsFor(line.id) })),
    moreLines: lines.next !== undefined,
    bills,
    orders: orders.rows,
    mayBook: actor.permissions.has('payments.review'),
  };
});

const back = { then: () => '/payments/review' };
export const action = intents({
  book: post(bookReviewed, back),
  'book-gift': post(bookReviewedGift, back),
  'put-aside': post(putAsideReview, back),
  match: post(matchBankLine, back),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.payments_review() }) }];

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Review() {
  const { reviews, next, lines, moreLines, bills, orders, mayBook } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.payments_review()}
      lead={m.payments_review_lead()}
      above={[{ to: '/bank-lines', label: m.ledger_lines_title() }]}
      actions={<ButtonLink to="/payments">{m.fees_payments()}</ButtonLink>}
    >
      <Section title={m.payments_review_online()}>
        {reviews.length === 0 ? <p className="table-empty">{m.payments_review_online_empty()}</p> : null}
        {reviews.map((review) => (
          <ReviewItem key={review.id} review={review} mayBook={mayBook} />
        ))}
        {next ? (
          <ButtonLink to={`/payments/review?after=${encodeURIComponent(next)}`}>
            {m.payments_more()}
          </ButtonLink>
        ) : null}
      </Section>
      <Section
        title={m.payments_review_lines()}
        actions={
          moreLines ? (
            <ButtonLink to="/bank-lines?state=unmatched">{m.payments_review_lines_all()}</ButtonLink>
          ) : null
        }
      >
        {lines.length === 0 ? <p className="table-empty">{m.payments_review_lines_empty()}</p> : null}
        {lines.map((line) => (
          <LineItem key={line.id} line={line} mayBook={mayBook} />
        ))}
      </Section>
      <Section title={m.payments_bills()}>
        <Table
          caption={m.payments_bills()}
          rows={bills}
          rowKey={(row) => `${row.provider} ${row.day}`}
          empty={m.payments_bills_empty()}
          columns={[
            { key: 'day', title: m.payments_day(), heading: true, cell: (row) => formatDate(row.day) },
            { key: 'by', title: m.fees_method(), cell: (row) => providerLabel[row.provider]() },
            {
              key: 'paid',
              title: m.payments_bill_paid(),
              numeric: true,
              cell: (row) => m.payments_bill_sum({ count: row.payments, amount: formatMoney(row.paidFen) }),
            },
            {
              key: 'back',
              title: m.payments_bill_refunded(),
              numeric: true,
              cell: (row) =>
                m.payments_bill_sum({ count: row.refunds, amount: formatMoney(row.refundedFen) }),
            },
            { key: 'found', title: m.payments_bill_found(), numeric: true, cell: (row) => String(row.found) },
            {
              key: 'differ',
              title: m.payments_bill_differences(),
              cell: (row) => (
                <Status tone={row.differences > 0 ? 'late' : 'ok'}>
                  {row.differences > 0
                    ? m.payments_bill_differ({ count: row.differences })
                    : m.payments_bill_agrees()}
                </Status>
              ),
            },
          ]}
        />
      </Section>
      <Section title={m.payments_orders()}>
        <Table
          caption={m.payments_orders()}
          rows={orders}
          rowKey={(row) => row.id}
          empty={m.payments_orders_empty()}
          columns={[
            {
              key: 'at',
              title: m.payments_order_at(),
              heading: true,
              cell: (row) => (
                <Link to={subjectPath[row.subjectType]?.(row.subjectId) ?? '/payments/review'}>
                  {formatInstant(row.createdAt)}
                </Link>
              ),
            },
            { key: 'by', title: m.fees_method(), cell: (row) => providerLabel[row.provider]() },
            {
              key: 'amount',
              title: m.fees_amount(),
              numeric: true,
              cell: (row) => formatMoney(row.amountFen),
            },
            { key: 'number', title: m.payments_number(), cell: (row) => row.number },
            {
              key: 'status',
              title: m.fees_state(),
              cell: (row) => (
                <Status tone={orderStatusTone[row.status]}>{orderStatusLabel[row.status]()}</Status>
              ),
            },
          ]}
        />
      </Section>
    </Page>
  );
}

/** Something of a provider that does not fit: what it says, what we say, and what can be done. */
function ReviewItem({ review, mayBook }: { review: Loaded['reviews'][number]; mayBook: boolean }) {
  const reply = useActionData<typeof action>();
  const { id, kind, moneyFen, gift } = review;
  return (
    <article className="card section" aria-labelledby={`review-${id}`}>
      <h3 id={`review-${id}`}>
        {reviewKindLabel[kind]()} <Status tone="due">{providerLabel[review.provider]()}</Status>
      </h3>
      <p>{reviewKindHint[kind]()}</p>
      <DescriptionList
        items={[
          ...(gift
            ? [
                {
                  term: m.donations_gift(),
                  value: <Link to={`/gifts/${gift.id}`}>{gift.reference}</Link>,
                },
              ]
            : []),
          { term: m.payments_day(), value: formatDate(review.happenedOn) },
          {
            term: m.payments_there(),
            value: review.amountFen === null ? null : moneyOf(review.amountFen, review.currency),
          },
          {
            term: m.payments_here(),
            value: review.expectedFen === null ? null : formatMoney(review.expectedFen),
          },
          { term: m.payments_number(), value: review.orderNumber },
          { term: m.payments_transaction(), value: review.transactionId },
        ]}
      />
      {mayBook ? (
        <>
          {moneyFen === null || gift
            ? null
            : review.proposals.map(({ reference, text, why }) => (
                <EditForm
                  key={reference}
                  intent="book"
                  id={`${id}-${reference}`}
                  reply={reply}
                  values={{ reason: why }}
                >
                  <HiddenField name="reviewId" value={id} />
                  <HiddenField name="reference" value={reference} />
                  <p>{text}</p>
                  <TextField name="reason" label={m.ledger_reason()} maxLength={300} />
                  <SubmitButton>{m.payments_book()}</SubmitButton>
                </EditForm>
              ))}
          <div className="actions">
            {moneyFen === null ? null : gift ? (
              <>
                <BookGift id={id} reference={gift.reference} />
                <BookBill id={id} />
              </>
            ) : (
              <>
                <BookBill id={id} />
                <BookGift id={id} reference={undefined} />
              </>
            )}
            <Dialog id={`aside-${id}`} title={m.payments_put_aside()} trigger={m.payments_put_aside()}>
              <EditForm intent="put-aside" id={`${id}-aside`} reply={reply}>
                <HiddenField name="reviewId" value={id} />
                <TextArea
                  name="reason"
                  label={m.ledger_reason()}
                  hint={m.payments_put_aside_hint()}
                  maxLength={300}
                />
                <SubmitButton>{m.payments_put_aside()}</SubmitButton>
              </EditForm>
            </Dialog>
          </div>
        </>
      ) : null}
    </article>
  );
}

/** Books money of a review to a bill that is not proposed. */
function BookBill({ id }: { id: string }) {
  const reply = useActionData<typeof action>();
  return (
    <Dialog id={`book-${id}`} title={m.payments_book_other()} trigger={m.payments_book_other()}>
      <EditForm intent="book" id={`${id}-other`} reply={reply}>
        <HiddenField name="reviewId" value={id} />
        <TextField
          name="reference"
          label={m.fees_reference()}
          hint={m.ledger_line_reference_hint()}
          size={14}
          autoComplete="off"
        />
        <TextField name="reason" label={m.ledger_reason()} maxLength={300} />
        <SubmitButton>{m.payments_book()}</SubmitButton>
      </EditForm>
    </Dialog>
  );
}

/** Books money of a review as a gift. */
function BookGift({ id, reference }: { id: string; reference: string | undefined }) {
  const reply = useActionData<typeof action>();
  return (
    <Dialog id={`gift-${id}`} title={m.payments_book_gift()} trigger={m.payments_book_gift()}>
      <EditForm intent="book-gift" id={`${id}-gift`} reply={reply} values={{ reference }}>
        <HiddenField name="reviewId" value={id} />
        <TextField
          name="reference"
          label={m.donations_reference()}
          hint={m.payments_book_gift_hint()}
          size={14}
          autoComplete="off"
        />
        <TextField name="reason" label={m.ledger_reason()} maxLength={300} />
        <SubmitButton>{m.payments_book_gift()}</SubmitButton>
      </EditForm>
    </Dialog>
  );
}

const moneyOf = (fen: bigint, currency: string | null): string =>
  currency && currency !== 'CNY' ? `${formatMoney(fen).replace('¥', '')} ${currency}` : formatMoney(fen);

/** Money on the bank account without a use, with the bills it may be meant for. */
function LineItem({ line, mayBook }: { line: Loaded['lines'][number]; mayBook: boolean }) {
  const reply = useActionData<typeof action>();
  return (
    <article className="card section" aria-labelledby={`line-${line.id}`}>
      <h3 id={`line-${line.id}`}>
        <Link to={`/bank-lines/${line.id}`}>
          {`${formatDate(line.bookedOn)} · ${formatMoney(line.amountFen)} · ${line.counterpartyName || m.ledger_line_nobody()}`}
        </Link>
      </h3>
      <p className="quiet">{[line.remark, line.summary].filter(Boolean).join(' · ')}</p>
      {line.proposals.length === 0 ? <p>{m.payments_no_candidate()}</p> : null}
      {line.proposals.map(({ reference, text, why }) =>
        mayBook ? (
          <EditForm
            key={reference}
            intent="match"
            id={`${line.id}-${reference}`}
            reply={reply}
            values={{ reason: why }}
          >
            <HiddenField name="lineId" value={line.id} />
            <HiddenField name="reference" value={reference} />
            <p>{text}</p>
            <TextField name="reason" label={m.ledger_reason()} maxLength={300} />
            <SubmitButton>{m.ledger_line_match_this()}</SubmitButton>
          </EditForm>
        ) : (
          <p key={reference}>{`${text} ${why}`}</p>
        ),
      )}
    </article>
  );
}
