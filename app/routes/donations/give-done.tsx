import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listGivingChoices } from '~/domain/donations/list-entities';
import { findReceptionPlace, findSlot } from '~/domain/donations/reception';
import { isReference } from '~/domain/ledger/payment-reference.rules';
import { notFound, publicPage } from '~/routes/authorised.server';
import { ReceptionPlace } from '~/ui/donations/delivery';
import { PayTo } from '~/ui/donations/pay-to';
import { deliveryTime } from '~/ui/donations/slots';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';
import { publicDistrict } from '../public-district.server';

/** Where a giver is sent after a pledge. The address holds nothing but what they were told and who receives; no gift is looked up. */
export function donePath(
  { reference, entityId }: { reference: string; entityId: string },
  {
    kind,
    district,
    slot,
    secret,
  }: { kind: 'money' | 'goods'; district: string; slot?: string; secret?: string },
): string {
  const said = {
    reference,
    kind,
    receiver: entityId,
    district,
    ...(slot && { slot }),
    ...(secret && { secret }),
  };
  return `/give/done?${new URLSearchParams(said)}`;
}

export const loader = publicPage(async (visit) => {
  const reference = visit.url.searchParams.get('reference') ?? '';
  if (!reference.startsWith('G') || !isReference(reference)) throw notFound();
  const { actor, district } = await publicDistrict(visit);
  const { entities } = await listGivingChoices(actor, {});
  const booked = await findSlot(actor, { slot: visit.url.searchParams.get('slot') ?? '' });
  const receiver = visit.url.searchParams.get('receiver');
  const goods = visit.url.searchParams.get('kind') === 'goods';
  return {
    reference,
    // Absent when its receiver may not receive any more: the reference was told all the same.
    account: entities.find(({ id }) => id === receiver),
    district: district.slug,
    booked: booked && deliveryTime(booked),
    goods,
    place: goods ? await findReceptionPlace(actor, {}) : undefined,
    secret: visit.url.searchParams.get('secret') ?? '',
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_done_title() }) }];

export default function GiveDone() {
  const { reference, account, district, booked, goods, place, secret } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.donations_done_title()}
      lead={
        account === undefined
          ? undefined
          : goods
            ? booked
              ? m.donations_done_booked_lead()
              : m.donations_done_goods_lead()
            : m.donations_done_lead()
      }
      narrow
    >
      <Section>
        {account ? null : (
          <Notice tone="stopped" title={m.donations_done_unable({ reference })}>
            <p>{m.donations_done_unable_text()}</p>
          </Notice>
        )}
        {account && goods ? (
          <Notice tone="info" title={m.donations_done_goods_reference({ reference })}>
            {booked ? <p>{m.donations_done_booked({ time: booked })}</p> : null}
            <p>{m.donations_done_goods_text({ entity: account.name })}</p>
            {secret ? (
              <p>
                <Link to={`/give/delivery/${reference}/${secret}?district=${district}`}>
                  {m.donations_delivery_link()}
                </Link>{' '}
                {m.donations_delivery_link_hint()}
              </p>
            ) : null}
          </Notice>
        ) : null}
        {account && goods ? <ReceptionPlace place={place} /> : null}
        {account && !goods ? <PayTo reference={reference} account={account} /> : null}
        {account ? <p>{m.donations_done_receipt()}</p> : null}
        <div className="actions">
          <ButtonLink to={`/disclosure?district=${district}`}>{m.donations_disclosure_title()}</ButtonLink>
          <ButtonLink to={`/give?district=${district}`}>{m.donations_give_again()}</ButtonLink>
        </div>
      </Section>
    </Page>
  );
}
