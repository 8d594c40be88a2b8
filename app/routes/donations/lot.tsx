import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { findLot, proposeCount, proposeSale, proposeWriteOff } from '~/domain/donations/stock-changes';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { allocationStatusLabel } from '~/ui/donations/allocation-labels';
import { changeKindLabel, changeStatusLabel, differenceText } from '~/ui/donations/change-words';
import { goodsName, meansLabel, named } from '~/ui/donations/labels';
import { lotCode } from '~/ui/donations/lot-code';
import { DescriptionList } from '~/ui/kit/description-list';
import { Dialog } from '~/ui/kit/dialog';
import {
  Choice,
  HiddenField,
  MoneyField,
  NumberField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate, formatMoney, formatNumber } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('donations.view', async ({ actor, id }) => {
  const lot = await findLot(actor, { lotId: id });
  if (!lot) throw notFound();
  const may = (permission: Parameters<typeof actor.permissions.has>[0]) => actor.permissions.has(permission);
  const pieces = (count: number) => `${formatNumber(count)} ${lot.unit}`;
  return {
    id,
    goodsId: lot.goodsId,
    title: goodsName(lot),
    code: lotCode(id),
    giftId: lot.giftId,
    unit: lot.unit,
    remaining: lot.remaining,
    left: pieces(lot.remaining),
    usable: lot.usable,
    waits: lot.waits,
    expires: lot.expiresOn ? formatDate(lot.expiresOn) : m.donations_never_expires(),
    facts: [
      { term: m.donations_set_aside(), value: pieces(lot.setAside) },
      { term: m.donations_quantity_stocked(), value: pieces(lot.quantity) },
      { term: m.donations_store(), value: lot.store },
      {
        term: m.donations_purpose(),
        value: named({ name: lot.purposeName, nameEn: lot.purposeNameEn }),
      },
      {
        term: m.donations_value_left(),
        value: lot.remainingFen === null ? m.donations_no_value() : formatMoney(lot.remainingFen),
      },
      { term: m.donations_stocked_on(), value: formatDate(lot.stockedOn) },
    ],
    reference: lot.giftReference,
    movements: lot.movements.map((one) => ({
      id: one.id,
      on: formatDate(one.on),
      // Out of the lot with a minus; what was set aside and taken back is neither more nor less.
      pieces: one.kind === 'withdrawn' ? pieces(one.pieces) : `${differenceText(-one.pieces)} ${lot.unit}`,
      ...(one.status === null
        ? {
            what: allocationStatusLabel[one.kind as keyof typeof allocationStatusLabel](),
            to: `/goods/allocations/${one.id}`,
          }
        : {
            what: m.donations_movement({
              what: changeKindLabel[one.kind as keyof typeof changeKindLabel](),
              status: changeStatusLabel[one.status](),
            }),
            to: `/goods/changes/${one.id}`,
          }),
    })),
    mayAllocate: may('donations.allocate-goods') && lot.usable && lot.remaining > 0,
    homes: lot.forHomes && !lot.forBeds,
    mayChange: may('donations.change-stock') && lot.remaining > 0 && !lot.waits,
    mayFind: may('donations.change-stock') && lot.lost > 0 && !lot.waits,
    onShelf: lot.onShelf,
    lost: lot.lost,
    means: (['transfer', 'cash'] as const).map((value) => ({ value, label: meansLabel[value]() })),
  };
});

const ofLot = {
  with: ({ id }: { id: string }) => ({ lotId: id }),
  then: ({ changeId }: { changeId: string }) => `/goods/changes/${changeId}`,
};

