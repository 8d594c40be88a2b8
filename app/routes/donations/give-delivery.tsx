import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import {
  bookDeliveryByLink,
  cancelDeliveryByLink,
  findDeliveryByLink,
  findReceptionPlace,
  listSlots,
} from '~/domain/donations/reception';
import { notFound, type PublicVisit, publicAct, publicPage } from '~/routes/authorised.server';
import { replyWithRefusals, submission } from '~/routes/form.server';
import { demandWithin } from '~/routes/limited.server';
import { DeliveryForm, ReceptionPlace } from '~/ui/donations/delivery';
import { ItemsTable } from '~/ui/donations/gift-facts';
import { deliveryTime, slotOptions } from '~/ui/donations/slots';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';
import { publicDistrict } from '../public-district.server';

/** Requests in a minute; our own choice. */
const LIMIT = { use: 'delivery', ofAddress: 60, ofSecret: 20 };

/** The goods of a link, and who may act there; counts the request. Names nobody. */
async function linked(visit: PublicVisit) {
  const link = { reference: visit.param('reference'), secret: visit.param('secret') };
  await demandWithin(LIMIT, visit, link.secret);
  const { actor } = await publicDistrict(visit);
  const delivery = await findDeliveryByLink(actor, link);
  if (!delivery) throw notFound();
  return { actor, link, delivery };
}

export const loader = publicPage(async (visit) => {
  const { actor, delivery } = await linked(visit);
  const { reference, entityId, awaited, items, appointment } = delivery;
  return {
    reference,
    awaited,
    items,
    slots: awaited ? slotOptions(await listSlots(actor, { entityId })) : [],
    place: awaited ? await findReceptionPlace(actor, {}) : undefined,
    agreed: appointment && deliveryTime({ ...appointment, on: appointment.onDate }),
  };
});

export const action = publicAct(async (visit) => {
  const { actor, link } = await linked(visit);
  const sent = submission(visit.form, bookDeliveryByLink.input.omit({ reference: true, secret: true }));
  const result =
    visit.form.get('intent') === 'cancel-delivery'
      ? await cancelDeliveryByLink(actor, link)
      : await bookDeliveryByLink(actor, { ...sent.input, ...link });
  if (!result.ok) return replyWithRefusals(sent, result.refusals);
  throw redirect(visit.url.pathname + visit.url.search, 303);
});

export const meta: MetaFunction = () => [
  { title: m.kit_page_title({ page: m.donations_delivery() }) },
  { name: 'robots', content: 'noindex' },
];

export default function GiveDelivery() {
  const { reference, awaited, items, slots, place, agreed } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page title={m.donations_done_goods_reference({ reference })} narrow>
      <Section title={m.donations_items()}>
        <ItemsTable items={items} />
      </Section>
      <Section title={m.donations_delivery()}>
        {awaited ? (
          <>
            <ReceptionPlace place={place} />
            <DeliveryForm agreed={agreed} slots={slots} reply={reply} />
          </>
        ) : (
          <Notice tone="info" title={m.donations_delivery_over()} />
        )}
      </Section>
    </Page>
  );
}
