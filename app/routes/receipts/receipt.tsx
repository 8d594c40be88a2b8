import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listTimeline } from '~/domain/audit/list-timeline';
import { findOpenReversal } from '~/domain/receipts/ask-fiscal';
import { replaceReceipt } from '~/domain/receipts/give-receipt';
import { getReceipt, listReceiptsOfGift } from '~/domain/receipts/list-receipts';
import { receiptNumber, standingOf } from '~/domain/receipts/receipt.rules';
import { listSendings, resendReceipt } from '~/domain/receipts/send-receipt';
import { voidReceipt } from '~/domain/receipts/void-receipt';
import { findWithoutReceipt, type WithoutReason } from '~/domain/receipts/without-receipt';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { inWords } from '~/ui/donations/gift-history';
import { History } from '~/ui/donations/history';
import { jobName } from '~/ui/jobs/job-name';
import { Dialog } from '~/ui/kit/dialog';
import { SubmitButton, TextArea } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate, formatInstant } from '~/ui/kit/format';
import { Icon } from '~/ui/kit/icon';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { KeepFresh } from '~/ui/kit/progress';
import { Table } from '~/ui/kit/table';
import { notTakenText } from '~/ui/notices/other-side';
import { fiscalProblemText, receiptKindLabel, sendingText } from '~/ui/receipts/labels';
import { paperOf } from '~/ui/receipts/paper-fields';
import { PaperFacts } from '~/ui/receipts/receipt-facts';
import { ReceiptState } from '~/ui/receipts/receipt-state';
import { withoutNext, withoutWhy } from '~/ui/receipts/without';
import { m } from '~/words/generated/messages';
import { withFailureText } from './failure-text.server';

/** Seconds between looks while the fiscal system is asked. */
const LOOK_SECONDS = 10;

/** Why a gift has no receipt, when it can be issued again at the page of the one that was taken back. */
const issuedHere: ReadonlySet<WithoutReason> = new Set(['taken_back', 'fiscal_refused']);

export const loader = page('receipts.view', async ({ actor, id }) => {
  const receipt = await getReceipt(actor, { receiptId: id });
  if (!receipt) throw notFound();
  const reversal = await findOpenReversal(actor, { receiptId: id });
  const missing =
    receipt.voidedOn !== null && !receipt.replacedById
      ? await findWithoutReceipt(actor, { giftId: receipt.giftId })
      : undefined;
  const next = missing && withoutNext(missing);
  return {
    receipt,
    paper: paperOf(receipt),
    reversal: reversal && { state: reversal.state, why: fiscalProblemText(reversal) },
    // What stands in the way of another one in its place, and where it is put right.
    anew: missing && {
      here: issuedHere.has(missing.reason),
      waits: missing.reason === 'fiscal_waiting',
      why: missing.reason === 'taken_back' ? undefined : withoutWhy(withFailureText(missing)),
      next: next?.words,
      to: next?.intent ? '/receipts/missing' : next?.to,
    },
    sendings: (await listSendings(actor, { receiptId: id })).map((one) => ({
      ...one,
      outcome: sendingText(one.status),
      why: notTakenText({ channel: 'mail', reason: one.reason }),
    })),
    chain: await listReceiptsOfGift(actor, { giftId: receipt.giftId }),
    events: inWords(await listTimeline(actor, { type: 'receipt', id })),
    may: { void: actor.permissions.has('receipts.void'), issue: actor.permissions.has('receipts.issue') },
  };
});

export const action = intents({
  send: post(resendReceipt, {
    with: ({ id }) => ({ receiptId: id }),
    then: (_, { id }) => `/receipts/${id}`,
  }),
  void: post(voidReceipt, { with: ({ id }) => ({ receiptId: id }), then: (_, { id }) => `/receipts/${id}` }),
  reissue: post(replaceReceipt, {
    with: ({ id }) => ({ receiptId: id }),
    then: (given, { id }) => `/receipts/${given.state === 'issued' ? given.receiptId : id}`,
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data ? receiptNumber(data.receipt) : m.receipts_title() }) },
];

