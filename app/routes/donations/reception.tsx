import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listDeliveries } from '~/domain/donations/reception';
import { addDays, parsePlainDate } from '~/domain/kernel/plain-date';
import { addressOf } from '~/routes/address.server';
import { page } from '~/routes/authorised.server';
import { giftStatusText, giftStatusTone, goodsName } from '~/ui/donations/labels';
import { DateField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { formatDate, formatNumber } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { timeText } from '~/ui/volunteers/time-text';
import { m } from '~/words/generated/messages';

export const loader = page('donations.view-reception', async ({ actor, url }) => {
  const { read, unread } = addressOf(url);
  const { on, today, expected, barred, unbooked, next } = await listDeliveries(actor, {
    on: read('on', parsePlainDate),
    after: url.searchParams.get('after') ?? undefined,
  });
  const row = (one: (typeof expected | typeof barred | typeof unbooked)[number]) => ({
    id: one.giftId,
    reference: one.reference,
    donor: one.donorName ?? m.donations_donor_unknown(),
    goods: one.items
      .map((item) => `${goodsName(item)} ${formatNumber(item.pledged)} ${item.unit}`)
      .join(m.reports_list_mark()),
  });
  return {
    on,
    unread: unread(),
    next,
    nextDay: addDays(on, 1),
    isToday: on === today,
    expected: expected.map((one) => ({
      ...row(one),
      time: `${timeText(one.fromMinute)}–${timeText(one.untilMinute)}`,
      status: {
        text: giftStatusText({ kind: 'goods', status: one.status }),
        tone: giftStatusTone({ kind: 'goods', status: one.status }),
      },
      open: one.status === 'pledged',
      barred: one.status === 'pledged' && !one.mayReceive,
    })),
    barred: barred.map((one) => ({ ...row(one), day: formatDate(one.onDate) })),
    unbooked: unbooked.map((one) => ({
      ...row(one),
      since: one.missedOn
        ? m.donations_delivery_missed({ day: formatDate(one.missedOn) })
        : m.donations_delivery_promised({ day: formatDate(one.pledgedOn) }),
      missed: one.missedOn !== null,
    })),
    viewer: actor.name,
    seesGifts: actor.permissions.has('donations.view'),
    mayBook: actor.permissions.has('donations.book-delivery'),
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_reception() }) }];

export default function Reception() {
  const { on, unread, next, nextDay, isToday, expected, barred, unbooked, viewer, seesGifts, mayBook } =
    useLoaderData<typeof loader>();
  const gift = (row: { id: string; reference: string }) =>
    seesGifts ? <Link to={`/gifts/${row.id}`}>{row.reference}</Link> : row.reference;
  return (
    <Page
      title={m.donations_reception()}
      lead={m.donations_reception_lead()}
      actions={<ButtonLink to="/goods/reception/hours">{m.donations_hours()}</ButtonLink>}
      watermark={viewer}
    >
      {unread ? <Notice tone="due" title={unread} /> : null}
      <FilterForm values={{ on }}>
        <DateField name="on" label={m.donations_delivery_day()} />
      </FilterForm>
      <Section
        title={isToday ? m.donations_expected_today() : m.donations_expected_on({ day: formatDate(on) })}
      >
        <Table
          caption={m.donations_expected_on({ day: formatDate(on) })}
          rows={expected}
          rowKey={(row) => row.id}
          empty={m.donations_expected_none()}
          columns={[
            { key: 'time', title: m.donations_delivery_hour(), heading: true, cell: (row) => row.time },
            { key: 'gift', title: m.donations_reference(), cell: gift },
            { key: 'donor', title: m.donations_donor(), cell: (row) => row.donor },
            { key: 'goods', title: m.donations_items(), cell: (row) => row.goods },
            {
              key: 'status',
              title: m.donations_status(),
              cell: (row) =>
                row.barred ? (
                  <Status tone="late">{m.donations_delivery_barred()}</Status>
                ) : (
                  <Status tone={row.status.tone}>{row.status.text}</Status>
                ),
            },
            {
              key: 'do',
              title: m.donations_actions(),
              cell: (row) =>
                mayBook && row.open ? (
                  <Link to={`/goods/reception/gifts/${row.id}`}>{m.donations_delivery_change()}</Link>
                ) : null,
            },
          ]}
        />
        <p>
          <Link to={`/goods/reception?on=${nextDay}`}>
            {m.donations_expected_next({ day: formatDate(nextDay) })}
          </Link>
        </p>
      </Section>
      {barred.length > 0 ? (
        <Section title={m.donations_barred()}>
          <p>{m.donations_barred_lead()}</p>
          <Table
            caption={m.donations_barred()}
            rows={barred}
            rowKey={(row) => row.id}
            empty={m.donations_expected_none()}
            columns={[
              { key: 'day', title: m.donations_delivery_day(), heading: true, cell: (row) => row.day },
              { key: 'gift', title: m.donations_reference(), cell: gift },
              { key: 'donor', title: m.donations_donor(), cell: (row) => row.donor },
              { key: 'goods', title: m.donations_items(), cell: (row) => row.goods },
              {
                key: 'do',
                title: m.donations_actions(),
                cell: (row) =>
                  mayBook ? (
                    <Link to={`/goods/reception/gifts/${row.id}`}>{m.donations_delivery_change()}</Link>
                  ) : null,
              },
            ]}
          />
        </Section>
      ) : null}
      <Section title={m.donations_unbooked()}>
        <Table
          caption={m.donations_unbooked()}
          rows={unbooked}
          rowKey={(row) => row.id}
          next={next}
          empty={m.donations_unbooked_none()}
          columns={[
            { key: 'gift', title: m.donations_reference(), heading: true, cell: gift },
            { key: 'donor', title: m.donations_donor(), cell: (row) => row.donor },
            { key: 'goods', title: m.donations_items(), cell: (row) => row.goods },
            {
              key: 'since',
              title: m.donations_status(),
              cell: (row) => <Status tone={row.missed ? 'late' : 'due'}>{row.since}</Status>,
            },
            {
              key: 'do',
              title: m.donations_actions(),
              cell: (row) =>
                mayBook ? (
                  <Link to={`/goods/reception/gifts/${row.id}`}>{m.donations_delivery_book()}</Link>
                ) : null,
            },
          ]}
        />
      </Section>
    </Page>
  );
}
