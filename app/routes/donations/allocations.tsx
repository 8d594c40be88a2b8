import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { withdrawAllocation } from '~/domain/donations/allocate-goods';
import { handOverGoods } from '~/domain/donations/hand-over-goods';
import { listAllocations } from '~/domain/donations/list-stock';
import { dateOf } from '~/domain/kernel/plain-date';
import { intents, page, post } from '~/routes/authorised.server';
import { allocationStatusLabel, allocationTone, goodsName } from '~/ui/donations/labels';
import { Dialog } from '~/ui/kit/dialog';
import { DateField, HiddenField, SubmitButton, TextArea, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate, formatNumber } from '~/ui/kit/format';
import { Page } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('donations.view', async ({ actor, url }) => ({
  allocations: await listAllocations(actor, { after: url.searchParams.get('after') ?? undefined }),
  today: dateOf(new Date()),
  viewer: actor.name,
  may: actor.permissions.has('donations.allocate-goods'),
}));

const back = { then: () => '/goods/allocations' };

export const action = intents({
  'hand-over': post(handOverGoods, back),
  'take-back': post(withdrawAllocation, back),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_allocations() }) }];

type Allocation = ReturnType<typeof useLoaderData<typeof loader>>['allocations']['rows'][number];

export default function Allocations() {
  const { allocations, today, viewer, may } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.donations_allocations()}
      above={[{ to: '/goods', label: m.donations_stock_title() }]}
      watermark={viewer}
    >
      <Table
        caption={m.donations_allocations()}
        rows={allocations.rows}
        rowKey={(row) => row.id}
        next={allocations.next}
        empty={m.donations_allocations_none()}
        columns={[
          {
            key: 'bed',
            title: m.donations_bed(),
            heading: true,
            cell: (row) => `${row.roomName} ${row.bedName}`,
          },
          {
            key: 'goods',
            title: m.donations_items(),
            cell: (row) =>
              row.lines
                .map((line) => `${goodsName(line)} ${formatNumber(line.quantity)} ${line.unit}`)
                .join(m.reports_list_mark()),
          },
          { key: 'on', title: m.donations_allocated_on(), cell: (row) => formatDate(row.allocatedOn) },
          {
            key: 'status',
            title: m.donations_status(),
            cell: (row) => (
              <Status tone={allocationTone[row.status]}>{allocationStatusLabel[row.status]()}</Status>
            ),
          },
          { key: 'handed', title: m.donations_handed_over(), cell: handedOver },
          ...(may
            ? [
                {
                  key: 'do',
                  title: m.donations_actions(),
                  cell: (row: Allocation) =>
                    row.status === 'allocated' ? <Actions allocation={row} today={today} /> : null,
                },
              ]
            : []),
        ]}
      />
    </Page>
  );
}

const handedOver = (row: Allocation): string =>
  row.handedOverOn && row.handedTo
    ? m.donations_handed_over_value({
        on: formatDate(row.handedOverOn),
        to: row.handedTo,
        by: row.handedOverBy ?? '',
      })
    : (row.withdrawnReason ?? m.kit_empty_value());

function Actions({ allocation, today }: { allocation: Allocation; today: string }) {
  const reply = useActionData<typeof action>();
  return (
    <div className="actions">
      <Dialog
        id={`hand-over-${allocation.id}`}
        title={m.donations_hand_over()}
        trigger={m.donations_hand_over()}
      >
        <EditForm
          intent="hand-over"
          id={`hand-over-${allocation.id}-form`}
          reply={reply}
          values={{ handedOverOn: today }}
        >
          <HiddenField name="allocationId" value={allocation.id} />
          <DateField
            name="handedOverOn"
            label={m.donations_handed_over_on()}
            min={allocation.allocatedOn}
            max={today}
          />
          <TextField
            name="handedTo"
            label={m.donations_handed_to()}
            hint={m.donations_handed_to_hint()}
            autoComplete="off"
          />
          <SubmitButton>{m.donations_hand_over()}</SubmitButton>
        </EditForm>
      </Dialog>
      <Dialog
        id={`take-back-${allocation.id}`}
        title={m.donations_take_back()}
        trigger={m.donations_take_back()}
      >
        <EditForm intent="take-back" id={`take-back-${allocation.id}-form`} reply={reply}>
          <HiddenField name="allocationId" value={allocation.id} />
          <TextArea name="reason" label={m.donations_reason()} rows={2} />
          <SubmitButton danger>{m.donations_take_back()}</SubmitButton>
        </EditForm>
      </Dialog>
    </div>
  );
}
