import { type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listTimeline } from '~/domain/audit/list-timeline';
import { findGift } from '~/domain/donations/get-gift';
import { goesBackByHand } from '~/domain/donations/gift.rules';
import { listInterestsOfGift } from '~/domain/donations/goods-interests';
import { inspectGoods } from '~/domain/donations/inspect-goods';
import { receiveGoods } from '~/domain/donations/receive-goods';
import { proposeReturn, waitsForReturn } from '~/domain/donations/return-gift';
import { revealDonor } from '~/domain/donations/reveal-donor';
import { setDonorMail, setGiftMail } from '~/domain/donations/set-donor-mail';
import { stockGoods } from '~/domain/donations/stock-goods';
import { unnameGiver } from '~/domain/donations/unname-giver';
import { valueGoods } from '~/domain/donations/value-goods';
import { withdrawPledge } from '~/domain/donations/withdraw-pledge';
import { dateOf } from '~/domain/kernel/plain-date';
import { listReceiptsOfGift } from '~/domain/receipts/list-receipts';
import { receiptNumber } from '~/domain/receipts/receipt.rules';
import { findWithoutReceipt } from '~/domain/receipts/without-receipt';
import { act, intents, notFound, page, post } from '~/routes/authorised.server';
import { replyWithRefusals, submission } from '~/routes/form.server';
import { revealed } from '~/ui/donations/donor-contact';
import { GiftFacts, ItemsTable, LotsTable, ValuationFacts } from '~/ui/donations/gift-facts';
import { inWords } from '~/ui/donations/gift-history';
import { InspectForm, ReceiveForm, StockForm, ValueForm } from '~/ui/donations/goods-forms';
import { History } from '~/ui/donations/history';
import { giftStatusText, giftStatusTone } from '~/ui/donations/labels';
import { WithdrawPledge } from '~/ui/donations/withdraw-pledge';
import { Dialog } from '~/ui/kit/dialog';
import { HiddenField, SubmitButton, TextArea, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate, formatMoney } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Reveal } from '~/ui/kit/reveal';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { accountLabel } from '~/ui/ledger/labels';
import { ReceiptsOfGift } from '~/ui/receipts/receipts-of-gift';
import { noReceiptForStaff } from '~/ui/receipts/without';
import { m } from '~/words/generated/messages';
import { withFailureText } from '../receipts/failure-text.server';

export const loader = page('donations.view', async ({ actor, id }) => {
  const gift = await findGift(actor, { giftId: id });
  if (!gift) throw notFound();
  const [receipts, without, events, returning, interests] = await Promise.all([
    listReceiptsOfGift(actor, { giftId: id }),
    findWithoutReceipt(actor, { giftId: id }),
    listTimeline(actor, { type: 'gift', id }),
    waitsForReturn(actor, { giftId: id }),
    listInterestsOfGift(actor, { giftId: id }),
  ]);
  const may = (permission: Parameters<typeof actor.permissions.has>[0]) => actor.permissions.has(permission);
  const { entry, returnEntry, ...rest } = gift;
  return {
    // The words of the accounts as text, so that the page does not bring those of every account.
    gift: {
      ...rest,
      entry: entry && inAccounts(entry),
      returnEntry: returnEntry && inAccounts(returnEntry),
    },
    receipts,
    noReceipt: noReceiptForStaff(gift, {
      row: without && withFailureText(without),
      receipts: receipts.length,
      seesReceipts: may('receipts.view'),
    }),
    events: inWords(events),
    returning,
    interests: {
      waits: interests.filter(({ status }) => status === 'review').length,
      found: interests.filter(({ status }) => status === 'found').length,
    },
    today: dateOf(new Date()),
    viewer: actor.name,
    may: {
      withdraw: may('donations.confirm-money'),
      unname: may('donations.unname'),
      reveal: may('donations.reveal-donor') && (gift.kind === 'goods' || may('donations.confirm-money')),
      receive: may('donations.receive-goods'),
      book: may('donations.book-delivery'),
      value: may('donations.value-goods'),
      ledger: may('ledger.view'),
      receipts: may('receipts.view'),
      review: may('payments.review'),
    },
  };
});

