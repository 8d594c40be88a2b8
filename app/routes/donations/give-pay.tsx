import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { listGivingChoices } from '~/domain/donations/list-entities';
import {
  askAboutGift,
  findGiftToPay,
  type GiftToPay,
  payGiftOtherwise,
  prepareGiftOrder,
} from '~/domain/donations/pay-gift';
import { providerNames } from '~/domain/payments/payment.rules';
import { findReceiptOfOrder } from '~/domain/receipts/list-receipts';
import { refusalText } from '~/platform/i18n/refusal-words.server';
import { notFound, publicAct, publicPage } from '~/routes/authorised.server';
import { replyWithRefusals, submission } from '~/routes/form.server';
import { named } from '~/ui/donations/labels';
import { PayTo } from '~/ui/donations/pay-to';
import { formatMoney } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { KeepFresh } from '~/ui/kit/progress';
import { providerLabel } from '~/ui/payments/labels';
import { ProviderButtons } from '~/ui/payments/pay-online';
import { PayOrder } from '~/ui/payments/paying';
import { m } from '~/words/generated/messages';
import { wayOf } from '../payments/pay-bill.server';
import { payingOf } from '../payments/paying.server';
import { publicDistrict } from '../public-district.server';

/** Minutes after the payment in which the page looks for the receipt by itself, and seconds between looks. */
const RECEIPT_MINUTES = 15;
const RECEIPT_SECONDS = 3;
const RECEIPT_RELOAD_SECONDS = 5;

/** Where a gift is paid. The number is known to nobody but who made the order, and shows nothing of them. */
export const payPath = (number: string, district: string): string =>
  `/give/pay/${number}?${new URLSearchParams({ district })}`;

/** The receipt of what is paid there, as a paper. */
const receiptPath = (number: string, district: string): string =>
  `/give/pay/${number}/receipt?${new URLSearchParams({ district })}`;

/** As `payPath`, for somebody signed in: it is their own district. */
export const ownPayPath = (number: string): string => `/give/pay/${number}`;

export const loader = publicPage(async (visit) => {
  const { actor, district } = await publicDistrict(visit);
  const number = visit.param('number');
  const looked = visit.url.searchParams.has('ask')
    ? await askAboutGift(actor, { number })
    : await findGiftToPay(actor, { number });
  if (!looked) throw notFound();
  const askPath = `${payPath(number, district.slug)}&ask=1`;
  const prepared = await prepareGiftOrder(actor, {
    orderId: looked.order.id,
    returnPath: askPath,
    clientAddress: visit.context.clientAddress,
  });
  const paying = payingOf(looked.order, prepared, visit.request.headers.get('user-agent'));
  const { entities, providers } = await listGivingChoices(actor, {});
  const { entityId, ...gift } = looked.gift;
  const unpaid = paying.standing !== 'paid' && paying.standing !== 'refunded';
  const { byHand } = looked;
  const taken = byHand === 'booked' || byHand === 'returned';
  const receipt = unpaid && !taken ? undefined : await findReceiptOfOrder(actor, { number });
  const paid = paying.standing === 'paid' && byHand !== 'waiting' && byHand !== 'not-taken';
  const halted = haltOf({ byHand, unpaid, unable: looked.unable });
  const justPaid = paying.paidAt !== null && Date.now() - paying.paidAt.getTime() < RECEIPT_MINUTES * 60_000;
  return {
    paying,
    halted,
    askPath,
    gift,
    district: district.slug,
    receiptCode: receipt?.code,
    receiptPath: receipt?.holds ? receiptPath(number, district.slug) : undefined,
    // What stands still is put right here, so the page goes on looking for it.
    receiptComes: paid && justPaid && (receipt?.standing === 'coming' || receipt?.standing === 'held'),
    receiptHeld: paid && receipt?.standing === 'held',
    receiptNone: paid && receipt?.standing === 'none',
    otherwise:
      unpaid && !halted
        ? {
            providers: providers.filter((name) => name !== paying.provider || paying.standing !== 'open'),
            account: entities.find(({ id }) => id === entityId),
          }
        : undefined,
  };
});

/** Why nobody is asked to pay here now: what was paid is in somebody's hands, or may not be received. */
function haltOf({
  byHand,
  unable,
  unpaid,
}: Pick<GiftToPay, 'byHand' | 'unable'> & { readonly unpaid: boolean }) {
  if (byHand === 'waiting')
    return { tone: 'due', title: m.donations_pay_checked(), text: m.donations_pay_checked_text() } as const;
  if (byHand === 'not-taken')
    return {
      tone: 'stopped',
      title: m.donations_pay_not_taken(),
      text: m.donations_pay_not_taken_text(),
      over: true,
    } as const;
  if (byHand === 'returned')
    return {
      tone: 'info',
      title: m.donations_pay_returned(),
      text: m.donations_pay_returned_text(),
      over: true,
    } as const;
  if (!unpaid) return undefined;
  if (byHand === 'booked')
    return { tone: 'ok', title: m.donations_pay_booked(), text: m.donations_pay_booked_text() } as const;
  return unable
    ? ({ tone: 'stopped', title: m.donations_pay_unable(), text: refusalText(unable) } as const)
    : undefined;
}

