import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { withdrawAllocation } from '~/domain/donations/allocate-goods';
import { isUsable } from '~/domain/donations/goods.rules';
import { askAboutGoods, decideGoodsInterest, findGoodsInterest } from '~/domain/donations/goods-interests';
import { handOverGoods } from '~/domain/donations/hand-over-goods';
import { findAllocation } from '~/domain/donations/list-stock';
import { dateOf, type PlainDate } from '~/domain/kernel/plain-date';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { DrawnSignature } from '~/ui/assessments/signature-pad';
import { allocationStatusLabel, allocationTone, recipientText } from '~/ui/donations/allocation-labels';
import { InterestDecision, InterestNotice, interestLines } from '~/ui/donations/interests';
import { goodsName } from '~/ui/donations/labels';
import { lotCode } from '~/ui/donations/lot-code';
import { SignedFields } from '~/ui/donations/signed-fields';
import { DescriptionList } from '~/ui/kit/description-list';
import { Dialog } from '~/ui/kit/dialog';
import { DateField, SubmitButton, TextArea, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate, formatNumber } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('donations.view', async ({ actor, id }) => {
  const allocation = await findAllocation(actor, { allocationId: id });
  if (!allocation) throw notFound();
  const interest = await findGoodsInterest(actor, { allocationId: id });
  const { status, waits, handedOverOn, handedTo, handedOverBy, signed } = allocation;
  const { items = [], unasked = [], own = true } = interest ?? {};
  const waiting = items.filter((one) => waits && one.status === 'review');
  const today = dateOf(actor.at ?? new Date());
  const lines = allocation.lines.map((line) => ({
    id: line.lotId,
    goods: goodsName(line),
    lot: lotCode(line.lotId),
    store: line.store,
    quantity: `${formatNumber(line.quantity)} ${line.unit}`,
    expires: line.expiresOn ? formatDate(line.expiresOn) : m.donations_never_expires(),
    late: status === 'allocated' ? lateLine(line, allocation, today) : undefined,
  }));
  const never = [...waiting, ...unasked].filter(({ finding }) => finding === 'same-phone');
  return {
    id,
    // What may not be handed over gets no paper for it.
    slip: status === 'handed_over' || (status === 'allocated' && !waits && !allocation.visitOff),
    to: recipientText(allocation),
    status: { text: allocationStatusLabel[status](), tone: allocationTone[status] },
    off: allocation.visitOff,
    over: allocation.visitStatus === 'done' && status === 'allocated',
    gone: allocation.residentGone ? (allocation.personName ?? '') : undefined,
    waits,
    waiting: interestLines(waiting),
    unasked: interestLines(unasked),
    found: interestLines(items.filter((one) => one.status === 'found')),
    never: never.length > 0,
    mayDecide: waits && !own && actor.permissions.has(decideGoodsInterest.permission),
    open: status === 'allocated' && actor.permissions.has('donations.allocate-goods'),
    allocatedOn: allocation.allocatedOn,
    facts: [
      { term: m.donations_allocation_code(), value: lotCode(id) },
      { term: m.donations_allocated_on(), value: formatDate(allocation.allocatedOn) },
      { term: m.donations_allocated_by(), value: allocation.allocatedBy },
      ...(handedOverOn ? [{ term: m.donations_handed_over_on(), value: formatDate(handedOverOn) }] : []),
      ...(handedOverBy ? [{ term: m.donations_handed_over_by(), value: handedOverBy }] : []),
      ...(handedTo ? [{ term: m.donations_handed_to(), value: handedTo }] : []),
      ...(signed
        ? [
            {
              term: m.donations_signed(),
              value: signed === 'drawn' ? m.donations_signed_drawn() : m.donations_signed_paper(),
            },
          ]
        : []),
      ...items.flatMap((one) =>
        one.decidedByName && one.reason
          ? {
              term: m.donations_interest_decided({ gift: one.reference }),
              value: m.donations_interest_decided_by({
                decision:
                  one.status === 'cleared' ? m.donations_interest_accept() : m.donations_interest_decline(),
                by: one.decidedByName,
                reason: one.reason,
              }),
            }
          : [],
      ),
      ...(allocation.withdrawnReason
        ? [{ term: m.donations_reason(), value: allocation.withdrawnReason }]
        : []),
    ],
    signature: allocation.signature,
    signer: handedTo ?? '',
    lines,
    expired: lines.some(({ late }) => late !== undefined),
    today,
    viewer: actor.name,
  };
});

/** That a lot set aside is past its expiry, or will be by the day of the visit, in words. */
function lateLine(
  { expiresOn }: { expiresOn: PlainDate | null },
  { visitStartsAt }: { visitStartsAt: Date | null },
  today: PlainDate,
): string | undefined {
  if (expiresOn === null) return undefined;
  const on = formatDate(expiresOn);
  if (!isUsable({ expiresOn }, today)) return m.donations_expired({ on });
  return visitStartsAt && !isUsable({ expiresOn }, dateOf(visitStartsAt))
    ? m.donations_expires_before_visit({ on })
    : undefined;
}