const inAccounts = ({
  id,
  onDate,
  postings,
}: NonNullable<NonNullable<Awaited<ReturnType<typeof findGift>>>['entry']>) => ({
  id,
  onDate,
  postings: postings.map(({ accountId, code, amountFen }) => ({
    accountId,
    account: accountLabel(code),
    amountFen,
  })),
});

const here = (_: unknown, { id }: { id: string }) => `/gifts/${id}`;
const ofGift = { with: ({ id }: { id: string }) => ({ giftId: id }), then: here };

export const action = intents({
  mail: post(setDonorMail, { then: here }),
  'gift-mail': post(setGiftMail, ofGift),
  unname: post(unnameGiver, ofGift),
  reveal: post(revealDonor, { with: ofGift.with, then: revealed }),
  withdraw: post(withdrawPledge, ofGift),
  return: post(proposeReturn, ofGift),
  receive: post(receiveGoods, ofGift),
  inspect: post(inspectGoods, ofGift),
  stock: post(stockGoods, ofGift),
  value: act(valueGoods.permission, async ({ actor, form, id }) => {
    const sent = submission(form, valueGoods.input);
    const file = form.get('proof');
    const proof =
      file instanceof File && file.size > 0
        ? { name: file.name, content: new Uint8Array(await file.arrayBuffer()) }
        : undefined;
    const result = await valueGoods(actor, { ...sent.input, giftId: id, proof });
    return result.ok ? redirect(`/gifts/${id}`, 303) : replyWithRefusals(sent, result.refusals);
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data?.gift.reference ?? m.donations_title() }) },
];

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function GiftPage() {
  const loaded = useLoaderData<typeof loader>();
  const { gift, receipts, events, may, viewer } = loaded;
  const answer = useActionData<typeof action>();
  const shown = answer && 'revealed' in answer ? answer.revealed : undefined;
  const contact = [gift.donorPhone, gift.giftMail ?? gift.donorMail].filter((one) => one !== null);
  // The donor was named or corrected after it was issued.
  const nameless = receipts.find(
    (receipt) =>
      receipt.voidedOn === null &&
      gift.donorName &&
      (receipt.payerName !== gift.donorName || receipt.payerCreditCode !== gift.donorCreditCode),
  );
  return (
    <Page
      title={gift.reference}
      above={[{ to: '/gifts', label: m.donations_title() }]}
      status={<Status tone={giftStatusTone(gift)}>{giftStatusText(gift)}</Status>}
      actions={
        <>
          {may.book && gift.kind === 'goods' && gift.status === 'pledged' ? (
            <ButtonLink to={`/goods/reception/gifts/${gift.id}`}>{m.donations_delivery()}</ButtonLink>
          ) : null}
          {may.withdraw ? <Mail gift={gift} /> : null}
          {may.withdraw && gift.status !== 'withdrawn' ? (
            <ButtonLink to={`/gifts/${gift.id}/donor`}>
              {gift.donorId ? m.donations_correct_donor() : m.donations_name_donor()}
            </ButtonLink>
          ) : null}
          {may.unname && gift.donorId && !gift.anonymous ? <Unname /> : null}
          <Undo {...loaded} />
        </>
      }
      watermark={viewer}
    >
      {loaded.returning ? (
        <Notice tone="due" title={m.donations_return_waits()}>
          <Link to="/gifts/returns">{m.donations_returns()}</Link>
        </Notice>
      ) : null}
      <Interests {...loaded.interests} />
      {gift.kind === 'money' && (gift.status === 'pledged' || gift.status === 'received') ? (
        <p>
          <Link to={`/gifts/${gift.id}/household`}>{m.donations_household()}</Link>
        </p>
      ) : null}
      <Step {...loaded} />
      <Section title={m.donations_gift()}>
        <GiftFacts
          gift={gift}
          staff
          contact={
            may.reveal && contact.length > 0 ? (
              <Reveal
                id="reveal-donor"
                label={m.donations_contact()}
                masked={contact.join(m.reports_list_mark())}
                revealed={shown}
                reply={refusedOf(answer)}
                may
              />
            ) : undefined
          }
        />
      </Section>
      {gift.kind === 'goods' ? (
        <Section title={m.donations_items()}>
          <ItemsTable items={gift.items} />
          {gift.valuation ? (
            <ValuationFacts valuation={gift.valuation} proofPath={`/gifts/${gift.id}/proof`} />
          ) : null}
          {gift.lots.length > 0 ? (
            <>
              <LotsTable lots={gift.lots} staff />
              <p>
                <a href={`/goods/labels.pdf?${gift.lots.map(({ id }) => `lot=${id}`).join('&')}`}>
                  {m.donations_labels_print()}
                </a>
              </p>
            </>
          ) : null}
        </Section>
      ) : null}
      <Section title={m.receipts_paper()}>
        {nameless ? (
          <Notice tone="due" title={m.donations_receipt_nameless()}>
            {may.receipts ? (
              <Link to={`/receipts/${nameless.id}`}>{receiptNumber(nameless)}</Link>
            ) : (
              receiptNumber(nameless)
            )}
          </Notice>
        ) : null}
        <ReceiptsOfGift
          none={loaded.noReceipt}
          receipts={receipts}
          path={may.receipts ? '/receipts' : undefined}
        />
      </Section>
      {gift.entry ? <Entry title={m.donations_entry()} entry={gift.entry} toLedger={may.ledger} /> : null}
      {gift.returnEntry ? (
        <Entry title={m.donations_return_entry()} entry={gift.returnEntry} toLedger={may.ledger} />
      ) : null}
      <History events={events} />
    </Page>
  );
}