export default function ReceiptPage() {
  const { receipt, paper, reversal, anew, chain, sendings, events, may } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const voided = receipt.voidedOn !== null;
  const [takeBack, text, why] =
    receipt.kind === 'fiscal_receipt'
      ? [m.receipts_reverse(), m.receipts_reverse_text(), m.receipts_reverse_reason()]
      : [m.receipts_void(), m.receipts_void_text(), m.receipts_void_reason()];
  return (
    <Page
      title={receiptNumber(receipt)}
      above={[{ to: '/receipts', label: m.receipts_title() }]}
      status={<ReceiptState receipt={receipt} />}
      actions={
        <>
          <a className="button button-main" href={`/receipts/${receipt.id}/pdf`}>
            <Icon name="download" />
            {m.receipts_download()}
          </a>
          <ButtonLink to={`/verify/${receipt.verificationCode}`}>{m.receipts_to_verify()}</ButtonLink>
          {may.void && !voided && !receipt.reversalAskedAt ? (
            <Dialog id="void" title={takeBack} trigger={takeBack} danger>
              <EditForm intent="void" reply={reply}>
                <p>{text}</p>
                <TextArea name="reason" label={why} rows={2} />
                <SubmitButton danger>{takeBack}</SubmitButton>
              </EditForm>
            </Dialog>
          ) : null}
        </>
      }
    >
      {reversal?.state === 'waiting' || anew?.waits ? <KeepFresh seconds={LOOK_SECONDS} /> : null}
      {voided ? <Voided receipt={receipt} anew={anew} mayIssue={may.issue} /> : null}
      {reversal ? (
        <Notice
          tone={reversal.state === 'refused' ? 'late' : 'due'}
          title={reversal.state === 'refused' ? m.receipts_reversal_refused() : m.receipts_reversal_waits()}
        >
          <p>{reversal.why}</p>
          <p>
            {reversal.state === 'refused'
              ? m.receipts_reversal_refused_text()
              : m.receipts_reversal_waits_text()}
          </p>
          <Link to="/receipts/fiscal">{m.receipts_fiscal_title()}</Link>
        </Notice>
      ) : null}
      <Section>
        <PaperFacts paper={paper} />
        <p>
          <Link to={`/gifts/${receipt.giftId}`}>{m.receipts_to_gift()}</Link>
        </p>
      </Section>
      <Sendings sendings={sendings} maySend={may.issue && !voided && !receipt.reversalAskedAt} />
      {chain.length > 1 ? <Chain receipts={chain} shown={receipt.id} /> : null}
      <History events={events} />
    </Page>
  );
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

/** When it was sent to its donor by mail, and the button that sends it again. */
function Sendings({ sendings, maySend }: { sendings: Loaded['sendings']; maySend: boolean }) {
  const reply = useActionData<typeof action>();
  if (!maySend && sendings.length === 0) return null;
  return (
    <Section title={m.receipts_sendings()}>
      <Table
        caption={m.receipts_sendings()}
        rows={sendings}
        rowKey={(one) => one.id}
        empty={m.receipts_sendings_none()}
        columns={[
          {
            key: 'at',
            title: m.receipts_sent_at(),
            heading: true,
            cell: (one) => formatInstant(one.sentAt ?? one.queuedAt),
          },
          { key: 'outcome', title: m.receipts_state(), cell: (one) => one.outcome },
          { key: 'why', title: m.receipts_fiscal_why(), cell: (one) => one.why },
        ]}
      />
      {maySend ? (
        <EditForm intent="send" reply={reply}>
          <SubmitButton>{m.receipts_send()}</SubmitButton>
        </EditForm>
      ) : null}
    </Section>
  );
}

/** All receipts that the gift has had, the first one first: each in place of the one before. */
function Chain({ receipts, shown }: { receipts: Loaded['chain']; shown: string }) {
  return (
    <Section title={m.receipts_chain()}>
      <Table
        caption={m.receipts_chain()}
        rows={[...receipts].reverse()}
        rowKey={(one) => one.id}
        empty=""
        columns={[
          {
            key: 'number',
            title: m.receipts_number(),
            heading: true,
            cell: (one) =>
              one.id === shown ? (
                receiptNumber(one)
              ) : (
                <Link to={`/receipts/${one.id}`}>{receiptNumber(one)}</Link>
              ),
          },
          { key: 'kind', title: m.receipts_kind(), cell: (one) => receiptKindLabel[one.kind]() },
          { key: 'issued', title: m.receipts_issued_on(), cell: (one) => formatDate(one.issuedOn) },
          { key: 'state', title: m.receipts_state(), cell: (one) => <ReceiptState receipt={one} /> },
          { key: 'why', title: m.receipts_taken_back_reason(), cell: (one) => one.voidReason },
        ]}
      />
    </Section>
  );
}

/** Why it no longer holds, and what stands in its place or in the way of another one. */
function Voided({
  receipt,
  anew,
  mayIssue,
}: Pick<Loaded, 'receipt' | 'anew'> & { readonly mayIssue: boolean }) {
  const reply = useActionData<typeof action>();
  const { voidedOn, voidReason, voidedBy, replacedById, replacedByYear, replacedByNumber, prefix } = receipt;
  const { redCode, redNumber, redCheckCode } = receipt;
  const ended = standingOf(receipt) === 'reversed' ? m.receipts_reversed_on : m.receipts_voided_on;
  return (
    <Notice
      tone="late"
      title={ended({
        on: voidedOn ? formatDate(voidedOn) : '',
        by: voidedBy ? jobName(voidedBy) : '',
        reason: voidReason ?? '',
      })}
    >
      {redCode && redNumber ? (
        <p>{m.receipts_red_bill({ code: redCode, number: redNumber, check: redCheckCode ?? '' })}</p>
      ) : null}
      {replacedById && replacedByYear !== null && replacedByNumber !== null ? (
        <p>
          <Link to={`/receipts/${replacedById}`}>
            {m.receipts_replaced_by({
              number: receiptNumber({
                prefix,
                year: replacedByYear,
                number: replacedByNumber,
                fiscalCode: receipt.replacedByFiscalCode,
                fiscalNumber: receipt.replacedByFiscalNumber,
              }),
            })}
          </Link>
        </p>
      ) : null}
      {anew?.why ? <p>{m.receipts_anew({ why: anew.why })}</p> : null}
      {anew?.here ? (
        mayIssue ? (
          <EditForm intent="reissue" reply={reply}>
            <SubmitButton>{m.receipts_reissue()}</SubmitButton>
          </EditForm>
        ) : null
      ) : anew?.to ? (
        <p>
          <Link to={anew.to}>{anew.next}</Link>
        </p>
      ) : null}
    </Notice>
  );
}