const form = z.object({ provider: z.enum(providerNames, 'PAYMENTS.PROVIDER') });

export const action = publicAct(async (visit) => {
  const { actor, district } = await publicDistrict(visit);
  const sent = submission(visit.form, form);
  const { provider } = sent.input;
  const way = wayOf(visit.request.headers.get('user-agent') ?? '', provider);
  const result = await payGiftOtherwise(actor, { number: visit.param('number'), provider, way });
  if (!result.ok) return replyWithRefusals(sent, result.refusals);
  throw redirect(payPath(result.value.number, district.slug), 303);
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: m.kit_page_title({
      page: data
        ? m.payments_pay_by({ provider: providerLabel[data.paying.provider]() })
        : m.donations_give_title(),
    }),
  },
];

export default function GivePay() {
  const {
    paying,
    halted,
    askPath,
    gift,
    district,
    receiptCode,
    receiptPath,
    receiptComes,
    receiptHeld,
    receiptNone,
    otherwise,
  } = useLoaderData<typeof loader>();
  const purpose = named({ name: gift.purposeName, nameEn: gift.purposeNameEn });
  const entity = named({ name: gift.entityName, nameEn: gift.entityNameEn });
  return (
    <Page
      title={m.payments_pay_by({ provider: providerLabel[paying.provider]() })}
      lead={m.donations_pay_lead({ purpose, entity, reference: gift.reference })}
      narrow
    >
      {halted ? (
        <Section>
          {/* What came may be another amount than that of this payment. */}
          {halted.tone === 'stopped' ? <p className="figure-value">{formatMoney(paying.amountFen)}</p> : null}
          <Notice tone={halted.tone} title={halted.title} live>
            <p>{halted.text}</p>
          </Notice>
          <div className="actions">
            {receiptCode ? (
              <ButtonLink to={`/verify/${receiptCode}`}>{m.donations_pay_receipt()}</ButtonLink>
            ) : (
              // Whoever had paid before still finds out what became of it.
              <ButtonLink to={askPath}>{m.payments_refresh()}</ButtonLink>
            )}
            {'over' in halted ? (
              <ButtonLink to={`/give?district=${district}`}>{m.donations_give_again()}</ButtonLink>
            ) : null}
          </div>
        </Section>
      ) : (
        <PayOrder paying={paying} askPath={askPath} overHint={m.donations_pay_over_hint()}>
          {receiptCode ? (
            <ButtonLink to={`/verify/${receiptCode}`}>{m.donations_pay_receipt()}</ButtonLink>
          ) : null}
          {otherwise ? null : (
            <>
              <ButtonLink to={`/disclosure?district=${district}`}>
                {m.donations_disclosure_title()}
              </ButtonLink>
              <ButtonLink to={`/give?district=${district}`}>{m.donations_give_again()}</ButtonLink>
            </>
          )}
        </PayOrder>
      )}
      {receiptCode && receiptPath ? (
        <Section>
          <p>{m.donations_pay_receipt_keep({ code: receiptCode.replace(/(.{4})(?=.)/g, '$1 ') })}</p>
          <div className="actions">
            <a className="button" href={receiptPath}>
              {m.donations_pay_receipt_paper()}
            </a>
          </div>
        </Section>
      ) : null}
      {receiptComes || receiptHeld ? (
        <Section>
          <Notice
            tone={receiptHeld ? 'due' : 'info'}
            title={receiptHeld ? m.donations_pay_receipt_held() : m.donations_pay_receipt_comes()}
            live
          />
          {receiptComes ? (
            <KeepFresh
              seconds={RECEIPT_SECONDS}
              withoutScript={<meta httpEquiv="refresh" content={String(RECEIPT_RELOAD_SECONDS)} />}
            />
          ) : null}
        </Section>
      ) : null}
      {receiptNone ? (
        <Section>
          <Notice tone="due" title={m.donations_pay_receipt_none()} />
        </Section>
      ) : null}
      {otherwise ? <Otherwise {...otherwise} reference={gift.reference} /> : null}
    </Page>
  );
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

/** Further ways to pay the same gift: another app, or a transfer with its reference. */
function Otherwise({
  providers,
  account,
  reference,
}: NonNullable<Loaded['otherwise']> & { reference: string }) {
  const reply = useActionData<typeof action>();
  return (
    <Section title={m.donations_pay_otherwise()}>
      <ProviderButtons offered={providers} reply={reply} />
      {account ? <PayTo reference={reference} account={account} /> : null}
    </Section>
  );
}