type Answer = ReturnType<typeof useActionData<typeof action>>;

/** What was wrong with a form; nothing when it was answered. */
const refusedOf = (answer: Answer) => (answer && 'revealed' in answer ? undefined : answer);

/** Goods of this gift whose giver may be an interested person of whom they are for. */
function Interests({ waits, found }: Loaded['interests']) {
  if (waits + found === 0) return null;
  return (
    <Notice tone="due" title={m.donations_interest_of_gift({ waits, found })}>
      <Link to="/gifts/households">{m.donations_household_reviews()}</Link>
    </Notice>
  );
}

/** Where the receipt of this gift is sent: its own address if it has one, else its donor's. */
function Mail({ gift }: Pick<Loaded, 'gift'>) {
  if (gift.giftMail) return <GiftMail mail={gift.giftMail} />;
  return gift.donorId ? <DonorMail donorId={gift.donorId} mail={gift.donorMail} /> : null;
}

function GiftMail({ mail }: { mail: string }) {
  const reply = refusedOf(useActionData<typeof action>());
  return (
    <Dialog id="gift-mail" title={m.donations_gift_mail_set()} trigger={m.donations_gift_mail_set()}>
      <EditForm intent="gift-mail" reply={reply}>
        <p>{m.donations_mail_now({ mail })}</p>
        <TextField
          name="mail"
          type="email"
          label={m.donations_mail()}
          hint={m.donations_gift_mail_set_hint()}
          optional
        />
        <SubmitButton>{m.donations_gift_mail_set()}</SubmitButton>
      </EditForm>
    </Dialog>
  );
}

function DonorMail({ donorId, mail }: { donorId: string; mail: string | null }) {
  const reply = refusedOf(useActionData<typeof action>());
  return (
    <Dialog id="mail" title={m.donations_mail_set()} trigger={m.donations_mail_set()}>
      <EditForm intent="mail" reply={reply}>
        {mail ? <p>{m.donations_mail_now({ mail })}</p> : null}
        <HiddenField name="donorId" value={donorId} />
        <TextField
          name="mail"
          type="email"
          label={m.donations_mail()}
          hint={m.donations_mail_set_hint()}
          optional
        />
        <SubmitButton>{m.donations_mail_set()}</SubmitButton>
      </EditForm>
    </Dialog>
  );
}

/** The giver does not want to be named in public any more. */
function Unname() {
  const reply = refusedOf(useActionData<typeof action>());
  return (
    <Dialog id="unname" title={m.donations_unname()} trigger={m.donations_unname()}>
      <EditForm intent="unname" reply={reply}>
        <p>{m.donations_unname_text()}</p>
        <TextArea
          name="reason"
          label={m.donations_unname_reason()}
          hint={m.donations_unname_reason_hint()}
          rows={2}
        />
        <SubmitButton>{m.donations_unname()}</SubmitButton>
      </EditForm>
    </Dialog>
  );
}

