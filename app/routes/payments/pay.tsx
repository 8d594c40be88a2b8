import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { renderSVG } from 'uqr';
import { askAboutOrder, findBillOrder } from '~/domain/fees/pay-bill';
import { prepareOrder } from '~/domain/payments/prepare-order';
import { notFound, page } from '~/routes/authorised.server';
import { formatInstant, formatMoney, formatMonth, formatTime } from '~/ui/kit/format';
import { Icon } from '~/ui/kit/icon';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { KeepFresh } from '~/ui/kit/progress';
import { appLabel, providerLabel } from '~/ui/payments/labels';
import { m } from '~/words/generated/messages';

/** Seconds between looks: with script at our books, without it at the provider's too. */
const LOOK_SECONDS = 4;
const RELOAD_SECONDS = 10;

/** Where an order stands for whoever waits. `silent`: the provider did not answer. */
type Standing = 'open' | 'paid' | 'expired' | 'closed' | 'refunded' | 'silent';

export const loader = page('payments.order', async ({ actor, id, url, context }) => {
  const looked = url.searchParams.has('ask')
    ? await askAboutOrder(actor, { orderId: id })
    : await findBillOrder(actor, { orderId: id });
  if (!looked) throw notFound();
  const { invoice } = looked;
  const { clientAddress } = context;
  const prepared = await prepareOrder(actor, { orderId: id, returnPath: `/pay/${id}?ask=1`, clientAddress });
  const order = prepared.ok ? prepared.value : looked.order;
  const expired = order.status === 'created' && order.expiresAt <= new Date();
  const standing: Standing =
    order.status === 'created' ? (expired ? 'expired' : prepared.ok ? 'open' : 'silent') : order.status;
  const open = standing === 'open' && order.forward !== null;
  return {
    id,
    standing,
    provider: order.provider,
    amountFen: order.amountFen,
    number: order.number,
    bill: { id: invoice.id, personName: invoice.personName, month: invoice.month },
    billPath: actor.permissions.has('fees.view') ? `/bills/${invoice.id}` : `/my/bills/${invoice.id}`,
    expiresAt: order.expiresAt,
    paidAt: order.paidAt,
    link: open && order.forwardKind === 'link' ? order.forward : null,
    code:
      open && order.forwardKind === 'code' ? renderSVG(order.forward ?? '', { ecc: 'M', border: 3 }) : null,
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: m.kit_page_title({
      page: data ? m.payments_pay_by({ provider: providerLabel[data.provider]() }) : m.payments_online(),
    }),
  },
];

export default function Pay() {
  const loaded = useLoaderData<typeof loader>();
  const { standing, provider, amountFen, number, bill, billPath } = loaded;
  const by = providerLabel[provider]();
  return (
    <Page
      title={m.payments_pay_by({ provider: by })}
      lead={m.fees_bill_title({ name: bill.personName, month: formatMonth(bill.month) })}
      above={[{ to: billPath, label: m.payments_back_to_bill() }]}
      narrow
    >
      <Section>
        <p className="figure-value">{formatMoney(amountFen)}</p>
        <StandingNotice {...loaded} />
        {standing === 'open' ? <ToPay {...loaded} /> : null}
        <p className="quiet">{m.payments_order_number({ number })}</p>
        <div className="actions">
          {standing === 'open' || standing === 'silent' || standing === 'expired' ? (
            <a className="button" href={`/pay/${loaded.id}?ask=1`}>
              <Icon name="refresh" />
              {m.payments_refresh()}
            </a>
          ) : null}
          <ButtonLink to={billPath}>{m.payments_back_to_bill()}</ButtonLink>
        </div>
      </Section>
    </Page>
  );
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

/** How it stands, in a sentence, announced when it changes. */
function StandingNotice({ standing, provider, expiresAt, paidAt }: Loaded) {
  const by = providerLabel[provider]();
  switch (standing) {
    case 'open':
      return <Notice tone="due" title={m.payments_waiting({ time: formatTime(expiresAt) })} live />;
    case 'paid':
      return (
        <Notice tone="ok" title={m.payments_paid()} live>
          <p>{m.payments_paid_at({ at: paidAt ? formatInstant(paidAt) : '' })}</p>
        </Notice>
      );
    case 'refunded':
      return <Notice tone="info" title={m.payments_refunded()} live />;
    case 'silent':
      return <Notice tone="late" title={m.payments_silent({ provider: by })} live />;
    default:
      return (
        <Notice tone="stopped" title={m.payments_expired()} live>
          <p>{m.payments_expired_hint()}</p>
        </Notice>
      );
  }
}

/** The code to scan or the link to follow, and a page that looks by itself whether it is paid. */
function ToPay({ id, provider, link, code }: Loaded) {
  const by = providerLabel[provider]();
  return (
    <>
      {code ? (
        <>
          <p>{m.payments_scan({ app: appLabel[provider]() })}</p>
          <img
            src={`data:image/svg+xml,${encodeURIComponent(code)}`}
            alt={m.payments_code_alt({ provider: by })}
            width="240"
            height="240"
          />
        </>
      ) : null}
      {link ? (
        <p>
          <a className="button button-main" href={link} rel="noreferrer">
            {m.payments_go_to({ provider: by })}
          </a>
        </p>
      ) : null}
      <KeepFresh
        seconds={LOOK_SECONDS}
        withoutScript={<meta httpEquiv="refresh" content={`${RELOAD_SECONDS};url=/pay/${id}?ask=1`} />}
      />
    </>
  );
}
