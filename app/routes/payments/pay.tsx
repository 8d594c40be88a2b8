import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { askAboutOrder, findBillOrder } from '~/domain/fees/pay-bill';
import { prepareOrder } from '~/domain/payments/prepare-order';
import { notFound, page } from '~/routes/authorised.server';
import { formatMonth } from '~/ui/kit/format';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { providerLabel } from '~/ui/payments/labels';
import { BillMoneyChecked } from '~/ui/payments/pay-online';
import { PayOrder } from '~/ui/payments/paying';
import { m } from '~/words/generated/messages';
import { payingOf } from './paying.server';

export const loader = page('payments.order', async ({ actor, id, url, request, context }) => {
  const looked = url.searchParams.has('ask')
    ? await askAboutOrder(actor, { orderId: id })
    : await findBillOrder(actor, { orderId: id });
  if (!looked) throw notFound();
  const { invoice, moneyWaits } = looked;
  const { clientAddress } = context;
  const prepared = await prepareOrder(actor, { orderId: id, returnPath: `/pay/${id}?ask=1`, clientAddress });
  return {
    id,
    moneyWaits,
    paying: payingOf(looked.order, prepared, request.headers.get('user-agent')),
    bill: { id: invoice.id, personName: invoice.personName, month: invoice.month },
    billPath: actor.permissions.has('fees.view') ? `/bills/${invoice.id}` : `/my/bills/${invoice.id}`,
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: m.kit_page_title({
      page: data
        ? m.payments_pay_by({ provider: providerLabel[data.paying.provider]() })
        : m.payments_online(),
    }),
  },
];

export default function Pay() {
  const { id, moneyWaits, paying, bill, billPath } = useLoaderData<typeof loader>();
  const askPath = `/pay/${id}?ask=1`;
  return (
    <Page
      title={m.payments_pay_by({ provider: providerLabel[paying.provider]() })}
      lead={m.fees_bill_title({ name: bill.personName, month: formatMonth(bill.month) })}
      above={[{ to: billPath, label: m.payments_back_to_bill() }]}
      narrow
    >
      {moneyWaits ? (
        <Section>
          <BillMoneyChecked />
          <div className="actions">
            {/* What waits may be taken yet, once the provider is asked. */}
            <ButtonLink to={askPath}>{m.payments_refresh()}</ButtonLink>
            <ButtonLink to={billPath}>{m.payments_back_to_bill()}</ButtonLink>
          </div>
        </Section>
      ) : (
        <PayOrder paying={paying} askPath={askPath} overHint={m.payments_expired_hint()}>
          <ButtonLink to={billPath}>{m.payments_back_to_bill()}</ButtonLink>
        </PayOrder>
      )}
    </Page>
  );
}
