import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { findOwnGift } from '~/domain/donations/get-gift';
import { listGivingChoices } from '~/domain/donations/list-entities';
import { orderGift, payGift } from '~/domain/donations/pay-gift';
import { bookDelivery, cancelDelivery, findReceptionPlace, listSlots } from '~/domain/donations/reception';
import { unnameGiver } from '~/domain/donations/unname-giver';
import { withdrawPledge } from '~/domain/donations/withdraw-pledge';
import { providerNames } from '~/domain/payments/payment.rules';
import { listOwnReceipts } from '~/domain/receipts/list-receipts';
import { findOwnWithoutReceipt } from '~/domain/receipts/without-receipt';
import { act, intents, notFound, page, post } from '~/routes/authorised.server';
import { replyWithRefusals, submission } from '~/routes/form.server';
import { DeliveryForm, ReceptionPlace } from '~/ui/donations/delivery';
import { GiftFacts, ItemsTable, LotsTable } from '~/ui/donations/gift-facts';
import { MoneyUse, PlacesTable } from '~/ui/donations/gift-use';
import { giftStatusText, giftStatusTone } from '~/ui/donations/labels';
import { MoneyChecked, PayTo } from '~/ui/donations/pay-to';
import { deliveryTime, slotOptions } from '~/ui/donations/slots';
import { WithdrawPledge } from '~/ui/donations/withdraw-pledge';
import { Dialog } from '~/ui/kit/dialog';
import { SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { KeepFresh } from '~/ui/kit/progress';
import { Status } from '~/ui/kit/status';
import { ProviderButtons } from '~/ui/payments/pay-online';
import { ReceiptsOfGift } from '~/ui/receipts/receipts-of-gift';
import { noReceiptForDonor } from '~/ui/receipts/without';
import { m } from '~/words/generated/messages';
import { wayOf } from '../payments/pay-bill.server';
import { ownPayPath } from './give-pay';

export const loader = page('donations.view-own', async ({ actor, id }) => {
  const gift = await findOwnGift(actor, { giftId: id });
  if (!gift) throw notFound();
  const { entities, providers } = await listGivingChoices(actor, {});
  const [receipts, reason] = await Promise.all([
    listOwnReceipts(actor, { giftId: id }),
    findOwnWithoutReceipt(actor, { giftId: id }),
  ]);
  const bringing = gift.kind === 'goods' && gift.status === 'pledged';
  return {
    gift,
    providers,
    receipts,
    noReceipt: noReceiptForDonor(gift, { reason, receipts: receipts.length }),
    receiptComes: reason === 'coming' || reason === 'fiscal_waiting',
    slots: bringing ? slotOptions(await listSlots(actor, { entityId: gift.entityId })) : [],
    place: bringing ? await findReceptionPlace(actor, {}) : undefined,
    agreed: gift.appointment && deliveryTime({ ...gift.appointment, on: gift.appointment.onDate }),
    account: entities.find((entity) => entity.id === gift.entityId),
  };
});

/** Seconds between looks while the receipt is being issued, and minutes after which the page leaves it to its reader. */
const RECEIPT_SECONDS = 4;
const RECEIPT_MINUTES = 15;

const payForm = z.object({ provider: z.enum(providerNames, 'PAYMENTS.PROVIDER') });

const ofGift = {
  with: ({ id }: { id: string }) => ({ giftId: id }),
  then: (_: unknown, { id }: { id: string }) => `/my/gifts/${id}`,
};

export const action = intents({
  withdraw: post(withdrawPledge, ofGift),
  unname: post(unnameGiver, ofGift),
  book: post(bookDelivery, ofGift),
  'cancel-delivery': post(cancelDelivery, ofGift),
  'pay-online': act(orderGift.permission, async ({ actor, form, id, request }) => {
    const sent = submission(form, payForm);
    const { provider } = sent.input;
    const way = wayOf(request.headers.get('user-agent') ?? '', provider);
    const result = await payGift(actor, { giftId: id, provider, way });
    if (!result.ok) return replyWithRefusals(sent, result.refusals);
    return redirect(ownPayPath(result.value.number), 303);
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data?.gift.reference ?? m.donations_own_title() }) },
];

export default function OwnGift() {
  const { gift, receipts, noReceipt, receiptComes, account, providers, slots, place, agreed } =
    useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const waiting = gift.status === 'pledged';
  return (
    <Page
      title={gift.reference}
      above={[{ to: '/my/gifts', label: m.donations_own_title() }]}
      status={<Status tone={giftStatusTone(gift)}>{giftStatusText(gift)}</Status>}
      actions={
        <>
          {gift.anonymous ? null : (
            <Dialog id="unname" title={m.donations_unname()} trigger={m.donations_unname()}>
              <EditForm intent="unname" reply={reply}>
                <p>{m.donations_unname_text()}</p>
                <SubmitButton>{m.donations_unname()}</SubmitButton>
              </EditForm>
            </Dialog>
          )}
          {waiting ? <WithdrawPledge /> : null}
        </>
      }
      narrow
    >
      {waiting && gift.kind === 'money' && account ? (
        <Section title={m.donations_pay()}>
          {gift.moneyWaits ? (
            <MoneyChecked />
          ) : (
            <>
              <ProviderButtons offered={providers} reply={reply} />
              <PayTo reference={gift.reference} account={account} />
            </>
          )}
        </Section>
      ) : null}
      {waiting && gift.kind === 'goods' ? (
        <Section title={m.donations_delivery()}>
          <ReceptionPlace place={place} />
          <DeliveryForm agreed={agreed} slots={slots} reply={reply} />
        </Section>
      ) : null}
      <Section title={m.receipts_paper()}>
        <ReceiptsOfGift none={noReceipt} receipts={receipts} pdfPath="/my/receipts" />
        {receiptComes ? <KeepFresh seconds={RECEIPT_SECONDS} minutes={RECEIPT_MINUTES} /> : null}
      </Section>
      <Section title={m.donations_gift()}>
        <GiftFacts gift={gift} />
        {gift.kind === 'goods' ? <ItemsTable items={gift.items} /> : null}
      </Section>
      {gift.lots.length > 0 ? (
        <Section title={m.donations_where_it_went()}>
          <LotsTable lots={gift.lots} />
          {gift.use.places.length > 0 ? <PlacesTable places={gift.use.places} lots={gift.lots} /> : null}
        </Section>
      ) : null}
      {gift.kind === 'money' && gift.status === 'received' ? (
        <Section title={m.donations_where_it_went()}>
          <MoneyUse money={gift.use.money} />
        </Section>
      ) : null}
    </Page>
  );
}