const ofAllocation = {
  with: ({ id }: { id: string }) => ({ allocationId: id }),
  then: (_: unknown, { id }: { id: string }) => `/goods/allocations/${id}`,
};

export const action = intents({
  'hand-over': post(handOverGoods, ofAllocation),
  'take-back': post(withdrawAllocation, ofAllocation),
  ask: post(askAboutGoods, ofAllocation),
  accept: post(decideGoodsInterest, {
    ...ofAllocation,
    with: ({ id }) => ({ allocationId: id, related: false }),
  }),
  decline: post(decideGoodsInterest, {
    ...ofAllocation,
    with: ({ id }) => ({ allocationId: id, related: true }),
  }),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_allocations() }) }];

export default function AllocationPage() {
  const { id, slip, to, status, off, over, gone, waits, mayDecide, open, allocatedOn, facts, ...loaded } =
    useLoaderData<typeof loader>();
  const { waiting, unasked, found, never, expired, signature, signer, lines, today, viewer } = loaded;
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={to}
      above={[{ to: '/goods/allocations', label: m.donations_allocations() }]}
      status={<Status tone={status.tone}>{status.text}</Status>}
      actions={
        <>
          {slip ? (
            <a className="button" href={`/goods/allocations/${id}/slip.pdf`}>
              {m.donations_slip_print()}
            </a>
          ) : null}
          {open ? (
            <Dialog id="take-back" title={m.donations_take_back()} trigger={m.donations_take_back()} danger>
              <EditForm intent="take-back" reply={reply}>
                <TextArea name="reason" label={m.donations_reason()} rows={2} />
                <SubmitButton danger>{m.donations_take_back()}</SubmitButton>
              </EditForm>
            </Dialog>
          ) : null}
        </>
      }
      watermark={viewer}
      narrow
    >
      <InterestNotice tone="due" title={m.donations_interest_waits()} lines={waiting}>
        <p>{never ? m.donations_interest_never() : m.donations_interest_waits_text()}</p>
      </InterestNotice>
      <InterestNotice tone="late" title={m.donations_interest_unasked()} lines={unasked}>
        {never ? <p>{m.donations_interest_never()}</p> : null}
        {open && !never ? (
          <div className="mt-2">
            <EditForm intent="ask" reply={reply}>
              <SubmitButton>{m.donations_interest_ask_now()}</SubmitButton>
            </EditForm>
          </div>
        ) : null}
      </InterestNotice>
      <InterestNotice tone="late" title={m.donations_interest_found()} lines={found}>
        <p>{m.donations_interest_found_text()}</p>
      </InterestNotice>
      {off ? <Notice tone="late" title={m.donations_visit_off()} /> : null}
      {over ? <Notice tone="due" title={m.donations_visit_over()} /> : null}
      {gone === undefined ? null : <Notice tone="late" title={m.donations_resident_gone({ name: gone })} />}
      {expired ? <Notice tone="late" title={m.donations_goods_expired()} /> : null}
      <Section>
        <Table
          caption={m.donations_items()}
          rows={lines}
          rowKey={(line) => line.id}
          empty={m.donations_items_none()}
          columns={[
            {
              key: 'goods',
              title: m.donations_item_name(),
              heading: true,
              cell: (line) => line.goods,
            },
            {
              key: 'lot',
              title: m.donations_lot(),
              cell: (line) => <Link to={`/goods/lots/${line.id}`}>{line.lot}</Link>,
            },
            { key: 'store', title: m.donations_store(), cell: (line) => line.store },
            { key: 'quantity', title: m.donations_quantity(), numeric: true, cell: (line) => line.quantity },
            {
              key: 'expires',
              title: m.donations_expires_on(),
              cell: (line) => (line.late ? <Status tone="late">{line.late}</Status> : line.expires),
            },
          ]}
        />
        <DescriptionList items={facts} />
        {signature ? (
          <DrawnSignature strokes={signature} label={m.assessments_sign_drawn_of({ name: signer })} />
        ) : null}
      </Section>
      {mayDecide ? (
        <InterestDecision
          accept={never ? undefined : m.donations_interest_accept()}
          decline={m.donations_interest_decline()}
          declineNote={m.donations_interest_goes_back()}
          reply={reply}
        />
      ) : null}
      {open && !waits && !off && unasked.length === 0 ? (
        <Section title={m.donations_hand_over()}>
          <EditForm intent="hand-over" reply={reply} values={{ handedOverOn: today }}>
            <DateField
              name="handedOverOn"
              label={m.donations_handed_over_on()}
              min={allocatedOn}
              max={today}
            />
            <TextField
              name="handedTo"
              label={m.donations_handed_to()}
              hint={m.donations_handed_to_hint()}
              autoComplete="off"
            />
            <SignedFields />
            <SubmitButton>{m.donations_hand_over()}</SubmitButton>
          </EditForm>
        </Section>
      ) : null}
    </Page>
  );
}
