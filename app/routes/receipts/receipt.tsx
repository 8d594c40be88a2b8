import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listTimeline } from '~/domain/audit/list-timeline';
import { reissueReceipt } from '~/domain/receipts/issue-receipt';
import { getReceipt } from '~/domain/receipts/list-receipts';
import { receiptNumber } from '~/domain/receipts/receipt.rules';
import { voidReceipt } from '~/domain/receipts/void-receipt';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { History } from '~/ui/donations/history';
import { Dialog } from '~/ui/kit/dialog';
import { SubmitButton, TextArea } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate } from '~/ui/kit/format';
import { Icon } from '~/ui/kit/icon';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { ReceiptFacts, ReceiptLinesTable } from '~/ui/receipts/receipt-facts';
import { ReceiptState } from '~/ui/receipts/receipt-state';
import { m } from '~/words/generated/messages';

export const loader = page('receipts.view', async ({ actor, id }) => {
  const receipt = await getReceipt(actor, { receiptId: id });
  if (!receipt) throw notFound();
  return {
    receipt,
    events: await listTimeline(actor, { type: 'receipt', id }),
    may: { void: actor.permissions.has('receipts.void'), issue: actor.permissions.has('receipts.issue') },
  };
});

export const action = intents({
  void: post(voidReceipt, { with: ({ id }) => ({ receiptId: id }), then: (_, { id }) => `/receipts/${id}` }),
  reissue: post(reissueReceipt, {
    with: ({ id }) => ({ receiptId: id }),
    then: ({ receiptId }) => `/receipts/${receiptId}`,
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data ? receiptNumber(data.receipt) : m.receipts_title() }) },
];

export default function ReceiptPage() {
  const { receipt, events, may } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const voided = receipt.voidedOn !== null;
  return (
    <Page
      title={receiptNumber(receipt)}
      above={[{ to: '/receipts', label: m.receipts_title() }]}
      status={<ReceiptState voidedOn={receipt.voidedOn} />}
      actions={
        <>
          <a className="button button-main" href={`/receipts/${receipt.id}/pdf`}>
            <Icon name="download" />
            {m.receipts_download()}
          </a>
          {may.void && !voided ? (
            <Dialog id="void" title={m.receipts_void()} trigger={m.receipts_void()} danger>
              <EditForm intent="void" reply={reply}>
                <p>{m.receipts_void_text()}</p>
                <TextArea name="reason" label={m.receipts_void_reason()} rows={2} />
                <SubmitButton danger>{m.receipts_void()}</SubmitButton>
              </EditForm>
            </Dialog>
          ) : null}
        </>
      }
    >
      {voided ? <Voided receipt={receipt} mayIssue={may.issue} /> : null}
      <Section>
        <ReceiptFacts receipt={receipt} />
        <ReceiptLinesTable receipt={receipt} />
        <p>
          <Link to={`/gifts/${receipt.giftId}`}>{m.receipts_to_gift()}</Link>
        </p>
      </Section>
      <History events={events} />
    </Page>
  );
}

/** Why it no longer holds, and what stands in its place. */
function Voided({
  receipt,
  mayIssue,
}: {
  receipt: ReturnType<typeof useLoaderData<typeof loader>>['receipt'];
  mayIssue: boolean;
}) {
  const reply = useActionData<typeof action>();
  const { voidedOn, voidReason, voidedBy, replacedById, replacedByYear, replacedByNumber, prefix } = receipt;
  return (
    <Notice
      tone="late"
      title={m.receipts_voided_on({
        on: voidedOn ? formatDate(voidedOn) : '',
        by: voidedBy ?? '',
        reason: voidReason ?? '',
      })}
    >
      {replacedById && replacedByYear !== null && replacedByNumber !== null ? (
        <p>
          <Link to={`/receipts/${replacedById}`}>
            {m.receipts_replaced_by({
              number: receiptNumber({ prefix, year: replacedByYear, number: replacedByNumber }),
            })}
          </Link>
        </p>
      ) : mayIssue ? (
        <EditForm intent="reissue" reply={reply}>
          <SubmitButton>{m.receipts_reissue()}</SubmitButton>
        </EditForm>
      ) : null}
    </Notice>
  );
}