/** What may be undone: a pledge, of goods by whoever takes them too; by finance money that was given by mistake. */
function Undo({ gift, returning, may }: Pick<Loaded, 'gift' | 'returning' | 'may'>) {
  // Its money is here: once that is booked the gift is received, withdrawn or not.
  if (gift.moneyWaits) return null;
  if (gift.status === 'pledged')
    return may.withdraw || (may.receive && gift.kind === 'goods') ? <WithdrawPledge /> : null;
  return may.withdraw && gift.kind === 'money' && gift.status === 'received' && !returning ? (
    <Return byHand={goesBackByHand(gift)} />
  ) : null;
}

function Return({ byHand }: { byHand: boolean }) {
  const reply = refusedOf(useActionData<typeof action>());
  return (
    <Dialog id="return" title={m.donations_return()} trigger={m.donations_return()} danger>
      <EditForm intent="return" reply={reply}>
        {byHand ? (
          <TextField
            name="sentBackNumber"
            label={m.donations_return_number()}
            hint={m.donations_return_number_hint()}
            size={24}
            autoComplete="off"
          />
        ) : null}
        <TextArea
          name="reason"
          label={m.donations_return_reason()}
          hint={byHand ? m.donations_return_by_hand_hint() : m.donations_return_hint()}
          rows={2}
        />
        <SubmitButton danger>{m.donations_return()}</SubmitButton>
      </EditForm>
    </Dialog>
  );
}

/** What is to be done next, for whoever may do it. */
function Step({ gift, may, today }: Loaded) {
  const reply = refusedOf(useActionData<typeof action>());
  const props = { items: gift.items, reply, today };
  if (gift.moneyWaits)
    return (
      <Notice tone="due" title={m.donations_money_in_review()}>
        {may.review ? <Link to="/payments/review">{m.payments_review()}</Link> : null}
      </Notice>
    );
  if (gift.kind === 'money')
    return gift.status === 'pledged' ? <Notice tone="info" title={m.donations_awaits_money()} /> : null;
  if (gift.status === 'pledged') {
    return may.receive ? (
      <Section title={m.donations_receive()}>
        <ReceiveForm {...props} />
      </Section>
    ) : null;
  }
  if (gift.status === 'received') {
    return may.receive ? (
      <Section title={m.donations_inspect()}>
        <InspectForm {...props} />
      </Section>
    ) : null;
  }
  if (gift.status !== 'inspected') return null;
  return (
    <>
      {may.value && !gift.valuation ? (
        <Section title={m.donations_value_goods()}>
          <ValueForm {...props} />
        </Section>
      ) : null}
      {may.receive ? (
        <Section title={m.donations_stock_goods()}>
          {gift.valuation ? null : <Notice tone="due" title={m.donations_value_first()} />}
          <StockForm {...props} valued={gift.valuation !== undefined} />
        </Section>
      ) : null}
    </>
  );
}

/** The voucher: what was posted to which account. */
function Entry({
  title,
  entry,
  toLedger,
}: {
  title: string;
  entry: NonNullable<Loaded['gift']['entry']>;
  toLedger: boolean;
}) {
  return (
    <Section title={title}>
      <p className="quiet">{m.donations_entry_on({ on: formatDate(entry.onDate) })}</p>
      <Table
        caption={title}
        rows={entry.postings}
        rowKey={(posting) => posting.accountId}
        empty={m.kit_empty_value()}
        columns={[
          {
            key: 'account',
            title: m.donations_account(),
            heading: true,
            cell: (posting) =>
              toLedger ? <Link to={`/ledger/entries/${entry.id}`}>{posting.account}</Link> : posting.account,
          },
          {
            key: 'debit',
            title: m.donations_debit(),
            numeric: true,
            cell: (posting) =>
              posting.amountFen > 0n ? formatMoney(posting.amountFen) : m.kit_empty_value(),
          },
          {
            key: 'credit',
            title: m.donations_credit(),
            numeric: true,
            cell: (posting) =>
              posting.amountFen < 0n ? formatMoney(-posting.amountFen) : m.kit_empty_value(),
          },
        ]}
      />
    </Section>
  );
}
