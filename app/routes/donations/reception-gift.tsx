import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { bookDelivery, cancelDelivery, findDelivery, listSlots } from '~/domain/donations/reception';
import { revealDonor } from '~/domain/donations/reveal-donor';
import { withdrawPledge } from '~/domain/donations/withdraw-pledge';
import { reasonText } from '~/domain/kernel/made-reasons';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { DeliveryForm } from '~/ui/donations/delivery';
import { revealed } from '~/ui/donations/donor-contact';
import { giftStatusText, giftStatusTone, goodsName } from '~/ui/donations/labels';
import { deliveryTime, slotOptions } from '~/ui/donations/slots';
import { WithdrawPledge } from '~/ui/donations/withdraw-pledge';
import { DescriptionList } from '~/ui/kit/description-list';
import { formatDate, formatNumber } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Reveal } from '~/ui/kit/reveal';
import { Status } from '~/ui/kit/status';
import { m } from '~/words/generated/messages';

export const loader = page('donations.view-reception', async ({ actor, id }) => {
  const delivery = await findDelivery(actor, { giftId: id });
  if (!delivery) throw notFound();
  const { gift, items, appointment, contact } = delivery;
  const kind = 'goods';
  const { status } = gift;
  return {
    reference: gift.reference,
    status: { text: giftStatusText({ kind, status }), tone: giftStatusTone({ kind, status }) },
    facts: [
      { term: m.donations_donor(), value: gift.donorName ?? m.donations_donor_unknown() },
      { term: m.donations_pledged_on(), value: formatDate(gift.pledgedOn) },
      ...(gift.withdrawnReason
        ? [{ term: m.donations_withdrawn_reason(), value: reasonText(gift.withdrawnReason) }]
        : []),
      {
        term: m.donations_items(),
        value: items
          .map((item) => `${goodsName(item)} ${formatNumber(item.pledged)} ${item.unit}`)
          .join(m.reports_list_mark()),
      },
    ],
    contact: contact.join(m.reports_list_mark()),
    mayReveal: actor.permissions.has('donations.reveal-donor'),
    agreed: appointment && deliveryTime({ ...appointment, on: appointment.onDate }),
    slots: slotOptions(await listSlots(actor, { entityId: gift.entityId })),
    open: status === 'pledged' && actor.permissions.has('donations.book-delivery'),
    mayWithdraw:
      status === 'pledged' &&
      (actor.permissions.has('donations.receive-goods') || actor.permissions.has('donations.confirm-money')),
    viewer: actor.name,
  };
});

const ofGift = {
  with: ({ id }: { id: string }) => ({ giftId: id }),
  then: (_: unknown, { id }: { id: string }) => `/goods/reception/gifts/${id}`,
};

export const action = intents({
  book: post(bookDelivery, ofGift),
  'cancel-delivery': post(cancelDelivery, ofGift),
  withdraw: post(withdrawPledge, ofGift),
  reveal: post(revealDonor, { with: ofGift.with, then: revealed }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data?.reference ?? m.donations_reception() }) },
];

export default function ReceptionGift() {
  const { reference, status, facts, contact, mayReveal, agreed, slots, open, mayWithdraw, viewer } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const shown = answer && 'revealed' in answer ? answer.revealed : undefined;
  const reply = answer && 'revealed' in answer ? undefined : answer;
  return (
    <Page
      title={m.donations_delivery_of({ reference })}
      above={[{ to: '/goods/reception', label: m.donations_reception() }]}
      status={<Status tone={status.tone}>{status.text}</Status>}
      actions={mayWithdraw ? <WithdrawPledge /> : null}
      watermark={viewer}
      narrow
    >
      <Section>
        <DescriptionList
          items={[
            ...facts,
            ...(contact
              ? [
                  {
                    term: m.donations_contact(),
                    value: (
                      <Reveal
                        id="reveal-donor"
                        label={m.donations_contact()}
                        masked={contact}
                        revealed={shown}
                        reply={reply}
                        may={mayReveal}
                      />
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Section>
      <Section title={m.donations_delivery()}>
        {open ? (
          <DeliveryForm agreed={agreed} slots={slots} reply={reply} />
        ) : (
          <p>{agreed ?? m.donations_delivery_none()}</p>
        )}
      </Section>
    </Page>
  );
}
