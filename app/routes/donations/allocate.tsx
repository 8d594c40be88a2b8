import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listAvailability } from '~/domain/beds/list-free-beds';
import { allocateGoods } from '~/domain/donations/allocate-goods';
import { listHouseholdChoices, listStock, listVisitChoices } from '~/domain/donations/list-stock';
import type { Actor } from '~/domain/kernel/actor';
import { dateOf } from '~/domain/kernel/plain-date';
import { listStays } from '~/domain/stays/list-stays';
import { addressOf, oneOf } from '~/routes/address.server';
import { page, post } from '~/routes/authorised.server';
import { AllocateForm } from '~/ui/donations/allocate-form';
import { householdName, recipientKindLabel } from '~/ui/donations/allocation-labels';
import { goodsName, optionsOf } from '~/ui/donations/labels';
import { SelectField, TextField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { formatInstant, formatNumber } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

type Kind = keyof typeof recipientKindLabel;

/** Residents that are offered at once; more are found by name. */
const RESIDENTS = 200;

/** Whom goods can be set aside for, of one kind; residents and households by a part of their name. */
const choices: Record<Kind, (actor: Actor, name: string) => Promise<{ value: string; label: string }[]>> = {
  bed: async (actor) =>
    (await listAvailability(actor, {})).map(({ id, building, floor, room, name }) => ({
      value: id,
      label: [building, floor, room, name].join(' '),
    })),
  resident: async (actor, name) =>
    (
      await listStays(actor, {
        on: dateOf(actor.at ?? new Date()),
        name: name || undefined,
        limit: RESIDENTS,
      })
    ).rows.map(({ personId, personName }) => ({ value: personId, label: personName })),
  household: async (actor, name) =>
    (await listHouseholdChoices(actor, { name })).map((one) => ({
      value: one.id,
      label: householdName(one),
    })),
  visit: async (actor) =>
    (await listVisitChoices(actor, {})).map(({ id, startsAt, place }) => ({
      value: id,
      label: m.donations_visit_of({ time: formatInstant(startsAt), place }),
    })),
};

const fieldOf = { bed: 'bedId', resident: 'personId', household: 'householdId', visit: 'visitId' } as const;

export const loader = page('donations.allocate-goods', async ({ actor, url }) => {
  const { read, unread } = addressOf(url);
  const kind: Kind = read('for', oneOf(Object.keys(fieldOf) as Kind[])) ?? 'bed';
  const name = (url.searchParams.get('name') ?? '').slice(0, 60);
  const [lots, recipients] = [await listStock(actor, {}), await choices[kind](actor, name)];
  const fits = ({ forBeds, forHomes }: (typeof lots)[number]) =>
    kind === 'household' || kind === 'visit' ? forHomes : forBeds;
  const goods = new Map<string, { name: string; spec: string; unit: string; there: number }>();
  for (const lot of lots.filter((one) => one.usable && fits(one))) {
    goods.set(lot.goodsId, { ...lot, there: (goods.get(lot.goodsId)?.there ?? 0) + lot.remaining });
  }
  return {
    kind,
    unread: unread(),
    name,
    recipients,
    goods: [...goods].map(([value, one]) => ({
      value,
      label: m.donations_goods_there({
        name: goodsName(one),
        quantity: formatNumber(one.there),
        unit: one.unit,
      }),
    })),
    first: url.searchParams.get('goods') ?? undefined,
    viewer: actor.name,
  };
});

export const action = post(allocateGoods, {
  then: ({ allocationId }) => `/goods/allocations/${allocationId}`,
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_allocate() }) }];

export default function Allocate() {
  const { kind, unread, name, recipients, goods, first, viewer } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.donations_allocate()}
      lead={m.donations_allocate_lead()}
      above={[{ to: '/goods', label: m.donations_stock_title() }]}
      watermark={viewer}
      narrow
    >
      {unread ? <Notice tone="due" title={unread} /> : null}
      <FilterForm values={{ for: kind, name }}>
        <SelectField name="for" label={m.donations_recipient()} options={optionsOf(recipientKindLabel)} />
        {kind === 'resident' || kind === 'household' ? (
          <TextField
            name="name"
            type="search"
            label={m.donations_recipient_name()}
            hint={m.donations_recipient_name_hint()}
            optional
          />
        ) : null}
      </FilterForm>
      {recipients.length === 0 ? <Notice tone="info" title={m.donations_recipient_none()} /> : null}
      <Section>
        <AllocateForm
          key={kind}
          field={fieldOf[kind]}
          label={recipientKindLabel[kind]()}
          recipients={recipients}
          goods={goods}
          first={first}
          reply={reply}
        />
      </Section>
    </Page>
  );
}