export const action = intents({
  'write-off': post(proposeWriteOff, ofLot),
  sell: post(proposeSale, ofLot),
  found: post(proposeCount, { then: ofLot.then }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data?.title ?? m.donations_stock_title() }) },
];

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function LotPage() {
  const lot = useLoaderData<typeof loader>();
  return (
    <Page
      title={lot.title}
      lead={m.donations_lot_code({ code: lot.code })}
      above={[{ to: '/goods', label: m.donations_stock_title() }]}
      actions={
        <>
          {lot.mayAllocate ? (
            <ButtonLink to={`/goods/allocate?goods=${lot.goodsId}${lot.homes ? '&for=household' : ''}`} main>
              {m.donations_allocate()}
            </ButtonLink>
          ) : null}
          <a className="button" href={`/goods/labels.pdf?lot=${lot.id}`}>
            {m.donations_label_print()}
          </a>
        </>
      }
      narrow
    >
      {lot.waits ? (
        <Notice tone="due" title={m.donations_lot_waits()}>
          <Link to="/goods/changes">{m.donations_changes()}</Link>
        </Notice>
      ) : null}
      <Section>
        <DescriptionList
          items={[
            {
              term: m.donations_quantity_remaining(),
              value: <strong className="numeric">{lot.left}</strong>,
            },
            {
              term: m.donations_expires_on(),
              value: lot.usable ? (
                lot.expires
              ) : (
                <Status tone="late">{m.donations_expired({ on: lot.expires })}</Status>
              ),
            },
            ...lot.facts,
            {
              term: m.donations_gift(),
              value: <Link to={`/gifts/${lot.giftId}`}>{lot.reference}</Link>,
            },
          ]}
        />
        {lot.mayChange || lot.mayFind ? (
          <div className="actions">
            {lot.mayChange ? <Leave lot={lot} /> : null}
            {lot.mayFind ? <Found lot={lot} /> : null}
          </div>
        ) : null}
      </Section>
      <Section title={m.donations_movements()}>
        <Table
          caption={m.donations_movements()}
          rows={lot.movements}
          rowKey={(row) => row.id}
          empty={m.donations_movements_none()}
          columns={[
            {
              key: 'what',
              title: m.donations_change_kind(),
              heading: true,
              cell: (row) => <Link to={row.to}>{row.what}</Link>,
            },
            { key: 'on', title: m.donations_delivery_day(), cell: (row) => row.on },
            { key: 'pieces', title: m.donations_quantity(), numeric: true, cell: (row) => row.pieces },
          ]}
        />
      </Section>
    </Page>
  );
}

/** Pieces that leave for good: spoiled or expired ones, and what cannot be kept and is sold. */
function Leave({ lot: { unit, remaining, usable, means } }: { lot: Loaded }) {
  const reply = useActionData<typeof action>();
  const pieces = (
    <NumberField
      name="quantity"
      label={m.donations_quantity()}
      hint={m.donations_leave_most({ quantity: formatNumber(remaining), unit })}
      unit={unit}
    />
  );
  return (
    <>
      <Dialog
        id="write-off"
        title={m.donations_change_write_off()}
        trigger={m.donations_change_write_off()}
        danger
      >
        <EditForm intent="write-off" id="write-off-form" reply={reply}>
          <p>{m.donations_write_off_text()}</p>
          {pieces}
          <TextArea name="reason" label={m.donations_reason()} hint={m.donations_write_off_hint()} rows={2} />
          <SubmitButton danger>{m.donations_change_propose()}</SubmitButton>
        </EditForm>
      </Dialog>
      {usable ? (
        <Dialog id="sell" title={m.donations_change_sale()} trigger={m.donations_change_sale()}>
          <EditForm intent="sell" id="sell-form" reply={reply}>
            <p>{m.donations_sale_text()}</p>
            {pieces}
            <TextArea name="reason" label={m.donations_reason()} hint={m.donations_sale_hint()} rows={2} />
            <TextField name="buyer" label={m.donations_sale_buyer()} autoComplete="off" />
            <MoneyField name="proceedsFen" label={m.donations_sale_proceeds()} />
            <MoneyField
              name="costsFen"
              label={m.donations_sale_costs()}
              hint={m.donations_sale_costs_hint()}
              optional
            />
            <Choice name="means" label={m.donations_means()} options={means} inline />
            <TextField name="document" label={m.donations_sale_document()} size={20} autoComplete="off" />
            <SubmitButton>{m.donations_change_propose()}</SubmitButton>
          </EditForm>
        </Dialog>
      ) : null}
    </>
  );
}

/** Pieces that were lost and lie there again: a count of this lot alone, which may stand on no sheet any more. */
function Found({ lot: { id, unit, onShelf, lost } }: { lot: Loaded }) {
  const reply = useActionData<typeof action>();
  return (
    <Dialog id="found" title={m.donations_found()} trigger={m.donations_found()}>
      <EditForm
        intent="found"
        id="found-form"
        reply={reply}
        values={{ reason: m.donations_found_occasion() }}
      >
        <p>{m.donations_found_text()}</p>
        <HiddenField name="lines[0].lotId" value={id} />
        <HiddenField name="lines[0].expected" value={String(onShelf)} />
        <NumberField
          name="lines[0].counted"
          label={m.donations_counted()}
          hint={m.donations_found_hint({ expected: formatNumber(onShelf), lost: formatNumber(lost), unit })}
          unit={unit}
        />
        <TextField name="lines[0].reason" label={m.donations_difference_reason()} />
        <TextField name="reason" label={m.donations_count_reason()} />
        <SubmitButton>{m.donations_change_propose()}</SubmitButton>
      </EditForm>
    </Dialog>
  );
}
