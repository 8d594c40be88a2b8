import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listAvailability } from '~/domain/beds/list-free-beds';
import { allocateGoods } from '~/domain/donations/allocate-goods';
import { listStock } from '~/domain/donations/list-stock';
import { page, post } from '~/routes/authorised.server';
import { AllocateForm } from '~/ui/donations/allocate-form';
import { goodsName } from '~/ui/donations/labels';
import { formatNumber } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

export const loader = page('donations.allocate-goods', async ({ actor }) => {
  const [lots, beds] = await Promise.all([listStock(actor, {}), listAvailability(actor, {})]);
  const goods = new Map<string, { name: string; spec: string; unit: string; there: number }>();
  for (const lot of lots.filter(({ usable, forBeds }) => usable && forBeds)) {
    goods.set(lot.goodsId, { ...lot, there: (goods.get(lot.goodsId)?.there ?? 0) + lot.remaining });
  }
  return {
    beds: beds.map(({ id, building, floor, room, name }) => ({
      value: id,
      label: [building, floor, room, name].join(' '),
    })),
    goods: [...goods].map(([value, one]) => ({
      value,
      label: m.donations_goods_there({
        name: goodsName(one),
        quantity: formatNumber(one.there),
        unit: one.unit,
      }),
    })),
  };
});

export const action = post(allocateGoods, { then: () => '/goods/allocations' });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_allocate() }) }];

export default function Allocate() {
  const { beds, goods } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.donations_allocate()}
      lead={m.donations_allocate_lead()}
      above={[{ to: '/goods', label: m.donations_stock_title() }]}
      narrow
    >
      <Section>
        <AllocateForm beds={beds} goods={goods} reply={reply} />
      </Section>
    </Page>
  );
}
